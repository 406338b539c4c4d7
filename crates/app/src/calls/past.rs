//! The calls that run and those that there were.

use jiff::{SignedDuration, Timestamp};

use super::sql;
use crate::db::{DbError, Tx, args};

/// No call lasts as long as this: one that seems to was cut off with its process.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

/// After this a call is over, which the dialogue ends after ten minutes.
const SURELY_OVER: SignedDuration = SignedDuration::from_mins(15);

/// When the calls that run began, the oldest first.
pub async fn running(tx: &mut Tx) -> Result<Vec<Timestamp>, DbError> {
    let since = tx.now().saturating_sub(LONGEST).unwrap_or(tx.now());
    tx.all(&sql::RUNNING, args![since], |row| row.get(0)).await
}

/// How many calls run. One that was cut off with its process counts until it would be over in any case.
pub(crate) async fn how_many_run(tx: &mut Tx) -> Result<u32, DbError> {
    let since = tx.now().saturating_sub(SURELY_OVER).unwrap_or(tx.now());
    tx.one(&sql::HOW_MANY_RUN, args![since], |row| row.get(0)).await
}

/// When the last call began; nothing while there was none.
pub(crate) async fn latest(tx: &mut Tx) -> Result<Option<Timestamp>, DbError> {
    tx.optional(&sql::LATEST, args![], |row| row.get(0)).await
}

/// How many calls there have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// In all.
    pub all: u32,
    /// Put through to a person.
    pub transferred: u32,
    /// In which the caller hung up.
    pub hung_up: u32,
}

/// How many calls there have been since an instant.
pub async fn count(tx: &mut Tx, since: Timestamp) -> Result<Count, DbError> {
    tx.one(&sql::COUNT, args![since], |row| {
        Ok(Count { all: row.get(0)?, transferred: row.get(1)?, hung_up: row.get(2)? })
    })
    .await
}
