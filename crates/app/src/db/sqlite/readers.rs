//! The readers: four read-only connections, each of which sees a snapshot while it is used.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connection::{reader, unavailable};
use crate::db::error::DbError;

/// Reads take microseconds, so a few connections serve hundreds of calls.
const READERS: usize = 4;

/// The connections that nobody is using.
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    free: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn open(path: &Path) -> Result<Self, DbError> {
        let idle = (0..READERS).map(|_| reader(path)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { idle: Mutex::new(idle), free: Arc::new(Semaphore::new(READERS)) })
    }

    /// Waits for a connection and begins a snapshot on it.
    pub(super) async fn begin(readers: &Arc<Self>) -> Result<Reader, DbError> {
        let closed = || DbError::Unavailable("the readers are closed".into());
        let permit = readers.free.clone().acquire_owned().await.map_err(|_| closed())?;
        let connection = readers.idle().pop().ok_or_else(closed)?;
        let begun = connection.execute_batch("BEGIN").map_err(|error| unavailable(&error));
        let reader = Reader { connection: Some(connection), home: readers.clone(), _permit: permit };
        begun.map(|()| reader)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One snapshot; its connection goes home when it is dropped.
pub(super) struct Reader {
    connection: Option<Connection>,
    home: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Reader {
    #[expect(clippy::expect_used, reason = "the connection is there until the reader is dropped")]
    pub(super) const fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("a reader in use has its connection")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // Ends the snapshot, so that it doesn't keep the log from being truncated. Nothing can fail here that
            // the next BEGIN wouldn't report.
            drop(connection.execute_batch("ROLLBACK"));
            self.home.idle().push(connection);
        }
    }
}
