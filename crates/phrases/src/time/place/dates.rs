//! Days that are said by their number: which month, and which year.

use jiff::ToSpan;
use jiff::civil::{Date as Civil, Weekday};

use super::days::{Anchor, Readings, Stretch, place, plus, single};
use super::stretches::period;
use crate::Grain;
use crate::time::easter::{is_day_off, nth_weekday};
use crate::time::value::{Course, Date, Day, Unit, Year};

pub(super) fn year_of(year: Year, today: Civil) -> Option<i16> {
    let this = i32::from(today.year());
    let full = match year {
        Year::Full(year) => i32::try_from(year).ok()?,
        Year::Relative(n) => this + n,
        Year::Short(short) => {
            let recent = this - this % 100 + i32::try_from(short).ok()?;
            if recent > this + 20 { recent - 100 } else { recent }
        }
    };
    i16::try_from(full).ok()
}

pub(super) fn numbered(date: Date, anchor: &Anchor) -> Option<Readings> {
    let today = anchor.today();
    let day = i8::try_from(date.day).ok()?;
    let found = match (date.month, date.year) {
        (Some(month), Some(year)) => Civil::new(year_of(year, today)?, month, day).ok()?,
        (Some(month), None) => dated(month, day, date.weekday, today)?,
        (None, _) if date.weekday.is_none() && in_the_month(day, anchor).is_some() => {
            in_the_month(day, anchor)?
        }
        (None, _) => match moved_in_month(day, anchor) {
            Some((same, later)) if date.weekday.is_none() => {
                let other = if anchor.course == Course::Earlier { None } else { Some(single(later)?) };
                return Some((single(same)?, other));
            }
            _ => day_of_month(day, anchor.after.map_or(today, |after| after.max(today)))?,
        },
    };
    let Some(name) = date.weekday.filter(|name| *name != found.weekday()) else {
        let other = beyond_this_month(date, anchor)
            .or_else(|| just_gone(date, today))
            .filter(|day| *day != found)
            .and_then(single);
        return Some((single(found)?, other));
    };
    if date.month.is_none()
        && let Some(agreeing) = agreeing(name, day, found)
    {
        return Some((single(agreeing)?, None));
    }
    Some((single(found)?, Some(single(nearest(name, found)?)?)))
}

/// «Début janvier, le 5 ou le 6»: of the month that was named, or of which a part was.
fn in_the_month(day: i8, anchor: &Anchor) -> Option<Civil> {
    let (from, until) = anchor.within?;
    let is_longer_than_a_week = plus(from, 8)? <= until;
    let found = Civil::new(from.year(), from.month(), day).ok()?;
    (is_longer_than_a_week && found >= anchor.today()).then_some(found)
}

/// «Du 20 au 18»: the 18th of that month, when it is still to come, or of the next.
fn moved_in_month(day: i8, anchor: &Anchor) -> Option<(Civil, Civil)> {
    let after = anchor.after.filter(|after| day < after.day())?;
    let same = Civil::new(after.year(), after.month(), day).ok().filter(|d| *d >= anchor.today())?;
    Some((same, day_of_month(day, after)?))
}

/// A day and month without a year: the coming one, unless its weekday says it was in these days.
fn dated(month: i8, day: i8, name: Option<Weekday>, today: Civil) -> Option<Civil> {
    let year = today.year();
    let this = Civil::new(year, month, day).ok();
    // «Le 29 février», and the coming February has none: nobody means that of another year.
    if this.is_none() && month >= today.month() {
        return None;
    }
    let recent = this.filter(|d| name == Some(d.weekday()) && *d < today && plus(*d, 31) >= Some(today));
    recent.or(this.filter(|d| *d >= today)).or_else(|| Civil::new(year.checked_add(1)?, month, day).ok())
}

