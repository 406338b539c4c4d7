//! The languages that Allo speaks, and texts that exist in both.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A language of callers and staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French, the first.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The primary subtag (BCP 47): `fr` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language of a tag such as `fr-CA`, when it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// The days of the week from Monday, as they are written within a sentence.
    pub const fn weekdays(self) -> &'static [&'static str; 7] {
        match self {
            Self::Fr => &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
            Self::En => &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        }
    }

    /// The months from January, likewise.
    pub const fn months(self) -> &'static [&'static str; 12] {
        match self {
            Self::Fr => &FRENCH_MONTHS,
            Self::En => &ENGLISH_MONTHS,
        }
    }

    /// «lundi», "Monday".
    pub fn weekday(self, day: Weekday) -> &'static str {
        self.weekdays()[usize::from(day.to_monday_zero_offset().unsigned_abs())]
    }

    /// The month of a date: «mars», "March".
    pub fn month(self, date: Date) -> &'static str {
        self.months()[usize::from(date.month().unsigned_abs()) - 1]
    }
}
