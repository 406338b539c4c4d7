//! Digits that are dictated: in figures, singly, in pairs, by hundreds, doubled, and corrected on the way.

use super::{is_filler, takes_back};
use crate::Lang;
use crate::numbers;
use crate::text::{Gap, Text, Token};

/// Longest number of digits that anybody dictates.
const MOST: usize = 16;
/// Digits of a whole number of France, its first zero among them.
const NATIONAL: usize = 10;
/// Readings tried before a run is given up: «soixante dix huit» doubles them at each pair.
const PATIENCE: usize = 600;

/// One way to read a run of dictated digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dictation {
    /// The digits, in the pieces they were said in.
    pub(crate) pieces: Vec<String>,
    /// The token after the last.
    pub(crate) end: usize,
}

impl Dictation {
    /// All digits in one string.
    pub(crate) fn digits(&self) -> String {
        self.pieces.concat()
    }

    /// Whether it was said evenly: in pairs, or singly, but for the first piece. Nobody mixes them: «quatre,
    /// vingt, dix-huit» among pairs is a quatre-vingt-dix-huit torn apart.
    pub(crate) fn is_even(&self) -> bool {
        let mut lengths = self.pieces.iter().skip(1).map(String::len);
        lengths.next().is_none_or(|first| lengths.all(|length| length == first))
    }
}

/// The first reading that begins at a token and satisfies `accepts`, the largest numbers first.
///
/// A reading is offered only where the run of numbers ends.
pub(crate) fn read(text: &Text<'_>, at: usize, accepts: &dyn Fn(&Dictation) -> bool) -> Option<Dictation> {
    let mut search = Search { text, accepts, patience: PATIENCE };
    search.from(at, Vec::new())
}

/// The pieces and the end of the run at a token, each number read as large as it can be.
pub(crate) fn greedy(text: &Text<'_>, at: usize) -> Option<Dictation> {
    read(text, at, &|_| true)
}

/// Does a number stand right before this token, so that it only goes on?
pub(crate) fn goes_on(text: &Text<'_>, at: usize) -> bool {
    at > 0 && !pieces(text, at - 1).is_empty()
}

/// A run of numbers, and where it stands.
pub(crate) struct Run {
    pub(crate) digits: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Every run of numbers, each number read as large as it can be.
pub(crate) fn runs(text: &Text<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        match greedy(text, at) {
            Some(run) => {
                runs.push(Run { digits: run.digits(), start: at, end: run.end });
                at = run.end;
            }
            None => at += 1,
        }
    }
    runs
}

struct Search<'s, 't> {
    text: &'s Text<'t>,
    accepts: &'s dyn Fn(&Dictation) -> bool,
    patience: usize,
}

impl Search<'_, '_> {
    fn from(&mut self, at: usize, said: Vec<String>) -> Option<Dictation> {
        self.patience = self.patience.checked_sub(1)?;
        if said.iter().map(String::len).sum::<usize>() > MOST {
            return None;
        }
        let next = skip_noise(self.text, at);
        let ends = said.is_empty() && next != at || begins_a_noun(self.text, next, &said);
        let pieces = if ends { Vec::new() } else { pieces(self.text, next) };
        for (piece, len) in pieces.iter().filter(|(_, len)| !is_torn(self.text, next + len)) {
            let mut more = said.clone();
            more.push(piece.clone());
            if let Some(found) = self.from(next + len, more) {
                return Some(found);
            }
        }
        if let Some(found) = self.corrected(next, &said) {
            return Some(found);
        }
        let whole = Dictation { pieces: said, end: at };
        (pieces.is_empty() && !whole.pieces.is_empty() && (self.accepts)(&whole)).then_some(whole)
    }

    /// «… trente-neuf, non, trente-huit …»: what follows stands for the last pieces, or for all of them.
    fn corrected(&mut self, at: usize, said: &[String]) -> Option<Dictation> {
        let words = takes_back(self.text, at).filter(|_| !said.is_empty())?;
        let next = after_taking_back(self.text, at + words);
        if pieces(self.text, next).is_empty() {
            return None;
        }
        // «04 72, non, 04 78»: whoever says its beginning again begins again.
        let begins_again =
            said.len() > 1 && pieces(self.text, next).iter().any(|(piece, _)| *piece == said[0]);
        if begins_again {
            return self.from(next, Vec::new());
        }
        let mut kept = vec![said.len() - 1, 0];
        kept.extend((1..said.len().saturating_sub(1)).rev());
        kept.into_iter().find_map(|n| self.from(next, said[..n].to_vec()))
    }
}

