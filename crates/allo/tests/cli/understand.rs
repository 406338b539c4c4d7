//! `allo understand`, per contract.

use serde_json::{Value, json};

use super::Home;

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_line_that_cannot_be_read_is_answered_in_its_place_and_the_others_still_are() {
    let input: &[&[u8]] = &[
        b"\xef\xbb\xbf{\"id\":\"a\",\"text\":\"demain\",\"reference_time\":\"2026-03-10T09:00:00\"}\r\n",
        b"{\"id\":\"b\",\"text\":\"demain\"}\n",
        b"\n",
        b"{\"id\":\"c\",\"text\":\"d\xe9calez\"}\n",
        b"\0\x01\n",
        b"{\"id\":\"d\",\"text\":\"oui\\u0000\",\"lang\":\"fr-CA\",\"reference_time\":\"2026-03-10T09:00:00\"}",
    ];
    let ended = Home::new().run_with(&["understand", "--jsonl"], &input.concat());
    assert_eq!(ended.code, Some(1));
    let answers = lines(&ended.out);
    assert_eq!(answers.len(), 5, "{}", ended.out);
    assert_eq!(answers[0]["times"][0]["start"], "2026-03-11T00:00:00");
    assert_eq!(
        answers[1],
        json!({"id": "b", "error": "line 2: `reference_time` is missing; a string is expected"})
    );
    assert!(answers[2]["error"].as_str().unwrap().starts_with("line 4: not UTF-8 text (byte 0xE9"));
    assert!(answers[3]["error"].as_str().unwrap().starts_with("line 5: not a JSON object"));
    assert_eq!((&answers[4]["id"], &answers[4]["intent"]), (&json!("d"), &json!("affirm")));
}

#[test]
fn a_line_of_megabytes_is_refused_and_the_next_one_answered() {
    let mut input = vec![b'x'; 5 << 20];
    input.extend(b"\n{\"text\":\"oui\",\"reference_time\":\"2026-03-10T09:00:00\"}\n");
    let answers = lines(&Home::new().run_with(&["understand", "--jsonl"], &input).out);
    assert_eq!(answers[0], json!({"id": null, "error": "line 1: longer than 4 MiB"}));
    assert_eq!(answers[1]["intent"], "affirm");
}

#[test]
fn what_lines_leave_out_may_stand_among_the_options() {
    let arguments = ["understand", "--jsonl", "--lang", "en", "--reference-time", "2026-03-10T09:00:00"];
    let ended = Home::new().run_with(&arguments, b"{\"text\":\"tomorrow\"}").well();
    assert_eq!(lines(&ended.out)[0]["times"][0]["start"], "2026-03-11T00:00:00");
}

#[test]
fn one_utterance_is_read_from_the_arguments() {
    let arguments = [
        "understand",
        "--reference-time",
        "2026-03-10T09:00:00",
        "--timezone",
        "-02:00",
        "demain",
        "à",
        "14 h",
    ];
    let ended = Home::new().run(&arguments).well();
    assert_eq!(lines(&ended.out)[0]["times"][0]["start"], "2026-03-11T14:00:00");
    Home::new()
        .run(&["understand", "--timezone", "Lune/Mer", "demain"])
        .refused(1, "--timezone: `Lune/Mer` is neither");
    Home::new()
        .run(&["understand", "--practice", "none.yaml", "demain"])
        .refused(1, "none.yaml: there is no such file");
}
