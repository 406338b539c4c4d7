//! What example sentences teach of intents, by [`crate::machine`]: one border for each, with its own sentences on
//! one side and all the others on the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::date;

use crate::intent::INTENTS;
use crate::machine::{UNIT, weights};
use crate::{Context, Lang, Vocabulary};

/// Weights lighter than this, in thousandths, are left out.
const SLIGHT: f64 = 3.0;

/// Rows of an intent, a tab, and what was said.
const TABLES: [(Lang, [&str; 2]); 2] = [
    (
        Lang::Fr,
        [
            include_str!("../../../tables/fr/intent_lessons.tsv"),
            include_str!("../../../tables/fr/intent_examples.tsv"),
        ],
    ),
    (
        Lang::En,
        [
            include_str!("../../../tables/en/intent_lessons.tsv"),
            include_str!("../../../tables/en/intent_examples.tsv"),
        ],
    ),
];

/// The table of weights that the lessons of a language teach: a line a feature, a column an intent, in thousandths.
pub fn intent_weights(lang: Lang) -> String {
    let examples = examples(lang);
    let columns = INTENTS.map(|(purpose, _)| {
        let sides: Vec<_> = examples.iter().map(|(said, what)| (said, *what == purpose)).collect();
        weights(&sides)
    });
    written(&columns)
}

/// The sentences of the tables, by what is weighed of them, each with its intent. (Emergencies are learned elsewhere.)
fn examples(lang: Lang) -> Vec<(BTreeSet<String>, &'static str)> {
    let vocabulary = Vocabulary::default();
    let context = Context::of_lesson(lang, date(2026, 3, 10).at(9, 0, 0, 0), &vocabulary);
    let tables = TABLES.iter().filter(|(of, _)| *of == lang).flat_map(|(_, tables)| tables);
    let rows = tables.flat_map(|table| table.lines()).filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .filter(|(purpose, _)| INTENTS.iter().any(|(name, _)| name == purpose))
        .map(|(purpose, said)| (crate::understand::features(said, &context), purpose))
        .collect()
}

fn written(columns: &[BTreeMap<&str, f64>]) -> String {
    let names: Vec<&str> = INTENTS.iter().map(|(name, _)| *name).collect();
    let mut table = format!(
        "# Learned from the examples beside it by `cargo run --release -p phrases --example learn`.\n# feature\t{}\n",
        names.join("\t")
    );
    let features: BTreeSet<&str> = columns.iter().flat_map(|column| column.keys().copied()).collect();
    for feature in features {
        let weights =
            columns.iter().map(|column| (column.get(feature).copied().unwrap_or(0.0) * UNIT).round());
        let weights: Vec<f64> =
            weights.map(|weight| if weight.abs() < SLIGHT { 0.0 } else { weight }).collect();
        if weights.iter().any(|weight| *weight != 0.0) {
            let cells: Vec<String> = weights.iter().map(|weight| format!("{weight:.0}")).collect();
            writeln!(table, "{feature}\t{}", cells.join("\t")).unwrap_or_default();
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
            (Lang::Fr, include_str!("../../../tables/fr/intent_weights.tsv")),
            (Lang::En, include_str!("../../../tables/en/intent_weights.tsv")),
        ] {
            let learned = intent_weights(lang);
            assert!(
                learned == table,
                "the lessons have changed: run `cargo run --release -p phrases --example learn`"
            );
        }
    }
}