/// Passes over all that leads from «enfin non» to the digits that hold: «enfin non, c'est …».
fn after_taking_back(text: &Text<'_>, mut at: usize) -> usize {
    loop {
        let next = skip_noise(text, at);
        let presents = matches!(text.word(next), "c" | "est" | "its" | "it" | "s" | "is" | "thats" | "that");
        match takes_back(text, next).or_else(|| presents.then_some(1)) {
            Some(words) => at = next + words,
            None => return next,
        }
    }
}

/// «06 39 98 14 14, une consultation»: behind a whole number, or behind figures, «un» and «une» are articles where
/// anything but a number follows.
fn begins_a_noun(text: &Text<'_>, at: usize, said: &[String]) -> bool {
    let article = text.lang == Lang::Fr && matches!(text.word(at), "un" | "une");
    let whole = || said.concat().len() == NATIONAL && said.concat().starts_with('0');
    let in_figures = || at > 0 && text.tokens[at - 1].is_digits() && text.word(at - 1).len() > 1;
    let noun = || {
        let next = skip_noise(text, at + 1);
        next == at + 1
            && next < text.tokens.len()
            && pieces(text, next).is_empty()
            && takes_back(text, next).is_none()
    };
    article && !said.is_empty() && (whole() || in_figures()) && noun()
}

/// Whether a number that is written as one would be torn before this token: «quatre-vingt|-dix».
fn is_torn(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.gap == Gap::Hyphen && !token.is_digits())
}

/// Passes over what may stand between dictated digits.
fn skip_noise(text: &Text<'_>, mut at: usize) -> usize {
    let is_noise = |at: usize| {
        let word = text.word(at);
        is_filler(word) || matches!(word, "puis" | "ensuite" | "tiret" | "espace" | "then" | "dash")
    };
    let joins = |at: usize| matches!(text.word(at), "et" | "and");
    while is_noise(at) || joins(at) && (is_noise(at + 1) || !pieces(text, at + 1).is_empty()) {
        at += 1;
    }
    at
}

/// The digits that may begin at a token, each with its tokens; the largest number first.
fn pieces(text: &Text<'_>, at: usize) -> Vec<(String, usize)> {
    let Some(token) = text.tokens.get(at) else { return Vec::new() };
    // «21:00» and «3/4» are no digits that somebody dictates.
    let after_digits = at > 0 && text.tokens[at - 1].is_digits();
    if after_digits && matches!(token.gap, Gap::Mark(':' | '/')) {
        return Vec::new();
    }
    if token.is_digits() {
        return vec![(token.text.clone(), 1)];
    }
    if let Some(times) = repetition(&token.text) {
        return pieces(text, at + 1)
            .into_iter()
            .filter(|(digit, _)| digit.len() == 1)
            .map(|(digit, len)| (digit.repeat(times), len + 1))
            .collect();
    }
    if text.lang == Lang::En && matches!(token.text.as_str(), "oh" | "o") {
        return vec![("0".to_owned(), 1)];
    }
    let tokens: Vec<&Token> = unbroken(text, at);
    let mut out: Vec<(String, usize)> = numbers::readings(&tokens, text.lang)
        .into_iter()
        .filter(|(number, _)| number.n < 1000)
        .map(|(number, len)| {
            (format!("{}{}", if number.zero && number.n > 0 { "0" } else { "" }, number.n), len)
        })
        .collect();
    out.sort_by_key(|(_, len)| std::cmp::Reverse(*len));
    out.dedup();
    out
}

/// The tokens from one on, as far as no comma parts them: «soixante, dix-huit» is two numbers.
fn unbroken<'t>(text: &'t Text<'_>, at: usize) -> Vec<&'t Token> {
    let rest = text.tokens.get(at..).unwrap_or_default();
    let end = rest.iter().skip(1).position(|t| matches!(t.gap, Gap::Mark(_))).map_or(rest.len(), |n| n + 1);
    rest[..end.min(12)].iter().collect()
}

fn repetition(word: &str) -> Option<usize> {
    match word {
        "double" => Some(2),
        "triple" => Some(3),
        _ => None,
    }
}
