//! From examples to weights: a linear support vector machine over log-count ratios.
//!
//! How much more often a feature is said in emergencies than elsewhere gives its ratio (Wang and Manning 2012,
//! «Baselines and bigrams»), and the machine weighs the ratios (Hsieh and others 2008, «A dual coordinate
//! descent method for large-scale linear SVM», algorithm 1 with the squared hinge). No chance is in it: the same
//! examples always give the same weights.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::learned::{BIAS, UNIT, each_feature};
use super::parts::{holds, parts};
use super::{Hit, Scene, book};
use crate::Lang;
use crate::intent::words::Words;
use crate::text::Text;

/// The penalty of an example on the wrong side; small, for the callers to come are not the examples.
const PENALTY: f64 = 0.05;
/// Parts of ordinary sentences that weigh more than this teach that they are ordinary.
const MISLEADING: f64 = -0.5;
/// Features that fewer examples hold teach nothing.
const SEEN: f64 = 2.0;
/// Rounds over all examples; more of them no longer move a weight by a thousandth.
const ROUNDS: usize = 60;

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

/// Features, and on which side they stand: an emergency or not.
type Example<'s> = (&'s BTreeSet<String>, bool);

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

/// The weight of every feature that examples share.
fn weights<'s>(examples: &[Example<'s>]) -> BTreeMap<&'s str, f64> {
    let ratios = ratios(examples);
    let features: Vec<&str> = ratios.keys().copied().collect();
    let scale: Vec<f64> = ratios.values().copied().collect();
    let points: Vec<(Vec<usize>, f64)> = examples
        .iter()
        .map(|(said, emergency)| {
            let known = said.iter().filter_map(|f| features.binary_search(&f.as_str()).ok());
            (known.collect(), if *emergency { 1.0 } else { -1.0 })
        })
        .collect();
    features.into_iter().zip(parted(&points, &scale)).collect()
}

/// How much likelier a feature is in an emergency than elsewhere, as a logarithm; alphabetical.
fn ratios<'s>(examples: &[Example<'s>]) -> BTreeMap<&'s str, f64> {
    let mut counts: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for (features, emergency) in examples {
        for feature in *features {
            counts.entry(feature).or_insert([0.0; 2])[usize::from(*emergency)] += 1.0;
        }
    }
    counts.retain(|_, [ordinary, emergency]| *ordinary + *emergency >= SEEN);
    let total = |side: usize| counts.values().map(|count| count[side] + 1.0).sum::<f64>();
    let (ordinary, emergency) = (total(0), total(1));
    // Rounded, for logarithms differ in their last digit from one machine to another.
    let ratio = |[no, yes]: [f64; 2]| {
        let exact = ((yes + 1.0) / emergency).ln() - ((no + 1.0) / ordinary).ln();
        (exact * UNIT).round() / UNIT
    };
    counts.iter().map(|(feature, count)| (*feature, ratio(*count))).collect()
}

/// One weight a feature: the border that parts the points with the widest margin.
///
/// A point is the features it holds and its side, +1 or −1; `scale` says how far a feature moves it.
fn parted(points: &[(Vec<usize>, f64)], scale: &[f64]) -> Vec<f64> {
    const SLACK: f64 = 1.0 / (2.0 * PENALTY);
    let mut border = vec![0.0; scale.len()];
    let mut duals = vec![0.0_f64; points.len()];
    for round in 0..ROUNDS {
        for at in shuffled(points.len(), round) {
            let (features, side) = &points[at];
            let margin: f64 = features.iter().map(|f| border[*f] * scale[*f]).sum();
            let curvature: f64 = features.iter().map(|f| scale[*f] * scale[*f]).sum::<f64>() + SLACK;
            let gradient = side * margin - 1.0 + SLACK * duals[at];
            let dual = (duals[at] - gradient / curvature).max(0.0);
            for feature in features {
                border[*feature] += (dual - duals[at]) * side * scale[*feature];
            }
            duals[at] = dual;
        }
    }
    border.iter().zip(scale).map(|(weight, scale)| weight * scale).collect()
}

/// Every number below `n` once, in an order that differs from round to round and is always the same.
fn shuffled(n: usize, round: usize) -> Vec<usize> {
    let mix = |at: usize| {
        let seed = (at as u64 ^ ((round as u64) << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (seed ^ (seed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|at| mix(*at));
    order
}

fn written(weights: &BTreeMap<&str, f64>) -> String {
    let mut table =
        String::from("# Learned from the examples beside it by `cargo run -p phrases --example learn`.\n");
    for (feature, weight) in weights {
        let thousandths = (*weight * UNIT).round();
        if thousandths != 0.0 {
            writeln!(table, "{thousandths}\t{feature}").unwrap_or_default();
        }
    }
    table
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
