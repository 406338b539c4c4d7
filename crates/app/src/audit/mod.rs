//! The audit trail: an entry in the transaction of every change, chained and signed within a second.

pub mod export;
pub mod http;
mod line;
mod look;
pub mod offline;
mod seal;
mod sql;
mod verify;

use domain::audit::{Action, By, Entity, Entry, Facts};
use domain::ids::AuditId;
use domain::permission::Permission;
use jiff::Timestamp;

pub(crate) use self::look::done_by_calls;
pub use self::look::{Filter, KINDS_OF_ACTORS, Page, Place, Which, actor, entity, look};
pub(crate) use self::seal::head as end;
pub use self::seal::{CHECKPOINT_EVERY, seal, seal_all};
pub(crate) use self::sql::ALL;
pub use self::verify::{Verified, VerifyError, trail, verify};
use crate::db::{DbError, Order, Tx, args};
use crate::http::{App, Caller, Code, Problem};

/// Something that was done, still without its id.
#[derive(Clone, Debug)]
pub struct Done {
    /// Who did it.
    pub by: By,
    /// What was done.
    pub action: Action,
    /// To what.
    pub entity: Entity,
    /// What was true before.
    pub before: Facts,
    /// What is true since.
    pub after: Facts,
}

/// Writes an entry.
pub async fn record(tx: &mut Tx, done: Done) -> Result<(), DbError> {
    let (statement, args) = entry(tx, done)?;
    tx.execute(statement, args).await.map(drop)
}

/// The insertion of an entry, to be sent with the change it reports.
pub(crate) fn entry(tx: &Tx, done: Done) -> Result<Order, DbError> {
    identified(tx, done).map(|(_, order)| order)
}

/// The same, with the id that the entry will have.
pub(crate) fn identified(tx: &Tx, done: Done) -> Result<(AuditId, Order), DbError> {
    let Done { by, action, entity, before, after } = done;
    let id: AuditId = tx.mint();
    let entry = Entry { id, tenant: tx.tenant(), at: tx.now(), by, action, entity, before, after };
    let digest = *entry.digest().bytes();
    let document =
        serde_json::to_value(&entry).map_err(|error| DbError::document("an audit entry", &error))?;
    let args = args![id, tx.now(), action.name(), entity.label(), by.label(), document, digest];
    Ok((id, (&sql::RECORD, args)))
}

/// The entries that are chained after a place, in the chain's order, each with its place; so many at most.
pub(crate) async fn chained_after(tx: &mut Tx, place: i64, most: u32) -> Result<Vec<(i64, Entry)>, DbError> {
    tx.all(&sql::CHAINED, args![place, most], |row| Ok((row.get(0)?, row.json(1)?))).await
}

/// One entry, if there is one of this id.
pub(crate) async fn one(tx: &mut Tx, id: AuditId) -> Result<Option<Entry>, DbError> {
    tx.optional(&sql::ONE, args![id], |row| row.json(0)).await
}

/// The place in the chain before everything that was done from an instant on: the chain's end, when that is nothing.
pub(crate) async fn place_before(tx: &mut Tx, at: Timestamp) -> Result<i64, DbError> {
    tx.one(&sql::PLACE, args![at], |row| row.get(0)).await
}

/// How far the trail goes: what it ends with changes with every change, whichever process made it. Entries are written
/// in the order of their instants, nearly; the chain, a second behind, makes up for the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    newest: Option<AuditId>,
    chained: Option<i64>,
}

/// How far it goes now.
pub async fn reach(tx: &mut Tx) -> Result<Reach, DbError> {
    tx.one(&sql::REACH, args![], |row| Ok(Reach { newest: row.get(0)?, chained: row.get(1)? })).await
}

/// Tells the trail where an operation itself found that a right was wanting, which a handler's arguments don't see.
pub(crate) async fn told<T>(app: &App, caller: &Caller, outcome: Result<T, Problem>) -> Result<T, Problem> {
    if let Err(Problem { code: Code::Forbidden(permission), .. }) = &outcome {
        denied(app, caller, *permission).await;
    }
    outcome
}

/// What calls have done since an instant: which actions, and how often each.
pub async fn by_calls(tx: &mut Tx, since: Timestamp) -> Result<Vec<(String, u32)>, DbError> {
    tx.all(&sql::BY_CALLS, args![since], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// Something was not done, for want of a right (S108). What can't be written is logged: the refusal stands.
pub(crate) async fn denied(app: &App, caller: &Caller, permission: Permission) {
    let by = By::from(&caller.actor);
    let entity = match by {
        By::User(id) => Entity::User(id),
        By::Key(id) => Entity::Key(id),
        By::Call(id) => Entity::Call(id),
        By::Operator | By::System => Entity::Practice(caller.tenant),
    };
    let after = Facts { permissions: Some(vec![permission]), ..Facts::default() };
    let denied = Done { by, action: Action::PermissionDenied, entity, before: Facts::default(), after };
    let written = async {
        let mut tx = caller.write(app).await?;
        record(&mut tx, denied).await?;
        tx.commit().await
    };
    if let Err(error) = written.await {
        tracing::warn!(%error, "a denial could not be written");
    }
}
