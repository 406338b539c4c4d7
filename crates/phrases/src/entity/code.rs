//! Codes: six digits, or as many as are called a code.

use std::ops::RangeInclusive;

use super::Found;
use super::dictated::{self, Dictation};
use crate::text::Text;
use crate::{Context, Country, EntityKind, Expecting};

/// Digits of the codes that practices give.
const DIGITS: usize = 6;
/// Digits of what else is called a code.
const CALLED: RangeInclusive<usize> = 4..=8;
/// Words that announce a code.
const CUES: &[&str] =
    &["code", "codes", "reference", "ref", "dossier", "confirmation", "pin", "verification"];
/// Words that announce another number.
const OTHERS: &[&str] = &[
    "numero",
    "numeros",
    "telephone",
    "tel",
    "portable",
    "mobile",
    "fixe",
    "postal",
    "carte",
    "secu",
    "securite",
    "facture",
    "adresse",
    "number",
    "phone",
    "cell",
    "card",
    "invoice",
    "account",
    "postcode",
    "zip",
];
/// What may stand between such a word and its digits.
const BETWEEN: &[&str] = &[
    "c",
    "est",
    "le",
    "la",
    "les",
    "ce",
    "que",
    "j",
    "ai",
    "recu",
    "recue",
    "m",
    "avez",
    "donne",
    "par",
    "sms",
    "texto",
    "mail",
    "message",
    "numero",
    "de",
    "du",
    "dossier",
    "reservation",
    "mon",
    "alors",
    "the",
    "is",
    "its",
    "that",
    "i",
    "got",
    "have",
    "was",
    "given",
    "by",
    "text",
    "email",
    "for",
    "my",
    "booking",
    "number",
    "would",
    "be",
];

/// Finds the code: six digits after a word for it, in answer to the question, or all that was said; failing those, the
/// digits that are called one.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let starts = || (0..text.tokens.len()).filter(|at| !dictated::goes_on(text, *at));
    let six = || starts().find_map(|at| six_digits(text, at, context));
    six().or_else(|| starts().find_map(|at| called(text, at, context))).into_iter().collect()
}

fn six_digits(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    let cue = text.tokens.iter().any(|token| CUES.contains(&token.text.as_str()));
    let expected = context.expecting == Expecting::Code || cue;
    let fewest = if expected { DIGITS / 2 } else { DIGITS };
    let said = dictated::greedy(text, at).map(|said| said.digits().len()).filter(|said| *said >= fewest)?;
    // Of «quatre cent quatre-vingt-deux», which is half a code, no six digits are made.
    let is_whole = |it: &Dictation| it.digits().len() == DIGITS && (said == DIGITS || it.is_even());
    let six = dictated::read(text, at, &is_whole)?;
    // Six digits that begin with a zero are as likely the beginning of a telephone number.
    let apart = alone(text, at, &six) || behind_a_name(text, at, context) || at_the_end(text, &six, context);
    let told = expected || apart && surely_digits(&six) && !six.digits().starts_with('0');
    told.then(|| Found::named(EntityKind::Code, six.digits(), text, at..six.end))
}

/// «La référence, c'est le 7319»: as many digits as are said.
fn called(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    let said = dictated::greedy(text, at).filter(|said| CALLED.contains(&said.digits().len()))?;
    let answers = context.expecting == Expecting::Code && alone(text, at, &said);
    (answers || is_called_a_code(text, at))
        .then(|| Found::named(EntityKind::Code, said.digits(), text, at..said.end))
}

/// A word for it stands right before, and nothing but small words between; «code postal» is another thing.
fn is_called_a_code(text: &Text<'_>, at: usize) -> bool {
    let between = |i: &usize| BETWEEN.contains(&text.word(*i)) || super::is_filler(text.word(*i));
    let bridge = (0..at).rev().take_while(between).count();
    let is_cue = |i: usize| CUES.contains(&text.word(i));
    (at - bridge..at).any(is_cue) || (at - bridge).checked_sub(1).is_some_and(is_cue)
}

/// «Jeanne Petit, 482173, déplacez…»: whoever says at once who they are says the code with it.
fn behind_a_name(text: &Text<'_>, at: usize, context: &Context<'_>) -> bool {
    let between =
        |i: &usize| super::is_filler(text.word(*i)) || matches!(text.word(*i), "et" | "and" | "here");
    let end = at - (0..at).rev().take_while(between).count();
    context.expecting != Expecting::Phone
        && super::person::in_full(text, context).iter().any(|name| name.tokens.end == end)
}

/// «C'est Jeanne Petit, je voudrais annuler, 482173»: it closes what was said, and nothing calls it another number.
fn at_the_end(text: &Text<'_>, said: &Dictation, context: &Context<'_>) -> bool {
    let open = matches!(context.expecting, Expecting::Anything | Expecting::AnythingElse | Expecting::Name);
    let another = |token: &crate::text::Token| OTHERS.contains(&token.text.as_str());
    open && said.end == text.tokens.len()
        && context.country != Country::Lu
        && !text.tokens.iter().any(another)
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
