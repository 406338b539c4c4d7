//! Patients' files over HTTP.
//!
//! A search goes in a body, so that no name stands in an address that somebody's proxy writes down (ASVS 14.2.1).

mod files;
mod grave;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use self::views::ExportView;
use crate::http::App;

/// Every operation on patients' files.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(files::find))
        .routes(routes!(files::get, files::put, grave::erase))
        .routes(routes!(grave::merge))
        .routes(routes!(grave::code))
        .routes(routes!(grave::export))
}
