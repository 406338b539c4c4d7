//! What is kept, and for how long: what has served its time is deleted, a batch at a time.
//!
//! Appointments, requests, patients and the audit trail aren't here: a practice keeps them for as long as the law has
//! it keep them. What was said in calls goes after as many days as the practice says.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::TenantId;
use jiff::{SignedDuration, Timestamp};

use super::sql;
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::{auth, booking, calls, messages, once, patients, talk, usage, webhooks};

/// How many rows of a kind go in one transaction: few enough that no caller waits for them on SQLite, where there is
/// one writer.
const BATCH: u32 = 500;

/// How many transactions a practice gets in a round; the next round goes on.
const BATCHES: usize = 40;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How long things are kept after they have served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Holds that ended, and time that was given back, so that somebody can look into what a caller tells of their
    /// call. The audit trail says what became of them in any case. 30 days.
    pub holds: SignedDuration,
    /// Work that is done, and what systems were told, so that one can see whether a message was sent. 14 days.
    pub jobs: SignedDuration,
    /// Work that was given up or that nobody did in time, which somebody should look at; and messages, so that one can
    /// see what somebody was told. 90 days.
    pub dead_jobs: SignedDuration,
    /// Answers to requests with an `Idempotency-Key`. A client that was away for a weekend still hears what it was
    /// told; a day is what the API promises. 3 days.
    pub answers: SignedDuration,
    /// Tickets that expired, and codes that were tried or sent: keyed digests of what callers said. They count for a
    /// day, and for no longer. 2 days.
    pub tries: SignedDuration,
    /// What was used, day by day: numbers without names. 400 days.
    pub counts: SignedDuration,
}

impl Default for Retention {
    fn default() -> Self {
        let days = |days: i32| DAY.saturating_mul(days);
        Self {
            holds: days(30),
            jobs: days(14),
            dead_jobs: days(90),
            answers: days(3),
            tries: days(2),
            counts: days(400),
        }
    }
}

impl Retention {
    /// The same, but that nothing is kept for less than it serves: answers and tries for a day.
    fn at_least(self) -> Self {
        Self { answers: self.answers.max(DAY), tries: self.tries.max(DAY), ..self }
    }
}

/// Deletes what has served its time in a practice; says how many rows.
pub async fn forget(db: &Db, tenant: TenantId, now: Timestamp, retention: Retention) -> Result<u64, DbError> {
    let mut all = 0;
    for _ in 0..BATCHES {
        let mut tx = db.write(tenant, now).await?;
        let gone = batch(&mut tx, retention.at_least()).await?;
        if gone == 0 {
            break;
        }
        audit::record(&mut tx, forgotten(tenant, gone)).await?;
        tx.commit().await?;
        all += gone;
    }
    Ok(all)
}

/// Up to so many rows of each kind.
async fn batch(tx: &mut Tx, kept: Retention) -> Result<u64, DbError> {
    let now = tx.now();
    let before = |kept: SignedDuration| now.checked_sub(kept).unwrap_or(Timestamp::UNIX_EPOCH);
    let done = (&sql::FORGET_DONE, args![before(kept.jobs), BATCH]);
    let dead = (&sql::FORGET_DEAD, args![before(kept.dead_jobs), BATCH]);
    let late = (&sql::FORGET_LATE, args![before(kept.dead_jobs), BATCH]);
    Ok(tx.execute_all(vec![done, dead, late]).await?.iter().sum::<u64>()
        + booking::forget_ended(tx, before(kept.holds), BATCH).await?
        + once::forget(tx, before(kept.answers), BATCH).await?
        + calls::forget(tx, BATCH).await?
        + patients::forget(tx, before(kept.tries), BATCH).await?
        + messages::forget(tx, before(kept.dead_jobs), before(kept.tries), BATCH).await?
        + talk::forget_tickets(tx, before(kept.tries), BATCH).await?
        + auth::forget(tx, before(kept.holds), BATCH).await?
        + usage::forget(tx, before(kept.counts), BATCH).await?
        + webhooks::forget(tx, before(kept.jobs), BATCH).await?)
}

fn forgotten(tenant: TenantId, gone: u64) -> Done {
    Done {
        by: By::System,
        action: Action::Forgotten,
        entity: Entity::Practice(tenant),
        before: Facts::default(),
        after: Facts { count: Some(u32::try_from(gone).unwrap_or(u32::MAX)), ..Facts::default() },
    }
}