/// «Le 31», said in November: the next 31st, or the day after the 30th.
fn beyond_this_month(date: Date, anchor: &Anchor) -> Option<Civil> {
    let last = anchor.today().last_of_month();
    let beyond = u32::try_from(last.day()).is_ok_and(|last| date.day > last);
    let bare = date.month.is_none() && date.weekday.is_none() && anchor.after.is_none();
    last.tomorrow().ok().filter(|_| bare && beyond)
}

/// «Le 30 novembre», said on the first of December: nobody books a year ahead to the day, it is a slip.
fn just_gone(date: Date, today: Civil) -> Option<Civil> {
    let this = Civil::new(today.year(), date.month?, i8::try_from(date.day).ok()?).ok()?;
    let named = date.year.is_some() || date.weekday.is_some();
    (!named && this < today && plus(this, 3)? >= today).then_some(this)
}

/// Is the next day of that number such a weekday?
pub(super) fn falls_on(day: u32, name: Weekday, today: Civil) -> bool {
    let next = i8::try_from(day).ok().and_then(|day| day_of_month(day, today));
    next.is_some_and(|next| next.weekday() == name)
}

/// The first such day of a month, from a day on.
fn day_of_month(day: i8, from: Civil) -> Option<Civil> {
    let first = from.first_of_month();
    (0..12).find_map(|n: i32| {
        let month = first.checked_add(n.months()).ok()?;
        Civil::new(month.year(), month.month(), day).ok().filter(|d| *d >= from)
    })
}

/// «mardi 3» when the next 3rd is no Tuesday: the one after, if soon enough to be meant.
fn agreeing(name: Weekday, day: i8, first: Civil) -> Option<Civil> {
    let second = day_of_month(day, plus(first, 1)?)?;
    (second.weekday() == name && plus(first, 32)? >= second).then_some(second)
}

pub(super) fn nearest(name: Weekday, day: Civil) -> Option<Civil> {
    (1..=3).flat_map(|n| [-n, n]).filter_map(|n| plus(day, n)).find(|d| d.weekday() == name)
}

pub(super) fn calendar_month(month: i8, year: Option<Year>, today: Civil) -> Option<Stretch> {
    let year = match year {
        Some(year) => year_of(year, today)?,
        None => today.year() + i16::from(month < today.month()),
    };
    period(Civil::new(year, month, 1).ok()?, 0, Unit::Month)
}

/// The nth (−1: last) day of a month that is neither in a week-end nor a public holiday; the nth such day after a day.
pub(super) fn nth_working(n: i32, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let from = place(of, anchor)?.0.start.date();
    if of.is_single() {
        let after = (1..60).filter_map(|at| plus(from, at)).filter(|day| !is_day_off(*day));
        return single(after.take(usize::try_from(n).ok()?).last()?);
    }
    let first = from.first_of_month();
    let in_month = |first: Civil| {
        let days = (0..31).filter_map(|at| plus(first, at)).filter(|day| day.month() == first.month());
        let mut working: Vec<Civil> = days.filter(|day| !is_day_off(*day)).collect();
        if n < 0 {
            working.reverse();
        }
        working.get(usize::try_from(n.abs().checked_sub(1)?).ok()?).copied()
    };
    let found = in_month(first)?;
    let gone = found < anchor.today() && matches!(of, Day::Month { year: None, .. });
    single(if gone { in_month(first.checked_add(1.years()).ok()?)? } else { found })
}

pub(super) fn nth(n: i32, day: Option<Weekday>, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let month = place(of, anchor)?.0;
    let in_month = |first: Civil| match day {
        Some(weekday) => nth_weekday(first.year(), first.month(), n, weekday),
        None if n < 0 => plus(first.last_of_month(), n + 1),
        None => plus(first, n - 1).filter(|d| d.month() == first.month() || month.grain != Grain::Month),
    };
    let found = in_month(month.start.date())?;
    let gone = found < anchor.today() && matches!(of, Day::Month { year: None, .. });
    let later = || month.start.date().checked_add(1.years()).ok().and_then(in_month);
    single(if gone { later()? } else { found })
}
