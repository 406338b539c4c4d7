//! How connections to the file are opened, and what they must be set to.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::db::error::DbError;

/// How long a statement waits for another process, such as `allo practice apply` beside `allo serve`.
const BUSY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(5);

/// Room for every statement of ours to stay prepared.
const PREPARED_STATEMENTS: usize = 256;

/// What acknowledged work depends on. FULL: in WAL mode, NORMAL may lose the latest commits at a power cut, after
/// the caller has heard « c'est réservé ».
const DURABLE: [(&str, &str); 3] = [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")];

/// Pages in the log before they go to the file: 32 MB. At SQLite's usual thousand, a busy practice's writer spent a fifth
/// of its time on checkpoints, and wrote the same pages again and again.
const LOG_PAGES: u32 = 8192;

/// The connection that writes; makes the file when it isn't there.
pub(super) fn writer(path: &Path) -> Result<Connection, DbError> {
    make(path)?;
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA wal_autocheckpoint = {LOG_PAGES};"
        ))
        .map_err(|error| unavailable(&error))?;
    for (name, found) in durability(&connection)? {
        let wanted = DURABLE.iter().find(|(durable, _)| *durable == name);
        if wanted.is_none_or(|(_, wanted)| *wanted != found) {
            return Err(DbError::NotDurable(format!("{name} is {found}")));
        }
    }
    Ok(connection)
}

/// Makes the file when it isn't there, for its owner alone. SQLite gives the log beside it the same rights.
fn make(path: &Path) -> Result<(), DbError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(DbError::Unavailable(format!("{}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// A connection that can only read.
pub(super) fn reader(path: &Path) -> Result<Connection, DbError> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch("PRAGMA query_only = ON;").map_err(|error| unavailable(&error))?;
    Ok(connection)
}

/// The settings that durability depends on, as the connection has them.
pub(in crate::db) fn durability(connection: &Connection) -> Result<Vec<(String, String)>, DbError> {
    let setting = |name: &str| {
        connection.query_row(&format!("PRAGMA {name}"), [], |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(int) => int.to_string(),
                other => other.as_str()?.to_owned(),
            })
        })
    };
    DURABLE
        .iter()
        .map(|(name, _)| Ok(((*name).to_owned(), setting(name).map_err(|error| unavailable(&error))?)))
        .collect()
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, DbError> {
    let opened = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS);
        // Otherwise SQLite plans a statement again whenever other values are bound to it.
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;")?;
        Ok(connection)
    });
    opened.map_err(|error| DbError::Unavailable(format!("{}: {error}", path.display())))
}

pub(super) fn unavailable(error: &rusqlite::Error) -> DbError {
    DbError::Unavailable(error.to_string())
}
