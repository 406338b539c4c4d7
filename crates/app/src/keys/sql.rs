//! The statements of API keys.

use crate::db::statements;

statements! {
    /// A new key.
    CREATE = "INSERT INTO api_key (tenant_id, id, name, digest, permissions, created_at, expires_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// All keys, the newest first.
    LIST = "SELECT id, name, permissions, created_at, last_used_at, expires_at, revoked_at FROM api_key
            WHERE tenant_id = $1 ORDER BY created_at DESC, id";
    /// One of them.
    GET = "SELECT id, name, permissions, created_at, last_used_at, expires_at, revoked_at FROM api_key
           WHERE tenant_id = $1 AND id = $2";
    /// Ends a key.
    REVOKE = "UPDATE api_key SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
    /// A key that is good at this instant.
    GOOD = "SELECT permissions, last_used_at FROM api_key WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > $3)";
    /// A key was used.
    USED = "UPDATE api_key SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2";
}
