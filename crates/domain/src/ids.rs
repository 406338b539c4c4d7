//! Typed ids: what Allo makes has a UUID v7 (RFC 9562), what a practice names has a slug.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that isn't the id it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a valid {1}")]
pub struct InvalidId(String, &'static str);

/// What every UUID id of ours can do, so that a transaction can mint any of them.
pub trait Minted: Sized {
    /// The id of this instant and these random bytes.
    fn from_parts(now: Timestamp, random: [u8; 10]) -> Self;
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes an id that was stored or received.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The plain UUID, for the database.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl Minted for $name {
            fn from_parts(now: Timestamp, random: [u8; 10]) -> Self {
                Self(version_7(now, random))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                // Only the hyphenated form: one id has one spelling.
                match Uuid::try_parse(text) {
                    Ok(id) if text.len() == 36 => Ok(Self(id)),
                    _ => Err(InvalidId(shortened(text), stringify!($name))),
                }
            }
        }
    )+};
}

uuid_ids! {
    /// A practice on this installation.
    TenantId,
    /// One conversation.
    CallId,
    /// An appointment; the same through every move.
    AppointmentId,
    /// A slot kept while a caller decides.
    HoldId,
    /// A row that owns a stretch of a resource's time.
    ClaimId,
    /// Somebody whose appointments these are.
    PatientId,
    /// Something left for the staff.
    RequestId,
    /// A piece of follow-up work.
    JobId,
    /// A key of the API.
    KeyId,
    /// An entry of the audit trail.
    AuditId,
    /// The right to begin one call.
    TicketId,
    /// A member of a practice's staff.
    UserId,
    /// One right that somebody was granted.
    GrantId,
    /// Somebody signed in, on one device.
    SessionId,
    /// A link that is good once: an invitation, a new password.
    LinkId,
    /// A message to a patient or to the practice.
    MessageId,
    /// A practice's system that hears of changes.
    WebhookId,
    /// A text that answers are taken from.
    DocumentId,
    /// Time that the staff keeps free.
    BlockId,
}

fn version_7(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A name in lower case, digits and hyphens, 1 to 64 characters, that begins with a letter or a digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(Box<str>);

impl Slug {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let bytes = text.as_bytes();
        let fits = (1..=64).contains(&bytes.len())
            && letter(bytes[0])
            && bytes.iter().all(|&b| letter(b) || b == b'-');
        if fits { Ok(Self(text.into())) } else { Err(InvalidId(shortened(text), "name in a-z, 0-9 and -")) }
    }
}

impl TryFrom<String> for Slug {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0.into()
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! slug_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Slug);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl From<Slug> for $name {
            fn from(slug: Slug) -> Self {
                Self(slug)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

slug_ids! {
    /// A practitioner, a room or a device of a practice.
    ResourceId,
    /// What can be booked.
    ServiceId,
    /// A practice's short name, as in its address on the web.
    TenantSlug,
}

/// An id for an error message: hostile input is not echoed at length.
fn shortened(text: &str) -> String {
    let head: String = text.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().count() > 40 { format!("`{head}…`") } else { format!("`{head}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let early = CallId::from_parts(Timestamp::from_second(1_000).unwrap(), [0xff; 10]);
        let late = CallId::from_parts(Timestamp::from_second(1_001).unwrap(), [0; 10]);
        assert!(early < late);
        assert_eq!(late.uuid().get_version_num(), 7);
        assert_eq!(late.to_string().parse::<CallId>(), Ok(late));
    }

    #[test]
    fn a_slug_is_plain() {
        for good in ["martin", "prise-de-sang", "0", &"a".repeat(64)] {
            assert!(good.parse::<Slug>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "A", "é", "a b", "a\0", &"a".repeat(65)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }
}
