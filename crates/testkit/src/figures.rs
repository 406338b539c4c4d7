//! How long things took, for whoever reads a test's output. Nothing is ever asserted of it.

use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What was measured of one kind of thing.
#[derive(Debug, Default)]
pub struct Figures(Mutex<Vec<Duration>>);

impl Figures {
    /// One more took so long.
    pub fn took(&self, time: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(time);
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// How long the longest took.
    pub fn longest(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().max().copied().unwrap_or_default()
    }

    /// How many, and how long they took: half of them, all but one in a hundred, and the last.
    pub fn summary(&self) -> String {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        all.sort_unstable();
        let at = |share: usize| all.get((all.len() * share / 100).min(all.len().saturating_sub(1)));
        let show =
            |time: Option<&Duration>| time.map_or_else(|| "–".to_owned(), |time| format!("{time:.1?}"));
        format!("{} (p50 {}, p99 {}, max {})", all.len(), show(at(50)), show(at(99)), show(all.last()))
    }
}

/// Says it past the test harness, which keeps what passing tests print to itself.
pub fn report(line: &str) {
    // Nobody may be listening; then there is nobody to tell.
    drop(writeln!(std::io::stderr(), "    {line}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_99th_of_a_hundred_is_not_the_slowest_of_them() {
        let figures = Figures::default();
        for ms in (1..=200).rev() {
            figures.took(Duration::from_millis(ms));
        }
        assert_eq!(figures.summary(), "200 (p50 101.0ms, p99 199.0ms, max 200.0ms)");
        assert_eq!(Figures::default().summary(), "0 (p50 –, p99 –, max –)");
    }
}
