//! The statements of messages.

use crate::db::statements;

/// The columns of a message with the wrapped key of whom it is about, as they are read.
macro_rules! message {
    () => {
        "SELECT m.id, m.kind, m.channel, m.subject_id, m.sent_to, m.content, m.patient_id, m.appointment_id, m.revision,
             m.lang, m.state, m.attempts, m.reason, m.provider_id, m.resends, m.created_at, m.changed_at, m.resource_id,
             k.wrapped
         FROM message m LEFT JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = m.subject_id
         WHERE m.tenant_id = $1"
    };
}

statements! {
    /// A message, before it is sent for the first time; work that is done twice makes one.
    WRITE = "INSERT INTO message (tenant_id, id, kind, channel, subject_id, sent_to, content, patient_id, appointment_id,
                 revision, resource_id, lang, state, attempts, reason, resends, created_at, changed_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, 0, $15, $15, $16)
             ON CONFLICT (tenant_id, id) DO NOTHING";
    /// One message.
    MESSAGE = { concat!(message!(), " AND m.id = $2") };
    /// Messages, the newest first, page by page, in one state or in all.
    LIST = {
        sqlite: concat!(
            message!(), " AND ($2 IS NULL OR m.state = $2) AND ($6 IS NULL OR m.resource_id = $6)
               AND (m.created_at, m.id) < ($3, $4)
             ORDER BY m.created_at DESC, m.id DESC LIMIT $5"
        ),
        postgres: concat!(
            message!(), " AND ($2::text IS NULL OR m.state = $2) AND ($6::text IS NULL OR m.resource_id = $6)
               AND (m.created_at, m.id) < ($3, $4::uuid)
             ORDER BY m.created_at DESC, m.id DESC LIMIT $5"
        ),
    };
    /// It was sent.
    SENT = "UPDATE message SET state = 'sent', attempts = attempts + 1, reason = NULL, provider_id = $3, changed_at = $4
            WHERE tenant_id = $1 AND id = $2 AND state = 'queued'";
    /// It couldn't be sent: now, or for good.
    TRIED = "UPDATE message SET state = $3, attempts = attempts + 1, reason = $4, changed_at = $5
             WHERE tenant_id = $1 AND id = $2 AND state = 'queued'";
    /// It waits, and for what.
    WAITS = "UPDATE message SET reason = $3, changed_at = $4 WHERE tenant_id = $1 AND id = $2 AND state = 'queued'";
    /// It needn't be sent any more.
    SKIPPED = "UPDATE message SET state = 'skipped', reason = $3, changed_at = $4
               WHERE tenant_id = $1 AND id = $2 AND state = 'queued'";
    /// The staff has it sent once more.
    AGAIN = "UPDATE message SET state = 'queued', reason = NULL, resends = resends + 1, changed_at = $3, expires_at = $4
             WHERE tenant_id = $1 AND id = $2 AND state IN ('sent', 'failed') AND channel IS NOT NULL";
    /// What nobody sent in time is given up.
    LAPSED = "SELECT id FROM message WHERE tenant_id = $1 AND state = 'queued' AND expires_at <= $2 LIMIT 500";
    /// By what a patient wants to be told.
    PREFERENCE = "SELECT wanted FROM message_preference WHERE tenant_id = $1 AND patient_id = $2";
    /// They say so.
    PREFER = "INSERT INTO message_preference (tenant_id, patient_id, wanted) VALUES ($1, $2, $3)
              ON CONFLICT (tenant_id, patient_id) DO UPDATE SET wanted = excluded.wanted";
    /// They leave it to the practice.
    PREFER_NOTHING = "DELETE FROM message_preference WHERE tenant_id = $1 AND patient_id = $2";
    /// A link to an appointment.
    LINK = "INSERT INTO message_link (tenant_id, id, digest, appointment_id, revision, lang, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    /// A link that is good still.
    GOOD_LINK = "SELECT appointment_id, revision, lang FROM message_link WHERE tenant_id = $1 AND id = $2 AND expires_at > $3";
    /// Forgets old messages, the oldest first.
    FORGET = "DELETE FROM message WHERE tenant_id = $1 AND id IN
              (SELECT id FROM message WHERE tenant_id = $1 AND created_at < $2 ORDER BY created_at LIMIT $3)";
    /// Forgets links that are good for nothing any more.
    FORGET_LINKS = "DELETE FROM message_link WHERE tenant_id = $1 AND id IN
                    (SELECT id FROM message_link WHERE tenant_id = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
}
