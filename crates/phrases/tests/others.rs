//! The tables in `tests/tables`, most of them written by somebody who had not seen the engine, counted against
//! their bars.
//!
//! They have been looked at since, so they guard what was reached; a fresh table measures it anew.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use jiff::civil::DateTime;
use phrases::{
    Context, Country, Expecting, Frame, Grain, Lang, Region, Role, Term, TimeMention, Vocabulary, understand,
};

fn vocabulary() -> Vocabulary {
    let term = |id: &str, spoken: &[&str]| Term {
        id: id.to_owned(),
        spoken: spoken.iter().map(|form| (*form).to_owned()).collect(),
    };
    Vocabulary {
        services: vec![
            term("consultation", &["consultation"]),
            term("vaccination", &["vaccin", "vaccination", "vaccine", "jab"]),
            term("prise-de-sang", &["prise de sang", "bilan sanguin", "blood test"]),
        ],
        practitioners: vec![
            term("martin", &["docteur Martin", "doctor Martin", "Claire Martin"]),
            term("benali", &["docteur Benali", "doctor Benali", "Karim Benali"]),
        ],
        topics: Vec::new(),
    }
}

fn read(text: &str, lang: &str, now: &str) -> Frame {
    let vocabulary = vocabulary();
    let context = Context {
        lang: Lang::from_tag(lang).unwrap(),
        region: Region::from_tag(lang),
        now: now.parse::<DateTime>().unwrap(),
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
        country: Country::Fr,
    };
    understand(text, &context)
}

const NOW: &str = "2026-03-10T09:00:00";

/// Reads a table, and returns how many rows there are and those that are wrong.
fn wrong(table: &str, right: impl Fn(&Frame, &[&str]) -> bool) -> (usize, Vec<String>) {
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let wrong = rows.iter().filter(|row| !right(&read(row[0], row[1], NOW), row));
    (rows.len(), wrong.map(|row| row.join(" | ")).collect())
}

fn at_most(percent: f64, (rows, wrong): (usize, Vec<String>)) {
    #[expect(clippy::cast_precision_loss, reason = "hundreds of rows")]
    let share = 100.0 * wrong.len() as f64 / rows as f64;
    assert!(rows >= 100, "a table of {rows} rows measures nothing");
    assert!(share <= percent, "{} of {rows} wrong, {share:.2} %:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn emergencies_are_found() {
    let table = include_str!("tables/emergency.tsv");
    at_most(0.5, wrong(table, |frame, _| frame.emergency));
}

#[test]
fn ordinary_sentences_are_no_emergencies() {
    let table = include_str!("tables/ordinary.tsv");
    at_most(1.0, wrong(table, |frame, _| !frame.emergency));
}

#[test]
fn what_holds_no_time_gives_none() {
    let table = include_str!("tables/no_time.tsv");
    at_most(3.0, wrong(table, |frame, _| frame.times.is_empty()));
}

#[test]
fn intents_are_told_apart() {
    let table = include_str!("tables/intents.tsv");
    at_most(5.0, wrong(table, |frame, row| serde_json::to_value(frame.intent).unwrap() == row[2]));
}

#[test]
fn what_has_two_readings_is_asked_and_never_guessed() {
    let rows = include_str!("tables/ambiguous.jsonl").lines();
    let rows: Vec<serde_json::Value> = rows.map(|line| serde_json::from_str(line).unwrap()).collect();
    // Wrong and sure: two readings of which one was taken, or a time that was not said.
    let wrong = rows.iter().filter(|row| {
        let text = |key: &str| row[key].as_str().unwrap();
        let frame = read(text("text"), text("lang"), text("now"));
        let asked = row["expect"]["ambiguous"] == true;
        asked == frame.ambiguous.is_empty()
            || row["expect"]["times"].as_array().is_some_and(|times| times.len() != frame.times.len())
    });
    at_most(1.0, (rows.len(), wrong.map(|row| row["text"].to_string()).collect()));
}

/// Is it on that day, or at that hour of it?
fn is_at(time: &TimeMention, label: &str) -> bool {
    let Some(start) = time.start.or(time.end).filter(|_| !time.any_date) else { return false };
    match label.parse::<DateTime>() {
        Ok(moment) if label.contains('T') => start == moment,
        Ok(day) => start.date() == day.date() && time.grain <= Grain::Day,
        Err(_) => false,
    }
}

/// The rows of a table of what is wished on 1 December 2026, said at nine: wished, language, words.
fn said_in_december(table: &'static str) -> Vec<(Vec<&'static str>, Frame)> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect());
    let read_row = |row: Vec<&'static str>| {
        let frame = read(row[2], if row[1] == "en" { "en-GB" } else { row[1] }, "2026-12-01T09:00:00");
        (row, frame)
    };
    rows.map(read_row).collect()
}

