//! French.

mod ask;
mod line;
mod trouble;

use jiff::civil::{Date, Time, Weekday};

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

pub(super) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

pub(crate) const MONTHS: [&str; 12] = [
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

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

fn number(date: Date) -> String {
    if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() }
}

/// The month when it isn't this one, the year when it isn't this one.
pub(super) fn day(date: Date, today: Date) -> String {
    let name = weekday(date.weekday());
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
    let plain = format!("{} {} {}", weekday(date.weekday()), number(date), month(date));
    if date.year() == today.year() { plain } else { format!("{plain} {}", date.year()) }
}
