//! Weeks, months, seasons, feasts, and parts of them.

use jiff::civil::{Date as Civil, DateTime, ISOWeekDate, Weekday};
use jiff::{ToSpan, Unit as Round};

use super::dates::year_of;
use super::days::{Anchor, Stretch, days, interval, midnight, monday_of, place, plus, single, unit_span};
use crate::Grain;
use crate::time::easter::{bridge, feast_day, nth_weekday};
use crate::time::value::{Day, Feast, Season, Slice, Unit, Year};

pub(super) fn period(day: Civil, n: i32, unit: Unit) -> Option<Stretch> {
    let (start, grain) = match unit {
        Unit::Week => (monday_of(day)?, Grain::Week),
        Unit::Month => (day.first_of_month(), Grain::Month),
        Unit::Year => (day.first_of_year(), Grain::Year),
        _ => return None,
    };
    let start = start.checked_add(unit_span(n, unit)).ok()?;
    let end = start.checked_add(unit_span(1, unit)).ok()?;
    Some(Stretch { start: midnight(start), end: midnight(end), grain, whole: true })
}

/// «La semaine du 6»: people name its Monday; a day of the week-end is a slip by one or two, not the week before.
pub(super) fn week_of(day: Civil) -> Option<Stretch> {
    let weekend = day.weekday().to_monday_zero_offset() > 4;
    period(day, i32::from(weekend), Unit::Week)
}

/// By ISO 8601, as calendars in Europe number them.
pub(super) fn week_numbered(n: u32, today: Civil) -> Option<Stretch> {
    let n = i8::try_from(n).ok()?;
    let this = today.iso_week_date().year();
    let monday = |year: i16| ISOWeekDate::new(year, n, Weekday::Monday).ok().map(ISOWeekDate::date);
    let is_over = |monday: &Civil| plus(*monday, 7).is_none_or(|end| end <= today);
    let monday = [monday(this), monday(this + 1)].into_iter().flatten().find(|monday| !is_over(monday))?;
    period(monday, 0, Unit::Week)
}

/// From Friday evening to the end of Sunday.
fn weekend_from(saturday: Civil) -> Option<Stretch> {
    let start = plus(saturday, -1)?.at(18, 0, 0, 0);
    interval(start, midnight(plus(saturday, 2)?), Grain::Hour)
}

pub(super) fn weekend(anchor: &Anchor, n: i32) -> Option<Stretch> {
    weekend_from(plus(monday_of(anchor.today())?, 7 * n + 5)?)
}

pub(super) fn nth_weekend(n: i32, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let month = place(of, anchor)?.0.start.date();
    weekend_from(nth_weekday(month.year(), month.month(), n, Weekday::Saturday)?)
}

pub(super) fn slice_of(slice: Slice, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let found = slice_at(slice, place(of, anchor)?.0)?;
    match of {
        // «En début de mois», said when that is over, is next month's.
        Day::Period { n: 0, unit } if found.end.date() <= anchor.today() => {
            slice_at(slice, period(anchor.today(), 1, *unit)?)
        }
        _ => Some(found),
    }
}

/// The same part of the next month or week, where the one that is meant has begun and is all but over.
pub(super) fn next_slice(slice: Slice, of: &Day, this: Stretch, anchor: &Anchor) -> Option<Stretch> {
    let Day::Period { n: 0, unit } = of else { return None };
    let has_begun = this.start.date() <= anchor.today();
    let soon_over = plus(anchor.today(), 4)?.at(0, 0, 0, 0) >= this.end;
    (has_begun && soon_over).then(|| slice_at(slice, period(anchor.today(), 1, *unit)?)).flatten()
}

