//! Why an operation on appointments did not happen.

use domain::availability::Refusal;
use domain::permission::Denied;

use super::Conflicts;
use crate::db::{DbError, Retryable};
use crate::usage::Closed;

/// Why it did not happen. Nothing was changed, then.
#[derive(Debug, thiserror::Error)]
pub enum BookingError {
    /// Somebody has that time.
    #[error("that time is taken")]
    Taken,
    /// It cannot be booked, whatever is free.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// We don't know what else is in the practitioner's calendar: only a request can be left.
    #[error("the practitioner's calendar can't be relied on at the moment")]
    CalendarUnknown,
    /// There is no such thing, or it is somebody else's.
    #[error("no such appointment, hold or request")]
    NotFound,
    /// It is too near to be changed by a caller: that is for the staff.
    #[error("too late for a caller to change it")]
    TooLate,
    /// The hold's time ran out, and the slot went to somebody else or back.
    #[error("the hold has ended")]
    Expired,
    /// The caller has as many holds as one may have.
    #[error("too many holds in one call")]
    Limited,
    /// It changed since the caller saw it.
    #[error("it has changed in the meantime")]
    Changed,
    /// It has taken place, or was cancelled: no step leads from there.
    #[error("it can't be changed any more")]
    Over,
    /// Its day hasn't begun: nobody has come, or been missed.
    #[error("its day hasn't begun")]
    NotYet,
    /// Appointments to come stand there.
    #[error("{} appointments to come stand there", .0.count)]
    StillBooked(Conflicts),
    /// What followed from it can't be taken back.
    #[error("what followed from it can't be taken back")]
    Final,
    /// Whoever asks lacks the right.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The practice is suspended, or has used what it may today.
    #[error(transparent)]
    Closed(#[from] Closed),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Retryable for BookingError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}
