//! A wish in words that the staff can read.

use domain::practice::Practice;
use domain::wish::Wish;
use domain::{Lang, Span};
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::pages::dates;

/// «mardi 10 mars 2026 à 14 h», «jeudi 12 mars 2026 avant 12 h»; nothing when nothing was wished.
pub(super) fn wish(wish: &Wish, practice: &Practice) -> Option<String> {
    let (lang, zone) = (practice.tenant.language(), practice.tenant.zone());
    let mut parts: Vec<String> = match wish.target {
        Some(target) => vec![dates::moment(lang, zone, target)],
        None => wish.days.iter().map(|span| stretch(lang, zone, *span)).collect(),
    };
    if let Some((first, last)) = wish.hours {
        parts.push(within(lang, time(first), time(last)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A stretch of time as people say it: whole days without their midnights.
fn stretch(lang: Lang, zone: &TimeZone, span: Span) -> String {
    let (from, to) = (dates::local(zone, span.start), dates::local(zone, span.end));
    let whole = to.time() == Time::midnight();
    let last = if whole { to.date().yesterday().unwrap_or(to.date()) } else { to.date() };
    let day = dates::day(lang, from.date());
    let french = lang == Lang::Fr;
    match (from.time() == Time::midnight(), whole, from.date() >= last) {
        (true, true, true) => day,
        (true, true, false) => dates::between(lang, from.date(), last),
        (true, false, true) => {
            format!("{day} {} {}", if french { "avant" } else { "before" }, dates::hour(lang, to.time()))
        }
        (false, true, true) => {
            format!(
                "{day} {} {}",
                if french { "à partir de" } else { "from" },
                dates::hour(lang, from.time())
            )
        }
        (false, false, true) => format!("{day} {}", within(lang, from.time(), to.time())),
        _ => {
            let (first, last) = (dates::moment(lang, zone, span.start), dates::moment(lang, zone, span.end));
            if french { format!("de {first} à {last}") } else { format!("from {first} to {last}") }
        }
    }
}

fn within(lang: Lang, first: Time, last: Time) -> String {
    let (first, last) = (dates::hour(lang, first), dates::hour(lang, last));
    if lang == Lang::Fr { format!("entre {first} et {last}") } else { format!("between {first} and {last}") }
}

/// A minute of the day; the last is that of 23:59.
fn time(minute: u16) -> Time {
    let last = Time::constant(23, 59, 0, 0);
    let (hour, minute) = (i8::try_from(minute / 60), i8::try_from(minute % 60));
    hour.ok().zip(minute.ok()).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok()).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;

    use super::*;

    #[test]
    fn a_wish_is_read_as_people_say_it() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let at = |local: &str| zone.to_timestamp(local.parse::<DateTime>().unwrap()).unwrap();
        let span = |from: &str, to: &str| Span { start: at(from), end: at(to) };
        for (from, to, french, english) in [
            (
                "2026-12-03T00:00",
                "2026-12-03T12:00",
                "jeudi 3 décembre 2026 avant 12\u{a0}h",
                "Thursday 3 December 2026 before 12:00",
            ),
            ("2026-12-03T00:00", "2026-12-04T00:00", "jeudi 3 décembre 2026", "Thursday 3 December 2026"),
            (
                "2026-12-03T14:00",
                "2026-12-03T16:30",
                "jeudi 3 décembre 2026 entre 14\u{a0}h et 16\u{a0}h\u{a0}30",
                "Thursday 3 December 2026 between 14:00 and 16:30",
            ),
            (
                "2026-12-03T18:00",
                "2026-12-04T00:00",
                "jeudi 3 décembre 2026 à partir de 18\u{a0}h",
                "Thursday 3 December 2026 from 18:00",
            ),
        ] {
            assert_eq!(stretch(Lang::Fr, &zone, span(from, to)), french);
            assert_eq!(stretch(Lang::En, &zone, span(from, to)), english);
        }
        let week = stretch(Lang::Fr, &zone, span("2026-12-07T00:00", "2026-12-12T00:00"));
        assert_eq!(
            week,
            dates::between(Lang::Fr, "2026-12-07".parse().unwrap(), "2026-12-11".parse().unwrap())
        );
        assert_eq!(within(Lang::Fr, time(0), time(1440)), "entre 0\u{a0}h et 23\u{a0}h\u{a0}59");
    }
}
