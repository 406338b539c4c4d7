//! What was told in writing, over HTTP; and by what a patient wants to be told.

use axum::Json;
use axum::extract::State as Handed;
use domain::ids::{MessageId, PatientId};
use domain::practice::Wanted;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Filter, Message, MessageError, State, list, message, prefer, preference, resend};
use crate::booking::http::{Page, moment, page_size};
use crate::db::Tx;
use crate::http::written::{self, Written};
use crate::http::{
    App, Body, Caller, Code, Id, IdempotencyKey, May, Nothing, Parameters, Problem, ReadPatients,
    WritePatients, cursor,
};
use crate::once::http::{Asked, Change, Made, perform};
use crate::patients;

/// Every operation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(messages))
        .routes(routes!(get))
        .routes(routes!(again))
        .routes(routes!(preferred, prefers))
}

impl From<MessageError> for Problem {
    fn from(error: MessageError) -> Self {
        Self::new(match error {
            MessageError::NotFound => Code::NotFound,
            MessageError::NotSendable => Code::NotSendable,
            MessageError::Changed => Code::Changed,
            MessageError::Db(error) => return error.into(),
        })
    }
}

/// A message.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Message)]
struct MessageView {
    /// Which.
    #[schema(value_type = String)]
    id: MessageId,
    /// What it is about.
    #[schema(example = "confirmation")]
    kind: String,
    /// What carries it: `email` or `sms`. Absent where there was nobody to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "email")]
    channel: Option<String>,
    /// To where. Absent when whom it was about was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "jeanne.petit@example.org")]
    to: Option<String>,
    /// Whose appointment or request it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    patient_id: Option<PatientId>,
    /// Which appointment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    appointment_id: Option<domain::ids::AppointmentId>,
    /// Where it stands: `queued`, `sent`, `failed` or `skipped`.
    #[schema(example = "sent")]
    state: String,
    /// How often it was tried.
    attempts: u32,
    /// Why it wasn't sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "mail_refused 550")]
    reason: Option<String>,
    /// By what whoever carried it knows it: a mail's Message-ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    known_by: Option<String>,
    /// What it is called, and what it says as text; only of one message.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<ContentView>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When something last became of it.
    #[schema(format = DateTime)]
    changed_at: String,
}

/// What a message says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = MessageContent)]
struct ContentView {
    /// What it is called; empty of a text message.
    subject: String,
    /// All of it, as text.
    text: String,
}

impl MessageView {
    fn of(message: Message, zone: &TimeZone) -> Self {
        Self {
            id: message.id,
            kind: message.kind.name().to_owned(),
            channel: message.channel.map(|channel| channel.name().to_owned()),
            to: message.to.map(domain::Pii::into_revealed),
            patient_id: message.patient,
            appointment_id: message.appointment,
            state: message.state.name().to_owned(),
            attempts: message.attempts,
            reason: message.reason,
            known_by: message.known_by,
            content: None,
            created_at: moment(message.created_at, zone),
            changed_at: moment(message.changed_at, zone),
        }
    }
}

/// Which messages are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listed {
    /// In this state; all of them when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(inline, value_type = Option<StateName>)]
    state: Option<State>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// Where a message stands.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only described: the type itself has no schema")]
enum StateName {
    Queued,
    Sent,
    Failed,
    Skipped,
}

impl Written for State {
    const AS: &'static str = "one of queued, sent, failed, skipped";

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

/// What patients and the practice were told in writing, the newest first.
#[utoipa::path(get, path = "/v1/messages", tag = "messages", operation_id = "list_messages", params(Listed),
    security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<MessageView>)))]
async fn messages(
    Handed(app): Handed<App>,
    May(caller, _): May<ReadPatients>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<MessageView>>, Problem> {
    let before = cursor::read(listed.cursor.as_deref())?.map(|(at, id)| (at, MessageId::new(id)));
    let limit = page_size(listed.limit, 50, 100)?;
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let filter = Filter { state: listed.state, before };
    let mut found = list(&mut tx, &filter, limit + 1, &caller.actor).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| cursor::write(last.created_at, last.id.uuid()));
    let zone = practice.tenant.zone();
    let items = found.into_iter().map(|message| MessageView::of(message, zone)).collect();
    Ok(Json(Page { items, next }))
}

