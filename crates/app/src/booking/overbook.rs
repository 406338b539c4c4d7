//! Booking and moving on purpose, where the time is taken or the rules stand against it: for the staff, which knows what
//! it does. Each service still lasts as long as it lasts, and is given by who gives it.

use domain::availability::{Asked, Slot, place_by_hand};
use domain::ids::AppointmentId;
use domain::permission::Actor;
use domain::practice::Practice;

use super::confirm::{Confirmed, Fit, For, confirm_as};
use super::find::slot_at;
use super::hold::hold_anyway;
use super::reschedule::reschedule_anyway;
use super::rows::Booking;
use super::{BookingError, Despite, appointment};
use crate::db::Tx;

/// Books an appointment, whoever has that time.
pub async fn overbook(
    tx: &mut Tx,
    practice: &Practice,
    asked: &Asked,
    whom: impl Into<For<'_>>,
    by: &Actor,
) -> Result<Confirmed, BookingError> {
    let slot = decided(tx, practice, asked, None).await?;
    let despite = Despite::of(tx, practice, &slot).await?;
    let (held, beside) = hold_anyway(tx, practice, slot, by).await?;
    let fit = if beside { Fit::Overbooked(despite) } else { Fit::Decided(despite) };
    confirm_as(tx, practice, held.id, whom.into(), None, fit, by).await
}

/// Moves an appointment, whoever has that time. `seen` is the revision that whoever moves it has seen.
pub async fn overbook_move(
    tx: &mut Tx,
    practice: &Practice,
    id: AppointmentId,
    asked: &Asked,
    seen: Option<u32>,
    by: &Actor,
) -> Result<Booking, BookingError> {
    let before = appointment(tx, id).await?;
    let slot = decided(tx, practice, asked, Some(&before)).await?;
    reschedule_anyway(tx, practice, id, &slot, seen, by).await
}

/// The slot, with a room where it needs one: the one that is free, or else the first.
async fn decided(
    tx: &mut Tx,
    practice: &Practice,
    asked: &Asked,
    moving: Option<&Booking>,
) -> Result<Slot, BookingError> {
    let slot = place_by_hand(practice, asked, tx.now())?;
    let rooms = practice.service(&asked.service).map(|service| service.rooms.as_slice()).unwrap_or_default();
    let Some(first) = rooms.first() else { return Ok(slot) };
    match slot_at(tx, practice, asked, moving).await {
        Ok(free) => Ok(free),
        Err(BookingError::Db(error)) => Err(error.into()),
        Err(_) => Ok(Slot { room: Some(first.clone()), ..slot }),
    }
}
