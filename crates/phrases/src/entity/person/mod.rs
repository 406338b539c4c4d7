//! Names of people: announced, asked for, spelled, corrected.

mod cues;
mod halves;
mod name;
mod words;

use std::ops::Range;

use self::cues::{TITLES, before_a_relative, cues, owner, relative};
use self::name::{LONGEST, name_at};
use self::words::{is_common, is_date_word, looks_like_a_name};
use super::{Found, code, is_filler, phone, spelled, vocabulary};
use crate::names;
use crate::text::Text;
use crate::{Context, Expecting};

pub(super) use self::name::titled;
pub(super) use self::words::is_name_word;

/// Finds the caller's name, the patient's, or both.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let announced_from = |from: usize| (from..text.tokens.len()).find_map(|at| announced(text, at, context));
    let named = halves::find(text, context).or_else(|| announced_from(0)).or_else(|| possessor(text));
    let named = named.or_else(|| introduced_late(text)).or_else(|| bare(text, context));
    let named = named.or_else(|| beside_digits(text, context)).or_else(|| by_itself(text, context));
    let named = named.or_else(|| opening(text, context));
    // «Je suis Jeanne Petit, c'est pour ma fille Emma»: who calls, and whom it is for.
    let rest = named.as_ref().map_or(text.tokens.len(), |name| name.tokens.end);
    let other = (rest..text.tokens.len()).find_map(|at| {
        let n = before_a_relative(text, at)?;
        introduced(text, skip(text, at + n))
    });
    named.into_iter().chain(other).collect()
}

/// «Le deuxième, Jeanne Petit»: first and last name, written as such and parted from the rest, where another answer
/// was asked for.
fn by_itself(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let asked =
        [Expecting::Choice, Expecting::Time, Expecting::Code, Expecting::Confirm, Expecting::AnythingElse];
    if !asked.contains(&context.expecting) {
        return None;
    }
    let parted = |at: usize| at == 0 || text.tokens.get(at).is_some_and(crate::text::Token::after_break);
    // Who is asked for a code and says something else says a name, however it is written.
    let written = |at: usize| context.expecting == Expecting::Code || looks_like_a_name(text, at);
    let proper = |at: usize| written(at) && is_name_word(text, at) && !is_common(text.word(at), text.lang);
    let firsts = (0..text.tokens.len()).filter(|at| parted(*at) && proper(*at) && proper(*at + 1));
    let mut names = firsts.filter_map(|at| name_at(text, at));
    names.find(|name| {
        let own = name.tokens.clone();
        let whole = own.end == text.tokens.len() || parted(own.end);
        whole && own.len() <= 3 && own.clone().all(proper) && !is_of_the_practice(&own, text, context)
    })
}

/// «Bonjour, Jeanne Petit, je voudrais…»: who calls, and what for.
fn opening(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    const GOES_ON: &[&str] =
        &["je", "j", "c", "ce", "pour", "i", "id", "im", "ive", "its", "can", "could", "may"];
    let first = skip(text, 0);
    if context.expecting != Expecting::Anything || !names::is_given(text.word(first)) {
        return None;
    }
    let name = name_at(text, first).filter(|name| (2..=LONGEST).contains(&name.tokens.len()))?;
    let goes_on = GOES_ON.contains(&text.word(name.tokens.end));
    (goes_on && !is_a_practitioner(&name, text, context)).then_some(name)
}

/// «Jeanne Petit, code 482173», «06 39 98 10 01, Jeanne Petit»: who gives a number or a code gives the name that goes
/// with it. Written small, it is one only in answer to the question for either.
fn beside_digits(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let asked = matches!(context.expecting, Expecting::Code | Expecting::Phone);
    let digits = phone::find(text, context).into_iter().chain(code::find(text, context));
    digits.filter(|found| found.entity.is_some()).find_map(|digits| {
        let before = (0..digits.tokens.start).rev().find(|at| !announces_digits(text, *at));
        let first = before.and_then(|last| {
            let run = (0..=last).rev().take_while(|at| is_name_word(text, *at)).take(LONGEST);
            run.last()
        });
        let after = digits.tokens.end;
        let starts = [first, Some(after)].into_iter().flatten();
        let mut named = starts.filter(|at| asked || looks_like_a_name(text, *at));
        named.find_map(|at| {
            name_at(text, skip(text, at)).filter(|name| !is_of_the_practice(&name.tokens, text, context))
        })
    })
}

