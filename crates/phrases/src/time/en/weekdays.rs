//! Days of the week: bare, this, next, «a week on Tuesday», «Tuesday week», habits.

use jiff::civil::Weekday;

use super::make::signed;
use crate::time::grammar::{Rule, rule};
use crate::time::make::{count, day, day_of, weekday_weeks_on, which};
use crate::time::value::{Day, Time, Unit, Value, Which};

pub(super) const RULES: &[Rule] = &[
    rule("weekday", "the? <weekday>", |v| which(v, Which::Coming)),
    rule(
        "this weekday",
        "(this|this coming|the coming|coming|this very|the upcoming|upcoming|this upcoming) <weekday>",
        |v| which(v, Which::This),
    ),
    rule("weekday coming", "<weekday> (coming|this week|of this week|in this week|this coming week)", |v| {
        which(v, Which::This)
    }),
    rule("this week weekday", "this week (on)? <weekday>", |v| which(v, Which::This)),
    rule("next weekday", "(next|the next|this next) <weekday>", |v| which(v, Which::Next)),
    rule("weekday next", "<weekday> next", |v| which(v, Which::Next)),
    rule("last weekday", "(last|past|this past|the previous|the last) <weekday>", |v| which(v, Which::Last)),
    rule("the following weekday", "(the following|following|the subsequent) <weekday>", |v| {
        which(v, Which::Following)
    }),
    rule("the weekday after", "the <weekday> (after|after that|following)", |v| which(v, Which::Following)),
    // «Thursday before nine» is something else.
    rule("the weekday before", "the <weekday> (before|before that)", |v| {
        let Value::Weekday(name) = v.first()? else { return None };
        day(Day::Beside { day: *name, side: -1, base: Box::new(Day::Spoken) })
    })
    .weigh(-3),
    rule("weekday after next", "the? <weekday> after next", |v| weeks_after(v[0], 1, Which::Next)),
    rule("the weekday after a day", "the? <weekday> (right|just|straight|immediately)? after <day>", |v| {
        beside(v, 1)
    })
    .weigh(1),
    // «The Monday following, the first of March» says that Monday's date.
    rule("the weekday following a feast", "the? <weekday> following <day>", |v| match v {
        [_, Value::Day(Day::Feast { .. })] => beside(v, 1),
        _ => None,
    })
    .weigh(1),
    rule(
        "the nth weekday after a day",
        "the? <nth:1-4> <weekday> (right|just)? (after|following) <day>",
        |v| beside(&v[1..], count(v, 0)?),
    )
    .weigh(2),
    rule("the weekday before a day", "the? <weekday> before <day>", |v| beside(v, -1)).weigh(1),
    rule("the weekday before", "the <weekday> (before that|just before|right before)", |v| {
        beside(&[v[0], &Value::Day(Day::Spoken)], -1)
    })
    .weigh(-1),
    rule("the weekday nearest to a day", "the (closest|nearest) <weekday> to <day>", |v| beside(v, 0))
        .weigh(1),
    rule("the weekday after the number", "the? <weekday> after the? <numbered>", |v| beside(v, 1)).weigh(1),
    rule("the weekday before the number", "the? <weekday> before the? <numbered>", |v| beside(v, -1))
        .weigh(1),
    rule("the weekday nearest to the number", "the? (closest|nearest) <weekday> to the? <numbered>", |v| {
        beside(v, 0)
    })
    .weigh(2),
    rule(
        "the weekday after this one",
        "the? <weekday> after (this one|this coming one|the coming one)",
        |v| weeks_after(v[0], 1, Which::Coming),
    )
    .weigh(1),
    rule("weekday week", "<weekday> week", |v| weekday_weeks_on(v, 1)),
    rule("weekday fortnight", "<weekday> fortnight", |v| weekday_weeks_on(v, 2)),
    rule(
        "a week on weekday",
        "(a week|one week|1 week) (on|from|from this|from this coming|this|this coming|come) <weekday>",
        |v| weeks_after(v[0], 1, Which::Coming),
    ),
    rule("a fortnight on weekday", "a? fortnight (on|from|from this|this|this coming) <weekday>", |v| {
        weeks_after(v[0], 2, Which::Coming)
    }),
    rule("two weeks on weekday", "<n:2-52> weeks (on|from|from this|this) <weekday>", |v| match v {
        [Value::Number(n), weekday] => weeks_after(weekday, signed(n.n)?, Which::Coming),
        _ => None,
    }),
    rule("weekday in two weeks", "<weekday> in <n:1-52> (weeks|week|weeks time)", |v| match v {
        [Value::Weekday(day), Value::Number(n)] => in_week(*day, signed(n.n)?),
        _ => None,
    }),
    rule("weekday in a fortnight", "<weekday> in a (fortnight|fortnights time)", |v| match v {
        [Value::Weekday(day)] => in_week(*day, 2),
        _ => None,
    }),
    rule("two weekdays from now", "<n:1-52> <weekday> (from now|from today|away)", nth_coming),
    rule("two weekdays from now, plural", "<n:1-52> <time> (from now|from today|away)", |v| match v {
        [n, Value::Time(Time { day: Some(Day::Weekday { day, .. }), habitual: true, .. })] => {
            nth_coming(&[n, &Value::Weekday(*day)])
        }
        _ => None,
    }),
    rule("mondays", "(mondays|every monday|a monday|any monday)", |_| habit(Weekday::Monday)),
    rule("tuesdays", "(tuesdays|every tuesday|a tuesday|any tuesday)", |_| habit(Weekday::Tuesday)),
    rule("wednesdays", "(wednesdays|every wednesday|a wednesday|any wednesday)", |_| {
        habit(Weekday::Wednesday)
    }),
    rule("thursdays", "(thursdays|every thursday|a thursday|any thursday)", |_| habit(Weekday::Thursday)),
    rule("fridays", "(fridays|every friday|a friday|any friday)", |_| habit(Weekday::Friday)),
    rule("saturdays", "(saturdays|every saturday|a saturday|any saturday)", |_| habit(Weekday::Saturday)),
    rule("sundays", "(sundays|every sunday|a sunday|any sunday)", |_| habit(Weekday::Sunday)),
];

/// A weekday told from a single day.
fn beside(values: &[&Value], side: i32) -> Option<Value> {
    let base = day_of(values, 1).filter(Day::is_single)?;
    let Value::Weekday(name) = values.first()? else { return None };
    day(Day::Beside { day: *name, side, base: Box::new(base) })
}

fn weeks_after(value: &Value, weeks: i32, which: Which) -> Option<Value> {
    match value {
        Value::Weekday(d) => {
            day(Day::After { days: 7 * weeks, base: Box::new(Day::Weekday { day: *d, which }) })
        }
        _ => None,
    }
}

fn in_week(d: Weekday, n: i32) -> Option<Value> {
    day(Day::InWeek { day: d, week: Box::new(Day::Period { n, unit: Unit::Week }) })
}

/// «Two Sundays from now» is the second that comes.
fn nth_coming(values: &[&Value]) -> Option<Value> {
    match values {
        [Value::Number(n), weekday] => weeks_after(weekday, signed(n.n)? - 1, Which::Coming),
        _ => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what a rule makes is optional")]
fn habit(d: Weekday) -> Option<Value> {
    Some(Value::Time(Time { habitual: true, ..Time::day(Day::Weekday { day: d, which: Which::Coming }) }))
}
