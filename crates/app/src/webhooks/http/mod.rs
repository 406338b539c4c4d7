//! Webhooks over HTTP.

mod change;
mod read;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::WebhookError;
use crate::http::{App, Code, Problem};
use crate::outside::{NoAddress, Reach};

/// Every operation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read::list, change::add))
        .routes(routes!(read::get, change::change, change::remove))
        .routes(routes!(read::deliveries))
        .routes(routes!(change::enable))
        .routes(routes!(change::disable))
        .routes(routes!(change::rotate))
        .routes(routes!(change::ping))
        .routes(routes!(change::resend))
        .routes(routes!(change::replay))
}

impl From<WebhookError> for Problem {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::NotFound => Self::not_found(),
            WebhookError::Events => Self::field("events", &error.to_string()),
            // No time makes room.
            WebhookError::TooMany => {
                Self { retry_after: 0, ..Self::detail(Code::OverQuota, error.to_string()) }
            }
            WebhookError::Denied(denied) => denied.into(),
            WebhookError::Db(error) => error.into(),
        }
    }
}

impl From<NoAddress> for Problem {
    fn from(error: NoAddress) -> Self {
        Self::field("url", &error.to_string())
    }
}

/// How far this server may be sent.
pub(crate) fn reach(app: &App) -> Reach {
    if app.settings.demo { Reach::AlsoHere } else { Reach::Public }
}
