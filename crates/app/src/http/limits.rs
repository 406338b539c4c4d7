//! How much is taken on at once, how long an answer may take, and how often somebody may ask.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};

use super::code::Code;
use super::problem::Problem;
use super::{App, Network};

/// The largest body that is read.
pub const BODY_BYTES: usize = 64 * 1024;
/// Requests that are answered at once; further ones are told to come back.
pub const AT_ONCE: usize = 1_024;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sheds what is too much, and gives up on what takes too long.
pub(super) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let Ok(_place) = app.places.try_acquire() else {
        return Problem::new(Code::Overloaded).into_response();
    };
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Code::TimedOut).into_response(),
    }
}

/// How often one key of the API may ask. Held in process: each replica counts for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiRate {
    /// Requests at once, after a pause.
    pub burst: u32,
    /// Requests a second, for ever.
    pub per_second: u32,
}

/// A practice's own program, or a page that loads a week of everybody's calendar, stays far below it; a loop gone
/// wild is slowed before it takes what the calls need.
impl Default for ApiRate {
    fn default() -> Self {
        Self { burst: 200, per_second: 50 }
    }
}

impl From<ApiRate> for Rate<KeyDigest> {
    fn from(rate: ApiRate) -> Self {
        let micros = 1_000_000 / i64::from(rate.per_second.clamp(1, 1_000_000));
        Self::new(rate.burst.max(1), SignedDuration::from_micros(micros))
    }
}

/// Digest of a key of the API.
pub(crate) type KeyDigest = [u8; 32];

/// How many wrong keys a network may show, so that guessing leads nowhere and costs nothing. A program whose key was
/// good is asked for it as ever: beside it, on the same machine, another may go on with a key that was revoked.
pub(crate) struct Guesses {
    wrong: Rate<Network>,
    good: Mutex<HashSet<KeyDigest>>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { wrong: Rate::new(20, SignedDuration::from_secs(5)), good: Mutex::default() }
    }
}

impl Guesses {
    /// Whether this key may be looked up; otherwise after how long to come back.
    pub(crate) fn may_look_up(
        &self,
        key: &KeyDigest,
        from: Network,
        now: Timestamp,
    ) -> Result<(), SignedDuration> {
        if self.good().contains(key) { Ok(()) } else { self.wrong.room(&from, now) }
    }

    /// What became of the look-up.
    pub(crate) fn was(&self, good: bool, key: KeyDigest, from: Network, now: Timestamp) {
        let mut known = self.good();
        if good {
            if known.len() >= KEYS {
                known.clear();
            }
            known.insert(key);
        } else {
            known.remove(&key);
            drop(known);
            self.wrong.allow(from, now);
        }
    }

    fn good(&self) -> MutexGuard<'_, HashSet<KeyDigest>> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So many events a period for each key, more at once when there were fewer before (a token bucket). Held in
/// process: each replica counts for itself.
pub struct Rate<K> {
    /// How many may come at once.
    burst: u32,
    /// How long it takes for one more to be allowed.
    every: SignedDuration,
    /// When a key's bucket will be full again.
    full_at: Mutex<HashMap<K, Timestamp>>,
}

/// How many keys are remembered: some megabyte.
const KEYS: usize = 10_000;

impl<K: Eq + Hash> Rate<K> {
    /// `burst` at once, and one more each time `every` has passed.
    pub fn new(burst: u32, every: SignedDuration) -> Self {
        Self { burst, every, full_at: Mutex::default() }
    }

    /// Whether one more is allowed; if it is, it counts.
    pub fn allow(&self, key: K, now: Timestamp) -> bool {
        self.take(key, now).is_ok()
    }

    /// Takes one, or says after how long there will be one.
    pub fn take(&self, key: K, now: Timestamp) -> Result<(), SignedDuration> {
        let mut buckets = self.buckets();
        if buckets.len() >= KEYS && !buckets.contains_key(&key) {
            forget(&mut buckets, now);
        }
        let full_at = self.after_one_more(buckets.get(&key), now)?;
        buckets.insert(key, full_at);
        Ok(())
    }

