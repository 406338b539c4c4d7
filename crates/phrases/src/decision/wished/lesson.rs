//! What example sentences teach of wishes, by [`crate::machine`].
//!
//! A row says when the call is, what was said, and when the caller would have to come: `2026-12-01T10:00`, a day
//! `2026-12-01`, a span `2026-12-01T14:00/2026-12-01T18:00` or of days `2026-12-01/2026-12-05` (the last one included),
//! several of them joined by ` & `; `NONE` where nothing is wished, `ASK` where nobody could tell. ` | ASK` behind it:
//! one may ask as well. Each time in the sentence that is one of those is an example of a wish, each other of none; who
//! could not be told, teaches nothing.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

use crate::machine::{weights, written};
use crate::{Context, Grain, Kind, Lang, TimeMention, Vocabulary};

const FR: &str = include_str!("../../../tables/fr/wish_lessons.tsv");
const EN: &str = include_str!("../../../tables/en/wish_lessons.tsv");

/// The table of weights that the lessons of a language teach, a line each: thousandths, a tab, the feature.
pub fn wish_weights(lang: Lang) -> String {
    let examples = examples(lang);
    let sides: Vec<_> = examples.iter().map(|(features, wished)| (features, *wished)).collect();
    written(&weights(&sides))
}

/// Every time of the lessons, by what is weighed of it, and whether it is wished.
fn examples(lang: Lang) -> Vec<(BTreeSet<String>, bool)> {
    let lessons = match lang {
        Lang::Fr => FR,
        Lang::En => EN,
    };
    let rows = lessons.lines().filter(|row| !row.starts_with('#')).filter_map(Row::parse);
    rows.flat_map(|row| row.examples(lang)).collect()
}

/// A sentence, and what is wished with it.
struct Row<'r> {
    now: DateTime,
    said: &'r str,
    wished: Vec<Wanted>,
}

/// When somebody would have to come: from then until then, or just then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted {
    from: DateTime,
    until: Option<DateTime>,
}

impl<'r> Row<'r> {
    /// None where nobody could tell what is wished, and of what is no row.
    fn parse(row: &'r str) -> Option<Self> {
        let mut columns = row.split('\t');
        let now = columns.next()?.parse().ok()?;
        let said = columns.next()?;
        let mut wanted = columns.next()?.split('|').map(str::trim).filter(|one| *one != "ASK").peekable();
        wanted.peek()?;
        let wished =
            wanted.flat_map(|one| one.split('&')).filter_map(|one| Wanted::parse(one.trim())).collect();
        Some(Self { now, said, wished })
    }

    fn examples(&self, lang: Lang) -> Vec<(BTreeSet<String>, bool)> {
        let vocabulary = Vocabulary::default();
        let times = crate::understand::wishes(self.said, &Context::of_lesson(lang, self.now, &vocabulary));
        let is_wished =
            |readings: &[TimeMention]| readings.iter().any(|time| self.wished.iter().any(|w| w.holds(time)));
        let examples: Vec<_> =
            times.into_iter().map(|(features, readings)| (features, is_wished(&readings))).collect();
        // Whose wish was misread, teaches nothing.
        if self.wished.is_empty() || examples.iter().any(|(_, wished)| *wished) {
            examples
        } else {
            Vec::new()
        }
    }
}

impl Wanted {
    fn parse(wanted: &str) -> Option<Self> {
        let (from, until) =
            wanted.split_once('/').map_or((wanted, None), |(from, until)| (from, Some(until)));
        let last_day =
            until.unwrap_or(from).parse::<Date>().ok().filter(|_| !until.unwrap_or(from).contains('T'));
        let end = last_day.and_then(|day| day.tomorrow().ok()).map(|day| day.at(0, 0, 0, 0));
        let until = end.or_else(|| until?.parse().ok());
        Some(Self { from: from.parse().ok()?, until })
    }

    /// Is a time that was said this one, or a part of saying it?
    fn holds(&self, time: &TimeMention) -> bool {
        let Some((from, until)) = stretch(time) else {
            return [time.start, time.end].contains(&Some(self.from))
                || time.end == self.until && time.end.is_some();
        };
        if time.any_date {
            return from.time() == self.from.time();
        }
        match self.until {
            None => from == self.from || from < self.from && self.from < until,
            Some(end) => self.from <= from && until <= end || from <= self.from && end <= until,
        }
    }
}

/// From when until when a time is; none of what is bounded on one side only.
fn stretch(time: &TimeMention) -> Option<(DateTime, DateTime)> {
    let start = time.start?;
    let unit: Span = match time.grain {
        Grain::Second | Grain::Minute | Grain::Hour => 0.days(),
        Grain::Day => 1.day(),
        Grain::Week => 7.days(),
        Grain::Month => 1.month(),
        _ => 3.months(),
    };
    match time.kind {
        Kind::OpenInterval => None,
        Kind::Value => Some((start, start.checked_add(unit).ok()?)),
        Kind::Interval => Some((start, time.end?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, understand};

    #[test]
    fn the_weights_are_what_the_lessons_teach() {
        for (lang, table) in [
            (Lang::Fr, include_str!("../../../tables/fr/wish_weights.tsv")),
            (Lang::En, include_str!("../../../tables/en/wish_weights.tsv")),
        ] {
            let learned = wish_weights(lang);
            assert!(
                learned == table,
                "the lessons have changed: run `cargo run --release -p phrases --example learn`"
            );
        }
    }

    /// The figures of `docs/figures.md`: `cargo test -p phrases wishes_are_found -- --nocapture`. A time held beside the
    /// wish isn't counted against it.
    #[test]
    fn wishes_are_found_in_a_table_that_taught_nothing() {
        let table = include_str!("../../../tests/tables/when.tsv");
        let (mut rows, mut right, mut wrong, mut in_vain) = (0, 0, 0, 0);
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (lang, row) = line.split_once('\t').expect("columns");
            let Some(row) = Row::parse(row) else { continue };
            rows += 1;
            let lang = Lang::from_tag(lang).expect("a language");
            let vocabulary = Vocabulary::default();
            let frame = understand(row.said, &Context::of_lesson(lang, row.now, &vocabulary));
            let wishes = || frame.times.iter().filter(|time| matches!(time.role, Role::At | Role::To));
            let is_held = row.wished.iter().all(|wanted| wishes().any(|time| wanted.holds(time)));
            let none_is_made_up = !row.wished.is_empty() || wishes().next().is_none();
            match (is_held && none_is_made_up, frame.ambiguous.is_empty()) {
                (true, true) => right += 1,
                (true, false) => in_vain += 1,
                (false, true) if wishes().next().is_some() => wrong += 1,
                (false, _) => {}
            }
        }
        println!("of {rows} wishes: {right} right, {in_vain} right but asked about, {wrong} wrong and sure");
        assert!(100 * wrong <= 12 * rows, "{wrong} of {rows} wrong and sure");
        assert!(100 * in_vain <= 14 * rows, "{in_vain} of {rows} asked about in vain");
    }

    #[test]
    fn a_day_and_its_hour_are_both_of_the_wish() {
        let row = Row::parse(
            "2026-03-10T09:00\tle mercredi j'ai piscine donc jeudi à dix heures\t2026-03-12T10:00",
        );
        let examples = row.expect("a row").examples(Lang::Fr);
        assert_eq!(examples.iter().map(|(_, wished)| *wished).collect::<Vec<_>>(), [false, true]);
    }
}
