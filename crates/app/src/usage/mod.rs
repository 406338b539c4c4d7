//! How much a practice uses, and whether it may use more.
//!
//! What is used is counted in the transaction that uses it, day by day of the practice's own calendar. A count is parted
//! in sixteen, so that those who count at the same time seldom wait for each other. Where there is a limit they do: each
//! takes the practice's limits for itself until its transaction ends, so that no limit is ever passed, by however many
//! replicas. Requests to the API alone are counted in memory, each replica's for itself (`Requests`).

mod days;
pub mod http;
mod requests;
mod sql;
mod told;

use domain::audit::{Action, By, Entity, Facts};
use domain::permission::Actor;
use domain::quota::{Counted, Limit, Quota, reserve};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use self::days::{Days, number};
pub(crate) use self::requests::Requests;
pub(crate) use self::sql::ALL;
pub use self::told::{Day, SHOWN, Usage, Use, lately, usage};
use crate::audit::{self, Done};
use crate::calls;
use crate::db::{DbError, Order, Tx, args};
use crate::jobs;
use crate::tenants::Standing;

/// How many parts a count has.
const PARTS: u64 = 16;

/// When a call that found all lines engaged is worth making again.
const SOON: SignedDuration = SignedDuration::from_secs(60);

/// Why no more may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// The operator has closed the practice's line.
    #[error("the practice is suspended")]
    Suspended,
    /// It has used what it may.
    #[error("the practice has used what it may: {}", .limit.name())]
    OverQuota {
        /// Of what.
        limit: Limit,
        /// How long until there is more.
        wait: SignedDuration,
    },
}

/// Whether the practice is open, and how much it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Whether it is open.
    pub standing: Standing,
    /// How much it may use.
    pub quota: Quota,
}

/// Whether the practice is open, and how much it may use.
pub async fn allowed(tx: &mut Tx) -> Result<Allowed, DbError> {
    tx.one(&sql::STAND, args![], |row| {
        let standing = Standing::from_name(&row.get::<String>(0)?).ok_or_else(|| row.wrong(0))?;
        let mut quota = Quota::default();
        for (column, limit) in (1..).zip(Limit::ALL) {
            quota = quota.with(limit, row.get(column)?);
        }
        Ok(Allowed { standing, quota })
    })
    .await
}

/// Whether there is room for one more of these. Nobody else counts any until the transaction ends, where there is a
/// limit; this one has still to count its own, with [`one_more`].
pub(crate) async fn room(
    tx: &mut Tx,
    zone: &TimeZone,
    counted: Counted,
) -> Result<Result<(), Closed>, DbError> {
    let most = match may(tx, counted.limit()).await? {
        Ok(Some(most)) => most,
        outcome => return Ok(outcome.map(drop)),
    };
    lock(tx).await?;
    below(tx, zone, counted, most).await
}

/// The same for a message, of which a tenth is kept for what can't wait.
pub(crate) async fn room_for_message(
    tx: &mut Tx,
    zone: &TimeZone,
    can_wait: bool,
) -> Result<Result<(), Closed>, DbError> {
    let most = match may(tx, Limit::MessagesAMonth).await? {
        Ok(Some(most)) => most,
        outcome => return Ok(outcome.map(drop)),
    };
    lock(tx).await?;
    let most = if can_wait { most - reserve(most) } else { most };
    below(tx, zone, Counted::Messages, most).await
}

/// Whether one more call may begin now.
pub(crate) async fn room_for_call(tx: &mut Tx, zone: &TimeZone) -> Result<Result<(), Closed>, DbError> {
    let Allowed { standing, quota } = allowed(tx).await?;
    if standing != Standing::Open {
        return Ok(Err(Closed::Suspended));
    }
    if quota.calls_at_once.is_none() && quota.calls_a_month.is_none() {
        return Ok(Ok(()));
    }
    lock(tx).await?;
    if let Some(most) = quota.calls_at_once
        && calls::how_many_run(tx).await? >= most
    {
        return Ok(Err(Closed::OverQuota { limit: Limit::CallsAtOnce, wait: SOON }));
    }
    match quota.calls_a_month {
        Some(most) => below(tx, zone, Counted::Calls, most).await,
        None => Ok(Ok(())),
    }
}

/// Whether there is room for one more of these just now: whoever asks uses none yet, and somebody else may be quicker.
pub(crate) async fn has_room(
    tx: &mut Tx,
    zone: &TimeZone,
    counted: Counted,
) -> Result<Result<(), Closed>, DbError> {
    match may(tx, counted.limit()).await? {
        Ok(Some(most)) => below(tx, zone, counted, most).await,
        outcome => Ok(outcome.map(drop)),
    }
}

/// Counts one more, with what uses it.
pub(crate) fn one_more(tx: &Tx, zone: &TimeZone, counted: Counted) -> Order {
    let part = i64::try_from(tx.dice().below(PARTS)).unwrap_or_default();
    (&sql::COUNT, args![number(Days::at(tx.now(), zone).today), counted.name(), part])
}

/// How many a practice may use that is open; nothing when there is no limit.
async fn may(tx: &mut Tx, limit: Limit) -> Result<Result<Option<u32>, Closed>, DbError> {
    let Allowed { standing, quota } = allowed(tx).await?;
    Ok(if standing == Standing::Open { Ok(quota.of(limit)) } else { Err(Closed::Suspended) })
}

/// Nobody else counts against the practice's limits until the transaction ends.
async fn lock(tx: &mut Tx) -> Result<(), DbError> {
    tx.all(&sql::LOCK, args![], |_| Ok(())).await.map(drop)
}

/// Whether fewer than so many were used in the period that limits them.
async fn below(
    tx: &mut Tx,
    zone: &TimeZone,
    counted: Counted,
    most: u32,
) -> Result<Result<(), Closed>, DbError> {
    let days = Days::at(tx.now(), zone);
    let used = sum(tx, days, counted).await?;
    let over = || Closed::OverQuota { limit: counted.limit(), wait: days.left(counted.period()) };
    Ok(if used < u64::from(most) { Ok(()) } else { Err(over()) })
}

/// How many were used in the period that limits them.
async fn sum(tx: &mut Tx, days: Days, counted: Counted) -> Result<u64, DbError> {
    let first = number(days.first(counted.period()));
    tx.one(&sql::SUM, args![first, counted.name()], |row| Ok(row.get::<i64>(0)?.unsigned_abs())).await
}

/// Lets the practice use so much, from now on. What waited for more is tried at once.
pub async fn allow(tx: &mut Tx, quota: Quota, by: &Actor) -> Result<(), DbError> {
    let before = allowed(tx).await?.quota;
    if before == quota {
        return Ok(());
    }
    let [at_once, calls, bookings, messages, requests] = Limit::ALL.map(|limit| quota.of(limit));
    let changed = Done {
        by: By::from(by),
        action: Action::QuotaChanged,
        entity: Entity::Practice(tx.tenant()),
        before: Facts { quota: Some(before), ..Facts::default() },
        after: Facts { quota: Some(quota), ..Facts::default() },
    };
    let entry = audit::entry(tx, changed)?;
    let allow = (&sql::ALLOW, args![at_once, calls, bookings, messages, requests]);
    tx.execute_all(vec![allow, jobs::wake(tx), entry]).await.map(drop)
}

/// Forgets what was used on days before an instant, so many rows at most; says how many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    tx.execute(&sql::FORGET, args![number(Days::at(before, &TimeZone::UTC).today), most]).await
}
