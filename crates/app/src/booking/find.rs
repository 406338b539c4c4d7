//! Which slots are free.

use std::collections::HashMap;

use domain::availability::{self, Asked, Query, Slot, place};
use domain::ids::{CallId, ResourceId, ServiceId};
use domain::practice::Practice;
use domain::span::Spans;
use domain::wish::Wish;
use domain::{Span, clock};
use jiff::{SignedDuration, Timestamp};

use super::rows::{Booking, span};
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
/// to know holds it.
pub async fn slot_at(
    tx: &mut Tx,
    practice: &Practice,
    asked: &Asked,
    call: Option<CallId>,
) -> Result<Slot, BookingError> {
    let slot = place(practice, asked, tx.now())?;
    let service = practice.service(&asked.service).filter(|service| !service.rooms.is_empty());
    let Some(service) = service else { return Ok(slot) };
    let search = Search {
        service: service.id.clone(),
        practitioners: vec![asked.practitioner.clone()],
        wish: Wish { target: Some(asked.start), ..Wish::default() },
        limit: 1,
        call,
        moving: None,
    };
    let found = find(tx, practice, &search).await?;
    let exact = found.slots.into_iter().find(|slot| slot.span.start == asked.start);
    exact.ok_or(if found.known { BookingError::Taken } else { BookingError::CalendarUnknown })
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

/// Searches with what is taken on the day of the wish only, which is nearly always enough, and wider while it isn't: a
/// day before and after it, five, 21, 85…
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
    let mut days = 0;
    loop {
        let (window, all) = window(practice, query, days);
        let busy = busy(tx, resources, window, search).await?;
        let slots = availability::search(practice, query, &busy);
        if all || slots.iter().all(|slot| window.covers(slot.guard)) {
            return Ok(slots);
        }
        days = 4 * days + 1;
    }
}

/// Whole days around the wish, and whether they are all that can be booked.
fn window(practice: &Practice, query: &Query, days: i64) -> (Span, bool) {
    let Query { wish, now, .. } = query;
    let horizon = i64::from(practice.tenant.policy.horizon_days) + 3;
    let (reach_start, reach_end) = (later(*now, -2), later(*now, horizon));
    let wished = wish.days.iter().map(|span| span.start).min();
    let from = wish.target.or(wished).or(wish.after).unwrap_or(*now);
    let to = wish.target.or(wish.days.iter().map(|span| span.end).max()).unwrap_or(from);
    let zone = practice.tenant.zone();
    let midnight =
        |at: Timestamp| clock::instant(clock::date_at(at, zone), 0, zone, clock::Edge::Start).unwrap_or(at);
    let start = midnight(later(from, -days)).clamp(reach_start, reach_end);
    let end = midnight(later(to, days + 1)).clamp(reach_start, reach_end);
    let window = Span::new(start, end).unwrap_or(Span { start: reach_start, end: reach_end });
    (window, window.start == reach_start && window.end == reach_end)
}

fn later(at: Timestamp, days: i64) -> Timestamp {
    let by = SignedDuration::from_hours(24 * days);
    at.checked_add(by).unwrap_or(if days < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

async fn busy(
    tx: &mut Tx,
    resources: &[ResourceId],
    window: Span,
    search: &Search<'_>,
) -> Result<HashMap<ResourceId, Spans>, DbError> {
    let names: Vec<String> = resources.iter().map(|id| id.as_str().to_owned()).collect();
    let moving = search.moving.map(|booking| booking.group);
    let args = args![names, window.start, window.end, tx.now(), search.call, moving];
    let rows = tx.all(&sql::BUSY, args, |row| Ok((row.get::<ResourceId>(0)?, span(row, 1)?))).await?;
    let mut taken: HashMap<ResourceId, Vec<Span>> = HashMap::new();
    for (resource, span) in rows {
        taken.entry(resource).or_default().push(span);
    }
    Ok(taken.into_iter().map(|(resource, spans)| (resource, Spans::merged(spans))).collect())
}
