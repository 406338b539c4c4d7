//! What runs beside the calls: chaining the audit trail, ending holds whose time ran out, forgetting old keys.

use std::time::Duration;

use domain::ids::TenantId;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::{audit, booking};

/// How often each tenant's new entries are chained.
const SEAL_EVERY: Duration = Duration::from_millis(500);

/// How often expired holds are ended. Their time is free at once all the same.
const SWEEP_EVERY: Duration = Duration::from_secs(30);

/// How long an answer is kept for whoever asks again with the same key.
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(48);

/// The tasks that are running.
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts them.
pub fn start(db: &Db, clock: &Clock) -> Workers {
    let (stop, stopped) = watch::channel(false);
    let tasks = vec![
        tokio::spawn(run(db.clone(), clock.clone(), stopped.clone(), SEAL_EVERY, Chore::Seal)),
        tokio::spawn(run(db.clone(), clock.clone(), stopped, SWEEP_EVERY, Chore::Sweep)),
    ];
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

#[derive(Clone, Copy, Debug)]
enum Chore {
    Seal,
    Sweep,
}

impl Chore {
    async fn of_tenant(self, db: &Db, tenant: TenantId, now: Timestamp) -> Result<(), DbError> {
        match self {
            Self::Seal => audit::seal(db, tenant, now).await.map(drop),
            Self::Sweep => {
                booking::sweep(db, tenant, now).await?;
                let mut tx = db.write(tenant, now).await?;
                let before = now.checked_sub(ANSWERS_KEPT).unwrap_or(now);
                booking::forget_once(&mut tx, before).await?;
                tx.commit().await
            }
        }
    }

    async fn of_all(self, db: &Db, now: Timestamp) -> Result<(), DbError> {
        for tenant in db.tenants().await? {
            match self.of_tenant(db, tenant, now).await {
                // Somebody else was at it: they did it, or the next round will.
                Ok(()) | Err(DbError::Conflict(_) | DbError::Constraint { .. }) => {}
                // One practice's trouble holds up no other's.
                Err(error) => tracing::warn!(%tenant, chore = ?self, %error, "background work failed"),
            }
        }
        Ok(())
    }
}

async fn run(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>, every: Duration, chore: Chore) {
    loop {
        let stopping = tokio::time::timeout(every, stopped.wait_for(|stop| *stop)).await.is_ok();
        if let Err(error) = chore.of_all(&db, clock.now()).await {
            tracing::warn!(?chore, %error, "background work failed and will be tried again");
        }
        if stopping {
            return;
        }
    }
}
