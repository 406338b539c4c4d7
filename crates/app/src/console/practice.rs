//! The practice: services, people, hours, answers; version by version.

use axum::Router;

use crate::http::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
}
