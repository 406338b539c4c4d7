//! The staff over HTTP.

mod asked;
mod changes;
mod rights;
mod team;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::UserError;
use crate::http::{App, Code, Problem};

/// Every operation; they need nothing else of the API, and can be mounted alone.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(team::list, team::invite))
        .routes(routes!(team::get, team::change))
        .routes(routes!(team::role))
        .routes(routes!(team::disable))
        .routes(routes!(team::enable))
        .routes(routes!(team::link))
        .routes(routes!(rights::list))
        .routes(routes!(rights::grant, rights::revoke))
        .routes(routes!(rights::own))
}

impl From<UserError> for Problem {
    fn from(error: UserError) -> Self {
        let invalid = |field: &str| Self::field(field, &error.to_string());
        match error {
            UserError::NotFound => Self::not_found(),
            UserError::Known => Self::new(Code::Known).at("email", &error.to_string()),
            UserError::Address => invalid("email"),
            UserError::Name => invalid("name"),
            UserError::Agenda => invalid("practitioner"),
            UserError::Past => invalid("expires_at"),
            UserError::Disabled => invalid("state"),
            UserError::LastManager => Self::new(Code::LastManager),
            UserError::Denied(denied) => denied.into(),
            UserError::Db(error) => error.into(),
        }
    }
}