fn slice_at(slice: Slice, whole: Stretch) -> Option<Stretch> {
    let first = whole.start.date();
    let in_months = |from: i32, until: i32| {
        let start = first.checked_add(from.months()).ok()?;
        interval(midnight(start), midnight(first.checked_add(until.months()).ok()?), Grain::Month)
    };
    let end = whole.end.date();
    match (whole.grain, slice) {
        (Grain::Week, Slice::Start) => days(first, plus(first, 2)?),
        (Grain::Week, Slice::Middle) => days(plus(first, 2)?, plus(first, 4)?),
        (Grain::Week, Slice::End) => days(plus(first, 3)?, end),
        (Grain::Month, Slice::Start) => days(first, plus(first, 10)?),
        (Grain::Month, Slice::Middle) => days(plus(first, 9)?, plus(first, 19)?),
        (Grain::Month, Slice::End) => days(plus(first, 20)?, end),
        (Grain::Year, Slice::Start) => in_months(0, 2),
        (Grain::Year, Slice::Middle) => in_months(5, 7),
        (Grain::Year, Slice::End) => in_months(10, 12),
        (_, slice) => {
            let third = (end - first).get_days() / 3;
            let cuts = [0, third, 2 * third, (end - first).get_days()];
            let at = match slice {
                Slice::Start => 0,
                Slice::Middle => 1,
                Slice::End => 2,
            };
            days(plus(first, cuts[at])?, plus(first, cuts[at + 1])?)
        }
    }
}

pub(super) fn whole_units(n: i32, unit: Unit, now: DateTime) -> Option<Stretch> {
    let (this, grain) = match unit {
        Unit::Second => (now, Grain::Second),
        Unit::Minute => (truncated(now, Round::Minute)?, Grain::Minute),
        Unit::Hour => (truncated(now, Round::Hour)?, Grain::Hour),
        Unit::Day => (midnight(now.date()), Grain::Day),
        Unit::Week | Unit::Month | Unit::Year => {
            let current = period(now.date(), 0, unit)?;
            (current.start, current.grain)
        }
    };
    if n > 0 {
        let start = this.checked_add(unit_span(1, unit)).ok()?;
        interval(start, start.checked_add(unit_span(n, unit)).ok()?, grain)
    } else {
        interval(this.checked_add(unit_span(n, unit)).ok()?, this, grain)
    }
}

fn truncated(at: DateTime, unit: Round) -> Option<DateTime> {
    at.round(jiff::civil::DateTimeRound::new().smallest(unit).mode(jiff::RoundMode::Trunc)).ok()
}

pub(super) fn within(n: i32, unit: Unit, now: DateTime) -> Option<Stretch> {
    let end = now.checked_add(unit_span(n, unit)).ok()?;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => interval(now, end, Grain::Minute),
        _ => interval(now, midnight(end.date()), Grain::Day),
    }
}

/// The astronomical dates, give or take the day they wander.
pub(super) fn season_days(season: Season, n: i32, today: Civil) -> Option<Stretch> {
    let (from, until) = match season {
        Season::Spring => ((3, 20), (6, 22)),
        Season::Summer => ((6, 21), (9, 24)),
        Season::Autumn => ((9, 23), (12, 22)),
        Season::Winter => ((12, 21), (3, 21)),
    };
    let of_year = |year: i16| {
        let start = Civil::new(year, from.0, from.1).ok()?;
        let end = Civil::new(year + i16::from(until.0 < from.0), until.0, until.1).ok()?;
        days(start, end)
    };
    let year = today.year();
    let found = (-1..=1).filter_map(|k| of_year(year + k)).find(|s| s.end > midnight(today))?;
    if n == 0 { Some(found) } else { of_year(found.start.year() + i16::try_from(n).ok()?) }
}

pub(super) fn feast_stretch(feast: Feast, year: Option<Year>, today: Civil) -> Option<Stretch> {
    let day = match year {
        Some(year) => feast_day(feast, year_of(year, today)?)?,
        None => (0..=1).filter_map(|n| feast_day(feast, today.year() + n)).find(|day| *day >= today)?,
    };
    match feast {
        Feast::Bridge(_) => bridge(day).map_or_else(|| single(day), |(from, until)| days(from, until)),
        _ => single(day),
    }
}
