//! Names that are known for such by their spelling.

use super::name::name_at;
use super::words::{hesitates, is_name_word, looks_like_a_name};
use crate::entity::{Found, spelled};
use crate::names;
use crate::names::PARTICLES;
use crate::text::{Gap, Text};

/// Words between the first of a name and its spelling.
const FARTHEST: usize = 6;
/// Letters with which a spelling must begin as the word does.
const ALIKE: usize = 3;

/// A name that is spelled, whatever was asked.
pub(super) fn find(text: &Text<'_>) -> Option<Found> {
    (0..text.tokens.len()).find_map(|at| explained(text, at).or_else(|| repeated(text, at)))
}

/// «… ça s'écrit P comme Pierre…»: the spelling says itself that it is one.
fn explained(text: &Text<'_>, at: usize) -> Option<Found> {
    let spelling = spelled::read(text, at)?;
    let explained = (at..spelling.end).any(|i| matches!(text.word(i), "comme" | "as" | "apostrophe"));
    let announced =
        (at.saturating_sub(3)..at).any(|i| matches!(text.word(i), "ecrit" | "epelle" | "spelled" | "spelt"));
    (explained || announced).then(|| name_before(text, at)).flatten()
}

/// «Delphine Roux, R, O, U, X», «Sébastien Le Goff, avec deux F»: what was just said is said again in letters.
fn repeated(text: &Text<'_>, at: usize) -> Option<Found> {
    let spelling = spelled::read(text, at).map(|spelling| names::folded(&spelling.letters));
    let doubled = spelled::doubled(text, at).filter(|_| spelling.is_none());
    let is_spelled = |word: &str| match (&spelling, doubled) {
        (Some(letters), _) => is_alike(letters, word),
        (None, Some((letter, _))) => word.contains(letter),
        (None, None) => false,
    };
    let name = (spelling.is_some() || doubled.is_some()).then(|| name_before(text, at)).flatten()?;
    let mut said = (name.tokens.start..at).filter(|i| text.word(*i).len() > 1);
    said.any(|i| is_spelled(text.word(i))).then_some(name)
}

/// Whether letters are those of a word, as far as an ear can tell.
fn is_alike(letters: &str, word: &str) -> bool {
    let shared = letters.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    shared >= ALIKE.min(word.len()) || shared > 0 && names::sounds_like(letters) == names::sounds_like(word)
}

/// The name that a spelling completes, said right before it or not at all.
pub(super) fn name_before(text: &Text<'_>, spelling: usize) -> Option<Found> {
    let mut first = spelling;
    let mut at = spelling;
    while at > 0 {
        at -= 1;
        let joined = first == at + 1 && first != spelling;
        let particle = joined && PARTICLES.contains(&text.word(at));
        let elided = joined && text.tokens[first].gap == Gap::Apostrophe;
        let word = (particle || is_name_word(text, at)) && text.word(at).len() > 1;
        if (word || elided) && spelling - at <= FARTHEST {
            first = at;
        } else if first != spelling || !is_bridge(text, at) {
            break;
        }
    }
    name_at(text, from_first_name(text, first, spelling))
}

/// Of words written small, those from a first name on: «c'est possible camille joly, J, O…».
fn from_first_name(text: &Text<'_>, first: usize, spelling: usize) -> usize {
    let begins = |at: &usize| names::is_first_name(text.word(*at)) && is_name_word(text, *at + 1);
    let given = || (first..spelling.saturating_sub(1)).find(begins);
    if looks_like_a_name(text, first) { first } else { given().unwrap_or(first) }
}

/// What may stand between a name and its spelling.
pub(super) fn is_bridge(text: &Text<'_>, at: usize) -> bool {
    const WORDS: &[&str] =
        &["ca", "s", "ecrit", "epelle", "c", "est", "its", "it", "is", "spelled", "spelt", "thats", "that"];
    WORDS.contains(&text.word(at)) || hesitates(text, at)
}
