//! Changing which systems hear of what, and telling them again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Pii;
use domain::ids::{AuditId, WebhookId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reach;
use super::views::{EventName, SecretView, WebhookView};
use crate::db::Tx;
use crate::http::written;
use crate::http::{App, Body, Caller, Code, Id, IdempotencyKey, Manage, May, Nothing, Parameters, Problem};
use crate::once::http::{Asked, Change, Made, perform};
use crate::outside::Address;
use crate::webhooks::{self, Wanted, WebhookError};

/// What a practice says of a system.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenWebhook {
    /// Where it listens: over TLS, on the public internet.
    #[schema(max_length = 1000, pattern = "^https://", example = "https://example.org/allo")]
    url: String,
    /// What it is to hear of.
    #[schema(inline, min_items = 1, max_items = 50)]
    events: Vec<EventName>,
}

impl WrittenWebhook {
    fn wanted(&self, app: &App) -> Result<Wanted, Problem> {
        if self.events.len() > 50 {
            return Err(Problem::detail(Code::InvalidBody, "events must name 50 events at most"));
        }
        let url = Address::read(&self.url, reach(app))?;
        Ok(Wanted { url, events: self.events.iter().map(|event| event.0).collect() })
    }
}

/// Adds a system. It hears of what happens from now on; its secret is shown for the only time.
#[utoipa::path(post, path = "/v1/webhooks", tag = "integrations", operation_id = "add_webhook",
    security(("api_key" = [])), params(IdempotencyKey), request_body = WrittenWebhook,
    responses((status = 201, description = "Added", body = SecretView)))]
pub(super) async fn add(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    key: IdempotencyKey,
    Body(new): Body<WrittenWebhook>,
) -> Result<(StatusCode, Json<SecretView>), Problem> {
    let asked = Asked::new(&caller, key, "add webhook", &new)?;
    let what = What::Add(new.wanted(&app)?);
    Ok((StatusCode::CREATED, with_secret(perform(&app, &caller, &asked, &what).await?)?))
}

/// Another address, or other events.
#[utoipa::path(put, path = "/v1/webhooks/{id}", tag = "integrations", operation_id = "change_webhook",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    request_body = WrittenWebhook,
    responses((status = 200, description = "Changed", body = WebhookView)))]
pub(super) async fn change(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<WebhookId>,
    key: IdempotencyKey,
    Body(new): Body<WrittenWebhook>,
) -> Result<Json<WebhookView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("change webhook {id}"), &new)?;
    let what = What::Change(id, new.wanted(&app)?);
    plain(perform(&app, &caller, &asked, &what).await?)
}

/// Takes a system away, with what it was sent.
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "integrations", operation_id = "remove_webhook",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    responses((status = 204, description = "Removed")))]
pub(super) async fn remove(State(app): State<App>, about: About) -> Result<StatusCode, Problem> {
    done(&app, about, "remove", What::Remove).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A system hears of changes again, from where it was told last: nothing is left out.
#[utoipa::path(post, path = "/v1/webhooks/{id}/enable", tag = "integrations", operation_id = "enable_webhook",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    responses((status = 200, description = "Enabled", body = WebhookView)))]
pub(super) async fn enable(State(app): State<App>, about: About) -> Result<Json<WebhookView>, Problem> {
    plain(done(&app, about, "enable", What::Enable).await?)
}

/// A system hears of nothing until it is enabled again.
#[utoipa::path(post, path = "/v1/webhooks/{id}/disable", tag = "integrations", operation_id = "disable_webhook",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    responses((status = 200, description = "Disabled", body = WebhookView)))]
pub(super) async fn disable(State(app): State<App>, about: About) -> Result<Json<WebhookView>, Problem> {
    plain(done(&app, about, "disable", What::Disable).await?)
}

/// Gives a system another secret, shown for the only time. For a day the old one signs, too.
#[utoipa::path(post, path = "/v1/webhooks/{id}/rotate", tag = "integrations", operation_id = "rotate_secret",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    responses((status = 200, description = "Rotated", body = SecretView)))]
pub(super) async fn rotate(State(app): State<App>, about: About) -> Result<Json<SecretView>, Problem> {
    with_secret(done(&app, about, "rotate", What::Rotate).await?)
}

/// Has a trial message sent at once, of type `webhook.tested`, whatever the system's state. It is tried once; what came
/// of it is in the list of deliveries.
#[utoipa::path(post, path = "/v1/webhooks/{id}/ping", tag = "integrations", operation_id = "ping_webhook",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    responses((status = 200, description = "It will be sent", body = WebhookView)))]
pub(super) async fn ping(State(app): State<App>, about: About) -> Result<Json<WebhookView>, Problem> {
    plain(done(&app, about, "ping", What::Ping).await?)
}

/// What is to be sent once more.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Resend {
    /// The delivery's id.
    #[schema(format = "uuid")]
    delivery: String,
}

