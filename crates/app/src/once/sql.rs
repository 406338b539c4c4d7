//! The statements of what is asked for once.

use crate::db::statements;

statements! {
    /// The first to come with a key.
    BEGIN = "INSERT INTO idempotency (tenant_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
                  ON CONFLICT (tenant_id, key) DO NOTHING";
    /// What the first one asked and was answered.
    ANSWER = "SELECT request_hash, response, person_id FROM idempotency WHERE tenant_id = $1 AND key = $2";
    /// The answer, in the transaction of the effect.
    END = "UPDATE idempotency SET response = $3, person_id = $4 WHERE tenant_id = $1 AND key = $2";
    /// Forgets old answers, the oldest first.
    FORGET = "DELETE FROM idempotency WHERE tenant_id = $1 AND key IN
                   (SELECT key FROM idempotency WHERE tenant_id = $1 AND created_at < $2 ORDER BY created_at LIMIT $3)";
}
