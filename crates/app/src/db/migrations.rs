//! The schema, step by step: numbered files with the same numbers and names for both engines, inside the binary,
//! run at start under a lock.

use rusqlite::{Connection, OptionalExtension};
use tokio_postgres::Client;

use super::error::{DbError, chain};
use super::server::Server;
use crate::sealing::sha256;

/// One step of the schema.
#[derive(Debug)]
pub struct Migration {
    /// Its number and name, as its files are called.
    pub name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        /// Every step, in order.
        pub const fn all() -> &'static [Migration] {
            &[$(Migration {
                name: $name,
                sqlite: include_str!(concat!("../../../../migrations/sqlite/", $name, ".sql")),
                postgres: include_str!(concat!("../../../../migrations/postgres/", $name, ".sql")),
            }),+]
        }
    };
}

migrations!(
    "0001_tenants",
    "0002_patients",
    "0003_booking",
    "0004_calendars",
    "0005_jobs",
    "0006_audit",
    "0007_keys",
    "0008_calls",
    "0009_tries_and_retention",
    "0010_quick_looks",
    "0011_less_is_kept",
    "0012_quicker_looks",
    "0013_users",
    "0014_messages",
    "0015_documents",
    "0016_webhooks",
    "0017_blocks",
    "0018_requests",
    "0019_patients_found",
    "0021_looking_through_the_trail",
    "0022_usage",
    "0023_long_lists",
    "0024_despite",
);

/// The lock that keeps two processes from migrating at once; any number nobody else uses.
const LOCK: i64 = 0x0a11_0000_0001;

/// Runs what is missing, in one transaction.
pub(super) fn sqlite(connection: &Connection) -> Result<(), DbError> {
    let failed = |name: &str, error: rusqlite::Error| DbError::Migration(format!("{name}: {error}"));
    connection
        .execute_batch(
            "BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS migration \
             (name TEXT PRIMARY KEY, checksum BLOB NOT NULL) STRICT;",
        )
        .map_err(|error| failed("table", error))?;
    for step in all() {
        let found: Option<Vec<u8>> = connection
            .query_row("SELECT checksum FROM migration WHERE name = ?1", [step.name], |row| row.get(0))
            .optional()
            .map_err(|error| failed(step.name, error))?;
        let checksum = sha256(step.sqlite.as_bytes());
        if is_done(step, found.as_deref(), &checksum)? {
            continue;
        }
        connection.execute_batch(step.sqlite).map_err(|error| failed(step.name, error))?;
        connection
            .execute("INSERT INTO migration (name, checksum) VALUES (?1, ?2)", (step.name, checksum))
            .map_err(|error| failed(step.name, error))?;
    }
    super::sqlite::write_statistics(connection).map_err(|error| failed("statistics", error))?;
    connection.execute_batch("COMMIT").map_err(|error| failed("commit", error))
}

/// Runs what is missing as the owner of the schema, in one transaction, with a connection of its own.
pub(super) async fn postgres(server: &Server) -> Result<(), DbError> {
    let (client, connection) = server.connect_once().await?;
    let driver = tokio::spawn(connection);
    let outcome = migrate(&client).await;
    drop(client);
    // Ends once the client is gone; how it ends matters to nobody.
    drop(driver.await);
    outcome
}

async fn migrate(client: &Client) -> Result<(), DbError> {
    let failed =
        |name: &str, error: &tokio_postgres::Error| DbError::Migration(format!("{name}: {}", chain(error)));
    // The lock is taken before anything is looked at, and goes with the transaction.
    let begin = format!(
        "BEGIN; SET LOCAL client_min_messages = warning; SELECT pg_advisory_xact_lock({LOCK}); \
         CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum bytea NOT NULL)"
    );
    client.batch_execute(&begin).await.map_err(|error| failed("table", &error))?;
    for step in all() {
        let found = client
            .query_opt("SELECT checksum FROM migration WHERE name = $1", &[&step.name])
            .await
            .map_err(|error| failed(step.name, &error))?;
        let checksum = sha256(step.postgres.as_bytes());
        if is_done(step, found.as_ref().map(|row| row.get(0)), &checksum)? {
            continue;
        }
        client.batch_execute(step.postgres).await.map_err(|error| failed(step.name, &error))?;
        client
            .execute(
                "INSERT INTO migration (name, checksum) VALUES ($1, $2)",
                &[&step.name, &checksum.as_slice()],
            )
            .await
            .map_err(|error| failed(step.name, &error))?;
    }
    client.batch_execute("COMMIT").await.map_err(|error| failed("commit", &error))
}

/// A step that has run must be the step that we have: a migration is never edited, only followed by another.
fn is_done(step: &Migration, found: Option<&[u8]>, checksum: &[u8]) -> Result<bool, DbError> {
    match found {
        Some(found) if found == checksum => Ok(true),
        Some(_) => Err(DbError::Migration(format!("{} has changed since it ran here", step.name))),
        None => Ok(false),
    }
}
