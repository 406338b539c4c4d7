//! Sending: a piece of work is taken, its message written down, carried, and what became of it written down.
//!
//! Whoever dies in between leaves the work to somebody else, once its lease ends. A message that had been carried is
//! then carried again, as the same mail with the same Message-ID: at least once, and twice only there.

use std::sync::Arc;
use std::time::Duration;

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{AppointmentId, MessageId, TenantId};
use domain::quota::Counted;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::compose::{Desk, Draft, is_current};
use super::content::Content;
use super::kind::{Channel, Kind, RESEND, State, WORK};
use super::post::{Outgoing, Post, Sender, Trouble};
use super::{Message, link, sql, stored};
use crate::audit::{self, Done};
use crate::booking::{self, BookingError};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx, args};
use crate::jobs::{self, Failed, Job};
use crate::sealing::{self, SealingError};
use crate::tenants::Practices;
use crate::usage::{self, Closed};

/// How long somebody has for one message: longer than a server may take.
pub const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// How long whoever carries a message may take for all of it; less than the lease, so that nobody else begins it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long a process that is told to stop waits for what is on its way: as long as it is anybody's.
const LAST_WAIT: Duration = LEASE.unsigned_abs();

/// How many are on their way at once, in one process.
const AT_ONCE: usize = 8;

/// When a message of a suspended practice is looked at again. Long before that it is woken, if the line is opened.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// By how much what can wait waits longer than what can't, when a new month begins.
const AFTER_THE_OTHERS: SignedDuration = SignedDuration::from_mins(1);

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

