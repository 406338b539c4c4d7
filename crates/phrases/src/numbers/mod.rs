//! Numbers in words and digits.

pub(crate) mod en;
pub(crate) mod fr;

use crate::Lang;
use crate::text::{Gap, Token};

/// A number as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Number {
    /// Its value.
    pub(crate) n: u32,
    /// A zero was said before it: «zéro deux», `02`.
    pub(crate) zero: bool,
    /// How many digits were written; 0 when it came in words.
    pub(crate) digits: u8,
}

/// All numbers that begin with the first of these tokens, each with the number of tokens it takes.
///
/// «vingt trois mars» is 20 (one token) and 23 (two): which one was meant only the neighbours tell.
pub(crate) fn readings(tokens: &[&Token], lang: Lang) -> Vec<(Number, usize)> {
    let Some(first) = tokens.first() else { return Vec::new() };
    if first.is_digits() {
        let Some(n) = first.digits() else { return Vec::new() };
        let digits = u8::try_from(first.text.len()).unwrap_or(u8::MAX);
        return vec![(Number { n, zero: first.text.starts_with('0'), digits }, 1)];
    }
    // «Neuf heures trente, neuf heures»: no number goes on behind a comma.
    let goes_on = |(at, token): &(usize, &&Token)| {
        !token.is_digits() && (*at == 0 || !matches!(token.gap, Gap::Mark(',' | ';' | '.' | '?' | '!')))
    };
    let words: Vec<&str> =
        tokens.iter().enumerate().take(MAX_WORDS).take_while(goes_on).map(|(_, t)| t.text.as_str()).collect();
    let in_words = match lang {
        Lang::Fr => fr::cardinals(&words),
        Lang::En => en::cardinals(&words),
    };
    in_words.into_iter().map(|(n, zero, len)| (Number { n, zero, digits: 0 }, len)).collect()
}

/// The ordinal that begins with the first of these tokens («troisième», `3e`), with the tokens it takes.
pub(crate) fn ordinal(tokens: &[&Token], lang: Lang) -> Option<(u32, usize)> {
    match lang {
        Lang::Fr => fr::ordinal(tokens),
        Lang::En => en::ordinal(tokens),
    }
}

/// Words of the longest number that is read: «neuf cent quatre vingt dix neuf mille …».
const MAX_WORDS: usize = 12;
