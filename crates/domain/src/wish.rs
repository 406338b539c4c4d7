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
