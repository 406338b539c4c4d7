//! What a practice's file would undo.

use domain::permission::Actor;
use domain::practice::{Practice, differences};

use super::{current, versions};
use crate::db::{DbError, Tx};

/// The fields in which the practice in force differs from a file, when it was changed at the console or over the API since
/// a file was last applied: to apply this one takes those changes back. Nothing when the operator's file is in force.
pub async fn undone(tx: &mut Tx, file: &Practice) -> Result<Vec<String>, DbError> {
    let latest = versions(tx, None, 1).await?;
    if latest.iter().all(|version| version.by == Actor::Operator.label()) {
        return Ok(Vec::new());
    }
    let before = current(tx).await?.practice;
    // Whoever is on file is no part of what is in force.
    let after = Practice { patients: Vec::new(), ..file.clone() };
    Ok(differences(&before, &after).into_iter().map(|difference| difference.field).collect())
}
