//! From examples to weights: a linear support vector machine over log-count ratios.
//!
//! How much more often a feature is said on one side than on the other gives its ratio (Wang and Manning 2012,
//! «Baselines and bigrams»), and the machine weighs the ratios (Hsieh and others 2008, «A dual coordinate
//! descent method for large-scale linear SVM», algorithm 1 with the squared hinge). No chance is in it: the same
//! examples always give the same weights.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// Weights are written in thousandths: the examples lie about a thousand beyond the border.
pub(crate) const UNIT: f64 = 1000.0;

/// The penalty of an example on the wrong side; small, for the callers to come are not the examples.
const PENALTY: f64 = 0.05;
/// Features that fewer examples hold teach nothing.
const SEEN: f64 = 2.0;
/// Rounds over all examples; more of them no longer move a weight by a thousandth.
const ROUNDS: usize = 60;

/// Features, and on which side they stand.
pub(crate) type Example<'s> = (&'s BTreeSet<String>, bool);

/// The weights of one border, by feature, in thousandths.
pub(crate) struct Weights(HashMap<&'static str, i32>);

impl Weights {
    /// Reads a table of [`written`].
    pub(crate) fn parse(table: &'static str) -> Self {
        let rows = table.lines().filter_map(|line| line.split_once('\t'));
        Self(rows.filter_map(|(weight, feature)| Some((feature, weight.parse().ok()?))).collect())
    }

    /// A feature that bears a weight.
    pub(crate) fn of(&self, feature: &str) -> Option<(&'static str, i32)> {
        self.0.get_key_value(feature).map(|(feature, weight)| (*feature, *weight))
    }

    /// What bears these features weighs so much.
    pub(crate) fn sum(&self, features: &BTreeSet<String>) -> i32 {
        features.iter().filter_map(|feature| Some(self.of(feature)?.1)).sum()
    }
}

/// A table of weights, a line each: thousandths, a tab, the feature.
pub(crate) fn written(weights: &BTreeMap<&str, f64>) -> String {
    let mut table = String::from(
        "# Learned from the examples beside it by `cargo run --release -p phrases --example learn`.\n",
    );
    for (feature, weight) in weights {
        let thousandths = (*weight * UNIT).round();
        if thousandths != 0.0 {
            writeln!(table, "{thousandths}\t{feature}").unwrap_or_default();
        }
    }
    table
}

/// The weight of every feature that examples share.
pub(crate) fn weights<'s>(examples: &[Example<'s>]) -> BTreeMap<&'s str, f64> {
    let ratios = ratios(examples);
    let features: Vec<&str> = ratios.keys().copied().collect();
    let scale: Vec<f64> = ratios.values().copied().collect();
    let points: Vec<(Vec<usize>, f64)> = examples
        .iter()
        .map(|(said, right)| {
            let known = said.iter().filter_map(|f| features.binary_search(&f.as_str()).ok());
            (known.collect(), if *right { 1.0 } else { -1.0 })
        })
        .collect();
    features.into_iter().zip(parted(&points, &scale)).collect()
}

/// How much likelier a feature is on the right side than on the other, as a logarithm; alphabetical.
fn ratios<'s>(examples: &[Example<'s>]) -> BTreeMap<&'s str, f64> {
    let mut counts: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for (features, right) in examples {
        for feature in *features {
            counts.entry(feature).or_insert([0.0; 2])[usize::from(*right)] += 1.0;
        }
    }
    counts.retain(|_, [wrong, right]| *wrong + *right >= SEEN);
    let total = |side: usize| counts.values().map(|count| count[side] + 1.0).sum::<f64>();
    let (wrong, right) = (total(0), total(1));
    // Rounded, for logarithms differ in their last digit from one machine to another.
    let ratio = |[no, yes]: [f64; 2]| {
        let exact = ((yes + 1.0) / right).ln() - ((no + 1.0) / wrong).ln();
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
