//! Who works less in a practice's next version, or what can be used less, and when.

use domain::ids::ResourceId;
use domain::practice::{Practice, Practitioner, Room};
use domain::{Span, clock, schedule};
use jiff::{Timestamp, ToSpan as _};

/// As far as anything can be booked, by hand too.
const DAYS: usize = 732;

/// Each of them, from the first stretch to come that is given up to the last.
pub(super) fn given_up(standing: &Practice, next: &Practice, now: Timestamp) -> Vec<(ResourceId, Span)> {
    let lost = |id: &ResourceId| {
        let lost = less(standing, next, id, now)?;
        Some((id.clone(), Span::new(lost.start.max(now), lost.end)?))
    };
    on_both_sides(standing, next).filter_map(lost).collect()
}

/// Practitioners and rooms of both versions whose times can differ.
fn on_both_sides<'a>(standing: &'a Practice, next: &'a Practice) -> impl Iterator<Item = &'a ResourceId> {
    let (was, is) = (&standing.tenant, &next.tenant);
    let same = was.closures == is.closures
        && was.public_holidays == is.public_holidays
        && was.timezone.name() == is.timezone.name();
    let person = move |was: &&Practitioner| {
        next.practitioner(&was.id).is_some_and(|is| {
            !same || was.hours != is.hours || was.overrides != is.overrides || was.closures != is.closures
        })
    };
    let room = move |was: &&Room| next.room(&was.id).is_some_and(|is| !same || was.closures != is.closures);
    let people = standing.practitioners.iter().filter(person).map(|it| &it.id);
    people.chain(standing.rooms.iter().filter(room).map(|it| &it.id))
}

/// From the first stretch that a resource gives up to the last.
fn less(standing: &Practice, next: &Practice, id: &ResourceId, now: Timestamp) -> Option<Span> {
    let today = clock::date_at(now, standing.tenant.zone());
    let dates = today.series(1.day()).take(DAYS);
    let mut given_up = dates.flat_map(|date| {
        let kept = schedule::working(next, id, date);
        let mut stood = schedule::working(standing, id, date);
        stood.retain(|stretch| !kept.iter().any(|one| one.covers(*stretch)));
        stood
    });
    let first = given_up.next()?;
    let last = given_up.last().unwrap_or(first);
    Some(Span { start: first.start, end: last.end })
}
