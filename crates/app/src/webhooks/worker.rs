//! Who brings it: looks often for systems to tell something, and takes many on at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::{TenantId, WebhookId};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinError, JoinHandle, JoinSet};

use super::turn::{self, Means};
use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::outside::{Outside, OutsideError, Reach};

/// How often it looks. An entry of the trail is chained within half a second, and told within another.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How many systems are told something at once: one that answers slowly has one of these places for a few seconds.
const AT_ONCE: usize = 64;

/// How long turns may take to end when the process stops. What is cut off is done by whoever comes next.
const LAST: Duration = Duration::from_secs(6);

/// The task that is running.
pub struct Courier {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Starts it. Any number of processes may run one.
pub fn start(db: &Db, clock: &Clock, reach: Reach) -> Result<Courier, OutsideError> {
    let means = Means { db: db.clone(), clock: clock.clone(), outside: Outside::new(reach)? };
    let (stop, stopped) = watch::channel(false);
    Ok(Courier { stop, task: tokio::spawn(run(means, stopped)) })
}

impl Courier {
    /// Lets it end the turns that it is at, each within seconds, and returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if self.task.await.is_err() {
            tracing::error!("the courier of webhooks had panicked");
        }
    }

    /// Ends it as a crash would: nothing that it is at is finished.
    pub fn kill(self) {
        self.task.abort();
    }
}

async fn run(means: Means, mut stopped: watch::Receiver<bool>) {
    let (mut turns, mut busy) = (JoinSet::new(), HashSet::new());
    let places = Arc::new(Semaphore::new(AT_ONCE));
    while tokio::time::timeout(LOOK_EVERY, stopped.wait_for(|stop| *stop)).await.is_err() {
        while let Some(ended) = turns.try_join_next() {
            forget(&mut busy, &ended);
        }
        let listening = match means.db.webhooks_listening(means.clock.now()).await {
            Ok(listening) => listening,
            Err(error) => {
                tracing::warn!(%error, "webhooks could not be looked for; they will be again");
                continue;
            }
        };
        for (tenant, id) in listening {
            if busy.contains(&id) {
                continue;
            }
            let Ok(place) = places.clone().try_acquire_owned() else { break };
            busy.insert(id);
            let means = means.clone();
            turns.spawn(async move {
                one(&means, tenant, id).await;
                drop(place);
                id
            });
        }
    }
    let ended = async { while turns.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST, ended).await.is_err() {
        tracing::info!("a webhook's turn was cut off; what it was sending is sent again");
    }
}

/// One system's turn; its trouble is no other's.
async fn one(means: &Means, tenant: TenantId, id: WebhookId) {
    match turn::take(means, tenant, id).await {
        // Somebody else was at it: they did it, or the next turn will.
        Ok(()) | Err(DbError::Conflict(_)) => {}
        Err(error) => tracing::warn!(%tenant, webhook = %id, %error, "a webhook's turn failed"),
    }
}

/// Whoever's turn ended may be taken on again.
fn forget(busy: &mut HashSet<WebhookId>, ended: &Result<WebhookId, JoinError>) {
    if let Ok(id) = ended {
        busy.remove(id);
    } else {
        // It can't say which it was: all may be taken on again, which the leases make harmless.
        busy.clear();
    }
}
