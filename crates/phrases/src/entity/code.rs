//! Codes of six digits.

use super::Found;
use super::dictated::{self, Dictation};
use crate::text::Text;
use crate::{Context, EntityKind, Expecting};

const DIGITS: usize = 6;
/// Words that announce a code.
const CUES: &[&str] =
    &["code", "codes", "reference", "ref", "dossier", "confirmation", "pin", "verification"];

/// Finds the codes: six digits after a word for it, in answer to the question, or all that was said.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let cue = text.tokens.iter().position(|t| CUES.contains(&t.text.as_str()));
    let expected = context.expecting == Expecting::Code || cue.is_some();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if dictated::goes_on(text, at) || !worth_reading(text, at, expected) {
            at += 1;
            continue;
        }
        let six = dictated::read(text, at, &|d| d.digits().len() == DIGITS);
        let six = six.filter(|d| expected || alone(text, at, d) && surely_digits(d));
        let Some(six) = six else {
            at += 1;
            continue;
        };
        found.push(Found::named(EntityKind::Code, six.digits(), text, at..six.end));
        at = six.end;
    }
    found.truncate(1);
    found
}

/// May six digits begin here?
fn worth_reading(text: &Text<'_>, at: usize, expected: bool) -> bool {
    dictated::greedy(text, at).is_some_and(|d| d.digits().len() >= if expected { DIGITS / 2 } else { DIGITS })
}

/// Nothing else was said.
fn alone(text: &Text<'_>, at: usize, said: &Dictation) -> bool {
    (0..at).chain(said.end..text.tokens.len()).all(|i| {
        super::is_filler(text.word(i))
            || matches!(text.word(i), "c" | "est" | "oui" | "le" | "its" | "yes" | "the" | "it" | "is")
    })
}

/// Written in one piece, in two of three, or digit by digit: no hour is said so.
fn surely_digits(said: &Dictation) -> bool {
    match said.pieces.len() {
        1 | 2 => said.pieces.iter().all(|p| p.len() >= 3),
        n => n == DIGITS,
    }
}
