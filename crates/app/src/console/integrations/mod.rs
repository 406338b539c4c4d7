//! Keys of the API, and the systems that hear of changes.

mod keys;
mod webhooks;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Lang;

use self::keys::KeyList;
use self::webhooks::WebhookList;
use super::frame::{Frame, Section, page, part};
use super::staff::Staff;
use crate::http::{App, Manage, Problem};
use crate::pages::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/integrations", get(integrations))
        .merge(keys::routes())
        .merge(webhooks::routes())
}

#[derive(Template)]
#[template(path = "console/integrations.html")]
struct Page {
    frame: Frame,
    keys: KeyList,
    webhooks: WebhookList,
    /// The rights that whoever looks may grant, each with its name in words.
    rights: Vec<Choice>,
    /// What a system can hear of.
    events: Vec<Choice>,
}

/// Something that can be ticked.
struct Choice {
    value: &'static str,
    name: &'static str,
}

impl Choice {
    fn new(lang: Lang, file: &str, value: &'static str) -> Self {
        Self { value, name: words::word(lang, &format!("{file}.{value}")) }
    }
}

/// `GET /console/integrations`.
async fn integrations(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Integrations).await?;
    let (lang, zone) = (frame.lang, frame.practice.tenant.zone().clone());
    let page_of = Page {
        keys: KeyList::of(&mut tx, lang, &zone).await?,
        webhooks: WebhookList::of(&mut tx, &who, &zone).await?,
        rights: keys::grantable(&who).map(|right| Choice::new(lang, "rights", right.name())).collect(),
        events: crate::webhooks::EVENTS.map(|event| Choice::new(lang, "events", event.name())).into(),
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// What is shown once: a key, or a system's secret.
#[derive(Template)]
#[template(path = "console/integrations_shown.html")]
struct Shown<'a> {
    lang: Lang,
    title: String,
    text: &'static str,
    label: &'static str,
    secret: &'a str,
}

impl Shown<'_> {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// In a dialog of its own, in place of the one that asked for it.
    fn answer(&self) -> Result<Response, Problem> {
        let closes = (HeaderName::from_static("hx-trigger"), HeaderValue::from_static("close-dialog"));
        Ok(([closes], part(self)?).into_response())
    }
}
