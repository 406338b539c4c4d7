//! What awaits the staff.

use axum::Json;
use axum::extract::State;
use domain::ids::RequestId;
use domain::request::State as Standing;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::super::{BookingError, RequestFilter, requests, settle, the_request};
use super::asked::page_size;
use super::cursor;
use super::mutation::Asked;
use super::views::{Page, RequestView};
use crate::http::{App, Caller, Code, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write};

/// Which requests are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// In this state; in any when absent.
    #[param(inline, value_type = Option<StateName>)]
    state: Option<Standing>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Where a request stands.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only described: the domain's type has no schema")]
enum StateName {
    Open,
    Done,
    Declined,
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
    let filter = RequestFilter { state: listed.state, after };
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
    params(("id" = String, Path, description = "The request"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
            min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    responses(
        (status = 200, description = "Done", body = RequestView),
        (status = 409, description = "It is settled already",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn done(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<RequestId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<RequestView>, Problem> {
    perform(&app, &caller, id, key, Standing::Done).await.map(Json)
}

/// The staff declines what was asked. An appointment that awaited it is given up.
#[utoipa::path(post, path = "/v1/requests/{id}/decline", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
            min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    responses(
        (status = 200, description = "Declined", body = RequestView),
        (status = 409, description = "It is settled already",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn decline(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<RequestId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<RequestView>, Problem> {
    perform(&app, &caller, id, key, Standing::Declined).await.map(Json)
}

async fn perform(
    app: &App,
    caller: &Caller,
    id: RequestId,
    key: IdempotencyKey,
    as_what: Standing,
) -> Result<RequestView, Problem> {
    let asked = Asked::new(caller, key, &format!("{} {id}", as_what.name()), &());
    let settled = app.db.retrying(async || -> Result<_, BookingError> {
        let mut tx = caller.write(app).await?;
        if let Some(before) = asked.begin(&mut tx).await? {
            return Ok(before);
        }
        let practice = app.practices.current(&mut tx).await?;
        settle(&mut tx, id, as_what, &caller.actor).await?;
        let view = RequestView::of(&the_request(&mut tx, id).await?, practice.tenant.zone());
        asked.finish(tx, view).await
    });
    match settled.await {
        Ok(outcome) => outcome.answer(app, caller),
        Err(BookingError::Over | BookingError::Changed) => Err(Problem::new(Code::AlreadySettled)),
        Err(error) => Err(error.into()),
    }
}
