//! Removing a practice for good.
//!
//! First its key is destroyed, with its name and its number, in one transaction: from then on nothing that was sealed
//! opens, and nobody gets in. Then its rows are deleted, some at a time, so that no other practice waits. Whoever is cut
//! off in between is followed by the next who looks: [`finish_all`] is done beside the calls, twice a minute.

use domain::ids::{TenantId, TenantSlug};
use jiff::Timestamp;

use super::{sql, standing};
use crate::audit;
use crate::db::{Db, DbError, Tx, args};
use crate::tenants::Standing;

/// How many rows go in one transaction.
const AT_ONCE: u32 = 2_000;

/// What is left of a practice that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// What its id was.
    pub tenant: TenantId,
    /// When its key was destroyed.
    pub begun_at: Timestamp,
    /// When its last row was deleted; nothing while some are left.
    pub ended_at: Option<Timestamp>,
    /// How many rows were deleted.
    pub deleted: u64,
    /// How many links its audit trail had, and the last of them, for whoever has exported it.
    pub trail: (u64, Option<[u8; 32]>),
}

/// Removes the practice of this name; done again, it changes nothing and finds the same. Nothing when there never was
/// one.
pub async fn remove(db: &Db, slug: &TenantSlug, now: Timestamp) -> Result<Option<Removal>, DbError> {
    let begun = async || begun(db, slug, now).await.map_err(beaten);
    match db.retrying(begun).await? {
        Some(tenant) => finish(db, tenant, now).await.map(Some),
        None => Ok(None),
    }
}

/// Begins to remove the practice of this name, unless that was begun; which it is, or was.
async fn begun(db: &Db, slug: &TenantSlug, now: Timestamp) -> Result<Option<TenantId>, DbError> {
    let name = db.keyring().removed_lookup(slug.as_str());
    let Some(tenant) = db.tenant_by_slug(slug).await? else { return db.removed_by_name(name).await };
    audit::seal_all(db, tenant, now).await?;
    begin(db, tenant, name, now).await?;
    Ok(Some(tenant))
}

/// Somebody was quicker: a server that chains the trail, as all do all day, or another who removes the practice. What
/// they left is looked at anew.
fn beaten(error: DbError) -> DbError {
    match error {
        DbError::Constraint { statement, .. } => DbError::Conflict(statement),
        error => error,
    }
}

/// Finishes what was cut off.
pub(crate) async fn finish_all(db: &Db, now: Timestamp) -> Result<(), DbError> {
    for tenant in db.half_removed().await? {
        finish(db, tenant, now).await?;
    }
    Ok(())
}

/// Destroys the practice's key, and notes that it is removed.
async fn begin(db: &Db, tenant: TenantId, name: [u8; 32], now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.write(tenant, now).await?;
    if standing(&mut tx).await? != Standing::Removed {
        let end = audit::end(&mut tx).await?;
        let link = (end.seq > 0).then(|| *end.hash.bytes());
        let seq = i64::try_from(end.seq).unwrap_or(i64::MAX);
        // A name that no practice's file can have.
        let nobody = format!("-{tenant}");
        let batch = vec![(&sql::UNNAME, args![nobody]), (&sql::BEGIN_REMOVAL, args![name, now, seq, link])];
        tx.execute_all(batch).await?;
    }
    tx.commit().await?;
    db.keyring().forget(tenant);
    Ok(())
}

/// Deletes what is left of the practice.
async fn finish(db: &Db, tenant: TenantId, now: Timestamp) -> Result<Removal, DbError> {
    loop {
        let mut tx = db.write(tenant, now).await?;
        let removal = removal(&mut tx).await?;
        if removal.ended_at.is_some() {
            return Ok(removal);
        }
        let deleted = tx.remove_some(AT_ONCE).await?;
        let ended_at = (deleted == 0).then_some(now);
        tx.execute(&sql::REMOVED_SOME, args![i64::try_from(deleted).unwrap_or(i64::MAX), ended_at]).await?;
        tx.commit().await?;
    }
}

async fn removal(tx: &mut Tx) -> Result<Removal, DbError> {
    let tenant = tx.tenant();
    tx.one(&sql::REMOVAL, args![], |row| {
        let trail = (row.get::<i64>(3)?.unsigned_abs(), row.get(4)?);
        let deleted = row.get::<i64>(2)?.unsigned_abs();
        Ok(Removal { tenant, begun_at: row.get(0)?, ended_at: row.get(1)?, deleted, trail })
    })
    .await
}
