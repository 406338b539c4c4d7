//! The conversations that are open, and how many may be.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::ids::TenantId;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;

use super::conversation::Page;
use crate::http::Rate;

/// Conversations at once in one process.
const AT_ONCE: usize = 20_000;

/// Where the page of an open conversation can come back to.
struct Door {
    tenant: TenantId,
    newcomers: mpsc::Sender<Page>,
}

/// All conversations of this process, and how often new ones may begin.
pub struct Calls {
    open: Mutex<HashMap<String, Door>>,
    by_address: Rate<IpAddr>,
    by_practice: Rate<TenantId>,
}

impl Default for Calls {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            by_address: Rate::new(20, SignedDuration::from_secs(3)),
            by_practice: Rate::new(200, SignedDuration::from_millis(100)),
        }
    }
}

impl Calls {
    /// Whether one more conversation may begin.
    pub(super) fn may_begin(&self, tenant: TenantId, address: IpAddr, now: Timestamp) -> bool {
        self.by_address.allow(address, now) && self.by_practice.allow(tenant, now)
    }

    /// Whether there are as many as there can be.
    pub(super) fn is_full(&self) -> bool {
        self.doors().len() >= AT_ONCE
    }

    /// A new conversation: its page can come back with the token.
    pub(super) fn add(&self, token: String, tenant: TenantId) -> mpsc::Receiver<Page> {
        let (newcomers, receiver) = mpsc::channel(1);
        self.doors().insert(token, Door { tenant, newcomers });
        receiver
    }

    /// Brings a page back to its conversation; hands it back when there is none any more.
    pub(super) fn come_back(&self, token: &str, tenant: TenantId, page: Page) -> Result<(), Page> {
        let doors = self.doors();
        match doors.get(token).filter(|door| door.tenant == tenant) {
            Some(door) => door.newcomers.try_send(page).map_err(mpsc::error::TrySendError::into_inner),
            None => Err(page),
        }
    }

    /// A conversation is over.
    pub(super) fn forget(&self, token: &str) {
        self.doors().remove(token);
    }

    fn doors(&self) -> MutexGuard<'_, HashMap<String, Door>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
