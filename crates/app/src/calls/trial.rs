//! A question tried: what a caller hears who begins with it. The conversation itself answers, as in a call, and nothing of
//! it is written down.

use dialogue::{Act, Answer, Call, Input};
use domain::ids::{CallId, Minted as _};

use super::desk::Desk;
use super::opening::Opening;
use crate::db::DbError;
use crate::documents;

/// What is said to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The sentences.
    pub said: Vec<String>,
    /// What the documents had to do with it.
    pub documents: Consulted,
}

/// What came of asking the practice's documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consulted {
    /// They weren't asked: the practice's own answers come first, and an errand is no question.
    NotAsked,
    /// None of them answers it.
    Silent,
    /// The document of this name does.
    Quoted(String),
}

/// What the practice's receptionist says to a question, as the first thing that it hears. What would change or keep
/// anything isn't done: what is said before that is all.
pub async fn trial(opening: Opening, question: &str) -> Result<Trial, DbError> {
    let now = opening.clock.now();
    let documents = documents::any(&mut opening.db.read(opening.tenant, now).await?).await?;
    let mut call = Call::new(opening.setting(documents), now);
    while call.poll().is_some() {}
    let Opening { db, clock, tenant, practice, caller, shelf, .. } = opening;
    let id = CallId::from_parts(now, db.dice().bytes());
    let mut desk = Desk::new(db, clock, tenant, id, practice, caller, shelf);
    let mut trial = Trial { said: Vec::new(), documents: Consulted::NotAsked };
    call.handle(Input::Heard(question.to_owned()), now);
    while let Some(action) = call.poll() {
        match &action.act {
            Act::Say(utterance) => trial.said.push(utterance.text.clone()),
            act @ (Act::FindSlots(_) | Act::LookUp { .. }) => {
                let answer = desk.perform(act).await;
                match &answer {
                    Answer::Quoted { document, .. } => trial.documents = Consulted::Quoted(document.clone()),
                    Answer::NotWritten => trial.documents = Consulted::Silent,
                    _ => {}
                }
                call.handle(Input::Answered { id: action.id, answer }, now);
            }
            _ => {}
        }
    }
    Ok(trial)
}
