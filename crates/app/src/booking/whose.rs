//! What one patient has: all of their appointments and requests, and how they become another file's.

use domain::ids::{CallId, PatientId};

use super::request::{Request, Stored};
use super::rows::Booking;
use super::sql;
use crate::db::{DbError, Order, Tx, args};
use crate::sealing::{self, SealingError};

/// How many of each are read.
const MOST: u32 = 500;

/// All of a patient's appointments, whatever became of them, the latest first.
pub async fn all_of_patient(tx: &mut Tx, patient: PatientId) -> Result<Vec<Booking>, DbError> {
    tx.all(&sql::ALL_OF_PATIENT, args![patient, MOST], Booking::read).await
}

/// All that a patient left for the staff, the latest first.
pub async fn requests_of_patient(tx: &mut Tx, patient: PatientId) -> Result<Vec<Request>, DbError> {
    let rows = tx.all(&sql::REQUESTS_OF_PATIENT, args![patient, MOST], Stored::read).await?;
    opened(tx, rows).await
}

/// What was left for the staff in a call.
pub async fn requests_of_call(tx: &mut Tx, call: CallId) -> Result<Vec<Request>, DbError> {
    let rows = tx.all(&sql::REQUESTS_OF_CALL, args![call], Stored::read).await?;
    opened(tx, rows).await
}

/// Makes all that is one patient's another's, sealed with the other's key; says how many appointments that were.
pub(crate) async fn hand_over(tx: &mut Tx, from: PatientId, to: PatientId) -> Result<u32, DbError> {
    let old = sealing::person(tx, from.uuid()).await.map_err(SealingError::into_db)?;
    let new = sealing::person(tx, to.uuid()).await.map_err(SealingError::into_db)?;
    let again = |table, column, row, sealed: &[u8]| {
        let open =
            old.open(table, column, row, sealed).map_err(|error| SealingError::from(error).into_db())?;
        Ok::<_, DbError>(new.seal(table, column, row, &open))
    };
    let mut batch: Vec<Order> = Vec::new();
    let read = |row: &crate::db::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let references: Vec<(uuid::Uuid, Vec<u8>)> = tx.all(&sql::REFERENCES_OF, args![from], read).await?;
    for (id, sealed) in &references {
        let reference = again("appointment", "reference", *id, sealed)?;
        batch.push((&sql::HAND_OVER, args![*id, to, reference]));
    }
    let details: Vec<(uuid::Uuid, Vec<u8>)> = tx.all(&sql::DETAILS_OF, args![from], read).await?;
    for (id, sealed) in &details {
        let details = again("request", "details", *id, sealed)?;
        batch.push((&sql::HAND_OVER_REQUEST, args![*id, to, details]));
    }
    if !batch.is_empty() {
        tx.execute_all(batch).await?;
    }
    Ok(u32::try_from(references.len()).unwrap_or(u32::MAX))
}

async fn opened(tx: &mut Tx, rows: Vec<Stored>) -> Result<Vec<Request>, DbError> {
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        requests.push(row.open(tx).await?);
    }
    Ok(requests)
}
