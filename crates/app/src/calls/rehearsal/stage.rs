//! Where rehearsals take place: a throw-away database, and the practice of each scenario in it.

use std::path::PathBuf;

use crate::db::{Db, DbError, InvalidUrl, Server, Url, migrate};
use crate::random::Dice;
use crate::sealing::Keyring;

/// Where rehearsals take place.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The server on which to make a schema; a file of its own without it.
    server: Option<Box<Server>>,
    seed: u64,
}

/// Why a rehearsal could not begin.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The database's address is none.
    #[error(transparent)]
    Url(#[from] InvalidUrl),
    /// A scenario path leads nowhere.
    #[error("{}: there is no such file or folder; scenarios are YAML files, such as scenarios/fr", .0.display())]
    Missing(PathBuf),
    /// A scenario path can't be read.
    #[error("{}: {}", .0.display(), .1)]
    Path(PathBuf, std::io::Error),
    /// No scenario at all.
    #[error("there is no scenario under these paths; scenarios are files that end in .yaml or .yml")]
    NothingToPlay,
    /// There is no room for a throw-away file.
    #[error("a throw-away database could not be made: {0}")]
    File(#[from] std::io::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The server refused to make, or to drop, a schema.
    #[error("the PostgreSQL server: {0}")]
    Server(#[from] tokio_postgres::Error),
}

impl Stage {
    /// On a SQLite file that goes afterwards. The seed decides every id and code.
    pub const fn throw_away(seed: u64) -> Result<Self, StageError> {
        Ok(Self { server: None, seed })
    }

    /// On the database given: a schema of its own on PostgreSQL; for SQLite, a throw-away file all the same.
    pub fn on(url: &str, seed: u64) -> Result<Self, StageError> {
        Ok(Self::beside(&url.parse()?, seed))
    }

    /// The same, of an address that was read already.
    pub fn beside(url: &Url, seed: u64) -> Self {
        let server = match url {
            Url::Postgres(config) => Some(config.clone()),
            Url::Sqlite(_) => None,
        };
        Self { server, seed }
    }

    pub(super) async fn set_up(&self) -> Result<Set, StageError> {
        let keyring = Keyring::new(&Dice::seeded(self.seed).bytes());
        let dice = Dice::seeded(self.seed);
        let Some(server) = &self.server else {
            let home = tempfile::tempdir()?;
            let db = Db::open(&Url::Sqlite(home.path().join("rehearsal.db")), keyring, dice).await?;
            return Ok(Set { db, home: Some(home), schema: None });
        };
        let schema = format!("rehearsal_{}_{}", std::process::id(), Dice::system().below(1_000_000_000));
        // The extension belongs to all of the database: it must not go with our schema.
        let make = format!("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; CREATE SCHEMA {schema}");
        run(server, &make).await?;
        let mut own = server.as_ref().clone();
        own.config.options(format!("-c search_path={schema},public"));
        let url = Url::Postgres(Box::new(own));
        migrate(&url).await?;
        run(server, &format!("GRANT USAGE ON SCHEMA {schema} TO allo_service")).await?;
        let db = Db::open(&url, keyring, dice).await?;
        Ok(Set { db, home: None, schema: Some((server.clone(), schema)) })
    }
}

/// A stage that is set up.
pub(super) struct Set {
    pub(super) db: Db,
    home: Option<tempfile::TempDir>,
    schema: Option<(Box<Server>, String)>,
}

impl Set {
    /// Takes everything down again.
    pub(super) async fn strike(self) -> Result<(), StageError> {
        drop(self.db);
        if let Some((server, schema)) = self.schema {
            run(&server, &format!("DROP SCHEMA {schema} CASCADE")).await?;
        }
        drop(self.home);
        Ok(())
    }
}

async fn run(server: &Server, sql: &str) -> Result<(), StageError> {
    let (client, connection) = server.connect_once().await?;
    let driver = tokio::spawn(connection);
    let outcome = client.batch_execute(&format!("SET client_min_messages = warning; {sql}")).await;
    drop(client);
    drop(driver.await);
    Ok(outcome?)
}
