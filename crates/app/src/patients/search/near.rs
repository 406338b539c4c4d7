//! Words of a name, and who is found though it was typed otherwise: as it sounds, or with a slip.

use domain::name;
use domain::permission::Actor;

use super::super::words::WordMacs;
use super::super::{alike, sql};
use super::LOOKED_THROUGH;
use super::fit::distance;
use super::rows::{Opened, among};
use crate::db::{DbError, Tx, Value, args};
use crate::sealing::{self, TenantKeys};

/// How many words of what was typed are looked for; the others must fit all the same.
const WORDS: usize = 3;

/// Adds those whose names begin as what was typed sounds, by name; whether there may be more of them. What they have in
/// common with what was typed is little, so that many are looked through for the few who fit.
pub(super) async fn add_alike(
    tx: &mut Tx,
    by: &Actor,
    words: &[String],
    all: &mut Vec<Opened>,
) -> Result<bool, DbError> {
    let keys = sealing::tenant(tx).await?;
    let macs = alike::macs(&keys, words);
    if macs.is_empty() {
        return Ok(false);
    }
    let (mut others, more) = among(tx, by, &sql::BY_BEGINNINGS, macs, LOOKED_THROUGH).await?;
    others.retain(|other| alike::is_heard(&other.normal, words));
    add(all, others);
    Ok(more)
}

/// Adds those of whom one word fits and the others nearly do, by name: «janne petit». Whether there may be more of them.
pub(super) async fn add_misspelt(
    tx: &mut Tx,
    by: &Actor,
    words: &[String],
    all: &mut Vec<Opened>,
) -> Result<bool, DbError> {
    let keys = sealing::tenant(tx).await?;
    let (mut others, mut more) = (Vec::new(), false);
    for word in words.iter().take(WORDS) {
        let fitting = looked_for(&keys, std::slice::from_ref(word));
        let (some, cut) = among(tx, by, &sql::BY_WORDS, fitting, LOOKED_THROUGH).await?;
        others.extend(some);
        more |= cut;
    }
    others.retain(|other| {
        let is_near = |word: &String| other.normal.split(' ').any(|own| name::nearly(own, word));
        let fits = |word: &String| distance(&other.normal, std::slice::from_ref(word)).is_some();
        words.iter().all(|word| fits(word) || is_near(word))
    });
    add(all, others);
    Ok(more)
}

/// Puts others behind those who were found, by name and each once.
fn add(all: &mut Vec<Opened>, mut others: Vec<Opened>) {
    others.sort_by(|one, other| (&one.normal, one.stored.id).cmp(&(&other.normal, other.stored.id)));
    for other in others {
        if all.iter().all(|one| one.stored.id != other.stored.id) {
            all.push(other);
        }
    }
}

/// The macs of the words that say most: the longest.
pub(super) fn looked_for(keys: &TenantKeys, words: &[String]) -> Vec<Value> {
    let mut longest: Vec<&String> = words.iter().collect();
    longest.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let macs: Vec<WordMacs> = longest.iter().take(WORDS).map(|word| WordMacs::of(keys, word)).collect();
    // Fewer words than places: the first one again says nothing new.
    let placed = (0..WORDS).filter_map(|place| macs.get(place).or(macs.first()));
    placed.flat_map(|macs| args![macs.spelt, macs.sound]).collect()
}
