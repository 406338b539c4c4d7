//! What can go wrong between Allo and its database.

use super::statement::Statement;

/// A failure of the database. It names statements and constraints, never a value: it may be logged.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection could be had, or it broke.
    #[error("the database can't be reached: {0}")]
    Unavailable(String),
    /// Another transaction stood in the way; the same work may simply be tried again.
    #[error("another transaction was in the way of {0}")]
    Conflict(&'static str),
    /// The database refused what a constraint forbids.
    #[error("{statement}: refused by the constraint {constraint}")]
    Constraint {
        /// The statement that was refused.
        statement: &'static str,
        /// The constraint's name, or the engine's words for it.
        constraint: String,
    },
    /// A statement failed otherwise.
    #[error("{statement}: {message}")]
    Statement {
        /// The statement that failed.
        statement: &'static str,
        /// The engine's words.
        message: String,
    },
    /// A row was expected, and there was none.
    #[error("{0}: no row")]
    NoRow(&'static str),
    /// A column did not hold what the code expects of it.
    #[error("{statement}: column {column} doesn't hold what it should")]
    Column {
        /// The statement that was read.
        statement: &'static str,
        /// The column, from zero.
        column: usize,
    },
    /// A document could not be written as JSON, or what was stored isn't one. Only the place of the fault is told,
    /// never what stands there.
    #[error("{what} is no document: {kind:?} at line {line}, column {column}")]
    Document {
        /// What it is.
        what: &'static str,
        /// Of which kind the fault is.
        kind: serde_json::error::Category,
        /// The line, from 1; 0 when it was written.
        line: usize,
        /// The column, from 1; 0 when it was written.
        column: usize,
    },
    /// An operation gave up half-way in this transaction, so it can only be rolled back.
    #[error("the transaction was given up and can't be committed")]
    GivenUp,
    /// The commit failed, or nobody knows whether it succeeded.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// The way to the database can't be protected as its address asks.
    #[error("no encrypted connection to the database: {0}")]
    Tls(String),
    /// The schema could not be brought up to date.
    #[error("migration {0}")]
    Migration(String),
    /// The database isn't set up so that what it acknowledges is durable.
    #[error("the database isn't durable: {0}")]
    NotDurable(String),
}

impl DbError {
    /// Whether the same transaction may succeed when it is simply tried again.
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }

    /// A document that can't be written or read.
    pub(crate) fn document(what: &'static str, error: &serde_json::Error) -> Self {
        Self::Document { what, kind: error.classify(), line: error.line(), column: error.column() }
    }

    pub(super) fn sqlite(statement: &Statement, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked};
        match error.sqlite_error_code() {
            Some(ConstraintViolation) => {
                Self::Constraint { statement: statement.name, constraint: error.to_string() }
            }
            Some(DatabaseBusy | DatabaseLocked) => Self::Conflict(statement.name),
            _ => Self::Statement { statement: statement.name, message: error.to_string() },
        }
    }

    pub(super) fn postgres(statement: &'static str, error: &tokio_postgres::Error) -> Self {
        let Some(refusal) = error.as_db_error() else {
            return if error.is_closed() {
                Self::Unavailable(error.to_string())
            } else {
                Self::Statement { statement, message: chain(error) }
            };
        };
        match refusal.code().code() {
            "40001" | "40P01" | "55P03" => Self::Conflict(statement),
            code if code.starts_with("23") => Self::Constraint {
                statement,
                constraint: refusal.constraint().unwrap_or(refusal.message()).to_owned(),
            },
            // Shutdown, crash recovery, too many connections.
            code if code.starts_with("57P") || code.starts_with("08") || code.starts_with("53") => {
                Self::Unavailable(refusal.message().to_owned())
            }
            code => Self::Statement { statement, message: format!("{} ({code})", refusal.message()) },
        }
    }
}

/// An error with its causes, which tokio-postgres leaves out of its own words.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}
