//! The index over a practice's passages, in one language: which of them answers a question, and in which words (BM25).
//!
//! Nothing is drawn or timed in it: the same passages give the same answers, on whichever engine they are stored.

use std::collections::{HashMap, HashSet};

use domain::Lang;

use super::passages::{Passage, sentences};
use super::terms::{Term, Weight, asks_for_a_number, has_a_number, terms};

/// How soon more of the same word no longer counts, and how much long passages are held back: as is usual.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// How much of a question's weight a passage must have, so that it answers it. A word that no passage has weighs most:
/// with one of those, something else is asked.
const ENOUGH: f64 = 0.6;

/// How much of it must stand in the passage itself or in its heading: a document's name says what all of it is about,
/// and answers nothing by itself.
const OF_ITS_OWN: f64 = 0.3;

/// The part of its weight that a word has which says little of what is asked: enough to tell two passages apart, too
/// little to sink one that has the rest.
const LITTLE: f64 = 0.1;

/// The least that a word weighs which says what is asked, however many passages have it.
const LEAST: f64 = 1.0;

/// What the word itself is worth beside one of its meaning: «à jeun» is nearer to «à jeun» than «petit-déjeuner» is.
const ITSELF: f64 = 0.3;

/// The longest quotation of two sentences, in characters; one sentence may be longer.
const SPEAKABLE: usize = 320;

/// A passage as it is found.
struct Indexed {
    passage: Passage,
    /// Which document it is of.
    document: usize,
    /// How often it has each term, its heading included.
    counts: HashMap<String, f64>,
    /// The words themselves, cut to their stems.
    stems: HashSet<String>,
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
    /// Which terms stand side by side: «prise de sang» is one thing, and no two.
    pairs: HashSet<(String, String)>,
    mean_length: f64,
}

