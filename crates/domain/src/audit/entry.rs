//! One entry: typed facts and nothing else.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Action;
use crate::appointment::Status;
use crate::ids::{
    AppointmentId, AuditId, BlockId, CallId, DocumentId, HoldId, InvalidId, KeyId, MessageId, PatientId,
    RequestId, ResourceId, ServiceId, SessionId, TenantId, UserId, WebhookId,
};
use crate::permission::{Actor, Permission, Role};
use crate::quota::Quota;
use crate::span::Span;
use crate::{hold, request};

/// Who did something, without what they may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The receptionist, in a call.
    Call(CallId),
    /// A program of the practice's, by its key.
    Key(KeyId),
    /// A member of the practice's staff.
    User(UserId),
    /// Whoever runs this installation.
    Operator,
    /// Allo itself.
    System,
}

impl By {
    /// What the trail's look-ups call it: its kind and its id.
    pub fn label(self) -> String {
        match self {
            Self::Call(id) => format!("call:{id}"),
            Self::Key(id) => format!("key:{id}"),
            Self::User(id) => format!("user:{id}"),
            Self::Operator => "operator".to_owned(),
            Self::System => "system".to_owned(),
        }
    }
}

impl FromStr for By {
    type Err = Unlabelled;

    fn from_str(text: &str) -> Result<Self, Unlabelled> {
        Ok(match text.split_once(':') {
            Some(("call", id)) => Self::Call(id.parse()?),
            Some(("key", id)) => Self::Key(id.parse()?),
            Some(("user", id)) => Self::User(id.parse()?),
            None if text == "operator" => Self::Operator,
            None if text == "system" => Self::System,
            _ => return Err(Unlabelled),
        })
    }
}

/// A text that names nobody who does something, or nothing that something is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kind and an id are expected, such as user:01a2125b-e630-7784-af58-782947261cd4")]
pub struct Unlabelled;

impl From<InvalidId> for Unlabelled {
    fn from(_: InvalidId) -> Self {
        Self
    }
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::Call(id) => Self::Call(*id),
            Actor::Key { id, .. } => Self::Key(*id),
            Actor::User { id, .. } => Self::User(*id),
            Actor::Operator => Self::Operator,
            Actor::System => Self::System,
        }
    }
}

/// What something was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Entity {
    /// An appointment.
    Appointment(AppointmentId),
    /// A kept slot.
    Hold(HoldId),
    /// Something left for the staff.
    Request(RequestId),
    /// A patient.
    Patient(PatientId),
    /// A call.
    Call(CallId),
    /// A key of the API.
    Key(KeyId),
    /// The practice.
    Practice(TenantId),
    /// Time that the staff keeps free.
    Block(BlockId),
    /// A member of the staff.
    User(UserId),
    /// Somebody signed in.
    Session(SessionId),
    /// A message.
    Message(MessageId),
    /// A system that hears of changes.
    Webhook(WebhookId),
    /// A text to answer from.
    Document(DocumentId),
}

impl Entity {
    /// What kinds there are, by the name in [`Entity::label`].
    pub const KINDS: [&'static str; 13] = [
        "appointment",
        "hold",
        "request",
        "patient",
        "call",
        "key",
        "practice",
        "block",
        "user",
        "session",
        "message",
        "webhook",
        "document",
    ];

    /// Which kind it is.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Appointment(_) => "appointment",
            Self::Hold(_) => "hold",
            Self::Request(_) => "request",
            Self::Patient(_) => "patient",
            Self::Call(_) => "call",
            Self::Key(_) => "key",
            Self::Practice(_) => "practice",
            Self::Block(_) => "block",
            Self::User(_) => "user",
            Self::Session(_) => "session",
            Self::Message(_) => "message",
            Self::Webhook(_) => "webhook",
            Self::Document(_) => "document",
        }
    }

    /// What the trail's look-ups call it: its kind and its id.
    pub fn label(self) -> String {
        match self {
            Self::Appointment(id) => format!("appointment:{id}"),
            Self::Hold(id) => format!("hold:{id}"),
            Self::Request(id) => format!("request:{id}"),
            Self::Patient(id) => format!("patient:{id}"),
            Self::Call(id) => format!("call:{id}"),
            Self::Key(id) => format!("key:{id}"),
            Self::Practice(id) => format!("practice:{id}"),
            Self::Block(id) => format!("block:{id}"),
            Self::User(id) => format!("user:{id}"),
            Self::Session(id) => format!("session:{id}"),
            Self::Message(id) => format!("message:{id}"),
            Self::Webhook(id) => format!("webhook:{id}"),
            Self::Document(id) => format!("document:{id}"),
        }
    }
}

