//! A practice's documents for a copy of it.

use domain::ids::DocumentId;
use jiff::Timestamp;
use uuid::Uuid;

use super::sql;
use crate::db::{DbError, Order, Tx, args};

/// A document with all that is stored of it.
pub(crate) struct Whole {
    id: DocumentId,
    name: String,
    kind: String,
    lang: String,
    digest: Vec<u8>,
    characters: u32,
    added_at: Timestamp,
    /// A heading and a text each, in order.
    passages: Vec<(String, String)>,
}

/// The practice's documents, each with all of its passages.
pub(crate) async fn whole(tx: &mut Tx) -> Result<Vec<Whole>, DbError> {
    let mut documents = tx
        .all(&sql::WHOLE, args![], |row| {
            Ok(Whole {
                id: DocumentId::new(row.get::<Uuid>(0)?),
                name: row.get(1)?,
                kind: row.get(2)?,
                lang: row.get(3)?,
                digest: row.get(4)?,
                characters: row.get(5)?,
                added_at: row.get(6)?,
                passages: Vec::new(),
            })
        })
        .await?;
    let passages = tx.all(&sql::PASSAGES, args![], |row| {
        Ok((DocumentId::new(row.get::<Uuid>(0)?), row.get(3)?, row.get(4)?))
    });
    for (id, heading, text) in passages.await? {
        if let Some(document) = documents.iter_mut().find(|document| document.id == id) {
            document.passages.push((heading, text));
        }
    }
    Ok(documents)
}

/// Puts documents into a practice that has none. It is a copy: its trail doesn't tell of them.
pub(crate) async fn put(tx: &mut Tx, documents: Vec<Whole>) -> Result<(), DbError> {
    let mut batch: Vec<Order> = Vec::new();
    for one in documents {
        let id = one.id;
        let row = args![id, one.name, one.kind, one.lang, one.digest, one.characters, one.added_at];
        batch.push((&sql::ADD, row));
        for (place, (heading, text)) in (0_i64..).zip(one.passages) {
            batch.push((&sql::PASSAGE, args![id, place, heading, text]));
        }
    }
    tx.execute_all(batch).await.map(drop)
}
