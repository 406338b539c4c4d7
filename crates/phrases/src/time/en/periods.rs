//! Weeks, months, years, week-ends, seasons, and their beginnings and ends.

use jiff::civil::Weekday;

use super::make::{period, signed};
use crate::time::grammar::{Rule, rule};
use crate::time::make::{count, day, day_of, days_of, month, nth_week, number, range, slice, slice_of, unit};
use crate::time::value::{Day, Season, Slice, Time, Unit, Value, Which, Year};

pub(super) const RULES: &[Rule] = &[
    rule("this week", "(in|during|sometime)? (this|current|this current|the current) <unit>", |v| calendar(v, 0)),
    rule("the week", "(during the|later in the|in the course of the) week", |_| period(0, Unit::Week)),
    rule(
        "next week",
        "(in|during|sometime|around)? (next|the next|coming|the coming|this coming|upcoming|the upcoming|this upcoming) <unit>",
        |v| calendar(v, 1),
    ),
    rule("last week", "(in|during)? (last|past|previous|the last|the past|the previous) <unit>", |v| calendar(v, -1)),
    rule("the week after next", "(in)? (the)? <unit> after (next|next week)", |v| calendar(v, 2)).weigh(1),
    rule("the following week", "(in|during)? (the following|the subsequent|following) <unit>", following),
    rule("the week after", "(in|during)? the <unit> (after|after that|following)", following),
    rule("week by its number", "(in)? week (number)? <n:1-53>", |v| day(Day::WeekNumbered(number(v, 0)?.n))),
    rule("the week of", "(in)? the? week (of|commencing|beginning|starting|starting on|containing) <day>", week_of),
    rule("the week of the 6th", "(in)? the? week (of|commencing|beginning|starting|starting on|of the|commencing the|beginning the) <numbered>", week_of),
    rule("the week before", "(in)? the week before <day>", |v| week_beside(v, -7)).weigh(1),
    rule("the week after a day", "(in)? the week after <day>", |v| week_beside(v, 7)),
    rule("the upcoming two weeks", "the? upcoming <n:1-52> <unit>", nth_unit),
    rule("two upcoming weeks", "the? <n:1-52> upcoming <unit>", nth_unit),
    rule("weekday of a week", "<weekday> (of|in|from)? <day>", |v| of_week(v, 0, 1)),
    rule("a week's weekday", "<day> (on|on the)? <weekday>", |v| of_week(v, 1, 0)),
    rule("month", "<month>", |v| day(Day::Month { month: month(v, 0)?, year: None })),
    rule("in a month", "(in|during|throughout|the month of|in the month of|of|around|for|sometime in|any time in) <month>", in_month),
    rule("a month that is a name", "<month>", latent_month).weigh(-2),
    rule("nth week of", "(in|during)? (the)? <nth:1-4> week (of|in) <day>", |v| nth_week(v, 1, count(v, 0)?)),
    rule("last week of", "(in|during)? (the)? last week (of|in) <day>", |v| days_of(&day_of(v, 0)?, -7, -1)),
    rule("first half of", "(in|during)? (the)? first half (of|in) <day>", |v| days_of(&day_of(v, 0)?, 1, 15)),
    rule("second half of", "(in|during)? (the)? second half (of|in) <day>", |v| days_of(&day_of(v, 0)?, 16, -1)),
    rule("or a month", "or <month>", in_month).weigh(-1),
    rule("month year", "(in|during)? <month> (of)? <n:1900-2199>", |v| {
        day(Day::Month { month: month(v, 0)?, year: Some(Year::Full(number(v, 1)?.n)) })
    }),
    rule("month of next year", "(in)? <month> (of)? (next year|the next year)", |v| month_in(v, 1)),
    rule("month of this year", "(in)? <month> (of)? this year", |v| month_in(v, 0)),
    rule("this month of the calendar", "(this|next|this coming|the coming|coming) <month>", in_month),
    rule(
        "start of",
        "(at|towards|in)? (early|early in|the beginning of|beginning of|the start of|start of|the first part of) (the|around|sometime)? <day>",
        |v| cut(v, Slice::Start),
    )
    .weigh(1),
    rule(
        "middle of",
        "(in|towards|around)? (mid|the middle of|middle of|midway through) (the|around|sometime)? <day>",
        |v| cut(v, Slice::Middle),
    )
    .weigh(1),
    rule(
        "end of",
        "(at|towards|by|in)? (late|late in|the end of|end of|later|later in|the last part of) (the|around|sometime)? <day>",
        |v| cut(v, Slice::End),
    )
    .weigh(1),
    rule("start of next week", "(early|early on) <day>", |v| cut(v, Slice::Start)),
    rule("start of the month", "(at|towards)? (the)? (start|beginning) of (the)? month", |_| slice_of(Slice::Start, 0, Unit::Month)),
    rule("middle of the month", "(in|around)? (the)? (middle of|mid) (the)? month", |_| slice_of(Slice::Middle, 0, Unit::Month)),
    rule("end of the month", "(at|towards|around)? (the)? (end of the month|end of month|eom)", |_| slice_of(Slice::End, 0, Unit::Month)),
    rule("eom", "(at|by)? (the)? eom", |_| slice_of(Slice::End, 0, Unit::Month)),
    rule("start of the week", "(at|early in)? (the)? (start of|beginning of|early) (the)? week", |_| week_cut(&Day::Period { n: 0, unit: Unit::Week }, Slice::Start)),
    rule("middle of the week", "(in)? (the)? (middle of the week|midweek|mid week)", |_| week_cut(&Day::Period { n: 0, unit: Unit::Week }, Slice::Middle)),
    rule("end of the week", "(at|towards|around)? (the)? (end of|eow|late in) (the)? week", |_| week_cut(&Day::Period { n: 0, unit: Unit::Week }, Slice::End)),
    rule("end of the year", "(at|towards|around)? (the)? end of (the)? year", |_| slice_of(Slice::End, 0, Unit::Year)),
    rule("start of the year", "(at|in)? (the)? (start|beginning) of (the)? year", |_| slice_of(Slice::Start, 0, Unit::Year)),
    rule("later this week", "(later|for the rest of|the rest of|rest of|the remainder of|later in) (this|the) <unit>", |v| {
        day(Day::UntilEnd(Box::new(Day::Period { n: 0, unit: unit(v, 0)? })))
    })
    .weigh(2),
    rule("all week", "all (week|this week)", |_| period(0, Unit::Week)),
    rule("this week-end", "(on|at|over|for)? (this|the|this coming|the coming|coming|a|any) (week end|weekend|weekends)", |_| day(Day::Weekend { n: 0 })),
    rule("week-ends", "(on|at)? (weekends|weekend|week end)", |_| day(Day::Weekend { n: 0 })),
    rule("next week-end", "(on|at)? (next|the following) (week end|weekend)", |_| day(Day::Weekend { n: 1 })),
    rule("the week-end after", "(the)? (week end|weekend) after next", |_| day(Day::Weekend { n: 2 })),
    rule("last week-end", "(last|past|the last) (week end|weekend)", |_| day(Day::Weekend { n: -1 })),
    rule("on weekdays", "(on|a|during)? (weekdays|weekday|working days)", |_| day(Day::WorkingWeek { n: 0 })),
    rule("nth week-end", "(the)? <nth:1-5> (week end|weekend) (of|in) <day>", |v| nth_weekend(v, count(v, 0)?, 1)),
    rule("last week-end of", "(the)? last (week end|weekend) (of|in) <day>", |v| nth_weekend(v, -1, 0)),
    rule("spring", "(this|in the|in|the|current) spring", |_| season(Season::Spring, 0)),
    rule("summer", "(this|in the|in|the|current|over the|during the) summer", |_| season(Season::Summer, 0)),
    rule("autumn", "(this|in the|in|the|current) (autumn|fall)", |_| season(Season::Autumn, 0)),
    rule("winter", "(this|in the|in|the|current) winter", |_| season(Season::Winter, 0)),
    rule("next spring", "next spring", |_| season(Season::Spring, 1)),
    rule("next summer", "next summer", |_| season(Season::Summer, 1)),
    rule("next autumn", "next (autumn|fall)", |_| season(Season::Autumn, 1)),
    rule("next winter", "next winter", |_| season(Season::Winter, 1)),
];

