//! Requests to the API, counted in memory: to count a question mustn't cost a durable commit.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::TenantId;
use domain::quota::Limit;
use jiff::{SignedDuration, Timestamp};

use super::Closed;

const MINUTE: i64 = 60;

/// How many requests each practice that has a limit has made in this minute, to this replica.
#[derive(Default)]
pub(crate) struct Requests(Mutex<HashMap<TenantId, (i64, u32)>>);

impl Requests {
    /// Takes one more request on, unless the practice has made as many in this minute as it may.
    pub(crate) fn take(&self, tenant: TenantId, most: Option<u32>, now: Timestamp) -> Result<(), Closed> {
        let Some(most) = most else { return Ok(()) };
        let minute = now.as_second().div_euclid(MINUTE);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What was counted in earlier minutes is of no use any more.
        counts.retain(|_, (counted_in, _)| *counted_in == minute);
        let (_, count) = counts.entry(tenant).or_insert((minute, 0));
        if *count >= most {
            let left = MINUTE - now.as_second().rem_euclid(MINUTE);
            let wait = SignedDuration::from_secs(left);
            return Err(Closed::OverQuota { limit: Limit::RequestsAMinute, wait });
        }
        *count += 1;
        Ok(())
    }
}
