//! The statements of sealing.

use crate::db::statements;

statements! {
    /// The tenant's key, wrapped.
    TENANT_KEY = "SELECT wrapped_key FROM tenant WHERE tenant_id = $1";
    /// A person's key, wrapped.
    PERSON_KEY = "SELECT wrapped FROM sealing_key WHERE tenant_id = $1 AND subject_id = $2";
    /// A new person's key.
    KEEP_KEY = "INSERT INTO sealing_key (tenant_id, subject_id, wrapped) VALUES ($1, $2, $3)";
    /// Erases a person.
    DESTROY_KEY = "DELETE FROM sealing_key WHERE tenant_id = $1 AND subject_id = $2";
}
