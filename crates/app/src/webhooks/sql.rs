//! The statements of webhooks.

use crate::db::statements;

statements! {
    /// A system, which hears of what is chained from now on.
    ADD = "INSERT INTO webhook (tenant_id, id, url, secret, events, state, told_up_to, tries, next_at, created_at)
           VALUES ($1, $2, $3, $4, $5, 'on',
                   coalesce((SELECT seq FROM audit_link WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1), 0), 0, $6, $6)";
    /// Keeps anybody else from adding one until the transaction ends, so that they are counted one after the other.
    /// SQLite has one writer.
    ONE_AT_A_TIME = {
        sqlite: "SELECT 1 FROM tenant WHERE tenant_id = $1",
        postgres: "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text || '/webhooks', 0))::text",
    };
    /// How many there are.
    COUNT = "SELECT count(*) FROM webhook WHERE tenant_id = $1";
    /// One of them.
    GET = "SELECT id, url, events, state, tries, next_at, old_until, created_at FROM webhook
           WHERE tenant_id = $1 AND id = $2";
    /// All of them, the oldest first.
    LIST = "SELECT id, url, events, state, tries, next_at, old_until, created_at FROM webhook
            WHERE tenant_id = $1 ORDER BY created_at, id";
    /// Another address, other events.
    CHANGE = "UPDATE webhook SET url = $3, events = $4 WHERE tenant_id = $1 AND id = $2";
    /// On or off, from where it stands.
    SET_STATE = "UPDATE webhook SET state = $3, tries = 0, next_at = $4 WHERE tenant_id = $1 AND id = $2";
    /// The secret.
    SECRET = "SELECT secret FROM webhook WHERE tenant_id = $1 AND id = $2";
    /// Another secret, and until when the one before is good.
    ROTATE = "UPDATE webhook SET secret = $3, old_secret = $4, old_until = $5 WHERE tenant_id = $1 AND id = $2";
    /// Another place in the trail.
    GO_TO = "UPDATE webhook SET told_up_to = $3, tries = 0, next_at = $4 WHERE tenant_id = $1 AND id = $2";
    /// Somebody asked for a delivery.
    ASKED_NOW = "UPDATE webhook SET asked_at = $3 WHERE tenant_id = $1 AND id = $2";
    /// What a system was sent goes with it.
    FORGET_ALL = "DELETE FROM webhook_delivery WHERE tenant_id = $1 AND webhook_id = $2";
    /// A system hears of nothing any more.
    REMOVE = "DELETE FROM webhook WHERE tenant_id = $1 AND id = $2";

    /// Whether there is anything for a system to hear.
    BEHIND = "SELECT asked_at IS NOT NULL
                     OR told_up_to < (SELECT seq FROM audit_link WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1)
              FROM webhook WHERE tenant_id = $1 AND id = $2";
    /// Takes a system on, unless somebody is at it.
    CLAIM = "UPDATE webhook SET locked_until = $4
             WHERE tenant_id = $1 AND id = $2 AND (locked_until IS NULL OR locked_until <= $3)
               AND (state = 'on' AND next_at <= $3 OR asked_at IS NOT NULL)
             RETURNING url, secret, old_secret, old_until, events, state = 'on' AND next_at <= $3, told_up_to, tries,
                       asked_at";
    /// It was told, up to a place; whoever is at it has more time. Not when somebody moved its place meanwhile.
    TOLD = "UPDATE webhook SET told_up_to = $5, tries = 0, next_at = $6, locked_until = $7
            WHERE tenant_id = $1 AND id = $2 AND locked_until = $3 AND told_up_to = $4";
    /// It didn't take what it was sent: it is sent again at an instant, or left alone.
    MISSED = "UPDATE webhook SET tries = $5, next_at = $6, state = CASE WHEN state = 'on' THEN $7 ELSE state END
              WHERE tenant_id = $1 AND id = $2 AND locked_until = $3 AND told_up_to = $4";
    /// Whoever is at it has more time.
    KEEP = "UPDATE webhook SET locked_until = $4 WHERE tenant_id = $1 AND id = $2 AND locked_until = $3";
    /// Nobody is at it any more. What was asked for is done, unless somebody asked again meanwhile.
    RELEASE = "UPDATE webhook SET locked_until = NULL,
                   asked_at = CASE WHEN asked_at = $4 THEN NULL ELSE asked_at END
               WHERE tenant_id = $1 AND id = $2 AND locked_until = $3";

    /// What became of a try.
    SENT = "INSERT INTO webhook_delivery (tenant_id, webhook_id, audit_id, event, state, tries, code, trouble, at)
            VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)
            ON CONFLICT (tenant_id, webhook_id, audit_id) DO UPDATE
            SET state = excluded.state, tries = webhook_delivery.tries + 1, code = excluded.code,
                trouble = excluded.trouble, at = excluded.at";
    /// Something new that is to be sent at once.
    ASK = "INSERT INTO webhook_delivery (tenant_id, webhook_id, audit_id, event, state, tries, at)
           VALUES ($1, $2, $3, $4, 'asked', 0, $5)";
    /// Something that was sent before is to be sent at once.
    ASK_AGAIN = "UPDATE webhook_delivery SET state = 'asked', at = $4
                 WHERE tenant_id = $1 AND webhook_id = $2 AND audit_id = $3";
    /// What is to be sent at once.
    ASKED = "SELECT audit_id FROM webhook_delivery
             WHERE tenant_id = $1 AND webhook_id = $2 AND state = 'asked' ORDER BY audit_id LIMIT $3";
    /// What a system was sent, the latest event first.
    DELIVERIES = "SELECT audit_id, event, state, tries, code, trouble, at FROM webhook_delivery
                  WHERE tenant_id = $1 AND webhook_id = $2 AND audit_id < $3 ORDER BY audit_id DESC LIMIT $4";
    /// Forgets what was sent, the longest ago first.
    FORGET = "DELETE FROM webhook_delivery WHERE tenant_id = $1 AND (webhook_id, audit_id) IN
                  (SELECT webhook_id, audit_id FROM webhook_delivery
                   WHERE tenant_id = $1 AND at < $2 AND state <> 'asked' ORDER BY at LIMIT $3)";
}
