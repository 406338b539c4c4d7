//! Follow-up work: a row written in the transaction of its cause, done later, perhaps twice, without harm.

mod retention;
mod sql;
mod workers;

use std::collections::HashSet;

use domain::ids::{JobId, Minted as _, TenantId};
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
    /// Whether it counts already towards what the practice may use.
    pub counted: bool,
    /// Until when it is ours. Whoever comes later writes nothing down: somebody else may be at it.
    pub until: Timestamp,
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
            let (attempts, expires_at, until) = (row.get(2)?, row.get(3)?, row.get(4)?);
            let counted = payload.counted;
            Ok(Job { id, tenant, kind: row.get(0)?, about, revision, attempts, expires_at, counted, until })
        });
        if let Some(job) = taken.await? {
            tx.commit().await?;
            return Ok(Some(job));
        }
    }
    Ok(None)
}

/// What became of a piece of work that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It is tried again after a pause.
    Again,
    /// That was the last try.
    Dead,
    /// It was somebody else's by then, who says what becomes of it.
    Late,
}

/// The work is done; whether it was still ours to say so.
pub async fn done(tx: &mut Tx, job: &Job) -> Result<bool, DbError> {
    tx.execute(&sql::DONE, args![job.id, job.until, tx.now()]).await.map(|rows| rows > 0)
}

/// The work failed: it is tried again after a pause that doubles each time, or left dead after the last try.
/// `why` is for the staff and holds nothing personal.
pub async fn failed(tx: &mut Tx, job: &Job, why: &str) -> Result<Failed, DbError> {
    let tried = job.attempts + 1;
    let pause = SignedDuration::from_secs(5 << tried.min(10));
    let next = tx.now().checked_add(pause).unwrap_or(tx.now());
    let dead = (tried >= ATTEMPTS).then(|| tx.now());
    let ours = tx.execute(&sql::FAILED, args![job.id, job.until, tried, next, dead, why]).await? > 0;
    Ok(match dead {
        _ if !ours => Failed::Late,
        Some(_) => Failed::Dead,
        None => Failed::Again,
    })
}

/// The work can't be done, however often it is tried.
pub async fn give_up(tx: &mut Tx, job: &Job, why: &str) -> Result<Failed, DbError> {
    let now = tx.now();
    let given_up = args![job.id, job.until, job.attempts + 1, now, now, why];
    let ours = tx.execute(&sql::FAILED, given_up).await? > 0;
    Ok(if ours { Failed::Dead } else { Failed::Late })
}

/// The work counts from now on towards what the practice may use.
pub(crate) fn counted(job: &Job) -> Order {
    let payload = serde_json::json!({
        "about": job.about.to_string(), "revision": job.revision, "counted": true
    });
    (&sql::COUNTED, args![job.id, payload])
}

/// The work isn't to be done before an instant, unless it is woken: that is no failure.
pub(crate) async fn wait(tx: &mut Tx, job: &Job, until: Timestamp) -> Result<(), DbError> {
    tx.execute(&sql::WAIT, args![job.id, until, job.until]).await.map(drop)
}

/// Whatever waits in the practice is tried at once.
pub(crate) fn wake(tx: &Tx) -> Order {
    (&sql::WAKE, args![tx.now()])
}

/// About what, and which revision of it, work of a kind was written since an instant; whether or not it is done.
pub(crate) async fn written_since(
    tx: &mut Tx,
    kind: &str,
    since: Timestamp,
) -> Result<HashSet<(Uuid, u32)>, DbError> {
    let first = JobId::from_parts(since, [0; 10]);
    let written = tx.all(&sql::WRITTEN_SINCE, args![kind, first], |row| row.json::<Payload>(0)).await?;
    Ok(written.into_iter().map(|payload| (payload.about, payload.revision)).collect())
}

/// How much work was given up after its last try.
pub async fn dead(tx: &mut Tx) -> Result<u32, DbError> {
    tx.one(&sql::DEAD, args![Timestamp::UNIX_EPOCH], |row| row.get(0)).await
}

#[derive(serde::Deserialize)]
struct Payload {
    about: Uuid,
    revision: u32,
    #[serde(default)]
    counted: bool,
}