    /// Whether there is one to take, which stays there; otherwise after how long there will be.
    pub fn room(&self, key: &K, now: Timestamp) -> Result<(), SignedDuration> {
        self.after_one_more(self.buckets().get(key), now).map(drop)
    }

    /// When a bucket will be full once one more is taken from it, or how long that must wait.
    fn after_one_more(
        &self,
        full_at: Option<&Timestamp>,
        now: Timestamp,
    ) -> Result<Timestamp, SignedDuration> {
        let begins = full_at.copied().unwrap_or(now).max(now);
        let full_at = begins.checked_add(self.every).unwrap_or(Timestamp::MAX);
        let room = self.every.checked_mul(i32::try_from(self.burst).unwrap_or(i32::MAX));
        let too_much = full_at.duration_since(now) - room.unwrap_or(SignedDuration::MAX);
        if too_much.is_positive() { Err(too_much) } else { Ok(full_at) }
    }

    fn buckets(&self) -> MutexGuard<'_, HashMap<K, Timestamp>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many keys are remembered.
    #[cfg(test)]
    fn remembered(&self) -> usize {
        self.full_at.lock().unwrap().len()
    }
}

/// Forgets the keys whose buckets are full, for they would be allowed anyway; and when those are too few, the half
/// that are nearest to it. Whoever asks most is remembered longest, however many ask once.
fn forget<K: Eq + Hash>(buckets: &mut HashMap<K, Timestamp>, now: Timestamp) {
    buckets.retain(|_, full_at| *full_at > now);
    if buckets.len() < KEYS / 2 {
        return;
    }
    let mut fullness: Vec<Timestamp> = buckets.values().copied().collect();
    let half = fullness.len() / 2;
    let (_, middle, _) = fullness.select_nth_unstable(half);
    let middle = *middle;
    buckets.retain(|_, full_at| *full_at > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_one_at_a_time() {
        let rate = Rate::new(3, SignedDuration::from_secs(10));
        let at = |second: i64| Timestamp::from_second(1_000 + second).unwrap();
        assert_eq!([0, 0, 0, 0].map(|s| rate.allow("a", at(s))), [true, true, true, false]);
        assert!(rate.allow("b", at(0)), "each key counts for itself");
        assert!(!rate.allow("a", at(9)));
        assert!(rate.allow("a", at(10)));
        assert!(!rate.allow("a", at(10)));
        assert_eq!([100; 4].map(|s| rate.allow("a", at(s))), [true, true, true, false]);
    }

    #[test]
    fn whoever_waits_as_long_as_they_were_told_is_allowed() {
        let rate = Rate::new(2, SignedDuration::from_secs(10));
        let now = Timestamp::from_second(1_000).unwrap();
        assert_eq!([0, 1].map(|_| rate.take("a", now)), [Ok(()), Ok(())]);
        let wait = rate.take("a", now).unwrap_err();
        assert_eq!(wait, SignedDuration::from_secs(10));
        assert_eq!(
            rate.take("a", now + wait - SignedDuration::from_secs(1)),
            Err(SignedDuration::from_secs(1))
        );
        assert_eq!(rate.take("a", now + wait), Ok(()));
    }

    #[test]
    fn many_who_ask_once_neither_fill_the_memory_nor_hide_one_who_asks_too_much() {
        let rate = Rate::new(3, SignedDuration::from_secs(10));
        let now = Timestamp::from_second(1_000).unwrap();
        while rate.allow(0, now) {}
        for key in 1..50_000 {
            assert!(rate.allow(key, now));
            assert!(rate.remembered() <= KEYS);
        }
        assert!(!rate.allow(0, now), "the one who asks too much is still known");
    }
}
