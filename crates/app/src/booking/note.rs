//! Noting at the desk that somebody came, was seen, or didn't come.

use domain::appointment::{Status, Step};
use domain::audit::Action;
use domain::ids::AppointmentId;
use domain::permission::Actor;
use domain::practice::Practice;

use super::BookingError;
use super::cancel::step;
use super::claim::{self, Grant, Lanes, Purpose};
use super::find::old_slot;
use super::reschedule::locked;
use super::rows::Booking;
use crate::db::Tx;

/// Notes where an appointment stands: arrived, fulfilled, missed, or that one of these was a mistake. `seen` is the
/// revision that whoever notes it has seen. Nobody has come, or was missed, before the appointment's day. Nobody is sent a
/// word of it.
pub async fn note(
    tx: &mut Tx,
    practice: &Practice,
    id: AppointmentId,
    to: Status,
    seen: u32,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let booking = locked(tx, id, Vec::new()).await?;
    let now = &booking.appointment;
    if now.revision != seen {
        return Err(BookingError::Changed);
    }
    let taken = Step::noting(now.status, to).ok_or(BookingError::Over)?;
    let comes = matches!(taken, Step::Arrive | Step::Fulfil | Step::MissIt);
    if comes && !now.is_of_today_or_before(tx.now(), practice.tenant.zone()) {
        return Err(BookingError::NotYet);
    }
    if to.keeps_time() && !now.status.keeps_time() {
        take_again(tx, practice, &booking, by).await?;
    }
    step(tx, booking, taken, Action::StatusChanged, None, by).await
}

/// What was undone has its time again, beside whoever was given it meanwhile.
async fn take_again(
    tx: &mut Tx,
    practice: &Practice,
    booking: &Booking,
    by: &Actor,
) -> Result<(), BookingError> {
    let slot = old_slot(practice, booking);
    let grant =
        claim::take(tx, booking.group, &slot, Purpose::Appointment, Lanes::Any(by), None, Vec::new()).await?;
    if grant == Grant::Taken {
        tx.give_up();
        return Err(BookingError::Taken);
    }
    Ok(())
}
