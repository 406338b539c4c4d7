//! What stands in some practitioners' agendas, for whoever works with them: read in a few looks, however many there are.

use domain::Pii;
use domain::Span;
use domain::ids::{AppointmentId, ResourceId};
use domain::permission::Actor;

use super::blocks::{self, Block};
use super::hold::Held;
use super::rows::Booking;
use super::{BookingError, appointment, held, sql};
use crate::calendars;
use crate::db::{DbError, Tx, args};
use crate::patients;

/// An appointment with the name of whose it is, unless they were erased.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The appointment.
    pub booking: Booking,
    /// The patient's name.
    pub patient: Option<Pii<String>>,
}

/// A stretch of some practitioners' time, and all that stands in it.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Appointments, by their start; not those that were cancelled.
    pub entries: Vec<Entry>,
    /// What is kept for callers who are deciding.
    pub held: Vec<Held>,
    /// What the staff keeps free.
    pub blocks: Vec<Block>,
    /// What is kept free of the rooms in which they take place.
    pub rooms: Vec<(ResourceId, Span)>,
    /// What is busy in calendars outside.
    pub busy: Vec<(ResourceId, Span)>,
}

/// The appointments of these practitioners in a stretch of time, by their start; not those that were cancelled.
pub async fn in_agendas(tx: &mut Tx, whose: &[ResourceId], window: Span) -> Result<Vec<Booking>, DbError> {
    let names: Vec<String> = whose.iter().map(|id| id.as_str().to_owned()).collect();
    tx.all(&sql::AGENDA, args![names, window.start, window.end], Booking::read).await
}

/// What stands in the agendas of these practitioners.
pub async fn agenda(tx: &mut Tx, whose: &[ResourceId], window: Span) -> Result<Agenda, DbError> {
    let bookings = in_agendas(tx, whose, window).await?;
    let ids: Vec<_> = bookings.iter().map(|booking| booking.appointment.patient).collect();
    let known = patients::names(tx, &ids).await?;
    let entry = |booking: Booking| {
        let patient = known.get(&booking.appointment.patient).cloned();
        Entry { booking, patient }
    };
    let mut needed: Vec<_> = bookings.iter().filter_map(|it| it.appointment.room.clone()).collect();
    needed.sort_unstable();
    needed.dedup();
    let entries = bookings.into_iter().map(entry).collect();
    let mut held = held(tx, window).await?;
    held.retain(|one| whose.contains(&one.slot.resource));
    let blocks = blocks::blocks(tx, whose, window).await?;
    let rooms = if needed.is_empty() { Vec::new() } else { blocks::blocks(tx, &needed, window).await? };
    let rooms = rooms.into_iter().map(|block| (block.resource, block.span)).collect();
    let busy = calendars::busy(tx, whose, window).await?;
    Ok(Agenda { entries, held, blocks, rooms, busy })
}

/// An appointment, for somebody who sees the agenda in which it stands; for anybody else there is none (S102).
pub async fn in_sight(tx: &mut Tx, id: AppointmentId, by: &Actor) -> Result<Booking, BookingError> {
    let booking = appointment(tx, id).await?;
    if by.sees(&booking.appointment.practitioner) { Ok(booking) } else { Err(BookingError::NotFound) }
}
