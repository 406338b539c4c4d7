//! The intents of the example tables, and how well the confidence tells right from wrong.

mod common;

use common::{heard, rows};
use phrases::{Expecting, Intent, Lang};

const TABLES: [(Lang, &str); 2] = [
    (Lang::Fr, include_str!("../tables/fr/intent_examples.tsv")),
    (Lang::En, include_str!("../tables/en/intent_examples.tsv")),
];

fn name(intent: Intent) -> String {
    format!("{intent:?}").to_lowercase()
}

#[test]
fn examples_have_their_intent() {
    let mut wrong = Vec::new();
    for (lang, table) in TABLES {
        for row in rows(table) {
            let frame = heard(row[1], lang, Expecting::Anything);
            if name(frame.intent) != row[0] {
                wrong.push(format!("{} → {} {}: {}", row[0], name(frame.intent), frame.confidence, row[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
