//! One entry: typed facts and nothing else.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Action;
use crate::appointment::Status;
use crate::ids::{
    AppointmentId, AuditId, BlockId, CallId, DocumentId, HoldId, KeyId, MessageId, PatientId, RequestId,
    ResourceId, ServiceId, SessionId, TenantId, UserId, WebhookId,
};
use crate::permission::{Actor, Permission, Role};
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
