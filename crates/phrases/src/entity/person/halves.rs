//! A name that is said by halves: «Petit, prénom Jeanne», «le prénom c'est Jeanne et le nom Petit».

use super::name::name_at;
use super::skip;
use super::words::{hesitates, looks_like_a_name};
use crate::EntityKind;
use crate::entity::{Found, spelled};
use crate::names::folded;
use crate::text::Text;
use crate::{Context, Expecting};

/// What announces the first name.
const FIRST: &[&str] = &["prenom", "first name", "given name"];
/// What announces the other half.
const FAMILY: &[&str] =
    &["nom de famille", "nom de", "nom d", "nom", "last name", "family name", "surname", "name of"];
/// What may stand between the two.
const BETWEEN: &[&str] = &["et", "and", "le", "mon", "son", "the", "my", "his", "her"];

/// The whole name, where the first name is announced and the other half is announced too, or stands right before.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let (cue, first) = announced(text, FIRST, 0..text.tokens.len())?;
    let before = announced(text, FAMILY, 0..cue).map(|(_, name)| name);
    let before = before.or_else(|| said_before(text, cue, context));
    let after = || announced(text, FAMILY, first.tokens.end..text.tokens.len()).map(|(_, name)| name);
    let family = before.filter(|name| name.tokens.end <= cue).or_else(after)?;
    let tokens = family.tokens.start.min(first.tokens.start)..family.tokens.end.max(first.tokens.end);
    let (given, family) = (first.entity?.value, family.entity?.value);
    let is_whole = family.split(' ').any(|word| folded(word) == folded(&given));
    let whole = if is_whole { family } else { format!("{given} {family}") };
    Some(Found::named(EntityKind::PersonName, whole, text, tokens))
}

/// «Petit, P, E, T, I, T, et mon prénom…»: the answer, or what is written or spelled as a name, right before the first.
fn said_before(text: &Text<'_>, cue: usize, context: &Context<'_>) -> Option<Found> {
    let answer = skip(text, 0);
    if context.expecting == Expecting::Name {
        return name_at(text, answer);
    }
    let joined = |at: usize| BETWEEN.contains(&text.word(at)) || hesitates(text, at);
    let mut names = (answer..cue).filter_map(|at| name_at(text, at));
    names.find(|name| {
        let own = name.tokens.clone();
        let adjoins = own.end <= cue && (own.end..cue).all(joined);
        let spelled = || own.clone().any(|at| spelled::read(text, at).is_some());
        adjoins && (own.start == answer || looks_like_a_name(text, own.start) || spelled())
    })
}

/// The name that follows what announces it, with where that stands.
fn announced(text: &Text<'_>, cues: &[&str], within: std::ops::Range<usize>) -> Option<(usize, Found)> {
    within.clone().find_map(|at| {
        let said = cues.iter().find_map(|cue| text.says(at, cue))?;
        let name = name_at(text, skip(text, at + said))?;
        (name.tokens.end <= within.end).then_some((at, name))
    })
}
