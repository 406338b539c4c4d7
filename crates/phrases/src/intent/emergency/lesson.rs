//! What example sentences teach of emergencies, by [`crate::machine`].

use std::collections::{BTreeMap, BTreeSet};

use super::learned::{BIAS, each_feature};
use super::parts::{holds, parts};
use super::{Hit, Scene, book};
use crate::Lang;
use crate::intent::words::Words;
use crate::machine::{Example, weights, written};
use crate::text::Text;

/// Parts of ordinary sentences that weigh more than this teach that they are ordinary.
const MISLEADING: f64 = -0.5;

/// The tables of a language that teach.
struct Lessons {
    /// Rows of `yes` or `no`, a tab, and what was said.
    emergencies: &'static str,
    /// Tables of other things, none of them an emergency, and the column that holds what was said.
    ordinary: [(&'static str, usize); 3],
}

macro_rules! lessons {
    ($lang:literal) => {
        Lessons {
            emergencies: include_str!(concat!("../../../tables/", $lang, "/emergency_lessons.tsv")),
            ordinary: [
                (include_str!(concat!("../../../tables/", $lang, "/intent_examples.tsv")), 1),
                (include_str!(concat!("../../../tables/", $lang, "/entity_examples.tsv")), 3),
                (include_str!(concat!("../../../tables/", $lang, "/times.tsv")), 0),
            ],
        }
    };
}

const FR: Lessons = lessons!("fr");
const EN: Lessons = lessons!("en");

/// A sentence of the tables: the features of it and of its parts, and on which side it stands.
struct Sentence {
    whole: BTreeSet<String>,
    parts: Vec<BTreeSet<String>>,
    emergency: bool,
}

/// The table of weights that the lessons of a language teach, a line each: thousandths, a tab, the feature.
pub fn emergency_weights(lang: Lang) -> String {
    let lessons = match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    };
    written(&learned(&lessons.sentences(lang)))
}

impl Lessons {
    /// Every sentence of the tables, once.
    fn sentences(&self, lang: Lang) -> Vec<Sentence> {
        let emergencies = rows(self.emergencies)
            .filter_map(|row| row.split_once('\t'))
            .map(|(answer, said)| (said, answer == "yes"));
        let ordinary = self.ordinary.iter().flat_map(|(table, column)| {
            let rows = rows(table).filter(|row| !row.starts_with("emergency\t"));
            rows.filter_map(|row| row.split('\t').nth(*column)).map(|said| (said, false))
        });
        let mut seen = BTreeSet::new();
        emergencies
            .chain(ordinary)
            .map(|(said, emergency)| Sentence::read(said, emergency, lang))
            .filter(|sentence| seen.insert(sentence.whole.clone()))
            .collect()
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

impl Sentence {
    fn read(said: &str, emergency: bool, lang: Lang) -> Self {
        let (text, book) = (Text::read(said, lang), book(lang));
        let words = Words::of(&text);
        let hits = book.read(&words);
        let scene = Scene::new(&words, &hits);
        let mut features = Vec::new();
        each_feature(&words, book, &scene, |feature, hit| features.push((feature.to_owned(), hit)));
        let of = |part: Hit| {
            let held =
                features.iter().filter(|(_, hit)| holds(part, *hit)).map(|(feature, _)| feature.clone());
            held.chain([BIAS.to_owned()]).collect()
        };
        let parts = parts(&words, &scene).into_iter().map(of).collect();
        Self { whole: of((0, words.len())), parts, emergency }
    }

    fn example(&self) -> Example<'_> {
        (&self.whole, self.emergency)
    }
}

/// What the sentences teach: at first each as a whole, then together with the parts of ordinary ones that would
/// nearly alarm by themselves. (An emergency isn't one in all its parts: they teach nothing.)
fn learned(sentences: &[Sentence]) -> BTreeMap<&str, f64> {
    let wholes = || sentences.iter().map(Sentence::example);
    let first = weights(&wholes().collect::<Vec<_>>());
    let weight = |part: &BTreeSet<String>| part.iter().filter_map(|f| first.get(f.as_str())).sum::<f64>();
    let ordinary = sentences.iter().filter(|sentence| !sentence.emergency);
    let misleading: BTreeSet<_> =
        ordinary.flat_map(|sentence| &sentence.parts).filter(|part| weight(part) > MISLEADING).collect();
    weights(&wholes().chain(misleading.into_iter().map(|part| (part, false))).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_what_the_lessons_teach() {
        for (lang, table) in [
            (Lang::Fr, include_str!("../../../tables/fr/emergency_weights.tsv")),
            (Lang::En, include_str!("../../../tables/en/emergency_weights.tsv")),
        ] {
            let learned = emergency_weights(lang);
            assert!(learned == table, "the lessons have changed: run `cargo run -p phrases --example learn`");
        }
    }

    #[test]
    fn what_tells_the_sides_apart_weighs_most() {
        let rows =
            [("il étouffe", true), ("elle étouffe", true), ("il annule", false), ("elle annule", false)];
        let sentences = rows.map(|(said, emergency)| Sentence::read(said, emergency, Lang::Fr));
        let weights = learned(&sentences);
        assert!(
            weights["etouff"] > 0.0 && weights["annule"] < 0.0 && weights["il"].abs() < 0.001,
            "{weights:?}"
        );
    }
}
