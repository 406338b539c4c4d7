//! What awaits the staff.

use axum::Json;
use axum::extract::State;
use domain::ids::{PatientId, RequestId};
use domain::request::State as Standing;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::super::{BookingError, RequestFilter, requests, settle, the_request};
use super::asked::page_size;
use super::cursor;
use super::views::{Page, RequestView};
use crate::db::Tx;
use crate::http::written::{self, Written};
use crate::http::{App, Caller, Code, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write};
use crate::once::http::{Asked, Change, Made, perform};

/// Which requests are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// In this state; those that are open when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(inline, value_type = Option<StateName>)]
    state: Option<StateName>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// Where a request stands, or anywhere.
#[derive(Clone, Copy, Debug, Default, ToSchema)]
#[schema(rename_all = "snake_case")]
enum StateName {
    #[default]
    Open,
    Done,
    Declined,
    Any,
}

impl StateName {
    const fn standing(self) -> Option<Standing> {
        match self {
            Self::Open => Some(Standing::Open),
            Self::Done => Some(Standing::Done),
            Self::Declined => Some(Standing::Declined),
            Self::Any => None,
        }
    }
}

impl Written for StateName {
    const AS: &'static str = "one of open, done, declined, any";

    fn read(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "done" => Some(Self::Done),
            "declined" => Some(Self::Declined),
            "any" => Some(Self::Any),
            _ => None,
        }
    }
}

/// What awaits the staff, the oldest first.
#[utoipa::path(get, path = "/v1/requests", tag = "requests", operation_id = "list_requests", params(Listed),
    security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<RequestView>)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<RequestView>>, Problem> {
    let after = cursor::of_requests(listed.cursor.as_deref())?;
    let limit = page_size(listed.limit, 50, 100)?;
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let filter = RequestFilter { state: listed.state.unwrap_or_default().standing(), after };
    let mut found = requests(&mut tx, &filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| cursor::write(last.created_at, last.id.uuid()));
    let zone = practice.tenant.zone();
    Ok(Json(Page { items: found.iter().map(|request| RequestView::of(request, zone)).collect(), next }))
}

/// The staff has done what was asked. An appointment that awaited it becomes firm.
#[utoipa::path(post, path = "/v1/requests/{id}/done", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey),
    responses((status = 200, description = "Done", body = RequestView)))]
pub(super) async fn done(State(app): State<App>, settling: Settling) -> Result<Json<RequestView>, Problem> {
    settled_as(&app, settling, Standing::Done).await
}

/// The staff declines what was asked. An appointment that awaited it is given up.
#[utoipa::path(post, path = "/v1/requests/{id}/decline", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey),
    responses((status = 200, description = "Declined", body = RequestView)))]
pub(super) async fn decline(
    State(app): State<App>,
    settling: Settling,
) -> Result<Json<RequestView>, Problem> {
    settled_as(&app, settling, Standing::Declined).await
}

/// Who settles which request: what both ways of settling take.
type Settling = (May<Write>, Id<RequestId>, IdempotencyKey, Parameters<Nothing>);

async fn settled_as(
    app: &App,
    (May(caller, _), Id(id), key, _): Settling,
    as_what: Standing,
) -> Result<Json<RequestView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("{} {id}", as_what.name()), &())?;
    perform(app, &caller, &asked, &Settle { id, as_what }).await.map(Json)
}

/// A request that the staff settles.
struct Settle {
    id: RequestId,
    as_what: Standing,
}

impl Change for Settle {
    type Error = BookingError;
    type Answer = RequestView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<RequestView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        settle(tx, self.id, self.as_what, &caller.actor).await?;
        let request = the_request(tx, self.id).await?;
        let answer = RequestView::of(&request, practice.tenant.zone());
        Ok(Made { answer, about: request.note.patient.map(PatientId::uuid) })
    }

    fn problem(&self, error: BookingError) -> Problem {
        match error {
            BookingError::Over | BookingError::Changed => Problem::new(Code::AlreadySettled),
            error => error.into(),
        }
    }
}