/// One message, with what it says. Of a code, everything but the code; of a link, all but what makes it good.
#[utoipa::path(get, path = "/v1/messages/{id}", tag = "messages", operation_id = "get_message",
    security(("api_key" = [])), params(("id" = String, Path, description = "The message")),
    responses((status = 200, description = "The message", body = MessageView)))]
async fn get(
    Handed(app): Handed<App>,
    May(caller, _): May<ReadPatients>,
    Id(id): Id<MessageId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<MessageView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let mut found = message(&mut tx, id, &caller.actor).await?;
    let content = found.content.take().map(domain::Pii::into_revealed);
    let content = content.map(|content| ContentView { subject: content.subject, text: content.text });
    Ok(Json(MessageView { content, ..MessageView::of(found, practice.tenant.zone()) }))
}

/// Sends a message once more. What isn't so any more isn't told again.
#[utoipa::path(post, path = "/v1/messages/{id}/resend", tag = "messages", operation_id = "resend_message",
    security(("api_key" = [])), params(("id" = String, Path, description = "The message"), IdempotencyKey),
    responses((status = 200, description = "It waits to be sent", body = MessageView)))]
async fn again(
    Handed(app): Handed<App>,
    May(caller, _): May<WritePatients>,
    Id(id): Id<MessageId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<MessageView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("resend {id}"), &())?;
    perform(&app, &caller, &asked, &Resend(id)).await.map(Json)
}

/// A message that is sent once more.
struct Resend(MessageId);

impl Change for Resend {
    type Error = MessageError;
    type Answer = MessageView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<MessageView>, MessageError> {
        let practice = app.practices.current(tx).await?;
        let message = resend(tx, self.0, &caller.actor).await?;
        let about = message.patient.map(PatientId::uuid);
        Ok(Made { answer: MessageView::of(message, practice.tenant.zone()), about })
    }
}

/// By what a patient is told.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Preference {
    /// `email`, `sms` or `none`; absent when they leave it to the practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^(email|sms|none)$", example = "sms")]
    wanted: Option<Wanted>,
}

/// By what a patient wants to be told.
#[utoipa::path(get, path = "/v1/patients/{id}/preference", tag = "messages", operation_id = "get_preference",
    security(("api_key" = [])), params(("id" = String, Path, description = "The patient")),
    responses((status = 200, description = "By what", body = Preference)))]
async fn preferred(
    Handed(app): Handed<App>,
    May(caller, _): May<ReadPatients>,
    Id(id): Id<PatientId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Preference>, Problem> {
    let mut tx = caller.read(&app).await?;
    if patients::details(&mut tx, id).await?.is_none() {
        return Err(Problem::not_found());
    }
    Ok(Json(Preference { wanted: preference(&mut tx, id).await? }))
}

/// A patient says by what they want to be told, or leaves it to the practice.
#[utoipa::path(put, path = "/v1/patients/{id}/preference", tag = "messages", operation_id = "set_preference",
    security(("api_key" = [])), request_body = Preference,
    params(("id" = String, Path, description = "The patient"), IdempotencyKey),
    responses((status = 200, description = "Known", body = Preference)))]
async fn prefers(
    Handed(app): Handed<App>,
    May(caller, _): May<WritePatients>,
    Id(id): Id<PatientId>,
    key: IdempotencyKey,
    Body(said): Body<Preference>,
) -> Result<Json<Preference>, Problem> {
    let asked = Asked::new(&caller, key, &format!("prefer {id}"), &said)?;
    perform(&app, &caller, &asked, &Prefer { id, wanted: said.wanted }).await.map(Json)
}

/// What a patient says.
struct Prefer {
    id: PatientId,
    wanted: Option<Wanted>,
}

impl Change for Prefer {
    type Error = MessageError;
    type Answer = Preference;

    async fn make(&self, _app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<Preference>, MessageError> {
        prefer(tx, self.id, self.wanted, &caller.actor).await?;
        Ok(Made { answer: Preference { wanted: self.wanted }, about: Some(self.id.uuid()) })
    }
}