/// A word of a question, and how much of it that word is.
struct Asked {
    term: Term,
    /// Of whether a passage answers.
    weight: f64,
    /// Of which of those that do answers best: there small words tell more.
    rank: f64,
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
        Self {
            lang,
            passages: Vec::new(),
            all: 0.0,
            having: HashMap::new(),
            pairs: HashSet::new(),
            mean_length: 1.0,
        }
    }

    /// One passage more.
    pub(super) fn add(&mut self, document: usize, name: &str, passage: Passage) {
        let mut counts: HashMap<String, f64> = HashMap::new();
        let mut stems = HashSet::new();
        let (heading, own) = (terms(self.lang, &passage.heading), terms(self.lang, &passage.text));
        let length = own.iter().map(|_| 1.0).sum();
        for text in [&heading, &own] {
            let pairs = text.windows(2).map(|two| (two[0].meaning.clone(), two[1].meaning.clone()));
            self.pairs.extend(pairs);
        }
        for term in heading.into_iter().chain(own) {
            *counts.entry(term.meaning).or_default() += 1.0;
            stems.insert(term.stem);
        }
        for term in counts.keys() {
            *self.having.entry(term.clone()).or_default() += 1.0;
        }
        self.mean_length = (self.mean_length * self.all + length) / (self.all + 1.0);
        self.all += 1.0;
        let name = terms(self.lang, name).into_iter().map(|term| term.meaning).collect();
        self.passages.push(Indexed { passage, document, counts, stems, name, length });
    }

    /// The passage that answers a question best, if one does.
    pub(super) fn answer(&self, question: &str) -> Option<Found> {
        let asked = self.asked(question);
        let whole: f64 = asked.iter().map(|asked| asked.weight).sum();
        let number = asks_for_a_number(self.lang, question);
        let mut best: Option<(f64, &Indexed, String)> = None;
        for indexed in &self.passages {
            let own = |term: &String| indexed.counts.contains_key(term);
            let weight = |has: &dyn Fn(&String) -> bool| -> f64 {
                asked.iter().filter(|asked| has(&asked.term.meaning)).map(|asked| asked.weight).sum()
            };
            let of_its_own = weight(&own);
            let all = weight(&|term| own(term) || indexed.name.contains(term));
            if whole <= 0.0 || all < ENOUGH * whole || of_its_own < OF_ITS_OWN * whole {
                continue;
            }
            let score = self.score(indexed, &asked);
            // Of two that are as good the first stands.
            if best.as_ref().is_some_and(|(before, ..)| score <= *before) {
                continue;
            }
            let words = self.quote(&indexed.passage.text, &asked, number);
            if !number || has_a_number(&words) {
                best = Some((score, indexed, words));
            }
        }
        best.map(|(_, indexed, words)| Found { document: indexed.document, words })
    }

    /// What is asked, each word once, with how much it says; nothing where none says what is asked.
    fn asked(&self, question: &str) -> Vec<Asked> {
        let said = terms(self.lang, question);
        let full = said.iter().map(|term| term.weight).max().unwrap_or(Weight::Faint);
        // «À quelle heure puis-je amener mon fils ?» asks no number of children.
        let of_nobody = full == Weight::Who && asks_for_a_number(self.lang, question);
        if full == Weight::Faint || of_nobody {
            return Vec::new();
        }
        // «Can I leave my son with you?» asks of whoever is left as much as of leaving.
        let tells = |term: &Term| term.weight == full || full == Weight::Light && term.weight == Weight::Who;
        let weight = |term: &Term| {
            let rarity = self.weight(&term.meaning);
            if tells(term) { rarity.max(LEAST) } else { rarity * LITTLE }
        };
        let mut asked: Vec<Asked> = Vec::new();
        let mut from = 0;
        for to in 1..=said.len() {
            if to < said.len() && self.are_one(&said[to - 1].meaning, &said[to].meaning) {
                continue;
            }
            // Of one thing that has several words, each is a part.
            let one = &said[from..to];
            let each = one.iter().map(weight).fold(0.0, f64::max) / one.iter().map(|_| 1.0).sum::<f64>();
            for term in one {
                if !asked.iter().any(|known| known.term.meaning == term.meaning) {
                    let weight = if tells(term) { each } else { weight(term) };
                    asked.push(Asked { term: term.clone(), weight, rank: self.weight(&term.meaning) });
                }
            }
            from = to;
        }
        asked
    }

    /// Whether these two are one thing here, that has a name of several words.
    fn are_one(&self, first: &str, second: &str) -> bool {
        self.pairs.contains(&(first.to_owned(), second.to_owned()))
    }

    /// How rare a term is: what a question has and few passages have says most.
    fn weight(&self, term: &str) -> f64 {
        let having = self.having.get(term).copied().unwrap_or(0.0);
        (1.0 + (self.all - having + 0.5) / (having + 0.5)).ln()
    }

    fn score(&self, indexed: &Indexed, asked: &[Asked]) -> f64 {
        let of_term = |Asked { term, rank, .. }: &Asked| {
            let count = indexed.counts.get(&term.meaning).copied().unwrap_or(0.0);
            let held_back = K1 * (1.0 - B + B * indexed.length / self.mean_length.max(1.0));
            let itself = if indexed.stems.contains(&term.stem) { ITSELF } else { 0.0 };
            rank * (count * (K1 + 1.0) / (count + held_back) + itself)
        };
        asked.iter().map(of_term).sum()
    }

    /// The two sentences, one behind the other, that say most of what is asked, and the number where one is asked for;
    /// only one where two are too long to be said.
    fn quote(&self, text: &str, asked: &[Asked], number: bool) -> String {
        let parts = sentences(text);
        let of_part = |part: &std::ops::Range<usize>| -> f64 {
            let has = terms(self.lang, &text[part.clone()]);
            let said = asked.iter().filter(|asked| has.iter().any(|term| term.meaning == asked.term.meaning));
            let tells = if number && has_a_number(&text[part.clone()]) { LEAST } else { 0.0 };
            said.map(|asked| asked.rank).sum::<f64>() + tells
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
