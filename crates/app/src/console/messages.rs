//! What was sent, and what could not be.

use axum::Router;

use crate::http::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
}
