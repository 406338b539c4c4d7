//! When somebody works: the ordinary week, the dates that differ, holidays and closures, in instants.
//!
//! The order decides: the week's hours, which a public holiday empties; then an override for the date, which
//! holds even on a public holiday; then closures, which nothing opens.

mod closed;
mod day;

use std::borrow::Cow;

use jiff::civil::Date;

pub use self::closed::{Closed, closed_because};
pub use self::day::{Day, Days};

use crate::clock::{self, Edge};
use crate::holidays;
use crate::ids::ResourceId;
use crate::practice::{Change, Closure, Hours, Practice, Practitioner};
use crate::span::Span;

/// When a practitioner works on a local date, in order; for a room or a device, when it can be used.
///
/// Nothing when there is no such resource.
pub fn working(practice: &Practice, resource: &ResourceId, date: Date) -> Vec<Span> {
    let Some(day) = Day::of(date, practice.tenant.zone()) else { return Vec::new() };
    if let Some(practitioner) = practice.practitioner(resource) {
        return stretches(practice, practitioner, &day);
    }
    match practice.room(resource) {
        Some(room) if !closes(&practice.tenant.closures, date) && !closes(&room.closures, date) => {
            vec![day.span]
        }
        _ => Vec::new(),
    }
}

/// Whether a stretch of time lies within somebody's hours, or is one in which a room can be used.
pub fn fits(practice: &Practice, resource: &ResourceId, span: Span) -> bool {
    let date = clock::date_at(span.start, practice.tenant.zone());
    working(practice, resource, date).iter().any(|stretch| stretch.covers(span))
}

/// When a practitioner works on a day, in order and apart: hours that touch are one stretch.
pub fn stretches(practice: &Practice, practitioner: &Practitioner, day: &Day<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for hours in hours_on(practice, practitioner, day.date).iter() {
        let ends = (day.instant(hours.start, Edge::Start), day.instant(hours.end, Edge::End));
        let (Some(start), Some(end)) = ends else { continue };
        match spans.last_mut() {
            // Hours that are apart on the wall can meet when the clock change swallows what lies between.
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => spans.extend(Span::new(start, end)),
        }
    }
    spans
}

/// A practitioner's hours on a local date, in order, after holidays, overrides and closures.
pub fn hours_on<'a>(practice: &Practice, practitioner: &'a Practitioner, date: Date) -> Cow<'a, [Hours]> {
    if closes(&practice.tenant.closures, date) || closes(&practitioner.closures, date) {
        return Cow::Borrowed(&[]);
    }
    let holiday =
        practice.tenant.public_holidays.is_some_and(|calendar| holidays::on(calendar, date).is_some());
    let usual = if holiday { &[] } else { practitioner.hours.on(date.weekday()) };
    match practitioner
        .overrides
        .iter()
        .find(|different| different.date == date)
        .map(|different| &different.change)
    {
        None => Cow::Borrowed(usual),
        Some(Change::Closed) => Cow::Borrowed(&[]),
        Some(Change::Instead(hours)) => Cow::Borrowed(hours),
        Some(Change::Extra(extra)) => {
            let mut hours = [usual, extra].concat();
            hours.sort_unstable();
            Cow::Owned(hours)
        }
    }
}

fn closes(closures: &[Closure], date: Date) -> bool {
    closures.iter().any(|closure| closure.covers(date))
}

#[cfg(test)]
mod tests;
