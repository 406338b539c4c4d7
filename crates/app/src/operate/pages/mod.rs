//! The operator's pages: the practices, one of them, and a new one.

mod enter;
mod list;
mod new;
mod one;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use domain::Lang;
use domain::practice::MAX_BYTES;

use super::Operator;
use super::inside::Inside;
use crate::hex::hex;
use crate::pages::words;

/// A practice's file within a form, whose escapes may triple it.
const BODY: usize = 3 * MAX_BYTES + 1_024;

pub(super) fn routes() -> Router<Operator> {
    Router::new()
        .route("/open/{secret}", get(enter::form).post(enter::follow))
        .route("/leave", post(enter::leave))
        .route("/", get(list::page_of))
        .route("/new", get(new::form).post(new::create).layer(DefaultBodyLimit::max(BODY)))
        .route("/practices/{slug}", get(one::page_of))
        .route("/practices/{slug}/suspend", post(one::suspend))
        .route("/practices/{slug}/resume", post(one::resume))
        .route("/practices/{slug}/limits", put(one::limit))
        .route("/practices/{slug}/first-link", post(one::first_link))
        .route("/practices/{slug}/remove", post(one::remove))
}

/// What every page has around it, as its template's `frame`.
struct Frame {
    lang: Lang,
    nonce: String,
    words: String,
    /// Its path, where it is one of the list at the side.
    path: &'static str,
}

impl Frame {
    fn of(operator: &Operator, lang: Lang, path: &'static str) -> Self {
        Self { lang, nonce: hex(&operator.app.dice.bytes::<16>()), words: words::for_scripts(lang), path }
    }

    /// A text in the operator's language.
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}
