//! Which slots are free.

use std::collections::HashMap;

use domain::availability::{self, Asked, Query, Slot, place};
use domain::ids::{CallId, ResourceId, ServiceId};
use domain::practice::Practice;
use domain::span::Spans;
use domain::wish::Wish;
use domain::{Span, clock};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::rows::Booking;
use super::{BookingError, sql};
use crate::calendars;
use crate::db::{DbError, Tx, args};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// For which service.
    pub service: ServiceId,
    /// With one of these; empty for anybody who gives the service.
    pub practitioners: Vec<ResourceId>,
    /// When it should be.
    pub wish: Wish,
    /// How many slots at most.
    pub limit: usize,
    /// The call it is for, whose own holds are free to it.
    pub call: Option<CallId>,
    /// The appointment that would move there: its own time is free to it.
    pub moving: Option<&'a Booking>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The slots, best first.
    pub slots: Vec<Slot>,
    /// False when somebody's calendar outside can't be relied on; that somebody isn't among the slots.
    pub known: bool,
}

/// The free slots nearest to the wish. Each of them could be held at this instant (I2).
pub async fn find(tx: &mut Tx, practice: &Practice, search: &Search<'_>) -> Result<Found, DbError> {
    let Some(service) = practice.service(&search.service) else {
        return Ok(Found { slots: Vec::new(), known: true });
    };
    let asked = |id: &&ResourceId| search.practitioners.is_empty() || search.practitioners.contains(id);
    let mut resources: Vec<ResourceId> =
        service.by.iter().filter(asked).chain(&service.rooms).cloned().collect();
    let unknown = calendars::unknown(tx, &resources).await?;
    resources.retain(|id| !unknown.contains(id));
    let practitioners: Vec<ResourceId> =
        resources.iter().filter(|id| service.by.contains(id)).cloned().collect();
    if practitioners.is_empty() {
        return Ok(Found { slots: Vec::new(), known: unknown.is_empty() });
    }
    let query = Query {
        service: search.service.clone(),
        practitioners,
        wish: search.wish.clone(),
        now: tx.now(),
        limit: search.limit,
        replaces: search.moving.map(|booking| old_slot(practice, booking)),
    };
    let slots = nearest(tx, practice, search, &query, &resources).await?;
    Ok(Found { slots, known: unknown.is_empty() })
}

/// The slot that somebody names by its start, with a room where the service needs one. It may be taken: who wants
/// to know holds it. What the appointment that would move there has itself is free to it.
pub async fn slot_at(
    tx: &mut Tx,
    practice: &Practice,
    asked: &Asked,
    moving: Option<&Booking>,
) -> Result<Slot, BookingError> {
    let slot = place(practice, asked, tx.now())?;
    let service = practice.service(&asked.service).filter(|service| !service.rooms.is_empty());
    let Some(service) = service else { return Ok(slot) };
    let search = Search {
        service: service.id.clone(),
        practitioners: vec![asked.practitioner.clone()],
        wish: Wish { target: Some(asked.start), ..Wish::default() },
        limit: 1,
        call: None,
        moving,
    };
    let found = find(tx, practice, &search).await?;
    let exact = found.slots.into_iter().find(|slot| slot.span.start == asked.start);
    exact.ok_or(if found.known { BookingError::Taken } else { BookingError::CalendarUnknown })
}

/// When the people, rooms and devices of a practice are taken, as far as anything can be booked: the stretches, and
/// nothing of whom they are for.
pub(crate) async fn taken(tx: &mut Tx, practice: &Practice) -> Result<Vec<(ResourceId, Span)>, DbError> {
    let people = practice.practitioners.iter().map(|one| &one.id);
    let resources: Vec<ResourceId> =
        people.chain(practice.rooms.iter().map(|one| &one.id)).cloned().collect();
    let mut taken = Taken::default();
    taken.read(tx, (None, None), &resources, Days::of(practice, tx.now()).reach).await?;
    let each = |(resource, spans): (ResourceId, Spans)| {
        let spans = spans.as_slice().to_vec();
        spans.into_iter().map(move |span| (resource.clone(), span))
    };
    Ok(taken.0.into_iter().flat_map(each).collect())
}

/// The slot that an appointment has now, with the guard that its service gives it.
pub(super) fn old_slot(practice: &Practice, booking: &Booking) -> Slot {
    let appointment = &booking.appointment;
    let buffers = practice
        .service(&appointment.service)
        .map_or((0, 0), |service| (service.buffer_before_min, service.buffer_after_min));
    Slot {
        service: appointment.service.clone(),
        resource: appointment.practitioner.clone(),
        room: appointment.room.clone(),
        span: appointment.span,
        guard: appointment.span.grow(buffers.0, buffers.1),
        replaces: false,
    }
}

