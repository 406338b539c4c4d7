//! Changes: in one transaction each, once for each `Idempotency-Key`, told to whoever watches.
//!
//! A repetition is answered as the first request was, refusals included (the draft standard of the header asks for
//! it, and I9): what could not be booked at nine is not booked by a repetition at ten, when the slot is free again.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Once, begin, end};
use crate::booking::http::{ConflictsView, SlotView};
use crate::db::{DbError, Retryable, Tx};
use crate::http::{App, Caller, Code, IdempotencyKey, Problem, WrongField};
use crate::sealing::{Person, sha256};

/// Something that a request changes.
pub(crate) trait Change: Sync {
    /// What is answered.
    type Answer: Serialize + DeserializeOwned + Send;

    /// Why it may not be made.
    type Error: Retryable + From<DbError> + Into<Problem> + Send;

    /// Makes the change; whoever calls commits it.
    fn make(
        &self,
        app: &App,
        caller: &Caller,
        tx: &mut Tx,
    ) -> impl Future<Output = Result<Made<Self::Answer>, Self::Error>> + Send;

    /// What an error is to the client.
    fn problem(&self, error: Self::Error) -> Problem {
        error.into()
    }

    /// Up to three slots to take instead of one that somebody has.
    fn instead(
        &self,
        _app: &App,
        _tx: &mut Tx,
    ) -> impl Future<Output = Result<Vec<SlotView>, Self::Error>> + Send {
        std::future::ready(Ok(Vec::new()))
    }
}

/// What is answered, and whom it is about, whose key seals what is kept of it.
pub(crate) struct Made<T> {
    pub(crate) answer: T,
    pub(crate) about: Option<Person>,
}

/// What is asked, so that a repetition is told from another request with the same key.
pub(crate) struct Asked {
    key: Option<String>,
    digest: [u8; 32],
}

impl Asked {
    /// `what` names the operation and what it is about; `body` is what was sent.
    pub(crate) fn new(
        caller: &Caller,
        key: IdempotencyKey,
        what: &str,
        body: &impl Serialize,
    ) -> Result<Self, Problem> {
        let body = serde_json::to_string(body).map_err(|error| DbError::document("a request", &error))?;
        // Each key of the API has idempotency keys of its own.
        let key = key.0.map(|key| format!("{} {key}", caller.actor.label()));
        Ok(Self { key, digest: sha256(format!("{what}\n{body}").as_bytes()) })
    }
}

/// What is kept of an answer, for whoever asks again.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept<T> {
    /// It was done.
    Done(T),
    /// It was refused.
    Refused(Refused),
}

/// A refusal, as it was told.
#[derive(Serialize, Deserialize)]
struct Refused {
    code: String,
    detail: Option<String>,
    #[serde(default)]
    errors: Vec<WrongField>,
    alternatives: Vec<SlotView>,
    #[serde(default)]
    conflicts: Option<ConflictsView>,
}

/// What came of a try.
enum Outcome<T> {
    /// This was answered, now or before.
    Answered(Kept<T>),
    /// The key was used for something else.
    Mismatch,
}

/// Makes a change once for its key, and answers it. A repetition is told as it was told before.
pub(crate) async fn perform<C: Change>(
    app: &App,
    caller: &Caller,
    asked: &Asked,
    change: &C,
) -> Result<C::Answer, Problem> {
    let ask = async || -> Result<_, C::Error> {
        let mut tx = caller.write(app).await?;
        if let Some(before) = asked.begin(&mut tx).await? {
            // On SQLite what was read may stand in the same group, not yet on the disk: it is told once it is.
            tx.commit().await?;
            return Ok(before);
        }
        let Made { answer, about } = change.make(app, caller, &mut tx).await?;
        let kept = asked.end(&mut tx, Kept::Done(answer), about).await?;
        tx.commit().await?;
        Ok(Outcome::Answered(kept))
    };
    // Without a key, to ask again might do it twice.
    let made = if asked.key.is_some() { app.db.finding_out(ask).await } else { app.db.retrying(ask).await };
    match made {
        Ok(outcome) => outcome.answer(app, caller),
        Err(error) => refuse(app, caller, asked, change, error).await,
    }
}

