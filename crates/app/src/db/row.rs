//! What comes out of a statement.

use domain::ids::{
    AppointmentId, AuditId, BlockId, CallId, ClaimId, DocumentId, GrantId, HoldId, JobId, KeyId, LinkId,
    MessageId, PatientId, RequestId, ResourceId, ServiceId, SessionId, TenantId, TenantSlug, TicketId,
    UserId, WebhookId,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::error::DbError;
use super::statement::Statement;

/// One row, read by position.
pub struct Row<'a> {
    source: Source<'a>,
    statement: &'a Statement,
}

enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// One value of a row, borrowed from it, as its engine keeps it.
#[derive(Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// Yes or no (PostgreSQL).
    Bool(bool),
    /// A whole number; on SQLite also yes or no, and instants.
    Int(i64),
    /// A text; on SQLite also JSON.
    Text(&'a str),
    /// Bytes; on SQLite also ids.
    Bytes(&'a [u8]),
    /// An id (PostgreSQL).
    Id(Uuid),
    /// An instant (PostgreSQL).
    Time(Timestamp),
    /// Several values that were gathered in one row (PostgreSQL).
    List(Vec<Cell<'a>>),
}

/// What can be read from a cell, whichever engine it came from.
pub trait FromCell: Sized {
    /// The value, or nothing when the cell holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

impl<'a> Row<'a> {
    pub(super) const fn sqlite(row: &'a rusqlite::Row<'a>, statement: &'a Statement) -> Self {
        Self { source: Source::Sqlite(row), statement }
    }

    pub(super) const fn postgres(row: &'a tokio_postgres::Row, statement: &'a Statement) -> Self {
        Self { source: Source::Postgres(row), statement }
    }

    /// The value of a column, counted from zero.
    pub fn get<T: FromCell>(&self, column: usize) -> Result<T, DbError> {
        self.cell(column).and_then(T::from_cell).ok_or_else(|| self.wrong(column))
    }

    /// That a column doesn't hold what it should.
    pub const fn wrong(&self, column: usize) -> DbError {
        DbError::Column { statement: self.statement.name, column }
    }

    /// The value of a column through its text form: an enum, a slug.
    pub fn parse<T: std::str::FromStr>(&self, column: usize) -> Result<T, DbError> {
        let text: String = self.get(column)?;
        text.parse().map_err(|_| self.wrong(column))
    }

    /// A document.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: usize) -> Result<T, DbError> {
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(|_| self.wrong(column))
    }

    fn cell(&self, column: usize) -> Option<Cell<'_>> {
        match &self.source {
            Source::Sqlite(row) => match row.get_ref(column).ok()? {
                rusqlite::types::ValueRef::Null => Some(Cell::Null),
                rusqlite::types::ValueRef::Integer(int) => Some(Cell::Int(int)),
                rusqlite::types::ValueRef::Text(text) => std::str::from_utf8(text).ok().map(Cell::Text),
                rusqlite::types::ValueRef::Blob(bytes) => Some(Cell::Bytes(bytes)),
                rusqlite::types::ValueRef::Real(_) => None,
            },
            Source::Postgres(row) => row.try_get(column).ok(),
        }
    }
}

impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bool(value) => Some(value),
            Cell::Int(value) => Some(value != 0),
            _ => None,
        }
    }
}

impl FromCell for i64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Int(value) = cell { Some(value) } else { None }
    }
}

impl FromCell for u32 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Text(text) = cell { Some(text.to_owned()) } else { None }
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Bytes(bytes) = cell { Some(bytes.to_vec()) } else { None }
    }
}

impl FromCell for [u8; 32] {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Bytes(bytes) = cell { bytes.try_into().ok() } else { None }
    }
}

impl FromCell for Uuid {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Id(id) => Some(id),
            Cell::Bytes(bytes) => Self::from_slice(bytes).ok(),
            _ => None,
        }
    }
}

impl FromCell for Timestamp {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Time(at) => Some(at),
            Cell::Int(micros) => Self::from_microsecond(micros).ok(),
            _ => None,
        }
    }
}

/// Those that were gathered in one row, or the one that stands alone.
impl FromCell for Vec<Timestamp> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::List(cells) => cells.into_iter().map(Timestamp::from_cell).collect(),
            one => Timestamp::from_cell(one).map(|at| vec![at]),
        }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if cell == Cell::Null { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

macro_rules! ids_from_cells {
    ($($id:ty),+) => {$(
        impl FromCell for $id {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                Uuid::from_cell(cell).map(Self::new)
            }
        }
    )+};
}

ids_from_cells!(
    AppointmentId,
    AuditId,
    BlockId,
    CallId,
    ClaimId,
    DocumentId,
    GrantId,
    HoldId,
    JobId,
    KeyId,
    LinkId,
    MessageId,
    PatientId,
    RequestId,
    SessionId,
    TenantId,
    TicketId,
    UserId,
    WebhookId
);

macro_rules! slugs_from_cells {
    ($($slug:ty),+) => {$(
        impl FromCell for $slug {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                if let Cell::Text(text) = cell { text.parse().ok() } else { None }
            }
        }
    )+};
}

slugs_from_cells!(ResourceId, ServiceId, TenantSlug);
