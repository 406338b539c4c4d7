//! The practice over HTTP: what it is, what it was, and its next version.

mod change;
mod versions;
mod view;

use axum::Json;
use axum::extract::State;
use domain::practice::Found;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::view::{PracticeView, view};
use super::{NotSaved, StillBooked};
use crate::booking::http::ConflictsView;
use crate::http::{App, Code, May, Nothing, Parameters, Problem, Read, WrongField};

/// The operations of practices.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(practice, change::replace))
        .routes(routes!(versions::list))
        .routes(routes!(versions::get))
        .routes(routes!(change::restore))
}

/// The practice: its practitioners, services and rules of booking.
#[utoipa::path(get, path = "/v1/practice", tag = "practice", security(("api_key" = [])),
    responses((status = 200, description = "The practice", body = PracticeView)))]
async fn practice(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<PracticeView>, Problem> {
    let mut tx = caller.read(&app).await?;
    Ok(Json(view(&app.practices.standing(&mut tx).await?)))
}

impl From<NotSaved> for Problem {
    fn from(error: NotSaved) -> Self {
        let told = error.to_string();
        match error {
            NotSaved::Wrong(found) => Self::wrong(told, found.iter().map(field).collect()),
            NotSaved::Changed => Self::new(Code::Changed),
            NotSaved::StillBooked(StillBooked { left_out, outside }) => {
                let names: Vec<_> = left_out.iter().map(ToString::to_string).collect();
                let detail = Some(names.join("; ")).filter(|names| !names.is_empty());
                let conflicts = outside.as_ref().map(ConflictsView::of);
                Self { detail, conflicts, ..Self::new(Code::StillBooked) }
            }
            NotSaved::NumberTaken => {
                let wrong = WrongField { field: "tenant.phone".to_owned(), message: told.clone() };
                Self { code: Code::Known, ..Self::wrong(told, vec![wrong]) }
            }
            NotSaved::NoVersion => Self::not_found(),
            NotSaved::Db(error) => error.into(),
        }
    }
}

fn field(found: &Found) -> WrongField {
    WrongField { field: found.field.clone(), message: found.wrong.to_string() }
}
