//! A stretch of time, half-open: its start belongs to it, its end doesn't.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// From a start until just before an end; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first instant of it.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
}

impl Span {
    /// A stretch that isn't empty; otherwise nothing.
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// From a start, for so many minutes (at least one).
    pub fn of_minutes(start: Timestamp, minutes: u32) -> Option<Self> {
        let end = start.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()?;
        Self::new(start, end)
    }

    /// Whether the two share an instant (S173): touching ends don't.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the instant lies in it.
    pub fn contains(self, instant: Timestamp) -> bool {
        self.start <= instant && instant < self.end
    }

    /// Whether all of the other lies in it.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What both share.
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// Grown by minutes before and after. At the ends of time it grows no further.
    #[must_use]
    pub fn grow(self, before: u32, after: u32) -> Self {
        let minutes = |m: u32| SignedDuration::from_mins(i64::from(m));
        Self {
            start: self.start.checked_sub(minutes(before)).unwrap_or(Timestamp::MIN),
            end: self.end.checked_add(minutes(after)).unwrap_or(Timestamp::MAX),
        }
    }

    /// How long it is.
    pub fn duration(self) -> SignedDuration {
        self.end.duration_since(self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span() -> impl Strategy<Value = Span> {
        (0_i64..200, 1_i64..60).prop_map(|(start, length)| {
            let at = |s| Timestamp::from_second(s).unwrap();
            Span::new(at(start), at(start + length)).unwrap()
        })
    }

    proptest! {
        #[test]
        fn overlap_is_symmetric_and_means_a_shared_instant(a in span(), b in span()) {
            prop_assert_eq!(a.overlaps(b), b.overlaps(a));
            let shared = (a.start.as_second()..a.end.as_second())
                .any(|s| b.contains(Timestamp::from_second(s).unwrap()));
            prop_assert_eq!(a.overlaps(b), shared);
            prop_assert_eq!(a.intersect(b).is_some(), shared);
        }
    }
}
