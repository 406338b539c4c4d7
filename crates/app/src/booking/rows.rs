//! How appointments and holds are read.

use domain::Span;
use domain::appointment::{Appointment, Status};
use domain::availability::Slot;
use domain::hold::{Hold, State};
use domain::ids::{CallId, HoldId};
use uuid::Uuid;

use super::{BookingError, Despite};
use crate::db::{DbError, Row};

/// An appointment with what Allo knows beside it.
#[derive(Clone, Debug)]
pub struct Booking {
    /// The appointment itself.
    pub appointment: Appointment,
    /// The call that booked it, which may change it without proof.
    pub call: Option<CallId>,
    /// The hold it came from.
    pub hold: Option<HoldId>,
    /// What somebody decided against by putting it where it is.
    pub despite: Despite,
    /// The claims that keep its time.
    pub(super) group: Uuid,
    /// Its reference, sealed.
    pub(super) reference: Vec<u8>,
}

impl Booking {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let status: String = row.get(9)?;
        Ok(Self {
            group: row.get(1)?,
            call: row.get(2)?,
            reference: row.get(11)?,
            hold: row.get(12)?,
            despite: despite(row, 13)?,
            appointment: Appointment {
                id: row.get(0)?,
                patient: row.get(3)?,
                service: row.get(4)?,
                practitioner: row.get(5)?,
                room: row.get(6)?,
                span: span(row, 7)?,
                status: Status::from_name(&status).ok_or_else(|| row.wrong(9))?,
                revision: row.get(10)?,
            },
        })
    }
}

/// A hold with the slot it keeps.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) hold: Hold,
    pub(super) slot: Slot,
}

impl Kept {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let state: String = row.get(9)?;
        let hold = Hold {
            id: row.get(0)?,
            call: row.get(1)?,
            state: State::from_name(&state).ok_or_else(|| row.wrong(9))?,
            expires_at: row.get(10)?,
            hard_deadline: row.get(11)?,
        };
        let slot = Slot {
            service: row.get(2)?,
            resource: row.get(3)?,
            room: row.get(4)?,
            span: span(row, 5)?,
            guard: span(row, 7)?,
            replaces: false,
        };
        Ok(Self { hold, slot })
    }
}

/// Whether what happens outside stands against claiming time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outside {
    /// Something there is in the way.
    pub(super) busy: bool,
    /// What is there can't be relied on.
    pub(super) unknown: bool,
}

impl Outside {
    /// From two columns.
    pub(super) fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        Ok(Self { busy: row.get(column)?, unknown: row.get(column + 1)? })
    }

    /// Nothing, or why no time may be claimed: any doubt about a calendar means no firm booking on it (I5).
    pub(super) const fn allows(self) -> Result<(), BookingError> {
        match self {
            Self { unknown: true, .. } => Err(BookingError::CalendarUnknown),
            Self { busy: true, .. } => Err(BookingError::Taken),
            Self { .. } => Ok(()),
        }
    }
}

/// A stretch of time from two columns.
pub(super) fn span(row: &Row<'_>, column: usize) -> Result<Span, DbError> {
    Span::new(row.get(column)?, row.get(column + 1)?).ok_or_else(|| row.wrong(column))
}

/// What somebody decided against, from two columns.
pub(super) fn despite(row: &Row<'_>, column: usize) -> Result<Despite, DbError> {
    Ok(Despite { hours: row.get(column)?, block: row.get(column + 1)? })
}
