//! One name: its words, its spelling, its corrections, and how it is written.

use super::skip;
use super::spelling::is_bridge;
use super::words::{hesitates, is_capital, is_name_word};
use crate::EntityKind;
use crate::entity::{Found, is_filler, spelled, takes_back};
use crate::names;
use crate::names::PARTICLES;
use crate::text::{Gap, Text};

/// Names are no longer than this, beside their particles.
pub(super) const LONGEST: usize = 5;
/// Of the small words in a name, those that are written small wherever they stand.
const SMALL: &[&str] = &["de", "d", "du", "des", "van", "von", "der", "den"];
/// And those that are written small only by who writes the name themselves.
const SMALL_BY_CHOICE: &[&str] = &["da", "dos"];

/// The name that begins at a token, with its spelling and its corrections.
pub(super) fn name_at(text: &Text<'_>, first: usize) -> Option<Found> {
    name_within(text, first, text.tokens.len())
}

/// The name that begins at a token and that nothing tells the end of.
pub(super) fn brief_name_at(text: &Text<'_>, first: usize) -> Option<Found> {
    name_within(text, first, reach(text, first))
}

/// Where a name ends that is only met: with its capitals, or, written small, with the first word that is no first name.
pub(super) fn reach(text: &Text<'_>, first: usize) -> usize {
    let capital = is_capital(text, first);
    let mut surname = false;
    let mut at = first;
    while let Some(token) = text.tokens.get(at).filter(|token| at == first || !token.after_break()) {
        let tied = at > first && matches!(token.gap, Gap::Hyphen | Gap::Apostrophe);
        let particle = PARTICLES.contains(&text.word(at)) && particle_fits(text, at);
        if !tied && !particle {
            let ended = if capital { !is_capital(text, at) } else { surname };
            if ended || !is_name_word(text, at) {
                break;
            }
            let word = text.word(at);
            let given = if at == first || at == first + 1 && begins_compounds(text, first) {
                names::is_first_name(word)
            } else {
                names::is_given(word)
            };
            surname = !given;
        }
        at += 1;
    }
    at
}

/// «Pierre Antoine Maréchal»: the second is a first name too, though there are people called Pierre Antoine.
fn begins_compounds(text: &Text<'_>, first: usize) -> bool {
    matches!(text.word(first), "jean" | "pierre" | "marie" | "anne") && is_name_word(text, first + 2)
}

/// The name that begins at a token and whose words stand before another.
fn name_within(text: &Text<'_>, first: usize, until: usize) -> Option<Found> {
    let mut parts = Vec::new();
    let mut end = first;
    if spelled::read(text, first).is_none() {
        end = said(text, first, until, &mut parts);
    }
    end = spell_out(text, end, &mut parts);
    end = correct(text, end, &mut parts);
    // «Le premier»: an article by itself is nobody.
    if parts.iter().all(Part::is_particle) {
        return None;
    }
    in_order(&mut parts);
    let value = written(&parts);
    (value.chars().filter(|c| c.is_alphabetic()).count() >= 2)
        .then(|| Found::named(EntityKind::PersonName, value, text, first..end))
}

/// One word of a name: how it was written, and whether a hyphen or an apostrophe ties it to the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    word: String,
    tie: &'static str,
}

impl Part {
    fn is_particle(&self) -> bool {
        PARTICLES.contains(&names::folded(&self.word).as_str())
    }

    /// Written with a capital, and not shouted.
    fn is_capitalised(&self) -> bool {
        let mut chars = self.word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase)
    }
}

