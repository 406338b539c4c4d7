//! Reading appointments.

use std::collections::HashMap;

use domain::appointment::Status;
use domain::ids::{AppointmentId, CallId, PatientId, ResourceId, ServiceId};
use domain::{Code, Span};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::rows::{Booking, Kept};
use super::{BookingError, Held, sql};
use crate::db::{DbError, Tx, args};
use crate::sealing::{self, SealingError};

/// Which appointments are listed. What is left open doesn't matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Ending after this.
    pub from: Option<Timestamp>,
    /// Beginning before this.
    pub to: Option<Timestamp>,
    /// With this practitioner.
    pub practitioner: Option<ResourceId>,
    /// Of this patient.
    pub patient: Option<PatientId>,
    /// In this status.
    pub status: Option<Status>,
}

/// After which appointment a page begins: the start and the id of the last one of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The start.
    pub start: Timestamp,
    /// The id.
    pub id: AppointmentId,
}

/// One page of appointments, by start and id.
#[derive(Clone, Debug)]
pub struct Page {
    /// The appointments.
    pub bookings: Vec<Booking>,
    /// Where the next page begins, when there is one.
    pub next: Option<Cursor>,
}

/// Before every instant that an appointment could have: 0001-01-01T00:00:00Z, which both engines can store.
pub(super) const FIRST: i64 = -62_135_596_800;

/// After every instant that an appointment could have: 9000-01-01T00:00:00Z.
pub(super) const LAST: i64 = 221_845_392_000;

/// No time that is claimed lasts longer (the database checks it).
const LONGEST: SignedDuration = SignedDuration::from_hours(96);

/// When at the earliest what ends after an instant began: the past isn't walked through.
pub(super) fn first(from: Option<Timestamp>) -> Timestamp {
    from.and_then(|from| from.checked_sub(LONGEST).ok()).map_or(at(FIRST), |first| first.max(at(FIRST)))
}

/// One page of the practice's appointments.
pub async fn list(tx: &mut Tx, filter: &Filter, after: Option<Cursor>, limit: u32) -> Result<Page, DbError> {
    // What ends after an instant began at most so long before it: the past isn't walked through.
    let first =
        filter.from.map_or(at(FIRST), |from| from.checked_sub(LONGEST).unwrap_or(at(FIRST)).max(at(FIRST)));
    let (start, id) = after.map_or((first, Uuid::nil()), |cursor| (cursor.start, cursor.id.uuid()));
    let args = args![
        start,
        id,
        filter.from.unwrap_or(at(FIRST)),
        filter.to.unwrap_or(at(LAST)),
        filter.practitioner.as_ref(),
        filter.patient,
        filter.status.map(Status::name),
        limit.saturating_add(1)
    ];
    // By what says most: the rest is looked for among what that finds.
    let statement = match filter {
        Filter { patient: Some(_), .. } => &sql::LIST_OF,
        Filter { practitioner: Some(_), .. } => &sql::LIST_WITH,
        Filter { status: Some(_), .. } => &sql::LIST_IN,
        Filter { .. } => &sql::LIST,
    };
    let mut bookings = tx.all(statement, args, Booking::read).await?;
    let more = bookings.len() > limit as usize;
    bookings.truncate(limit as usize);
    let last = bookings.last().filter(|_| more).map(|booking| &booking.appointment);
    let next = last.map(|last| Cursor { start: last.span.start, id: last.id });
    Ok(Page { bookings, next })
}

/// Appointments that are still to come, of one service with one practitioner in one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// What.
    pub service: ServiceId,
    /// With whom.
    pub practitioner: ResourceId,
    /// Where.
    pub room: Option<ResourceId>,
    /// How many.
    pub count: u32,
}

/// How many appointments are still to come, by what, with whom and where.
pub async fn coming(tx: &mut Tx) -> Result<Vec<Coming>, DbError> {
    let now = tx.now();
    tx.all(&sql::COMING, args![first(Some(now)), now], |row| {
        let (service, practitioner) = (row.get(0)?, row.get(1)?);
        Ok(Coming { service, practitioner, room: row.get(2)?, count: row.get(3)? })
    })
    .await
}

/// How many of those that are to come fit.
pub fn how_many(coming: &[Coming], fits: impl Fn(&Coming) -> bool) -> usize {
    coming.iter().filter(|some| fits(some)).map(|some| some.count as usize).sum()
}

/// The firm appointments that begin in a stretch of time and were booked or changed before an instant, each with its
/// revision.
pub(crate) async fn untouched(
    tx: &mut Tx,
    window: Span,
    since: Timestamp,
) -> Result<Vec<(AppointmentId, u32)>, DbError> {
    let args = args![window.start, window.end, since];
    tx.all(&sql::UNTOUCHED, args, |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// One appointment.
pub async fn appointment(tx: &mut Tx, id: AppointmentId) -> Result<Booking, BookingError> {
    tx.optional(&sql::APPOINTMENT, args![id], Booking::read).await?.ok_or(BookingError::NotFound)
}

/// When some appointments begin, in one look.
pub async fn starts(
    tx: &mut Tx,
    ids: &[AppointmentId],
) -> Result<HashMap<AppointmentId, Timestamp>, DbError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = ids.iter().map(|id| id.uuid().simple().to_string()).collect();
    let starts = tx.all(&sql::STARTS, args![ids], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    Ok(starts.into_iter().collect())
}

/// The coming appointments of a patient who has proved who they are.
pub async fn of_patient(tx: &mut Tx, patient: PatientId) -> Result<Vec<Booking>, DbError> {
    let now = tx.now();
    tx.all(&sql::OF_PATIENT, args![patient, now], Booking::read).await
}

/// The coming appointments that a call has booked, which it may change without proof.
pub async fn of_call(tx: &mut Tx, call: CallId) -> Result<Vec<Booking>, DbError> {
    let now = tx.now();
    tx.all(&sql::OF_CALL, args![call, now], Booking::read).await
}

/// What is kept for callers in a stretch of time, by its start; at most five hundred.
pub async fn held(tx: &mut Tx, window: Span) -> Result<Vec<Held>, DbError> {
    // An end that both engines can store.
    let args = args![window.start, window.end.min(at(LAST)), tx.now()];
    tx.all(&sql::HELD_THEN, args, |row| {
        let Kept { hold, slot } = Kept::read(row)?;
        Ok(Held { id: hold.id, slot, expires_at: hold.expires_at })
    })
    .await
}

/// The six digits by which the patient can change an appointment.
pub async fn reference(tx: &mut Tx, booking: &Booking) -> Result<Code, BookingError> {
    let appointment = &booking.appointment;
    let key = match sealing::person(tx, appointment.patient.uuid()).await {
        Err(SealingError::Erased) => return Err(BookingError::NotFound),
        other => other.map_err(SealingError::into_db)?,
    };
    let opened = key.open("appointment", "reference", appointment.id.uuid(), &booking.reference);
    let opened = opened.map_err(|error| SealingError::from(error).into_db())?;
    opened.parse().map_err(|_| BookingError::NotFound)
}

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}
