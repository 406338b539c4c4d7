//! What an utterance is for, as examples taught: the intents of open questions.
//!
//! Callers hint («il faudrait que quelqu'un regarde mon genou»), tell stories and begin with the reason; no list of
//! phrases holds every way. So what is said bears weights that [`lesson`] has learned from
//! `tables/<lang>/intent_lessons.tsv`, one for each intent; the heaviest intent is meant, and how far it outweighs the
//! others says how surely (`docs/decisions/0007-intents.md`).

mod features;
mod lesson;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use features::Utterance;
pub(crate) use features::of as features_of;
pub use lesson::intent_weights;

use super::INTENTS;
use crate::machine::UNIT;
use crate::{Intent, Lang};

static FR: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/fr/intent_weights.tsv")));
static EN: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/en/intent_weights.tsv")));

/// How sharply weights tell intents apart, so that of what is told at 0.9 nine in ten are right. Fitted where each
/// writer's sentences were told by what the others taught; `tests/intents.rs` holds it against a table that teaches
/// nothing.
const SHARPNESS: f64 = 3.5;

/// What a question that the practice has an answer to adds to the weight of [`Intent::Info`], in thousandths. The
/// lessons know no practice.
const ANSWERED: i32 = 500;

/// A language's weights, by feature, in thousandths.
struct Weights(HashMap<&'static str, [i32; INTENTS.len()]>);

impl Weights {
    fn parse(table: &'static str) -> Self {
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        Self(
            rows.filter_map(|row| row.split_once('\t'))
                .map(|(feature, row)| (feature, columns(row)))
                .collect(),
        )
    }
}

fn columns(row: &str) -> [i32; INTENTS.len()] {
    let mut weights = [0; INTENTS.len()];
    for (weight, cell) in weights.iter_mut().zip(row.split('\t')) {
        *weight = cell.parse().unwrap_or(0);
    }
    weights
}

/// What an utterance is for, and how likely that is, from 0 to 1. Who only hesitates says nothing.
/// `answered`: a question of the practice's own was asked.
pub(super) fn find(utterance: &Utterance<'_>, answered: bool, lang: Lang) -> (Intent, f64) {
    if utterance.words.len() == 0 {
        return (Intent::None, 1.0);
    }
    let Weights(weights) = match lang {
        Lang::Fr => &*FR,
        Lang::En => &*EN,
    };
    let mut sums = INTENTS.map(|(_, intent)| if answered && intent == Intent::Info { ANSWERED } else { 0 });
    for feature in features::of(utterance) {
        for (sum, weight) in sums.iter_mut().zip(weights.get(feature.as_str()).into_iter().flatten()) {
            *sum += weight;
        }
    }
    let heaviest = (0..sums.len()).max_by_key(|at| sums[*at]).unwrap_or(0);
    let odds = |sum: i32| (SHARPNESS * f64::from(sum - sums[heaviest]) / UNIT).exp();
    let likely = 1.0 / sums.into_iter().map(odds).sum::<f64>();
    (INTENTS[heaviest].1, (100.0 * likely).round() / 100.0)
}
