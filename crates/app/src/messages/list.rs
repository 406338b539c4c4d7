//! Which messages there are, and having one sent once more.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{AppointmentId, MessageId, PatientId, ResourceId};
use domain::permission::{Actor, Permission};
use domain::{Lang, Phone, Pii};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::content::Content;
use super::kind::{Channel, Kind, RESEND, State};
use super::sql;
use crate::audit::{self, Done};
use crate::booking::{self, BookingError};
use crate::db::{DbError, Retryable, Row, Tx, args};
use crate::jobs::{self, Work};
use crate::sealing::{self, SealedWith, SealingError};

/// How long a message that the staff sends once more is worth sending.
const AGAIN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// After every instant at which a message could have been made: 9000-01-01T00:00:00Z.
const LAST: i64 = 221_845_392_000;

/// A message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// What it is about.
    pub kind: Kind,
    /// What carries it; nothing where there was nobody to write to.
    pub channel: Option<Channel>,
    /// To where. Nothing when whom it was about was erased.
    pub to: Option<Pii<String>>,
    /// What it says; all but a code, and what a link ends with. Nothing when whom it was about was erased.
    pub content: Option<Pii<Content>>,
    /// Whose appointment or request it is about.
    pub patient: Option<PatientId>,
    /// Which appointment.
    pub appointment: Option<AppointmentId>,
    /// Which revision of it.
    pub revision: u32,
    /// With whom it is.
    pub practitioner: Option<ResourceId>,
    /// In which language it is.
    pub lang: Lang,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it wasn't sent, in a word that the console knows; nothing personal.
    pub reason: Option<String>,
    /// By what whoever carried it knows it.
    pub known_by: Option<String>,
    /// How often the staff had it sent once more.
    pub resends: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When something last became of it.
    pub changed_at: Timestamp,
}

impl Message {
    /// To where, as people write it: a number in pairs of digits, on one line.
    pub(crate) fn written_to(&self) -> String {
        let to = self.to.as_ref().map(|to| to.reveal().as_str()).unwrap_or_default();
        to.parse::<Phone>().map_or_else(|_| to.to_owned(), |phone| phone.written().replace(' ', "\u{a0}"))
    }
}

/// Which messages are listed: in one state or in all, before one or from the newest.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// Before the message that was made then and has this id.
    pub before: Option<(Timestamp, MessageId)>,
}

/// Why something about a message isn't done.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// There is no such thing, or it is somebody else's.
    #[error("no such message or patient")]
    NotFound,
    /// It waits already, is a code, or there was nobody to write to.
    #[error("the message can't be sent once more")]
    NotSendable,
    /// What it tells isn't so any more.
    #[error("the appointment has changed since")]
    Changed,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Retryable for MessageError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}

/// Messages that somebody may see, the newest first.
pub async fn list(tx: &mut Tx, filter: &Filter, limit: u32, by: &Actor) -> Result<Vec<Message>, DbError> {
    let last = (Timestamp::from_second(LAST).unwrap_or(Timestamp::MAX), MessageId::new(Uuid::max()));
    let (at, id) = filter.before.unwrap_or(last);
    let args = args![filter.state.map(State::name), at, id, limit, agenda(by)];
    let rows = tx.all(&sql::LIST, args, Stored::read).await?;
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        messages.push(row.open(tx).await?);
    }
    Ok(messages)
}

/// One message, if somebody may see it.
pub async fn message(tx: &mut Tx, id: MessageId, by: &Actor) -> Result<Message, MessageError> {
    let found = stored(tx, id).await?.ok_or(MessageError::NotFound)?;
    let agenda = agenda(by);
    let theirs = agenda.is_none() || found.practitioner.as_ref().map(ResourceId::as_str) == agenda.as_deref();
    if theirs { Ok(found) } else { Err(MessageError::NotFound) }
}

/// One message, whoever asks.
pub(crate) async fn stored(tx: &mut Tx, id: MessageId) -> Result<Option<Message>, DbError> {
    match tx.optional(&sql::MESSAGE, args![id], Stored::read).await? {
        Some(row) => row.open(tx).await.map(Some),
        None => Ok(None),
    }
}