/// Searches as if nothing were taken, reads what is taken on the days of the slots found, and searches again: further
/// while what it finds lies further, at last days beyond it.
///
/// What was not looked at counts as free, so slots outside may be wrong, but only ever too good: when all that
/// were found lie inside, no better ones exist.
async fn nearest(
    tx: &mut Tx,
    practice: &Practice,
    search: &Search<'_>,
    query: &Query,
    resources: &[ResourceId],
) -> Result<Vec<Slot>, DbError> {
    let days = Days::of(practice, query.now);
    let mut taken = Taken::default();
    let (mut window, mut beyond) = (None, [0, 0, 4, 16].into_iter());
    loop {
        let slots = availability::search(practice, query, &taken.0);
        let wider = days.reaching(window, &slots, beyond.next().unwrap_or(64));
        let Some(wider) = wider.filter(|wider| window != Some(*wider)) else { return Ok(slots) };
        let parts = window.map_or([Some(wider), None], |known: Span| {
            [Span::new(wider.start, known.start), Span::new(known.end, wider.end)]
        });
        for part in parts.into_iter().flatten() {
            let own = (search.call, search.moving.map(|booking| booking.group));
            taken.read(tx, own, resources, part).await?;
        }
        window = Some(wider);
    }
}

/// Whole days of a practice, as far as anything can be booked.
struct Days<'a> {
    zone: &'a TimeZone,
    reach: Span,
}

impl<'a> Days<'a> {
    fn of(practice: &'a Practice, now: Timestamp) -> Self {
        let horizon = i64::from(practice.tenant.policy.horizon_days) + 3;
        let reach = Span { start: later(now, -2), end: later(now, horizon) };
        Self { zone: practice.tenant.zone(), reach }
    }

    /// The days of some slots; or a window, grown to those that lie outside it and by so many days beyond them.
    fn reaching(&self, window: Option<Span>, slots: &[Slot], beyond: i64) -> Option<Span> {
        let first = slots.iter().map(|slot| slot.guard.start).min()?;
        let last = slots.iter().map(|slot| slot.guard.end).max()?;
        Some(Span {
            start: match window {
                Some(window) if window.start <= first => window.start,
                _ => self.midnight(later(first, -beyond)),
            },
            end: match window {
                Some(window) if last <= window.end => window.end,
                _ => self.midnight(later(last, beyond + 1)),
            },
        })
    }

    /// The midnight before an instant, no further than anything can be booked.
    fn midnight(&self, at: Timestamp) -> Timestamp {
        let date = clock::date_at(at, self.zone);
        let midnight = clock::instant(date, 0, self.zone, clock::Edge::Start).unwrap_or(at);
        midnight.clamp(self.reach.start, self.reach.end)
    }
}

fn later(at: Timestamp, days: i64) -> Timestamp {
    let by = SignedDuration::from_hours(24 * days);
    at.checked_add(by).unwrap_or(if days < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// What is taken of each resource, as far as it was read.
#[derive(Default)]
struct Taken(HashMap<ResourceId, Spans>);

impl Taken {
    /// Reads a stretch more; what a call and the appointment that moves have themselves isn't taken.
    async fn read(
        &mut self,
        tx: &mut Tx,
        (call, moving): (Option<CallId>, Option<Uuid>),
        resources: &[ResourceId],
        window: Span,
    ) -> Result<(), DbError> {
        let names: Vec<String> = resources.iter().map(|id| id.as_str().to_owned()).collect();
        let args = args![names, window.start, window.end, tx.now(), call, moving];
        // Thousands of stretches a day: whose they are is told by a place in the list.
        let mut each = vec![Vec::new(); resources.len()];
        let rows = tx.all(&sql::BUSY, args, |row| {
            let whose = each.get_mut(row.get::<u32>(0)? as usize).ok_or_else(|| row.wrong(0))?;
            let (starts, ends): (Vec<Timestamp>, Vec<Timestamp>) = (row.get(1)?, row.get(2)?);
            for (start, end) in starts.into_iter().zip(ends) {
                whose.push(Span::new(start, end).ok_or_else(|| row.wrong(2))?);
            }
            Ok(())
        });
        rows.await?;
        for (resource, mut spans) in resources.iter().zip(each) {
            if let Some(known) = self.0.get(resource) {
                spans.extend_from_slice(known.as_slice());
            }
            self.0.insert(resource.clone(), Spans::merged(spans));
        }
        Ok(())
    }
}
