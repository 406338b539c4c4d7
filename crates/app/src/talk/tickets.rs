//! The right to begin one call: made for a page of ours, good for a minute, used once.

use domain::ids::{TenantId, TicketId};
use jiff::{SignedDuration, Timestamp};

use super::sql;
use crate::db::{Db, DbError, Tx, args};
use crate::hex::hex;
use crate::sealing::sha256;

/// How long a ticket is good.
pub(super) const LIFE: SignedDuration = SignedDuration::from_secs(60);

/// Makes a ticket, and returns its secret: 64 digits that the database knows only by their digest.
pub(super) async fn issue(db: &Db, tenant: TenantId, now: Timestamp) -> Result<String, DbError> {
    let secret = hex(&db.dice().bytes::<32>());
    let mut tx = db.write(tenant, now).await?;
    let (id, expires) = (tx.mint::<TicketId>(), now.saturating_add(LIFE).unwrap_or(now));
    tx.execute(&sql::ISSUE, args![id, sha256(secret.as_bytes()), expires]).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Uses a ticket up: true once, and only for its own practice and within its minute.
pub(super) async fn redeem(db: &Db, tenant: TenantId, secret: &str, now: Timestamp) -> Result<bool, DbError> {
    let Some((owner, id)) = db.ticket_by_digest(sha256(secret.as_bytes())).await? else { return Ok(false) };
    if owner != tenant {
        return Ok(false);
    }
    let mut tx = db.write(tenant, now).await?;
    let used = tx.execute(&sql::CONSUME, args![id, now]).await?;
    tx.commit().await?;
    Ok(used == 1)
}

/// Forgets tickets that expired before an instant, so many at most; says how many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    tx.execute(&sql::FORGET, args![before, most]).await
}
