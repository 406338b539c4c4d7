//! An ordinary week, as a form shows it and sends it.

use domain::Lang;
use domain::practice::{Hours, WeeklyHours};
use jiff::civil::Weekday;

use super::sheet::Sheet;

/// A day of the week with its stretches, one that is empty when there are none.
pub(super) struct Day {
    /// As the document calls it.
    pub(super) key: &'static str,
    /// «lundi».
    pub(super) name: &'static str,
    pub(super) stretches: Vec<Stretch>,
}

/// A stretch of a day by its two ends: texts, for a browser's own field for times follows the browser's language and knows
/// no end of the day.
#[derive(Default)]
pub(super) struct Stretch {
    pub(super) from: String,
    pub(super) to: String,
}

impl From<&Hours> for Stretch {
    fn from(hours: &Hours) -> Self {
        let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        Self { from: time(hours.start), to: time(hours.end) }
    }
}

/// The week of a form.
pub(super) fn shown(week: &WeeklyHours, lang: Lang) -> Vec<Day> {
    let weekdays = Weekday::Monday.cycle_forward();
    let day = |((key, hours), weekday): ((&'static str, &[Hours]), Weekday)| {
        let mut stretches: Vec<_> = hours.iter().map(Stretch::from).collect();
        if stretches.is_empty() {
            stretches.push(Stretch::default());
        }
        Day { key, name: lang.weekday(weekday), stretches }
    };
    week.days().into_iter().zip(weekdays).map(day).collect()
}

/// The week that a form sends.
pub(super) fn read(sheet: &mut Sheet) -> WeeklyHours {
    let mut on = |day: &str| sheet.hours(&format!("hours.{day}"));
    WeeklyHours {
        mon: on("mon"),
        tue: on("tue"),
        wed: on("wed"),
        thu: on("thu"),
        fri: on("fri"),
        sat: on("sat"),
        sun: on("sun"),
    }
}

/// The week in one line: «lundi 09:00-12:30, 14:00-18:30 · mardi …».
pub(super) fn in_short(week: &WeeklyHours, lang: Lang) -> String {
    let weekdays = Weekday::Monday.cycle_forward();
    let days = week.days().into_iter().zip(weekdays).filter(|((_, hours), _)| !hours.is_empty());
    let line = |((_, hours), weekday): ((&str, &[Hours]), Weekday)| {
        let hours: Vec<_> = hours.iter().map(ToString::to_string).collect();
        format!("{} {}", lang.weekday(weekday), hours.join(", ").replace('-', "–"))
    };
    days.map(line).collect::<Vec<_>>().join(" · ")
}
