//! Mutations that are asked for twice and happen once (`Idempotency-Key`).

pub(crate) mod http;
mod sql;

use jiff::Timestamp;

pub(crate) use self::sql::ALL;
use crate::db::{DbError, Tx, args};
use crate::sealing::{self, Person, SealingError};

/// Whether this is the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// It is: do it, and say what was answered by [`end`], in this transaction.
    First,
    /// It was done: this was answered.
    Done(String),
    /// It was done, and whoever the answer was about has been erased since.
    Erased,
    /// The key was used for another request.
    Other,
}

/// By what a [`DbError::Conflict`] is known that means: somebody is at the same request, and takes long.
pub const IN_PROGRESS: &str = "a request with the same key";

/// Begins what must happen once. `key` is the client's key under whoever uses it; `request` the digest of what is
/// asked. While somebody else is at it, this waits for them. Whatever it says, commit before it is told: on SQLite
/// what was done before may stand in the same group of operations, not yet on the disk.
pub async fn begin(tx: &mut Tx, key: &str, request: [u8; 32]) -> Result<Once, DbError> {
    let now = tx.now();
    let begun = tx.execute(&sql::BEGIN, args![key, request, now]).await;
    let begun = begun.map_err(|error| match error {
        DbError::Conflict(_) => DbError::Conflict(IN_PROGRESS),
        error => error,
    });
    if begun? == 1 {
        return Ok(Once::First);
    }
    let read = tx.one(&sql::ANSWER, args![key], |row| {
        Ok((row.get::<[u8; 32]>(0)?, row.get::<Option<Vec<u8>>>(1)?, row.get::<Option<Person>>(2)?))
    });
    let (before, answer, about) = read.await?;
    if before != request {
        return Ok(Once::Other);
    }
    let sealed = answer.ok_or(DbError::Conflict(IN_PROGRESS))?;
    match open(tx, key, &sealed, about).await {
        Ok(answer) => Ok(Once::Done(answer)),
        Err(SealingError::Erased) => Ok(Once::Erased),
        Err(error) => Err(error.into_db()),
    }
}

/// Keeps the answer, sealed with the key of whom it is about, so that it goes when they are erased.
pub async fn end(tx: &mut Tx, key: &str, answer: &str, about: Option<Person>) -> Result<(), DbError> {
    let keys = sealing::tenant(tx).await?;
    let theirs = match about {
        None => None,
        Some(person) => match sealing::person(tx, person).await {
            Ok(theirs) => Some(theirs),
            // Of somebody who is erased already, an answer can't hold anything.
            Err(SealingError::Erased) => None,
            Err(error) => return Err(error.into_db()),
        },
    };
    let sealed = match &theirs {
        None => keys.seal_answer(key, answer, &tx.dice()),
        Some(theirs) => theirs.seal("idempotency", "response", keys.answer_row(key), answer),
    };
    tx.execute(&sql::END, args![key, sealed, about.filter(|_| theirs.is_some())]).await.map(drop)
}

async fn open(tx: &mut Tx, key: &str, sealed: &[u8], about: Option<Person>) -> Result<String, SealingError> {
    let keys = sealing::tenant(tx).await?;
    Ok(match about {
        None => keys.open_answer(key, sealed)?,
        Some(person) => {
            let theirs = sealing::person(tx, person).await?;
            theirs.open("idempotency", "response", keys.answer_row(key), sealed)?
        }
    })
}

/// Forgets answers from before an instant, so many at most; says how many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    tx.execute(&sql::FORGET, args![before, most]).await
}
