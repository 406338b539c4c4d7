//! What rules make of the values they matched: shared by the languages.

use jiff::civil::Weekday;

use super::value::{Clock, Date, Day, Edge, Half, Hours, Part, Slice, Time, Unit, Value, Which, Year};
use crate::numbers::Number;

/// A rule's result for a day.
#[expect(clippy::unnecessary_wraps, reason = "every rule gives an Option")]
pub(super) fn day(day: Day) -> Option<Value> {
    Some(Value::Day(day))
}

/// A rule's result for a part of the day: minutes since midnight.
#[expect(clippy::unnecessary_wraps, reason = "every rule gives an Option")]
pub(super) fn part(from: u16, until: u16, half: Half) -> Option<Value> {
    Some(Value::Part(Part::new(from, until, half)))
}

/// The day so many days from now.
pub(super) fn days_from_now(n: i32) -> Option<Value> {
    day(Day::In { n, unit: Unit::Day })
}

/// The day so many days from the one spoken of.
pub(super) fn days_after_that(days: i32) -> Option<Value> {
    day(Day::After { days, base: Box::new(Day::Spoken) })
}

pub(super) fn number(values: &[&Value], at: usize) -> Option<Number> {
    match values.get(at)? {
        Value::Number(n) => Some(*n),
        Value::Ordinal(n) => Some(Number { n: *n, zero: false, digits: 0 }),
        _ => None,
    }
}

pub(super) fn count(values: &[&Value], at: usize) -> Option<i32> {
    i32::try_from(number(values, at)?.n).ok().filter(|n| *n < 1000)
}

pub(super) fn weekday(values: &[&Value], at: usize) -> Option<Weekday> {
    if let Value::Weekday(day) = values.get(at)? { Some(*day) } else { None }
}

pub(super) fn month(values: &[&Value], at: usize) -> Option<i8> {
    match values.get(at)? {
        Value::Month(m) => Some(*m),
        Value::Number(n) => i8::try_from(n.n).ok().filter(|m| (1..=12).contains(m)),
        _ => None,
    }
}

pub(super) fn unit(values: &[&Value], at: usize) -> Option<Unit> {
    if let Value::Unit(unit) = values.get(at)? { Some(*unit) } else { None }
}

pub(super) fn clock_of(values: &[&Value], at: usize) -> Option<Clock> {
    match values.get(at)? {
        Value::Clock(c) => Some(*c),
        Value::Number(n) => Clock::hour(n.n),
        _ => None,
    }
}

pub(super) fn day_of(values: &[&Value], at: usize) -> Option<Day> {
    match values.get(at)? {
        Value::Day(day) => Some(day.clone()),
        Value::Numbered(date) => Some(Day::Date(*date)),
        _ => None,
    }
}

pub(super) fn time_of(values: &[&Value], at: usize) -> Option<Time> {
    match values.get(at)? {
        Value::Time(time) => Some(time.clone()),
        Value::Hours(hours) => Some(Time::hours(*hours)),
        Value::Clock(clock) => Some(Time::hours(Hours::At(*clock))),
        Value::Part(part) => Some(Time::hours(Hours::Part(*part))),
        Value::Day(day) => Some(Time::day(day.clone())),
        Value::Numbered(date) => Some(Time::day(Day::Date(*date))),
        _ => None,
    }
}

/// A weekday of a kind.
pub(super) fn which(values: &[&Value], which: Which) -> Option<Value> {
    day(Day::Weekday { day: weekday(values, 0)?, which })
}

/// A weekday a number of weeks on.
pub(super) fn weekday_weeks_on(values: &[&Value], weeks: i32) -> Option<Value> {
    let base = Day::Weekday { day: weekday(values, 0)?, which: Which::Counted };
    day(Day::After { days: 7 * weeks, base: Box::new(base) })
}

/// A day and month, with a year that may be missing.
pub(super) fn numbered(day: Number, month: Option<i8>, year: Option<Year>) -> Option<Value> {
    if !(1..=31).contains(&day.n) {
        return None;
    }
    Some(Value::Numbered(Date { day: day.n, month, year, weekday: None, bare: false }))
}

/// A weekday and a mere number: a day of the month, or its hour.
pub(super) fn weekday_and_number(values: &[&Value]) -> Option<Value> {
    let day = number(values, 1)?.n;
    let weekday = Some(weekday(values, 0)?);
    Some(Value::Numbered(Date { day, month: None, year: None, weekday, bare: true }))
}

/// The first value as a whole mention.
pub(super) fn as_time(values: &[&Value]) -> Option<Value> {
    time_of(values, 0).map(Value::Time)
}

/// Two mentions as one.
pub(super) fn both(values: &[&Value]) -> Option<Value> {
    time_of(values, 0)?.and(&time_of(values, 1)?).map(Value::Time)
}

