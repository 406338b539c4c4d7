//! Follow-up work: a row written in the transaction of its cause, done later, perhaps twice, without harm.

mod retention;
mod sql;
mod workers;

use domain::ids::{JobId, TenantId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub use self::retention::{Retention, forget};
pub(crate) use self::sql::ALL;
pub use self::workers::{Workers, remind, start};
use crate::db::{Db, DbError, Order, Tx, args};

/// How often a piece of work is tried before it is left to the staff.
const ATTEMPTS: u32 = 12;

/// How long a notice is worth sending: whoever hears of an appointment days later is only confused.
const NOTICE: SignedDuration = SignedDuration::from_hours(24);

/// A piece of work that is to be done: of which kind, about what, and for which revision of it.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// What is to be done: `calendar.write`, `notify.confirmation`…
    pub kind: &'static str,
    /// What it is about.
    pub about: Uuid,
    /// Which revision of it: the same work is written once.
    pub revision: u32,
    /// How long it is worth doing; nothing when it must be done however late.
    pub good_for: Option<SignedDuration>,
}

impl Work {
    /// A piece of work that must be done however late.
    pub const fn new(kind: &'static str, about: Uuid, revision: u32) -> Self {
        Self { kind, about, revision, good_for: None }
    }

    /// A notice to somebody, which is worth sending for a day.
    pub const fn notice(kind: &'static str, about: Uuid, revision: u32) -> Self {
        Self { good_for: Some(NOTICE), ..Self::new(kind, about, revision) }
    }
}

/// A piece of work that somebody is doing until its lease ends.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which piece of work.
    pub id: JobId,
    /// Whose it is.
    pub tenant: TenantId,
    /// What is to be done.
    pub kind: String,
    /// About what.
    pub about: Uuid,
    /// Which revision of it.
    pub revision: u32,
    /// How often it has been tried before.
    pub attempts: u32,
    /// Until when it is worth doing; nothing when it must be done however late.
    pub expires_at: Option<Timestamp>,
}

/// The insertion of a piece of work, to be sent with its cause.
pub(crate) fn entry(tx: &Tx, work: &Work) -> Order {
    let id: JobId = tx.mint();
    let dedupe = format!("{}:{}", work.about, work.revision);
    let payload = serde_json::json!({"about": work.about.to_string(), "revision": work.revision});
    let expires_at = work.good_for.and_then(|good_for| tx.now().checked_add(good_for).ok());
    (&sql::WRITE, args![id, work.kind, dedupe, payload, tx.now(), expires_at])
}

/// Writes a piece of work.
pub async fn write(tx: &mut Tx, work: &Work) -> Result<(), DbError> {
    let (statement, args) = entry(tx, work);
    tx.execute(statement, args).await.map(drop)
}

/// Takes a piece of work that is due and still worth doing, for so long. Nobody else gets it until the lease ends.
pub async fn take(db: &Db, now: Timestamp, lease: SignedDuration) -> Result<Option<Job>, DbError> {
    take_first(db, db.jobs_due(now).await?, now, lease).await
}

/// The same, of these kinds only.
pub async fn take_of(
    db: &Db,
    kinds: &[&str],
    now: Timestamp,
    lease: SignedDuration,
) -> Result<Option<Job>, DbError> {
    take_first(db, db.jobs_due_of(kinds, now).await?, now, lease).await
}

/// The same, of one practice.
pub async fn take_here(
    db: &Db,
    tenant: TenantId,
    kinds: &[&str],
    now: Timestamp,
    lease: SignedDuration,
) -> Result<Option<Job>, DbError> {
    let mut tx = db.read(tenant, now).await?;
    let due =
        tx.all(&sql::DUE_HERE, args![now], |row| Ok((row.get::<String>(1)?, row.get::<JobId>(0)?))).await?;
    drop(tx);
    let wanted = due.into_iter().filter(|(kind, _)| kinds.contains(&kind.as_str()));
    take_first(db, wanted.map(|(_, id)| (tenant, id)).collect(), now, lease).await
}

/// The first that nobody else was quicker to take.
async fn take_first(
    db: &Db,
    due: Vec<(TenantId, JobId)>,
    now: Timestamp,
    lease: SignedDuration,
) -> Result<Option<Job>, DbError> {
    let until = now.checked_add(lease).unwrap_or(now);
    for (tenant, id) in due {
        let mut tx = db.write(tenant, now).await?;
        let taken = tx.optional(&sql::TAKE, args![id, now, until], |row| {
            let payload: Payload = row.json(1)?;
            let (about, revision) = (payload.about, payload.revision);
            let (attempts, expires_at) = (row.get(2)?, row.get(3)?);
            Ok(Job { id, tenant, kind: row.get(0)?, about, revision, attempts, expires_at })
        });
        if let Some(job) = taken.await? {
            tx.commit().await?;
            return Ok(Some(job));
        }
    }
    Ok(None)
}

/// The work is done.
pub async fn done(tx: &mut Tx, id: JobId) -> Result<(), DbError> {
    tx.execute(&sql::DONE, args![id, tx.now()]).await.map(drop)
}

/// The work failed: it is tried again after a pause that doubles each time, or left dead after the last try.
/// `why` is for the staff and holds nothing personal. Says whether it was the last try.
pub async fn failed(tx: &mut Tx, job: &Job, why: &str) -> Result<bool, DbError> {
    let tried = job.attempts + 1;
    let pause = SignedDuration::from_secs(5 << tried.min(10));
    let next = tx.now().checked_add(pause).unwrap_or(tx.now());
    let dead = (tried >= ATTEMPTS).then(|| tx.now());
    tx.execute(&sql::FAILED, args![job.id, tried, next, dead, why]).await?;
    Ok(dead.is_some())
}

/// The work can't be done, however often it is tried.
pub async fn give_up(tx: &mut Tx, job: &Job, why: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute(&sql::FAILED, args![job.id, job.attempts + 1, now, now, why]).await.map(drop)
}

/// The work isn't to be done before an instant, unless it is woken: that is no failure.
pub(crate) async fn wait(tx: &mut Tx, job: &Job, until: Timestamp) -> Result<(), DbError> {
    tx.execute(&sql::WAIT, args![job.id, until]).await.map(drop)
}

/// Whatever waits in the practice is tried at once.
pub(crate) fn wake(tx: &Tx) -> Order {
    (&sql::WAKE, args![tx.now()])
}

/// How much work was given up after its last try.
pub async fn dead(tx: &mut Tx) -> Result<u32, DbError> {
    tx.one(&sql::DEAD, args![Timestamp::UNIX_EPOCH], |row| row.get(0)).await
}

#[derive(serde::Deserialize)]
struct Payload {
    about: Uuid,
    revision: u32,
}
