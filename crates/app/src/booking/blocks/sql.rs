//! The statements of blocks.

use crate::db::statements;

/// The columns of a block, as they are read.
macro_rules! block {
    () => {
        "b.id, b.resource_id, b.starts, b.ends, b.note, \
         (SELECT k.wrapped FROM sealing_key k WHERE k.tenant_id = $1 AND k.subject_id = b.id)"
    };
}

statements! {
    /// A new block.
    ADD = "INSERT INTO block (tenant_id, id, resource_id, starts, ends, note, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// A block.
    GET = { concat!(
        "SELECT ", block!(), " FROM block b
         WHERE b.tenant_id = $1 AND b.id = $2"
    ) };
    /// The blocks of some resources in a stretch of time, by their start.
    THEN = {
        sqlite: concat!(
            "SELECT ", block!(), " FROM json_each($2) r CROSS JOIN block b
             WHERE b.tenant_id = $1 AND b.resource_id = r.value AND b.ends > $3 AND b.starts < $4
             ORDER BY b.starts, b.id LIMIT 500"
        ),
        postgres: concat!(
            "SELECT ", block!(), " FROM block b
             WHERE b.tenant_id = $1 AND b.resource_id = ANY ($2) AND b.ends > $3 AND b.starts < $4
             ORDER BY b.starts, b.id LIMIT 500"
        ),
    };
    /// Which blocks of a resource reach into a stretch.
    REACHING = "SELECT id, starts, ends FROM block
                WHERE tenant_id = $1 AND resource_id = $2 AND ends > $3 AND starts < $4 ORDER BY id";
    /// What some resources keep free from an instant on.
    FROM = {
        sqlite: "SELECT b.resource_id, b.starts, b.ends FROM json_each($2) r CROSS JOIN block b
                 WHERE b.tenant_id = $1 AND b.resource_id = r.value AND b.ends > $3 LIMIT 2000",
        postgres: "SELECT resource_id, starts, ends FROM block
                   WHERE tenant_id = $1 AND resource_id = ANY ($2) AND ends > $3 LIMIT 2000",
    };
    /// A block is no more.
    REMOVE = "DELETE FROM block WHERE tenant_id = $1 AND id = $2";
}
