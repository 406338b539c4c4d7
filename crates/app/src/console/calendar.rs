//! The calendar: day and week, worked by hand.

use axum::Router;

use crate::http::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
}
