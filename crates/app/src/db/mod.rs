//! The database: one of two engines behind the same transaction.
//!
//! A feature declares its SQL in its own `sql.rs` ([`Statement`]) and runs it in a [`Tx`], which carries the
//! tenant, the instant and the randomness. See `docs/decisions/0001-sql-for-two-engines.md`.

pub mod directory;
mod error;
mod faults;
mod look;
mod migrations;
mod postgres;
mod row;
mod server;
mod sqlite;
mod statement;
mod tx;
mod url;
mod value;

use std::sync::Arc;
use std::time::Duration;

use domain::ids::TenantId;
use jiff::Timestamp;

pub use self::error::DbError;
use self::faults::Faults;
pub use self::faults::Lost;
pub use self::look::{Looked, look};
pub use self::migrations::{Migration, all as migrations};
pub use self::row::{Cell, FromCell, Row};
pub use self::server::Server;
pub use self::statement::Statement;
pub(crate) use self::statement::{statement, statements};
pub use self::tx::{Ask, Order, Tx};
pub use self::url::{Engine, InvalidUrl, Url};
pub use self::value::Value;
pub(crate) use self::value::args;
use crate::random::Dice;
use crate::sealing::Keyring;

/// How often work that met a conflict is tried again before the conflict is told.
const TRIES: u32 = 6;

/// The pauses before it is asked whether a commit happened: at once, then as long as a caller may wait.
const FINDING_OUT: [Duration; 3] = [Duration::ZERO, Duration::from_millis(300), Duration::from_millis(700)];

/// A database, open and up to date, with the keys that open its sealed fields. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    store: Store,
    keyring: Keyring,
    dice: Dice,
    faults: Faults,
}

enum Store {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// A transaction's turn with a connection, whichever the engine.
enum Session {
    Sqlite(sqlite::Session),
    Postgres(postgres::Session),
}

impl Db {
    /// Opens the database and brings its schema up to date. Fails when the engine isn't set up so that what it
    /// acknowledges survives a crash.
    pub async fn open(url: &Url, keyring: Keyring, dice: Dice) -> Result<Self, DbError> {
        let store = match url {
            Url::Sqlite(path) => Store::Sqlite(sqlite::Sqlite::open(path)?),
            Url::Postgres(config) => Store::Postgres(postgres::Postgres::open(config).await?),
        };
        Ok(Self(Arc::new(Inner { store, keyring, dice, faults: Faults::default() })))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.0.store {
            Store::Sqlite(_) => Engine::Sqlite,
            Store::Postgres(_) => Engine::Postgres,
        }
    }

    /// The keys for sealed fields.
    pub fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    /// The randomness that ids, codes and keys are made of.
    pub fn dice(&self) -> &Dice {
        &self.0.dice
    }

    /// Begins a transaction that may write.
    pub async fn write(&self, tenant: TenantId, now: Timestamp) -> Result<Tx, DbError> {
        let session = match &self.0.store {
            Store::Sqlite(sqlite) => Session::Sqlite(sqlite.write().await?),
            Store::Postgres(postgres) => Session::Postgres(postgres.write(tenant).await?),
        };
        Ok(Tx::new(self.clone(), tenant, now, session))
    }

    /// Begins a transaction that only reads, and doesn't wait for writers.
    pub async fn read(&self, tenant: TenantId, now: Timestamp) -> Result<Tx, DbError> {
        let session = match &self.0.store {
            Store::Sqlite(sqlite) => Session::Sqlite(sqlite.read().await?),
            Store::Postgres(postgres) => Session::Postgres(postgres.read(tenant).await?),
        };
        Ok(Tx::new(self.clone(), tenant, now, session))
    }

    /// Does the work, whole transactions of it, again while it meets conflicts that time alone resolves
    /// (serialisation failures, deadlocks, lock timeouts), with growing and jittered pauses.
    pub async fn retrying<T, E, F, Work>(&self, work: F) -> Result<T, E>
    where
        F: Fn() -> Work,
        Work: Future<Output = Result<T, E>>,
        E: Retryable,
    {
        let mut tries = 1;
        loop {
            match work().await {
                Err(error) if error.is_retryable() && tries < TRIES => {
                    let longest_micros = 2_000 << tries;
                    let pause = Duration::from_micros(self.dice().below(longest_micros));
                    tokio::time::sleep(pause).await;
                    tries += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// The same for work that, done twice, is done once: when nobody knows whether it was committed, it is asked again,
    /// and so finds out. A server that went away in the commit is waited for; if it doesn't come back, nobody knows.
    pub async fn finding_out<T, E, F, Work>(&self, work: F) -> Result<T, E>
    where
        F: Fn() -> Work,
        Work: Future<Output = Result<T, E>>,
        E: Retryable,
    {
        let unsure = match self.retrying(&work).await {
            Err(error) if error.is_unsure() => error,
            outcome => return outcome,
        };
        for pause in FINDING_OUT {
            tokio::time::sleep(pause).await;
            match self.retrying(&work).await {
                Err(error) if error.of_database().is_some() => {}
                outcome => return outcome,
            }
        }
        Err(unsure)
    }

    /// What durability depends on, as the engine has it set.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, DbError> {
        match &self.0.store {
            Store::Sqlite(sqlite) => sqlite.settings().await,
            Store::Postgres(postgres) => postgres.settings().await,
        }
    }

    /// Asks the engine to prepare a statement: every name in it must exist.
    pub async fn prepare(&self, statement: &Statement) -> Result<(), DbError> {
        match &self.0.store {
            Store::Sqlite(sqlite) => sqlite.read().await?.prepare(statement),
            Store::Postgres(postgres) => postgres.directory("none").await?.prepare(statement).await,
        }
    }

    /// How the engine runs a statement, line by line.
    pub async fn explain(&self, statement: &Statement) -> Result<Vec<String>, DbError> {
        match &self.0.store {
            Store::Sqlite(sqlite) => sqlite.read().await?.explain(statement),
            Store::Postgres(postgres) => postgres.directory("none").await?.explain(statement).await,
        }
    }

    /// A transaction without a tenant, for the look-ups of the directory only.
    async fn directory(&self, table: &'static str) -> Result<Session, DbError> {
        Ok(match &self.0.store {
            Store::Sqlite(sqlite) => Session::Sqlite(sqlite.read().await?),
            Store::Postgres(postgres) => Session::Postgres(postgres.directory(table).await?),
        })
    }
}

/// Brings a database's schema up to date without opening it for work.
pub async fn migrate(url: &Url) -> Result<(), DbError> {
    match url {
        Url::Sqlite(path) => sqlite::Sqlite::open(path).map(drop),
        Url::Postgres(config) => migrations::postgres(config).await,
    }
}

/// An error that knows whether the same work may succeed when it is simply tried again.
pub trait Retryable {
    /// The database's part in it; nothing when the work was answered, with a refusal.
    fn of_database(&self) -> Option<&DbError>;

    /// Whether it may.
    fn is_retryable(&self) -> bool {
        self.of_database().is_some_and(DbError::is_retryable)
    }

    /// Whether nobody knows if the work was done.
    fn is_unsure(&self) -> bool {
        matches!(self.of_database(), Some(DbError::Commit(_)))
    }
}

impl Retryable for DbError {
    fn of_database(&self) -> Option<&DbError> {
        Some(self)
    }
}
