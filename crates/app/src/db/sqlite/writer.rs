//! The writer: one connection, whose transactions are groups of operations.
//!
//! An operation is a savepoint. The first one of a group begins the transaction, each one that ends leaves its
//! changes in it, and the one durable commit answers them all. Whoever wants to write queues for the connection;
//! the group's commit queues behind them, so a group is as large as the queue was, and a lone writer doesn't wait.
//!
//! An operation that is dropped, wherever it stood, takes back its own savepoint and nobody else's. Once it has
//! asked for the commit, the commit happens whether or not it still waits for the answer.

use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::connection::unavailable;
use crate::db::error::DbError;

/// Whether a group was committed; the words of the failure, if it wasn't.
type Outcome = Result<(), Arc<str>>;

/// The connection that writes. The queue for it is fair: first come, first served.
#[derive(Clone)]
pub(super) struct Writer(Arc<Mutex<State>>);

struct State {
    connection: Connection,
    /// Who waits for the commit of the group at hand.
    group: Vec<oneshot::Sender<Outcome>>,
}

impl Writer {
    pub(super) fn new(connection: Connection) -> Self {
        Self(Arc::new(Mutex::new(State { connection, group: Vec::new() })))
    }

    /// Waits for the connection and begins an operation on it.
    pub(super) async fn begin(&self) -> Result<Writing, DbError> {
        let state = self.0.clone().lock_owned().await;
        if state.connection.is_autocommit() {
            // Another process may hold the file: SQLite then waits as long as the busy timeout.
            state.run("BEGIN IMMEDIATE").map_err(|error| unavailable(&error))?;
        }
        state.run("SAVEPOINT operation").map_err(|error| unavailable(&error))?;
        Ok(Writing { state: Some(state), writer: self.clone() })
    }

    /// Commits the group that has gathered by the time the connection is free.
    async fn commit_group(self) {
        // Whoever is ready to write queues first: otherwise this task, the newest, would run before them all.
        tokio::task::yield_now().await;
        let mut state = self.0.lock_owned().await;
        let group = std::mem::take(&mut state.group);
        if group.is_empty() {
            return;
        }
        let committing = tokio::task::spawn_blocking(move || state.commit());
        let outcome = committing.await.unwrap_or_else(|_| Err("the commit was interrupted".into()));
        for waiting in group {
            // Whoever no longer waits was cancelled; the commit holds all the same.
            drop(waiting.send(outcome.clone()));
        }
    }
}

impl State {
    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([]).map(drop)
    }

    fn commit(&self) -> Outcome {
        self.run("COMMIT").map_err(|error| {
            let words: Arc<str> = error.to_string().into();
            // A commit that failed may leave the transaction open; its operations are all answered as failed.
            if !self.connection.is_autocommit() {
                drop(self.run("ROLLBACK"));
            }
            words
        })
    }

    /// Takes back the operation at hand, and the whole transaction when nobody else is in it, or when it is lost:
    /// a full or failing disk makes SQLite roll back everything by itself.
    fn take_back(&mut self) {
        let kept = self.run("ROLLBACK TO operation").and_then(|()| self.run("RELEASE operation")).is_ok();
        if kept && !self.group.is_empty() {
            return;
        }
        if !self.connection.is_autocommit() {
            drop(self.run("ROLLBACK"));
        }
        for waiting in self.group.drain(..) {
            drop(waiting.send(Err("the transaction was lost".into())));
        }
    }
}

/// One operation's turn with the connection.
pub(super) struct Writing {
    /// Nothing once it has joined its group.
    state: Option<OwnedMutexGuard<State>>,
    writer: Writer,
}

impl Writing {
    #[expect(
        clippy::expect_used,
        reason = "the connection is there until the operation ends, which consumes it"
    )]
    pub(super) fn connection(&self) -> &Connection {
        &self.state.as_ref().expect("an operation at work has the connection").connection
    }

    /// Joins the group, and waits until it is on the disk.
    pub(super) async fn commit(mut self) -> Result<(), DbError> {
        let Some(mut state) = self.state.take() else { return Err(DbError::GivenUp) };
        if let Err(error) = state.run("RELEASE operation") {
            state.take_back();
            return Err(DbError::Commit(error.to_string()));
        }
        let (sender, outcome) = oneshot::channel();
        state.group.push(sender);
        if state.group.len() == 1 {
            tokio::spawn(self.writer.clone().commit_group());
        }
        drop(state);
        match outcome.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(words)) => Err(DbError::Commit(words.to_string())),
            Err(_) => Err(DbError::Commit("nobody knows whether it happened".into())),
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Some(state) = &mut self.state {
            state.take_back();
        }
    }
}
