//! `GET /v1/usage`: how much the practice may use, and what it has used.

use axum::Json;
use axum::extract::State;
use domain::quota::Limit;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Closed, Use};
use crate::http::{App, Code, Manage, May, Nothing, Parameters, Problem};

/// The operations of what is used.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(usage))
}

/// What the practice uses. Days and months are those of its own calendar.
#[derive(Serialize, ToSchema)]
#[schema(as = Usage)]
struct UsageView {
    /// Calls that run now.
    calls_at_once: UseView,
    /// Calls that began this month.
    calls_a_month: UseView,
    /// Appointments that were booked today, by callers, programs and staff.
    bookings_a_day: UseView,
    /// Messages that were sent this month.
    messages_a_month: UseView,
    /// Requests in a minute: a limit for each server by itself, of which nothing is counted.
    requests_a_minute: UseView,
}

/// What is used of one thing.
#[derive(Serialize, ToSchema)]
#[schema(as = Use)]
struct UseView {
    /// How many there are, or were in this day or month so far; absent where nothing is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<u64>,
    /// How many there may be; as many as one likes when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    /// How many days of the day or month are left, today among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_left: Option<u8>,
}

/// How much the practice may use, and what it uses. The operator sets the limits (`allo tenant limit`).
#[utoipa::path(get, path = "/v1/usage", tag = "practice", security(("api_key" = [])),
    responses((status = 200, description = "What is used", body = UsageView)))]
async fn usage(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<UsageView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let told = super::usage(&mut tx, practice.tenant.zone()).await?;
    let of = |limit: Limit| {
        let found = told.uses.iter().find(|one| one.limit == limit);
        let view = |one: &Use| UseView { used: one.used, most: one.most, days_left: one.days_left };
        found.map_or(UseView { used: None, most: None, days_left: None }, view)
    };
    Ok(Json(UsageView {
        calls_at_once: of(Limit::CallsAtOnce),
        calls_a_month: of(Limit::CallsAMonth),
        bookings_a_day: of(Limit::BookingsADay),
        messages_a_month: of(Limit::MessagesAMonth),
        requests_a_minute: of(Limit::RequestsAMinute),
    }))
}

impl From<Closed> for Problem {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::Suspended => Self::new(Code::PracticeSuspended),
            Closed::OverQuota { wait, .. } => Self::over_quota(wait),
        }
    }
}
