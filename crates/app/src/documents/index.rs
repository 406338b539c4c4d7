//! The index over a practice's passages, in one language: which of them answers a question, and in which words (BM25).
//!
//! Nothing is drawn or timed in it: the same passages give the same answers, on whichever engine they are stored.

use std::collections::HashMap;

use domain::Lang;

use super::passages::{Passage, sentences};
use super::terms::terms;

/// How soon more of the same word no longer counts, and how much long passages are held back: as is usual.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// How much of a question's weight a passage must have, so that it answers it. A word that no passage has weighs most:
/// with one of those, something else is asked.
const ENOUGH: f64 = 0.6;

/// How much of it must stand in the passage itself or in its heading: a document's name says what all of it is about,
/// and answers nothing by itself.
const OF_ITS_OWN: f64 = 0.3;

/// The longest quotation of two sentences, in characters; one sentence may be longer.
const SPEAKABLE: usize = 320;

/// A passage as it is found.
struct Indexed {
    passage: Passage,
    /// Which document it is of.
    document: usize,
    /// How often it has each term, its heading included.
    counts: HashMap<String, f64>,
    /// What its document's name says.
    name: Vec<String>,
    length: f64,
}

/// Passages of one language.
pub(super) struct Index {
    lang: Lang,
    passages: Vec<Indexed>,
    /// How many passages there are.
    all: f64,
    /// How many passages have a term.
    having: HashMap<String, f64>,
    mean_length: f64,
}

/// What answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Which document it is in.
    pub(super) document: usize,
    /// One or two sentences of it, as they stand there.
    pub(super) words: String,
}

impl Index {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, passages: Vec::new(), all: 0.0, having: HashMap::new(), mean_length: 1.0 }
    }

    /// One passage more.
    pub(super) fn add(&mut self, document: usize, name: &str, passage: Passage) {
        let mut counts: HashMap<String, f64> = HashMap::new();
        let heading = terms(self.lang, &passage.heading);
        let own = terms(self.lang, &passage.text);
        let length = own.iter().map(|_| 1.0).sum();
        for term in heading.into_iter().chain(own) {
            *counts.entry(term).or_default() += 1.0;
        }
        for term in counts.keys() {
            *self.having.entry(term.clone()).or_default() += 1.0;
        }
        self.mean_length = (self.mean_length * self.all + length) / (self.all + 1.0);
        self.all += 1.0;
        let name = terms(self.lang, name);
        self.passages.push(Indexed { passage, document, counts, name, length });
    }

    /// The passage that answers a question best, if one does.
    pub(super) fn answer(&self, question: &str) -> Option<Found> {
        let mut asked = terms(self.lang, question);
        asked.sort_unstable();
        asked.dedup();
        let asked: Vec<(String, f64)> =
            asked.into_iter().map(|term| (term.clone(), self.weight(&term))).collect();
        let whole: f64 = asked.iter().map(|(_, weight)| weight).sum();
        let mut best: Option<(f64, &Indexed)> = None;
        for indexed in &self.passages {
            let own = |term: &String| indexed.counts.contains_key(term);
            let weight = |has: &dyn Fn(&String) -> bool| -> f64 {
                asked.iter().filter(|(term, _)| has(term)).map(|(_, weight)| weight).sum()
            };
            let of_its_own = weight(&own);
            let all = weight(&|term| own(term) || indexed.name.contains(term));
            if whole <= 0.0 || all < ENOUGH * whole || of_its_own < OF_ITS_OWN * whole {
                continue;
            }
            let score = self.score(indexed, &asked);
            // Of two that are as good the first stands.
            if best.as_ref().is_none_or(|(before, _)| score > *before) {
                best = Some((score, indexed));
            }
        }
        let (_, indexed) = best?;
        Some(Found { document: indexed.document, words: self.quote(&indexed.passage.text, &asked) })
    }

    /// How rare a term is: what a question has and few passages have says most.
    fn weight(&self, term: &str) -> f64 {
        let having = self.having.get(term).copied().unwrap_or(0.0);
        (1.0 + (self.all - having + 0.5) / (having + 0.5)).ln()
    }

    fn score(&self, indexed: &Indexed, asked: &[(String, f64)]) -> f64 {
        let of_term = |(term, weight): &(String, f64)| {
            let count = indexed.counts.get(term).copied().unwrap_or(0.0);
            let held_back = K1 * (1.0 - B + B * indexed.length / self.mean_length.max(1.0));
            weight * count * (K1 + 1.0) / (count + held_back)
        };
        asked.iter().map(of_term).sum()
    }

    /// The two sentences, one behind the other, that say most of what is asked; only one where two are too long to be
    /// said.
    fn quote(&self, text: &str, asked: &[(String, f64)]) -> String {
        let parts = sentences(text);
        let of_part = |part: &std::ops::Range<usize>| -> f64 {
            let has = terms(self.lang, &text[part.clone()]);
            asked.iter().filter(|(term, _)| has.contains(term)).map(|(_, weight)| weight).sum()
        };
        let each: Vec<f64> = parts.iter().map(of_part).collect();
        let said = |nth: usize| each.get(nth).copied().unwrap_or_default();
        // The first sentence of the two counts a little more: what is asked stands in it, and the other goes on.
        let worth = |nth: usize| said(nth) * 1.1 + said(nth + 1);
        let from = (0..parts.len()).fold(0, |best, nth| if worth(nth) > worth(best) { nth } else { best });
        let Some(first) = parts.get(from) else { return text.to_owned() };
        let both = parts.get(from + 1).map_or(first.end, |second| second.end);
        let end = if text[first.start..both].chars().count() <= SPEAKABLE { both } else { first.end };
        text[first.start..end].to_owned()
    }
}

#[cfg(test)]
#[path = "tests/index.rs"]
mod tests;