/// Has something sent once more, at once and under the same `webhook-id`, whatever the system's state.
#[utoipa::path(post, path = "/v1/webhooks/{id}/resend", tag = "integrations", operation_id = "resend_delivery",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    request_body = Resend, responses((status = 200, description = "It will be sent", body = WebhookView)))]
pub(super) async fn resend(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<WebhookId>,
    key: IdempotencyKey,
    Body(body): Body<Resend>,
) -> Result<Json<WebhookView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("resend to webhook {id}"), &body)?;
    let what = What::Resend(id, body.delivery.parse().map_err(|_| Problem::not_found())?);
    plain(perform(&app, &caller, &asked, &what).await?)
}

/// From when on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Replay {
    /// Everything that happened since is told, in order; an instant that lies ahead is now.
    #[serde(deserialize_with = "written::text")]
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
}

/// Has everything told again, in order, that happened from an instant on. With the present instant, whatever wasn't
/// told yet is left out.
#[utoipa::path(post, path = "/v1/webhooks/{id}/replay", tag = "integrations", operation_id = "replay_events",
    security(("api_key" = [])), params(("id" = String, Path, description = "The webhook"), IdempotencyKey),
    request_body = Replay, responses((status = 200, description = "It will be told", body = WebhookView)))]
pub(super) async fn replay(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<WebhookId>,
    key: IdempotencyKey,
    Body(body): Body<Replay>,
) -> Result<Json<WebhookView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("replay to webhook {id}"), &body)?;
    let what = What::Replay(id, body.since.min(caller.now));
    plain(perform(&app, &caller, &asked, &what).await?)
}

/// Who asks, about which system: what every change without a body takes.
type About = (May<Manage>, Id<WebhookId>, IdempotencyKey, Parameters<Nothing>);

async fn done(
    app: &App,
    (May(caller, _), Id(id), key, _): About,
    name: &str,
    what: fn(WebhookId) -> What,
) -> Result<Told, Problem> {
    let asked = Asked::new(&caller, key, &format!("{name} webhook {id}"), &())?;
    perform(app, &caller, &asked, &what(id)).await
}

fn plain(told: Told) -> Result<Json<WebhookView>, Problem> {
    told.webhook.map(Json).ok_or_else(Problem::not_found)
}

fn with_secret(told: Told) -> Result<Json<SecretView>, Problem> {
    let secret = told.secret.map(Pii::into_revealed);
    Ok(Json(SecretView { webhook: told.webhook.ok_or_else(Problem::not_found)?, secret }))
}

/// What is to be done.
enum What {
    Add(Wanted),
    Change(WebhookId, Wanted),
    Remove(WebhookId),
    Enable(WebhookId),
    Disable(WebhookId),
    Rotate(WebhookId),
    Ping(WebhookId),
    Resend(WebhookId, AuditId),
    Replay(WebhookId, Timestamp),
}

/// What is answered: the system as it is since, unless it is gone. The secret is not kept for repetitions.
#[derive(Serialize, Deserialize)]
struct Told {
    webhook: Option<WebhookView>,
    #[serde(skip)]
    secret: Option<Pii<String>>,
}

impl Change for What {
    type Error = WebhookError;
    type Answer = Told;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<Told>, WebhookError> {
        let by = &caller.actor;
        let (id, secret) = match self {
            Self::Add(wanted) => {
                let (id, secret) = webhooks::add(tx, wanted, by).await?;
                (id, Some(secret))
            }
            Self::Change(id, wanted) => (*id, webhooks::change(tx, *id, wanted, by).await.map(|()| None)?),
            Self::Enable(id) => (*id, webhooks::enable(tx, *id, by).await.map(|()| None)?),
            Self::Disable(id) => (*id, webhooks::disable(tx, *id, by).await.map(|()| None)?),
            Self::Rotate(id) => (*id, webhooks::rotate(tx, *id, by).await.map(Some)?),
            Self::Ping(id) => (*id, webhooks::ping(tx, *id, by).await.map(|_| None)?),
            Self::Resend(id, which) => (*id, webhooks::resend(tx, *id, *which, by).await.map(|()| None)?),
            Self::Replay(id, since) => (*id, webhooks::replay(tx, *id, *since, by).await.map(|()| None)?),
            Self::Remove(id) => {
                webhooks::remove(tx, *id, by).await?;
                return Ok(Made { answer: Told { webhook: None, secret: None }, about: None });
            }
        };
        let practice = app.practices.current(tx).await?;
        let webhook = webhooks::get(tx, id).await?;
        let webhook = Some(WebhookView::of(&webhook, practice.tenant.zone()));
        Ok(Made { answer: Told { webhook, secret }, about: None })
    }
}
