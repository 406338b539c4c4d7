//! A query made ready: who, how long, from when until when, and the days in the order worth looking at.

use jiff::{SignedDuration, Timestamp};

use super::best::Pick;
use super::{Busy, Query, Slot};
use crate::clock;
use crate::ids::ResourceId;
use crate::practice::{Practice, Practitioner, Service};
use crate::schedule::{Day, Days};
use crate::span::{Span, Spans};

/// A practitioner who could do it, and when they can't.
pub(super) struct Candidate<'a> {
    pub(super) who: &'a Practitioner,
    pub(super) busy: &'a Spans,
    /// Whether the appointment that is being moved is with somebody else.
    pub(super) other: bool,
}

/// A room that would do, and when it won't.
pub(super) struct Place<'a> {
    pub(super) id: &'a ResourceId,
    pub(super) busy: &'a Spans,
}

/// The service's times in seconds.
#[derive(Clone, Copy)]
pub(super) struct Lengths {
    pub(super) visit: i64,
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) step: i64,
}

/// Everything a sweep needs to know.
pub(super) struct Plan<'a> {
    pub(super) practice: &'a Practice,
    pub(super) query: &'a Query,
    pub(super) service: &'a Service,
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) rooms: Vec<Place<'a>>,
    pub(super) lengths: Lengths,
    /// Where a start may lie by notice and horizon.
    pub(super) reach: Span,
}

impl<'a> Plan<'a> {
    /// Nothing when the service is unknown or nothing can be booked at all.
    pub(super) fn of(practice: &'a Practice, query: &'a Query, busy: &'a dyn Busy) -> Option<Self> {
        let service = practice.service(&query.service)?;
        let asked = |id: &ResourceId| query.practitioners.is_empty() || query.practitioners.contains(id);
        let before = query.replaces.as_ref().map(|slot| &slot.resource);
        let candidate = |who: &'a Practitioner| {
            let other = before.is_some_and(|before| *before != who.id);
            Candidate { who, busy: busy.busy(&who.id), other }
        };
        let seconds = |minutes: u32| i64::from(minutes) * 60;
        Some(Self {
            practice,
            query,
            service,
            candidates: practice
                .practitioners_of(service)
                .filter(|who| asked(&who.id))
                .map(candidate)
                .collect(),
            rooms: service.rooms.iter().map(|id| Place { id, busy: busy.busy(id) }).collect(),
            lengths: Lengths {
                visit: seconds(service.minutes),
                before: seconds(service.buffer_before_min),
                after: seconds(service.buffer_after_min),
                step: seconds(service.step_min.max(1)),
            },
            reach: reach(practice, query.now)?,
        })
    }

    /// The days within reach, each with the least distance from the wish that a start on it can have; the nearest
    /// first, the earlier first on a tie.
    pub(super) fn days(&self) -> Vec<(i64, Day<'a>)> {
        let zone = self.practice.tenant.zone();
        let first = clock::date_at(self.reach.start, zone);
        let mut days: Vec<_> = Days::from(first, zone)
            .take_while(|day| day.span.start < self.reach.end)
            .map(|day| (self.query.wish.seconds_off(day.span), day))
            .collect();
        days.sort_by_key(|(off, day)| (*off, day.span.start));
        days
    }

    /// A pick as a slot, with the first room that is free.
    pub(super) fn slot(&self, pick: Pick) -> Option<Slot> {
        let start = Timestamp::from_second(pick.start()).ok()?;
        let span = Span::of_minutes(start, self.service.minutes)?;
        let guard = span.grow(self.service.buffer_before_min, self.service.buffer_after_min);
        let date = clock::date_at(start, self.practice.tenant.zone());
        let open = |room: &&Place<'_>| self.room_open(room.id, date) && room.busy.leave_free(guard);
        let room = self.rooms.iter().find(open).map(|room| room.id.clone());
        if room.is_none() && !self.rooms.is_empty() {
            return None;
        }
        let resource = self.candidates.get(pick.who())?.who.id.clone();
        let replaces = self.query.replaces.as_ref().is_some_and(|old| {
            let shares = old.resource == resource || old.room.is_some() && old.room == room;
            shares && old.guard.overlaps(guard)
        });
        Some(Slot { service: self.service.id.clone(), resource, room, span, guard, replaces })
    }

    /// Whether a room can be used on a date.
    pub(super) fn room_open(&self, id: &ResourceId, date: jiff::civil::Date) -> bool {
        let closes =
            |closures: &[crate::practice::Closure]| closures.iter().any(|closure| closure.covers(date));
        self.practice.room(id).is_some_and(|room| !closes(&room.closures))
            && !closes(&self.practice.tenant.closures)
    }
}

/// From the notice to the end of the last bookable day. Nothing when the notice passes the horizon.
pub(super) fn reach(practice: &Practice, now: Timestamp) -> Option<Span> {
    let policy = &practice.tenant.policy;
    let zone = practice.tenant.zone();
    let start = now.checked_add(SignedDuration::from_mins(i64::from(policy.min_notice_min))).ok()?;
    let today = clock::date_at(now, zone);
    let last = today.checked_add(jiff::Span::new().days(i64::from(policy.horizon_days))).ok()?;
    Span::new(start, clock::instant(last, clock::MINUTES_A_DAY, zone, clock::Edge::Start)?)
}
