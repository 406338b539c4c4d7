//! The statements of sessions, links and secrets.

use crate::db::statements;

statements! {
    /// What is needed to see whether somebody is who they say.
    SECRETS = "SELECT u.state, u.password, u.totp, u.totp_step, k.wrapped FROM users u
               JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = u.id
               WHERE u.tenant_id = $1 AND u.id = $2";
    /// A code's step is used up; nothing when somebody used it at the same time, nor when the password that was shown is
    /// another by now, or its member disabled.
    USE_STEP = "UPDATE users SET totp_step = $3
                WHERE tenant_id = $1 AND id = $2 AND totp_step < $3 AND password = $4 AND state = 'active'";
    /// Another password and second factor.
    SET_SECRETS = "UPDATE users SET password = $3, totp = $4, totp_step = $5 WHERE tenant_id = $1 AND id = $2";
    /// Another password.
    SET_PASSWORD = "UPDATE users SET password = $3 WHERE tenant_id = $1 AND id = $2";
    /// Somebody is signed in.
    BEGIN = "INSERT INTO session (tenant_id, id, user_id, digest, device, created_at, seen_at, proved_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7)";
    /// A session that is good, with who it is.
    GOOD = "SELECT s.user_id, s.seen_at, s.proved_at, u.lang, u.resource_id FROM session s
            JOIN users u ON u.tenant_id = $1 AND u.id = s.user_id
            WHERE s.tenant_id = $1 AND s.id = $2 AND s.ended_at IS NULL AND s.expires_at > $3 AND s.seen_at > $4
              AND u.state = 'active'";
    /// Somebody was there.
    SEEN = "UPDATE session SET seen_at = $3 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL";
    /// They showed again that it is them, and hold another token since.
    PROVED = "UPDATE session SET digest = $3, proved_at = $4, seen_at = $4
              WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL";
    /// A session ends.
    END = "UPDATE session SET ended_at = $3 WHERE tenant_id = $1 AND id = $2 AND user_id = $4 AND ended_at IS NULL";
    /// Every session of a member ends, but one.
    END_ALL = "UPDATE session SET ended_at = $3
               WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL AND id IS DISTINCT FROM $4";
    /// Where a member is signed in.
    OF_USER = "SELECT id, device, created_at, seen_at FROM session
               WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL AND expires_at > $3 AND seen_at > $4
               ORDER BY seen_at DESC, id";
    /// When each member was last there.
    LAST_SEEN = "SELECT user_id, max(seen_at) FROM session WHERE tenant_id = $1 GROUP BY user_id";
    /// A link is made.
    LINK = "INSERT INTO one_time_link (tenant_id, id, user_id, digest, made_by, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
    /// Links that were made before for the same member are good for nothing any more.
    SPOIL = "UPDATE one_time_link SET used_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL";
    /// Whoever is here no more leaves no link behind that they made.
    SPOIL_MADE_BY = "UPDATE one_time_link SET used_at = $3
                     WHERE tenant_id = $1 AND made_by = $2 AND used_at IS NULL AND expires_at > $3";
    /// Links for a member, and by them, that could be followed.
    OPEN_LINKS = "SELECT id, user_id, made_by FROM one_time_link
                  WHERE tenant_id = $1 AND (user_id = $2 OR made_by = $3) AND used_at IS NULL AND expires_at > $4";
    /// A link that nobody could make any more.
    SPOIL_ONE = "UPDATE one_time_link SET used_at = $3 WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL";
    /// A link that is good, and who made it.
    GOOD_LINK = "SELECT l.user_id, l.made_by FROM one_time_link l JOIN users u ON u.tenant_id = $1 AND u.id = l.user_id
                 WHERE l.tenant_id = $1 AND l.id = $2 AND l.used_at IS NULL AND l.expires_at > $3
                   AND u.state <> 'disabled'";
    /// It is used up, and who made it; nothing when somebody used it at the same time.
    USE_LINK = "UPDATE one_time_link SET used_at = $3
                WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3 RETURNING made_by";
    /// Forgets sessions that are over, the oldest first.
    FORGET_SESSIONS = "DELETE FROM session WHERE tenant_id = $1 AND id IN
                       (SELECT id FROM session WHERE tenant_id = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
    /// Forgets links that are of no use, the oldest first.
    FORGET_LINKS = "DELETE FROM one_time_link WHERE tenant_id = $1 AND id IN
        (SELECT id FROM one_time_link WHERE tenant_id = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)";
}
