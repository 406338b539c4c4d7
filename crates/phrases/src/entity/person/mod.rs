//! Names of people: announced, asked for, spelled, corrected.

mod alone;
mod cues;
mod halves;
mod name;
mod spelling;
mod words;

use std::ops::Range;

use self::cues::{TITLES, cues, is_relative, owner, relative};
use self::name::{LONGEST, brief_name_at, name_at};
use self::spelling::name_before;
use self::words::{hesitates, is_common, is_date_word, looks_like_a_name};
use super::{Found, code, phone, spelled, vocabulary};
use crate::names;
use crate::text::{Gap, Text};
use crate::{Context, Expecting};

pub(super) use self::alone::in_full;
pub(super) use self::name::titled;
pub(super) use self::words::is_name_word;

/// Finds the caller's name, the patient's, or both.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let tokens = 0..text.tokens.len();
    let named = halves::find(text, context);
    let named = named.or_else(|| tokens.clone().find_map(|at| announced(text, at, context)));
    let named = named.or_else(|| introduced_late(text)).or_else(|| asked_for(text, context));
    let named = named.or_else(|| spelling::find(text)).or_else(|| beside_digits(text, context));
    let named = named.or_else(|| alone::by_itself(text, context));
    // «Je suis Jeanne Petit, c'est pour ma fille Emma»: who calls, and whom it is for.
    let others = tokens.filter_map(|at| of_a_relative(text, at).or_else(|| possessor(text, at)));
    let mut people: Vec<Found> = named.into_iter().chain(others).collect();
    if matches!(context.expecting, Expecting::Anything | Expecting::Name) {
        people.extend(alone::in_full(text, context));
    }
    drop_parts(&mut people);
    // «Je crois que c'est Martin», to whoever asks with whom.
    let with_whom = context.expecting == Expecting::Practitioner;
    people.retain(|name| !with_whom || !is_a_practitioner(name, text, context));
    people
}

/// «C'est Petit. Jeanne Petit.»: of what was said once in part and once in full, the full name stays.
fn drop_parts(names: &mut Vec<Found>) {
    let words = |name: &Found| -> Vec<String> {
        let value = name.entity.as_ref().map_or("", |entity| entity.value.as_str());
        value.split([' ', '-']).map(names::folded).collect()
    };
    let said: Vec<Vec<String>> = names.iter().map(words).collect();
    names.retain(|name| {
        let own = words(name);
        !said.iter().any(|other| other.len() > own.len() && own.iter().all(|word| other.contains(word)))
    });
}

