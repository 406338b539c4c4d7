//! The audit trail: an entry in the transaction of every change, chained and signed within a second.

mod seal;
mod sql;
mod verify;

use domain::audit::{Action, By, Entity, Entry, Facts};
use domain::ids::AuditId;

pub use self::seal::{CHECKPOINT_EVERY, seal, seal_all};
pub(crate) use self::sql::ALL;
pub use self::verify::{Verified, VerifyError, trail, verify};
use crate::db::{DbError, Order, Tx, args};

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
    let Done { by, action, entity, before, after } = done;
    let id: AuditId = tx.mint();
    let entry = Entry { id, tenant: tx.tenant(), at: tx.now(), by, action, entity, before, after };
    let digest = *entry.digest().bytes();
    let document =
        serde_json::to_value(&entry).map_err(|error| DbError::document("an audit entry", &error))?;
    Ok((&sql::RECORD, args![id, tx.now(), action.name(), label(entity), document, digest]))
}

/// What an entity is called in the table: its kind and its id.
fn label(entity: Entity) -> String {
    match entity {
        Entity::Appointment(id) => format!("appointment:{id}"),
        Entity::Hold(id) => format!("hold:{id}"),
        Entity::Request(id) => format!("request:{id}"),
        Entity::Patient(id) => format!("patient:{id}"),
        Entity::Call(id) => format!("call:{id}"),
        Entity::Key(id) => format!("key:{id}"),
        Entity::Practice(id) => format!("practice:{id}"),
    }
}
