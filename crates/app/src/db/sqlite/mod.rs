//! SQLite: one writer that groups commits, and a few readers beside it.
//!
//! Statements take microseconds and run where they are called; only the wait for the disk, at the commit of a
//! group, goes to a thread that may block.

mod connection;
mod readers;
mod removal;
mod statistics;
mod writer;

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use self::readers::{Reader, Readers};
use self::writer::{Writer, Writing};
use super::error::DbError;
use super::row::Row;
use super::statement::Statement;
use super::value::Value;

pub(super) use self::connection::durability;
pub(super) use self::statistics::write as write_statistics;

/// The file, its writer and its readers.
pub(super) struct Sqlite {
    // In this order they are dropped: whichever connection closes last brings the log into the file, and one that only
    // reads can't.
    readers: Arc<Readers>,
    writer: Writer,
}

impl Sqlite {
    /// Opens the file and brings its schema up to date.
    pub(super) fn open(path: &Path) -> Result<Self, DbError> {
        let connection = connection::writer(path)?;
        super::migrations::sqlite(&connection)?;
        let readers = Arc::new(Readers::open(path)?);
        Ok(Self { readers, writer: Writer::new(connection) })
    }

    pub(super) async fn write(&self) -> Result<Session, DbError> {
        self.writer.begin().await.map(|writing| Session(Turn::Write(writing)))
    }

    pub(super) async fn read(&self) -> Result<Session, DbError> {
        Readers::begin(&self.readers).await.map(|reader| Session(Turn::Read(reader)))
    }

    /// What the writer is set to, for the test of durability.
    pub(super) async fn settings(&self) -> Result<Vec<(String, String)>, DbError> {
        let session = self.write().await?;
        durability(session.connection())
    }
}

/// One transaction's turn with a connection.
pub(super) struct Session(Turn);

enum Turn {
    Write(Writing),
    Read(Reader),
}

impl Session {
    pub(super) fn execute(&self, statement: &Statement, args: &[&Value]) -> Result<u64, DbError> {
        let failed = |error| DbError::sqlite(statement, &error);
        let mut prepared = self.connection().prepare_cached(statement.sqlite()).map_err(failed)?;
        let changed = prepared.execute(rusqlite::params_from_iter(args)).map_err(failed)?;
        Ok(changed as u64)
    }

    pub(super) fn all<T>(
        &self,
        statement: &Statement,
        args: &[&Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let failed = |error| DbError::sqlite(statement, &error);
        let mut prepared = self.connection().prepare_cached(statement.sqlite()).map_err(failed)?;
        let mut rows = prepared.query(rusqlite::params_from_iter(args)).map_err(failed)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            all.push(read(&Row::sqlite(row, statement))?);
        }
        Ok(all)
    }

    /// Deletes up to so many rows of a tenant that was removed; says how many.
    pub(super) fn remove_some(
        &self,
        statement: &Statement,
        tenant: &Value,
        most: u32,
    ) -> Result<u64, DbError> {
        removal::some(self.connection(), tenant, most).map_err(|error| DbError::sqlite(statement, &error))
    }

    pub(super) fn prepare(&self, statement: &Statement) -> Result<(), DbError> {
        let prepared = self.connection().prepare(statement.sqlite());
        prepared.map(drop).map_err(|error| DbError::sqlite(statement, &error))
    }

    pub(super) fn explain(&self, statement: &Statement) -> Result<Vec<String>, DbError> {
        let explained = || {
            let mut plan =
                self.connection().prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sqlite()))?;
            let nothing = vec![rusqlite::types::Null; plan.parameter_count()];
            let lines = plan.query_map(rusqlite::params_from_iter(nothing), |row| row.get(3))?;
            lines.collect::<rusqlite::Result<_>>()
        };
        explained().map_err(|error| DbError::sqlite(statement, &error))
    }

    /// Commits durably. A session that is dropped instead is rolled back.
    pub(super) async fn commit(self) -> Result<(), DbError> {
        match self.0 {
            Turn::Write(writing) => writing.commit().await,
            Turn::Read(_) => Ok(()),
        }
    }

    fn connection(&self) -> &Connection {
        match &self.0 {
            Turn::Write(writing) => writing.connection(),
            Turn::Read(reader) => reader.connection(),
        }
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
        let document = |text: serde_json::Result<String>| {
            text.map(|text| ToSqlOutput::Owned(Owned::Text(text)))
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
        };
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(value) => ToSqlOutput::Owned(Owned::Integer((*value).into())),
            Self::Int(value) => ToSqlOutput::Owned(Owned::Integer(*value)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Self::Time(at) => ToSqlOutput::Owned(Owned::Integer(at.as_microsecond())),
            Self::Json(json) => document(serde_json::to_string(json))?,
            Self::Texts(texts) => document(serde_json::to_string(texts))?,
        })
    }
}