/// A message that is ready to be carried.
struct Ready {
    id: Uuid,
    kind: Kind,
    nth: u32,
    at: Timestamp,
    channel: Channel,
    to: String,
    content: Content,
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

/// The message of a piece of work, written down if it isn't; nothing when nothing is to be sent.
async fn ready(tx: &mut Tx, desk: &Desk<'_>, job: &Job) -> Result<Option<Ready>, DbError> {
    let id = if job.kind == RESEND { job.about } else { job.id.uuid() };
    if let Some(message) = stored(tx, MessageId::new(id)).await? {
        return known(tx, desk, job, message).await;
    }
    let Some(kind) = Kind::of_work(&job.kind) else { return Ok(None) };
    let Some(draft) = desk.compose(tx, job, kind).await? else { return Ok(None) };
    write(tx, job, draft).await
}

/// A message that was written down before, unless what it tells isn't so any more.
async fn known(tx: &mut Tx, desk: &Desk<'_>, job: &Job, message: Message) -> Result<Option<Ready>, DbError> {
    if message.state != State::Queued {
        return Ok(None);
    }
    let id = message.id;
    if let (Some(appointment), false) = (message.appointment, message.kind == Kind::Request)
        && !stands(tx, appointment, &message).await?
    {
        tx.execute(&sql::SKIPPED, args![id, "superseded", tx.now()]).await?;
        return Ok(None);
    }
    let content = if message.kind == Kind::Code {
        // The code itself isn't kept with the message.
        let draft = desk.compose(tx, job, Kind::Code).await?;
        draft.and_then(|draft| draft.written.ok()).map(|written| written.content)
    } else if let (Some(kept), true) = (&message.content, message.kind.stands()) {
        // Nor is what its link ends with.
        Some(link::put_into(kept.reveal(), &link::secret(tx, id.uuid()).await?))
    } else {
        message.content.map(domain::Pii::into_revealed)
    };
    let (Some(content), Some(to), Some(channel)) = (content, message.to, message.channel) else {
        // Whoever it was for was erased meanwhile.
        tx.execute(&sql::SKIPPED, args![id, "erased", tx.now()]).await?;
        return Ok(None);
    };
    let (nth, at, kind) = (message.resends, message.created_at, message.kind);
    Ok(Some(Ready { id: id.uuid(), kind, nth, at, channel, to: to.into_revealed(), content }))
}

async fn stands(tx: &mut Tx, id: AppointmentId, message: &Message) -> Result<bool, DbError> {
    match booking::appointment(tx, id).await {
        Ok(booking) => Ok(is_current(&booking, message.revision, message.kind)),
        Err(BookingError::Db(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

/// Writes a new message down, sealed with the key of whom it is about.
async fn write(tx: &mut Tx, job: &Job, draft: Draft) -> Result<Option<Ready>, DbError> {
    let key = match sealing::person(tx, draft.subject).await {
        Err(SealingError::Erased) => return Ok(None),
        key => key.map_err(SealingError::into_db)?,
    };
    let id = job.id.uuid();
    let seal = |column, text: &str| key.seal("message", column, id, text);
    let (written, reason) = match draft.written {
        Ok(written) => (Some(written), None),
        Err(reason) => (None, Some(reason)),
    };
    let kept = written.as_ref().map(|written| serde_json::to_string(&written.kept)).transpose();
    let kept = kept.map_err(|error| DbError::document("a message", &error))?;
    let state = if written.is_some() { State::Queued } else { State::Skipped };
    let mut batch = draft.orders;
    batch.push((
        &sql::WRITE,
        args![
            id,
            draft.kind.name(),
            written.as_ref().map(|written| written.channel.name()),
            draft.subject,
            written.as_ref().map(|written| seal("sent_to", &written.to)),
            kept.map(|kept| seal("content", &kept)),
            draft.patient,
            draft.appointment,
            job.revision,
            draft.practitioner.as_ref(),
            draft.lang.tag(),
            state.name(),
            reason,
            tx.now(),
            job.expires_at
        ],
    ));
    tx.execute_all(batch).await?;
    let (at, kind) = (tx.now(), draft.kind);
    Ok(written.map(|written| Ready {
        id,
        kind,
        nth: 0,
        at,
        channel: written.channel,
        to: written.to,
        content: written.content,
    }))
}

/// The message, counted, if the practice may send one more now. Otherwise it waits until it may, and its row says for
/// what; those that can wait go after those that can't.
async fn may_leave(tx: &mut Tx, zone: &TimeZone, job: &Job, ready: Ready) -> Result<Option<Ready>, DbError> {
    let can_wait = ready.kind.can_wait();
    let (reason, wait) = match usage::room_for_message(tx, zone, can_wait).await? {
        Err(Closed::Suspended) => ("suspended", LOOK_AGAIN),
        // However often it is taken, whether or not somebody lived to say that it was tried.
        _ if job.counted => return Ok(Some(ready)),
        Err(Closed::OverQuota { wait, .. }) => {
            ("over_quota", if can_wait { wait + AFTER_THE_OTHERS } else { wait })
        }
        Ok(()) => {
            tx.execute_all(vec![usage::one_more(tx, zone, Counted::Messages), jobs::counted(job)]).await?;
            return Ok(Some(ready));
        }
    };
    let until = tx.now().checked_add(wait).unwrap_or(tx.now());
    tx.execute(&sql::WAITS, args![ready.id, reason, tx.now()]).await?;
    jobs::wait(tx, job, until).await?;
    Ok(None)
}

/// Writes down what became of a message, and of the work that it was for; nothing when the work is somebody else's by
/// now, who writes down what becomes of it with them.
async fn note(
    tx: &mut Tx,
    job: &Job,
    id: MessageId,
    carried: &Result<String, Trouble>,
) -> Result<(), DbError> {
    let trouble = match carried {
        Ok(known_by) => {
            if !jobs::done(tx, job).await? {
                return Ok(());
            }
            tx.execute(&sql::SENT, args![id, known_by, tx.now()]).await?;
            return audit::record(tx, done(id, Action::MessageSent)).await;
        }
        Err(trouble) => trouble,
    };
    let outcome = if trouble.for_good {
        jobs::give_up(tx, job, &trouble.why).await?
    } else {
        jobs::failed(tx, job, &trouble.why).await?
    };
    let (state, over) = match outcome {
        Failed::Late => return Ok(()),
        Failed::Dead => (State::Failed, true),
        Failed::Again => (State::Queued, false),
    };
    tx.execute(&sql::TRIED, args![id, state.name(), trouble.why.as_str(), tx.now()]).await?;
    if over { audit::record(tx, done(id, Action::MessageFailed)).await } else { Ok(()) }
}

/// Gives up what nobody sent in time; says how many there were.
pub(crate) async fn lapse(db: &Db, tenant: TenantId, now: Timestamp) -> Result<usize, DbError> {
    let mut tx = db.write(tenant, now).await?;
    let late: Vec<MessageId> = tx.all(&sql::LAPSED, args![now], |row| row.get(0)).await?;
    for id in &late {
        tx.execute(&sql::TRIED, args![*id, State::Failed.name(), "too_late", now]).await?;
        audit::record(&mut tx, done(*id, Action::MessageFailed)).await?;
    }
    if late.is_empty() { Ok(0) } else { tx.commit().await.map(|()| late.len()) }
}

fn done(id: MessageId, action: Action) -> Done {
    let entity = Entity::Message(id);
    Done { by: By::System, action, entity, before: Facts::default(), after: Facts::default() }
}