/// «Jeanne Petit, code 482173», «06 39 98 10 01, Jeanne Petit»: who gives a number or a code gives the name that goes
/// with it. Written small, it is one only in answer to the question for either.
fn beside_digits(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let asked = matches!(context.expecting, Expecting::Code | Expecting::Phone);
    let digits = phone::find(text, context).into_iter().chain(code::find(text, context));
    digits.filter(|found| found.entity.is_some()).find_map(|digits| {
        let before = (0..digits.tokens.start).rev().find(|at| !announces_digits(text, *at));
        let first = before.and_then(|last| {
            // «… mon Levothyrox, Jeanne Martin, 06…»: nothing before a pause belongs to it.
            let joined = |at: &usize| *at == last || !text.tokens[*at + 1].after_break();
            let of_name = |at: &usize| is_name_word(text, *at) && joined(at);
            (0..=last).rev().take_while(of_name).take(LONGEST).last()
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
    SMALL.contains(&text.word(at)) || hesitates(text, at)
}

/// Names somebody who works here, or something that is done here.
fn is_of_the_practice(name: &Range<usize>, text: &Text<'_>, context: &Context<'_>) -> bool {
    let people = vocabulary::practitioners(text, context);
    let mut said = people.into_iter().chain(vocabulary::services(text, context));
    said.any(|who| who.tokens.start < name.end && name.start < who.tokens.end)
}

/// After «je m'appelle» and the like, or after «pour ma fille».
fn announced(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    // "A for Alpha" spells.
    if at > 0 && spelled::letter(text, at - 1).is_some() {
        return None;
    }
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
        None if surely || is_titled(text, start) => name_at(text, start),
        None => supposed(text, start).filter(|_| !says_of_something(text, at)),
    }
}

/// «C'est Lucie Bernart», however it is written: «c'est rose», «c'est pour Noël» and «je suis Belge» are nobody.
fn supposed(text: &Text<'_>, at: usize) -> Option<Found> {
    let name = brief_name_at(text, at)?;
    let single = name.tokens.len() == 1;
    let everyday = is_common(text.word(at), text.lang) || is_date_word(text.word(at));
    let written = looks_like_a_name(text, at) && !(single && everyday);
    (written || names::is_first_name(text.word(at)) && !single).then_some(name)
}

/// «Ma mutuelle, c'est…»: what is called so is no person. `at` is the token after «c'est».
fn says_of_something(text: &Text<'_>, at: usize) -> bool {
    const OF_PEOPLE: &[&str] = &["nom", "prenom", "patient", "patiente", "name", "surname"];
    let Some(what) = at.checked_sub(3).filter(|_| text.word(at - 1) == "est") else { return false };
    let owned = what > 0 && matches!(text.word(what - 1), "ma" | "mon" | "notre");
    owned && !OF_PEOPLE.contains(&text.word(what)) && !is_relative(text.word(what))
}

/// «J'appelle de la part du laboratoire Biolab».
fn on_behalf(text: &Text<'_>, at: usize) -> Option<usize> {
    let cues = ["de la part de", "de la part du", "de la part des", "de la part d", "on behalf of"];
    cues.iter().find_map(|cue| text.says(at, cue))
}

/// «Pour ma fille Emma», «le rendez-vous de Jeanne Petit».
fn of_somebody(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    if relative(text, at).is_some() {
        return of_a_relative(text, at);
    }
    let start = skip(text, at + owner(text, at)?);
    let dated = is_common(text.word(start), text.lang) || is_date_word(text.word(start));
    let name = (!dated).then(|| introduced(text, start)).flatten()?;
    (!is_a_practitioner(&name, text, context)).then_some(name)
}

/// «Ma fille Emma», «ma voisine madame Kessler».
fn of_a_relative(text: &Text<'_>, at: usize) -> Option<Found> {
    let start = skip(text, at + relative(text, at)?);
    if is_titled(text, start) {
        return brief_name_at(text, start);
    }
    let ended = matches!(text.tokens.get(start)?.gap, Gap::Mark('.' | '!' | '?'));
    introduced(text, start).filter(|_| !ended || names::is_first_name(text.word(start)))
}

/// Does «madame» stand right before?
fn is_titled(text: &Text<'_>, at: usize) -> bool {
    const MADAM: &[&str] = &["monsieur", "madame", "mademoiselle", "mme", "mlle", "mr", "mrs", "ms", "miss"];
    at > 0 && MADAM.contains(&text.word(at - 1))
}

/// A name that begins here, written as one or begun with a first name.
fn introduced(text: &Text<'_>, at: usize) -> Option<Found> {
    (looks_like_a_name(text, at) || names::is_first_name(text.word(at)))
        .then(|| brief_name_at(text, at))
        .flatten()
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

/// "Jeanne Petit's appointment", "Kwame's mother", by the token whose it is.
fn possessor(text: &Text<'_>, last: usize) -> Option<Found> {
    let word = text.original(last..last + 1);
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))?;
    let owned = text.word(last + 1);
    let owns = matches!(owned, "appointment" | "visit" | "booking") || is_relative(owned);
    if !owns || is_common(&names::folded(bare), text.lang) {
        return None;
    }
    let joined = |at: &usize| *at == last || !text.tokens[*at + 1].after_break();
    let of_name = |at: &usize| looks_like_a_name(text, *at) && joined(at);
    let first = (0..=last).rev().take_while(of_name).take(3).last()?;
    let mut found = name_at(text, first).filter(|found| found.tokens.end == last + 1)?;
    let entity = found.entity.as_mut()?;
    entity.value.truncate(entity.value.len().checked_sub("'s".len())?);
    Some(found)
}

/// «Jeanne Petit à l'appareil», "Jane Smith here".
fn introduced_late(text: &Text<'_>) -> Option<Found> {
    let ends = |at: &usize| {
        let surely = ["a l appareil", "speaking"].iter().any(|cue| text.says(*at, cue).is_some());
        surely || text.word(*at) == "here" && opens_with_a_name(text, *at)
    };
    let at = (1..text.tokens.len()).find(ends)?;
    let of_name = |i: &usize| is_name_word(text, *i) || names::PARTICLES.contains(&text.word(*i));
    let first = (0..at).rev().take_while(of_name).take(LONGEST).last()?;
    name_at(text, first).filter(|name| name.tokens.end == at)
}

/// Is all that was said before this token a greeting and a name?
fn opens_with_a_name(text: &Text<'_>, end: usize) -> bool {
    let first = skip(text, 0);
    let whole = brief_name_at(text, first).is_some_and(|name| name.tokens.end == end);
    let is_name = end > first + 1 && looks_like_a_name(text, first) || names::is_first_name(text.word(first));
    whole && is_name && text.word(0) != "is"
}

/// The whole answer to «à quel nom ?».
fn asked_for(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    if context.expecting != Expecting::Name {
        return None;
    }
    let spelled = (0..text.tokens.len()).find(|at| spelled::read(text, *at).is_some());
    name_at(text, skip(text, 0)).or_else(|| spelled.and_then(|at| name_before(text, at)))
}

/// Passes over fillers, titles and «c'est» before a name.
fn skip(text: &Text<'_>, mut at: usize) -> usize {
    const NOISE: &[&str] = &[
        "c",
        "est",
        "bonjour",
        "bonsoir",
        "allo",
        "salut",
        "hello",
        "hi",
        "hey",
        "good morning",
        "morning",
        "good afternoon",
        "oui",
        "yes",
        "yeah",
        "its",
        "is",
        "alors",
        "non",
        "no",
        "mais",
        "bien sur",
        "sure",
        "of course",
        "d accord",
        "la famille",
        "ok",
        "moi",
    ];
    while !text.word(at).is_empty() && spelled::read(text, at).is_none() {
        let noise = NOISE.iter().find_map(|words| text.says(at, words));
        match noise.or_else(|| (hesitates(text, at) || is_title(text, at)).then_some(1)) {
            Some(words) => at += words,
            None => break,
        }
    }
    at
}

/// «Madame»; «monsieur et» before «madame»; but not the M of «M'Bappé».
fn is_title(text: &Text<'_>, at: usize) -> bool {
    let is = |at: usize| TITLES.contains(&text.word(at));
    let elided = text.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Apostrophe);
    let between = matches!(text.word(at), "et" | "and") && at > 0 && is(at - 1) && is(at + 1);
    is(at) && !elided || between
}
