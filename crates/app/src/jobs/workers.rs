//! What runs beside the calls: sending messages, chaining the audit trail, ending holds whose time ran out, reminding,
//! writing what older files are found by, deleting what has served its time.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::TenantId;
use jiff::Timestamp;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::retention::{Retention, forget};
use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::messages::{self, Sending};
use crate::tenants::{self, Practices, Standing};
use crate::{audit, booking, patients};

/// How often each tenant's new entries are chained.
const SEAL_EVERY: Duration = Duration::from_millis(500);

/// How often expired holds are ended. Their time is free at once all the same.
const SWEEP_EVERY: Duration = Duration::from_secs(30);

/// How often files are looked for that are found by nothing yet.
const INDEX_EVERY: Duration = Duration::from_secs(30);
/// How often is looked for whom to remind, and for messages that nobody sent in time.
const REMIND_EVERY: Duration = Duration::from_mins(1);

/// How often what has served its time is deleted.
const FORGET_EVERY: Duration = Duration::from_hours(1);

/// The tasks that are running.
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts them.
pub fn start(db: &Db, clock: &Clock, retention: Retention, sending: Sending) -> Workers {
    let (stop, stopped) = watch::channel(false);
    let chores = [
        (SEAL_EVERY, Chore::Seal),
        (SWEEP_EVERY, Chore::Sweep),
        (REMIND_EVERY, Chore::Remind(Arc::default())),
        (INDEX_EVERY, Chore::Index),
        (FORGET_EVERY, Chore::Forget(retention)),
    ];
    let mut tasks: Vec<_> = chores
        .into_iter()
        .map(|(every, chore)| tokio::spawn(run(db.clone(), clock.clone(), stopped.clone(), every, chore)))
        .collect();
    tasks.push(tokio::spawn(sending.run(db.clone(), clock.clone(), stopped)));
    Workers { stop, tasks }
}

impl Workers {
    /// Lets them finish what they are at, chains what is left, and returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            if task.await.is_err() {
                tracing::error!("a background worker had panicked");
            }
        }
    }
}

#[derive(Clone)]
enum Chore {
    Seal,
    Sweep,
    Index,
    Remind(Arc<Practices>),
    Forget(Retention),
}

impl Chore {
    /// Its name, for the log.
    const fn name(&self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Sweep => "sweep",
            Self::Remind(_) => "remind",
            Self::Index => "index",
            Self::Forget(_) => "forget",
        }
    }

    async fn of_tenant(&self, db: &Db, tenant: TenantId, now: Timestamp) -> Result<(), DbError> {
        match self {
            Self::Seal => audit::seal(db, tenant, now).await.map(drop),
            Self::Sweep => booking::sweep(db, tenant, now).await.map(drop),
            Self::Remind(practices) => {
                messages::lapse(db, tenant, now).await?;
                if tenants::standing(&mut db.read(tenant, now).await?).await? != Standing::Open {
                    return Ok(());
                }
                messages::remind(db, practices, tenant, now).await.map(drop)
            }
            Self::Index => patients::index(db, tenant, now).await.map(drop),
            Self::Forget(retention) => forget(db, tenant, now, *retention).await.map(drop),
        }
    }

    async fn of_all(&self, db: &Db, now: Timestamp) -> Result<(), DbError> {
        let tenants = db.tenants().await?;
        // Another process may have removed one: its keys go from our memory, too.
        db.keyring().keep_only(&tenants);
        if matches!(self, Self::Sweep) {
            tenants::finish_removals(db, now).await?;
        }
        for tenant in tenants {
            match self.of_tenant(db, tenant, now).await {
                // Somebody else was at it: they did it, or the next round will.
                Ok(()) | Err(DbError::Conflict(_) | DbError::Constraint { .. }) => {}
                // One practice's trouble holds up no other's.
                Err(error) => tracing::warn!(%tenant, chore = self.name(), %error, "background work failed"),
            }
        }
        Ok(())
    }
}

/// Writes the reminders that a practice's patients are due, and gives up what nobody sent in time.
pub async fn remind(db: &Db, tenant: TenantId, now: Timestamp) -> Result<(), DbError> {
    Chore::Remind(Arc::default()).of_tenant(db, tenant, now).await
}

async fn run(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>, every: Duration, chore: Chore) {
    loop {
        let stopping = tokio::time::timeout(every, stopped.wait_for(|stop| *stop)).await.is_ok();
        if stopping && !matches!(chore, Chore::Seal) {
            // What is expired or of no use stays so until the next start; what isn't chained shouldn't.
            return;
        }
        if let Err(error) = chore.of_all(&db, clock.now()).await {
            tracing::warn!(chore = chore.name(), %error, "background work failed and will be tried again");
        }
        if stopping {
            return;
        }
    }
}
