//! What SQLite's planner is told of the tables' sizes.
//!
//! Without statistics it takes the first column of a primary key for selective. Ours is the tenant: it would walk
//! all of a practice's rows rather than use an index. `ANALYZE` has nothing to count in a new file, so the numbers
//! are written as it would find them in a practice with a few years behind it.

use rusqlite::Connection;

/// Rows in a table, and rows of one tenant.
const ALL: u32 = 1_000_000;
const OF_A_TENANT: u32 = 100_000;

/// Indexes whose second column says little: all appointments of a practitioner, all that was done by calls.
const COARSE: [&str; 4] =
    ["appointment_resource", "appointment_status", "audit_actor_kind", "audit_entity_kind"];

/// Rows that are left by it.
const OF_A_KIND: u32 = 10_000;

/// Tells the planner of every index that it doesn't know yet.
pub(in crate::db) fn write(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("ANALYZE sqlite_schema")?;
    let mut indexes = connection.prepare(
        "SELECT t.name, iif(i.origin = 'pk', t.name, i.name), i.\"unique\",
                (SELECT count(*) FROM pragma_index_info(i.name))
         FROM sqlite_schema t, pragma_index_list(t.name) i
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
    )?;
    let found = indexes.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let found = found.collect::<rusqlite::Result<Vec<(String, String, bool, u32)>>>()?;
    connection.execute("DELETE FROM sqlite_stat1", [])?;
    for (table, index, unique, columns) in found {
        connection.execute(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)",
            (table, &index, rows_left(unique, columns, COARSE.contains(&index.as_str()))),
        )?;
    }
    connection.execute_batch("ANALYZE sqlite_schema")
}

/// How many rows are left once each further column is known: all, a tenant's, a handful, and one at last.
fn rows_left(unique: bool, columns: u32, coarse: bool) -> String {
    let left = (1..=columns).map(|known| match known {
        _ if unique && known == columns => 1,
        1 => OF_A_TENANT,
        2 if coarse => OF_A_KIND,
        _ => (50_u32 >> known).max(2),
    });
    std::iter::once(ALL).chain(left).map(|rows| rows.to_string()).collect::<Vec<_>>().join(" ")
}
