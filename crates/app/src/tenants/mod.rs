//! Practices: their documents, version by version.
//!
//! A version is never changed: whatever changes a practice, from the command line, over HTTP or at the console, writes
//! the next one. The next call reads it.

mod cache;
mod create;
pub mod http;
mod left_out;
mod overview;
mod removal;
mod save;
mod sql;
mod standing;
mod undone;
mod versions;

use std::sync::Arc;

use domain::audit::{Action, By, Entity, Facts, digest};
use domain::ids::{ResourceId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::Timestamp;

pub use self::cache::Practices;
pub use self::create::{NotCreated, create};
pub use self::left_out::{LeftOut, left_out};
pub use self::overview::{Overview, overview};
pub(crate) use self::removal::finish_all as finish_removals;
pub use self::removal::{Removal, remove};
pub use self::save::{Draft, NotSaved, StillBooked, restore, save};
pub(crate) use self::sql::ALL;
pub(crate) use self::standing::open;
pub use self::standing::{Standing, resume, standing, suspend};
pub use self::undone::undone;
pub use self::versions::{Version, version_at, versions};
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::patients;

/// A practice as it stands: its document and which version of it.
#[derive(Clone, Debug)]
pub struct Current {
    /// Counts how often the practice's file was applied.
    pub version: u32,
    /// The document, without patients.
    pub practice: Arc<Practice>,
}

/// Makes the practice what its file says: a new one when its short name is new, else the next version of it.
/// Patients that the file names are put on file, or brought up to date by their short names.
pub async fn apply(db: &Db, practice: &Practice, now: Timestamp, by: &Actor) -> Result<TenantId, DbError> {
    match db.tenant_by_slug(&practice.tenant.slug).await? {
        Some(tenant) => next_version(db.write(tenant, now).await?, practice, by).await,
        None => begin(db, practice, now, by).await,
    }
}

/// Makes a new practice.
async fn begin(db: &Db, practice: &Practice, now: Timestamp, by: &Actor) -> Result<TenantId, DbError> {
    let tenant = domain::ids::Minted::from_parts(now, db.dice().bytes());
    let mut tx = db.write(tenant, now).await?;
    found(&mut tx, practice).await?;
    next_version(tx, practice, by).await
}

/// Writes the version that follows, with the patients that the file names.
async fn next_version(mut tx: Tx, practice: &Practice, by: &Actor) -> Result<TenantId, DbError> {
    let next = version(&mut tx).await? + 1;
    if !write_version(&mut tx, practice, next, by).await? {
        return Err(DbError::Conflict("a version of a practice"));
    }
    for seed in &practice.patients {
        patients::enrol(&mut tx, seed, by).await?;
    }
    let tenant = tx.tenant();
    tx.commit().await?;
    Ok(tenant)
}

/// The practice as it stands.
pub async fn current(tx: &mut Tx) -> Result<Current, DbError> {
    tx.one(&sql::CURRENT, args![], |row| {
        Ok(Current { version: row.get(0)?, practice: Arc::new(row.json(1)?) })
    })
    .await
}

/// Which version of the practice stands, without reading it.
pub async fn version(tx: &mut Tx) -> Result<u32, DbError> {
    tx.one(&sql::VERSION, args![], |row| row.get(0)).await
}

/// Gives a new practice its row and its key.
async fn found(tx: &mut Tx, practice: &Practice) -> Result<(), DbError> {
    let (tenant, facts) = (tx.tenant(), &practice.tenant);
    let (_, wrapped) = tx.db().keyring().new_tenant(tenant, &tx.dice());
    let phone = facts.phone.as_ref().map(|phone| phone.as_str().to_owned());
    tx.execute(&sql::FOUND, args![&facts.slug, phone, wrapped, tx.now()]).await.map(drop)
}

/// Writes a version, if it is the next one; false when somebody else wrote it.
async fn write_version(tx: &mut Tx, practice: &Practice, version: u32, by: &Actor) -> Result<bool, DbError> {
    let document = serde_json::to_value(practice).map_err(|error| DbError::document("a practice", &error))?;
    let fingerprint = digest(&[document.to_string().as_bytes()]);
    let phone = practice.tenant.phone.as_ref().map(|phone| phone.as_str().to_owned());
    // First of all, so that of two who write the same version one waits, and then finds it written.
    if tx.execute(&sql::POINT, args![version, phone]).await? == 0 {
        tx.give_up();
        return Ok(false);
    }
    let mut batch = vec![(&sql::WRITE, args![version, document, tx.now(), by.label()])];
    let resource = |id: &ResourceId, kind: &str| (&sql::RESOURCE, args![id, kind]);
    batch.extend(practice.practitioners.iter().map(|who| resource(&who.id, "practitioner")));
    batch.extend(practice.rooms.iter().map(|room| resource(&room.id, "room")));
    batch.push(audit::entry(
        tx,
        Done {
            by: By::from(by),
            action: Action::PracticeApplied,
            entity: Entity::Practice(tx.tenant()),
            before: Facts::default(),
            after: Facts { revision: Some(version), digest: Some(fingerprint), ..Facts::default() },
        },
    )?);
    tx.execute_all(batch).await?;
    Ok(true)
}
