//! The lines of `allo understand --jsonl`.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

use phrases::wire::{Vocabularies, answer_line};
use proptest::prelude::*;
use serde_json::{Value, json};

fn answer(line: &str) -> (Value, bool) {
    let answer = answer_line(line, &Vocabularies::default());
    (serde_json::from_str(&answer.text).expect("an answer is JSON"), answer.understood)
}

#[test]
fn a_frame_bears_the_keys_of_the_contract() {
    let line =
        json!({"id": "u1", "text": "après 17 h", "lang": "fr-CA", "reference_time": "2026-03-10T09:00:00"});
    let (frame, understood) = answer(&line.to_string());
    assert!(understood);
    assert_eq!(frame["id"], "u1");
    let time = &frame["times"][0];
    assert_eq!(
        *time,
        json!({"text": "après 17 h", "role": "at", "kind": "open-interval", "direction": "after", "grain": "hour",
               "start": "2026-03-10T17:00:00", "end": null, "any_date": true})
    );
    let keys: Vec<&String> = frame.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["ambiguous", "confidence", "entities", "id", "intent", "times"]);
}

#[test]
fn a_line_that_cant_be_read_says_why_in_its_place() {
    for (line, id, why) in [
        ("", Value::Null, "JSON"),
        ("[1]", Value::Null, "JSON object"),
        (r#"{"id":"a"}"#, json!("a"), "text"),
        (r#"{"id":7,"text":3,"reference_time":"2026-03-10T09:00:00"}"#, json!(7), "text"),
        (r#"{"id":"a","text":"x","lang":"de","reference_time":"2026-03-10T09:00:00"}"#, json!("a"), "lang"),
        (r#"{"id":"a","text":"x","lang":"fr","reference_time":"demain"}"#, json!("a"), "reference_time"),
        (
            r#"{"id":"a","text":"x","lang":"fr","reference_time":"2026-03-10T09:00:00","timezone":"Lune/Mer"}"#,
            json!("a"),
            "timezone",
        ),
    ] {
        let (failure, understood) = answer(line);
        assert!(!understood, "{line}");
        assert_eq!(failure["id"], id, "{line}");
        assert!(failure["error"].as_str().is_some_and(|e| e.contains(why)), "{line}: {failure}");
    }
}

#[test]
fn zones_are_names_or_offsets() {
    for zone in ["Europe/Paris", "-02:00", "+05:30", "America/Montreal", "UTC"] {
        let line = json!({"id": "u", "text": "demain", "lang": "fr", "reference_time": "2026-03-10T09:00:00", "timezone": zone});
        assert!(answer(&line.to_string()).1, "{zone}");
    }
}

proptest! {
    #[test]
    fn any_line_gets_one_line(line in ".{0,120}") {
        let answer = answer_line(&line, &Vocabularies::default());
        prop_assert!(!answer.text.contains('\n'));
        prop_assert!(serde_json::from_str::<Value>(&answer.text).is_ok());
    }
}
