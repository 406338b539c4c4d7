//! What can be booked, and what is answered.

use serde::{Deserialize, Serialize};

use crate::ids::{ResourceId, ServiceId};
use crate::text::Localized;

/// Something that can be booked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// By what the calendar and the API call it.
    pub id: ServiceId,
    /// Its name, as it is said.
    pub name: Localized<String>,
    /// What callers call it.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub spoken: Localized<Vec<String>>,
    /// How long the patient is there, in minutes (1 to 1,440).
    pub minutes: u32,
    /// Starts lie this many minutes apart, from the opening of each stretch of hours (1 to 1,440).
    pub step_min: u32,
    /// How long the practitioner (and the room) is taken before the start, in minutes (0 to 1,440).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub buffer_before_min: u32,
    /// How long they stay taken after the end, in minutes (0 to 1,440); it may pass closing time.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub buffer_after_min: u32,
    /// Who gives it.
    pub by: Vec<ResourceId>,
    /// Rooms and devices of which it needs one; empty when it needs none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rooms: Vec<ResourceId>,
    /// Whether it is assumed when a caller names no service.
    #[serde(default, skip_serializing_if = "is_false")]
    pub default: bool,
    /// Whether the staff must agree before it is firm.
    #[serde(default, skip_serializing_if = "is_false")]
    pub requires_approval: bool,
    /// What the patient has to know, said after the booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<Localized<String>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// A question that callers ask, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// Words by which the question is known.
    pub ask: Localized<Vec<String>>,
    /// What is answered.
    pub answer: Localized<String>,
}
