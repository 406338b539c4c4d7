//! The practice's own words: its practitioners and its services.

use std::ops::Range;

use super::dated::is_weekday;
use super::{Found, choice, told};
use crate::intent::one_slip;
use crate::names::sounds_like;
use crate::text::Text;
use crate::time;
use crate::{Context, EntityKind, Expecting, Lang, Term};

/// Words that carry nothing by themselves.
const SMALL: &[&str] = &[
    "de", "d", "du", "des", "la", "le", "l", "les", "un", "une", "en", "pour", "a", "au", "of", "the", "for",
    "an", "se", "me", "s", "m", "my", "ma", "mon", "mes",
];
/// What is said before a surname.
pub(super) const TITLES: &[&str] = &[
    "docteur",
    "docteure",
    "dr",
    "doc",
    "madame",
    "monsieur",
    "mme",
    "mr",
    "m",
    "doctor",
    "mrs",
    "ms",
    "miss",
    "professeur",
    "pr",
    "mademoiselle",
    "nurse",
];
/// What is said before somebody one has an appointment with.
const WITH: &[&str] = &["avec", "chez", "with", "voir", "see", "par"];
/// What is said before somebody who isn't wanted.
const WITHOUT: &[&str] = &["pas", "sauf", "excepte", "hormis", "not", "except"];
/// Shorter words must be said as they are spelled.
const TOLERANT: usize = 5;

/// Finds the practitioners.
pub(super) fn practitioners(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let terms = &context.vocabulary.practitioners;
    let mut found = longest(text, terms, EntityKind::Practitioner, |_| true);
    for term in terms {
        for surname in surnames(term, terms, text) {
            for at in 0..text.tokens.len() {
                let Some(n) = surname_at(text, at, &surname) else { continue };
                let Some(first) = introduced(text, at, n, &surname, context) else { continue };
                // «Le docteur Matin» is one; «matin» by itself is when.
                if first == at && text.word(at) != surname && is_a_time(text, at, context) {
                    continue;
                }
                let new = Found::named(EntityKind::Practitioner, term.id.clone(), text, first..at + n);
                if !found.iter().any(|f| f.overlaps(&new)) {
                    found.push(new);
                }
            }
        }
    }
    found
}

/// Finds the services.
pub(super) fn services(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let wished = |tokens: &Range<usize>| !told::is_told_of(text, tokens);
    let mut found = longest(text, &context.vocabulary.services, EntityKind::Service, wished);
    found.retain(|service| !is_place_in_a_list(text, service, context));
    found
}

/// «Annulez le premier rendez-vous», of those that were told: no first consultation is meant.
fn is_place_in_a_list(text: &Text<'_>, service: &Found, context: &Context<'_>) -> bool {
    let at = service.tokens.start;
    let first = matches!(text.word(at), "premier" | "premiere" | "first");
    let pointed = matches!(at.checked_sub(1).map_or("", |i| text.word(i)), "le" | "mon" | "the" | "my");
    first && pointed && (context.expecting == Expecting::WhichAppointment || choice::gives_up(text, at))
}

/// Each term where one of its spoken forms was said and counts, the longest forms first; a term only once.
fn longest(
    text: &Text<'_>,
    terms: &[Term],
    kind: EntityKind,
    counts: impl Fn(&Range<usize>) -> bool,
) -> Vec<Found> {
    let mut said = Vec::new();
    for term in terms {
        for form in &term.spoken {
            let form = Form::read(form, text.lang);
            for at in 0..text.tokens.len() {
                if let Some(end) = form.ends_from(text, at).filter(|end| counts(&(at..*end))) {
                    said.push((form.words.len(), form.words.concat().len(), term, at..end));
                }
            }
        }
    }
    said.sort_by_key(|form| std::cmp::Reverse((form.0, form.1)));
    let mut found: Vec<Found> = Vec::new();
    for (_, _, term, range) in said {
        let new = Found::named(kind, term.id.clone(), text, range);
        let known =
            found.iter().any(|f| f.overlaps(&new) || f.entity.as_ref().is_some_and(|e| e.value == term.id));
        if !known {
            found.push(new);
        }
    }
    found
}

/// A spoken form by the words that matter.
#[derive(Debug)]
pub(crate) struct Form {
    /// Folded, small words aside.
    pub(crate) words: Vec<String>,
}

impl Form {
    /// Reads a form of the vocabulary.
    pub(crate) fn read(form: &str, lang: Lang) -> Self {
        let words = Text::read(form, lang).tokens.into_iter().map(|t| t.text);
        Self { words: words.filter(|w| !SMALL.contains(&w.as_str())).collect() }
    }

    /// Where the form ends when it is said from a token on.
    pub(crate) fn ends_from(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        let mut next = at;
        for (i, word) in self.words.iter().enumerate() {
            while i > 0 && SMALL.contains(&text.word(next)) {
                next += 1;
            }
            next += word_at(text, next, word)?;
        }
        (!self.words.is_empty()).then_some(next)
    }
}

