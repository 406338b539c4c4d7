//! The conversations that are open, and how many may be.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::ids::TenantId;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

use super::Patience;
use super::conversation::Page;
use crate::http::{App, Network, Rate};
use crate::test_call;

/// How many pages may wait to take over one conversation: whoever comes back and breaks off again is still heard.
const NEWCOMERS: usize = 8;

/// Where the page of an open conversation can come back to.
struct Door {
    tenant: TenantId,
    /// Whether a test call is behind it.
    test: bool,
    newcomers: mpsc::Sender<Page>,
}

/// All conversations of this process, and how often new ones may begin.
pub struct Calls {
    doors: Mutex<HashMap<String, Door>>,
    at_once: usize,
    by_address: Rate<Network>,
    by_practice: Rate<TenantId>,
    /// Test calls.
    tests: Rate<TenantId>,
    /// Conversations, and the sockets that carry them: a server that stops waits for these.
    at_work: TaskTracker,
}

impl Calls {
    /// None yet.
    pub(crate) fn new(patience: &Patience) -> Self {
        Self {
            doors: Mutex::default(),
            at_once: patience.at_once,
            by_address: Rate::new(20, SignedDuration::from_secs(3)),
            by_practice: Rate::new(200, SignedDuration::from_millis(100)),
            tests: Rate::new(10, SignedDuration::from_secs(10)),
            at_work: TaskTracker::new(),
        }
    }

    /// Whether one more conversation may begin.
    pub(super) fn may_begin(&self, tenant: TenantId, network: Network, now: Timestamp) -> bool {
        self.by_address.allow(network, now) && self.by_practice.allow(tenant, now)
    }

    /// Whether one more test call may begin: what callers may isn't touched by it.
    pub(crate) fn may_test(&self, tenant: TenantId, now: Timestamp) -> bool {
        self.tests.allow(tenant, now)
    }

    /// Brings a page back to its conversation; hands it back when there is none any more.
    pub(super) fn come_back(&self, token: &str, tenant: TenantId, page: Page) -> Result<(), Page> {
        let doors = self.doors();
        match doors.get(token).filter(|door| door.tenant == tenant) {
            Some(door) => door.newcomers.try_send(page).map_err(mpsc::error::TrySendError::into_inner),
            None => Err(page),
        }
    }

    /// A task that is waited for when the server stops.
    pub(super) const fn at_work(&self) -> &TaskTracker {
        &self.at_work
    }

    /// Ends when no conversation is at work any more.
    pub(crate) async fn ended(&self) {
        self.at_work.close();
        self.at_work.wait().await;
    }

    fn doors(&self) -> MutexGuard<'_, HashMap<String, Door>> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one conversation among all. It is free again when this is dropped, however the conversation ended.
pub(super) struct Place {
    app: App,
    /// With this its page can come back.
    pub(super) token: String,
    /// The pages that do.
    pub(super) newcomers: mpsc::Receiver<Page>,
}

impl Place {
    /// A place for one more conversation; nothing when there is none.
    pub(super) fn take(app: &App, tenant: TenantId, token: String, test: bool) -> Option<Self> {
        let (sender, newcomers) = mpsc::channel(NEWCOMERS);
        let mut doors = app.calls.doors();
        let tests = doors.values().filter(|door| door.test).count();
        if doors.len() >= app.calls.at_once || (test && tests >= test_call::AT_ONCE) {
            return None;
        }
        doors.insert(token.clone(), Door { tenant, test, newcomers: sender });
        drop(doors);
        Some(Self { app: app.clone(), token, newcomers })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.app.calls.doors().remove(&self.token);
    }
}
