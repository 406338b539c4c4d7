//! Deleting what a practice had, once it was removed.

use rusqlite::{Connection, ToSql, ffi};

/// The tables that have a tenant, the newest first: what refers is younger than what it refers to.
const TABLES: &str =
    "SELECT name FROM sqlite_schema s WHERE type = 'table' AND name NOT IN ('tenant', 'removal')
    AND EXISTS (SELECT 1 FROM pragma_table_info(s.name) c WHERE c.name = 'tenant_id') ORDER BY s.rowid DESC";

/// The columns of a table's key, in order.
const KEY: &str = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";

/// Deletes up to so many rows of a practice that was removed, and says how many: of every table that has a tenant, found
/// in the schema, so that none is forgotten. One that is still referred to waits for the next time. The practice's own
/// row goes with the last of them.
pub(super) fn some(connection: &Connection, tenant: &dyn ToSql, most: u32) -> rusqlite::Result<u64> {
    let removed = "SELECT count(*) FROM tenant WHERE tenant_id = ?1 AND standing = 'removed'";
    if connection.query_row(removed, [tenant], |row| row.get::<_, u32>(0))? == 0 {
        return Ok(0);
    }
    let mut total: u32 = 0;
    for table in texts(connection, TABLES, &[])? {
        let key = texts(connection, KEY, &[&table])?;
        let key = if key.is_empty() { "rowid".to_owned() } else { key.join(", ") };
        let delete = format!(
            "DELETE FROM {table} WHERE tenant_id = ?1
               AND ({key}) IN (SELECT {key} FROM {table} WHERE tenant_id = ?1 LIMIT ?2)"
        );
        total += match connection.execute(&delete, [tenant, &(most - total)]) {
            // No more than were asked for.
            Ok(gone) => u32::try_from(gone).unwrap_or(most),
            Err(error) if is_referred_to(&error) => 0,
            Err(error) => return Err(error),
        };
        if total >= most {
            break;
        }
    }
    if total > 0 {
        return Ok(total.into());
    }
    connection.execute("DELETE FROM tenant WHERE tenant_id = ?1", [tenant]).map(|gone| gone as u64)
}

fn texts(connection: &Connection, sql: &str, args: &[&dyn ToSql]) -> rusqlite::Result<Vec<String>> {
    connection.prepare(sql)?.query_map(args, |row| row.get(0))?.collect()
}

fn is_referred_to(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
}
