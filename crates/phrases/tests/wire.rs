//! The lines of `allo understand --jsonl`.

#![expect(clippy::expect_used, reason = "a test that can't go on fails")]

use phrases::wire::{Unsaid, Vocabularies, answer_line, answer_nth};
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
fn a_refusal_among_many_names_its_line_and_what_is_wrong() {
    for (line, expected) in [
        (
            &br#"{"id":"a","text":"demain"}"#[..],
            json!({"id": "a", "error": "line 3: `reference_time` is missing; a string is expected"}),
        ),
        (
            b"{\"id\":\"a\",\"text\":\"d\xe9calez\"}",
            json!({"id": null, "error": "line 3: not UTF-8 text (byte 0xE9 at column 20)"}),
        ),
        (
            br#"{"id":"a","#,
            json!({"id": null, "error": "line 3: not a JSON object: EOF while parsing a value at column 10"}),
        ),
        (br#"{"id":"a","text":["demain"]}"#, json!({"id": "a", "error": "line 3: `text` must be a string"})),
        (
            &[b'['; 10_000],
            json!({"id": null, "error": "line 3: not a JSON object: recursion limit exceeded at column 128"}),
        ),
    ] {
        let answer = answer_nth(3, line, &Unsaid::default(), &Vocabularies::default());
        assert!(!answer.understood);
        assert_eq!(serde_json::from_str::<Value>(&answer.text).expect("JSON"), expected);
    }
}

#[test]
fn what_a_line_leaves_out_is_as_the_command_says() {
    let unsaid =
        Unsaid { lang: "en".into(), reference_time: Some("2026-03-10T09:00:00".into()), ..Unsaid::default() };
    let answer = answer_nth(1, br#"{"text":"tomorrow"}"#, &unsaid, &Vocabularies::default());
    assert!(answer.understood && answer.text.contains("2026-03-11T00:00:00"), "{}", answer.text);
    let answer = answer_nth(1, br#"{"text":"demain","lang":"fr"}"#, &unsaid, &Vocabularies::default());
    assert!(answer.text.contains("2026-03-11T00:00:00"), "{}", answer.text);
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
    fn any_bytes_get_one_line(line in proptest::collection::vec(any::<u8>(), 0..120)) {
        let answer = answer_nth(1, &line, &Unsaid::default(), &Vocabularies::default());
        prop_assert!(!answer.text.contains('\n'));
        prop_assert!(serde_json::from_str::<Value>(&answer.text).is_ok());
    }

    #[test]
    fn any_line_gets_one_line(line in ".{0,120}") {
        let answer = answer_line(&line, &Vocabularies::default());
        prop_assert!(!answer.text.contains('\n'));
        prop_assert!(serde_json::from_str::<Value>(&answer.text).is_ok());
    }
}
