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
    /// What a resource keeps free from an instant on, page by page, by end and id.
    FROM = {
        sqlite: "SELECT id, starts, ends FROM block
                 WHERE tenant_id = $1 AND resource_id = $2 AND (ends, id) > ($3, $4) ORDER BY ends, id LIMIT $5",
        postgres: "SELECT id, starts, ends FROM block
                   WHERE tenant_id = $1 AND resource_id = $2 AND (ends, id) > ($3, $4::uuid)
                   ORDER BY ends, id LIMIT $5",
    };
    /// A block is no more.
    REMOVE = "DELETE FROM block WHERE tenant_id = $1 AND id = $2";
}