/// Collects the words of a name; returns the token after them.
fn said(text: &Text<'_>, first: usize, until: usize, parts: &mut Vec<Part>) -> usize {
    let mut at = first;
    let mut end = first;
    let mut tie = "";
    while parts.iter().filter(|part| !part.is_particle()).count() < LONGEST && at < until {
        let again = begun_again(text, at, parts);
        if let Some(from) = again {
            parts.truncate(from);
        }
        let broken =
            at > first && again.is_none() && text.tokens.get(at).is_some_and(crate::text::Token::after_break);
        if broken
            || spelled::read(text, at).is_some() && at > first
            || spelled::doubled(text, at).is_some()
            || takes_back(text, at).is_some()
        {
            break;
        }
        let word = text.word(at);
        if !parts.is_empty()
            && tie.is_empty()
            && (word == "tiret" || text.says(at, "trait d union").is_some())
        {
            tie = "-";
            at += if word == "tiret" { 1 } else { 3 };
            continue;
        }
        let particle = (PARTICLES.contains(&word) || is_elided(text, at)) && particle_fits(text, at);
        // «Mohamed Ben Youssef»: between two words of a name it hesitates no more.
        if hesitates(text, at) && at > first && !particle {
            at += 1;
            continue;
        }
        if !particle && !is_name_word(text, at) {
            break;
        }
        let gap = text.tokens.get(at).map(|t| t.gap);
        let tied = match gap {
            Some(Gap::Hyphen) if !parts.is_empty() => "-",
            Some(Gap::Apostrophe) if !parts.is_empty() => "'",
            _ => tie,
        };
        parts.push(Part { word: text.original(at..at + 1).to_owned(), tie: tied });
        tie = "";
        at += 1;
        end = at;
    }
    end
}

/// «Lucie euh Lucie Bernard», «Lucie, Lucie Bernard»: who hesitates says a word once more, and goes on from there. «Ali
/// Ali» is a name. From which part on it is said again.
fn begun_again(text: &Text<'_>, at: usize, parts: &[Part]) -> Option<usize> {
    let word = text.word(at);
    let (token, before) = (text.tokens.get(at)?, text.word(at.checked_sub(1)?));
    let last = names::folded(&parts.last()?.word);
    let hesitates = is_filler(before) && last != before || token.after_break();
    if matches!(token.gap, Gap::Hyphen | Gap::Apostrophe) {
        return None;
    }
    // «Ber- Bernard»
    if hesitates && last.len() > 1 && word.len() > last.len() && word.starts_with(&last) {
        return Some(parts.len() - 1);
    }
    let from = parts.iter().position(|part| names::folded(&part.word) == word)?;
    let stammers = parts.len() == 1 && is_name_word(text, at + 1) && !text.tokens[at + 1].after_break();
    (stammers || hesitates).then_some(from)
}

/// «M'Bappé», «N'Diaye».
fn is_elided(text: &Text<'_>, at: usize) -> bool {
    let tied = text.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Apostrophe);
    tied && matches!(text.word(at), "m" | "n") && is_name_word(text, at + 1)
}

/// A particle is one only before a word of a name.
fn particle_fits(text: &Text<'_>, at: usize) -> bool {
    let next = at + 1;
    is_name_word(text, next) || PARTICLES.contains(&text.word(next)) && is_name_word(text, next + 1)
}

/// Reads what spells the name out: letters stand for the word they resemble, else for the last.
fn spell_out(text: &Text<'_>, end: usize, parts: &mut Vec<Part>) -> usize {
    let mut at = end;
    while is_filler(text.word(at)) || is_bridge(text, at) && spelled::read(text, at).is_none() {
        at += 1;
    }
    if let Some(spelling) = spelled::read(text, at) {
        put(parts, &spelling.letters);
        return more_spelled(text, spelling.end, parts);
    }
    if let Some((letter, after)) = spelled::doubled(text, end) {
        double(parts, letter);
        return after;
    }
    end
}

/// «… prénom Jeanne» spelled as a second run: «P E T I T, plus loin J E A N N E» is left to the next turn.
fn more_spelled(text: &Text<'_>, end: usize, parts: &mut [Part]) -> usize {
    match spelled::doubled(text, end) {
        Some((letter, after)) => {
            double(parts, letter);
            after
        }
        None => end,
    }
}

/// Puts spelled letters in the place of the word they resemble.
fn put(parts: &mut Vec<Part>, letters: &str) {
    let key = names::folded(&letters.replace(['\'', '-', ' '], ""));
    let whole = names::folded(&parts.iter().map(|p| p.word.as_str()).collect::<String>());
    let initial = |part: &Part| names::folded(&part.word).chars().next() == key.chars().next();
    if parts.len() > 1 && whole == key {
        parts.clear();
    }
    let at =
        parts.iter().rposition(|p| names::folded(&p.word) == key).or_else(|| parts.iter().rposition(initial));
    let spelled = |tie| Part { word: letters.to_owned(), tie };
    match at {
        // «Bernard, B E R…»: as far as it goes.
        Some(i) if is_beginning(&key, &names::folded(&parts[i].word)) => {}
        // The accents that were heard are better than none spelled.
        Some(i) if names::folded(&parts[i].word) == key && letters.is_ascii() => {}
        Some(i) => parts[i] = spelled(parts[i].tie),
        None if parts.len() == 1 && names::sounds_like(&parts[0].word) == names::sounds_like(letters) => {
            parts[0] = spelled("");
        }
        None => parts.push(spelled("")),
    }
}

