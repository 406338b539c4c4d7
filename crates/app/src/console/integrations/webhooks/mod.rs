//! Systems that hear of changes, and what they were sent.

mod told;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::Lang;
use domain::audit::Action;
use domain::ids::{AuditId, WebhookId};
use domain::permission::Permission;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{Choice, Shown};
use crate::console::fields::Fields;
use crate::console::frame::part;
use crate::console::staff::{Member, Proved, Staff};
use crate::db::{DbError, Tx};
use crate::http::{App, Id, Manage, Problem};
use crate::outside::Address;
use crate::pages::{dates, words};
use crate::webhooks::http::reach;
use crate::webhooks::{self, Delivery, EVENTS, Outcome, State as Standing, Wanted, Webhook};

/// How many deliveries are shown of each.
const SHOWN: u32 = 12;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/integrations/webhooks", get(list).post(add))
        .route("/console/integrations/webhooks/{id}", get(form).put(change).delete(remove))
        .route("/console/integrations/webhooks/{id}/rotate", post(rotate))
        .route("/console/integrations/webhooks/{id}/resend", post(told::resend))
        .route("/console/integrations/webhooks/{id}/replay", post(told::replay))
        .route("/console/integrations/webhooks/{id}/skip", post(told::skip))
        .route("/console/integrations/webhooks/{id}/enable", post(told::enable))
        .route("/console/integrations/webhooks/{id}/disable", post(told::disable))
        .route("/console/integrations/webhooks/{id}/ping", post(told::ping))
}

/// The list of systems.
#[derive(Template)]
#[template(path = "console/integrations_webhooks.html")]
pub(super) struct WebhookList {
    lang: Lang,
    /// Whether whoever looks sees every agenda: a system hears of them all, and they say of what.
    pub(super) sees_all: bool,
    all: Vec<Line>,
}

struct Line {
    webhook: Webhook,
    events: Vec<&'static str>,
    next: Option<String>,
    old_until: Option<String>,
    sent: Vec<Sent>,
}

struct Sent {
    id: AuditId,
    event: &'static str,
    outcome: Outcome,
    /// What the system answered, or why it didn't.
    answer: String,
    tries: u32,
    at: String,
}

impl WebhookList {
    pub(super) async fn of(tx: &mut Tx, who: &Member, zone: &TimeZone) -> Result<Self, DbError> {
        let (lang, sees_all) = (who.lang(), who.may(Permission::ViewAll));
        let mut all = Vec::new();
        for webhook in webhooks::list(tx).await? {
            let sent = webhooks::deliveries(tx, webhook.id, None, SHOWN).await?;
            let waits = webhook.state == Standing::On && webhook.tries > 0;
            all.push(Line {
                events: webhook.events.iter().map(|event| name(lang, *event)).collect(),
                next: waits.then(|| dates::stamp(zone, webhook.next_at)),
                old_until: webhook.old_until.map(|until| dates::stamp(zone, until)),
                sent: sent.into_iter().map(|one| Sent::of(one, lang, zone)).collect(),
                webhook,
            });
        }
        Ok(Self { lang, sees_all, all })
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

impl Sent {
    fn of(sent: Delivery, lang: Lang, zone: &TimeZone) -> Self {
        let trouble =
            |trouble: &str| words::word(lang, &format!("integrations.trouble_{trouble}")).to_owned();
        let answer = match (sent.code, sent.trouble) {
            (_, Some(name)) => trouble(&name),
            (Some(code), None) => code.to_string(),
            (None, None) => String::new(),
        };
        let (event, at) = (name(lang, sent.event), dates::stamp(zone, sent.at));
        Self { id: sent.id, event, outcome: sent.outcome, answer, tries: sent.tries, at }
    }
}

fn name(lang: Lang, event: Action) -> &'static str {
    words::word(lang, &format!("events.{}", event.name()))
}

/// `GET /console/integrations/webhooks`.
async fn list(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    listed(&app, &who).await
}

async fn listed(app: &App, who: &Member) -> Result<Response, Problem> {
    let mut tx = who.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    part(&WebhookList::of(&mut tx, who, practice.tenant.zone()).await?)
}

/// What the forms send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    url: String,
    #[serde(default)]
    events: Vec<String>,
}

impl Written {
    fn wanted(&self, app: &App) -> Result<Wanted, Problem> {
        let events: Option<Vec<Action>> = self.events.iter().map(|name| Action::from_name(name)).collect();
        let events = events.ok_or_else(|| Problem::field("events", "no such event"))?;
        Ok(Wanted { url: Address::read(&self.url, reach(app))?, events })
    }
}

/// `POST /console/integrations/webhooks`.
async fn add(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Fields(written): Fields<Written>,
) -> Result<Response, Problem> {
    let wanted = written.wanted(&app)?;
    let mut tx = who.write(&app).await?;
    let (_, secret) = webhooks::add(&mut tx, &wanted, who.actor()).await?;
    tx.commit().await?;
    shown(&app, &who, "integrations.webhook_once", secret.reveal())
}

/// `POST /console/integrations/webhooks/{id}/rotate`.
async fn rotate(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<WebhookId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    let secret = webhooks::rotate(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    shown(&app, &who, "integrations.rotated_once", secret.reveal())
}

fn shown(app: &App, who: &Member, text: &str, secret: &str) -> Result<Response, Problem> {
    app.changes.tell(who.caller.tenant);
    let lang = who.lang();
    let title = words::word(lang, "integrations.secret").to_owned();
    let label = words::word(lang, "integrations.value_secret");
    Shown { lang, title, text: words::word(lang, text), label, secret }.answer()
}

/// The form by which a system is changed.
#[derive(Template)]
#[template(path = "console/integrations_change.html")]
struct Form {
    lang: Lang,
    webhook: Webhook,
    events: Vec<(Choice, bool)>,
}

impl Form {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/integrations/webhooks/{id}`.
async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Id(id): Id<WebhookId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let webhook = webhooks::get(&mut tx, id).await?;
    let choice =
        |event: Action| (Choice::new(who.lang(), "events", event.name()), webhook.events.contains(&event));
    part(&Form { lang: who.lang(), events: EVENTS.map(choice).into(), webhook })
}

/// `PUT /console/integrations/webhooks/{id}`.
async fn change(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<WebhookId>,
    Fields(written): Fields<Written>,
) -> Result<Response, Problem> {
    let wanted = written.wanted(&app)?;
    let mut tx = who.write(&app).await?;
    webhooks::change(&mut tx, id, &wanted, who.actor()).await?;
    changed(&app, &who, tx).await
}

/// `DELETE /console/integrations/webhooks/{id}`.
async fn remove(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<WebhookId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    webhooks::remove(&mut tx, id, who.actor()).await?;
    changed(&app, &who, tx).await
}

/// Commits, and shows how things stand.
async fn changed(app: &App, who: &Member, tx: Tx) -> Result<Response, Problem> {
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    listed(app, who).await
}
