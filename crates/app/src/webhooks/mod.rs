//! The practice's own systems hear of changes: each event is posted, signed, in the order of the audit trail.
//!
//! A system has a place in the trail's chain, up to which it was told. A worker goes on from there: whatever was
//! committed and chained is told, at least once, whoever crashes when. What it is told is the entry of the trail: ids
//! and typed facts, nothing personal, for nobody knows who reads along at the other end; the system reads the rest by the
//! API, with a key whose rights say what it may see. See `docs/webhooks.md`, and
//! `docs/decisions/0011-webhooks-follow-the-trail.md`.

mod again;
mod event;
pub mod http;
mod manage;
mod rows;
mod sign;
mod sql;
mod turn;
mod worker;

use domain::audit::Action;
use domain::ids::{AuditId, WebhookId};
use domain::permission::Denied;
use jiff::{SignedDuration, Timestamp};

pub use self::again::{ping, replay, resend};
pub use self::event::EVENTS;
pub use self::manage::{add, change, disable, enable, remove, rotate};
pub(crate) use self::rows::forget;
pub use self::rows::{deliveries, get, list};
pub(crate) use self::sql::ALL;
pub use self::worker::{Courier, start};
use crate::db::DbError;
use crate::outside::Address;

/// How many systems a practice may have: each is sent things one after another, beside the others.
pub const MOST: usize = 10;

/// For how long the secret before the last one is good, too: time to put the new one in everywhere.
pub const OLD_SECRET: SignedDuration = SignedDuration::from_hours(24);

/// Whether a system hears of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    On,
    /// Not now: somebody disabled it.
    Off,
    /// Not any more: for a day it hasn't answered as it should.
    Failing,
}

impl State {
    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Failing => "failing",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::On, Self::Off, Self::Failing].into_iter().find(|state| state.name() == name)
    }
}

/// A system that hears of changes. Its secret nobody can read again.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Which.
    pub id: WebhookId,
    /// Where it listens.
    pub url: String,
    /// What it hears of.
    pub events: Vec<Action>,
    /// Whether it hears of anything.
    pub state: State,
    /// How often the next event was sent in vain.
    pub tries: u32,
    /// When it is sent again.
    pub next_at: Timestamp,
    /// Until when the secret before is good, too.
    pub old_until: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
}

/// What became of something that a system was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody asked for it, and it will be sent at once.
    Asked,
    /// It was taken.
    Delivered,
    /// It wasn't, the last time.
    Failed,
}

impl Outcome {
    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Asked, Self::Delivered, Self::Failed].into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Something that a system was sent, however often. Its id, the entry's, is also the `webhook-id` of every try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// What it is about.
    pub id: AuditId,
    /// What was done.
    pub event: Action,
    /// What became of it.
    pub outcome: Outcome,
    /// How often it was sent.
    pub tries: u32,
    /// With which status the system answered last.
    pub code: Option<u32>,
    /// Why it didn't answer.
    pub trouble: Option<String>,
    /// When it was sent last, or asked for.
    pub at: Timestamp,
}

/// What a practice says of a system.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where it listens.
    pub url: Address,
    /// What it is to hear of.
    pub events: Vec<Action>,
}

/// Why something about a system can't be done.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// There is no such system, or no such delivery.
    #[error("there is no such webhook or delivery")]
    NotFound,
    /// It hears of nothing, or of something that nobody can hear of.
    #[error("events must name at least one event, and only those that there are")]
    Events,
    /// There are as many as a practice may have.
    #[error("a practice has {MOST} webhooks at most")]
    TooMany,
    /// Whoever asks lacks the right.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl crate::db::Retryable for WebhookError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}