/// Whether letters are only how a word begins, and not another way to write the whole.
fn is_beginning(letters: &str, word: &str) -> bool {
    word.len() > letters.len()
        && word.starts_with(letters)
        && names::sounds_like(letters) != names::sounds_like(word)
}

/// Doubles the last such letter that stands alone.
fn double(parts: &mut [Part], letter: char) {
    for part in parts.iter_mut().rev() {
        let chars: Vec<char> = part.word.chars().collect();
        let is = |i: usize| chars.get(i).is_some_and(|c| c.to_lowercase().eq(letter.to_lowercase()));
        if (1..chars.len()).any(|i| is(i) && is(i - 1)) {
            return;
        }
        if let Some(i) = (0..chars.len()).rev().find(|i| is(*i)) {
            let mut doubled = chars;
            doubled.insert(i + 1, letter);
            part.word = doubled.into_iter().collect();
            return;
        }
    }
}

/// «Jeanne Petit, non, Petitot»: one word stands for the last, several for all.
fn correct(text: &Text<'_>, end: usize, parts: &mut Vec<Part>) -> usize {
    let Some(n) = takes_back(text, end).filter(|_| !parts.is_empty()) else { return end };
    let start = skip(text, end + n);
    let mut again = Vec::new();
    let after = match spelled::read(text, start) {
        Some(_) => start,
        None => said(text, start, text.tokens.len(), &mut again),
    };
    let after = spell_out(text, after, &mut again);
    if again.is_empty() {
        return end;
    }
    let kept = if again.len() == 1 { parts.len() - 1 } else { 0 };
    parts.truncate(kept);
    parts.append(&mut again);
    after
}

/// First name first: «Petit Jeanne», «Petit, Jeanne Petit».
fn in_order(parts: &mut Vec<Part>) {
    let is_first = |part: &Part| names::is_first_name(&part.word);
    if let [family, given, .., last] = parts.as_slice()
        && !is_first(family)
        && is_first(given)
        && names::folded(&family.word) == names::folded(&last.word)
    {
        parts.remove(0);
    }
    let given = parts.iter().rev().take_while(|part| is_first(part)).count();
    let family = parts.len() - given;
    let free = parts.get(family).is_some_and(|part| part.tie.is_empty());
    let sure = parts.last().is_some_and(|part| names::is_given(&part.word));
    if free && sure && !parts[..family].iter().any(is_first) {
        parts.rotate_left(family);
    }
}

/// The name as names are written: «Jeanne de La Tour», «Anne Le Goff», «Paulo Da Silva»; who writes «da Silva» or «Van den
/// Broeck» themselves keeps it.
fn written(parts: &[Part]) -> String {
    let cased = parts.iter().any(|part| !part.is_particle() && part.is_capitalised());
    let mut out = String::new();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(if part.tie.is_empty() { " " } else { part.tie });
        }
        let always_small = SMALL.contains(&names::folded(&part.word).as_str());
        let kept_small = cased && SMALL_BY_CHOICE.contains(&part.word.as_str());
        let kept_capital = part.word.len() > 2 && part.is_capitalised();
        let inside = i > 0 && i + 1 < parts.len();
        let small = inside && (always_small || kept_small) && !kept_capital;
        out.push_str(&if small { part.word.to_lowercase() } else { titled(&part.word) });
    }
    out
}

/// Capital letters where names bear them; what was written with capitals inside stays as it is.
pub(in crate::entity) fn titled(word: &str) -> String {
    let mixed = word.chars().any(char::is_lowercase) && word.chars().skip(1).any(char::is_uppercase);
    if mixed {
        return word.to_owned();
    }
    let mut start = true;
    let mut out = String::new();
    for c in word.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = matches!(c, '-' | '\'' | '’' | ' ');
    }
    out
}