/// What stands between a name and its digits: «code», «mon numéro c'est le».
fn announces_digits(text: &Text<'_>, at: usize) -> bool {
    const SMALL: &[&str] = &[
        "code",
        "reference",
        "numero",
        "telephone",
        "portable",
        "tel",
        "dossier",
        "mon",
        "ma",
        "le",
        "la",
        "au",
        "et",
        "avec",
        "c",
        "est",
        "the",
        "my",
        "is",
        "and",
        "with",
        "number",
        "phone",
        "mobile",
        "on",
    ];
    SMALL.contains(&text.word(at)) || is_filler(text.word(at))
}

/// Names somebody who works here, or something that is done here.
fn is_of_the_practice(name: &Range<usize>, text: &Text<'_>, context: &Context<'_>) -> bool {
    let people = vocabulary::practitioners(text, context);
    let mut said = people.into_iter().chain(vocabulary::services(text, context));
    said.any(|who| who.tokens.start < name.end && name.start < who.tokens.end)
}

/// After «je m'appelle» and the like, or after «pour ma fille».
fn announced(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    let asked = context.expecting == Expecting::Name && !is_named_before(text, at);
    let said = cues(text.lang).iter().filter_map(|cue| Some((cue, text.says(at, cue.words)?)));
    let named = said.filter_map(|(cue, n)| after(text, at + n, cue.sure || asked));
    let mut named = named.filter(|name| !is_a_titled_practitioner(&name.tokens, text, context));
    named.next().or_else(|| of_somebody(text, at, context))
}

/// «Paul Girard, c'est gratuit ?»: who has said first and last name says something else with «c'est».
fn is_named_before(text: &Text<'_>, at: usize) -> bool {
    let first = skip(text, 0);
    first < at && name_at(text, first).is_some_and(|name| name.tokens.len() > 1 && name.tokens.end <= at)
}

/// The name that follows what announces it: «au nom de ma femme, Sylvie Garnier».
fn after(text: &Text<'_>, at: usize, surely: bool) -> Option<Found> {
    let start = skip(text, at);
    let start = on_behalf(text, start).map_or(start, |said| skip(text, start + said));
    match relative(text, start) {
        Some(n) => introduced(text, skip(text, start + n)),
        None if surely => name_at(text, start),
        // «C'est Lucie Bernart», however it is written: «c'est rose» is nobody.
        None => name_at(text, start).filter(|name| {
            looks_like_a_name(text, start) || names::is_given(text.word(start)) && name.tokens.len() > 1
        }),
    }
}

/// «J'appelle de la part du laboratoire Biolab».
fn on_behalf(text: &Text<'_>, at: usize) -> Option<usize> {
    let cues = ["de la part de", "de la part du", "de la part des", "de la part d", "on behalf of"];
    cues.iter().find_map(|cue| text.says(at, cue))
}

/// «Pour ma fille Emma», «le rendez-vous de Jeanne Petit».
fn of_somebody(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    if let Some(n) = before_a_relative(text, at) {
        return introduced(text, skip(text, at + n));
    }
    let start = skip(text, at + owner(text, at)?);
    let dated = is_common(text.word(start), text.lang) || is_date_word(text.word(start));
    let name = (!dated).then(|| introduced(text, start)).flatten()?;
    (!is_a_practitioner(&name, text, context)).then_some(name)
}

/// A name that begins here, written as one or begun with a first name.
fn introduced(text: &Text<'_>, at: usize) -> Option<Found> {
    (looks_like_a_name(text, at) || names::is_given(text.word(at))).then(|| name_at(text, at)).flatten()
}

