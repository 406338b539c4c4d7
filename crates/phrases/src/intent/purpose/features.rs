//! What is weighed of an utterance.

use std::collections::BTreeSet;

use crate::EntityKind;
use crate::intent::Found;
use crate::intent::phrasebook::Hits;
use crate::intent::words::{Words, stem};
use crate::text::Text;

/// The feature that everything bears.
pub(super) const BIAS: &str = "*";

/// An utterance, and what was found in it.
pub(crate) struct Utterance<'u> {
    pub(crate) text: &'u Text<'u>,
    pub(crate) words: &'u Words<'u>,
    /// The concepts of the intent table.
    pub(crate) hits: &'u Hits<'u>,
    pub(crate) found: &'u Found<'u>,
}

/// What is weighed, each once.
///
/// | feature | what it is |
/// |---|---|
/// | `deplac` | a word, by its first letters |
/// | `mon rendez`, `^ bonjou`, `jour $` | two neighbours; the beginning and the end |
/// | `<time>`, `<Phone>` | a time, a piece of information, whatever its words |
/// | `,` | a mark between clauses |
/// | `@cancel 2.6` | a concept of the table |
/// | `role To` | a time's role |
/// | `?` | a question mark |
/// | `long 6` | so many words at most |
///
/// What a practice calls its services and people weighs by its words: the lessons know no practice.
pub(crate) fn of(utterance: &Utterance<'_>) -> BTreeSet<String> {
    let said = said(utterance);
    let mut features = BTreeSet::from([BIAS.to_owned(), length(said.len())]);
    let mut before = "^";
    for word in said.iter().copied().map(stem) {
        features.insert(word.to_owned());
        features.insert(format!("{before} {word}"));
        before = word;
    }
    features.insert(format!("{before} $"));
    let concepts = utterance.hits.said().map(|(entry, _)| entry).filter(|entry| entry.is_named());
    features.extend(concepts.map(|entry| format!("@{} {}", entry.name, entry.weight)));
    features.extend(utterance.found.times.iter().map(|time| format!("role {:?}", time.role)));
    if utterance.text.source.contains('?') {
        features.insert("?".to_owned());
    }
    features
}

/// The words, with a mark for each stretch whose words don't matter.
fn said<'u>(utterance: &'u Utterance<'_>) -> Vec<&'u str> {
    let mut said: Vec<&str> = Vec::new();
    for (at, word) in utterance.words.said.iter().enumerate() {
        let mark = mark(utterance, utterance.words.tokens[at]);
        if mark.is_some() && said.last().copied() == mark {
            continue;
        }
        if at > 0 && utterance.words.breaks[at] {
            said.push(",");
        }
        said.push(mark.unwrap_or(word));
    }
    said
}

/// What stands for a token that belongs to a time or to a piece of information.
fn mark(utterance: &Utterance<'_>, token: usize) -> Option<&'static str> {
    let kind = utterance.found.entities.iter().find_map(|found| {
        let entity = found.entity.as_ref().filter(|_| found.tokens.contains(&token))?;
        Some(match entity.kind {
            EntityKind::PersonName => "<name>",
            EntityKind::Phone => "<phone>",
            EntityKind::Email => "<email>",
            EntityKind::BirthDate => "<birth>",
            EntityKind::Code => "<code>",
            EntityKind::Ordinal => "<nth>",
            EntityKind::Duration => "<duration>",
            EntityKind::Service | EntityKind::Practitioner => return None,
        })
    });
    kind.or_else(|| utterance.found.spans.iter().any(|span| span.contains(&token)).then_some("<time>"))
}

fn length(words: usize) -> String {
    let most = [1, 3, 6, 12].into_iter().find(|most| words <= *most);
    most.map_or_else(|| "long".to_owned(), |most| format!("long {most}"))
}
