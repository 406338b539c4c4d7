//! The statements of calls.

use crate::db::statements;

/// The columns of a call, as they are read.
macro_rules! call {
    () => {
        "id, channel, lang, started_at, ended_at, outcome"
    };
}

/// The calls of which something was kept that is older than it may be, the oldest first.
macro_rules! outlived {
    () => {
        "(SELECT DISTINCT call_id FROM call_turn WHERE tenant_id = $1 AND call_id < $2 ORDER BY call_id LIMIT $3)"
    };
}

statements! {
    /// A call has begun.
    OPEN = "INSERT INTO call (tenant_id, id, channel, lang, started_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING";
    /// A call has ended, and what came of it.
    CLOSE = "UPDATE call SET ended_at = $3, outcome = $4 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL";
    /// The calls that run: begun lately, and not ended. One whose process died is never written down as ended.
    RUNNING = "SELECT started_at FROM call
               WHERE tenant_id = $1 AND started_at >= $2 AND ended_at IS NULL ORDER BY started_at LIMIT 100";
    /// How many run.
    HOW_MANY_RUN = "SELECT count(*) FROM call WHERE tenant_id = $1 AND started_at >= $2 AND ended_at IS NULL";
    /// When the last one began in which anybody spoke.
    LATEST = "SELECT started_at FROM call WHERE tenant_id = $1 AND channel <> 'link' ORDER BY started_at DESC LIMIT 1";
    /// How many calls there have been in which anybody spoke, and how many of them were put through, or ended by the
    /// caller's hanging up.
    COUNT = "SELECT count(*), count(*) FILTER (WHERE outcome = 'transferred'),
                 count(*) FILTER (WHERE outcome = 'hung_up')
             FROM call WHERE tenant_id = $1 AND started_at >= $2 AND channel <> 'link'";
    /// A call.
    CALL = { concat!("SELECT ", call!(), " FROM call WHERE tenant_id = $1 AND id = $2") };
    /// Calls that began in a stretch of time, the last first, page by page, with filters that may be left open.
    CALLS = {
        sqlite: concat!(
            "SELECT ", call!(), " FROM call
             WHERE tenant_id = $1 AND started_at >= $2 AND (started_at, id) < ($3, $4)
               AND ($5 IS NULL OR outcome = $5) AND ($6 IS NULL OR channel = $6)
             ORDER BY started_at DESC, id DESC LIMIT $7"
        ),
        postgres: concat!(
            "SELECT ", call!(), " FROM call
             WHERE tenant_id = $1 AND started_at >= $2 AND (started_at, id) < ($3, $4::uuid)
               AND ($5::text IS NULL OR outcome = $5) AND ($6::text IS NULL OR channel = $6)
             ORDER BY started_at DESC, id DESC LIMIT $7"
        ),
    };

    /// Something is said.
    SAY = "INSERT INTO call_turn (tenant_id, call_id, seq, side, at, text) VALUES ($1, $2, $3, $4, $5, $6)";
    /// What was said in a call.
    SAID = "SELECT side, at, text FROM call_turn WHERE tenant_id = $1 AND call_id = $2 ORDER BY seq";
    /// Destroys the keys of what was kept for long enough.
    FORGET_KEYS = { concat!("DELETE FROM sealing_key WHERE tenant_id = $1 AND subject_id IN ", outlived!()) };
    /// Forgets it.
    FORGET_TURNS = { concat!("DELETE FROM call_turn WHERE tenant_id = $1 AND call_id IN ", outlived!()) };
    /// In which language a call was.
    LANGUAGE = "SELECT lang FROM call WHERE tenant_id = $1 AND id = $2";
}
