//! What goes into a statement.

use domain::ids::{
    AppointmentId, AuditId, BlockId, CallId, ClaimId, DocumentId, GrantId, HoldId, JobId, KeyId, LinkId,
    MessageId, PatientId, RequestId, ResourceId, ServiceId, SessionId, TenantId, TenantSlug, TicketId,
    UserId, WebhookId,
};
use jiff::Timestamp;
use uuid::Uuid;

/// A value on its way into the database. Each engine stores it in its own type: an instant is `timestamptz` on
/// PostgreSQL and microseconds on SQLite, an id `uuid` and 16 bytes, JSON `jsonb` and text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes: a sealed field, a digest.
    Bytes(Vec<u8>),
    /// An id.
    Id(Uuid),
    /// An instant.
    Time(Timestamp),
    /// A document.
    Json(serde_json::Value),
    /// A list of texts to look among: `text[]` on PostgreSQL, a JSON array on SQLite (`json_each`).
    Texts(Vec<String>),
}

macro_rules! from {
    ($($from:ty => |$value:ident| $into:expr),+ $(,)?) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $into
            }
        }
    )+};
}

from! {
    bool => |value| Self::Bool(value),
    i32 => |value| Self::Int(value.into()),
    u8 => |value| Self::Int(value.into()),
    u32 => |value| Self::Int(value.into()),
    i64 => |value| Self::Int(value),
    &str => |value| Self::Text(value.to_owned()),
    String => |value| Self::Text(value),
    &String => |value| Self::Text(value.clone()),
    Vec<u8> => |value| Self::Bytes(value),
    &[u8] => |value| Self::Bytes(value.to_vec()),
    [u8; 32] => |value| Self::Bytes(value.to_vec()),
    Uuid => |value| Self::Id(value),
    Timestamp => |value| Self::Time(value),
    serde_json::Value => |value| Self::Json(value),
    Vec<String> => |value| Self::Texts(value),
}

macro_rules! from_ids {
    ($($id:ty),+) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Id(id.uuid())
            }
        }
    )+};
}

from_ids!(
    AppointmentId,
    AuditId,
    BlockId,
    CallId,
    ClaimId,
    DocumentId,
    GrantId,
    HoldId,
    JobId,
    KeyId,
    LinkId,
    MessageId,
    PatientId,
    RequestId,
    SessionId,
    TenantId,
    TicketId,
    UserId,
    WebhookId
);

macro_rules! from_slugs {
    ($($slug:ty),+) => {$(
        impl From<&$slug> for Value {
            fn from(slug: &$slug) -> Self {
                Self::Text(slug.as_str().to_owned())
            }
        }
    )+};
}

from_slugs!(ResourceId, ServiceId, TenantSlug);

impl<T> From<Option<T>> for Value
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

/// The arguments of a statement after the tenant: `args![id, now]` are `$2` and `$3`.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}

pub(crate) use args;
