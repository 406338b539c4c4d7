//! Days and hours as they are written in pages and messages.

use domain::Lang;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

use super::words;

/// «lundi 9 mars 2026», «dimanche 1er mars 2026»; "Monday 9 March 2026".
pub(crate) fn day(lang: Lang, date: Date) -> String {
    let first = lang == Lang::Fr && date.day() == 1;
    let number = if first { "1er".to_owned() } else { date.day().to_string() };
    format!("{} {number} {} {}", lang.weekday(date.weekday()), lang.month(date), date.year())
}

/// «lun.», "Mon".
pub(crate) fn weekday_short(lang: Lang, day: Weekday) -> String {
    let short: String = lang.weekday(day).chars().take(3).collect();
    if lang == Lang::Fr { format!("{short}.") } else { short }
}

/// «9 – 15 mars 2026», «30 mars – 5 avril 2026»; "9 – 15 March 2026".
pub(crate) fn between(lang: Lang, first: Date, last: Date) -> String {
    let written = |date: Date| {
        let day = day(lang, date);
        day.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or(day)
    };
    let (from, to) = (written(first), written(last));
    let year = format!(" {}", first.year());
    let from = if first.year() == last.year() { from.trim_end_matches(&year) } else { &from };
    let number = from.split(' ').next().unwrap_or(from);
    let from = if (first.year(), first.month()) == (last.year(), last.month()) { number } else { from };
    format!("{from} – {to}")
}

/// «9 h», "9:00": whole hours, up to the midnight that ends a day.
pub(crate) fn clock_hour(lang: Lang, hour: u16) -> String {
    if lang == Lang::Fr { format!("{hour}\u{a0}h") } else { format!("{hour}:00") }
}

/// «9 h 20», «14 h»; "9:20", "14:00".
pub(crate) fn hour(lang: Lang, time: Time) -> String {
    match (lang, time.minute()) {
        (Lang::Fr, 0) => format!("{}\u{a0}h", time.hour()),
        (Lang::Fr, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", time.hour()),
        (Lang::En, minute) => format!("{}:{minute:02}", time.hour()),
    }
}

/// «09/03/1987» in both: for lists.
pub(crate) fn short(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// The wall clock of a zone at an instant.
pub(crate) fn local(zone: &TimeZone, at: Timestamp) -> DateTime {
    zone.to_datetime(at)
}

/// «lundi 9 mars 2026 à 9 h 20»; "Monday 9 March 2026 at 9:20".
pub(crate) fn moment(lang: Lang, zone: &TimeZone, at: Timestamp) -> String {
    let at = local(zone, at);
    let joined = if lang == Lang::Fr { "à" } else { "at" };
    format!("{} {joined} {}", day(lang, at.date()), hour(lang, at.time()))
}

/// The same without its year, where that is this one: «lundi 9 mars à 9 h 20»; "Monday 9 March at 9:20".
pub(crate) fn near(lang: Lang, zone: &TimeZone, at: Timestamp, now: Timestamp) -> String {
    let year = local(zone, at).year();
    let written = moment(lang, zone, at);
    if year == local(zone, now).year() { written.replacen(&format!(" {year} "), " ", 1) } else { written }
}

/// An instant as one says it on this day: «aujourd’hui à 14 h», «hier à 9 h 20», else with its day.
pub(crate) fn said(lang: Lang, zone: &TimeZone, at: Timestamp, now: Timestamp) -> String {
    let (then, today) = (local(zone, at), local(zone, now).date());
    let key = match then.date() {
        date if date == today => "dates.today",
        date if today.yesterday().is_ok_and(|yesterday| yesterday == date) => "dates.yesterday",
        date if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) => "dates.tomorrow",
        _ => return near(lang, zone, at, now),
    };
    words::fill(lang, key, &[("hour", &hour(lang, then.time()))])
}

/// «lun. 09/03 à 9h20»; "Mon 09/03 at 9:20": where there is hardly any room, and a plain alphabet.
pub(crate) fn brief(lang: Lang, zone: &TimeZone, at: Timestamp) -> String {
    let at = local(zone, at);
    let day: String = lang.weekday(at.weekday()).chars().take(3).collect();
    let date = at.strftime("%d/%m");
    if lang == Lang::Fr {
        format!("{day}. {date} à {}h{:02}", at.hour(), at.minute())
    } else {
        format!("{day} {date} at {}:{:02}", at.hour(), at.minute())
    }
}

/// «09/03/2026 09:20» in both: for lists, where columns line up.
pub(crate) fn stamp(zone: &TimeZone, at: Timestamp) -> String {
    local(zone, at).strftime("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_are_written_as_people_write_them() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day(Lang::Fr, date("2026-03-01")), "dimanche 1er mars 2026");
        assert_eq!(day(Lang::En, date("2026-12-25")), "Friday 25 December 2026");
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at: Timestamp = "2026-03-09T08:20:00Z".parse().unwrap();
        assert_eq!(moment(Lang::Fr, &paris, at), "lundi 9 mars 2026 à 9\u{a0}h\u{a0}20");
        let later: Timestamp = "2026-12-31T22:59:00Z".parse().unwrap();
        assert_eq!(near(Lang::Fr, &paris, at, later), "lundi 9 mars à 9\u{a0}h\u{a0}20");
        let next_year: Timestamp = "2026-12-31T23:00:00Z".parse().unwrap();
        assert_eq!(near(Lang::En, &paris, at, next_year), "Monday 9 March 2026 at 9:20");
        assert_eq!(moment(Lang::En, &paris, at), "Monday 9 March 2026 at 9:20");
        assert_eq!(brief(Lang::Fr, &paris, at), "lun. 09/03 à 9h20");
        assert_eq!(brief(Lang::En, &paris, at), "Mon 09/03 at 9:20");
        assert_eq!(stamp(&paris, at), "09/03/2026 09:20");
        assert_eq!(hour(Lang::Fr, Time::constant(14, 0, 0, 0)), "14\u{a0}h");
        let week = |lang, from, to| between(lang, date(from), date(to));
        assert_eq!(week(Lang::Fr, "2026-03-09", "2026-03-15"), "9 – 15 mars 2026");
        assert_eq!(week(Lang::Fr, "2026-03-30", "2026-04-05"), "30 mars – 5 avril 2026");
        assert_eq!(week(Lang::En, "2026-12-28", "2027-01-03"), "28 December 2026 – 3 January 2027");
        assert_eq!(weekday_short(Lang::Fr, Weekday::Monday), "lun.");
    }
}
