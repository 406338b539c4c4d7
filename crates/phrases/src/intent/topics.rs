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
const KINDS: [&str; 3] = ["howmuch", "where", "open"];

/// The id of the question that was asked: by its own words, the longest first; else by its kind.
pub(crate) fn find(text: &Text<'_>, hits: &Hits<'_>, context: &Context<'_>) -> Option<String> {
    let topics = &context.vocabulary.topics;
    let by_words = topics.iter().filter_map(|t| longest(text, t).map(|n| (n, t))).max_by_key(|(n, _)| *n);
    by_words.map(|(_, topic)| topic.id.clone()).or_else(|| by_kind(topics, hits, context))
}

/// The words of the longest spoken form that was said.
fn longest(text: &Text<'_>, topic: &Term) -> Option<usize> {
    let own = |at: usize| at > 0 && OWN.contains(&text.word(at - 1));
    let said = topic.spoken.iter().filter_map(|form| {
        let form = Form::read(form, text.lang);
        (0..text.tokens.len())
            .any(|at| !own(at) && form.ends_from(text, at).is_some())
            .then_some(form.words.len())
    });
    said.max()
}

fn by_kind(topics: &[Term], hits: &Hits<'_>, context: &Context<'_>) -> Option<String> {
    let kind = KINDS.into_iter().find(|kind| hits.has(kind))?;
    let asks = |form: &String| {
        let form = Text::read(form, context.lang);
        weigh::read(&Words::of(&form), context.lang).has(kind)
    };
    topics.iter().find(|topic| topic.spoken.iter().any(asks)).map(|topic| topic.id.clone())
}
