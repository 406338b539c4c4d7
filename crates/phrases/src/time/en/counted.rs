//! So many units from now, and the next so many of them.

use super::make::{in_units, signed};
use crate::time::grammar::{Rule, rule};
use crate::time::make::day;
use crate::time::value::{Day, Unit, Value};

pub(super) const RULES: &[Rule] = &[
    rule("in two weeks", "in (exactly|about|around|approximately)? <n:1-999> <unit>", |v| counted(v, 1)),
    rule("in two weeks' time", "in (exactly|about|around)? <n:1-999> <unit> time", |v| counted(v, 1))
        .weigh(1),
    rule("in a week", "in (exactly|about|around)? (a|an|one) <unit>", |v| one(v, 1)),
    rule("in a week's time, weeks", "in (about)? (a|one) (weeks|week) time", |_| in_units(1, Unit::Week)),
    rule("in a month's time", "in (about)? (a|one) (months|month) time", |_| in_units(1, Unit::Month)),
    rule("in a day's time", "in (about)? (a|one) (days|day) time", |_| in_units(1, Unit::Day)),
    rule("in an hour's time", "in (about)? (an|one) (hours|hour) time", |_| in_units(1, Unit::Hour)),
    rule("in a year's time", "in (about)? (a|one) (years|year) time", |_| in_units(1, Unit::Year)),
    rule("in a fortnight", "in (about)? (a|one)? (fortnight|fortnights time|fortnight time)", |_| {
        in_units(2, Unit::Week)
    }),
    rule("in half an hour", "in (about)? half an hour", |_| in_units(30, Unit::Minute)),
    rule("in an hour and a half", "in (about)? (an|one) hour and a half", |_| in_units(90, Unit::Minute)),
    rule("two weeks from now", "<n:1-999> <unit> (from now|hence|away|from today)", |v| counted(v, 1)),
    rule("a week from now", "(a|an|one) <unit> (from now|hence|away|from today)", |v| one(v, 1)),
    rule("a fortnight hence", "a? fortnight (hence|away)", |_| in_units(2, Unit::Week)),
    rule("two weeks ago", "<n:1-999> <unit> ago", |v| counted(v, -1)),
    rule("a week ago", "(a|an|one) <unit> ago", |v| one(v, -1)),
    rule("a fortnight ago", "a? fortnight ago", |_| in_units(-2, Unit::Week)),
    rule(
        "the next two weeks",
        "(in|over|during|within|for)? the? (next|coming|following) <n:1-999> <unit>",
        |v| whole(v, 1),
    ),
    rule("the next days", "(in|over|during|within)? the (next|coming) (days|few days)", |_| {
        day(Day::Within { n: 7, unit: Unit::Day })
    })
    .weigh(1),
    rule("the coming weeks", "(in|over|during|within)? the (next|coming) (weeks|few weeks)", |_| {
        day(Day::Within { n: 21, unit: Unit::Day })
    })
    .weigh(1),
    rule("the next hour", "(in|within|over) the next hour", |_| day(Day::Within { n: 1, unit: Unit::Hour })),
    rule("the last two weeks", "(in|over|during|for)? the? (last|past) <n:1-999> <unit>", |v| whole(v, -1)),
    rule("within two weeks", "(within|in under|in less than) (the next)? <n:1-999> <unit>", |v| match v {
        [Value::Number(n), Value::Unit(unit)] => day(Day::Within { n: signed(n.n)?, unit: *unit }),
        _ => None,
    }),
    rule("within a week", "within (a|an|the next|one) <unit>", |v| match v {
        [Value::Unit(unit)] => day(Day::Within { n: 1, unit: *unit }),
        _ => None,
    }),
    rule("within the week", "within the <unit>", |v| match v {
        [Value::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year))] => {
            day(Day::UntilEnd(Box::new(Day::Period { n: 0, unit: *unit })))
        }
        [Value::Unit(unit)] => day(Day::Within { n: 1, unit: *unit }),
        _ => None,
    }),
    rule("within a fortnight", "(within|in) (a|the next|the coming) fortnight", |_| {
        day(Day::Within { n: 2, unit: Unit::Week })
    }),
];

fn counted(values: &[&Value], sign: i32) -> Option<Value> {
    match values {
        [Value::Number(n), Value::Unit(unit)] => in_units(sign * signed(n.n)?, *unit),
        _ => None,
    }
}

fn one(values: &[&Value], sign: i32) -> Option<Value> {
    match values {
        [Value::Unit(unit)] => in_units(sign, *unit),
        _ => None,
    }
}

fn whole(values: &[&Value], sign: i32) -> Option<Value> {
    match values {
        [Value::Number(n), Value::Unit(unit)] => day(Day::Whole { n: sign * signed(n.n)?, unit: *unit }),
        _ => None,
    }
}
