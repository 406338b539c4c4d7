//! Names that nothing announces: said in full, or by themselves where something else was asked.

use super::name::{brief_name_at, name_at, reach};
use super::words::{is_capital, is_common, is_date_word, is_name_word, looks_like_a_name};
use super::{is_a_practitioner, is_of_the_practice, skip};
use crate::entity::Found;
use crate::names;
use crate::text::{Gap, Text, Token};
use crate::{Context, Expecting};

/// Before a name that is a street's, a house's, or that of somebody who is asked for.
const OF_SOMETHING_ELSE: &[&str] = &[
    "rue",
    "avenue",
    "place",
    "boulevard",
    "bd",
    "square",
    "quai",
    "cours",
    "allee",
    "impasse",
    "chemin",
    "hopital",
    "clinique",
    "polyclinique",
    "lycee",
    "college",
    "ecole",
    "residence",
    "ehpad",
    "centre",
    "institut",
    "laboratoire",
    "labo",
    "metro",
    "station",
    "gare",
    "stade",
    "fondation",
    "saint",
    "sainte",
    "st",
    "street",
    "road",
    "hospital",
    "school",
    "avec",
    "chez",
    "voir",
    "vu",
    "with",
    "see",
    "seen",
    "saw",
    "docteur",
    "docteure",
    "dr",
    "doctor",
    "professeur",
    "professor",
    "maitre",
    "par",
    "by",
];

/// «Le deuxième, Jeanne Petit»: first and last name, written as such and parted from the rest, where another answer
/// was asked for.
pub(super) fn by_itself(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let asked =
        [Expecting::Choice, Expecting::Time, Expecting::Code, Expecting::Confirm, Expecting::AnythingElse];
    if !asked.contains(&context.expecting) {
        return None;
    }
    // Who is asked for a code and says something else says a name, however it is written.
    let written = |at: usize| context.expecting == Expecting::Code || looks_like_a_name(text, at);
    let proper = |at: usize| written(at) && is_name_word(text, at) && !is_common(text.word(at), text.lang);
    let firsts = (0..text.tokens.len()).filter(|at| parted(text, *at) && proper(*at) && proper(*at + 1));
    let mut names = firsts.filter_map(|at| name_at(text, at));
    names.find(|name| {
        let own = name.tokens.clone();
        let whole = parted(text, own.end);
        whole && own.len() <= 3 && own.clone().all(proper) && !is_of_the_practice(&own, text, context)
    })
}

/// «Bonjour, Jeanne Petit, je voudrais…», «… de mon père, andré vasseur»: first and last name, wherever they stand.
pub(in crate::entity) fn in_full(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let mut names: Vec<Found> = Vec::new();
    let mut at = skip(text, 0);
    while at < text.tokens.len() {
        let name = full_name(text, at).filter(|name| !is_a_practitioner(name, text, context));
        at = name.as_ref().map_or(reach(text, at).max(at + 1), |name| name.tokens.end);
        names.extend(name);
    }
    names
}

fn full_name(text: &Text<'_>, at: usize) -> Option<Found> {
    let end = reach(text, at);
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    if end < at + 2 || OF_SOMETHING_ELSE.contains(&before) || is_asked_after(text, end) {
        return None;
    }
    let told = if names::is_first_name(text.word(at)) {
        let written = is_capital(text, at) && is_capital(text, end - 1);
        written || parted(text, end) || is_common(text.word(end), text.lang)
    } else {
        is_written_apart(text, at, end)
    };
    told.then(|| brief_name_at(text, at)).flatten()
}

/// Whoever has a first name that nobody here has heard of says it first or last, and pauses: «Olga Petrov. Je…».
fn is_written_apart(text: &Text<'_>, at: usize, end: usize) -> bool {
    let everyday = |i: usize| is_common(text.word(i), text.lang) || is_date_word(text.word(i));
    let capitals = looks_like_a_name(text, at) && looks_like_a_name(text, end - 1);
    let asks = text.source.trim_end().ends_with('?');
    let opens = at == skip(text, 0) && goes_on(text, end);
    let closes = end == text.tokens.len() && parted(text, at) && !asks;
    capitals && (opens || closes) && !everyday(at) && !everyday(end - 1)
}

/// A sentence ends here, or who was named goes on to say what for.
fn goes_on(text: &Text<'_>, at: usize) -> bool {
    const WISHES: &[&str] = &[
        "je", "j", "c", "ce", "on", "nous", "pour", "mon", "ma", "bonjour", "i", "id", "im", "ive", "its",
        "we", "can", "could", "may", "my", "calling", "good", "hello",
    ];
    let Some(token) = text.tokens.get(at) else { return true };
    matches!(token.gap, Gap::Mark('.' | '!')) || token.after_break() && WISHES.contains(&text.word(at))
}

/// «Jeanne Petit est là ?»: she works here.
fn is_asked_after(text: &Text<'_>, at: usize) -> bool {
    const AT_WORK: &[&str] = &["travaille", "consulte", "recoit", "exerce", "works", "consults"];
    const HERE: &[&str] = &["la", "ici", "disponible", "present", "presente", "in", "there", "available"];
    let is = matches!(text.word(at), "est" | "sera" | "is");
    AT_WORK.contains(&text.word(at)) || is && HERE.contains(&text.word(at + 1))
}

/// Does a clause begin or end here?
fn parted(text: &Text<'_>, at: usize) -> bool {
    at == 0 || text.tokens.get(at).is_none_or(Token::after_break)
}
