//! Names that are spelled: «P comme Pierre, E comme Émile, deux T», «D apostrophe A…».

use super::is_filler;
use crate::Lang;
use crate::text::Text;

/// A run of spelled letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The letters in lower case, with accents, hyphens and apostrophes.
    pub(super) letters: String,
    /// The token after the last.
    pub(super) end: usize,
}

/// Letters of the shortest run that is read as spelled when no letter is explained.
const BARE: usize = 3;

/// The spelled run that begins at a token; two letters are enough where one is explained.
pub(super) fn read(text: &Text<'_>, at: usize) -> Option<Spelling> {
    let mut letters = String::new();
    let mut explained = false;
    let (mut next, mut end) = (at, at);
    while next < text.tokens.len() {
        if !letters.is_empty() && is_filler(text.word(next)) {
            next += 1;
            continue;
        }
        // "…F, E, and I need…"
        let i_say = text.says(next, "and i").is_some() && letter(text, next + 2).is_none();
        if i_say && next + 2 < text.tokens.len() {
            break;
        }
        if !letters.is_empty() && matches!(text.word(next), "puis" | "et" | "then" | "and") {
            letters.push(JOINT);
            next += 1;
            continue;
        }
        let Some((n, how)) = step(text, next, &mut letters) else { break };
        explained |= how;
        next += n;
        end = next;
    }
    let letters = names(&letters);
    let count = letters.chars().filter(|c| c.is_alphabetic()).count();
    let enough = count >= BARE || explained && count >= 2;
    (enough && end > at).then_some(Spelling { letters, end })
}

/// Where «et» or «then» stood between letters, until it is known what it joins.
const JOINT: char = '\u{1f}';

/// Between two runs of three letters or more «and» joins two names; otherwise it joins two letters of one.
fn names(letters: &str) -> String {
    let mut parts = letters.split(JOINT).filter(|part| !part.is_empty());
    let mut names = parts.next().unwrap_or_default().to_owned();
    let mut last = names.chars().count();
    for part in parts {
        let length = part.chars().count();
        if last >= BARE && length >= BARE {
            names.push(' ');
        }
        names.push_str(part);
        last = length;
    }
    names
}

/// Reads one letter or mark; returns its tokens and whether it was explained by a word.
fn step(text: &Text<'_>, at: usize, letters: &mut String) -> Option<(usize, bool)> {
    if let Some(n) = mark(text, at, letters) {
        return Some((n, false));
    }
    if let Some(n) = accent(text, at, letters) {
        return Some((n, false));
    }
    let twice = usize::from(letter(text, at).is_none() && is_twice(text, at));
    let (letter, n) = letter(text, at + twice)?;
    letters.push(letter);
    if twice == 1 {
        letters.push(letter);
    }
    let (more, explained) = explanation(text, at + twice + n, letter);
    Some((twice + n + more, explained || twice == 1))
}

/// «deux T», «double L»; also «2 T».
fn is_twice(text: &Text<'_>, at: usize) -> bool {
    matches!(text.word(at), "deux" | "double" | "2" | "two") && letter(text, at + 1).is_some()
}

/// The letter at a token, with its tokens.
pub(super) fn letter(text: &Text<'_>, at: usize) -> Option<(char, usize)> {
    let word = text.word(at);
    if text.lang == Lang::Fr {
        if text.says(at, "i grec").is_some() {
            return Some(('y', 2));
        }
        if text.says(at, "double v").is_some() || text.says(at, "double ve").is_some() {
            return Some(('w', 2));
        }
    } else if text.says(at, "double u").is_some() {
        return Some(('w', 2));
    }
    let original = text.original(at..at + 1);
    let mut chars = original.chars();
    let first = chars.next().filter(|c| c.is_alphabetic())?;
    (chars.next().is_none() && word.len() == 1).then(|| (first.to_lowercase().next().unwrap_or(first), 1))
}

/// «comme Pierre», «as in Peter», «for Peter»: the tokens, and whether there was one.
fn explanation(text: &Text<'_>, at: usize, letter: char) -> (usize, bool) {
    let lead = ["comme dans", "comme", "de", "as in", "for", "like"].iter().find_map(|p| text.says(at, p));
    let Some(lead) = lead else { return (0, false) };
    let mut folded = String::new();
    crate::text::fold_into(letter, &mut folded);
    let word = text.word(at + lead);
    let fits = word.len() > 1 && word.starts_with(&folded);
    if fits { (lead + 1, true) } else { (0, false) }
}

/// «tiret», «apostrophe».
fn mark(text: &Text<'_>, at: usize, letters: &mut String) -> Option<usize> {
    let (written, n) = match text.word(at) {
        "apostrophe" => ('\'', 1),
        "tiret" | "hyphen" | "dash" => ('-', 1),
        "trait" if text.says(at, "trait d union").is_some() => ('-', 3),
        "espace" | "space" => (' ', 1),
        _ => return None,
    };
    if letters.is_empty() {
        return None;
    }
    letters.push(written);
    Some(n)
}

/// «accent aigu», «cédille»: what the last letter bears.
fn accent(text: &Text<'_>, at: usize, letters: &mut String) -> Option<usize> {
    let (kind, n) = match (text.word(at), text.word(at + 1)) {
        ("accent", kind @ ("aigu" | "grave" | "circonflexe" | "acute")) => (kind, 2),
        (kind @ ("trema" | "cedille"), _) => (kind, 1),
        ("aigu", _) => ("aigu", 1),
        _ => return None,
    };
    let last = letters.pop()?;
    letters.push(accented(last, kind));
    Some(n)
}

fn accented(letter: char, kind: &str) -> char {
    match (letter, kind) {
        ('e', "aigu" | "acute") => 'é',
        ('e', "grave") => 'è',
        ('a', "grave") => 'à',
        ('u', "grave") => 'ù',
        ('e', "circonflexe") => 'ê',
        ('a', "circonflexe") => 'â',
        ('i', "circonflexe") => 'î',
        ('o', "circonflexe") => 'ô',
        ('u', "circonflexe") => 'û',
        ('e', "trema") => 'ë',
        ('i', "trema") => 'ï',
        ('u', "trema") => 'ü',
        ('o', "trema") => 'ö',
        ('c', "cedille") => 'ç',
        (other, _) => other,
    }
}

/// «avec deux T», «deux N» after a name: the letter that is doubled, with the token after it.
pub(super) fn doubled(text: &Text<'_>, at: usize) -> Option<(char, usize)> {
    let from = at + usize::from(matches!(text.word(at), "avec" | "with" | "et"));
    if !is_twice(text, from) || read(text, from).is_some_and(|s| s.letters.chars().count() > 2) {
        return None;
    }
    letter(text, from + 1).map(|(c, n)| (c, from + 1 + n))
}
