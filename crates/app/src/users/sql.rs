//! The statements of the staff.

use crate::db::statements;

statements! {
    /// A new member.
    ADD = "INSERT INTO users (tenant_id, id, email, name, email_mac, sign_in_mac, role, resource_id, lang,
               totp_step, state, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 'invited', $10)
           ON CONFLICT (tenant_id, email_mac) DO NOTHING";
    /// The members, in the order in which they came.
    LIST = "SELECT u.id, u.role, u.resource_id, u.lang, u.state, u.created_at, u.email, u.name, k.wrapped,
                u.totp IS NOT NULL
            FROM users u JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = u.id
            WHERE u.tenant_id = $1 ORDER BY u.created_at, u.id";
    /// One member.
    GET = "SELECT u.id, u.role, u.resource_id, u.lang, u.state, u.created_at, u.email, u.name, k.wrapped,
               u.totp IS NOT NULL
           FROM users u JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = u.id
           WHERE u.tenant_id = $1 AND u.id = $2";
    /// The member with an address.
    BY_ADDRESS = "SELECT id FROM users WHERE tenant_id = $1 AND email_mac = $2";
    /// How many there are.
    COUNT = "SELECT count(*) FROM users WHERE tenant_id = $1";
    /// Keeps anybody else from changing who manages the practice until the transaction ends. SQLite has one writer.
    ONE_AT_A_TIME = {
        sqlite: "SELECT 1 FROM tenant WHERE tenant_id = $1",
        postgres: "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text || '/team', 0))::text",
    };
    /// How many who manage the practice for ever could still sign in, were it not for one of them.
    OTHER_MANAGERS = "SELECT count(*) FROM users u JOIN user_permission p
                          ON p.tenant_id = $1 AND p.user_id = u.id AND p.permission = 'calendar.manage'
                      WHERE u.tenant_id = $1 AND u.id <> $2 AND u.state = 'active'
                        AND p.revoked_at IS NULL AND p.expires_at IS NULL";
    /// Another name, address, agenda or language.
    CHANGE = "UPDATE users SET email = $3, name = $4, email_mac = $5, sign_in_mac = $6, resource_id = $7, lang = $8
              WHERE tenant_id = $1 AND id = $2";
    /// Another language, and nothing else: what somebody else writes of them meanwhile stands.
    SET_LANG = "UPDATE users SET lang = $3 WHERE tenant_id = $1 AND id = $2";
    /// Another role.
    SET_ROLE = "UPDATE users SET role = $3 WHERE tenant_id = $1 AND id = $2";
    /// Whether they may sign in.
    SET_STATE = "UPDATE users SET state = $3 WHERE tenant_id = $1 AND id = $2";
    /// What a member may do at an instant.
    RIGHTS = "SELECT permission FROM user_permission
              WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > $3)
              ORDER BY permission";
    /// Every grant there ever was, the newest first.
    GRANTS = "SELECT id, permission, granted_by, granted_at, expires_at, revoked_by, revoked_at FROM user_permission
              WHERE tenant_id = $1 AND user_id = $2 ORDER BY granted_at DESC, id DESC";
    /// The live grant of a right.
    LIVE_GRANT = "SELECT id, expires_at FROM user_permission
                  WHERE tenant_id = $1 AND user_id = $2 AND permission = $3 AND revoked_at IS NULL";
    /// Grants a right.
    GRANT = "INSERT INTO user_permission (tenant_id, id, user_id, permission, granted_by, granted_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Takes it back.
    REVOKE = "UPDATE user_permission SET revoked_by = $4, revoked_at = $5
              WHERE tenant_id = $1 AND user_id = $2 AND permission = $3 AND revoked_at IS NULL";
}
