//! Making a message ready: the one that a piece of work asks for, written down once, if it may leave now.

use domain::ids::{AppointmentId, MessageId};
use domain::quota::Counted;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::compose::{Desk, Draft, is_current};
use super::content::Content;
use super::kind::{Channel, Kind, RESEND, State};
use super::{Message, link, sql, stored};
use crate::booking::{self, BookingError};
use crate::db::{DbError, Tx, args};
use crate::jobs::{self, Job};
use crate::sealing::{self, SealingError};
use crate::usage::{self, Closed};

/// When a message of a suspended practice is looked at again. Long before that it is woken, if the line is opened.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// By how much what can wait waits longer than what can't, when a new month begins.
const AFTER_THE_OTHERS: SignedDuration = SignedDuration::from_mins(1);

/// A message that is ready to be carried.
pub(super) struct Ready {
    pub(super) id: Uuid,
    pub(super) kind: Kind,
    pub(super) nth: u32,
    pub(super) at: Timestamp,
    pub(super) channel: Channel,
    pub(super) to: String,
    pub(super) content: Content,
}

/// The message of a piece of work, written down if it isn't; nothing when nothing is to be sent.
pub(super) async fn ready(tx: &mut Tx, desk: &Desk<'_>, job: &Job) -> Result<Option<Ready>, DbError> {
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
pub(super) async fn may_leave(
    tx: &mut Tx,
    zone: &TimeZone,
    job: &Job,
    ready: Ready,
) -> Result<Option<Ready>, DbError> {
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
