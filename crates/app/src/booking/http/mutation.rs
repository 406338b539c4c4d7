//! Changes: in one transaction each, once for each `Idempotency-Key`, told to whoever watches.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::{BookingError, Once, begin_once, end_once};
use crate::db::{DbError, Tx};
use crate::http::{App, Caller, Code, IdempotencyKey, Problem};
use crate::sealing::sha256;

/// What is asked, so that a repetition is told from another request with the same key.
pub(super) struct Asked {
    key: Option<String>,
    digest: [u8; 32],
}

impl Asked {
    /// `what` names the operation and what it is about; `body` is what was sent.
    pub(super) fn new(caller: &Caller, key: IdempotencyKey, what: &str, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        // Each key of the API has idempotency keys of its own.
        let key = key.0.map(|key| format!("{} {key}", caller.actor.label()));
        Self { key, digest: sha256(format!("{what}\n{body}").as_bytes()) }
    }
}

/// What came of a try.
pub(super) enum Outcome<T> {
    /// It was done now.
    Fresh(T),
    /// It was done before, and this was answered.
    Repeated(T),
    /// The key was used for something else.
    Mismatch,
}

impl Asked {
    /// Begins the change; what was answered before, when it is a repetition.
    pub(super) async fn begin<T: DeserializeOwned>(
        &self,
        tx: &mut Tx,
    ) -> Result<Option<Outcome<T>>, BookingError> {
        let Some(key) = &self.key else { return Ok(None) };
        Ok(match begin_once(tx, key, self.digest).await? {
            Once::First => None,
            Once::Done(text) => {
                let answer =
                    serde_json::from_str(&text).map_err(|_| DbError::NoRow("an answer of this operation"))?;
                Some(Outcome::Repeated(answer))
            }
            Once::Other => Some(Outcome::Mismatch),
        })
    }

    /// Keeps the answer with its effect, and commits both.
    pub(super) async fn finish<T: Serialize>(
        &self,
        mut tx: Tx,
        value: T,
    ) -> Result<Outcome<T>, BookingError> {
        if let Some(key) = &self.key {
            end_once(&mut tx, key, &serde_json::to_string(&value).unwrap_or_default()).await?;
        }
        tx.commit().await?;
        Ok(Outcome::Fresh(value))
    }
}

impl<T> Outcome<T> {
    /// The answer; whoever watches is told of a change.
    pub(super) fn answer(self, app: &App, caller: &Caller) -> Result<T, Problem> {
        match self {
            Self::Fresh(value) => {
                app.changes.tell(caller.tenant);
                Ok(value)
            }
            Self::Repeated(value) => Ok(value),
            Self::Mismatch => Err(Problem::new(Code::IdempotencyMismatch)),
        }
    }
}
