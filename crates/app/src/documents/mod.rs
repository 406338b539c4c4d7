//! What a practice answers from beside its own file: texts that it loads, quoted word for word.
//!
//! A document is read once, when it is added: its passages are stored, and nothing else of it. Questions are answered
//! from an index in memory, made of the passages that stand in the database; so both engines answer alike, and what is
//! removed answers nothing any more. See `docs/decisions/0015-documents.md`.

mod copy;
pub mod http;
mod index;
mod passages;
mod read;
mod shelf;
mod sql;
mod terms;

use domain::Lang;
use domain::audit::{Action, By, Digest, Entity, Facts};
use domain::ids::DocumentId;
use domain::permission::Actor;
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use self::copy::{Whole, put, whole};
pub use self::read::{Kind, MOST_BYTES, Readable, Unreadable, read};
pub use self::shelf::{Quote, Shelf};
pub(crate) use self::sql::ALL;
use crate::audit::{self, Done};
use crate::db::{DbError, Order, Tx, args};

/// How many documents a practice may have.
pub const MOST_DOCUMENTS: u32 = 100;

/// How many characters they may have together: what is kept in memory of one practice stays small.
pub const MOST_CHARACTERS: u32 = 2_000_000;

/// The longest name, in characters: it is said with each answer.
pub const LONGEST_NAME: usize = 80;

/// A text that is answered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which.
    pub id: DocumentId,
    /// What the practice calls it; callers hear it with each answer.
    pub name: String,
    /// What it was.
    pub kind: Kind,
    /// The language it is in: calls in another one aren't answered from it.
    pub lang: Lang,
    /// How long it is.
    pub characters: u32,
    /// When it was added.
    pub added_at: Timestamp,
}

/// Why a document isn't added or removed.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// There is none of this id.
    #[error("there is no such document")]
    NotFound,
    /// The same text is here already.
    #[error("the same text is here already")]
    Known,
    /// A name is 1 to 80 characters on one line.
    #[error("a name has 1 to 80 characters on one line")]
    Name,
    /// Nothing can be read in it.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// There are as many as there may be.
    #[error("there are as many documents, or as long ones, as a practice may have")]
    Full,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Adds a document that was read.
pub async fn add(tx: &mut Tx, name: &str, text: &Readable, by: &Actor) -> Result<DocumentId, DocumentError> {
    let name = named(name).ok_or(DocumentError::Name)?;
    tx.optional(&sql::ONE_AT_A_TIME, args![], |_| Ok(())).await?;
    let kept = list(tx).await?;
    let characters: u32 = kept.iter().map(|document| document.characters).sum();
    if kept.len() >= MOST_DOCUMENTS as usize || characters + text.characters > MOST_CHARACTERS {
        return Err(DocumentError::Full);
    }
    let known: i64 = tx.one(&sql::KNOWN, args![*text.digest.bytes()], |row| row.get(0)).await?;
    if known > 0 {
        return Err(DocumentError::Known);
    }
    let id: DocumentId = tx.mint();
    let mut batch: Vec<Order> = vec![(
        &sql::ADD,
        args![id, name, text.kind.name(), text.lang.tag(), *text.digest.bytes(), text.characters, tx.now()],
    )];
    for (place, passage) in (0_i64..).zip(&text.passages) {
        batch.push((&sql::PASSAGE, args![id, place, &passage.heading, &passage.text]));
    }
    batch.push(entry(tx, Action::DocumentAdded, id, Some(text.digest), by)?);
    tx.execute_all(batch).await?;
    Ok(id)
}

/// Removes a document. Nothing is answered from it any more.
pub async fn remove(tx: &mut Tx, id: DocumentId, by: &Actor) -> Result<(), DocumentError> {
    let removed = tx.execute_all(vec![(&sql::REMOVE_PASSAGES, args![id]), (&sql::REMOVE, args![id])]).await?;
    if removed.last() != Some(&1) {
        return Err(DocumentError::NotFound);
    }
    let (statement, args) = entry(tx, Action::DocumentRemoved, id, None, by)?;
    tx.execute(statement, args).await?;
    Ok(())
}

/// The practice's documents, by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<Document>, DbError> {
    tx.all(&sql::LIST, args![], |row| {
        Ok(Document {
            id: DocumentId::new(row.get::<Uuid>(0)?),
            name: row.get(1)?,
            kind: Kind::from_name(&row.get::<String>(2)?).unwrap_or_default(),
            lang: Lang::from_tag(&row.get::<String>(3)?).unwrap_or_default(),
            characters: row.get(4)?,
            added_at: row.get(5)?,
        })
    })
    .await
}

/// Whether there is anything to answer from.
pub async fn any(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(!ids(tx).await?.is_empty())
}

/// Which documents there are. They never change, so that this says whether anything has.
async fn ids(tx: &mut Tx) -> Result<Vec<DocumentId>, DbError> {
    tx.all(&sql::IDS, args![], |row| Ok(DocumentId::new(row.get::<Uuid>(0)?))).await
}

fn entry(
    tx: &Tx,
    action: Action,
    id: DocumentId,
    digest: Option<Digest>,
    by: &Actor,
) -> Result<Order, DbError> {
    let after = Facts { digest, ..Facts::default() };
    let done =
        Done { by: By::from(by), action, entity: Entity::Document(id), before: Facts::default(), after };
    audit::entry(tx, done)
}

fn named(name: &str) -> Option<&str> {
    let name = name.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then_some(name)
}
