//! How systems and deliveries read on the wire.

use domain::audit::Action;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::super::{Delivery, EVENTS, State, Webhook};
use crate::booking::http::moment;
use crate::http::written::{self, Written};

/// Something that a system can hear of, by its name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct EventName(#[serde(deserialize_with = "written::text")] pub(super) Action);

impl Written for Action {
    const AS: &'static str = "the name of an event, such as appointment.booked";

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

impl ToSchema for EventName {}

impl PartialSchema for EventName {
    fn schema() -> RefOr<Schema> {
        let names = EVENTS.map(Action::name);
        RefOr::T(Schema::Object(
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build(),
        ))
    }
}

/// A system that hears of changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Webhook)]
pub(super) struct WebhookView {
    /// Which.
    id: String,
    /// Where it listens.
    #[schema(example = "https://example.org/allo")]
    url: String,
    /// What it hears of.
    #[schema(inline)]
    events: Vec<EventName>,
    /// `on`; `off` when somebody disabled it; `failing` when it hasn't answered as it should for a day.
    #[schema(example = "on")]
    state: String,
    /// How often the next event was sent in vain.
    tries: u32,
    /// When it is sent again, after it wasn't taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    next_try_at: Option<String>,
    /// Until when the secret before the last one signs, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    old_secret_until: Option<String>,
    /// When it was added.
    #[schema(format = DateTime)]
    created_at: String,
}

impl WebhookView {
    pub(super) fn of(webhook: &Webhook, zone: &TimeZone) -> Self {
        let at = |at: Timestamp| moment(at, zone);
        let waits = webhook.state == State::On && webhook.tries > 0;
        Self {
            id: webhook.id.to_string(),
            url: webhook.url.clone(),
            events: webhook.events.iter().copied().map(EventName).collect(),
            state: webhook.state.name().to_owned(),
            tries: webhook.tries,
            next_try_at: waits.then(|| at(webhook.next_at)),
            old_secret_until: webhook.old_until.map(at),
            created_at: at(webhook.created_at),
        }
    }
}

/// A system with its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookWithSecret)]
pub(super) struct SecretView {
    /// The system.
    #[serde(flatten)]
    pub(super) webhook: WebhookView,
    /// What its messages are signed with, for the only time. Absent when the same request is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    pub(super) secret: Option<String>,
}

/// Something that a system was sent, however often.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(super) struct DeliveryView {
    /// What every try bears as `webhook-id`: the id of the entry in the audit trail.
    id: String,
    /// What happened.
    #[schema(example = "appointment.booked")]
    event: String,
    /// `delivered`; `failed` when the last try wasn't taken; `asked` when it will be sent at once.
    #[schema(example = "delivered")]
    outcome: String,
    /// How often it was sent.
    tries: u32,
    /// With which status the system answered last.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u32>,
    /// Why it didn't answer: `timeout`, `no_connection` or `forbidden_address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<String>,
    /// When it was sent last, or asked for.
    #[schema(format = DateTime)]
    at: String,
}

impl DeliveryView {
    pub(super) fn of(delivery: Delivery, zone: &TimeZone) -> Self {
        let Delivery { id, event, outcome, tries, code, trouble, at } = delivery;
        Self {
            id: id.to_string(),
            event: event.name().to_owned(),
            outcome: outcome.name().to_owned(),
            tries,
            code,
            trouble,
            at: moment(at, zone),
        }
    }
}
