//! What a system is told: on and off, once more, everything since an instant, or a trial.

use axum::extract::State;
use axum::response::Response;
use domain::ids::{AuditId, WebhookId};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::changed;
use crate::console::fields::Fields;
use crate::console::staff::Proved;
use crate::http::{App, Id, Manage, Problem};
use crate::webhooks;

/// Who asks, about which system.
type About = (Proved<Manage>, Id<WebhookId>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Again {
    delivery: AuditId,
}

/// `POST /console/integrations/webhooks/{id}/resend`.
pub(super) async fn resend(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<WebhookId>,
    Fields(Again { delivery }): Fields<Again>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    webhooks::resend(&mut tx, id, delivery, who.actor()).await?;
    changed(&app, &who, tx).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// By the practice's clocks.
    since: DateTime,
}

/// `POST /console/integrations/webhooks/{id}/replay`: everything that happened since is told again.
pub(super) async fn replay(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<WebhookId>,
    Fields(Since { since }): Fields<Since>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let since = practice.tenant.zone().to_timestamp(since);
    let since = since.map_err(|_| Problem::field("since", "that time doesn't exist"))?;
    webhooks::replay(&mut tx, id, since.min(who.caller.now), who.actor()).await?;
    changed(&app, &who, tx).await
}

/// `POST /console/integrations/webhooks/{id}/skip`: it hears of what happens from now on, and never of what it missed.
pub(super) async fn skip(State(app): State<App>, about: About) -> Result<Response, Problem> {
    let (Proved { who, .. }, Id(id)) = about;
    let mut tx = who.write(&app).await?;
    webhooks::replay(&mut tx, id, who.caller.now, who.actor()).await?;
    webhooks::enable(&mut tx, id, who.actor()).await?;
    changed(&app, &who, tx).await
}

/// `POST /console/integrations/webhooks/{id}/enable`.
pub(super) async fn enable(State(app): State<App>, about: About) -> Result<Response, Problem> {
    let (Proved { who, .. }, Id(id)) = about;
    let mut tx = who.write(&app).await?;
    webhooks::enable(&mut tx, id, who.actor()).await?;
    changed(&app, &who, tx).await
}

/// `POST /console/integrations/webhooks/{id}/disable`.
pub(super) async fn disable(State(app): State<App>, about: About) -> Result<Response, Problem> {
    let (Proved { who, .. }, Id(id)) = about;
    let mut tx = who.write(&app).await?;
    webhooks::disable(&mut tx, id, who.actor()).await?;
    changed(&app, &who, tx).await
}

/// `POST /console/integrations/webhooks/{id}/ping`.
pub(super) async fn ping(State(app): State<App>, about: About) -> Result<Response, Problem> {
    let (Proved { who, .. }, Id(id)) = about;
    let mut tx = who.write(&app).await?;
    webhooks::ping(&mut tx, id, who.actor()).await?;
    changed(&app, &who, tx).await
}
