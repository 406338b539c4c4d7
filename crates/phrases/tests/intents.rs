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

/// Of the frames at 0.9, nine in ten are right, of sentences that taught nothing;
/// `cargo test -p phrases --test intents -- --nocapture` shows the curve.
#[test]
fn confidence_tells_how_often_it_is_right() {
    let mut curve = [(0_u32, 0_u32); 10];
    for row in rows(include_str!("tables/intents.tsv")) {
        let lang = if row[1] == "en" { Lang::En } else { Lang::Fr };
        let frame = heard(row[0], lang, Expecting::Anything);
        let tenth = (0..10).rev().find(|tenth| frame.confidence * 10.0 >= f64::from(*tenth)).unwrap_or(0);
        let tenth = usize::try_from(tenth).unwrap_or(0);
        curve[tenth].1 += 1;
        curve[tenth].0 += u32::from(name(frame.intent) == row[2]);
    }
    for (tenth, (right, all)) in curve.iter().enumerate().filter(|(_, (_, all))| *all > 0) {
        println!("0.{tenth}: {right} of {all} right");
    }
    assert!(curve[9].0 * 10 >= curve[9].1 * 9, "overconfident: {curve:?}");
    assert!(curve[9].1 > 250, "too timid: {curve:?}");
}
