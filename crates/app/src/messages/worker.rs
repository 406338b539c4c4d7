//! Sending: a piece of work is taken, its message written down, carried, and what became of it written down.
//!
//! Whoever dies in between leaves the work to somebody else, once its lease ends. A message that had been carried is
//! then carried again, as the same mail with the same Message-ID: at least once, and twice only there.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::{MessageId, TenantId};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::became::note;
use super::compose::Desk;
use super::kind::{Channel, WORK};
use super::post::{Outgoing, Post, Sender, Trouble};
use super::ready::{Ready, may_leave, ready};
use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::jobs::{self, Job};
use crate::tenants::Practices;

/// How long somebody has for one message: longer than a server may take.
pub const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// How long whoever carries a message may take for all of it; less than the lease, so that nobody else begins it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long a process that is told to stop waits for what is on its way: as long as it is anybody's.
const LAST_WAIT: Duration = LEASE.unsigned_abs();

/// How many are on their way at once, in one process.
const AT_ONCE: usize = 8;

/// How long to wait when there is nothing to send.
const IDLE: Duration = Duration::from_millis(300);

/// What sends messages.
#[derive(Clone)]
pub struct Sending(Arc<Inner>);

struct Inner {
    post: Post,
    site: String,
    practices: Practices,
    patience: Duration,
}

impl Sending {
    /// By this post; with links to our pages under this address, such as `https://allo.example.org`.
    pub fn new(post: Post, site: &str) -> Self {
        Self::with_patience(post, site, PATIENCE)
    }

    /// The same, with whoever carries messages given so long for each.
    pub fn with_patience(post: Post, site: &str, patience: Duration) -> Self {
        let site = site.trim_end_matches('/').to_owned();
        Self(Arc::new(Inner { post, site, practices: Practices::default(), patience }))
    }

    /// Whether there is anything that carries messages.
    pub fn carries(&self) -> bool {
        Channel::ALL.iter().any(|channel| self.0.post.carries(*channel))
    }

    /// Sends whatever is due, until nothing is; says how many pieces of work there were.
    pub async fn all_due(&self, db: &Db, now: Timestamp) -> Result<usize, DbError> {
        let mut count = 0;
        while let Some(job) = jobs::take_of(db, &WORK, now, LEASE).await? {
            self.one(db, &job, now).await?;
            count += 1;
        }
        Ok(count)
    }

    /// The same, of one practice.
    pub async fn all_due_of(&self, db: &Db, tenant: TenantId, now: Timestamp) -> Result<usize, DbError> {
        let mut count = 0;
        while let Some(job) = jobs::take_here(db, tenant, &WORK, now, LEASE).await? {
            self.one(db, &job, now).await?;
            count += 1;
        }
        Ok(count)
    }

    /// Sends until it is told to stop; then lets what is on its way arrive.
    pub(crate) async fn run(self, db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
        let mut at_work = JoinSet::new();
        while !*stopped.borrow() {
            while at_work.try_join_next().is_some() {}
            if at_work.len() >= AT_ONCE {
                at_work.join_next().await;
                continue;
            }
            match jobs::take_of(&db, &WORK, clock.now(), LEASE).await {
                Ok(Some(job)) => {
                    let (sending, db, now) = (self.clone(), db.clone(), clock.now());
                    at_work.spawn(async move {
                        if let Err(error) = sending.one(&db, &job, now).await {
                            tracing::warn!(tenant = %job.tenant, kind = job.kind, %error, "a message waits");
                        }
                    });
                    continue;
                }
                // Where somebody else was quicker, the next look may find more.
                Ok(None) | Err(DbError::Conflict(_)) => {}
                Err(error) => {
                    tracing::warn!(%error, "what is to be sent can't be read, and will be looked for again");
                }
            }
            let told = stopped.wait_for(|stop| *stop);
            // Whether it was told to stop is asked above.
            let _ = tokio::time::timeout(IDLE, told).await;
        }
        let arrived = async { while at_work.join_next().await.is_some() {} };
        if tokio::time::timeout(LAST_WAIT, arrived).await.is_err() {
            tracing::warn!("what was still on its way is left to the next start");
        }
    }

    /// One piece of work, from its message to what became of it.
    async fn one(&self, db: &Db, job: &Job, now: Timestamp) -> Result<(), DbError> {
        let ready = db
            .retrying(async || {
                let mut tx = db.write(job.tenant, now).await?;
                let practice = self.0.practices.current(&mut tx).await?;
                let desk = Desk { practice: &practice, post: &self.0.post, site: &self.0.site };
                let ready = if let Some(ready) = ready(&mut tx, &desk, job).await? {
                    may_leave(&mut tx, practice.tenant.zone(), job, ready).await?
                } else {
                    jobs::done(&mut tx, job).await?;
                    None
                };
                tx.commit().await?;
                Ok::<_, DbError>(ready.map(|ready| (ready, practice)))
            })
            .await?;
        let Some((ready, practice)) = ready else { return Ok(()) };
        let reply_to = practice.tenant.messages.practice.as_deref();
        let Ready { id, nth, at, .. } = ready;
        let outgoing = Outgoing {
            envelope: Sender { id, nth, at, practice: &practice.tenant.name, reply_to },
            channel: ready.channel,
            to: &ready.to,
            content: &ready.content,
        };
        let carried = tokio::time::timeout(self.0.patience, self.0.post.carry(&outgoing)).await;
        // Whoever falls silent in the middle keeps nobody else waiting: what waits behind goes on.
        let carried = carried.unwrap_or_else(|_| Err(Trouble::timed_out(ready.channel)));
        db.retrying(async || {
            let mut tx = db.write(job.tenant, now).await?;
            note(&mut tx, job, MessageId::new(id), &carried).await?;
            tx.commit().await
        })
        .await
    }
}
