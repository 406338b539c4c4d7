//! Which systems there are, and what they were sent.

use axum::Json;
use axum::extract::State;
use domain::ids::{AuditId, WebhookId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::{DeliveryView, WebhookView};
use crate::booking::http::Page;
use crate::http::written;
use crate::http::{App, Code, Id, Manage, May, Nothing, Parameters, Problem};
use crate::webhooks;

/// The practice's systems that hear of changes, in the order in which they were added.
#[utoipa::path(get, path = "/v1/webhooks", tag = "integrations", operation_id = "list_webhooks",
    security(("api_key" = [])),
    responses((status = 200, description = "All of them", body = Page<WebhookView>)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Page<WebhookView>>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let all = webhooks::list(&mut tx).await?;
    let items = all.iter().map(|webhook| WebhookView::of(webhook, practice.tenant.zone())).collect();
    Ok(Json(Page { items, next: None }))
}

/// One of them.
#[utoipa::path(get, path = "/v1/webhooks/{id}", tag = "integrations", operation_id = "get_webhook",
    security(("api_key" = [])),
    params(("id" = String, Path, description = "The webhook")),
    responses((status = 200, description = "The webhook", body = WebhookView)))]
pub(super) async fn get(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<WebhookId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<WebhookView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let webhook = webhooks::get(&mut tx, id).await?;
    Ok(Json(WebhookView::of(&webhook, practice.tenant.zone())))
}

/// Which deliveries are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{32}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// What a system was sent in the last two weeks, the latest event first.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries", tag = "integrations", operation_id = "list_deliveries",
    security(("api_key" = [])),
    params(("id" = String, Path, description = "The webhook"), Listed),
    responses((status = 200, description = "One page", body = Page<DeliveryView>)))]
pub(super) async fn deliveries(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<WebhookId>,
    Parameters(Listed { cursor, limit }): Parameters<Listed>,
) -> Result<Json<Page<DeliveryView>>, Problem> {
    let before = cursor.as_deref().map(place).transpose()?;
    let limit = limit.unwrap_or(50);
    if !(1..=100).contains(&limit) {
        return Err(Problem::detail(Code::InvalidQuery, "limit must be 1 to 100"));
    }
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    webhooks::get(&mut tx, id).await?;
    let mut found = webhooks::deliveries(&mut tx, id, before, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| last.id.uuid().simple().to_string());
    let zone = practice.tenant.zone();
    Ok(Json(Page { items: found.into_iter().map(|one| DeliveryView::of(one, zone)).collect(), next }))
}

/// The last delivery of the page before: its id, 32 hexadecimal digits.
fn place(cursor: &str) -> Result<AuditId, Problem> {
    let plain = cursor.len() == 32 && cursor.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let id = uuid::Uuid::try_parse(cursor).ok().filter(|_| plain);
    id.map(AuditId::new).ok_or(Problem::new(Code::InvalidCursor))
}
