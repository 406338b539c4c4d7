//! Whether a practice's line is open: the operator closes it, and opens it again.

use domain::audit::{Action, By, Entity, Facts};
use domain::permission::Actor;

use super::sql;
use crate::audit::{self, Done};
use crate::db::{DbError, Tx, args};
use crate::jobs;
use crate::usage::Closed;

/// Whether a practice's line is open. It is asked anew by whatever happens: nothing remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Open,
    /// The operator has closed it: callers, programs and staff are told so, nothing is booked, and no message leaves.
    Suspended,
    /// The practice is gone: its key is destroyed, and its rows are being deleted.
    Removed,
}

impl Standing {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Removed => "removed",
        }
    }

    /// The standing of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Suspended, Self::Removed].into_iter().find(|standing| standing.name() == name)
    }
}

/// How the practice stands; one that is there no more was removed.
pub async fn standing(tx: &mut Tx) -> Result<Standing, DbError> {
    let found = tx.optional(&sql::STANDING, args![], |row| {
        Standing::from_name(&row.get::<String>(0)?).ok_or_else(|| row.wrong(0))
    });
    Ok(found.await?.unwrap_or(Standing::Removed))
}

/// Whether the practice's line is open, for whoever has something to do there.
pub(crate) async fn open(tx: &mut Tx) -> Result<Result<(), Closed>, DbError> {
    Ok(if standing(tx).await? == Standing::Open { Ok(()) } else { Err(Closed::Suspended) })
}

/// Closes the line; false when it isn't open.
pub async fn suspend(tx: &mut Tx, by: &Actor) -> Result<bool, DbError> {
    step(tx, Standing::Open, Standing::Suspended, Action::TenantSuspended, by).await
}

/// Opens the line again, and what waited for that goes on; false when it wasn't closed.
pub async fn resume(tx: &mut Tx, by: &Actor) -> Result<bool, DbError> {
    let resumed = step(tx, Standing::Suspended, Standing::Open, Action::TenantResumed, by).await?;
    if resumed {
        let (statement, args) = jobs::wake(tx);
        tx.execute(statement, args).await?;
    }
    Ok(resumed)
}

async fn step(
    tx: &mut Tx,
    from: Standing,
    to: Standing,
    action: Action,
    by: &Actor,
) -> Result<bool, DbError> {
    if tx.execute(&sql::STAND, args![from.name(), to.name()]).await? == 0 {
        return Ok(false);
    }
    let entity = Entity::Practice(tx.tenant());
    let done = Done { by: By::from(by), action, entity, before: Facts::default(), after: Facts::default() };
    audit::record(tx, done).await?;
    Ok(true)
}
