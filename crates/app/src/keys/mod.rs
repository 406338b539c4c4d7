//! Keys of the API: 256 random bits, shown once, stored as a digest, good for one practice and some permissions.

pub mod http;
mod sql;

use domain::Pii;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{KeyId, TenantId};
use domain::permission::{Actor, Denied, Permission};
use jiff::{SignedDuration, Timestamp};

pub(crate) use self::sql::ALL;
use crate::audit::{self, Done};
use crate::auth;
use crate::db::{Db, DbError, Retryable, Row, Tx, args};
use crate::hex::hex;
use crate::sealing::sha256;

/// What every key begins with, so that people and scanners recognise a leaked one.
const PREFIX: &str = "allo_";

/// How long a key's name may be, in characters.
pub const LONGEST_NAME: usize = 80;

/// How exactly it is kept when a key was last used: a write each minute, not each request.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

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
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl Key {
    /// Whether it opens anything at this instant.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|at| at > now)
    }
}

/// Why a key can't be made or ended.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no such key, or not any more.
    #[error("there is no such live key")]
    NotFound,
    /// It has no name to know it by, or one too long.
    #[error("a key needs a name of 1 to {LONGEST_NAME} characters, without control characters")]
    Name,
    /// It would be over before it began.
    #[error("a key's end must lie ahead")]
    Over,
    /// Whoever asks may not manage keys, or would grant what they lack.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Retryable for KeyError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}

/// Makes a key and returns it, for the only time. Nobody grants it what they lack; a key that makes a key is no
/// exception.
pub async fn create(
    tx: &mut Tx,
    name: &str,
    permissions: &[Permission],
    expires_at: Option<Timestamp>,
    by: &Actor,
) -> Result<(KeyId, Pii<String>), KeyError> {
    by.require(Permission::Manage)?;
    for permission in permissions {
        by.may_grant(*permission)?;
    }
    let name = name.trim();
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(KeyError::Name);
    }
    if expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(KeyError::Over);
    }
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
    tx.all(&sql::LIST, args![], read).await
}

/// One key, whether it is good or over.
pub async fn get(tx: &mut Tx, id: KeyId) -> Result<Key, KeyError> {
    tx.optional(&sql::GET, args![id], read).await?.ok_or(KeyError::NotFound)
}

fn read(row: &Row<'_>) -> Result<Key, DbError> {
    Ok(Key {
        id: row.get(0)?,
        name: row.get(1)?,
        permissions: row.json(2)?,
        created_at: row.get(3)?,
        last_used_at: row.get(4)?,
        expires_at: row.get(5)?,
        revoked_at: row.get(6)?,
    })
}

/// What a key may do at this instant: nothing once it is revoked or over.
pub async fn rights(tx: &mut Tx, id: KeyId) -> Result<Vec<Permission>, DbError> {
    let good = tx.optional(&sql::GOOD, args![id, tx.now()], |row| row.json(0)).await?;
    Ok(good.unwrap_or_default())
}

/// Ends a key at once, and with it the links that it made.
pub async fn revoke(tx: &mut Tx, id: KeyId, by: &Actor) -> Result<(), KeyError> {
    by.require(Permission::Manage)?;
    if tx.execute(&sql::REVOKE, args![id, tx.now()]).await? == 0 {
        return Err(KeyError::NotFound);
    }
    auth::spoil_links_by(tx, By::Key(id)).await?;
    Ok(audit::record(tx, done(id, Action::KeyRevoked, Facts::default(), by)).await?)
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
    let good = tx.optional(&sql::GOOD, args![id, now], |row| {
        Ok((row.json::<Vec<Permission>>(0)?, row.get::<Option<Timestamp>>(1)?))
    });
    let Some((permissions, used_at)) = good.await? else { return Ok(None) };
    drop(tx);
    if used_at.is_none_or(|at| now.duration_since(at) > USED_EVERY) {
        // It is worth knowing, and not worth refusing a request for.
        if let Err(error) = used(db, tenant, id, now).await {
            tracing::debug!(key = %id, %error, "it could not be kept when a key was used");
        }
    }
    Ok(Some((tenant, Actor::Key { id, permissions })))
}

async fn used(db: &Db, tenant: TenantId, id: KeyId, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.write(tenant, now).await?;
    tx.execute(&sql::USED, args![id, now]).await?;
    tx.commit().await
}

fn done(id: KeyId, action: Action, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::Key(id), before: Facts::default(), after }
}
