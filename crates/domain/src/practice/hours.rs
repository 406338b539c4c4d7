//! Working hours: stretches of a local day, and a week of them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::clock::MINUTES_A_DAY;

/// A stretch of a local day, written `09:00-12:30`; it may end at `24:00`, the next local midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    /// The minute of the day it begins, 0 to 1,439.
    pub start: u16,
    /// The minute of the day it ends, 1 to 1,440.
    pub end: u16,
}

/// A text that is no stretch of hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHours {
    /// Something else altogether.
    #[error("hours are written 09:00-12:30, from 00:00 to 24:00")]
    Shape,
    /// An end that doesn't come after the start.
    #[error(
        "hours must end after they begin; past midnight, write two stretches: one to 24:00 and one from 00:00"
    )]
    Order,
}

impl FromStr for Hours {
    type Err = InvalidHours;

    fn from_str(text: &str) -> Result<Self, InvalidHours> {
        let (start, end) = text.split_once('-').ok_or(InvalidHours::Shape)?;
        let (start, end) = (minute_of_day(start.trim())?, minute_of_day(end.trim())?);
        if start < end { Ok(Self { start, end }) } else { Err(InvalidHours::Order) }
    }
}

fn minute_of_day(text: &str) -> Result<u16, InvalidHours> {
    let (hour, minute) = text.split_once(':').ok_or(InvalidHours::Shape)?;
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    let total = hour * 60 + minute;
    if minute < 60 && total <= MINUTES_A_DAY { Ok(total) } else { Err(InvalidHours::Shape) }
}

fn two_digits(text: &str) -> Result<u16, InvalidHours> {
    match *text.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Ok(u16::from(tens - b'0') * 10 + u16::from(ones - b'0')),
        _ => Err(InvalidHours::Shape),
    }
}

impl TryFrom<String> for Hours {
    type Error = InvalidHours;

    fn try_from(text: String) -> Result<Self, InvalidHours> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        write!(f, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}

/// The hours of an ordinary week, each day's in order and without overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WeeklyHours {
    /// On Mondays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mon: Vec<Hours>,
    /// On Tuesdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tue: Vec<Hours>,
    /// On Wednesdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wed: Vec<Hours>,
    /// On Thursdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thu: Vec<Hours>,
    /// On Fridays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fri: Vec<Hours>,
    /// On Saturdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sat: Vec<Hours>,
    /// On Sundays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sun: Vec<Hours>,
}

impl WeeklyHours {
    /// The hours of a day of the week.
    pub fn on(&self, weekday: Weekday) -> &[Hours] {
        match weekday {
            Weekday::Monday => &self.mon,
            Weekday::Tuesday => &self.tue,
            Weekday::Wednesday => &self.wed,
            Weekday::Thursday => &self.thu,
            Weekday::Friday => &self.fri,
            Weekday::Saturday => &self.sat,
            Weekday::Sunday => &self.sun,
        }
    }

    /// The seven days with the names that the file gives them, Monday first.
    pub fn days(&self) -> [(&'static str, &[Hours]); 7] {
        [
            ("mon", &self.mon),
            ("tue", &self.tue),
            ("wed", &self.wed),
            ("thu", &self.thu),
            ("fri", &self.fri),
            ("sat", &self.sat),
            ("sun", &self.sun),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_read_strictly() {
        assert_eq!("09:00-12:30".parse(), Ok(Hours { start: 540, end: 750 }));
        assert_eq!("00:00-24:00".parse(), Ok(Hours { start: 0, end: 1440 }));
        for bad in
            ["", "9:00-12:30", "09:00", "09:00-12:60", "09:00-24:01", "09h00-12h30", "0٩:00-10:00", "-"]
        {
            assert_eq!(bad.parse::<Hours>(), Err(InvalidHours::Shape), "{bad}");
        }
        for bad in ["12:00-12:00", "22:00-02:00", "24:00-24:00"] {
            assert_eq!(bad.parse::<Hours>(), Err(InvalidHours::Order), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(start in 0_u16..1440, length in 1_u16..1440) {
            let hours = Hours { start, end: (start + length).min(1440) };
            prop_assert_eq!(hours.to_string().parse(), Ok(hours));
        }
    }
}
