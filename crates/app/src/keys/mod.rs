//! Keys of the API: 256 random bits, shown once, stored as a digest, good for one practice and some permissions.

mod sql;

use domain::Pii;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{KeyId, TenantId};
use domain::permission::{Actor, Permission};
use jiff::Timestamp;

pub(crate) use self::sql::ALL;
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::sealing::{hex, sha256};

/// What every key begins with, so that people and scanners recognise a leaked one.
const PREFIX: &str = "allo_";

/// A key as it is listed; the key itself nobody can read again.
#[derive(Clone, Debug)]
pub struct Key {
    /// Which key.
    pub id: KeyId,
    /// What the practice calls it.
    pub name: String,
    /// What it may do.
    pub permissions: Vec<Permission>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Makes a key and returns it, for the only time.
pub async fn create(
    tx: &mut Tx,
    name: &str,
    permissions: &[Permission],
    expires_at: Option<Timestamp>,
    by: &Actor,
) -> Result<(KeyId, Pii<String>), DbError> {
    let id: KeyId = tx.mint();
    let secret: [u8; 32] = tx.dice().bytes();
    let key = format!("{PREFIX}{}", hex(&secret));
    let names: Vec<&str> = permissions.iter().map(|permission| permission.name()).collect();
    let digest = sha256(key.as_bytes());
    let args = args![id, name, digest, serde_json::json!(names), tx.now(), expires_at];
    let after = Facts { permissions: Some(permissions.to_vec()), until: expires_at, ..Facts::default() };
    let made = audit::entry(tx, done(id, Action::KeyCreated, after, by))?;
    tx.execute_all(vec![(&sql::CREATE, args), made]).await?;
    Ok((id, Pii::new(key)))
}

/// All keys of the practice, the newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Key>, DbError> {
    tx.all(&sql::LIST, args![], |row| {
        Ok(Key {
            id: row.get(0)?,
            name: row.get(1)?,
            permissions: row.json(2)?,
            created_at: row.get(3)?,
            expires_at: row.get(4)?,
            revoked_at: row.get(5)?,
        })
    })
    .await
}

/// Ends a key at once. False when there is no such key, or not any more.
pub async fn revoke(tx: &mut Tx, id: KeyId, by: &Actor) -> Result<bool, DbError> {
    if tx.execute(&sql::REVOKE, args![id, tx.now()]).await? == 0 {
        return Ok(false);
    }
    audit::record(tx, done(id, Action::KeyRevoked, Facts::default(), by)).await?;
    Ok(true)
}

/// Whether a text could be a key at all; whatever else it is, nobody needs to look for it.
pub fn has_shape(text: &str) -> bool {
    let digits = text.strip_prefix(PREFIX).unwrap_or_default().as_bytes();
    digits.len() == 64 && digits.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whose key this is and what it may do; nothing when it isn't one, or isn't good any more.
pub async fn recognise(db: &Db, key: &str, now: Timestamp) -> Result<Option<(TenantId, Actor)>, DbError> {
    let Some((tenant, id)) = db.key_by_digest(sha256(key.as_bytes())).await? else { return Ok(None) };
    let mut tx = db.read(tenant, now).await?;
    let permissions: Option<Vec<Permission>> =
        tx.optional(&sql::GOOD, args![id, now], |row| row.json(0)).await?;
    Ok(permissions.map(|permissions| (tenant, Actor::Key { id, permissions })))
}

fn done(id: KeyId, action: Action, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::Key(id), before: Facts::default(), after }
}
