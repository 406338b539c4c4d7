//! The statements of follow-up work.

use crate::db::statements;

statements! {
    /// A piece of work, due at once; the same work is written once.
    WRITE = "INSERT INTO job (tenant_id, id, kind, dedupe, payload, attempts, next_at, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, 0, $6, $6, $7) ON CONFLICT (tenant_id, kind, dedupe) DO NOTHING";
    /// Takes a piece of work, unless somebody was quicker.
    TAKE = "UPDATE job SET locked_until = $4
            WHERE tenant_id = $1 AND id = $2 AND done_at IS NULL AND dead_at IS NULL
              AND (locked_until IS NULL OR locked_until <= $3) AND (expires_at IS NULL OR expires_at > $3)
            RETURNING kind, payload, attempts, expires_at, locked_until";
    /// What is due of one practice, the longest due first.
    DUE_HERE = "SELECT id, kind FROM job
                WHERE tenant_id = $1 AND done_at IS NULL AND dead_at IS NULL AND next_at <= $2
                  AND (locked_until IS NULL OR locked_until <= $2) AND (expires_at IS NULL OR expires_at > $2)
                ORDER BY next_at";
    /// It is done; no row when somebody else took it meanwhile.
    DONE = "UPDATE job SET done_at = $4, locked_until = NULL WHERE tenant_id = $1 AND id = $2 AND locked_until = $3";
    /// It failed; no row when somebody else took it meanwhile.
    FAILED = "UPDATE job SET attempts = $4, next_at = $5, dead_at = $6, last_error = $7, locked_until = NULL
              WHERE tenant_id = $1 AND id = $2 AND locked_until = $3";
    /// It counts towards what the practice may use, and not again however often it is taken.
    COUNTED = "UPDATE job SET payload = $3 WHERE tenant_id = $1 AND id = $2";
    /// It waits, which is no failure: for more to be allowed, or for the line to be opened again.
    WAIT = "UPDATE job SET next_at = $3, last_error = 'waits', locked_until = NULL
            WHERE tenant_id = $1 AND id = $2 AND locked_until = $4";
    /// What waits is tried at once.
    WAKE = "UPDATE job SET next_at = $2
            WHERE tenant_id = $1 AND last_error = 'waits' AND done_at IS NULL AND dead_at IS NULL";
    /// What work of a kind was written since an instant, by its first id.
    WRITTEN_SINCE = "SELECT payload FROM job WHERE tenant_id = $1 AND kind = $2 AND id >= $3";
    /// How much work was given up, and waits for somebody to look at it.
    DEAD = "SELECT count(*) FROM job WHERE tenant_id = $1 AND dead_at > $2 AND done_at IS NULL";
    /// Forgets work that is done, the longest done first.
    FORGET_DONE = "DELETE FROM job WHERE tenant_id = $1 AND id IN
                   (SELECT id FROM job WHERE tenant_id = $1 AND done_at < $2 ORDER BY done_at LIMIT $3)";
    /// Forgets work that nobody did in time, the longest late first.
    FORGET_LATE = "DELETE FROM job WHERE tenant_id = $1 AND id IN
                   (SELECT id FROM job WHERE tenant_id = $1 AND expires_at < $2 AND done_at IS NULL AND dead_at IS NULL
                    ORDER BY expires_at LIMIT $3)";
    /// Forgets work that was given up, the longest given up first.
    FORGET_DEAD = "DELETE FROM job WHERE tenant_id = $1 AND id IN
                   (SELECT id FROM job WHERE tenant_id = $1 AND dead_at < $2 ORDER BY dead_at LIMIT $3)";
}
