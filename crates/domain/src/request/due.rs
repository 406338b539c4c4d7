//! By when the staff should have settled a request.

use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::Kind;
use crate::clock;
use crate::practice::Practice;
use crate::schedule;
use crate::span::Span;

/// How many days are looked through for open hours.
const DAYS: i32 = 60;

impl Kind {
    /// How much of the practice's open time may pass before somebody has seen to it.
    pub const fn patience(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            // The appointment is near, and its time could go to somebody else.
            Self::TooLate => 1,
            // Two things stand at one time.
            Self::Conflict => 2,
            // Time is kept meanwhile; somebody waits by the telephone.
            Self::Approval | Self::CallBack => 4,
            Self::Wish | Self::Message => 8,
        })
    }
}

/// When a request that is left now is due: once the practice has been open for as long as the kind allows, and in any
/// case before the appointment that it is about begins. What is left on a Saturday night is due on Monday.
pub fn due(practice: &Practice, kind: Kind, left: Timestamp, begins: Option<Timestamp>) -> Timestamp {
    let due = after_open_time(practice, left, kind.patience());
    match begins {
        Some(begins) if begins > left => due.min(begins),
        _ => due,
    }
}

/// The instant by which somebody has worked for so long, from an instant on. Where nobody works in the next weeks, time
/// counts by the clock.
fn after_open_time(practice: &Practice, from: Timestamp, mut length: SignedDuration) -> Timestamp {
    let by_the_clock = from.checked_add(length).unwrap_or(from);
    let first = clock::date_at(from, practice.tenant.zone());
    let mut at = from;
    for date in (0..DAYS).map(|day| first.saturating_add(day.days())) {
        let working = practice.practitioners.iter().map(|who| schedule::working(practice, &who.id, date));
        let mut open: Vec<Span> = working.flatten().collect();
        open.sort_by_key(|span| span.start);
        for span in open {
            let start = span.start.max(at);
            let there = start.duration_until(span.end);
            if there <= SignedDuration::ZERO {
                continue;
            }
            if length <= there {
                return start.checked_add(length).unwrap_or(by_the_clock);
            }
            length -= there;
            at = span.end;
        }
    }
    by_the_clock
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEMO: &str = include_str!("../../../../practices/cabinet-des-lilas.yaml");

    #[test]
    fn only_open_time_counts() {
        let practice = Practice::parse(DEMO, "cabinet-des-lilas.yaml").unwrap();
        let at = |text: &str| {
            practice.tenant.zone().to_timestamp(text.parse::<jiff::civil::DateTime>().unwrap()).unwrap()
        };
        for (kind, left, wanted) in [
            // Somebody is there from half past seven to half past twelve, and again from half past one to half past six.
            (Kind::TooLate, "2026-03-09T09:00", "2026-03-09T10:00"),
            (Kind::CallBack, "2026-03-09T09:00", "2026-03-09T14:00"),
            (Kind::Message, "2026-03-09T18:00", "2026-03-10T16:00"),
            // A Saturday night: on Monday.
            (Kind::TooLate, "2026-03-14T22:00", "2026-03-16T08:30"),
        ] {
            assert_eq!(due(&practice, kind, at(left), None), at(wanted), "{} at {left}", kind.name());
        }
    }

    #[test]
    fn it_is_due_before_its_appointment_begins() {
        let practice = Practice::parse(DEMO, "cabinet-des-lilas.yaml").unwrap();
        let left: Timestamp = "2026-03-09T08:00:00Z".parse().unwrap();
        let soon: Timestamp = "2026-03-09T08:30:00Z".parse().unwrap();
        assert_eq!(due(&practice, Kind::TooLate, left, Some(soon)), soon);
        assert!(due(&practice, Kind::TooLate, left, Some(left)) > left, "one that has begun");
    }

    #[test]
    fn where_nobody_works_time_counts_by_the_clock() {
        let mut practice = Practice::parse(DEMO, "cabinet-des-lilas.yaml").unwrap();
        practice.practitioners.clear();
        let left: Timestamp = "2026-03-09T08:00:00Z".parse().unwrap();
        assert_eq!(due(&practice, Kind::CallBack, left, None), left + SignedDuration::from_hours(4));
    }
}
