//! The statements of practices.

use crate::db::statements;

statements! {
    /// A new practice, before its first document.
    FOUND = "INSERT INTO tenant (tenant_id, slug, phone, version, wrapped_key, created_at)
             VALUES ($1, $2, $3, 0, $4, $5)";
    /// A version of the document.
    WRITE = "INSERT INTO practice (tenant_id, version, document, applied_at, applied_by)
             VALUES ($1, $2, $3, $4, $5)";
    /// The version that stands, when it follows the one before; no row when another does.
    POINT = "UPDATE tenant SET version = $2, phone = $3 WHERE tenant_id = $1 AND version = $2 - 1";
    /// Somebody or something whose time can be claimed.
    RESOURCE = "INSERT INTO resource (tenant_id, id, kind) VALUES ($1, $2, $3)
                ON CONFLICT (tenant_id, id) DO UPDATE SET kind = excluded.kind";
    /// The practice as it stands.
    CURRENT = "SELECT p.version, p.document FROM tenant t
               JOIN practice p ON p.tenant_id = $1 AND p.version = t.version WHERE t.tenant_id = $1";
    /// The number of the version that stands.
    VERSION = "SELECT version FROM tenant WHERE tenant_id = $1";
    /// How the practice stands.
    STANDING = "SELECT standing FROM tenant WHERE tenant_id = $1";
    /// From one standing to another; no row when it isn't the first.
    STAND = "UPDATE tenant SET standing = $3 WHERE tenant_id = $1 AND standing = $2";
    /// What was removed has neither a name nor a number, and its key is gone.
    UNNAME = {
        sqlite: "UPDATE tenant SET standing = 'removed', slug = $2, phone = NULL, wrapped_key = x''
                 WHERE tenant_id = $1",
        postgres: "UPDATE tenant SET standing = 'removed', slug = $2, phone = NULL, wrapped_key = ''::bytea
                   WHERE tenant_id = $1",
    };
    /// A removal has begun.
    BEGIN_REMOVAL = "INSERT INTO removal (tenant_id, name_mac, begun_at, deleted, seq, link)
                     VALUES ($1, $2, $3, 0, $4, $5)";
    /// So many more rows were deleted; the last of them, when there is an end.
    REMOVED_SOME = "UPDATE removal SET deleted = deleted + $2, ended_at = $3 WHERE tenant_id = $1";
    /// What is left of a practice that was removed.
    REMOVAL = "SELECT begun_at, ended_at, deleted, seq, link FROM removal WHERE tenant_id = $1";
    /// The versions before one, the latest first.
    VERSIONS = "SELECT version, applied_at, applied_by FROM practice WHERE tenant_id = $1 AND version < $2
                ORDER BY version DESC LIMIT $3";
    /// One version, with its document.
    VERSION_AT = "SELECT version, applied_at, applied_by, document FROM practice
                  WHERE tenant_id = $1 AND version = $2";
}
