//! Cancelling an appointment.

use domain::appointment::{Status, Step};
use domain::audit::{Action, By, Entity};
use domain::ids::AppointmentId;
use domain::permission::Actor;
use domain::practice::Practice;

use super::confirm::facts;
use super::find::old_slot;
use super::reschedule::{changeable, locked};
use super::rows::Booking;
use super::{BookingError, claim, sql};
use crate::audit::{self, Done};
use crate::calendars;
use crate::db::{Tx, args};
use crate::jobs::{self, Work};

/// Cancels an appointment and gives its time back. Cancelling it again changes nothing.
///
/// `seen` is the revision that whoever asks has seen. The practice's notice binds callers, not the staff.
pub async fn cancel(
    tx: &mut Tx,
    practice: &Practice,
    id: AppointmentId,
    seen: Option<u32>,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let booking = locked(tx, id, Vec::new()).await?;
    if booking.appointment.status == Status::Cancelled {
        return Ok(booking);
    }
    changeable(tx, practice, &booking.appointment, seen, by)?;
    if !calendars::known(tx, &claim::resources(&old_slot(practice, &booking))).await? {
        return Err(BookingError::CalendarUnknown);
    }
    step(tx, booking, Step::Cancel, Action::Cancelled, Some("notify.cancelled"), by).await
}

/// Takes a step that ends or firms an appointment; its time goes back when the step says so. Without a notice, nobody is
/// told.
pub(super) async fn step(
    tx: &mut Tx,
    booking: Booking,
    step: Step,
    action: Action,
    notice: Option<&'static str>,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let before = facts(&booking.appointment);
    let appointment = booking.appointment.clone().take(step).map_err(|_| BookingError::Over)?;
    let (id, revision) = (appointment.id, appointment.revision);
    let done = Done {
        by: By::from(by),
        action,
        entity: Entity::Appointment(id),
        before,
        after: facts(&appointment),
    };
    let mut batch = vec![
        (&sql::STEP, args![id, appointment.status.name(), revision, tx.now()]),
        audit::entry(tx, done)?,
        jobs::entry(tx, &Work::new("calendar.write", id.uuid(), revision)),
    ];
    batch.extend(notice.map(|notice| jobs::entry(tx, &Work::notice(notice, id.uuid(), revision))));
    if !appointment.status.keeps_time() {
        batch.push(claim::give_back(booking.group));
    }
    if tx.execute_all(batch).await?[0] != 1 {
        tx.give_up();
        return Err(BookingError::Changed);
    }
    if !appointment.status.keeps_time() {
        claim::pass_on(tx, booking.group).await?;
    }
    Ok(Booking { appointment, ..booking })
}