/// Tells why a change was not made; keeps what was told, unless it says nothing about the request (a fault, a limit).
async fn refuse<C: Change>(
    app: &App,
    caller: &Caller,
    asked: &Asked,
    change: &C,
    error: C::Error,
) -> Result<C::Answer, Problem> {
    let problem = change.problem(error);
    if !problem.code.is_about_the_request() {
        return Err(problem);
    }
    let kept = app.db.finding_out(async || -> Result<_, C::Error> {
        let mut tx = asked.transaction(app, caller).await?;
        // Somebody may have asked the same meanwhile: then both hear the same.
        if let Some(before) = asked.begin(&mut tx).await? {
            tx.commit().await?;
            return Ok(before);
        }
        let alternatives = match problem.code {
            Code::Taken => change.instead(app, &mut tx).await?,
            _ => Vec::new(),
        };
        let code = problem.code.name().to_owned();
        let (detail, errors, conflicts) =
            (problem.detail.clone(), problem.errors.clone(), problem.conflicts.clone());
        let told = Refused { code, detail, errors, alternatives, conflicts };
        let kept = asked.end(&mut tx, Kept::Refused(told), None).await?;
        tx.commit().await?;
        Ok(Outcome::Answered(kept))
    });
    kept.await.map_err(Into::into)?.answer(app, caller)
}

impl Asked {
    /// A transaction that may keep an answer, when there is a key to keep it under.
    async fn transaction(&self, app: &App, caller: &Caller) -> Result<Tx, DbError> {
        if self.key.is_some() { caller.write(app).await } else { caller.read(app).await }
    }

    /// Begins the change; what was answered before, when it is a repetition.
    async fn begin<T: DeserializeOwned>(&self, tx: &mut Tx) -> Result<Option<Outcome<T>>, DbError> {
        let Some(key) = &self.key else { return Ok(None) };
        Ok(match begin(tx, key, self.digest).await? {
            Once::First => None,
            Once::Done(text) => {
                let kept = serde_json::from_str(&text);
                Some(Outcome::Answered(kept.map_err(|error| DbError::document("a kept answer", &error))?))
            }
            Once::Erased => Some(Outcome::Answered(Kept::Refused(Refused {
                code: Code::NotFound.name().to_owned(),
                detail: None,
                errors: Vec::new(),
                alternatives: Vec::new(),
                conflicts: None,
            }))),
            Once::Other => Some(Outcome::Mismatch),
        })
    }

    /// Keeps the answer, in the transaction of its effect.
    async fn end<K: Serialize>(&self, tx: &mut Tx, kept: K, about: Option<Person>) -> Result<K, DbError> {
        if let Some(key) = &self.key {
            let text = serde_json::to_string(&kept);
            let text = text.map_err(|error| DbError::document("an answer to keep", &error))?;
            end(tx, key, &text, about).await?;
        }
        Ok(kept)
    }
}

impl<T> Outcome<T> {
    /// The answer. Whoever watches is told of a change, when it is repeated too: the first time, nobody may have heard
    /// that it was made.
    fn answer(self, app: &App, caller: &Caller) -> Result<T, Problem> {
        let Self::Answered(kept) = self else { return Err(Problem::new(Code::IdempotencyMismatch)) };
        if matches!(kept, Kept::Done(_)) {
            app.changes.tell(caller.tenant);
        }
        kept.answer()
    }
}

impl<T> Kept<T> {
    fn answer(self) -> Result<T, Problem> {
        match self {
            Self::Done(answer) => Ok(answer),
            Self::Refused(Refused { code, detail, errors, alternatives, conflicts }) => {
                let code = Code::from_name(&code).ok_or(DbError::NoRow("a code of a kept refusal"))?;
                Err(Problem { code, detail, errors, alternatives, conflicts, ..Problem::new(code) })
            }
        }
    }
}