/// Are these wished, and nothing else?
fn wishes(frame: &Frame, labels: &str) -> bool {
    let wished: Vec<&TimeMention> =
        frame.times.iter().filter(|t| matches!(t.role, Role::At | Role::To)).collect();
    let labels: Vec<&str> = labels.split(" | ").collect();
    wished.len() == labels.len() && labels.iter().all(|label| wished.iter().any(|time| is_at(time, label)))
}

#[test]
fn second_thoughts_are_followed_or_asked_about_and_never_guessed() {
    let rows = said_in_december(include_str!("tables/second_thoughts.tsv"));
    let unsure = |frame: &Frame| {
        let wished = frame.times.iter().any(|t| matches!(t.role, Role::At | Role::To));
        !wished || !frame.ambiguous.is_empty()
    };
    let wrong = rows.iter().filter(|(row, frame)| !wishes(frame, row[0]) && !unsure(frame));
    at_most(1.0, (rows.len(), wrong.map(|(row, _)| row.join(" | ")).collect()));
}

#[test]
fn wishes_are_told_from_what_stands_beside_them() {
    for (row, frame) in said_in_december(include_str!("tables/wishes.tsv")) {
        let asked = !frame.ambiguous.is_empty();
        assert!(asked == (row[0] == "ASK"), "{}: {frame:?}", row[2]);
        assert!(asked || wishes(&frame, row[0]), "{}: {:?}", row[2], frame.times);
    }
}

#[test]
fn what_the_clock_or_the_calendar_makes_doubtful_is_asked_about() {
    for (text, now, asked) in [
        ("demain à neuf heures", "2026-11-24T01:15:00", true),
        ("demain à neuf heures", "2026-11-24T23:15:00", false),
        ("en fin de semaine", "2026-11-28T11:00:00", true),
        ("en fin de semaine", "2026-11-24T11:00:00", false),
        ("vers la fin du mois", "2026-11-29T11:00:00", true),
        ("vers la fin du mois", "2026-11-10T11:00:00", false),
        ("le trente et un à neuf heures", "2026-11-26T09:30:00", true),
        ("le trente à neuf heures", "2026-11-26T09:30:00", false),
    ] {
        let frame = read(text, "fr", now);
        assert_eq!(!frame.ambiguous.is_empty(), asked, "{text}, {now}: {:?}", frame.times);
    }
}

#[test]
fn a_day_that_the_coming_month_does_not_have_is_not_that_of_another_year() {
    let february = |text: &str, now: &str| read(text, "fr", now);
    let none = february("le vingt-neuf février dans la matinée", "2027-01-20T09:00:00");
    assert!(none.times.is_empty() && none.impossible.len() == 1, "{none:?}");
    let leap = february("le vingt-neuf février dans la matinée", "2027-11-20T09:00:00");
    assert!(leap.impossible.is_empty() && wishes(&leap, "2028-02-29T08:00"), "{leap:?}");
    let gone = february("le vingt-neuf février", "2028-03-02T09:00:00");
    assert!(gone.times.is_empty() || !gone.ambiguous.is_empty(), "{gone:?}");
}
