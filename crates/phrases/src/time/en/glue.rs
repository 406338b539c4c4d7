//! Days and hours into mentions.

use super::periods::is_name;
use super::spans::hour;
use crate::time::grammar::{Rule, rule};
use crate::time::make::{as_time, both, time_of};
use crate::time::value::{Clock, Day, Half, Hours, Time, Value, Which};

pub(super) const RULES: &[Rule] = &[
    rule("day", "<day>", |v| match v {
        [Value::Day(Day::Month { month, year: None })] if is_name(*month) => None,
        _ => as_time(v),
    }),
    rule("hours", "<hours>", as_time),
    rule("clock", "<clock>", |v| match v {
        [Value::Clock(clock)] => Some(Value::Hours(Hours::At(*clock))),
        _ => None,
    }),
    rule("at three", "(at|around|about|at about|at around|for around|approximately|roughly|say|circa|near|towards) <n:1-23>", at_bare).weigh(-1),
    rule("@ 3", "<time> {@} <n:1-23>", |v| {
        let hours = Hours::At(hour(v.get(1)?)?);
        time_of(v, 0)?.and(&Time::hours(hours)).map(Value::Time)
    }),
    rule("day at three", "<time> (for|at|around|about) <n:1-12>", |v| {
        let time = time_of(v, 0).filter(|t| t.day.is_some())?;
        time.and(&Time::hours(Hours::At(hour(v.get(1)?)?))).map(Value::Time)
    })
    .weigh(-1),
    rule(
        "on the day",
        "(on|at|for|in|around|about|approximately|roughly|at about|at around|at approximately|for about|some time on|sometime on|some time|sometime|at exactly|say|for around|possibly|preferably|ideally|any time|anytime|any time on|anytime on|over|during|towards) <time>",
        |v| time_of(v, 0).filter(Time::is_plain).map(Value::Time),
    ),
    rule("on the weekday", "(on the|on a|for the|for a) <weekday>", |v| match v {
        [Value::Weekday(d)] => {
            Some(Value::Time(Time { habitual: true, ..Time::day(Day::Weekday { day: *d, which: Which::Coming }) }))
        }
        _ => None,
    })
    .weigh(-1),
    rule("two halves", "<time> <time>", both),
    rule("two halves, joined", "<time> (of|in|during|say|or so|if possible|preferably|ideally|sometime|please|so|then|maybe|but|and|the|like|that is|um|uh|er|erm) <time>", both).weigh(-1),
    rule("all day", "<time> (all day|any time|anytime|whenever|at any time|any time of day|any time of the day)", |v| {
        time_of(v, 0).filter(Time::is_plain).map(Value::Time)
    }),
    rule("about so", "<time> (or so|or thereabouts|approximately|sharp|on the dot)", |v| {
        time_of(v, 0).filter(Time::is_plain).map(Value::Time)
    }),
    rule(
        "hour taken back",
        "<time> (sorry|no|i mean|no sorry|sorry no|actually|or rather|rather|no make that|make that|make it|no make it|no wait|i meant|no i mean|sorry i mean) <n:1-12>",
        |v| corrected(v, Hours::At(hour(v.get(1)?)?)),
    )
    .weigh(-2),
    rule(
        "hour taken back, clock",
        "<time> (sorry|no|i mean|no sorry|sorry no|actually|or rather|rather|no make that|make that|make it|no make it|no wait|i meant|no i mean|sorry i mean) (at)? <clock>",
        |v| match v {
            [_, Value::Clock(clock)] => corrected(v, Hours::At(*clock)),
            _ => None,
        },
    )
    .weigh(-2),
    rule("the same hour", "(at|for)? the? same (time|hour)", |_| {
        Some(Value::Time(Time { same_hour: true, ..Time::default() }))
    }),
];

fn at_bare(values: &[&Value]) -> Option<Value> {
    Some(Value::Hours(Hours::At(hour(values.first()?)?)))
}

/// «At nine, sorry, ten»: the second hour stands, in the half of the day of the first.
fn corrected(values: &[&Value], hours: Hours) -> Option<Value> {
    let time = time_of(values, 0).filter(Time::is_plain)?;
    let (Some(Hours::At(old)), Hours::At(new)) = (time.hours, hours) else { return None };
    let half = match old {
        Clock { half_unsaid: true, .. } => Half::Any,
        Clock { minute: 0..720, .. } => Half::Morning,
        _ => Half::Afternoon,
    };
    let new = if new.half_unsaid { new.within(half).unwrap_or(new) } else { new };
    Some(Value::Time(Time { hours: Some(Hours::At(new)), ..time }))
}
