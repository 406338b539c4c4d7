//! The one place that reads a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where `now` comes from at the edge: the machine, or a test.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's wall clock.
    #[default]
    System,
    /// A clock that stands still until somebody moves it; microseconds since 1970. Its clones move together.
    Virtual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this instant.
    pub fn standing(at: Timestamp) -> Self {
        Self::Virtual(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// The time, to the microsecond: as fine as both databases keep it.
    pub fn now(&self) -> Timestamp {
        let micros = match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the edge that reads the wall clock for everybody"
            )]
            Self::System => Timestamp::now().as_microsecond(),
            Self::Virtual(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a virtual clock forward, or back; the machine's stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Virtual(at) = self {
            let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            at.fetch_add(micros, Ordering::SeqCst);
        }
    }

    /// Sets a virtual clock; the machine's stays as it is.
    pub fn set(&self, to: Timestamp) {
        if let Self::Virtual(at) = self {
            at.store(to.as_microsecond(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_virtual_clock_moves_only_when_told() {
        let start = Timestamp::from_second(1_000).unwrap();
        let clock = Clock::standing(start);
        let other = clock.clone();
        assert_eq!(clock.now(), start);
        other.advance(SignedDuration::from_secs(5));
        assert_eq!(clock.now(), Timestamp::from_second(1_005).unwrap());
    }
}
