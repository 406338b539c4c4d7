//! What a team does with a request before it is settled: somebody takes it on, somebody remarks on it.

use domain::Pii;
use domain::audit::{Action, Digest, Facts};
use domain::ids::{RequestId, UserId};
use domain::permission::Actor;
use domain::request::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use super::settle::entry;
use super::stored::Stored;
use super::{FULL, request_for, sql};
use crate::audit;
use crate::booking::BookingError;
use crate::db::{DbError, Tx, args};
use crate::sealing::{self, SealingError};
use crate::users::{self, UserError};

/// What somebody of the staff wrote on a request. Its text is written out only to be sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remark {
    /// When.
    pub at: Timestamp,
    /// By whom, as the audit trail calls them: `user:` and an id.
    pub by: String,
    /// What.
    #[serde(serialize_with = "revealed")]
    pub text: Pii<String>,
}

fn revealed<S: Serializer>(text: &Pii<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.reveal())
}

/// Gives an open request to a member of the staff, or back to all of them. They have to be one who signs in.
pub async fn assign(tx: &mut Tx, id: RequestId, to: Option<UserId>, by: &Actor) -> Result<(), BookingError> {
    let request = request_for(tx, id, by).await?;
    if request.state != State::Open {
        return Err(BookingError::Over);
    }
    if request.assigned_to == to {
        return Ok(());
    }
    if let Some(member) = to {
        settles(tx, member).await?;
    }
    if tx.execute(&sql::ASSIGN, args![id, to, request.assigned_to]).await? == 0 {
        return Err(BookingError::Changed);
    }
    let facts = |user| Facts { request: Some(request.note.kind), user, ..Facts::default() };
    let (was, is) = (facts(request.assigned_to), facts(to));
    audit::record(tx, entry(id, Action::RequestAssigned, was, is, by)).await?;
    Ok(())
}

/// Fails when there is no such member, or they may not sign in any more.
async fn settles(tx: &mut Tx, member: UserId) -> Result<(), BookingError> {
    match users::get(tx, member).await {
        Ok(user) if user.state != users::State::Disabled => Ok(()),
        Err(UserError::Db(error)) => Err(error.into()),
        _ => Err(BookingError::NotFound),
    }
}

/// Writes a remark on a request, settled or not. It is refused when they are full, or the person was erased.
pub async fn remark(tx: &mut Tx, id: RequestId, text: &Pii<String>, by: &Actor) -> Result<(), BookingError> {
    tx.optional(&sql::REQUEST_LOCKED, args![id], |row| row.get::<RequestId>(0)).await?;
    let stored = tx.optional(&sql::REQUEST, args![id], Stored::read).await?.ok_or(BookingError::NotFound)?;
    let subject = stored.subject;
    let request = stored.open(tx).await?;
    super::list::may_see(&request, by)?;
    let mut remarks = request.remarks;
    let written: usize = remarks.iter().map(|remark| remark.text.reveal().chars().count()).sum();
    if written + text.reveal().chars().count() > FULL {
        return Err(BookingError::Limited);
    }
    remarks.push(Remark { at: tx.now(), by: by.label(), text: text.clone() });
    let plain = serde_json::to_string(&remarks).map_err(|error| DbError::document("remarks", &error))?;
    let key = match sealing::person(tx, subject).await {
        Err(SealingError::Erased) => return Err(BookingError::Over),
        key => key.map_err(SealingError::into_db)?,
    };
    let sealed = key.seal("request", "remarks", id.uuid(), &plain);
    let digest = Digest::new(sealing::tenant(tx).await?.lookup("remarks", &plain));
    let count = u32::try_from(remarks.len()).ok();
    let before = Facts { request: Some(request.note.kind), ..Facts::default() };
    let after = Facts { digest: Some(digest), count, ..before.clone() };
    let batch = vec![
        (&sql::REMARK, args![id, sealed]),
        audit::entry(tx, entry(id, Action::RequestAdded, before, after, by))?,
    ];
    tx.execute_all(batch).await?;
    Ok(())
}
