//! Days and months of a practice's calendar.

use domain::clock::{self, Edge};
use domain::quota::Period;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

/// The first day that has a number.
const FIRST: Date = date(1970, 1, 1);

/// An instant by a practice's calendar.
#[derive(Clone, Copy)]
pub(super) struct Days {
    now: Timestamp,
    /// The day it lies in.
    pub(super) today: Date,
    /// The first instants of the next day and of the next month.
    tomorrow: Timestamp,
    next_month: Timestamp,
}

impl Days {
    /// What day it is at an instant.
    pub(super) fn at(now: Timestamp, zone: &TimeZone) -> Self {
        let today = clock::date_at(now, zone);
        let begins = |date| clock::instant(date, 0, zone, Edge::Start).unwrap_or(now);
        let tomorrow = begins(today.tomorrow().unwrap_or(today));
        let next_month = begins(today.last_of_month().tomorrow().unwrap_or(today));
        Self { now, today, tomorrow, next_month }
    }

    /// The first day of the period.
    pub(super) fn first(self, period: Period) -> Date {
        match period {
            Period::Day => self.today,
            Period::Month => self.today.first_of_month(),
        }
    }

    /// When the next period begins.
    pub(super) const fn next(self, period: Period) -> Timestamp {
        match period {
            Period::Day => self.tomorrow,
            Period::Month => self.next_month,
        }
    }

    /// How long until the next period begins.
    pub(super) fn left(self, period: Period) -> SignedDuration {
        self.now.duration_until(self.next(period))
    }

    /// How many days of the period are left, today among them.
    pub(super) fn days_left(self, period: Period) -> u8 {
        match period {
            Period::Day => 1,
            Period::Month => (self.today.days_in_month() - self.today.day() + 1).unsigned_abs(),
        }
    }
}

/// A day's number, counted from the first of January 1970.
pub(super) fn number(day: Date) -> i64 {
    (day - FIRST).get_days().into()
}

/// The day of a number.
pub(super) fn numbered(number: i64) -> Option<Date> {
    let days = i32::try_from(number).ok()?;
    FIRST.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: &str, zone: &str) -> Days {
        Days::at(now.parse().unwrap(), &TimeZone::get(zone).unwrap())
    }

    #[test]
    fn a_day_is_the_practices_own() {
        let paris = at("2026-03-31T22:30:00Z", "Europe/Paris");
        assert_eq!(paris.today, date(2026, 4, 1));
        assert_eq!(paris.left(Period::Day), SignedDuration::from_mins(23 * 60 + 30));
        let martinique = at("2026-03-31T22:30:00Z", "America/Martinique");
        assert_eq!(martinique.first(Period::Month), date(2026, 3, 1));
        assert_eq!(martinique.next(Period::Month), martinique.next(Period::Day));
        assert_eq!((martinique.days_left(Period::Month), paris.days_left(Period::Month)), (1, 30));
    }

    #[test]
    fn days_have_numbers() {
        for day in [FIRST, date(1969, 12, 31), date(2026, 3, 9), date(2028, 2, 29)] {
            assert_eq!(numbered(number(day)), Some(day));
        }
        assert_eq!(number(date(1970, 1, 2)), 1);
        assert_eq!(numbered(i64::MAX), None);
    }
}
