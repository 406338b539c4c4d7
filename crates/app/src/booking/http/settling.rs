//! What awaits the staff: taking it on, settling it, and taking that back.

use axum::Json;
use axum::extract::State;
use domain::Pii;
use domain::ids::{PatientId, RequestId, UserId};
use domain::request::State as Standing;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{BookingError, assign, remark, reopen, request_for, settle};
use super::request_view::RequestView;
use crate::db::Tx;
use crate::http::{
    App, Body, Caller, Code, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Settle, written,
};
use crate::once::http::{Asked, Change, Made, perform};

/// Who changes which request: what every operation here takes.
type Settling = (May<Settle>, Id<RequestId>, IdempotencyKey, Parameters<Nothing>);

/// The staff has done what was asked. An appointment that awaited it becomes firm.
#[utoipa::path(post, path = "/v1/requests/{id}/done", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey),
    responses((status = 200, description = "Done", body = RequestView)))]
pub(super) async fn done(State(app): State<App>, settling: Settling) -> Result<Json<RequestView>, Problem> {
    change(&app, settling, "done", &(), Step::Settle(Standing::Done)).await
}

/// The staff declines what was asked. An appointment that awaited it is given up.
#[utoipa::path(post, path = "/v1/requests/{id}/decline", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey),
    responses((status = 200, description = "Declined", body = RequestView)))]
pub(super) async fn decline(
    State(app): State<App>,
    settling: Settling,
) -> Result<Json<RequestView>, Problem> {
    change(&app, settling, "declined", &(), Step::Settle(Standing::Declined)).await
}

/// What was settled awaits the staff again. An approval that was settled doesn't: its appointment became firm or was
/// given up, and whose it is was told.
#[utoipa::path(post, path = "/v1/requests/{id}/reopen", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey),
    responses((status = 200, description = "Open again", body = RequestView)))]
pub(super) async fn reopened(
    State(app): State<App>,
    settling: Settling,
) -> Result<Json<RequestView>, Problem> {
    change(&app, settling, "reopened", &(), Step::Reopen).await
}

/// Who takes a request on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Assignment {
    /// The member of the staff; nobody when absent or null.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    assigned_to: Option<UserId>,
}

/// Gives an open request to a member of the staff, or back to all of them.
#[utoipa::path(post, path = "/v1/requests/{id}/assign", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey), request_body = Assignment,
    responses((status = 200, description = "Assigned", body = RequestView)))]
pub(super) async fn assigned(
    State(app): State<App>,
    settling: Settling,
    Body(body): Body<Assignment>,
) -> Result<Json<RequestView>, Problem> {
    change(&app, settling, "assigned", &body, Step::Assign(body.assigned_to)).await
}

/// What the staff writes on a request.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRemark)]
pub(super) struct Remarked {
    /// What.
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S", example = "Rappelé, pas de réponse")]
    text: String,
}

/// Writes a remark on a request. It is sealed with the key of whom the request is about.
#[utoipa::path(post, path = "/v1/requests/{id}/remarks", tag = "requests", security(("api_key" = [])),
    params(("id" = String, Path, description = "The request"), IdempotencyKey), request_body = Remarked,
    responses((status = 200, description = "Written", body = RequestView)))]
pub(super) async fn remarked(
    State(app): State<App>,
    settling: Settling,
    Body(body): Body<Remarked>,
) -> Result<Json<RequestView>, Problem> {
    let text = written_remark(&body.text).ok_or_else(|| {
        Problem::detail(Code::InvalidBody, "text must have 1 to 2,000 characters, and one that is no space")
    })?;
    change(&app, settling, "remarked", &body, Step::Remark(text)).await
}

/// A remark as it is kept: trimmed, of 1 to 2,000 characters.
pub(crate) fn written_remark(text: &str) -> Option<Pii<String>> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= 2_000 && !text.contains('\0');
    fits.then(|| Pii::new(text.to_owned()))
}

async fn change(
    app: &App,
    (May(caller, _), Id(id), key, _): Settling,
    what: &str,
    body: &impl Serialize,
    step: Step,
) -> Result<Json<RequestView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("{what} {id}"), body)?;
    perform(app, &caller, &asked, &Stepping { id, step }).await.map(Json)
}

/// What is done to a request.
enum Step {
    Settle(Standing),
    Reopen,
    Assign(Option<UserId>),
    Remark(Pii<String>),
}

/// A request to which something is done.
struct Stepping {
    id: RequestId,
    step: Step,
}

impl Change for Stepping {
    type Error = BookingError;
    type Answer = RequestView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<RequestView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let (id, by) = (self.id, &caller.actor);
        match &self.step {
            Step::Settle(as_what) => settle(tx, id, *as_what, by).await?,
            Step::Reopen => reopen(tx, id, by).await?,
            Step::Assign(to) => assign(tx, id, *to, by).await?,
            Step::Remark(text) => remark(tx, id, text, by).await?,
        }
        let request = request_for(tx, id, by).await?;
        let answer = RequestView::of(tx, &practice, &request, by).await?;
        // What is kept of the answer goes with whoever left the request: the patient's key seals it, or its own.
        let about = request.note.patient.map_or(id.uuid(), PatientId::uuid);
        Ok(Made { answer, about: Some(about) })
    }

    fn problem(&self, error: BookingError) -> Problem {
        of_a_request(error)
    }
}

/// What an error is to whoever settles a request.
pub(crate) fn of_a_request(error: BookingError) -> Problem {
    match error {
        BookingError::Over | BookingError::Changed => Problem::new(Code::AlreadySettled),
        BookingError::Limited => {
            Problem::detail(Code::InvalidBody, "text: the remarks on this request are full")
        }
        error => error.into(),
    }
}