/// Has a message sent once more, as a mail of its own. What isn't so any more isn't told again.
pub async fn resend(tx: &mut Tx, id: MessageId, by: &Actor) -> Result<Message, MessageError> {
    let found = message(tx, id, by).await?;
    if found.kind == Kind::Code || found.content.is_none() {
        return Err(MessageError::NotSendable);
    }
    if let (Some(appointment), false) = (found.appointment, found.kind == Kind::Request) {
        match booking::appointment(tx, appointment).await {
            Ok(booking) if booking.appointment.revision == found.revision => {}
            Err(BookingError::Db(error)) => return Err(error.into()),
            _ => return Err(MessageError::Changed),
        }
    }
    let expires_at = tx.now().checked_add(AGAIN_FOR).unwrap_or(tx.now());
    if tx.execute(&sql::AGAIN, args![id, tx.now(), expires_at]).await? == 0 {
        return Err(MessageError::NotSendable);
    }
    let work = Work { good_for: Some(AGAIN_FOR), ..Work::new(RESEND, id.uuid(), found.resends + 1) };
    let again = Done {
        by: By::from(by),
        action: Action::MessageResent,
        entity: Entity::Message(id),
        before: Facts::default(),
        after: Facts { count: Some(found.resends + 1), ..Facts::default() },
    };
    let batch = vec![jobs::entry(tx, &work), audit::entry(tx, again)?];
    tx.execute_all(batch).await?;
    message(tx, id, by).await
}

/// Forgets messages, and links that are over, from before an instant, so many of each at most; says how many.
pub(crate) async fn forget(
    tx: &mut Tx,
    messages_before: Timestamp,
    links_before: Timestamp,
    most: u32,
) -> Result<u64, DbError> {
    let batch =
        vec![(&sql::FORGET, args![messages_before, most]), (&sql::FORGET_LINKS, args![links_before, most])];
    Ok(tx.execute_all(batch).await?.iter().sum())
}

/// To whose agenda somebody is limited; nothing when they see everybody's. Who has none sees none.
fn agenda(by: &Actor) -> Option<String> {
    if by.require(Permission::ViewAll).is_ok() {
        return None;
    }
    Some(match by {
        Actor::User { practitioner: Some(own), .. } => own.as_str().to_owned(),
        _ => String::new(),
    })
}

/// A message as it is stored.
struct Stored {
    message: Message,
    subject: Uuid,
    to: Option<Vec<u8>>,
    content: Option<Vec<u8>>,
    wrapped: Option<Vec<u8>>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (kind, state, lang): (String, String, String) = (row.get(1)?, row.get(10)?, row.get(9)?);
        let channel: Option<String> = row.get(2)?;
        let message = Message {
            id: row.get(0)?,
            kind: Kind::from_name(&kind).ok_or_else(|| row.wrong(1))?,
            channel: channel.as_deref().and_then(Channel::from_name),
            to: None,
            content: None,
            patient: row.get(6)?,
            appointment: row.get(7)?,
            revision: row.get(8)?,
            practitioner: row.get(17)?,
            lang: Lang::from_tag(&lang).ok_or_else(|| row.wrong(9))?,
            state: State::from_name(&state).ok_or_else(|| row.wrong(10))?,
            attempts: row.get(11)?,
            reason: row.get(12)?,
            known_by: row.get(13)?,
            resends: row.get(14)?,
            created_at: row.get(15)?,
            changed_at: row.get(16)?,
        };
        let (subject, to, content) = (row.get(3)?, row.get(4)?, row.get(5)?);
        Ok(Self { message, subject, to, content, wrapped: row.get(18)? })
    }

    async fn open(self, tx: &mut Tx) -> Result<Message, DbError> {
        let mut message = self.message;
        let Some(wrapped) = self.wrapped else { return Ok(message) };
        let keys = sealing::tenant(tx).await?;
        let told = |error| SealingError::from(error).into_db();
        let key: SealedWith = sealing::unwrap(&keys, self.subject, &wrapped, tx.dice()).map_err(told)?;
        let open = |column, sealed: Option<Vec<u8>>| {
            let opened = sealed.map(|sealed| key.open("message", column, message.id.uuid(), &sealed));
            opened.transpose().map_err(told)
        };
        let (to, content) = (open("sent_to", self.to)?, open("content", self.content)?);
        let content = content.map(|text| serde_json::from_str(&text)).transpose();
        message.content = content.map_err(|error| DbError::document("a message", &error))?.map(Pii::new);
        message.to = to.map(Pii::new);
        Ok(message)
    }
}
