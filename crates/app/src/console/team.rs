//! The team, and what each may do.

use axum::Router;

use crate::http::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
}
