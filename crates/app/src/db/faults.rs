//! Commits that go astray, for tests: the feature `faults`, which the product is built without.

#[cfg(feature = "faults")]
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

/// How a commit goes astray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It doesn't happen.
    Commit,
    /// It happens, and nobody hears of it.
    Answer,
}

/// The commits that are to go astray, in order.
#[derive(Default)]
pub(super) struct Faults {
    #[cfg(feature = "faults")]
    next: Mutex<VecDeque<Lost>>,
}

#[cfg(feature = "faults")]
impl super::Db {
    /// The next commits are answered as failed, one after the other.
    pub fn lose_commits(&self, lost: &[Lost]) {
        self.0.faults.next.lock().unwrap_or_else(PoisonError::into_inner).extend(lost);
    }
}

impl Faults {
    /// How the commit at hand goes astray, if it does.
    #[cfg(feature = "faults")]
    pub(super) fn take(&self) -> Option<Lost> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// It doesn't.
    #[cfg(not(feature = "faults"))]
    #[expect(clippy::unused_self, reason = "with the feature it is used")]
    pub(super) const fn take(&self) -> Option<Lost> {
        None
    }
}
