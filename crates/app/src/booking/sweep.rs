//! Ending holds whose time ran out. Nothing waits for it: an expired hold is free time at once.

use domain::hold::State;
use domain::ids::{HoldId, TenantId};
use domain::permission::Actor;
use jiff::Timestamp;

use super::{hold, sql};
use crate::db::{Db, DbError, args};

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
