//! After which appointment or request a page begins.

use domain::ids::{AppointmentId, RequestId};
use jiff::Timestamp;

use super::super::Cursor;
use crate::http::{Problem, cursor};

pub(super) use crate::http::cursor::write;

/// After which appointment the page begins.
pub(super) fn of_appointments(text: Option<&str>) -> Result<Option<Cursor>, Problem> {
    Ok(cursor::read(text)?.map(|(start, id)| Cursor { start, id: AppointmentId::new(id) }))
}

/// After which request the page begins.
pub(super) fn of_requests(text: Option<&str>) -> Result<Option<(Timestamp, RequestId)>, Problem> {
    Ok(cursor::read(text)?.map(|(at, id)| (at, RequestId::new(id))))
}
