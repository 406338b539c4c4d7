//! Which of the practice's own questions was asked.

use super::phrasebook::Hits;
use super::weigh;
use super::words::Words;
use crate::entity::Form;
use crate::text::Text;
use crate::{Context, Term};

/// What makes a thing the caller's own, and so no question about the practice.
const OWN: [&str; 5] = ["mon", "ma", "mes", "my", "our"];
/// Kinds of question that practices put in their own words.
const KINDS: [&str; 2] = ["howmuch", "where"];

/// Kinds that a question of another kind has no answer for: the price of the car park is not where it is.
const PARTICULAR: [&str; 2] = ["howmuch", "open"];
/// Before what a thing is of: «les horaires du bus».
const OF: [&str; 8] = ["du", "de", "des", "d", "of", "for", "pour", "au"];
/// What may stand between.
const ARTICLES: [&str; 12] = ["la", "l", "le", "les", "une", "un", "votre", "vos", "ce", "the", "a", "your"];
/// Whose the practice's own things are.
const ITS_OWN: [&str; 18] = [
    "cabinet",
    "docteur",
    "docteure",
    "dr",
    "medecin",
    "consultation",
    "visite",
    "rendez",
    "ouverture",
    "fermeture",
    "chez",
    "vous",
    "practice",
    "surgery",
    "doctor",
    "appointment",
    "visit",
    "opening",
];
/// Right behind «adresse», they make it another thing.
const NO_PLACE: [&str; 6] = ["mail", "e", "email", "electronique", "internet", "web"];

/// The id of the question that was asked: by its own words, the longest first; else by its kind. What is asked of
/// something else («les horaires du bus») is none of them.
pub(crate) fn find(
    text: &Text<'_>,
    words: &Words<'_>,
    hits: &Hits<'_>,
    context: &Context<'_>,
) -> Option<String> {
    let topics = &context.vocabulary.topics;
    let by_words = topics.iter().filter_map(|topic| longest(text, topic, context).map(|n| (n, topic)));
    match by_words.max_by_key(|(n, _)| *n) {
        Some((_, topic)) => is_of_its_kind(topic, hits, context).then(|| topic.id.clone()),
        None => by_kind(text, words, hits, context),
    }
}

/// The words of the longest spoken form that was said.
fn longest(text: &Text<'_>, topic: &Term, context: &Context<'_>) -> Option<usize> {
    let own = |at: usize| at > 0 && OWN.contains(&text.word(at - 1));
    let said = topic.spoken.iter().filter_map(|form| {
        let form = Form::read(form, text.lang);
        (0..text.tokens.len())
            .filter(|at| !own(*at))
            .filter_map(|at| form.ends_from(text, at))
            .any(|end| !is_of_another(text, end, context))
            .then_some(form.words.len())
    });
    said.max()
}

fn is_of_its_kind(topic: &Term, hits: &Hits<'_>, context: &Context<'_>) -> bool {
    PARTICULAR.iter().all(|kind| !hits.has(kind) || asks(topic, kind, context))
}

/// Whether it is asked when the practice is open, or somebody works there; not «les horaires du bus».
pub(crate) fn asks_hours(text: &Text<'_>, words: &Words<'_>, hits: &Hits<'_>, context: &Context<'_>) -> bool {
    is_about_us("hours", text, words, hits, context)
}

fn is_about_us(
    kind: &str,
    text: &Text<'_>,
    words: &Words<'_>,
    hits: &Hits<'_>,
    context: &Context<'_>,
) -> bool {
    hits.of(kind).iter().any(|hit| {
        let end = words.tokens[hit.1 - 1] + 1;
        // «Horaires du» was taken for one: what it is of follows all the same.
        let end = if OF.contains(&text.word(end - 1)) { end - 1 } else { end };
        !is_of_another(text, end, context)
    })
}

fn by_kind(text: &Text<'_>, words: &Words<'_>, hits: &Hits<'_>, context: &Context<'_>) -> Option<String> {
    let kind = KINDS.into_iter().find(|kind| is_about_us(kind, text, words, hits, context))?;
    let topics = &context.vocabulary.topics;
    topics.iter().find(|topic| asks(topic, kind, context)).map(|topic| topic.id.clone())
}

fn asks(topic: &Term, kind: &str, context: &Context<'_>) -> bool {
    topic.spoken.iter().any(|form| {
        let form = Text::read(form, context.lang);
        weigh::read(&Words::of(&form), context.lang).has(kind)
    })
}

/// Whether what was said up to here is of something that isn't the practice's.
fn is_of_another(text: &Text<'_>, end: usize, context: &Context<'_>) -> bool {
    let word = |at: usize| (at < text.tokens.len()).then(|| text.word(at));
    if word(end).is_some_and(|next| NO_PLACE.contains(&next)) {
        return true;
    }
    if !word(end).is_some_and(|of| OF.contains(&of)) {
        return false;
    }
    let is_article = |at: &usize| word(*at).is_some_and(|word| ARTICLES.contains(&word));
    let Some(at) = (end + 1..text.tokens.len()).find(|at| !is_article(at)) else { return false };
    let vocabulary = context.vocabulary;
    let known = vocabulary.services.iter().chain(&vocabulary.practitioners).chain(&vocabulary.topics);
    let named = known.flat_map(|term| &term.spoken).any(|form| {
        let form = Form::read(form, text.lang);
        (end + 1..=at).any(|at| form.ends_from(text, at).is_some())
    });
    let own = ITS_OWN.contains(&text.word(at)) || text.word(at).bytes().any(|b| b.is_ascii_digit());
    !named && !own && !is_verb(text.word(at))
}

/// «Pour venir», «pour se garer»: what is done is no thing that it could be of.
fn is_verb(word: &str) -> bool {
    ["er", "ir", "re"].iter().any(|ending| word.ends_with(ending))
        || ["se", "vous", "me", "to"].contains(&word)
}
