//! What is looked for, of all that was said.

use domain::Span;
use domain::clock::{self, Edge};
use domain::wish::Wish;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use phrases::{Grain, Shift};

use super::Wished;
use super::mention::Hours;
use super::window::{Window, cut, days_in, instant, window_of};

impl Wished {
    /// What is looked for.
    pub(crate) fn wish(&self, now: Timestamp, zone: &TimeZone) -> Wish {
        let at = |local: DateTime| instant(local, zone);
        let span = |window: &Window| Span::new(at(window.start)?, at(window.end)?);
        let mut wish = Wish {
            days: self.suiting(now, zone).iter().filter_map(span).collect(),
            target: self.target(now, zone),
            hours: self.only_hours(),
            not_days: self.not.iter().filter_map(span).collect(),
            not_weekdays: self.not_weekdays.clone(),
            after: self.after.and_then(at),
            before: self.before.and_then(at),
        };
        match self.shift {
            Some((Shift::Later, from)) => {
                wish.after = from.checked_add(SignedDuration::from_secs(1)).ok();
                (wish.target, wish.days) = (Some(from), Vec::new());
            }
            Some((Shift::Earlier, from)) => {
                (wish.before, wish.target, wish.days) = (Some(from), Some(from), Vec::new());
            }
            None => {}
        }
        // As late as it can be within what was said, and before that rather than after it.
        let last =
            wish.days.iter().map(|span| span.end).max().filter(|_| self.latest && wish.target.is_none());
        if let Some(last) = last {
            (wish.target, wish.before) =
                (Some(last), Some(wish.before.map_or(last, |before| before.min(last))));
        }
        wish
    }

    /// The exact start that is wished, when it is only one.
    pub(crate) fn target(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        match self.starts(now, zone).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The exact starts of which each will do: the hours of the days that were named, or of the next day that has
    /// them.
    pub(crate) fn starts(&self, now: Timestamp, zone: &TimeZone) -> Vec<Timestamp> {
        let Some(Hours::At(minutes)) = &self.hours else { return Vec::new() };
        if self.each.len() > 1 {
            return self.each.iter().filter_map(|local| instant(*local, zone)).collect();
        }
        let at = |day: Date, minute: u16| clock::instant(day, minute, zone, Edge::Start);
        if self.windows.is_empty() {
            let first = self.after.map_or_else(|| clock::date_at(now, zone), DateTime::date);
            let days = [Some(first), first.tomorrow().ok()];
            let next =
                |minute: &u16| days.iter().flatten().filter_map(|day| at(*day, *minute)).find(|at| *at > now);
            return minutes.iter().filter_map(next).collect();
        }
        let days = self.windows.iter().flat_map(|window| days_in(*window));
        days.flat_map(|day| minutes.iter().filter_map(move |minute| at(day.start.date(), *minute))).collect()
    }

    fn only_hours(&self) -> Option<(u16, u16)> {
        match self.hours {
            Some(Hours::Only(from, to)) => Some((from, to)),
            Some(Hours::About(from, to)) if self.windows.is_empty() => Some((from, to)),
            None => self.left,
            _ => None,
        }
    }

    /// The windows, each day of them cut to the hours; of several exact starts, each with its minute.
    fn suiting(&self, now: Timestamp, zone: &TimeZone) -> Vec<Window> {
        let (from, to) = match self.hours {
            Some(Hours::About(from, to) | Hours::Only(from, to)) if from < to => (from, to),
            Some(Hours::At(_)) => {
                let starts = self.starts(now, zone).into_iter();
                return starts.filter_map(|at| window_of(zone.to_datetime(at), Grain::Minute)).collect();
            }
            _ => return self.windows.clone(),
        };
        self.windows.iter().flat_map(|window| days_in(*window)).filter_map(|day| cut(day, from, to)).collect()
    }
}
