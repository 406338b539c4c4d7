//! What a name is found by: its words, their beginnings, and how they sound.
//!
//! Names are sealed, so nothing can be searched in them; keyed HMACs of all that somebody could look for stand beside.
//! What that costs and gives away is in `docs/decisions/0019-finding-patients.md`.

use domain::ids::{PatientId, TenantId};
use domain::name;
use jiff::Timestamp;

use super::sql;
use crate::db::{Db, DbError, Order, Tx, args};
use crate::sealing::{self, SealingError, TenantKeys};

/// How many letters the shortest beginning has that a word is found by.
pub(super) const SHORTEST: usize = 3;

/// How many letters of a word are looked at: longer beginnings say no more.
const LONGEST: usize = 24;

/// How many words of a name are written.
const WORDS: usize = 8;

/// How many files are gone through in one transaction.
const BATCH: u32 = 200;

/// What is looked for with a word that somebody typed: what is spelt or begins so, and what sounds so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordMacs {
    /// Of the word itself, or of the beginning that was typed.
    pub(super) spelt: i64,
    /// Of its sound.
    pub(super) sound: i64,
}

impl WordMacs {
    /// Of a word as it was normalised.
    pub(super) fn of(keys: &TenantKeys, word: &str) -> Self {
        Self { spelt: spelt(keys, cut(word)), sound: sound(keys, word) }
    }
}

/// The statements that write what a name is found by.
pub(super) fn orders(keys: &TenantKeys, id: PatientId, name: &str) -> [Order; 2] {
    let macs: Vec<String> = macs(keys, name).iter().map(ToString::to_string).collect();
    [(&sql::FORGET_WORDS, args![id]), (&sql::FIND_BY, args![id, macs])]
}

/// Writes the words of a practice's files that have none yet: those from before there were any. Says how many.
pub async fn index(db: &Db, tenant: TenantId, now: Timestamp) -> Result<u64, DbError> {
    let mut all = 0;
    loop {
        let mut tx = db.write(tenant, now).await?;
        let written = batch(&mut tx).await?;
        if written == 0 {
            return Ok(all);
        }
        tx.commit().await?;
        all += written;
    }
}

async fn batch(tx: &mut Tx) -> Result<u64, DbError> {
    let files = tx.all(&sql::TO_INDEX, args![BATCH], |row| {
        Ok((row.get::<PatientId>(0)?, row.get::<Vec<u8>>(1)?, row.get::<Vec<u8>>(2)?))
    });
    let (files, keys) = (files.await?, sealing::tenant(tx).await?);
    let mut batch = Vec::with_capacity(3 * files.len());
    for (id, name, wrapped) in &files {
        let key = sealing::unwrap(&keys, id.uuid(), wrapped, tx.dice());
        let name = key.and_then(|key| key.open("patient", "name", id.uuid(), name));
        let name = name.map_err(|error| SealingError::from(error).into_db())?;
        batch.extend(orders(&keys, *id, &name));
        batch.push((&sql::INDEXED, args![*id]));
    }
    if !batch.is_empty() {
        tx.execute_all(batch).await?;
    }
    Ok(files.len() as u64)
}

/// All that a name is found by, each once.
fn macs(keys: &TenantKeys, name: &str) -> Vec<i64> {
    let normal = name::normalise(name);
    let mut macs = Vec::new();
    for word in normal.split(' ').filter(|word| !word.is_empty()).take(WORDS) {
        macs.push(sound(keys, word));
        macs.extend(beginnings(cut(word)).map(|beginning| spelt(keys, beginning)));
    }
    macs.sort_unstable();
    macs.dedup();
    macs
}

/// A word's beginnings, itself the last of them; a short word is its only one.
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.skip(SHORTEST - 1).map(|end| &word[..end]).chain((word.chars().count() < SHORTEST).then_some(word))
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end])
}

/// Of a beginning as it is spelt.
pub(super) fn spelt(keys: &TenantKeys, beginning: &str) -> i64 {
    first_bytes(&keys.lookup("word", beginning))
}

/// Of how a word sounds.
pub(super) fn sound(keys: &TenantKeys, word: &str) -> i64 {
    first_bytes(&keys.lookup("word sound", &name::phonetic(word)))
}

/// Eight bytes tell a practice's words apart; a file that is found by mistake is seen not to fit once its name is open.
fn first_bytes(mac: &[u8; 32]) -> i64 {
    let mut first = [0; 8];
    first.copy_from_slice(&mac[..8]);
    i64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_its_beginnings() {
        let all = |word| beginnings(word).collect::<Vec<_>>();
        assert_eq!(all("petit"), ["pet", "peti", "petit"]);
        assert_eq!(all("ly"), ["ly"]);
        assert_eq!(all("zoë"), ["zoë"]);
        assert_eq!(cut(&"é".repeat(40)).chars().count(), LONGEST);
    }
}
