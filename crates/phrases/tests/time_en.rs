//! English times, by a table of what callers say: `tests/tables/time_en.tsv`.

use jiff::civil::DateTime;
use phrases::{
    Context, Country, Direction, Expecting, Frame, Grain, Kind, Lang, Region, Role, TimeMention, Vocabulary,
    understand,
};

fn read(text: &str, tag: &str, now: &str) -> Frame {
    let vocabulary = Vocabulary::default();
    let context = Context {
        lang: Lang::En,
        region: Region::from_tag(tag),
        now: now.parse().expect("the clock of the row"),
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        country: Country::Fr,
    };
    understand(text, &context)
}

fn moment(at: Option<DateTime>) -> String {
    let Some(at) = at else { return String::new() };
    if at.hour() == 0 && at.minute() == 0 {
        at.date().to_string()
    } else {
        at.strftime("%Y-%m-%dT%H:%M").to_string()
    }
}

/// A time as the table writes it: `to ~2026-03-10T14:00..`.
fn written(time: &TimeMention) -> String {
    let role = match time.role {
        Role::At => "",
        Role::From => "from ",
        Role::To => "to ",
        Role::Not => "not ",
    };
    let any = if time.any_date { "~" } else { "" };
    let unit = match (time.kind, time.grain) {
        (Kind::Value, Grain::Week) => "week ",
        (Kind::Value, Grain::Month) => "month ",
        (Kind::Value, Grain::Year) => "year ",
        _ => "",
    };
    let span = match (time.kind, time.direction) {
        (Kind::Value, _) => moment(time.start),
        (Kind::OpenInterval, Some(Direction::After)) => format!("{}..", moment(time.start)),
        (Kind::OpenInterval, _) => format!("..{}", moment(time.end)),
        (Kind::Interval, _) => format!("{}..{}", moment(time.start), moment(time.end)),
    };
    format!("{role}{any}{unit}{span}")
}

/// All of a frame: its times, then its doubts.
fn all(frame: &Frame) -> String {
    let times: Vec<String> = frame.times.iter().map(written).collect();
    let mut line = if times.is_empty() { "-".to_owned() } else { times.join(" ; ") };
    for doubt in &frame.ambiguous {
        let readings: Vec<String> = doubt.readings.iter().map(written).collect();
        line.push_str(" ? ");
        line.push_str(&readings.join(" | "));
    }
    line
}

#[test]
fn english_times() {
    let table = include_str!("tables/time_en.tsv");
    let mut wrong = Vec::new();
    let mut rows = 0;
    let mut now = "2026-03-10T10:30:00";
    for line in table.lines().filter(|l| !l.is_empty()) {
        if let Some(clock) = line.strip_prefix("# now ") {
            now = clock;
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(text), Some(tag), Some(expected)) = (columns.next(), columns.next(), columns.next()) else {
            panic!("three columns: {line}")
        };
        rows += 1;
        let got = all(&read(text, tag, now));
        if got != expected {
            wrong.push(format!("{text} [{tag}, {now}]\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(rows >= 150, "{rows} rows");
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn any_text_is_read() {
    for text in [
        "",
        "'",
        "between and",
        "quarter to",
        "31/31/31",
        "99:99",
        "the 0th of may",
        "ten to ten to ten to ten",
    ] {
        let frame = read(text, "en-GB", "2026-03-10T10:30:00");
        assert!(frame.times.len() <= 4, "{text}: {:?}", frame.times);
    }
}
