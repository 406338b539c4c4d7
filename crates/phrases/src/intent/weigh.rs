//! Evidence for each intent, and how what was said first, last and together decides.

use std::sync::LazyLock;

use super::INTENTS;
use super::phrasebook::{Hits, Phrasebook};
use super::words::Words;
use crate::{Intent, Lang};

#[expect(clippy::expect_used, reason = "the tables are part of the binary, and a test reads them")]
static FR: LazyLock<Phrasebook> = LazyLock::new(|| {
    Phrasebook::parse(include_str!("../../tables/fr/intent_words.txt"), Lang::Fr).expect("a table that reads")
});
#[expect(clippy::expect_used, reason = "the tables are part of the binary, and a test reads them")]
static EN: LazyLock<Phrasebook> = LazyLock::new(|| {
    Phrasebook::parse(include_str!("../../tables/en/intent_words.txt"), Lang::En).expect("a table that reads")
});

/// The concepts of the intent table that were said.
pub(crate) fn read(words: &Words<'_>, lang: Lang) -> Hits<'static> {
    let book: &'static Phrasebook = match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    };
    book.read(words)
}

/// The weight of the evidence for each intent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    weights: Vec<(Intent, f64)>,
}

impl Evidence {
    /// Sums the entries that were said: the heaviest counts whole, each further one a third.
    pub(crate) fn of(hits: &Hits<'_>) -> Self {
        let mut evidence = Self::default();
        for (name, intent) in INTENTS {
            let mut said: Vec<f64> =
                hits.said().filter(|(e, _)| e.name == name).map(|(e, _)| e.weight).collect();
            said.sort_by(|a, b| b.total_cmp(a));
            if let Some((first, more)) = said.split_first() {
                evidence.weights.push((intent, first + more.iter().sum::<f64>() / 3.0));
            }
        }
        evidence
    }

    /// The weight for one intent, 0 without any.
    pub(crate) fn weight(&self, intent: Intent) -> f64 {
        self.weights.iter().find(|(i, _)| *i == intent).map_or(0.0, |(_, w)| *w)
    }

    /// Sets the weight for one intent.
    pub(crate) fn set(&mut self, intent: Intent, weight: f64) {
        self.weights.retain(|(i, _)| *i != intent);
        if weight > 0.0 {
            self.weights.push((intent, weight));
        }
    }

    /// Adds to the weight for one intent.
    pub(crate) fn add(&mut self, intent: Intent, weight: f64) {
        self.set(intent, self.weight(intent) + weight);
    }

    /// The two heaviest among some intents.
    pub(crate) fn best(&self, among: &[Intent]) -> Option<((Intent, f64), f64)> {
        let mut weights: Vec<_> = self.weights.iter().filter(|(i, _)| among.contains(i)).copied().collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        let second = weights.get(1).map_or(0.0, |w| w.1);
        weights.first().map(|first| (*first, second))
    }
}
