//! The statements of the talk page.

use crate::db::statements;

statements! {
    /// A new ticket.
    ISSUE = "INSERT INTO ticket (tenant_id, id, digest, channel, expires_at) VALUES ($1, $2, $3, 'talk', $4)";
    /// Uses a ticket up, once and in time.
    CONSUME = "UPDATE ticket SET consumed_at = $3
                WHERE tenant_id = $1 AND id = $2 AND channel = 'talk' AND consumed_at IS NULL AND expires_at > $3";
    /// Forgets tickets that are of no use any more, the oldest first.
    FORGET = "DELETE FROM ticket WHERE tenant_id = $1 AND id IN
              (SELECT id FROM ticket WHERE tenant_id = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
}
