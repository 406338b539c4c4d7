//! What a caller would like, and how far a slot is from it.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::clock::{self, Edge};
use crate::schedule::Day;
use crate::span::Span;

/// When somebody would like to come. The default wishes nothing: the sooner the better.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Stretches of time that would suit; empty when none was named. A slot outside is farther, not refused.
    pub days: Vec<Span>,
    /// The exact start that is wished. When it is there, `days` doesn't count.
    pub target: Option<Timestamp>,
    /// The only minutes of the local day at which it may start, the second excluded (0 to 1,440); a second below
    /// the first passes midnight.
    pub hours: Option<(u16, u16)>,
    /// Stretches in which it must not start.
    pub not_days: Vec<Span>,
    /// Days of the week on which it must not start.
    pub not_weekdays: Vec<Weekday>,
    /// The earliest acceptable start.
    pub after: Option<Timestamp>,
    /// It must start before this.
    pub before: Option<Timestamp>,
}

impl Wish {
    /// How far a start is from the wish, zero when it fits it; nothing when it is excluded.
    pub fn distance(&self, start: Timestamp, zone: &TimeZone) -> Option<SignedDuration> {
        let day = Day::of(clock::date_at(start, zone), zone)?;
        let allowed = self.starts_on(&day).into_iter().any(|window| window.contains(start));
        allowed.then(|| SignedDuration::from_secs(self.seconds_off(Span { start, end: start })))
    }

    /// The stretches of a day in which a start isn't excluded, in order.
    pub fn starts_on(&self, day: &Day<'_>) -> Vec<Span> {
        if self.not_weekdays.contains(&day.date.weekday()) {
            return Vec::new();
        }
        let start = self.after.unwrap_or(Timestamp::MIN);
        let end = self.before.unwrap_or(Timestamp::MAX);
        let Some(limits) = Span::new(start, end) else { return Vec::new() };
        let hours = self.hours_of(day);
        let mut windows: Vec<Span> =
            hours.into_iter().filter_map(|window| window.intersect(limits)).collect();
        for excluded in &self.not_days {
            windows = windows.into_iter().flat_map(|window| without(window, *excluded)).collect();
        }
        windows
    }

    fn hours_of(&self, day: &Day<'_>) -> Vec<Span> {
        let window = |from: u16, to: u16| {
            let (start, end) = (day.instant(from, Edge::Start)?, day.instant(to, Edge::End)?);
            Span::new(start, end)?.intersect(day.span)
        };
        match self.hours {
            None => vec![day.span],
            Some((from, to)) if from < to => window(from, to).into_iter().collect(),
            Some((from, to)) => window(0, to).into_iter().chain(window(from, clock::MINUTES_A_DAY)).collect(),
        }
    }

    /// The least distance, in seconds, that a start within a stretch (its end included) can have.
    pub(crate) fn seconds_off(&self, starts: Span) -> i64 {
        let gap = |from: Timestamp, to: Timestamp| to.duration_since(from).as_secs().max(0);
        if let Some(target) = self.target {
            return gap(target, starts.start).max(gap(starts.end, target));
        }
        let off = |window: &Span| gap(window.end, starts.start).max(gap(starts.end, window.start));
        self.days.iter().map(off).min().unwrap_or(0)
    }
}

fn without(window: Span, excluded: Span) -> impl Iterator<Item = Span> {
    let before = Span::new(window.start, window.end.min(excluded.start));
    let after = Span::new(window.start.max(excluded.end), window.end);
    before.into_iter().chain(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::DateTime;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn at(local: &str) -> Timestamp {
        paris().to_timestamp(local.parse::<DateTime>().unwrap()).unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span::new(at(from), at(to)).unwrap()
    }

    fn minutes_off(wish: &Wish, start: &str) -> Option<i64> {
        wish.distance(at(start), &paris()).map(|off| off.as_mins())
    }

    #[test]
    fn within_a_window_nothing_is_nearer() {
        let days =
            vec![span("2026-03-10T09:00", "2026-03-10T12:00"), span("2026-03-12T09:00", "2026-03-12T12:00")];
        let wish = Wish { days, ..Wish::default() };
        for (start, off) in [
            ("2026-03-10T09:00", 0),
            ("2026-03-10T11:59", 0),
            ("2026-03-10T08:40", 20),
            ("2026-03-10T12:30", 30),
            ("2026-03-12T08:00", 60),
        ] {
            assert_eq!(minutes_off(&wish, start), Some(off), "{start}");
        }
    }

    #[test]
    fn the_exact_hour_counts_both_ways() {
        let wish = Wish { target: Some(at("2026-03-10T10:00")), ..Wish::default() };
        assert_eq!(minutes_off(&wish, "2026-03-10T10:00"), Some(0));
        assert_eq!(minutes_off(&wish, "2026-03-10T09:40"), Some(20));
        assert_eq!(minutes_off(&wish, "2026-03-10T10:20"), Some(20));
        assert_eq!(minutes_off(&wish, "2026-03-11T10:00"), Some(1_440));
    }

    #[test]
    fn no_wish_is_no_distance() {
        assert_eq!(minutes_off(&Wish::default(), "2026-03-10T10:00"), Some(0));
    }

    #[test]
    fn what_is_excluded_has_no_distance() {
        let wish = Wish {
            hours: Some((17 * 60, 1_440)),
            not_days: vec![span("2026-03-11T00:00", "2026-03-12T00:00")],
            not_weekdays: vec![Weekday::Friday],
            after: Some(at("2026-03-09T00:00")),
            before: Some(at("2026-03-14T00:00")),
            ..Wish::default()
        };
        for (start, fits) in [
            ("2026-03-10T16:59", false),
            ("2026-03-10T17:00", true),
            ("2026-03-10T23:59", true),
            ("2026-03-11T18:00", false),
            ("2026-03-12T17:00", true),
            ("2026-03-13T18:00", false),
            ("2026-03-08T18:00", false),
            ("2026-03-14T00:00", false),
        ] {
            assert_eq!(minutes_off(&wish, start).is_some(), fits, "{start}");
        }
    }

    #[test]
    fn hours_may_pass_midnight() {
        let wish = Wish { hours: Some((22 * 60, 2 * 60)), ..Wish::default() };
        for (start, fits) in [
            ("2026-03-10T22:00", true),
            ("2026-03-10T01:59", true),
            ("2026-03-10T02:00", false),
            ("2026-03-10T12:00", false),
        ] {
            assert_eq!(minutes_off(&wish, start).is_some(), fits, "{start}");
        }
    }
}
