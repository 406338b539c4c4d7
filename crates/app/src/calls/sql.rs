//! The statements of calls.

use crate::db::statements;

statements! {
    /// A call has begun.
    OPEN = "INSERT INTO call (tenant_id, id, channel, lang, started_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING";
    /// A call has ended, and how.
    CLOSE = "UPDATE call SET ended_at = $3, outcome = $4 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL";
    /// The calls that run: begun lately, and not ended. One whose process died is never written down as ended.
    RUNNING = "SELECT started_at FROM call
               WHERE tenant_id = $1 AND started_at >= $2 AND ended_at IS NULL ORDER BY started_at LIMIT 100";
    /// How many calls there have been, and how many of them were put through, or ended by the caller's hanging up.
    COUNT = "SELECT count(*), count(*) FILTER (WHERE outcome = 'transferred'),
                 count(*) FILTER (WHERE outcome = 'hung_up')
             FROM call WHERE tenant_id = $1 AND started_at >= $2";
}
