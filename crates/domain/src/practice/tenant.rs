//! The practice itself: name, languages, zone, rules.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::dates;
use crate::ids::TenantSlug;
use crate::lang::Lang;
use crate::phone::Phone;
use crate::text::Localized;

/// What is true of the practice as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantFacts {
    /// Its short name, as in its address on the web.
    pub slug: TenantSlug,
    /// Its name, as it is said to callers.
    pub name: String,
    /// Language and region (BCP 47), by which dates and numbers are read: `fr-FR`.
    pub locale: String,
    /// The languages it answers in, the first one first.
    pub languages: Vec<Lang>,
    /// Where its clocks are.
    pub timezone: Zone,
    /// The number that callers dial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Where it is, as it is said to callers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How callers are greeted, instead of with the practice's name and a plain hello. That the practice is named, and
    /// that it is an automatic assistant who speaks, is said in any case (G6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<Localized<String>>,
    /// Whose public holidays close it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_holidays: Option<HolidayCalendar>,
    /// When all of it is closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
    /// Its rules of booking.
    #[serde(default)]
    pub policy: Policy,
    /// Where a caller who wants a person is put through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_to: Option<Phone>,
    /// How patients and the practice are told in writing.
    #[serde(default, skip_serializing_if = "Notices::is_usual")]
    pub messages: Notices,
    /// What is said at once to somebody in danger.
    #[serde(default = "emergency_numbers")]
    pub emergency_text: Localized<String>,
}

impl TenantFacts {
    /// The rules of its clocks.
    pub const fn zone(&self) -> &TimeZone {
        self.timezone.rules()
    }

    /// The language that callers are greeted in.
    pub fn language(&self) -> Lang {
        self.languages.first().copied().unwrap_or_default()
    }
}

fn emergency_numbers() -> Localized<String> {
    Localized {
        fr: Some("En cas d'urgence vitale, raccrochez et composez le 15 ou le 112.".to_owned()),
        en: Some("If this is a life-threatening emergency, hang up and dial 15 or 112.".to_owned()),
    }
}

/// Rules of booking. Each has a default, so a file names only what differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// The earliest bookable start, in minutes from now (0 to 43,200).
    pub min_notice_min: u32,
    /// How many days ahead one can book, today not counted (1 to 730).
    pub horizon_days: u16,
    /// Until how many minutes before its start an appointment can be moved or cancelled (0 to 43,200); later, a
    /// change becomes a request to the staff.
    pub cancel_notice_min: u32,
    /// How many slots are offered in one turn (1 to 3: more cannot be kept in mind by ear).
    pub offers_per_turn: u8,
    /// How long a slot is kept while a caller decides, in seconds (30 to 600).
    pub hold_ttl_s: u32,
    /// For how many days what is said in calls is kept, sealed, for whoever may see calls (0 to 90; 0 keeps nothing).
    pub keep_turns_days: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            min_notice_min: 60,
            horizon_days: 90,
            cancel_notice_min: 120,
            offers_per_turn: 3,
            hold_ttl_s: 120,
            keep_turns_days: 0,
        }
    }
}

/// By what somebody is told in writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// By e-mail where there is an address, otherwise by text message.
    #[default]
    Email,
    /// By text message where there is a telephone that takes one, otherwise by e-mail.
    Sms,
    /// By nothing.
    None,
}

impl Wanted {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::None];

    /// Its name in files, the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::None => "none",
        }
    }

    /// The one of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wanted| wanted.name() == name)
    }
}

/// How patients and the practice are told in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notices {
    /// By what patients are told who haven't said otherwise.
    pub patients: Wanted,
    /// Whether patients are reminded on the working day before.
    pub reminders: bool,
    /// The e-mail address at which the practice hears of what waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<String>,
}

impl Default for Notices {
    fn default() -> Self {
        Self { patients: Wanted::default(), reminders: true, practice: None }
    }
}

impl Notices {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Local dates on which somebody or everybody is away, the first and the last included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The first closed date.
    #[serde(deserialize_with = "dates::date")]
    pub from: Date,
    /// The last closed date.
    #[serde(deserialize_with = "dates::date")]
    pub to: Date,
    /// Why, as it is said to callers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Closure {
    /// Whether a date falls in it.
    pub fn covers(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}

/// A country whose public holidays can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HolidayCalendar {
    /// France (metropolitan).
    #[serde(rename = "FR")]
    France,
}

/// A place's clocks by their IANA name.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

/// A name that no time zone has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such time zone; use an IANA name such as Europe/Paris")]
pub struct UnknownZone;

impl Zone {
    /// The name that was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rules behind the name.
    pub const fn rules(&self) -> &TimeZone {
        &self.rules
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        let rules = TimeZone::get(&name).map_err(|_| UnknownZone)?;
        Ok(Self { name, rules })
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
