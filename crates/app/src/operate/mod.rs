//! The operator's side: the practices of an installation, in a browser and for programs.
//!
//! A process of its own on loopback (`allo operate`), for whoever holds the configuration and the key file: they may do
//! what `allo tenant` does, by the same operations, and no more. Nothing of it is on the public listener, and no right of
//! any practice leads here; see `docs/decisions/0020-the-operators-side.md`. What it shows are numbers.

mod act;
mod door;
mod http;
mod inside;
mod pages;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use domain::Pii;

use self::door::Door;
use crate::console;
use crate::http::{App, dressed};

/// The operator's side as it runs. Cheap to clone.
#[derive(Clone)]
pub struct Operator {
    app: App,
    door: Arc<Door>,
    /// Where callers and staff find this installation: `https://allo.example.org`.
    site: Arc<str>,
}

/// What opens the door. Shown once: only digests are kept.
pub struct Secrets {
    /// What the link ends with that is good once.
    pub link: Pii<String>,
    /// What programs show with each request.
    pub token: Pii<String>,
}

impl Operator {
    /// The operator's side of an installation that the practices' staff finds at `site`; and what opens its door.
    pub fn new(app: App, site: &str) -> (Self, Secrets) {
        let (door, secrets) = Door::new(&app.dice, app.clock.now());
        (Self { app, door: Arc::new(door), site: site.into() }, secrets)
    }
}

/// Everything that is served to the operator.
pub fn router(operator: &Operator) -> Router {
    let app = operator.app.clone();
    let ours = from_fn_with_state(app.clone(), console::from_our_pages_only);
    let own: Router<App> = pages::routes().layer(ours).merge(http::routes()).with_state(operator.clone());
    dressed(own.merge(crate::pages::routes()), app)
}