/// Two mentions as one, over a word between them: not two names of one day.
pub(super) fn both_over(values: &[&Value]) -> Option<Value> {
    let days = (time_of(values, 0)?.day, time_of(values, 1)?.day);
    // «À seize heures, donc jeudi»: the hour is told, the day follows from it.
    if days.0.is_none() && days.1.is_some() {
        return None;
    }
    let named = |day: &Option<Day>| matches!(day, Some(Day::Date(_) | Day::In { unit: Unit::Day, .. }));
    let weekday = |day: &Option<Day>| matches!(day, Some(Day::Weekday { .. }));
    let twice = named(&days.0) && weekday(&days.1) || weekday(&days.0) && named(&days.1);
    if twice { None } else { both(values) }
}

/// A bound on a mention: on its hour where that is all there is, else on the whole.
pub(super) fn edge(values: &[&Value], edge: Edge) -> Option<Value> {
    let time = time_of(values, 0)?;
    if !time.is_plain() || time.same_hour {
        return None;
    }
    if time.day.is_some() {
        return Some(Value::Time(Time { edge: Some(edge), ..time }));
    }
    let hours = time.hours?.bounded(edge)?;
    Some(Value::Time(Time::hours(hours)))
}

/// From the hour on at which other business is over.
pub(super) fn once_free(values: &[&Value]) -> Option<Value> {
    let Value::Time(time) = edge(values, Edge::After)? else { return None };
    Some(Value::Time(Time { told: true, ..time }))
}

/// From one clock time to another, in either half of the day: «de 11h30 à 1h30».
pub(super) fn clock_span(values: &[&Value]) -> Option<Value> {
    span(clock_of(values, 0)?, clock_of(values, 1)?).map(Value::Hours)
}

pub(super) fn span(from: Clock, until: Clock) -> Option<Hours> {
    let until = if until.minute <= from.minute && until.half_unsaid {
        Clock { minute: (until.minute + 720) % 1440, half_unsaid: false, ..until }
    } else {
        until
    };
    (until.minute > from.minute || until.minute == 0).then_some(Hours::Span(from, until))
}

/// From one mention to another; both must be days, or both hours.
pub(super) fn range(values: &[&Value]) -> Option<Value> {
    let (from, until) = (time_of(values, 0)?, time_of(values, 1)?);
    let days = from.day.is_some() && until.day.is_some();
    if !from.is_plain() || !until.is_plain() || !days {
        return None;
    }
    let from = with_month_of(from, &until);
    // «La semaine d'après, à la même heure» is no stretch.
    if until.same_hour && from.day.as_ref().is_some_and(Day::is_week) {
        return None;
    }
    Some(Value::Time(Time { range: Some(Box::new((from, until))), ..Time::default() }))
}

/// «du 13 au 15 juillet»: the month said once belongs to both.
fn with_month_of(from: Time, until: &Time) -> Time {
    match (&from.day, &until.day) {
        (Some(Day::Date(a)), Some(Day::Date(b))) if a.month.is_none() => {
            let year = a.year.or(b.year);
            Time { day: Some(Day::Date(Date { month: b.month, year, ..*a })), ..from }
        }
        (Some(Day::Date(a)), Some(Day::Date(b))) if a.year.is_none() => {
            Time { day: Some(Day::Date(Date { year: b.year, ..*a })), ..from }
        }
        _ => from,
    }
}

/// The nth seven days of a month.
pub(super) fn nth_week(values: &[&Value], of: usize, n: i32) -> Option<Value> {
    days_of(&day_of(values, of)?, 7 * n - 6, 7 * n)
}

/// From the nth day of a month to another, counted from its end where negative.
pub(super) fn days_of(month: &Day, from: i32, until: i32) -> Option<Value> {
    if !matches!(month, Day::Month { .. } | Day::Period { unit: Unit::Month, .. }) {
        return None;
    }
    let nth = |n| Value::Day(Day::Nth { n, day: None, of: Box::new(month.clone()) });
    range(&[&nth(from), &nth(until)])
}

/// The nth day of a month on which people work, counted from its end where negative, or the nth after a day.
pub(super) fn nth_working(of: &Day, n: i32) -> Option<Value> {
    let counted = matches!(of, Day::Month { .. } | Day::Period { unit: Unit::Month, .. }) || of.is_single();
    counted.then(|| Value::Day(Day::Working { n, of: Box::new(of.clone()) }))
}

/// The beginning, middle or end of a month, a week, a year, a season.
pub(super) fn slice(values: &[&Value], slice: Slice) -> Option<Value> {
    let of = day_of(values, 0)?;
    let long = matches!(
        of,
        Day::Period { .. }
            | Day::PeriodAfter { .. }
            | Day::Month { .. }
            | Day::WeekOf(_)
            | Day::Season { .. }
    );
    if long { day(Day::Slice { slice, of: Box::new(of) }) } else { None }
}

/// The beginning, middle or end of the current period.
pub(super) fn slice_of(slice: Slice, n: i32, unit: Unit) -> Option<Value> {
    day(Day::Slice { slice, of: Box::new(Day::Period { n, unit }) })
}
