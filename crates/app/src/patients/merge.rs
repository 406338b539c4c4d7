//! Two files of one person become one.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::PatientId;
use domain::permission::Actor;

use super::change::rewritten;
use super::file::Details;
use super::{File, PatientError, open, sql};
use crate::audit::{self, Done};
use crate::booking;
use crate::db::{Tx, args};
use crate::messages;
use crate::sealing::{self, SealingError};

/// Makes two files one: `kept` has the appointments and requests of both, and takes from `gone` what it lacks itself
/// (number, address, birth date, code, by what they want to be told). Who wanted no
/// message on either gets none. `gone` is found by nothing any more and leads to `kept`; its key stays until
/// `kept` is erased, for what was sealed with it elsewhere.
pub async fn merge(tx: &mut Tx, kept: PatientId, gone: PatientId, by: &Actor) -> Result<File, PatientError> {
    if kept == gone {
        open(tx, kept, by).await?;
        return Err(PatientError::Same);
    }
    // Locked in one order, so that two who merge the same files don't wait for each other.
    if tx.all(&sql::BOTH, args![kept, gone], |row| row.get::<PatientId>(0)).await?.len() != 2 {
        return Err(PatientError::NotFound);
    }
    let (first, second) = (open(tx, kept, by).await?, open(tx, gone, by).await?);
    let moved = booking::hand_over(tx, gone, kept).await?;
    let merged = Done {
        by: By::from(by),
        action: Action::PatientsMerged,
        entity: Entity::Patient(kept),
        before: Facts { patient: Some(gone), ..Facts::default() },
        after: Facts { patient: Some(kept), count: Some(moved), ..Facts::default() },
    };
    let mut batch = vec![
        (&sql::FORGET_THEIR_CODES, args![gone]),
        (&sql::FORGET_WORDS, args![gone]),
        (&sql::MERGED_BEFORE, args![gone, kept]),
        (&sql::MERGED, args![gone, kept, Vec::<u8>::new()]),
        audit::entry(tx, merged)?,
    ];
    batch.extend(messages::together(tx, kept, gone).await?);
    let together = together(&first.details, &second.details);
    if first.details.code.is_none()
        && let Some(code) = &together.code
    {
        let key = sealing::person(tx, kept.uuid()).await.map_err(SealingError::into_db)?;
        let mac = sealing::tenant(tx).await?.lookup("code", code.reveal());
        let sealed = key.seal("patient", "code", kept.uuid(), code.reveal());
        batch.push((&sql::SET_CODE, args![kept, sealed, mac]));
    }
    batch.extend(rewritten(tx, kept, &first.details, &together, by).await?);
    tx.execute_all(batch).await?;
    open(tx, kept, by).await
}

/// What is on the file that is kept, completed from the other.
fn together(kept: &Details, gone: &Details) -> Details {
    Details {
        name: kept.name.clone(),
        phone: kept.phone.clone().or_else(|| gone.phone.clone()),
        email: kept.email.clone().or_else(|| gone.email.clone()),
        birth_date: kept.birth_date.clone().or_else(|| gone.birth_date.clone()),
        code: kept.code.clone().or_else(|| gone.code.clone()),
    }
}