/// A calendar unit; shorter ones than weeks are counted, not named so.
fn calendar(values: &[&Value], n: i32) -> Option<Value> {
    match unit(values, 0)? {
        of @ (Unit::Week | Unit::Month | Unit::Year) => period(n, of),
        _ => None,
    }
}

fn following(values: &[&Value]) -> Option<Value> {
    match unit(values, 0)? {
        of @ (Unit::Week | Unit::Month) => day(Day::PeriodAfter { n: 1, unit: of }),
        Unit::Day => day(Day::After { days: 1, base: Box::new(Day::Spoken) }),
        _ => None,
    }
}

/// «The upcoming two weeks» is said of the last of them.
fn nth_unit(values: &[&Value]) -> Option<Value> {
    let n = signed(number(values, 0)?.n)?;
    match unit(values, 1)? {
        Unit::Day => day(Day::In { n, unit: Unit::Day }),
        of @ (Unit::Week | Unit::Month) => period(n, of),
        _ => None,
    }
}

fn week_of(values: &[&Value]) -> Option<Value> {
    let base = day_of(values, 0)?;
    if base.is_single() { day(Day::WeekOf(Box::new(base))) } else { None }
}

fn week_beside(values: &[&Value], days: i32) -> Option<Value> {
    let base = day_of(values, 0).filter(Day::is_single)?;
    day(Day::WeekOf(Box::new(Day::After { days, base: Box::new(base) })))
}