/// «Celui de Martin» may be with doctor Martin; «celui de Jeanne Martin» is hers.
fn is_a_practitioner(name: &Found, text: &Text<'_>, context: &Context<'_>) -> bool {
    let terms = &context.vocabulary.practitioners;
    let surnames = || terms.iter().flat_map(|term| vocabulary::surnames(term, terms, text));
    let whole = vocabulary::practitioners(text, context).into_iter().any(|who| who.tokens == name.tokens);
    whole || name.tokens.len() == 1 && surnames().any(|surname| surname == text.word(name.tokens.start))
}

/// "A message for Dr Martin" is from somebody else.
fn is_a_titled_practitioner(name: &Range<usize>, text: &Text<'_>, context: &Context<'_>) -> bool {
    let titled = |who: &Found| who.tokens.start < name.start && name.end <= who.tokens.end;
    vocabulary::practitioners(text, context).iter().any(titled)
}

/// "Jeanne Petit's appointment".
fn possessor(text: &Text<'_>) -> Option<Found> {
    let owns = |at: usize| {
        let word = text.original(at..at + 1);
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))?;
        let own = matches!(text.word(at + 1), "appointment" | "visit" | "booking");
        (own && !is_common(&names::folded(bare), text.lang)).then_some(at)
    };
    let last = (0..text.tokens.len()).find_map(owns)?;
    let first = (0..=last).rev().take_while(|at| looks_like_a_name(text, *at)).take(3).last()?;
    let mut found = name_at(text, first).filter(|found| found.tokens.end == last + 1)?;
    let entity = found.entity.as_mut()?;
    entity.value.truncate(entity.value.len().checked_sub("'s".len())?);
    Some(found)
}

/// «Jeanne Petit à l'appareil».
fn introduced_late(text: &Text<'_>) -> Option<Found> {
    let cue = ["a l appareil", "speaking"];
    let at = (1..text.tokens.len()).find(|at| cue.iter().any(|c| text.says(*at, c).is_some()))?;
    let first = (0..at).rev().take_while(|i| is_name_word(text, *i)).take(3).last()?;
    name_at(text, first).filter(|f| f.tokens.end == at)
}

/// The whole answer to «à quel nom ?»; without the question, only a name that is spelled.
fn bare(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    if context.expecting == Expecting::Name {
        let spelled = (0..text.tokens.len()).find(|at| spelled::read(text, *at).is_some());
        return name_at(text, skip(text, 0)).or_else(|| spelled.and_then(|at| name_before(text, at)));
    }
    (0..text.tokens.len()).find_map(|at| {
        let spelling = spelled::read(text, at)?;
        let explained = (at..spelling.end).any(|i| matches!(text.word(i), "comme" | "as" | "apostrophe"));
        let announced = (at.saturating_sub(3)..at)
            .any(|i| matches!(text.word(i), "ecrit" | "epelle" | "spelled" | "spelt"));
        (explained || announced).then(|| name_before(text, at)).flatten()
    })
}

/// The name that a spelling completes, said right before it or not at all.
fn name_before(text: &Text<'_>, spelling: usize) -> Option<Found> {
    let mut first = spelling;
    let mut at = spelling;
    while at > 0 {
        at -= 1;
        if is_name_word(text, at) && spelling - at <= 6 && text.word(at).len() > 1 {
            first = at;
        } else if first != spelling || !is_bridge(text, at) {
            break;
        }
    }
    name_at(text, first)
}

fn is_bridge(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word(at),
        "ca" | "s"
            | "ecrit"
            | "epelle"
            | "c"
            | "est"
            | "its"
            | "it"
            | "is"
            | "spelled"
            | "spelt"
            | "thats"
            | "that"
    ) || is_filler(text.word(at))
}

/// Passes over fillers, titles and «c'est» before a name.
fn skip(text: &Text<'_>, mut at: usize) -> usize {
    loop {
        let word = text.word(at);
        let spelled = spelled::read(text, at).is_some();
        let noise = is_filler(word)
            || matches!(
                word,
                "c" | "est"
                    | "bonjour"
                    | "hello"
                    | "hi"
                    | "oui"
                    | "yes"
                    | "its"
                    | "is"
                    | "alors"
                    | "non"
                    | "mais"
            );
        if word.is_empty() || spelled || !(noise || TITLES.contains(&word)) {
            return at;
        }
        at += 1;
    }
}
