//! The keys of people: patients, and whoever left a request.

use std::sync::Arc;

use uuid::Uuid;

use super::SealingError;
use super::cipher::{Cipher, Place, SealError};
use super::keyring::TenantKeys;
use super::sql;
use crate::db::{DbError, Order, Tx, args};
use crate::random::Dice;

/// Whose key seals a field: the id of a patient or of a request.
pub type Person = Uuid;

/// A person's key, ready to seal and to open.
pub struct SealedWith {
    cipher: Cipher,
    tenant: Arc<TenantKeys>,
    dice: Dice,
}

impl SealedWith {
    /// Seals a value for its place in a row.
    pub fn seal(&self, table: &'static str, column: &'static str, row: Uuid, plain: &str) -> Vec<u8> {
        self.cipher.seal(self.place(table, column, row), plain.as_bytes(), &self.dice)
    }

    /// Opens a value from its place in a row.
    pub fn open(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<String, SealError> {
        let plain = self.cipher.open(self.place(table, column, row), sealed)?;
        String::from_utf8(plain).map_err(|_| SealError { table, column })
    }

    fn place(&self, table: &'static str, column: &'static str, row: Uuid) -> Place {
        Place { tenant: self.tenant.tenant, table, column, row }
    }
}

/// The tenant's keys, from memory or from the tenant's row.
pub async fn tenant(tx: &mut Tx) -> Result<Arc<TenantKeys>, DbError> {
    if let Some(keys) = tx.db().keyring().known(tx.tenant()) {
        return Ok(keys);
    }
    let wrapped: Vec<u8> = tx.one(&sql::TENANT_KEY, args![], |row| row.get(0)).await?;
    let tenant = tx.tenant();
    tx.db().keyring().unwrap(tenant, &wrapped).map_err(|error| SealingError::from(error).into_db())
}

/// A key for somebody new, and the insertion that keeps it, to be sent with the rest.
pub async fn new_person(tx: &mut Tx, person: Person) -> Result<(SealedWith, Order), DbError> {
    let keys = tenant(tx).await?;
    let dice = tx.dice();
    let secret: [u8; 32] = dice.bytes();
    let wrapped = keys.wrap.seal(kept_at(&keys, person), &secret, &dice);
    let keep = (&sql::KEEP_KEY, args![person, wrapped]);
    Ok((SealedWith { cipher: Cipher::new(&secret), tenant: keys, dice }, keep))
}

/// The key of somebody known.
pub async fn person(tx: &mut Tx, person: Person) -> Result<SealedWith, SealingError> {
    let wrapped: Option<Vec<u8>> = tx.optional(&sql::PERSON_KEY, args![person], |row| row.get(0)).await?;
    let wrapped = wrapped.ok_or(SealingError::Erased)?;
    let keys = tenant(tx).await?;
    Ok(unwrap(&keys, person, &wrapped, tx.dice())?)
}

/// A person's key from its wrapping, for lists that read both in one query.
pub(crate) fn unwrap(
    keys: &Arc<TenantKeys>,
    person: Person,
    wrapped: &[u8],
    dice: Dice,
) -> Result<SealedWith, SealError> {
    let place = kept_at(keys, person);
    let secret = keys.wrap.open(place, wrapped)?;
    let secret: [u8; 32] =
        secret.try_into().map_err(|_| SealError { table: place.table, column: place.column })?;
    Ok(SealedWith { cipher: Cipher::new(&secret), tenant: keys.clone(), dice })
}

/// Destroys somebody's key: nothing that was sealed with it opens again.
pub async fn destroy(tx: &mut Tx, person: Person) -> Result<(), DbError> {
    tx.execute(&sql::DESTROY_KEY, args![person]).await.map(drop)
}

fn kept_at(keys: &TenantKeys, person: Person) -> Place {
    Place { tenant: keys.tenant, table: "sealing_key", column: "wrapped", row: person }
}
