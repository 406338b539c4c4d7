//! Names that were typed by ear: joined or parted otherwise («Legoff», «Le Goff»), or begun as they sound («fontene»).
//!
//! The index has beginnings as they are spelt and whole words as they sound. So those are taken whose words begin with
//! the same three letters, or others that sound so, and of them, once their names are open, those that are heard alike.

use domain::name::{aloud, phonetic};

use super::words;
use crate::db::Value;
use crate::sealing::TenantKeys;

/// As many macs are looked for at once.
pub(super) const MACS: usize = 12;

/// Shorter words say too little to be heard.
const SHORTEST: usize = 4;

/// What may stand before a surname, and be written as one word with it.
const PARTICLES: &[&str] = &[
    "saint", "sainte", "les", "des", "ben", "bel", "mac", "van", "von", "san", "le", "la", "de", "du", "el",
    "al", "mc", "st", "d", "l", "o",
];

/// Beginnings that sound alike.
const ALIKE: &[(&str, &str)] = &[
    ("ph", "f"),
    ("f", "ph"),
    ("qu", "k"),
    ("qu", "c"),
    ("k", "c"),
    ("k", "qu"),
    ("c", "k"),
    ("c", "qu"),
    ("c", "s"),
    ("s", "c"),
    ("j", "g"),
    ("g", "j"),
    ("i", "y"),
    ("y", "i"),
    ("v", "w"),
    ("w", "v"),
    ("z", "s"),
    ("h", ""),
    ("o", "au"),
    ("au", "o"),
];

/// The macs by which names like these words may be found; none where they say too little.
pub(super) fn macs(keys: &TenantKeys, typed: &[String]) -> Vec<Value> {
    let longest = typed.iter().max_by_key(|word| word.chars().count());
    let Some(longest) = longest.filter(|word| word.chars().count() >= SHORTEST) else { return Vec::new() };
    let mut words = vec![longest.clone()];
    words.extend(without_particle(longest).map(str::to_owned));
    if typed.len() > 1 {
        words.push(typed.concat());
    }
    let spelt = words.iter().flat_map(|word| openings(word)).map(|opening| words::spelt(keys, &opening));
    let mut macs: Vec<i64> = words.iter().map(|word| words::sound(keys, word)).chain(spelt).collect();
    macs.truncate(MACS);
    let first = macs.first().copied();
    macs.extend(first.into_iter().cycle().take(MACS - macs.len()));
    macs.into_iter().flat_map(|mac| crate::db::args![mac]).collect()
}

/// Whether a name is heard in these words: each begins it somewhere, or all of them together do.
pub(super) fn is_heard(normal: &str, typed: &[String]) -> bool {
    let words: Vec<&str> = normal.split(' ').collect();
    let tails: Vec<String> =
        (0..words.len()).flat_map(|at| [aloud(&words[at..].concat()), aloud(words[at])]).collect();
    let begins = |said: &str| {
        let said = aloud(said);
        !said.is_empty() && tails.iter().any(|tail| tail.starts_with(&said))
    };
    typed.iter().all(|word| begins(word) || phonetic(normal).split(' ').any(|own| own == phonetic(word)))
        || begins(&typed.concat())
}

/// «Goff», of «legoff».
fn without_particle(word: &str) -> Option<&str> {
    let rest = PARTICLES.iter().find_map(|particle| word.strip_prefix(particle))?;
    (rest.chars().count() >= 3).then_some(rest)
}

/// The first three letters of a word, and of words that sound so.
fn openings(word: &str) -> Vec<String> {
    let other = |(spelt, other): &(&str, &str)| word.strip_prefix(spelt).map(|rest| format!("{other}{rest}"));
    let all = std::iter::once(word.to_owned()).chain(ALIKE.iter().filter_map(other));
    all.map(|word| word.chars().take(words::SHORTEST).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_by_ear_is_heard_in_a_name() {
        let heard = |name: &str, typed: &str| {
            is_heard(name, &typed.split(' ').map(str::to_owned).collect::<Vec<_>>())
        };
        for (name, typed) in [
            ("anne le goff", "legoff"),
            ("anne le goff", "anne legoff"),
            ("anne legoff", "le goff"),
            ("paul fontenay", "fontene"),
            ("paul fontenoy", "fontene"),
            ("jean la fontaine", "fontene"),
            ("jean la fontaine", "lafontaine"),
            ("marie philibert", "filib"),
        ] {
            assert!(heard(name, typed), "{name}: {typed}");
        }
        for (name, typed) in
            [("anne le goff", "legrand"), ("paul fontana", "fontene"), ("anne le goff", "paul legoff")]
        {
            assert!(!heard(name, typed), "{name}: {typed}");
        }
    }

    #[test]
    fn a_word_is_looked_for_by_what_it_may_begin_with() {
        assert_eq!(openings("fontene"), ["fon", "pho"]);
        assert_eq!(without_particle("legoff"), Some("goff"));
        assert_eq!(without_particle("lea"), None);
    }
}
