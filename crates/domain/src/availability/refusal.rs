//! Why a start cannot be booked, whatever is free.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Slot, plan};
use crate::clock;
use crate::ids::{ResourceId, ServiceId};
use crate::practice::Practice;
use crate::schedule::{self, Closed, Day};
use crate::span::Span;

/// A start that somebody names, rather than chooses among offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// For which service.
    pub service: ServiceId,
    /// With whom.
    pub practitioner: ResourceId,
    /// From when.
    pub start: Timestamp,
    /// Until when, if they say so: it must be the service's length.
    pub end: Option<Timestamp>,
}

/// Why a start cannot be booked, whatever is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The practice has no such service.
    #[error("no such service")]
    UnknownService,
    /// The practice has no such practitioner.
    #[error("no such practitioner")]
    UnknownPractitioner,
    /// This practitioner doesn't give this service.
    #[error("the practitioner does not give this service")]
    NotByThisPractitioner,
    /// Start and end are not the service's length apart.
    #[error("start and end must be as far apart as the service lasts")]
    WrongLength,
    /// It is over already; by hand, for more than a day.
    #[error("it is past")]
    Past,
    /// It is nearer than the practice's notice.
    #[error("too soon: the practice asks for more notice")]
    TooSoon,
    /// It lies beyond the practice's horizon.
    #[error("too far ahead: the practice does not book so far in advance")]
    TooFar,
    /// The practice is closed or the practitioner away on that date.
    #[error("closed on that date")]
    Closed,
    /// The practitioner doesn't work then, or not for long enough.
    #[error("outside working hours")]
    OutsideHours,
    /// Starts lie on a grid, and this one doesn't.
    #[error("not one of the service's start times")]
    NotOnGrid,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::UnknownService,
        Self::UnknownPractitioner,
        Self::NotByThisPractitioner,
        Self::WrongLength,
        Self::Past,
        Self::TooSoon,
        Self::TooFar,
        Self::Closed,
        Self::OutsideHours,
        Self::NotOnGrid,
    ];

    /// Its code in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownService => "unknown_service",
            Self::UnknownPractitioner => "unknown_practitioner",
            Self::NotByThisPractitioner => "not_by_this_practitioner",
            Self::WrongLength => "wrong_length",
            Self::Past => "past",
            Self::TooSoon => "too_soon",
            Self::TooFar => "too_far",
            Self::Closed => "closed",
            Self::OutsideHours => "outside_hours",
            Self::NotOnGrid => "not_on_grid",
        }
    }
}

/// Why a start cannot be booked; nothing when only what is already taken could stand against it.
pub fn refusal(practice: &Practice, asked: &Asked, now: Timestamp) -> Option<Refusal> {
    place(practice, asked, now).err()
}

/// The slot that somebody names, still without its room, or why it cannot be booked whatever is free.
pub fn place(practice: &Practice, asked: &Asked, now: Timestamp) -> Result<Slot, Refusal> {
    let slot = named(practice, asked)?;
    within_reach(practice, asked.start, now)?;
    let step = practice.service(&asked.service).map_or(1, |service| service.step_min);
    within_hours(practice, &asked.practitioner, slot.span, step)?;
    Ok(slot)
}

/// How long after the fact the staff may still write an appointment in.
const BACK: SignedDuration = SignedDuration::from_hours(24);

/// How far ahead: two years.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 731);

/// The slot that the staff names on purpose, whatever hours, notice and horizon say: somebody who gives the service, for
/// as long as it lasts, from a day ago to two years ahead.
pub fn place_by_hand(practice: &Practice, asked: &Asked, now: Timestamp) -> Result<Slot, Refusal> {
    let slot = named(practice, asked)?;
    match asked.start.duration_since(now) {
        ahead if ahead < -BACK => Err(Refusal::Past),
        ahead if ahead > AHEAD => Err(Refusal::TooFar),
        _ => Ok(slot),
    }
}

/// The slot of this start, as long as its service, by somebody who gives it.
fn named(practice: &Practice, asked: &Asked) -> Result<Slot, Refusal> {
    let service = practice.service(&asked.service).ok_or(Refusal::UnknownService)?;
    practice.practitioner(&asked.practitioner).ok_or(Refusal::UnknownPractitioner)?;
    if !service.by.contains(&asked.practitioner) {
        return Err(Refusal::NotByThisPractitioner);
    }
    let span = Span::of_minutes(asked.start, service.minutes).ok_or(Refusal::TooFar)?;
    if asked.end.is_some_and(|end| end != span.end) {
        return Err(Refusal::WrongLength);
    }
    let guard = span.grow(service.buffer_before_min, service.buffer_after_min);
    let (service, resource) = (service.id.clone(), asked.practitioner.clone());
    Ok(Slot { service, resource, room: None, span, guard, replaces: false })
}

fn within_reach(practice: &Practice, start: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    let reach = plan::reach(practice, now).ok_or(Refusal::TooSoon)?;
    match start {
        _ if start <= now && start < reach.start => Err(Refusal::Past),
        _ if start < reach.start => Err(Refusal::TooSoon),
        _ if reach.end <= start => Err(Refusal::TooFar),
        _ => Ok(()),
    }
}

fn within_hours(practice: &Practice, id: &ResourceId, span: Span, step_min: u32) -> Result<(), Refusal> {
    let zone = practice.tenant.zone();
    let date = clock::date_at(span.start, zone);
    let closed = schedule::closed_because(practice, Some(id), date);
    if matches!(closed, Some(Closed::Holiday(_) | Closed::Closure { .. })) {
        return Err(Refusal::Closed);
    }
    let stretches = match (practice.practitioner(id), Day::of(date, zone)) {
        (Some(who), Some(day)) => schedule::stretches(practice, who, &day),
        _ => Vec::new(),
    };
    let stretch = stretches.into_iter().find(|stretch| stretch.covers(span)).ok_or(Refusal::OutsideHours)?;
    let since_opening = span.start.duration_since(stretch.start);
    let step_ns = i128::from(step_min.max(1)) * 60_000_000_000;
    if since_opening.as_nanos() % step_ns == 0 { Ok(()) } else { Err(Refusal::NotOnGrid) }
}
