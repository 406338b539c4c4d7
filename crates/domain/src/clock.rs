//! From a practice's wall clock to instants: the one rule for the missing and the doubled hour.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// Minutes in a day as people count them; 1,440 is 24:00, the next midnight.
pub const MINUTES_A_DAY: u16 = 24 * 60;

/// Which side of a stretch of opening hours a wall-clock time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// When it opens.
    Start,
    /// When it closes.
    End,
}

/// The instant at which a local clock shows this minute of this date.
///
/// An hour that doesn't exist stands for the first instant after the gap; of an hour that exists twice, an
/// opening takes the earlier and a closing the later. 1,440 is the next local midnight, itself possibly in a gap.
/// Nothing when the date is at the end of the calendar.
pub fn instant(date: Date, minute: u16, zone: &TimeZone, edge: Edge) -> Option<Timestamp> {
    let (date, minute) = if minute >= MINUTES_A_DAY {
        (date.tomorrow().ok()?, minute - MINUTES_A_DAY)
    } else {
        (date, minute)
    };
    let hour = i8::try_from(minute / 60).ok()?;
    let minute = i8::try_from(minute % 60).ok()?;
    let local = date.to_datetime(Time::new(hour, minute, 0, 0).ok()?);
    let ambiguous = zone.to_ambiguous_zoned_datetime(local);
    match (ambiguous.offset(), edge) {
        (AmbiguousOffset::Gap { before, .. }, _) => {
            // Read with the offset from before the gap, the local time is an instant at or after the change.
            let beyond = before.to_timestamp(local).ok()?;
            zone.preceding(beyond.checked_add(jiff::SignedDuration::from_nanos(1)).ok()?)
                .next()
                .map(|change| change.timestamp())
        }
        (_, Edge::Start) => ambiguous.earlier().ok().map(|zoned| zoned.timestamp()),
        (_, Edge::End) => ambiguous.later().ok().map(|zoned| zoned.timestamp()),
    }
}

/// The local date at an instant.
pub fn date_at(instant: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(instant).date()
}

/// The whole of a local day, from its first instant to the first of the next.
pub fn day(date: Date, zone: &TimeZone) -> Option<crate::span::Span> {
    let start = instant(date, 0, zone, Edge::Start)?;
    let end = instant(date, MINUTES_A_DAY, zone, Edge::Start)?;
    crate::span::Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(zone: &str, day: Date, minute: u16, edge: Edge) -> String {
        let zone = TimeZone::get(zone).unwrap();
        instant(day, minute, &zone, edge).unwrap().to_string()
    }

    #[test]
    fn the_missing_hour_stands_for_the_change_itself() {
        assert_eq!(at("Europe/Paris", date(2026, 3, 29), 150, Edge::Start), "2026-03-29T01:00:00Z");
        assert_eq!(at("Europe/Paris", date(2026, 3, 29), 150, Edge::End), "2026-03-29T01:00:00Z");
    }

    #[test]
    fn the_doubled_hour_opens_early_and_closes_late() {
        assert_eq!(at("Europe/Paris", date(2026, 10, 25), 150, Edge::Start), "2026-10-25T00:30:00Z");
        assert_eq!(at("Europe/Paris", date(2026, 10, 25), 150, Edge::End), "2026-10-25T01:30:00Z");
    }

    #[test]
    fn midnight_may_be_in_the_gap() {
        // Cairo's clocks went from 23:59:59 on 23 April 2026 to 01:00:00 on the 24th.
        assert_eq!(at("Africa/Cairo", date(2026, 4, 23), 1440, Edge::End), "2026-04-23T22:00:00Z");
        assert_eq!(at("Africa/Cairo", date(2026, 4, 24), 0, Edge::Start), "2026-04-23T22:00:00Z");
    }

    #[test]
    fn a_day_has_23_24_or_25_hours() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let hours = |d| day(d, &zone).unwrap().duration().as_hours();
        assert_eq!(hours(date(2026, 3, 29)), 23);
        assert_eq!(hours(date(2026, 3, 30)), 24);
        assert_eq!(hours(date(2026, 10, 25)), 25);
    }

    #[test]
    fn every_change_from_2024_to_2035_keeps_the_local_hours() {
        for name in ["Europe/Paris", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Beirut"] {
            let zone = TimeZone::get(name).unwrap();
            let mut day = date(2024, 1, 1);
            while day.year() <= 2035 {
                let mut previous = instant(day, 0, &zone, Edge::Start).unwrap();
                for minute in (0..=MINUTES_A_DAY).step_by(15) {
                    let opening = instant(day, minute, &zone, Edge::Start).unwrap();
                    let closing = instant(day, minute, &zone, Edge::End).unwrap();
                    assert!(previous <= opening && opening <= closing, "{name} {day} {minute}");
                    let shown = zone.to_datetime(opening);
                    let wanted = i32::from(minute % MINUTES_A_DAY);
                    let seen = i32::from(shown.hour()) * 60 + i32::from(shown.minute());
                    // Only the end of a gap may show another hour than the one that was asked for.
                    assert!(seen == wanted || seen > wanted && seen - wanted <= 60, "{name} {day} {minute}");
                    previous = opening;
                }
                day = day.tomorrow().unwrap();
            }
        }
    }
}
