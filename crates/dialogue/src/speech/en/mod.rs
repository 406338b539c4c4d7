//! English.

mod ask;
mod line;
mod trouble;

use domain::Lang;
use jiff::civil::{Date, Time};

pub(super) use self::ask::ask;
pub(super) use self::line::line;
pub(super) use self::trouble::trouble;

pub(super) fn hour(time: Time) -> String {
    let (hour, half) = match time.hour() {
        0 => (12, "am"),
        hour @ 1..=11 => (hour, "am"),
        12 => (12, "pm"),
        hour => (hour - 12, "pm"),
    };
    match (time.hour(), time.minute()) {
        (12, 0) => "noon".to_owned(),
        (0, 0) => "midnight".to_owned(),
        (_, 0) => format!("{hour} {half}"),
        (_, minute) => format!("{hour}:{minute:02} {half}"),
    }
}

/// The month when it isn't this one, the year when it isn't this one.
pub(super) fn day(date: Date, today: Date) -> String {
    let name = Lang::En.weekday(date.weekday());
    match date.since(today).map(|span| span.get_days()) {
        Ok(0) => return "today".to_owned(),
        Ok(1) => return format!("tomorrow, {name}"),
        _ => {}
    }
    if (date.year(), date.month()) == (today.year(), today.month()) {
        return format!("{name} the {}", ordinal(date.day()));
    }
    self::date(date, today)
}

pub(super) fn date(date: Date, today: Date) -> String {
    let plain = format!("{} {} {}", Lang::En.weekday(date.weekday()), date.day(), Lang::En.month(date));
    if date.year() == today.year() { plain } else { format!("{plain} {}", date.year()) }
}

fn ordinal(day: i8) -> String {
    let ending = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}
