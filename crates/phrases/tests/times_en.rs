//! English times: a table of what callers say, in both dresses, and properties over generated dates and hours.

mod dress_en;

use jiff::civil::{DateTime, date};
use phrases::{
    Context, Country, Direction, Expecting, Frame, Grain, Kind, Lang, Region, Role, TimeMention, Vocabulary,
    understand,
};
use proptest::prelude::*;

/// A Tuesday.
const NOW: DateTime = date(2026, 3, 10).at(10, 30, 0, 0);

fn read(text: &str, tag: &str, now: DateTime) -> Frame {
    let vocabulary = Vocabulary::default();
    let context = Context {
        lang: Lang::En,
        region: Region::from_tag(tag),
        now,
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
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
    let table = include_str!("../tables/en/times.tsv");
    let mut wrong = Vec::new();
    let mut rows = 0;
    let mut now = NOW;
    for line in table.lines().filter(|l| !l.is_empty()) {
        if let Some(clock) = line.strip_prefix("# now ") {
            now = clock.parse().expect("a clock after `# now`");
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(text), Some(tag), Some(expected)) = (columns.next(), columns.next(), columns.next()) else {
            panic!("three columns: {line}")
        };
        rows += 1;
        let spoken = (columns.next() != Some("written")).then(|| dress_en::spoken(text, tag));
        for said in [Some(text.to_owned()), spoken].into_iter().flatten() {
            let got = all(&read(&said, tag, now));
            if got != expected {
                wrong.push(format!("{said} [{tag}, {now}]\n  expected {expected}\n  got      {got}"));
            }
        }
    }
    assert!(rows >= 500, "{rows} rows");
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
        let frame = read(text, "en-GB", NOW);
        assert!(frame.times.len() <= 4, "{text}: {:?}", frame.times);
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_words_of_time_are_read(words in prop::collection::vec(
        prop::sample::select(vec![
            "tuesday", "the", "3rd", "three", "march", "at", "14", ":", "30", "pm", "half", "past", "quarter", "to", "from",
            "between", "and", "no", "sorry", "not", "before", "after", "tomorrow", "next", "week", "in", "a", "fortnight",
            "morning", "noon", "or", "until", "end", "of", "except", "-", "/", "may", "second", "minutes", "move", "31",
            "february", "99999", "oh", "twenty", "hundred", "on",
        ]),
        0..24,
    )) {
        let text = words.join(" ");
        for time in read(&text, "en-GB", NOW).times {
            if let (Some(start), Some(end)) = (time.start, time.end) {
                prop_assert!(start < end, "{}: {:?}", text, time);
            }
        }
    }

    #[test]
    fn dates_and_hours_are_the_same_in_every_dress(
        days in 1i64..360,
        hour in 8i8..20,
        minute in prop::sample::select(vec![0i8, 5, 10, 15, 20, 30, 40, 45, 50]),
    ) {
        let day = date(2026, 3, 10).checked_add(jiff::Span::new().days(days)).unwrap();
        let name = WEEKDAYS[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()];
        let month = dress_en::MONTHS[usize::try_from(day.month() - 1).unwrap()];
        let (half, twelve) = if hour < 12 { ("am", hour) } else { ("pm", if hour == 12 { 12 } else { hour - 12 }) };
        let minutes = if minute == 0 { String::new() } else { format!(":{minute:02}") };
        let ordinal = dress_en::ordinal(day.day());
        for text in [
            format!("{name} the {ordinal} of {month} at {twelve}{minutes} {half}"),
            format!("{twelve}{minutes}{half} on {name}, {month} {ordinal}"),
            format!("{month} {} at {hour}:{minute:02}", day.day()),
        ] {
            for said in [text.clone(), dress_en::spoken(&text, "en")] {
                let frame = read(&said, "en", NOW);
                prop_assert_eq!(frame.times.len(), 1, "{}", said);
                prop_assert_eq!(frame.times[0].start, Some(day.at(hour, minute, 0, 0)), "{}", said);
                prop_assert!(frame.ambiguous.is_empty(), "{}", said);
            }
        }
    }
}
