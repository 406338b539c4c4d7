//! The statements of calls.

use crate::db::statements;

statements! {
    /// A call has begun.
    OPEN = "INSERT INTO call (tenant_id, id, channel, lang, started_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING";
    /// A call has ended, and how.
    CLOSE = "UPDATE call SET ended_at = $3, outcome = $4 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL";
    /// In which language a call was.
    LANGUAGE = "SELECT lang FROM call WHERE tenant_id = $1 AND id = $2";
}
