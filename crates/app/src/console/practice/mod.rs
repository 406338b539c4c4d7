//! The practice looks after itself: services, people, hours, answers, rules, version by version.
//!
//! Whatever a page changes is the document as it stands with one change, checked as a file is, and saved as the next
//! version ([`crate::tenants::save`]). A form names the version that it was made from: what somebody else saved meanwhile is
//! never overwritten unseen.

mod answers;
mod edit;
mod file;
mod folder;
mod naming;
mod opening;
mod people;
mod rooms;
mod rules;
mod services;
mod sheet;
mod told;
mod versions;
mod week;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::http::App;

/// Where appointments wait that cannot stay where they are.
const TO_MOVE: &str = "/console/calendar/stranded";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(services::routes())
        .merge(people::routes())
        .merge(rooms::routes())
        .merge(opening::routes())
        .merge(answers::routes())
        .merge(rules::routes())
        .merge(versions::routes())
        .merge(file::routes())
}

/// To another page, by the script that asked.
fn led(to: &'static str) -> Response {
    (StatusCode::NO_CONTENT, [(HeaderName::from_static("hx-redirect"), HeaderValue::from_static(to))])
        .into_response()
}
