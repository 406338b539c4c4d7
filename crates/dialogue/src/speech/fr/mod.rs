//! French.

mod ask;
mod line;
mod trouble;

use domain::Lang;
use jiff::civil::{Date, Time};

pub(super) use self::ask::ask;
pub(super) use self::line::line;
pub(super) use self::trouble::trouble;

/// «d'Emma Petit», «de Jeanne Petit».
pub(super) fn of(name: &str) -> String {
    let first = phrases::names::folded(name).chars().next();
    if matches!(first, Some('a' | 'e' | 'i' | 'o' | 'u' | 'h')) {
        format!("d'{name}")
    } else {
        format!("de {name}")
    }
}

pub(super) fn hour(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (12, 0) => "midi".to_owned(),
        (0, 0) => "minuit".to_owned(),
        (hour, 0) => format!("{hour} h"),
        (hour, minute) => format!("{hour} h {minute:02}"),
    }
}

fn number(date: Date) -> String {
    if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() }
}

/// The month when it isn't this one, the year when it isn't this one.
pub(super) fn day(date: Date, today: Date) -> String {
    let name = Lang::Fr.weekday(date.weekday());
    match date.since(today).map(|span| span.get_days()) {
        Ok(0) => return "aujourd'hui".to_owned(),
        Ok(1) => return format!("demain {name}"),
        _ => {}
    }
    if (date.year(), date.month()) == (today.year(), today.month()) {
        return format!("{name} {}", number(date));
    }
    self::date(date, today)
}

pub(super) fn date(date: Date, today: Date) -> String {
    let plain = format!("{} {} {}", Lang::Fr.weekday(date.weekday()), number(date), Lang::Fr.month(date));
    if date.year() == today.year() { plain } else { format!("{plain} {}", date.year()) }
}
