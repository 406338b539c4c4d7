//! Local days as instants, many in a row.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::clock::{self, Edge};
use crate::span::Span;

/// A local day: its date, its stretch of time, and its wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Day<'z> {
    /// Which date.
    pub date: Date,
    /// From its first instant to the first of the next.
    pub span: Span,
    /// Whether the wall clock runs evenly from midnight to midnight, so that a minute of it needs no table.
    even: bool,
    zone: &'z TimeZone,
}

impl<'z> Day<'z> {
    /// The day of a date. Nothing when the place skipped it, or at the end of the calendar.
    pub fn of(date: Date, zone: &'z TimeZone) -> Option<Self> {
        Some(Self { date, span: clock::day(date, zone)?, even: false, zone })
    }

    /// The instant of a minute of this day, by the rule of [`clock::instant`].
    pub fn instant(&self, minute: u16, edge: Edge) -> Option<Timestamp> {
        if self.even {
            return later(self.span.start, SignedDuration::from_mins(i64::from(minute)));
        }
        clock::instant(self.date, minute, self.zone, edge)
    }
}

/// The days from a date on, without end but the calendar's.
///
/// A table of the zone is read only near a clock change; between two changes a day is an addition.
pub struct Days<'z> {
    zone: &'z TimeZone,
    date: Option<Date>,
    /// The offset from an instant on, until the next change.
    offset: Offset,
    since: Timestamp,
    next_change: Option<Timestamp>,
}

/// A day that ends this long before a change feels nothing of it, not even its last midnight.
const CLEAR_OF_A_CHANGE: SignedDuration = SignedDuration::from_hours(50);

impl<'z> Days<'z> {
    /// The days from a date on.
    pub fn from(date: Date, zone: &'z TimeZone) -> Self {
        // A change that is always near makes the first day look into the table.
        Self {
            zone,
            date: Some(date),
            offset: Offset::UTC,
            since: Timestamp::MIN,
            next_change: Some(Timestamp::MIN),
        }
    }

    fn even(&self, date: Date) -> Option<Day<'z>> {
        let start = self.offset.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?;
        let clear =
            self.next_change.is_none_or(|change| later(start, CLEAR_OF_A_CHANGE).is_some_and(|t| t < change));
        let end = later(start, SignedDuration::from_hours(24))?;
        let span = Span::new(start, end)?;
        // A midnight that the change itself swallowed would lie before it.
        (clear && self.since <= start).then_some(Day { date, span, even: true, zone: self.zone })
    }

    fn uneven(&mut self, date: Date) -> Option<Day<'z>> {
        let day = Day::of(date, self.zone)?;
        self.since = day.span.end;
        self.offset = self.zone.to_offset(self.since);
        self.next_change = self.zone.following(self.since).next().map(|change| change.timestamp());
        Some(day)
    }
}

impl<'z> Iterator for Days<'z> {
    type Item = Day<'z>;

    fn next(&mut self) -> Option<Day<'z>> {
        loop {
            let date = self.date?;
            self.date = date.tomorrow().ok();
            if let Some(day) = self.even(date).or_else(|| self.uneven(date)) {
                return Some(day);
            }
        }
    }
}

fn later(instant: Timestamp, by: SignedDuration) -> Option<Timestamp> {
    instant.checked_add(by).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ZONES: [&str; 8] = [
        "Europe/Paris",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Beirut",
        "America/Havana",
        "Africa/Casablanca",
        "UTC",
    ];

    #[test]
    fn days_in_a_row_are_the_days_one_by_one() {
        for name in ZONES {
            let zone = TimeZone::get(name).unwrap();
            let mut expected = date(2024, 1, 1);
            for day in Days::from(expected, &zone).take_while(|day| day.date.year() <= 2035) {
                assert_eq!(day.date, expected, "{name}");
                assert_eq!(Some(day.span), clock::day(expected, &zone), "{name} {expected}");
                for minute in [0, 1, 59, 60, 90, 120, 150, 180, 720, 1380, 1410, 1439, 1440] {
                    for edge in [Edge::Start, Edge::End] {
                        let slowly = clock::instant(expected, minute, &zone, edge);
                        assert_eq!(day.instant(minute, edge), slowly, "{name} {expected} {minute} {edge:?}");
                    }
                }
                expected = expected.tomorrow().unwrap();
            }
        }
    }

    #[test]
    fn a_skipped_date_is_no_day() {
        // Samoa had no 30 December 2011.
        let zone = TimeZone::get("Pacific/Apia").unwrap();
        let dates: Vec<_> = Days::from(date(2011, 12, 29), &zone).take(2).map(|day| day.date).collect();
        assert_eq!(dates, [date(2011, 12, 29), date(2011, 12, 31)]);
        assert!(Day::of(date(2011, 12, 30), &zone).is_none());
    }

    #[test]
    fn days_end_with_the_calendar() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        assert!(Days::from(Date::MAX, &zone).count() <= 1);
        assert!(Days::from(Date::MIN, &zone).next().is_some());
    }
}
