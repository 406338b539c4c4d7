//! Whose time is booked, where, and for whom.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dates;
use super::hours::{Hours, WeeklyHours};
use super::tenant::Closure;
use crate::code::Code;
use crate::ids::{ResourceId, Slug};
use crate::phone::Phone;
use crate::pii::Pii;
use crate::text::Localized;

/// Somebody whose time is booked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practitioner {
    /// By what the rest of the file, the calendar and the API call them.
    pub id: ResourceId,
    /// Their name, as it is written.
    pub name: String,
    /// What callers call them.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub spoken: Localized<Vec<String>>,
    /// When they work in an ordinary week.
    pub hours: WeeklyHours,
    /// Single dates that differ from the ordinary week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// When they are away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
}

/// A room or a device that some services need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// By what services and the calendar call it.
    pub id: ResourceId,
    /// Its name, as it is written.
    pub name: String,
    /// When it cannot be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
}

/// One date that differs from a practitioner's ordinary week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OverrideInFile", into = "OverrideInFile")]
pub struct Override {
    /// Which local date.
    pub date: Date,
    /// How it differs.
    pub change: Change,
    /// Why, as it is said to callers.
    pub reason: Option<String>,
}

/// How a date differs from the ordinary week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not at work at all.
    Closed,
    /// These hours instead of the week's.
    Instead(Vec<Hours>),
    /// These hours beside the week's.
    Extra(Vec<Hours>),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideInFile {
    #[serde(deserialize_with = "dates::date")]
    date: Date,
    #[serde(default, skip_serializing_if = "is_false")]
    closed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<Vec<Hours>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<Vec<Hours>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl TryFrom<OverrideInFile> for Override {
    type Error = &'static str;

    fn try_from(file: OverrideInFile) -> Result<Self, Self::Error> {
        let change = match (file.closed, file.hours, file.extra) {
            (true, None, None) => Change::Closed,
            (false, Some(hours), None) => Change::Instead(hours),
            (false, None, Some(hours)) => Change::Extra(hours),
            _ => return Err("an override says exactly one of `closed: true`, `hours` and `extra`"),
        };
        Ok(Self { date: file.date, change, reason: file.reason })
    }
}

impl From<Override> for OverrideInFile {
    fn from(from: Override) -> Self {
        let mut file = Self { date: from.date, closed: false, hours: None, extra: None, reason: from.reason };
        match from.change {
            Change::Closed => file.closed = true,
            Change::Instead(hours) => file.hours = Some(hours),
            Change::Extra(hours) => file.extra = Some(hours),
        }
        file
    }
}

/// A patient who is known before the first call. It has no `Serialize`: personal data goes in and not out.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatientSeed {
    /// By what files and scenarios call them.
    pub id: Slug,
    /// Their name.
    pub name: Pii<String>,
    /// Where they can be reached.
    pub phone: Pii<Phone>,
    /// When they were born.
    #[serde(default, deserialize_with = "dates::private_if_any")]
    pub birth_date: Option<Pii<Date>>,
    /// The code on file that proves it is them.
    #[serde(default)]
    pub code: Option<Code>,
}
