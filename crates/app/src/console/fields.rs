//! What a form sends, read strictly; times and dates as people type them.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use domain::clock::MINUTES_A_DAY;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::http::{Code, Problem};

/// The fields of a form, of a type that refuses unknown ones (C8). A field that is sent several times is a list.
pub(crate) struct Fields<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Fields<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if kind.is_some_and(|kind| !kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Problem::new(Code::UnsupportedMediaType));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Code::TooLarge),
            _ => Problem::new(Code::Malformed),
        })?;
        // What is wrong may hold what was typed: a form of ours is never wrong by its own doing, so nothing is told.
        serde_html_form::from_bytes(&bytes).map(Self).map_err(|_| Problem::new(Code::InvalidBody))
    }
}

/// A field that may be left empty.
pub(super) fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The minute of the day that somebody types, up to the midnight that ends it: «9», «9h», «9 h 30», «09:30» and «0930».
pub(super) fn minute(typed: &str) -> Option<u16> {
    let typed: String = typed.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let (hour, minute) = match typed.split_once(['h', ':', '.']) {
        Some((hour, minute)) => (hour, minute),
        None if typed.len() > 2 => typed.split_at_checked(typed.len() - 2)?,
        None => (typed.as_str(), ""),
    };
    let digits = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let minute: u16 = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let whole = hour.parse::<u16>().ok()? * 60 + minute;
    (minute < 60 && whole <= MINUTES_A_DAY).then_some(whole)
}

/// The date that a browser's own field sends, or that somebody types: «2026-08-03», «03/08/2026», «3.8.2026».
pub(super) fn date(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    let by_hand = || Date::strptime("%d/%m/%Y", typed.replace('.', "/")).ok();
    Date::strptime("%Y-%m-%d", typed).ok().or_else(by_hand).filter(|date| date.year() > 999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_typed_in_many_ways() {
        for (typed, read) in [
            ("9", Some(540)),
            ("9h", Some(540)),
            ("9h30", Some(570)),
            ("9 h 30", Some(570)),
            ("9\u{a0}H\u{202f}30", Some(570)),
            ("09:30", Some(570)),
            ("9.30", Some(570)),
            ("930", Some(570)),
            ("1830", Some(1110)),
            ("24:00", Some(1440)),
            ("24:01", None),
            ("25:00", None),
            ("9:60", None),
            ("9:00-8:00", None),
            ("neuf", None),
            ("9h3x", None),
            ("+9:30", None),
            ("é00", None),
            ("", None),
        ] {
            assert_eq!(minute(typed), read, "{typed}");
        }
    }

    #[test]
    fn a_date_is_sent_by_a_browser_or_typed() {
        let third = Some(jiff::civil::date(2026, 8, 3));
        for (typed, read) in [
            ("2026-08-03", third),
            ("03/08/2026", third),
            (" 3.8.2026 ", third),
            ("2026-08-32", None),
            ("31/02/2026", None),
            ("03/08/26", None),
            ("demain", None),
            ("", None),
        ] {
            assert_eq!(date(typed), read, "{typed}");
        }
    }
}
