//! Days and hours into mentions.

use super::make::clock_of;
use super::periods::is_name;
use super::spans::{clocks, hour};
use crate::time::grammar::{Rule, rule};
use crate::time::make::{as_time, both, both_over, time_of};
use crate::time::value::{Clock, Date, Day, Half, Hours, Time, Unit, Value, Which};

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
    rule("the ten thirty one", "(the|that) <clock> (one|slot|appointment|option|please)", |v| match v {
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
    rule("ten on thursday", "<n:2-12> on <time>", |v| on_day(v, Hours::At(hour(v.first()?)?), 1)).weigh(-2),
    rule("two to four on friday", "<n:1-12> (to|till|until) <n:1-12> on <time>", |v| match clocks(v)? {
        Value::Hours(hours) => on_day(v, hours, 2),
        _ => None,
    })
    .weigh(-1),
    rule("two dash four on friday", "<n:1-12> {-} <n:1-12> on <time>", |v| match clocks(v)? {
        Value::Hours(hours) => on_day(v, hours, 2),
        _ => None,
    }),
    rule("the third, at an hour", "(the|on the) <numbered> (at|around|in the)? <hours>", both),
    // «One in the afternoon» would be an hour.
    rule("either one, in a part", "(either|any) one (in the|of the)? <part>", |v| match v {
        [Value::Part(part)] => Some(Value::Hours(Hours::Part(*part))),
        _ => None,
    })
    .weigh(2),
    rule("the third, in a part", "(the|on the) <numbered> (in the)? <part>", both),
    rule("the third at five", "(the|on the) <numbered> (at|around|for) <n:1-23>", |v| {
        time_of(v, 0)?.and(&Time::hours(Hours::At(hour(v.get(1)?)?))).map(Value::Time)
    }),
    rule("to the third", "(to|for) the <numbered>", |v| time_of(v, 0).map(Value::Time)).weigh(-1),
    rule("can't on mondays", "(cant|cannot|can not|wont|couldnt) (come|do|make|make it|be there)? (on)? <time>", |v| {
        let time = time_of(v, 0).filter(|t| t.habitual && t.is_plain())?;
        Some(Value::Time(Time { excluded: true, ..time }))
    }),
    rule("two halves", "<time> <time>", both),
    rule("two halves, joined", "<time> (of|in|during|say|or so|if possible|preferably|ideally|sometime|please|so|then|maybe|and|the|like|that is|um|uh|er|erm) <time>", both_over).weigh(-1),
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
    rule(
        "date taken back",
        "<time> (sorry|no|i mean|no sorry|sorry no|i meant|or rather|no wait|sorry i mean) the? <numbered>",
        |v| match (time_of(v, 0)?, v.get(1)?) {
            (time @ Time { day: Some(Day::Date(old)), .. }, Value::Numbered(new)) if time.is_plain() => {
                let date = Date { month: new.month.or(old.month), year: new.year.or(old.year), ..*new };
                Some(Value::Time(Time { day: Some(Day::Date(date)), ..time }))
            }
            _ => None,
        },
    ),
    rule(
        "month taken back",
        "<time> (sorry|no|i mean|no sorry|sorry no|i meant|or rather|no wait|sorry i mean) <month>",
        |v| match (time_of(v, 0)?, v.get(1)?) {
            (time @ Time { day: Some(Day::Date(old)), .. }, Value::Month(month)) if time.is_plain() => {
                let date = Date { month: Some(*month), weekday: None, ..old };
                Some(Value::Time(Time { day: Some(Day::Date(date)), ..time }))
            }
            _ => None,
        },
    ),
    rule("eleven tomorrow", "<n:2-12> (tomorrow|tomorrow then)", |v| {
        let hours = Hours::At(hour(v.first()?)?);
        Some(Value::Time(Time { hours: Some(hours), ..Time::day(Day::In { n: 1, unit: Unit::Day }) }))
    })
    .weigh(-2),
    rule(
        "part taken back",
        "<time> (sorry|no|i mean|no sorry|sorry no|actually|or rather|no make that|make that|make it|no wait|i meant|no i mean|sorry i mean|sorry i meant) (in the|the)? <part>",
        |v| match (time_of(v, 0)?, v.get(1)?) {
            (time @ Time { hours: Some(Hours::Part(_)), day: Some(_), .. }, Value::Part(part)) if time.is_plain() => {
                Some(Value::Time(Time { hours: Some(Hours::Part(*part)), ..time }))
            }
            _ => None,
        },
    ),
    rule("this or that hour", "(at|around|about) <n:1-23> or <n:1-12>", |v| {
        let (a, b) = (hour(v.first()?)?, hour(v.get(1)?)?);
        Some(Value::Hours(Hours::Either(a, b)))
    })
    .weigh(-3),
    rule("one clock or another", "(at|around|about)? <clock> or <clock>", either).weigh(-1),
    rule("this or that clock", "(at|around|about)? <n:1-23> or <clock>", either).weigh(-2),
    rule("this clock or that", "(at|around|about)? <clock> or <n:1-12>", either).weigh(-2),
    rule("a bare hour", "<n:1-19>", bare_hour).weigh(-4),
    rule("make it eleven", "(make it|make that) <n:1-19>", bare_hour),
    rule("the same hour", "(at|for)? the? same (time|hour|slot)", |_| {
        Some(Value::Time(Time { same_hour: true, ..Time::default() }))
    }),
];

/// An hour only where nothing else is said.
fn bare_hour(values: &[&Value]) -> Option<Value> {
    let hours = Hours::At(hour(values.first()?)?);
    Some(Value::Time(Time { latent: true, ..Time::hours(hours) }))
}

fn at_bare(values: &[&Value]) -> Option<Value> {
    Some(Value::Hours(Hours::At(hour(values.first()?)?)))
}

/// An hour said before its day.
fn on_day(values: &[&Value], hours: Hours, day: usize) -> Option<Value> {
    let day =
        time_of(values, day).filter(|t| t.hours.is_none() && t.day.as_ref().is_some_and(Day::is_single))?;
    day.and(&Time::hours(hours)).map(Value::Time)
}

fn either(values: &[&Value]) -> Option<Value> {
    let (a, b) = (clock_of(values.first()?)?, clock_of(values.get(1)?)?);
    let a = match (a.half_unsaid, b.half_unsaid) {
        (true, false) => a.within(if b.minute < 720 { Half::Morning } else { Half::Afternoon }).unwrap_or(a),
        _ => a,
    };
    Some(Value::Hours(Hours::Either(a, b)))
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
