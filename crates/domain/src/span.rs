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

/// Stretches of time in order and apart: what touches or overlaps has become one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// No stretch at all.
    pub const EMPTY: &'static Self = &Self(Vec::new());

    /// Puts stretches in order and joins those that touch; cheap when they are in order already.
    pub fn merged(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable_by_key(|span| span.start);
        spans.dedup_by(|next, kept| {
            let joins = next.start <= kept.end;
            if joins {
                kept.end = kept.end.max(next.end);
            }
            joins
        });
        Self(spans)
    }

    /// The stretches.
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// Those of them that end after an instant, from the one that is running or comes next.
    pub fn from(&self, instant: Timestamp) -> &[Span] {
        &self.0[self.0.partition_point(|span| span.end <= instant)..]
    }

    /// Whether none of them shares an instant with this one.
    pub fn leave_free(&self, span: Span) -> bool {
        self.from(span.start).first().is_none_or(|next| !next.overlaps(span))
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        Self::merged(spans.into_iter().collect())
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

        #[test]
        fn merging_keeps_every_instant_and_no_other(spans in prop::collection::vec(span(), 0..12), probe in span()) {
            let merged: Spans = spans.iter().copied().collect();
            let apart = merged.as_slice().windows(2).all(|pair| pair[0].end < pair[1].start);
            prop_assert!(apart);
            for second in 0..260 {
                let instant = Timestamp::from_second(second).unwrap();
                let inside = |of: &[Span]| of.iter().any(|span| span.contains(instant));
                prop_assert_eq!(inside(&spans), inside(merged.as_slice()));
            }
            prop_assert_eq!(merged.leave_free(probe), !spans.iter().any(|span| span.overlaps(probe)));
        }
    }
}