/// The tokens that say a word: itself, an inflection, a slip, or the same letters in two words.
fn word_at(text: &Text<'_>, at: usize, word: &str) -> Option<usize> {
    let said = text.word(at);
    if said.is_empty() {
        return None;
    }
    if same(word, said) {
        return Some(1);
    }
    let two = format!("{said}{}", text.word(at + 1));
    (word.len() > TOLERANT
        && !text.word(at + 1).is_empty()
        && (two == word || one_slip(two.as_bytes(), word.as_bytes()) && two.len() > 8))
        .then_some(2)
}

fn same(word: &str, said: &str) -> bool {
    // "Jabs": a short word, too, is said of several.
    if word == said || said.strip_suffix('s') == Some(word) {
        return true;
    }
    if word.len() <= 3 || said.len() <= 3 {
        return false;
    }
    let bare = |w: &str| w.trim_end_matches(['s', 'x']).trim_end_matches('e').to_owned();
    if bare(word) == bare(said)
        || word.len() > TOLERANT && said.len() >= TOLERANT && one_slip(word.as_bytes(), said.as_bytes())
    {
        return true;
    }
    // «vacciner» for «vaccination»: one family, by the first six letters.
    let shared = word.bytes().zip(said.bytes()).take_while(|(a, b)| a == b).count();
    shared >= 6 && word.len().abs_diff(said.len()) <= 5 && word.len().min(said.len()) - shared <= 3
}

/// The family names of a term that no other practitioner bears.
pub(super) fn surnames(term: &Term, terms: &[Term], text: &Text<'_>) -> Vec<String> {
    let last =
        |form: &String| Text::read(form, text.lang).tokens.last().map(|t| t.text.clone()).unwrap_or_default();
    let titled = |form: &&String| {
        let words = Text::read(form, text.lang).tokens;
        words.len() > 1 && TITLES.contains(&words[0].text.as_str())
    };
    let mut names: Vec<String> = term.spoken.iter().filter(titled).map(last).collect();
    names.dedup();
    names.retain(|name| {
        name.len() > 1
            && !terms.iter().any(|t| t.id != term.id && t.spoken.iter().any(|form| last(form) == *name))
    });
    names
}

/// The tokens that say a surname, by its letters or by its sound.
pub(super) fn surname_at(text: &Text<'_>, at: usize, surname: &str) -> Option<usize> {
    let said = text.word(at);
    let alike = |said: &str| {
        said == surname
            || said.len() >= TOLERANT
                && surname.len() >= TOLERANT
                && one_slip(said.as_bytes(), surname.as_bytes())
            || said.len() >= 4
                && said.bytes().next() == surname.bytes().next()
                && sounds_like(said) == sounds_like(surname)
    };
    if alike(said) {
        return Some(1);
    }
    let two = format!("{said}{}", text.word(at + 1));
    (said.len() >= 2 && two.len() > said.len() && two == surname).then_some(2)
}

/// The first token of a surname with its title; `None` where nothing shows that the practitioner is meant.
fn introduced(text: &Text<'_>, at: usize, n: usize, surname: &str, context: &Context<'_>) -> Option<usize> {
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    if TITLES.contains(&before) {
        return Some(at - 1);
    }
    let asked = context.expecting == Expecting::Practitioner;
    let whole = at == 0 && n == text.tokens.len() && context.expecting != Expecting::Name;
    let last = text.word(at) == surname && is_last_word(text, at, n, context);
    let refused = context.expecting != Expecting::Name && WITHOUT.contains(&before);
    (asked || whole || last || refused || WITH.contains(&before)).then_some(at)
}

/// Does a word by itself say when?
fn is_a_time(text: &Text<'_>, at: usize, context: &Context<'_>) -> bool {
    !time::mentions(&[&text.tokens[at]], context.lang, context.region, |_, _| true).is_empty()
}

/// «rdv demain 15h benali»: a surname by itself, after all that was wished.
fn is_last_word(text: &Text<'_>, at: usize, n: usize, context: &Context<'_>) -> bool {
    const BEFORE: &[&str] = &[
        "h",
        "heure",
        "heures",
        "rdv",
        "vous",
        "consultation",
        "appointment",
        "am",
        "pm",
        "demain",
        "matin",
        "midi",
        "soir",
        "tomorrow",
        "morning",
        "afternoon",
        "noon",
    ];
    let wishes = matches!(context.expecting, Expecting::Anything | Expecting::Time | Expecting::Choice);
    let last = at + n == text.tokens.len();
    wishes
        && last
        && at.checked_sub(1).is_some_and(|before| {
            let word = text.word(before);
            text.tokens[before].is_digits() || BEFORE.contains(&word) || is_weekday(word)
        })
}
