//! What every page of ours is made of: the files inside the binary, the words in both languages, and what a browser may
//! do with it.

pub(crate) mod agents;
mod assets;
pub(crate) mod csv;
pub(crate) mod dates;
pub(crate) mod words;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::routing::get;
use domain::Lang;

use crate::http::App;

/// The files that pages are made of.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(assets::get))
}

/// Nothing runs and nothing is styled but what bears the page's own number; nothing goes elsewhere.
pub(crate) fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; \
         img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The first of our languages that the browser asks for.
pub(crate) fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    asked.split(',').find_map(|part| Lang::from_tag(part.split(';').next()?.trim()))
}
