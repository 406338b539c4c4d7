//! HTTP: what every request has in common, and the table of all routes.
//!
//! A request passes, from the outside in: `finish` (trace id, one form of errors, panics), `limit` (load, time),
//! the body limit, then its handler, whose arguments say what it needs: [`May`] a key with a right, [`Body`] and
//! [`Parameters`] of types that refuse what they don't know. See `docs/adding-an-endpoint.md`.

mod caller;
mod code;
pub(crate) mod cursor;
mod finish;
mod health;
mod limits;
mod network;
mod openapi;
mod origin;
mod panics;
mod problem;
mod proxies;
mod read;
pub(crate) mod written;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::caller::{
    Caller, Delete, Export, Manage, May, Read, ReadAudit, ReadCalls, ReadPatients, Right, Settle, ViewAll,
    Write, WritePatients,
};
pub(crate) use self::caller::{bearer, bears_a_key};
pub use self::code::Code;
pub use self::finish::TraceId;
pub use self::limits::{AT_ONCE, ApiRate, BODY_BYTES, Rate};
use self::limits::{Guesses, KeyDigest};
pub use self::network::Network;
pub use self::openapi::API_KEY;
pub(crate) use self::origin::{FromOurPage, is_ours};
pub use self::panics::log_panics;
pub use self::problem::Problem;
pub(crate) use self::problem::{Instead, ProblemView, WrongField};
pub use self::proxies::{NoAddress, Proxies};
pub use self::read::{Body, Id, IdempotencyKey, Nothing, Parameters};
use crate::clock::Clock;
use crate::console::SignIns;
use crate::db::Db;
use crate::documents::{self, Shelf};
use crate::random::Dice;
use crate::talk::{Calls, Changes, Patience};
use crate::tenants::Practices;
use crate::usage::{self, Requests};
use crate::{
    audit, booking, calls, console, keys, messages, pages, patients, talk, tenants, users, webhooks,
};

/// What whoever runs this server has decided.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Shows the practice's calendar beside the talk page. It holds patients' data: only for throw-away data.
    pub demo: bool,
    /// Whether one-time codes can be sent: there is something that carries messages.
    pub codes: bool,
    /// How browsers reach this server when a proxy stands before it: `https://allo.example.org`.
    pub public_url: Option<String>,
    /// Which peers are believed when they say who asks, once there is a `public_url`.
    pub proxies: Proxies,
    /// How often one key of the API may ask.
    pub api_rate: ApiRate,
    /// How many conversations there may be, and how long they wait.
    pub patience: Patience,
}

/// The running product, as HTTP sees it. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What [`App`] holds.
pub struct Inner {
    /// The data.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Where randomness comes from.
    pub dice: Dice,
    /// What was decided.
    pub settings: Settings,
    /// The practices as they stand.
    pub practices: Practices,
    /// Their documents, to be asked.
    pub shelf: Shelf,
    /// Who is told of changes.
    pub changes: Changes,
    /// The conversations that are open.
    pub calls: Calls,
    /// How many requests may still be taken on.
    pub(crate) places: Semaphore,
    /// How often each key of the API has asked, by the key's digest.
    pub(crate) api_rate: Rate<KeyDigest>,
    /// How many requests each practice has made in this minute.
    pub(crate) requests: Requests,
    /// How many wrong keys were shown, and from where.
    pub(crate) guesses: Guesses,
    /// How many sign-ins were tried, by address and from where.
    pub(crate) sign_ins: SignIns,
    /// Cancelled when the server is to stop: whatever would go on by itself ends then.
    pub(crate) closing: CancellationToken,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// The product on this database.
    pub fn new(db: Db, clock: Clock, settings: Settings) -> Self {
        let dice = db.dice().clone();
        Self(Arc::new(Inner {
            db,
            clock,
            dice,
            api_rate: settings.api_rate.into(),
            requests: Requests::default(),
            guesses: Guesses::default(),
            sign_ins: SignIns::default(),
            calls: Calls::new(&settings.patience),
            settings,
            practices: Practices::default(),
            shelf: Shelf::default(),
            changes: Changes::default(),
            places: Semaphore::new(AT_ONCE),
            closing: CancellationToken::new(),
        }))
    }

    /// Ends what would go on by itself: the conversations, whose callers are told, and the streams of changes. Returns
    /// once the last conversation has left what it had for the staff, and the requests that had begun are answered.
    pub async fn close(&self) {
        self.closing.cancel();
        self.calls.ended().await;
        let all = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        // The places are never taken away, so that there is nothing to fail.
        drop(self.places.acquire_many(all).await);
    }
}

/// Everything that is served.
pub fn router(app: App) -> Router {
    let (api, document) = described().split_for_parts();
    let document = Arc::new(complete(document));
    let api = api.route("/v1/openapi.json", axum::routing::get(async move || health::openapi(&document)));
    let pages =
        talk::routes().merge(pages::routes()).merge(console::routes(&app)).merge(messages::page::routes());
    dressed(api.merge(pages), app)
}

/// Routes with what every request has in common.
pub fn dressed(routes: Router<App>, app: App) -> Router {
    routes
        .fallback(async || Problem::not_found())
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(app.clone(), limits::limit))
        .layer(from_fn_with_state(app.clone(), finish::finish))
        .with_state(app)
}

/// The API's description, as it is served.
pub fn document() -> OpenApi {
    complete(described().into_openapi())
}

fn complete(mut document: OpenApi) -> OpenApi {
    openapi::complete(&mut document);
    document
}

/// Every operation of the API.
fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::base())
        .merge(booking::http::routes())
        .merge(messages::http::routes())
        .merge(tenants::http::routes())
        .merge(keys::http::routes())
        .merge(webhooks::http::routes())
        .merge(users::http::routes())
        .merge(audit::http::routes())
        .merge(patients::http::routes())
        .merge(calls::http::routes())
        .merge(documents::http::routes())
        .merge(usage::http::routes())
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
        .routes(routes!(health::health))
}
