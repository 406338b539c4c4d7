//! Ending holds whose time ran out, and forgetting what ended long ago. Nothing waits for it: an expired hold is free
//! time at once.

use domain::hold::State;
use domain::ids::{HoldId, Minted as _, TenantId};
use domain::permission::Actor;
use jiff::Timestamp;

use super::{hold, sql};
use crate::db::{Db, DbError, Tx, args};

/// Ends up to 200 holds of a tenant; says how many.
pub async fn sweep(db: &Db, tenant: TenantId, now: Timestamp) -> Result<usize, DbError> {
    let mut tx = db.write(tenant, now).await?;
    let overdue: Vec<HoldId> = tx.all(&sql::OVERDUE, args![now], |row| row.get(0)).await?;
    let mut ended = 0;
    for id in overdue {
        ended += usize::from(hold::end(&mut tx, id, State::Expired, &Actor::System).await?);
    }
    tx.commit().await?;
    Ok(ended)
}

/// Forgets holds that began before an instant and have ended, and time before it that was given back, so many of each
/// at most; says how many. What became of them stands in the audit trail.
pub(crate) async fn forget_ended(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    let first = HoldId::from_parts(before, [0; 10]);
    let batch = vec![(&sql::FORGET_HOLDS, args![first, most]), (&sql::FORGET_CLAIMS, args![before, most])];
    Ok(tx.execute_all(batch).await?.iter().sum())
}
