//! The statements of the audit trail.

use crate::db::statements;

/// Looks through the trail, the newest first; each look has the condition that its index begins with. PostgreSQL has to
/// be told what may be nothing. What else is asked for stands in a CASE, whose outcome it doesn't guess: it would expect
/// hardly a row, and read and sort all there are instead of the newest.
#[rustfmt::skip]
macro_rules! look {
    ($condition:literal, $uuid:literal, $text:literal) => {
        concat!(
            "SELECT entry FROM audit
             WHERE tenant_id = $1 ", $condition, " AND at >= $2 AND (at, id) < ($3, $4", $uuid, ")
               AND CASE WHEN ($5", $text, " IS NULL OR entity = $5) AND ($6", $text, " IS NULL OR actor = $6)
                         AND ($7", $text, " IS NULL OR action = $7) AND ($8", $text, " IS NULL OR entity_kind = $8)
                         AND ($9", $text, " IS NULL OR actor_kind = $9) THEN TRUE ELSE FALSE END
             ORDER BY at DESC, id DESC LIMIT $10"
        )
    };
}

statements! {
    /// One entry.
    RECORD = "INSERT INTO audit (tenant_id, id, at, action, entity, actor, entry, digest)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The newest entry, and how many are chained.
    REACH = "SELECT (SELECT id FROM audit WHERE tenant_id = $1 ORDER BY at DESC, id DESC LIMIT 1),
                    (SELECT seq FROM audit_link WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1)
             FROM tenant WHERE tenant_id = $1";
    /// The chain's end.
    HEAD = "SELECT seq, link FROM audit_link WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
    /// Entries that no link has yet, in order, from an instant on. Each is looked up among the links: asked by NOT EXISTS,
    /// PostgreSQL would read all the links of a practice.
    UNSEALED = "SELECT a.id, a.digest FROM audit a
                WHERE a.tenant_id = $1 AND a.at >= $2
                  AND (SELECT l.seq FROM audit_link l WHERE l.tenant_id = $1 AND l.audit_id = a.id) IS NULL
                ORDER BY a.at, a.id LIMIT 500";
    /// One link.
    LINK = "INSERT INTO audit_link (tenant_id, seq, audit_id, link) VALUES ($1, $2, $3, $4)";
    /// The last checkpoint.
    LAST_CHECKPOINT = "SELECT seq, link, at, signature FROM audit_checkpoint
                       WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
    /// A checkpoint.
    CHECKPOINT = "INSERT INTO audit_checkpoint (tenant_id, seq, link, at, signature) VALUES ($1, $2, $3, $4, $5)";
    /// Checkpoints behind a place, up to another, in order.
    CHECKPOINTS = "SELECT seq, link, signature FROM audit_checkpoint
                   WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";
    /// The chain with its entries, page by page.
    CHAIN = "SELECT l.seq, l.link, a.digest, a.entry FROM audit_link l
             JOIN audit a ON a.tenant_id = $1 AND a.id = l.audit_id
             WHERE l.tenant_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT 1000";
    /// How many entries there are.
    COUNT = "SELECT count(*) FROM audit WHERE tenant_id = $1";
    /// The trail, newest first.
    TRAIL = "SELECT entry FROM audit WHERE tenant_id = $1 AND at < $2 ORDER BY at DESC, id DESC LIMIT $3";
    /// What is chained after a place, in order.
    CHAINED = "SELECT l.seq, a.entry FROM audit_link l JOIN audit a ON a.tenant_id = $1 AND a.id = l.audit_id
               WHERE l.tenant_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3";
    /// One entry.
    ONE = "SELECT entry FROM audit WHERE tenant_id = $1 AND id = $2";
    /// The place before the first link of what was done from an instant on; the chain's end, when there is none. The chain
    /// follows the clock but for what was committed late, so that a few entries tell.
    PLACE = "SELECT coalesce(
                 (SELECT min(l.seq) - 1 FROM
                      (SELECT id FROM audit WHERE tenant_id = $1 AND at >= $2 ORDER BY at, id LIMIT 100) a
                  JOIN audit_link l ON l.tenant_id = $1 AND l.audit_id = a.id),
                 (SELECT seq FROM audit_link WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1), 0)";
    /// What was done at all.
    OF_ALL = {sqlite: look!("", "", ""), postgres: look!("", "::uuid", "::text")};
    /// What was done to one thing.
    OF_ENTITY = {sqlite: look!("AND entity = $5", "", ""), postgres: look!("AND entity = $5", "::uuid", "::text")};
    /// What somebody did.
    BY_ACTOR = {sqlite: look!("AND actor = $6", "", ""), postgres: look!("AND actor = $6", "::uuid", "::text")};
    /// When something was done.
    OF_ACTION = {sqlite: look!("AND action = $7", "", ""), postgres: look!("AND action = $7", "::uuid", "::text")};
    /// What was done to things of a kind.
    OF_ENTITIES = {
        sqlite: look!("AND entity_kind = $8", "", ""),
        postgres: look!("AND entity_kind = $8", "::uuid", "::text")
    };
    /// What those of a kind did.
    BY_ACTORS = {
        sqlite: look!("AND actor_kind = $9", "", ""),
        postgres: look!("AND actor_kind = $9", "::uuid", "::text")
    };
    /// When some did something of this, in order.
    DONE_BY_SOME = {
        sqlite: "SELECT a.entry FROM json_each($2) r CROSS JOIN audit a ON a.tenant_id = $1 AND a.actor = r.value
                 WHERE a.action IN (SELECT value FROM json_each($3)) ORDER BY a.at, a.id",
        postgres: "SELECT entry FROM audit
                   WHERE tenant_id = $1 AND actor = ANY ($2::text[]) AND action = ANY ($3::text[]) ORDER BY at, id",
    };
    /// How often something was done, up to so often.
    HOW_OFTEN = "SELECT count(*) FROM (SELECT 1 FROM audit WHERE tenant_id = $1 AND action = $2 LIMIT $3) one_row";
    /// How much somebody did, up to so much.
    HOW_MUCH_BY = "SELECT count(*) FROM (SELECT 1 FROM audit WHERE tenant_id = $1 AND actor = $2 LIMIT $3) one_row";
    /// How much those of a kind did.
    HOW_MUCH_BY_ALL = "SELECT count(*) FROM (SELECT 1 FROM audit WHERE tenant_id = $1 AND actor_kind = $2 LIMIT $3) one_row";
    /// How much was done to things of a kind.
    HOW_MUCH_TO = "SELECT count(*) FROM (SELECT 1 FROM audit WHERE tenant_id = $1 AND entity_kind = $2 LIMIT $3) one_row";
    /// What calls have done since an instant, each with how often.
    BY_CALLS = "SELECT action, count(*) FROM audit
                WHERE tenant_id = $1 AND actor_kind = 'call' AND at >= $2
                GROUP BY action ORDER BY action";
}
