//! Days told from today or from another day.

use super::make::{in_units, signed};
use crate::time::grammar::{Rule, rule};
use crate::time::make::{day, days_after_that};
use crate::time::value::{Day, Unit, Value};

pub(super) const RULES: &[Rule] = &[
    rule("today", "(today|todays|to day)", |_| in_units(0, Unit::Day)),
    rule("tomorrow", "(tomorrow|tomorrows|tomorow|tommorow|tommorrow|tmrw|tmr|to morrow)", |_| {
        in_units(1, Unit::Day)
    }),
    rule("yesterday", "(yesterday|yesterdays)", |_| in_units(-1, Unit::Day)),
    rule(
        "the day after tomorrow",
        "(the day after tomorrow|day after tomorrow|a day after tomorrow|the day after tommorow|overmorrow)",
        |_| in_units(2, Unit::Day),
    )
    .weigh(1),
    rule("the day before yesterday", "(the day before yesterday|day before yesterday)", |_| {
        in_units(-2, Unit::Day)
    })
    .weigh(1),
    rule("the same day", "(the same day|that same day|same day|that day)", |_| day(Day::Spoken)),
    rule("the day after", "(the day after|a day after) <day>", |v| after(v[0], 1)),
    rule("the day before", "(the day before|a day before) <day>", |v| after(v[0], -1)),
    rule("the next day", "(the day after|the day after that|the next day|the following day)", |_| {
        days_after_that(1)
    }),
    rule("the previous day", "(the day before|the day before that|the previous day)", |_| {
        days_after_that(-1)
    }),
    rule("a week later", "(a|one) week later", |_| days_after_that(7)),
    rule("a fortnight later", "a fortnight later", |_| days_after_that(14)),
    rule("two weeks later", "<n:2-52> weeks later", |v| match v {
        [Value::Number(n)] => days_after_that(7 * signed(n.n)?),
        _ => None,
    }),
    rule("two days later", "<n:1-60> days later", |v| match v {
        [Value::Number(n)] => days_after_that(signed(n.n)?),
        _ => None,
    }),
    rule("the eve of", "(the)? eve of (the)? <day>", |v| after(v[0], -1)).weigh(1),
    rule("two days after", "<n:1-60> days after <day>", |v| match v {
        [Value::Number(n), base] => after(base, signed(n.n)?),
        _ => None,
    }),
    rule("two days before", "<n:1-60> days before <day>", |v| match v {
        [Value::Number(n), base] => after(base, -signed(n.n)?),
        _ => None,
    }),
    rule("a week before", "(a week|one week) before <day>", |v| after(v[0], -7)),
    rule("a week after", "(a week|one week) (after|from) <day>", |v| after(v[0], 7)),
    rule("two weeks after", "<n:2-52> weeks (after|from) <day>", |v| match v {
        [Value::Number(n), base] => after(base, 7 * signed(n.n)?),
        _ => None,
    }),
    rule("a fortnight after", "a? fortnight (after|from) <day>", |v| after(v[0], 14)),
    rule("a week tomorrow", "(a week|one week|1 week) (tomorrow|from tomorrow)", |_| in_units(8, Unit::Day)),
    rule("tomorrow week", "tomorrow week", |_| in_units(8, Unit::Day)),
    rule(
        "a week today",
        "(a week today|a week from today|today week|one week from today|a week from now)",
        |_| in_units(1, Unit::Week),
    ),
    rule("a fortnight tomorrow", "a? fortnight (tomorrow|from tomorrow)", |_| in_units(15, Unit::Day)),
    rule("a fortnight today", "a? fortnight (today|from today|from now)", |_| in_units(2, Unit::Week)),
    rule("three weeks today", "<n:2-52> weeks (today|from today)", |v| match v {
        [Value::Number(n)] => in_units(signed(n.n)?, Unit::Week),
        _ => None,
    }),
    rule("three weeks tomorrow", "<n:2-52> weeks tomorrow", |v| match v {
        [Value::Number(n)] => in_units(7 * signed(n.n)? + 1, Unit::Day),
        _ => None,
    }),
];

fn after(base: &Value, days: i32) -> Option<Value> {
    match base {
        Value::Day(base) if base.is_single() => day(Day::After { days, base: Box::new(base.clone()) }),
        _ => None,
    }
}
