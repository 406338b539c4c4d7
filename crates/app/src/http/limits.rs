//! How much is taken on at once, how long an answer may take, and how often somebody may ask.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};

use super::App;
use super::problem::{Code, Problem};

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

/// Beyond this many keys, those whose buckets are full are forgotten: they would be allowed anyway.
const KEYS: usize = 10_000;

impl<K: Eq + Hash> Rate<K> {
    /// `burst` at once, and one more each time `every` has passed.
    pub fn new(burst: u32, every: SignedDuration) -> Self {
        Self { burst, every, full_at: Mutex::default() }
    }

    /// Whether one more is allowed; if it is, it counts.
    pub fn allow(&self, key: K, now: Timestamp) -> bool {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEYS {
            buckets.retain(|_, full_at| *full_at > now);
        }
        let begins = buckets.get(&key).copied().unwrap_or(now).max(now);
        let Ok(full_at) = begins.checked_add(self.every) else { return false };
        let room = self.every.checked_mul(i32::try_from(self.burst).unwrap_or(i32::MAX));
        let allowed = room.is_some_and(|room| full_at.duration_since(now) <= room);
        if allowed {
            buckets.insert(key, full_at);
        }
        allowed
    }
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
}