fn of_week(values: &[&Value], weekday: usize, week: usize) -> Option<Value> {
    let week = day_of(values, week)?;
    let Value::Weekday(name) = values.get(weekday)? else { return None };
    match week {
        Day::Period { n: 0, unit: Unit::Week } => day(Day::Weekday { day: *name, which: Which::This }),
        week if week.is_week() => day(Day::InWeek { day: *name, week: Box::new(week) }),
        _ => None,
    }
}

/// The beginning, middle or end of a stretch; of a week in whole days, Monday to Wednesday, Tuesday to Thursday,
/// Friday to Sunday.
fn cut(values: &[&Value], part: Slice) -> Option<Value> {
    match day_of(values, 0)? {
        week if week.is_week() => week_cut(&week, part),
        _ => slice(values, part),
    }
}

fn week_cut(week: &Day, part: Slice) -> Option<Value> {
    let (first, last) = match part {
        Slice::Start => (Weekday::Monday, Weekday::Wednesday),
        Slice::Middle => (Weekday::Tuesday, Weekday::Thursday),
        Slice::End => (Weekday::Friday, Weekday::Sunday),
    };
    let in_week = |day| Value::Day(Day::InWeek { day, week: Box::new(week.clone()) });
    range(&[&in_week(first), &in_week(last)])
}

/// April, May, June and August are names too, and march and may are verbs: by themselves they are no time.
pub(super) fn is_name(month: i8) -> bool {
    matches!(month, 3 | 4 | 5 | 6 | 8)
}

fn in_month(values: &[&Value]) -> Option<Value> {
    let month = month(values, 0)?;
    Some(Value::Time(Time::day(Day::Month { month, year: None })))
}

fn latent_month(values: &[&Value]) -> Option<Value> {
    let month = month(values, 0).filter(|m| is_name(*m))?;
    Some(Value::Time(Time { latent: true, ..Time::day(Day::Month { month, year: None }) }))
}

fn month_in(values: &[&Value], n: i32) -> Option<Value> {
    day(Day::Month { month: month(values, 0)?, year: Some(Year::Relative(n)) })
}

fn nth_weekend(values: &[&Value], n: i32, of: usize) -> Option<Value> {
    let of = day_of(values, of)?;
    let month = matches!(of, Day::Month { .. } | Day::Period { unit: Unit::Month, .. });
    if month { day(Day::NthWeekend { n, of: Box::new(of) }) } else { None }
}

fn season(season: Season, n: i32) -> Option<Value> {
    day(Day::Season { season, n })
}