impl FromStr for Entity {
    type Err = Unlabelled;

    fn from_str(text: &str) -> Result<Self, Unlabelled> {
        let (kind, id) = text.split_once(':').ok_or(Unlabelled)?;
        Ok(match kind {
            "appointment" => Self::Appointment(id.parse()?),
            "hold" => Self::Hold(id.parse()?),
            "request" => Self::Request(id.parse()?),
            "patient" => Self::Patient(id.parse()?),
            "call" => Self::Call(id.parse()?),
            "key" => Self::Key(id.parse()?),
            "practice" => Self::Practice(id.parse()?),
            "block" => Self::Block(id.parse()?),
            "user" => Self::User(id.parse()?),
            "session" => Self::Session(id.parse()?),
            "message" => Self::Message(id.parse()?),
            "webhook" => Self::Webhook(id.parse()?),
            "document" => Self::Document(id.parse()?),
            _ => return Err(Unlabelled),
        })
    }
}

/// What was true of it, as far as it isn't personal. Every field is optional; one that is left out isn't said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// Where an appointment stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Where a kept slot stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<hold::State>,
    /// What the staff was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<request::Kind>,
    /// Where a request stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<request::State>,
    /// What was booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
    /// With whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practitioner: Option<ResourceId>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<ResourceId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// How often an appointment had changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Of which patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// Which appointment it was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appointment: Option<AppointmentId>,
    /// What a member of the staff is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Who took something on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// What a key may do, or which rights it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permission>>,
    /// Of which changes a system hears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<Action>>,
    /// The digest of something too large for an entry, such as a practice's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How much a practice may use in a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
}

/// What was done, by whom, to what, when, and what was true before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Which entry.
    pub id: AuditId,
    /// Whose trail it belongs to.
    pub tenant: TenantId,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub by: By,
    /// What was done.
    pub action: Action,
    /// To what.
    pub entity: Entity,
    /// What was true before.
    pub before: Facts,
    /// What is true since.
    pub after: Facts,
}

impl Entry {
    /// The digest of all of it.
    pub fn digest(&self) -> Digest {
        // The fields have one order and one spelling, so equal entries have equal bytes. It cannot fail: every
        // key is a text and every value a plain one. Were it to, the empty bytes would never verify.
        entry_digest(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// The digest of an entry as it is written: JSON without spaces, its fields in their order. Whoever verifies a trail
/// hashes the bytes before them, and needn't know what each field means.
pub fn entry_digest(json: &[u8]) -> Digest {
    digest(&[b"allo audit entry 1", json])
}

/// A SHA-256 digest, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Takes a digest that was stored.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for the database.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The SHA-256 of parts, each preceded by its length, so that no two lists of parts look alike.
pub fn digest(parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    Digest(hasher.finalize().into())
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "a digest is 64 hexadecimal digits in lower case";
        let mut bytes = [0; 32];
        let plain = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !plain {
            return Err(WRONG);
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).map_err(|_| WRONG)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_back() {
        let id = "01a2125b-e630-7784-af58-782947261cd4";
        for kind in Entity::KINDS {
            let label = format!("{kind}:{id}");
            let entity: Entity = label.parse().unwrap();
            assert_eq!((entity.label(), entity.kind()), (label, kind));
        }
        for label in
            [&format!("call:{id}"), &format!("key:{id}"), &format!("user:{id}"), "operator", "system"]
        {
            assert_eq!(label.parse::<By>().unwrap().label(), label);
        }
        for wrong in ["", "user", "user:", "user:1", "nobody:1", "operator:1", id] {
            assert_eq!(wrong.parse::<By>(), Err(Unlabelled), "{wrong}");
            assert_eq!(wrong.parse::<Entity>(), Err(Unlabelled), "{wrong}");
        }
    }
}
