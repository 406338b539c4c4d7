//! Patients: found, looked at, changed, merged, erased.
//!
//! What is typed to find somebody is sent in a body, never in an address: addresses stay in histories and logs.

mod edit;
mod file;
mod grave;
mod list;
mod merge;

use axum::Router;
use axum::routing::{get, post};

use crate::http::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/patients", get(list::page_of))
        .route("/console/patients/found", post(list::found))
        .route("/console/patients/{id}", get(file::page_of).put(edit::save))
        .route("/console/patients/{id}/part", get(file::part_of))
        .route("/console/patients/{id}/edit", get(edit::form))
        .route("/console/patients/{id}/code", get(grave::code).post(grave::new_code))
        .route("/console/patients/{id}/export", get(grave::export))
        .route("/console/patients/{id}/erase", get(grave::ask).post(grave::erase))
        .route("/console/patients/{id}/others", post(merge::others))
        .route("/console/patients/{id}/merge", post(merge::merge))
        .route("/console/patients/{id}/merge/{other}", get(merge::ask))
}
