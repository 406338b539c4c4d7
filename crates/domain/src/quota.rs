//! How much of what a practice may use.

use serde::{Deserialize, Serialize};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Calls that run at the same time.
    CallsAtOnce,
    /// Calls that begin in a month.
    CallsAMonth,
    /// Appointments that are booked in a day, by callers, programs and staff.
    BookingsADay,
    /// Messages that are sent in a month.
    MessagesAMonth,
    /// Requests to the API in a minute.
    RequestsAMinute,
}

impl Limit {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] = [
        Self::CallsAtOnce,
        Self::CallsAMonth,
        Self::BookingsADay,
        Self::MessagesAMonth,
        Self::RequestsAMinute,
    ];

    /// Its name in the API, on the command line and among the words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CallsAtOnce => "calls_at_once",
            Self::CallsAMonth => "calls_a_month",
            Self::BookingsADay => "bookings_a_day",
            Self::MessagesAMonth => "messages_a_month",
            Self::RequestsAMinute => "requests_a_minute",
        }
    }
}

/// What is counted, day by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Calls that began.
    Calls,
    /// Appointments that were booked.
    Bookings,
    /// Messages that were sent.
    Messages,
}

/// Over how long something is counted, by the practice's own calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// From midnight to midnight.
    Day,
    /// From the first of a month to the next.
    Month,
}

impl Counted {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Calls, Self::Bookings, Self::Messages];

    /// Its name in the database and among the words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Bookings => "bookings",
            Self::Messages => "messages",
        }
    }

    /// What is counted under this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.name() == name)
    }

    /// What limits it.
    pub const fn limit(self) -> Limit {
        match self {
            Self::Calls => Limit::CallsAMonth,
            Self::Bookings => Limit::BookingsADay,
            Self::Messages => Limit::MessagesAMonth,
        }
    }

    /// Over how long the limit counts.
    pub const fn period(self) -> Period {
        match self {
            Self::Calls | Self::Messages => Period::Month,
            Self::Bookings => Period::Day,
        }
    }
}

/// How much a practice may use. Nothing: as much as it likes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Quota {
    /// Calls that run at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls_at_once: Option<u32>,
    /// Calls that begin in a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls_a_month: Option<u32>,
    /// Appointments that are booked in a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookings_a_day: Option<u32>,
    /// Messages that are sent in a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages_a_month: Option<u32>,
    /// Requests to the API in a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_a_minute: Option<u32>,
}

impl Quota {
    /// How many of these.
    pub const fn of(&self, limit: Limit) -> Option<u32> {
        match limit {
            Limit::CallsAtOnce => self.calls_at_once,
            Limit::CallsAMonth => self.calls_a_month,
            Limit::BookingsADay => self.bookings_a_day,
            Limit::MessagesAMonth => self.messages_a_month,
            Limit::RequestsAMinute => self.requests_a_minute,
        }
    }

    /// The same with another limit, or none, for these.
    #[must_use]
    pub const fn with(mut self, limit: Limit, most: Option<u32>) -> Self {
        match limit {
            Limit::CallsAtOnce => self.calls_at_once = most,
            Limit::CallsAMonth => self.calls_a_month = most,
            Limit::BookingsADay => self.bookings_a_day = most,
            Limit::MessagesAMonth => self.messages_a_month = most,
            Limit::RequestsAMinute => self.requests_a_minute = most,
        }
        self
    }
}

/// Whether so much is used of what there is that the practice should hear of it: four fifths.
pub fn is_scarce(used: u64, most: u32) -> bool {
    used.saturating_mul(5) >= u64::from(most) * 4
}

/// How many messages of a month's are kept for what can't wait (codes, and that an appointment is booked, moved or
/// cancelled): a tenth.
pub const fn reserve(most: u32) -> u32 {
    most / 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_its_own() {
        let mut quota = Quota::default();
        for (limit, most) in Limit::ALL.into_iter().zip(1..) {
            quota = quota.with(limit, Some(most));
        }
        assert_eq!(Limit::ALL.map(|limit| quota.of(limit)), [1, 2, 3, 4, 5].map(Some));
        assert_eq!(quota.with(Limit::CallsAMonth, None).of(Limit::CallsAMonth), None);
        let written = serde_json::to_value(quota).unwrap();
        assert_eq!(Limit::ALL.map(|limit| written[limit.name()].as_u64()), [1, 2, 3, 4, 5].map(Some));
    }

    #[test]
    fn it_is_scarce_from_four_fifths_on() {
        assert_eq!([79, 80, 100].map(|used| is_scarce(used, 100)), [false, true, true]);
        assert!(is_scarce(0, 0), "where nothing may be used, nothing is left");
        assert_eq!([0, 9, 10, 500].map(reserve), [0, 0, 1, 50]);
    }
}
