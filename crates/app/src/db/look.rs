//! A database as it looks from outside: nothing is made, brought up to date or locked. For whoever must know what
//! is there before anything is opened for work.

use std::path::Path;
use std::time::Duration;

use domain::ids::TenantId;
use rusqlite::{Connection, OpenFlags};
use tokio_postgres::Client;

use super::error::DbError;
use super::server::Server;
use super::{Url, migrations};

/// How long a server may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is in a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// The steps of the schema that ran there.
    pub steps: Vec<String>,
    /// How many practices it holds, but those whose key was destroyed.
    pub practices: u64,
    /// One of them, with its key as it is stored.
    pub sealed: Option<(TenantId, Vec<u8>)>,
    /// What durability depends on, where that can be seen from outside.
    pub settings: Vec<(String, String)>,
}

impl Looked {
    /// The steps that this version of Allo would still run.
    pub fn missing(&self) -> Vec<&'static str> {
        let ran = |name: &str| self.steps.iter().any(|step| step == name);
        migrations().iter().map(|step| step.name).filter(|name| !ran(name)).collect()
    }

    /// The steps that this version of Allo doesn't know: a newer one was here.
    pub fn unknown(&self) -> Vec<&str> {
        let known = |name: &str| migrations().iter().any(|step| step.name == name);
        self.steps.iter().map(String::as_str).filter(|name| !known(name)).collect()
    }
}

/// Looks at a database. Nothing when there is none yet: no file, or one without a schema.
pub async fn look(url: &Url) -> Result<Option<Looked>, DbError> {
    match url {
        Url::Sqlite(path) => file(path),
        Url::Postgres(there) => server(there).await,
    }
}

fn file(path: &Path) -> Result<Option<Looked>, DbError> {
    let unavailable =
        |error: &dyn std::fmt::Display| DbError::Unavailable(format!("{}: {error}", path.display()));
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unavailable(&error)),
        Ok(found) if found.is_dir() => return Err(unavailable(&"this is a folder")),
        Ok(_) => {}
    }
    let seen = address(path).map_err(|error| unavailable(&error)).and_then(|address| {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address, flags).map_err(|error| unavailable(&error))?;
        tables(&connection).map_err(|error| unavailable(&error))
    })?;
    match seen {
        Tables::None => Ok(None),
        Tables::Others => Err(unavailable(&"this holds another program's data")),
        Tables::Ours(looked) => Ok(Some(looked)),
    }
}

/// Even to read, SQLite would make a log and its index beside a file that nobody has open, unless it is promised
/// that the file doesn't change. Beside one that is in use, they are there.
fn address(path: &Path) -> std::io::Result<String> {
    let whole = path.canonicalize()?;
    let mut log = whole.clone().into_os_string();
    log.push("-wal");
    let escaped: String = whole.to_string_lossy().chars().map(escaped).collect();
    Ok(if Path::new(&log).exists() {
        format!("file:{escaped}")
    } else {
        format!("file:{escaped}?immutable=1")
    })
}

/// What would end the path in such an address.
fn escaped(letter: char) -> String {
    match letter {
        '?' | '#' | '%' => format!("%{:02X}", u32::from(letter)),
        other => other.to_string(),
    }
}

enum Tables {
    None,
    Others,
    Ours(Looked),
}

fn tables(connection: &Connection) -> rusqlite::Result<Tables> {
    connection.busy_timeout(PATIENCE)?;
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0).map(i64::unsigned_abs));
    if count("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(Tables::None);
    }
    if count("SELECT count(*) FROM sqlite_schema WHERE name IN ('migration', 'tenant')")? < 2 {
        return Ok(Tables::Others);
    }
    let mut steps = connection.prepare("SELECT name FROM migration ORDER BY name")?;
    let mut sealed = connection
        .prepare("SELECT tenant_id, wrapped_key FROM tenant WHERE length(wrapped_key) > 0 LIMIT 1")?;
    let mut sealed = sealed.query_map([], |row| {
        let id = uuid::Uuid::from_bytes(row.get(0)?);
        Ok((TenantId::new(id), row.get(1)?))
    })?;
    Ok(Tables::Ours(Looked {
        steps: steps.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?,
        practices: count("SELECT count(*) FROM tenant WHERE length(wrapped_key) > 0")?,
        sealed: sealed.next().transpose()?,
        settings: Vec::new(),
    }))
}

async fn server(there: &Server) -> Result<Option<Looked>, DbError> {
    let connecting = tokio::time::timeout(PATIENCE, there.connect_once()).await;
    let late = |_| DbError::Unavailable(format!("no answer within {} s", PATIENCE.as_secs()));
    let (client, connection) = connecting.map_err(late)??;
    let driver = tokio::spawn(connection);
    let seen = schema(&client).await.map_err(|error| DbError::postgres("a look at the database", &error));
    drop(client);
    // Ends once the client is gone; how it ends matters to nobody.
    drop(driver.await);
    seen
}

async fn schema(client: &Client) -> Result<Option<Looked>, tokio_postgres::Error> {
    client.batch_execute("BEGIN READ ONLY; SET LOCAL app.directory = 'tenant'").await?;
    let found = "SELECT to_regclass('migration') IS NOT NULL AND to_regclass('tenant') IS NOT NULL";
    if !client.query_one(found, &[]).await?.get::<_, bool>(0) {
        return Ok(None);
    }
    let mut looked = Looked::default();
    for row in client.query("SELECT name FROM migration ORDER BY name", &[]).await? {
        looked.steps.push(row.get(0));
    }
    let practices: i64 =
        client.query_one("SELECT count(*) FROM tenant WHERE length(wrapped_key) > 0", &[]).await?.get(0);
    looked.practices = practices.unsigned_abs();
    let sealed = client
        .query_opt(
            "SELECT tenant_id::text, wrapped_key FROM tenant WHERE length(wrapped_key) > 0 LIMIT 1",
            &[],
        )
        .await?;
    looked.sealed = sealed.and_then(|row| Some((row.get::<_, String>(0).parse().ok()?, row.get(1))));
    for name in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value = client.query_one(&format!("SHOW {name}"), &[]).await?.get(0);
        looked.settings.push((name.to_owned(), value));
    }
    Ok(Some(looked))
}
