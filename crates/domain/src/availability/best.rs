//! The few best starts seen so far.

use jiff::Timestamp;

/// How good a start is: seconds from the wish, then its instant in seconds. Less is better.
pub(super) type Key = (i64, i64);

/// Who would be preferred at one start. Less is better: another practitioner than before, busy seconds that day,
/// place in the practice's order.
pub(super) type Rank = (bool, i64, usize);

/// A start with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pick {
    pub(super) key: Key,
    pub(super) rank: Rank,
}

impl Pick {
    /// The start, in seconds.
    pub(super) const fn start(self) -> i64 {
        self.key.1
    }

    /// Who, by their place among the candidates.
    pub(super) const fn who(self) -> usize {
        self.rank.2
    }
}

/// The best picks at different starts, and those that lost only to another practitioner at the same start.
pub(super) struct Best {
    limit: usize,
    firsts: Vec<Pick>,
    twins: Vec<Pick>,
}

impl Best {
    pub(super) const fn new(limit: usize) -> Self {
        Self { limit, firsts: Vec::new(), twins: Vec::new() }
    }

    /// Whether nothing with this key, or a worse one, can come among the best any more.
    pub(super) fn beats(&self, key: Key) -> bool {
        self.limit == 0
            || self.firsts.len() == self.limit && self.firsts.last().is_some_and(|worst| worst.key < key)
    }

    /// Takes a pick in, if it is good enough.
    pub(super) fn offer(&mut self, pick: Pick) {
        if self.beats(pick.key) {
            return;
        }
        match self.firsts.binary_search_by(|kept| kept.key.cmp(&pick.key)) {
            Ok(at) => {
                let loser = self.firsts[at].max(pick);
                self.firsts[at] = self.firsts[at].min(pick);
                self.twins.push(loser);
            }
            Err(at) => self.firsts.insert(at, pick),
        }
        self.firsts.truncate(self.limit);
        if self.firsts.len() == self.limit {
            self.twins.clear();
        }
    }

    /// The best, best first; the exact start alone, when that was wished and is there.
    pub(super) fn into_picks(mut self, target: Option<Timestamp>) -> Vec<Pick> {
        if target.is_some() && self.firsts.first().is_some_and(|first| first.key.0 == 0) {
            self.firsts.truncate(1);
            return self.firsts;
        }
        self.twins.sort_unstable();
        self.twins.truncate(self.limit - self.firsts.len());
        self.firsts.append(&mut self.twins);
        self.firsts.sort_unstable();
        self.firsts
    }
}
