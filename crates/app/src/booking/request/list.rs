//! Reading what awaits the staff.

use domain::ids::{CallId, PatientId, RequestId, ResourceId, UserId};
use domain::permission::{Actor, Permission};
use domain::request::{Kind, State};
use jiff::Timestamp;
use uuid::Uuid;

use super::stored::Stored;
use super::{Request, sql};
use crate::booking::BookingError;
use crate::booking::list::{FIRST, at};
use crate::db::{DbError, Tx, args};

/// How many requests of a patient are read.
const MOST_OF_PATIENT: u32 = 500;

/// Which requests are listed. What is left open doesn't matter.
#[derive(Clone, Debug, Default)]
pub struct RequestFilter {
    /// In this state.
    pub state: Option<State>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Taken on by this member.
    pub assigned_to: Option<UserId>,
    /// About these agendas, or about nobody's.
    pub about: About,
    /// After the request that was left then and has this id.
    pub after: Option<(Timestamp, RequestId)>,
}

/// Whose requests somebody sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Everybody's.
    #[default]
    Anybody,
    /// Their own, and those that are about nobody's agenda.
    Own(ResourceId),
    /// Only those that are about nobody's agenda.
    Nobody,
}

impl About {
    /// What somebody may see: everybody's with `calendar.view_all`, else their own agenda's and nobody's (S102).
    pub fn of(actor: &Actor) -> Self {
        match actor {
            actor if actor.require(Permission::ViewAll).is_ok() => Self::Anybody,
            Actor::User { practitioner: Some(own), .. } => Self::Own(own.clone()),
            _ => Self::Nobody,
        }
    }

    /// As statements take it: whether everybody's are seen, and whose else.
    fn args(&self) -> (bool, Option<&ResourceId>) {
        match self {
            Self::Anybody => (true, None),
            Self::Own(own) => (false, Some(own)),
            Self::Nobody => (false, None),
        }
    }

    fn holds(&self, practitioner: Option<&ResourceId>) -> bool {
        let (all, own) = self.args();
        all || practitioner.is_none() || practitioner == own
    }
}

/// One request.
pub async fn the_request(tx: &mut Tx, id: RequestId) -> Result<Request, BookingError> {
    let row = tx.optional(&sql::REQUEST, args![id], Stored::read).await?.ok_or(BookingError::NotFound)?;
    Ok(row.open(tx).await?)
}

/// One request, if whoever asks may see it.
pub async fn request_for(tx: &mut Tx, id: RequestId, who: &Actor) -> Result<Request, BookingError> {
    let request = the_request(tx, id).await?;
    may_see(&request, who)?;
    Ok(request)
}

/// What is about an agenda that somebody may not see doesn't exist for them.
pub(super) fn may_see(request: &Request, who: &Actor) -> Result<(), BookingError> {
    let seen = About::of(who).holds(request.note.practitioner.as_ref());
    if seen { Ok(()) } else { Err(BookingError::NotFound) }
}

/// Requests, the oldest first.
pub async fn requests(tx: &mut Tx, filter: &RequestFilter, limit: u32) -> Result<Vec<Request>, DbError> {
    let (after, id) = filter.after.map_or((at(FIRST), Uuid::nil()), |(at, id)| (at, id.uuid()));
    let (all, own) = filter.about.args();
    let args = args![
        filter.state.map(State::name),
        after,
        id,
        limit,
        filter.kind.map(Kind::name),
        filter.assigned_to,
        all,
        own
    ];
    let rows = tx.all(&sql::REQUESTS, args, Stored::read).await?;
    opened(tx, rows).await
}

/// Requests as the staff goes through them: the open ones first, the most urgent at the top; then the settled ones, the
/// latest first. Where a page of [`requests`] would begin isn't looked at.
pub async fn inbox(tx: &mut Tx, filter: &RequestFilter, limit: u32) -> Result<Vec<Request>, DbError> {
    let (all, own) = filter.about.args();
    let args = args![
        filter.state.map(State::name),
        limit,
        filter.kind.map(Kind::name),
        filter.assigned_to,
        all,
        own
    ];
    let rows = tx.all(&sql::INBOX, args, Stored::read).await?;
    opened(tx, rows).await
}

async fn opened(tx: &mut Tx, rows: Vec<Stored>) -> Result<Vec<Request>, DbError> {
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        requests.push(row.open(tx).await?);
    }
    Ok(requests)
}

/// How many requests of a kind are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Of which kind.
    pub kind: Kind,
    /// How many.
    pub count: u32,
    /// How many of them should have been settled by now.
    pub overdue: u32,
}

/// How many requests are open, by kind.
pub async fn open(tx: &mut Tx, about: &About) -> Result<Vec<Open>, DbError> {
    let (all, own) = about.args();
    let args = args![all, own, tx.now()];
    tx.all(&sql::OPEN_REQUESTS, args, |row| {
        let kind: String = row.get(0)?;
        let kind = Kind::from_name(&kind).ok_or_else(|| row.wrong(0))?;
        Ok(Open { kind, count: row.get(1)?, overdue: row.get(2)? })
    })
    .await
}

/// What a patient left for the staff, the latest first, as far as somebody may see it.
pub async fn requests_of_patient(
    tx: &mut Tx,
    patient: PatientId,
    who: &Actor,
) -> Result<Vec<Request>, DbError> {
    let rows = tx.all(&sql::REQUESTS_OF_PATIENT, args![patient, MOST_OF_PATIENT], Stored::read).await?;
    in_sight_of(tx, rows, who).await
}

/// What was left for the staff in a call, as far as somebody may see it.
pub async fn requests_of_call(tx: &mut Tx, call: CallId, who: &Actor) -> Result<Vec<Request>, DbError> {
    let rows = tx.all(&sql::REQUESTS_OF_CALL, args![call], Stored::read).await?;
    in_sight_of(tx, rows, who).await
}

/// The same for some calls, in one look however many they are.
pub(crate) async fn requests_of_calls(
    tx: &mut Tx,
    calls: &[CallId],
    who: &Actor,
) -> Result<Vec<Request>, DbError> {
    let calls: Vec<String> = calls.iter().map(|call| call.uuid().simple().to_string()).collect();
    let rows = tx.all(&sql::REQUESTS_OF_CALLS, args![calls], Stored::read).await?;
    in_sight_of(tx, rows, who).await
}

async fn in_sight_of(tx: &mut Tx, mut rows: Vec<Stored>, who: &Actor) -> Result<Vec<Request>, DbError> {
    rows.retain(|row| may_see(&row.request, who).is_ok());
    opened(tx, rows).await
}
