//! By what patients want to be told (S228).

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::PatientId;
use domain::permission::Actor;
use domain::practice::Wanted;

use super::list::MessageError;
use super::sql;
use crate::audit::{self, Done};
use crate::db::{DbError, Order, Tx, args};
use crate::patients;

/// By what a patient wants to be told; nothing when they leave it to the practice.
pub async fn preference(tx: &mut Tx, patient: PatientId) -> Result<Option<Wanted>, DbError> {
    let found: Option<String> = tx.optional(&sql::PREFERENCE, args![patient], |row| row.get(0)).await?;
    Ok(found.as_deref().and_then(Wanted::from_name))
}

/// Two files become one: what is kept has the stricter of both. Who wanted nothing is written to by nothing; otherwise
/// what is said on the file that is kept goes before what is said on the other.
pub(crate) async fn together(tx: &mut Tx, kept: PatientId, gone: PatientId) -> Result<Vec<Order>, DbError> {
    let (ours, theirs) = (preference(tx, kept).await?, preference(tx, gone).await?);
    let wanted =
        [ours, theirs].into_iter().flatten().find(|wanted| *wanted == Wanted::None).or(ours).or(theirs);
    let said = wanted.map(|wanted| (&sql::PREFER, args![kept, wanted.name()]));
    Ok(said.into_iter().chain([forgotten(gone)]).collect())
}

/// By what somebody wanted to be told is forgotten.
pub(crate) fn forgotten(patient: PatientId) -> Order {
    (&sql::PREFER_NOTHING, args![patient])
}

/// A patient says by what they want to be told, or leaves it to the practice.
pub async fn prefer(
    tx: &mut Tx,
    patient: PatientId,
    wanted: Option<Wanted>,
    by: &Actor,
) -> Result<(), MessageError> {
    if patients::details(tx, patient).await?.is_none() {
        return Err(MessageError::NotFound);
    }
    let said = match wanted {
        Some(wanted) => (&sql::PREFER, args![patient, wanted.name()]),
        None => (&sql::PREFER_NOTHING, args![patient]),
    };
    let changed = Done {
        by: By::from(by),
        action: Action::PreferenceChanged,
        entity: Entity::Patient(patient),
        before: Facts::default(),
        after: Facts::default(),
    };
    let entry = audit::entry(tx, changed)?;
    Ok(tx.execute_all(vec![said, entry]).await.map(drop)?)
}
