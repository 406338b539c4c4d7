//! Moving an appointment: its id stays, its revision rises, and it is never without a time.

use domain::appointment::Appointment;
use domain::audit::{Action, By, Entity};
use domain::availability::{Refusal, Slot};
use domain::ids::{AppointmentId, ResourceId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::schedule;
use uuid::Uuid;

use self::Movable::{Elsewhere, There};
use super::claim::{self, Grant, Lanes, Purpose};
use super::confirm::facts;
use super::find::old_slot;
use super::hold::{Look, checked, in_the_way_outside, may_claim};
use super::rows::Booking;
use super::{BookingError, Despite, sql};
use crate::audit::{self, Done};
use crate::calendars;
use crate::db::{DbError, Tx, args};
use crate::jobs::{self, Work};

/// Moves an appointment to another slot. Moving it to where it is changes nothing.
///
/// `seen` is the revision that whoever asks has seen; when the appointment has changed since, it isn't moved. The
/// practice's notice binds callers, not the staff.
pub async fn reschedule(
    tx: &mut Tx,
    practice: &Practice,
    id: AppointmentId,
    to: &Slot,
    seen: Option<u32>,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let booking = match movable(tx, practice, id, to, seen, by).await? {
        There(booking) => return Ok(booking),
        Elsewhere(booking) => booking,
    };
    let to = checked(practice, to, tx.now())?;
    let call = if let Actor::Call(call) = by { Some(*call) } else { None };
    may_claim(tx, &to, call, Look::Outside).await?;
    swap(tx, booking, &to, Way::Free, call, by).await
}

/// Moves an appointment to a slot that the staff decided for, whoever has it and whatever the rules say.
pub(super) async fn reschedule_anyway(
    tx: &mut Tx,
    practice: &Practice,
    id: AppointmentId,
    to: &Slot,
    seen: Option<u32>,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let booking = match movable(tx, practice, id, to, seen, by).await? {
        There(booking) => return Ok(booking),
        Elsewhere(booking) => booking,
    };
    let busy_outside = in_the_way_outside(tx, to).await?;
    let despite = Despite::of(tx, practice, to).await?;
    swap(tx, booking, to, Way::Decided { busy_outside, despite }, None, by).await
}

/// Whether an appointment's room can still be used when it takes place; where it has none, nothing stands against it.
pub fn room_stands(practice: &Practice, appointment: &Appointment) -> bool {
    appointment.room.as_ref().is_none_or(|room| schedule::fits(practice, room, appointment.span))
}

/// How an appointment comes to its new time.
#[derive(Clone, Copy)]
enum Way {
    /// It is free.
    Free,
    /// Somebody decided for it.
    Decided {
        /// Whether a calendar outside has something there.
        busy_outside: bool,
        /// What else stands against it.
        despite: Despite,
    },
}

/// An appointment that may be moved to a slot.
enum Movable {
    /// It is there already.
    There(Booking),
    /// It isn't.
    Elsewhere(Booking),
}

/// The appointment, locked, when it may be moved there by this actor at this instant.
async fn movable(
    tx: &mut Tx,
    practice: &Practice,
    id: AppointmentId,
    to: &Slot,
    seen: Option<u32>,
    by: &Actor,
) -> Result<Movable, BookingError> {
    let booking = locked(tx, id, claim::resources(to)).await?;
    let now = &booking.appointment;
    if !now.status.keeps_time() {
        return Err(BookingError::Over);
    }
    if now.span == to.span && now.practitioner == to.resource && room_stands(practice, now) {
        return Ok(There(booking));
    }
    changeable(tx, practice, now, seen, by)?;
    if to.service != now.service {
        // What is booked stays what it is: another service is another appointment.
        return Err(BookingError::Refused(Refusal::UnknownService));
    }
    known_before(tx, practice, &booking).await?;
    Ok(Elsewhere(booking))
}

/// Whether an appointment may be changed by this actor at this instant.
pub(super) fn changeable(
    tx: &Tx,
    practice: &Practice,
    appointment: &Appointment,
    seen: Option<u32>,
    by: &Actor,
) -> Result<(), BookingError> {
    if !appointment.status.keeps_time() {
        return Err(BookingError::Over);
    }
    if seen.is_some_and(|seen| seen != appointment.revision) {
        return Err(BookingError::Changed);
    }
    let notice = practice.tenant.policy.cancel_notice_min;
    if matches!(by, Actor::Call(_)) && appointment.too_late(tx.now(), notice) {
        return Err(BookingError::TooLate);
    }
    Ok(())
}

/// The appointment, with its resources and others locked in the one order, before its own row. Whoever gives time back
/// has it so: what the staff decides about that time meanwhile is seen, or sees it.
pub(super) async fn locked(
    tx: &mut Tx,
    id: AppointmentId,
    others: Vec<ResourceId>,
) -> Result<Booking, BookingError> {
    let seen =
        tx.optional(&sql::APPOINTMENT, args![id], Booking::read).await?.ok_or(BookingError::NotFound)?;
    let mut all = others;
    all.push(seen.appointment.practitioner);
    all.extend(seen.appointment.room);
    all.sort_unstable();
    all.dedup();
    claim::lock(tx, &all).await?;
    let booking = tx.one(&sql::APPOINTMENT_LOCKED, args![id], Booking::read).await?;
    if booking.group != seen.group {
        // It moved while we waited; its new resources aren't among those we locked.
        return Err(DbError::Conflict("an appointment").into());
    }
    Ok(booking)
}

/// A calendar that we can't rely on may hold more than we know about the old place, too (I5).
async fn known_before(tx: &mut Tx, practice: &Practice, booking: &Booking) -> Result<(), BookingError> {
    let resources = claim::resources(&old_slot(practice, booking));
    if calendars::known(tx, &resources).await? { Ok(()) } else { Err(BookingError::CalendarUnknown) }
}

/// The old claims off, the new ones on, or nothing at all.
async fn swap(
    tx: &mut Tx,
    booking: Booking,
    to: &Slot,
    way: Way,
    call: Option<domain::ids::CallId>,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let (lanes, busy_outside, despite) = match way {
        Way::Free => (Lanes::Ordinary, false, Despite::default()),
        Way::Decided { busy_outside, despite } => (Lanes::Any(by), busy_outside, despite),
    };
    let group: Uuid = tx.mint::<domain::ids::HoldId>().uuid();
    let before = facts(&booking.appointment);
    let moved = booking.appointment.clone().moved(to.resource.clone(), to.room.clone(), to.span);
    let appointment = moved.map_err(|_| BookingError::Over)?;
    tx.execute_all(vec![claim::give_back(booking.group)]).await?;
    let grant = claim::take(tx, group, to, Purpose::Appointment, lanes, call, Vec::new()).await?;
    if grant == Grant::Taken {
        tx.give_up();
        return Err(BookingError::Taken);
    }
    let overbooked = busy_outside || grant == Grant::Squeezed;
    let id = appointment.id;
    let done = Done {
        by: By::from(by),
        action: if overbooked { Action::Overbooked } else { Action::Moved },
        entity: Entity::Appointment(id),
        before,
        after: facts(&appointment),
    };
    let args = args![
        id,
        group,
        &appointment.practitioner,
        appointment.room.as_ref(),
        to.span.start,
        to.span.end,
        appointment.revision,
        tx.now(),
        despite.hours,
        despite.block
    ];
    let batch = vec![
        (&sql::MOVE, args),
        audit::entry(tx, done)?,
        jobs::entry(tx, &Work::new("calendar.write", id.uuid(), appointment.revision)),
        jobs::entry(tx, &Work::notice("notify.moved", id.uuid(), appointment.revision)),
    ];
    if tx.execute_all(batch).await?[0] != 1 {
        tx.give_up();
        return Err(BookingError::Changed);
    }
    claim::pass_on(tx, booking.group).await?;
    Ok(Booking { appointment, despite, group, ..booking })
}
