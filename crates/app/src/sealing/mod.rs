//! Keys, sealed fields and keyed look-ups.
//!
//! Three levels: the installation's secret (a file), under it a key for each tenant, under that a key for each
//! person. Personal fields are sealed with the person's key, so that to destroy that key is to erase the person. It is
//! a row of the database itself: a backup from before still has it, until it is deleted when its time has come. Sealed
//! fields can't be searched: people are found by HMACs under a key of the tenant's.

mod cipher;
mod keyring;
mod people;
mod sql;

use aws_lc_rs::digest::{SHA256, digest};

pub use self::cipher::{Place, SealError};
pub use self::keyring::{Keyring, KeyringError, TenantKeys};
pub(crate) use self::people::unwrap;
pub use self::people::{Person, SealedWith, destroy, new_person, person, tenant};
pub(crate) use self::sql::ALL;

/// SHA-256 (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}

/// What went wrong between a sealed field and its reader.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// A field couldn't be opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
    /// The person's key was destroyed: they were erased.
    #[error("the person was erased")]
    Erased,
}

impl SealingError {
    /// As a failure of the database, for operations that know no other.
    pub fn into_db(self) -> crate::db::DbError {
        match self {
            Self::Db(error) => error,
            other => crate::db::DbError::Statement { statement: "sealing", message: other.to_string() },
        }
    }
}
