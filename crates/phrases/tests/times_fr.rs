//! French times: a table in both dresses, and properties over generated dates and hours.

mod dress;

use jiff::civil::date;
use phrases::{
    Context, Country, Expecting, Frame, Kind, Lang, Region, Role, TimeMention, Vocabulary, understand,
};
use proptest::prelude::*;

fn read(text: &str) -> Frame {
    let vocabulary = Vocabulary::default();
    let context = Context {
        lang: Lang::Fr,
        region: Region::DayFirst,
        now: date(2026, 3, 10).at(10, 30, 0, 0),
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
        country: Country::Fr,
    };
    understand(text, &context)
}

/// `role start..end`, with `>` or `<` for a bound, `*` for any date, and `?` when it must be asked about.
fn written(frame: &Frame) -> String {
    let one = |t: &TimeMention| {
        let role = match t.role {
            Role::At => "",
            Role::From => "from ",
            Role::To => "to ",
            Role::Not => "not ",
        };
        let at = |d: Option<jiff::civil::DateTime>| {
            d.map_or(String::new(), |d| d.strftime("%Y-%m-%dT%H:%M").to_string())
        };
        let (start, end) = (at(t.start), at(t.end));
        let span = match (t.kind, t.direction) {
            (Kind::OpenInterval, Some(phrases::Direction::After)) => format!(">{start}"),
            (Kind::OpenInterval, _) => format!("<{end}"),
            (Kind::Interval, _) => format!("{start}..{end}"),
            (Kind::Value, _) => start,
        };
        let grain = format!("{:?}", t.grain).to_lowercase();
        format!("{role}{span} {grain}{}", if t.any_date { " *" } else { "" })
    };
    let mut out = frame.times.iter().map(one).collect::<Vec<_>>().join(" | ");
    if out.is_empty() {
        out.push('-');
    }
    if !frame.ambiguous.is_empty() {
        out.push_str(" ?");
    }
    out
}

#[test]
fn the_table_holds_in_both_dresses() {
    let table = include_str!("../tables/fr/times.tsv");
    let mut failures = Vec::new();
    let mut rows = 0;
    for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (text, want) = line.split_once('\t').expect("two columns");
        rows += 1;
        for said in [text.to_owned(), dress::spoken(text)] {
            let got = written(&read(&said));
            if got != want {
                failures.push(format!("{said}\n    want {want}\n    got  {got}"));
            }
        }
    }
    assert!(rows > 200, "the table is there");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read_twice_alike(text in ".{0,200}") {
        prop_assert_eq!(read(&text), read(&text));
    }

    #[test]
    fn any_words_of_time_are_read(words in prop::collection::vec(
        prop::sample::select(vec![
            "mardi", "le", "3", "trois", "mars", "à", "14", "h", "heures", "de", "du", "au", "non", "pas", "avant", "après",
            "demain", "prochain", "en", "huit", "matin", "midi", "et", "ou", "entre", "semaine", "la", "fin", "sauf", "mille",
            "vingt", "cent", "/", ":", "-", "dans", "jours", "décaler", "31", "février", "99999", "zéro", "plutôt",
        ]),
        0..24,
    )) {
        let text = words.join(" ");
        for time in read(&text).times {
            if let (Some(start), Some(end)) = (time.start, time.end) {
                prop_assert!(start < end, "{}: {:?}", text, time);
            }
        }
    }

    #[test]
    fn dates_and_hours_are_the_same_written_and_spoken(days in 0i64..360, hour in 8u32..20, minute in prop::sample::select(vec![0u32, 10, 15, 20, 30, 40, 45, 50])) {
        let day = date(2026, 3, 10).checked_add(jiff::Span::new().days(days)).unwrap();
        let name = WEEKDAYS[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()];
        let text = format!("{name} {} {} à {hour} h {}", day.day(), dress::MONTHS[usize::try_from(day.month() - 1).unwrap()],
            if minute == 0 { String::new() } else { minute.to_string() });
        let want = day.at(i8::try_from(hour).unwrap(), i8::try_from(minute).unwrap(), 0, 0);
        for said in [text.clone(), dress::spoken(&text)] {
            let frame = read(&said);
            prop_assert_eq!(frame.times.len(), 1, "{}", said);
            prop_assert_eq!(frame.times[0].start, Some(want), "{}", said);
            prop_assert!(frame.ambiguous.is_empty(), "{}", said);
        }
    }

    #[test]
    fn impossible_days_are_refused(day in 32u32..99, month in 0usize..12) {
        let text = format!("le {day} {}", dress::MONTHS[month]);
        prop_assert!(read(&text).times.is_empty(), "{}", text);
        let said = dress::spoken(&text);
        prop_assert!(read(&said).times.is_empty(), "{}", said);
    }
}

#[test]
fn what_lasts_for_days_lends_a_day_no_hours() {
    for said in ["mardi matin au mardi mars mardi 31", "de mardi matin à jeudi, enfin plutôt le 31"] {
        let frame = read(said);
        let readings = frame.times.iter().chain(frame.ambiguous.iter().flat_map(|a| &a.readings));
        for time in readings {
            assert!(time.start.zip(time.end).is_none_or(|(start, end)| start < end), "{said}: {time:?}");
        }
    }
    assert_eq!(
        read("jeudi soir, enfin plutôt vendredi").times[0].end,
        Some(date(2026, 3, 13).at(20, 0, 0, 0))
    );
}

#[test]
fn an_hour_set_apart_behind_an_exception_is_that_of_all_other_days() {
    for (said, want) in [
        (
            "n'importe quel jour sauf lundi et mardi, après 17 h",
            "not 2026-03-16T00:00 day | not 2026-03-17T00:00 day | >2026-03-10T17:00 hour *",
        ),
        ("tout sauf le jeudi, à 10 h", "not 2026-03-12T00:00 day | 2026-03-11T10:00 hour *"),
        ("sauf le lundi matin", "not 2026-03-16T08:00..2026-03-16T12:00 hour"),
        ("la semaine prochaine, pas le lundi à 10 h", "2026-03-16T00:00 week | not 2026-03-16T10:00 hour"),
    ] {
        assert_eq!(written(&read(said)), want, "{said}");
    }
}

#[test]
fn a_flood_of_words_is_cut_short() {
    for word in ["mardi ", "dix ", "de mardi à jeudi ", "17 2 ", "é", "\u{0}", "1"] {
        let text = word.repeat(1_000_000 / word.len());
        assert!(read(&text).times.len() <= phrases::text::MAX_TOKENS);
    }
}

#[test]
fn the_rules_behind_a_time_can_be_shown() {
    let vocabulary = Vocabulary::default();
    let context = Context {
        lang: Lang::Fr,
        region: Region::DayFirst,
        now: date(2026, 3, 10).at(10, 30, 0, 0),
        vocabulary: &vocabulary,
        expecting: Expecting::Anything,
        spoken: None,
        in_question: None,
        country: Country::Fr,
    };
    let shown = phrases::explain("plutôt mardi en huit à 10 h", &context);
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].0, "mardi en huit à 10 h");
    assert!(shown[0].1.contains(&"weekday in a week"), "{shown:?}");
}
