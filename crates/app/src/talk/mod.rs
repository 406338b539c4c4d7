//! The talk page: a conversation with the receptionist of one practice, and in the demonstration its calendar.
//!
//! The page asks for a ticket, opens a WebSocket with it, and speaks `wire`. Each conversation is a task of its own
//! (`conversation`), which outlives a broken connection by a minute so that the page can go on with it. Whoever comes
//! back with the conversation's token takes it over at once, whatever became of the old connection: a telephone that
//! changes from one network to another leaves a socket behind that says nothing for minutes.

mod agenda;
mod called;
mod caller;
mod conversation;
mod home;
mod live;
mod open;
mod page;
mod shut;
mod socket;
mod sql;
mod tickets;
mod trouble;
mod wire;

use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::called::Called;
pub use self::live::Changes;
pub(crate) use self::live::Hearing;
pub use self::open::Calls;
pub(crate) use self::page::test_page;
pub(crate) use self::socket::carried;
pub(crate) use self::sql::ALL;
pub(crate) use self::tickets::forget as forget_tickets;
pub(crate) use self::trouble::{Asked, Kind, page as trouble};
use crate::http::App;

/// How many conversations there may be in one process, and how long they wait for a page that says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Conversations at once.
    pub at_once: usize,
    /// How often a connection is asked whether somebody is there.
    pub heartbeat: Duration,
    /// How long it may take to answer that, or to take what it is sent, before it counts as broken.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { at_once: 20_000, heartbeat: Duration::from_secs(20), answer: Duration::from_secs(10) }
    }
}

/// The routes of pages; they are not part of the API's description.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::get))
        .route("/t/{practice}", get(page::get))
        .route("/t/{practice}/", get(page::slash))
        .route("/t/{practice}/ticket", post(socket::ticket))
        .route("/t/{practice}/talk", get(socket::talk))
        .route("/t/{practice}/agenda", get(agenda::get))
        .route("/t/{practice}/live", get(live::get))
}
