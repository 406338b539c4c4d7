//! Erasing a patient.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::PatientId;
use domain::permission::Actor;

use super::opened::parts;
use super::sql;
use crate::audit::{self, Done};
use crate::db::{DbError, Tx, args};
use crate::messages;
use crate::sealing;

/// Erases a patient: their key is destroyed, so that no copy of a sealed field opens again, and what they were found by
/// is forgotten; the same goes for the files that went into theirs. Appointments stay, as time without a name.
pub async fn erase(tx: &mut Tx, id: PatientId, by: &Actor) -> Result<bool, DbError> {
    let found_by =
        [&sql::FORGET_THEIR_TRIES, &sql::FORGET_THEIR_WISHES, &sql::FORGET_THEIR_CODES, &sql::FORGET_WORDS];
    let mut batch = found_by.map(|statement| (statement, args![id])).to_vec();
    batch.push(messages::forgotten(id));
    tx.execute_all(batch).await?;
    let forgotten = tx.execute(&sql::FORGET, args![id, tx.now(), Vec::<u8>::new()]).await?;
    if forgotten == 0 {
        return Ok(false);
    }
    for part in parts(tx, id).await? {
        sealing::destroy(tx, part.uuid()).await?;
    }
    sealing::destroy(tx, id.uuid()).await?;
    let erased = Done {
        by: By::from(by),
        action: Action::PatientErased,
        entity: Entity::Patient(id),
        before: Facts::default(),
        after: Facts::default(),
    };
    audit::record(tx, erased).await?;
    Ok(true)
}
