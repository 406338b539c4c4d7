//! How far a time reaches on the calendar, and whether two of them meet.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::{Direction, Grain, Kind, TimeMention};

/// The one day a time is on.
pub(super) fn day_of(mention: &TimeMention) -> Option<Date> {
    let start = mention.start.filter(|_| !mention.any_date)?;
    match (mention.kind, mention.grain) {
        (Kind::Value, Grain::Day) | (Kind::Value | Kind::Interval, Grain::Hour | Grain::Minute) => {
            Some(start.date())
        }
        (Kind::OpenInterval, Grain::Hour | Grain::Minute) => mention.on,
        _ => None,
    }
}

/// Do the two never meet? Hours of any day are only told from each other.
pub(super) fn apart(a: &TimeMention, b: &TimeMention) -> bool {
    if a.any_date != b.any_date || is_hour_bound(a) && is_hour_bound(b) {
        return false;
    }
    let (Some(a_reach), Some(b_reach)) = (reach(a), reach(b)) else { return false };
    // «Jeudi à dix heures, avant dix heures»: bounds on the hour of one day are never that exact.
    let loosely = is_hour_bound(a) || is_hour_bound(b);
    if loosely && day_of(a).or(a.on) == day_of(b).or(b.on) {
        return a_reach.1 < b_reach.0 || b_reach.1 < a_reach.0;
    }
    ends_before(a_reach, b_reach) || ends_before(b_reach, a_reach)
}

/// Is the first a part of the second?
pub(super) fn inside(narrow: &TimeMention, wide: &TimeMention) -> bool {
    if narrow.any_date {
        return false;
    }
    // «Neuf heures, vendredi neuf heures»: an hour of any day is wider than that hour of one day.
    let wide_is_any_date = wide.any_date;
    let (Some(narrow), Some(wide)) = (reach(narrow), reach_on(wide, narrow)) else { return false };
    (wide_is_any_date || narrow != wide) && wide.0 <= narrow.0 && narrow.1 <= wide.1
}

/// Is an hour of any day in another?
pub(super) fn inside_on_the_clock(narrow: &TimeMention, wide: &TimeMention) -> bool {
    let (Some(narrow), Some(wide)) = (reach(narrow), reach(wide)) else { return false };
    wide.0 <= narrow.0 && narrow.1 <= wide.1
}

/// Is it over before a day?
pub(super) fn is_over(mention: &TimeMention, today: Date) -> bool {
    let today = today.at(0, 0, 0, 0);
    reach(mention).is_some_and(|(from, until)| until < today || until == today && from < today)
}

/// A time on the clock?
pub(super) fn is_moment(mention: &TimeMention) -> bool {
    mention.kind == Kind::Value && matches!(mention.grain, Grain::Hour | Grain::Minute)
}

fn is_hour_bound(mention: &TimeMention) -> bool {
    mention.kind == Kind::OpenInterval && matches!(mention.grain, Grain::Hour | Grain::Minute | Grain::Second)
}

/// From when until when; a moment ends where it begins.
fn reach(mention: &TimeMention) -> Option<(DateTime, DateTime)> {
    let on = |day: Date| day.at(0, 0, 0, 0);
    match (mention.kind, mention.direction) {
        (Kind::Value, _) => {
            let start = mention.start?;
            Some((start, unit_end(start, mention.grain)?))
        }
        (Kind::Interval, _) => Some((mention.start?, mention.end?)),
        (Kind::OpenInterval, Some(Direction::Before)) => {
            Some((mention.on.map_or(DateTime::MIN, on), mention.end?))
        }
        (Kind::OpenInterval, _) => {
            let start = mention.start?;
            let from = if mention.once_over { unit_end(start, mention.grain)? } else { start };
            let until = mention.on.and_then(|day| on(day).checked_add(1.days()).ok());
            Some((from, until.unwrap_or(DateTime::MAX)))
        }
    }
}

/// The same; hours of any day are those of the other's.
fn reach_on(mention: &TimeMention, other: &TimeMention) -> Option<(DateTime, DateTime)> {
    let Some(day) = day_of(other).filter(|_| mention.any_date) else { return reach(mention) };
    let moved = |at: DateTime| at.date().until(day).and_then(|days| at.checked_add(days)).ok();
    let (from, until) = reach(mention)?;
    Some((
        if from == DateTime::MIN { from } else { moved(from)? },
        if until == DateTime::MAX { until } else { moved(until)? },
    ))
}

fn unit_end(start: DateTime, grain: Grain) -> Option<DateTime> {
    let unit = match grain {
        Grain::Second | Grain::Minute | Grain::Hour => return Some(start),
        Grain::Day => 1.days(),
        Grain::Week => 1.weeks(),
        Grain::Month => 1.months(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.years(),
    };
    start.checked_add(unit).ok()
}

fn ends_before(a: (DateTime, DateTime), b: (DateTime, DateTime)) -> bool {
    a.1 < b.0 || a.1 == b.0 && a.0 < a.1
}
