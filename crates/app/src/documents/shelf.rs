//! What answers are found on: the indexes of the practices that were asked, in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Lang;
use domain::ids::{DocumentId, TenantId};
use uuid::Uuid;

use super::index::{Found, Index};
use super::passages::Passage;
use super::{ids, sql};
use crate::db::{DbError, Tx, args};

/// Of how many practices the indexes are kept: those of others are made anew when somebody asks.
const MOST_KEPT: usize = 256;

/// An answer: a document's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Of which document.
    pub document: DocumentId,
    /// What the practice calls it.
    pub name: String,
    /// One or two sentences, as they stand there.
    pub words: String,
}

/// A practice's documents, ready to be asked.
struct Read {
    /// Which documents these are: when others stand in the database, this is out of date.
    ids: Vec<DocumentId>,
    names: Vec<(DocumentId, String)>,
    french: Index,
    english: Index,
}

/// The documents of the practices that were asked, each with which they were. Asking costs one small query: where
/// one was added or removed, they are read again.
#[derive(Clone, Default)]
pub struct Shelf(Arc<Mutex<HashMap<TenantId, Arc<Read>>>>);

impl Shelf {
    /// What the practice's documents answer, in their words; nothing when they don't.
    pub async fn answer(&self, tx: &mut Tx, lang: Lang, question: &str) -> Result<Option<Quote>, DbError> {
        let read = self.read(tx).await?;
        let index = if lang == Lang::Fr { &read.french } else { &read.english };
        Ok(index.answer(question).and_then(|Found { document, words }| {
            let (document, name) = read.names.get(document)?.clone();
            Some(Quote { document, name, words })
        }))
    }

    async fn read(&self, tx: &mut Tx) -> Result<Arc<Read>, DbError> {
        let ids = ids(tx).await?;
        let known = self.kept().get(&tx.tenant()).cloned();
        if let Some(known) = known.filter(|known| known.ids == ids) {
            return Ok(known);
        }
        let read = Arc::new(read(tx, ids).await?);
        let mut kept = self.kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(tx.tenant(), read.clone());
        Ok(read)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, Arc<Read>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn read(tx: &mut Tx, ids: Vec<DocumentId>) -> Result<Read, DbError> {
    let rows = tx.all(&sql::PASSAGES, args![], |row| {
        let id = DocumentId::new(row.get::<Uuid>(0)?);
        let passage = Passage { heading: row.get(3)?, text: row.get(4)? };
        Ok((id, row.get::<String>(1)?, Lang::from_tag(&row.get::<String>(2)?).unwrap_or_default(), passage))
    });
    let rows = rows.await?;
    // It may take a while, and others wait for this thread.
    let made = tokio::task::spawn_blocking(move || indexed(ids, rows)).await;
    made.map_err(|error| DbError::Statement { statement: "documents::shelf", message: error.to_string() })
}

fn indexed(ids: Vec<DocumentId>, rows: Vec<(DocumentId, String, Lang, Passage)>) -> Read {
    let mut read =
        Read { ids, names: Vec::new(), french: Index::new(Lang::Fr), english: Index::new(Lang::En) };
    for (id, name, lang, passage) in rows {
        if read.names.last().is_none_or(|(last, _)| *last != id) {
            read.names.push((id, name.clone()));
        }
        let document = read.names.len() - 1;
        let index = if lang == Lang::Fr { &mut read.french } else { &mut read.english };
        index.add(document, &name, passage);
    }
    read
}
