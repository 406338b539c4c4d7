//! Public holidays by rule.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::lang::Lang;
use crate::practice::HolidayCalendar;

/// A public holiday of metropolitan France (Code du travail, article L3133-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    VictoryDay,
    /// The 39th day after Easter.
    Ascension,
    /// The 50th day after Easter.
    WhitMonday,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 25 December.
    Christmas,
}

impl Holiday {
    /// Its name, as it is said within a sentence.
    pub const fn name(self, lang: Lang) -> &'static str {
        let (french, english) = match self {
            Self::NewYear => ("le jour de l'An", "New Year's Day"),
            Self::EasterMonday => ("le lundi de Pâques", "Easter Monday"),
            Self::LabourDay => ("la fête du Travail", "Labour Day"),
            Self::VictoryDay => ("le 8 mai", "Victory Day"),
            Self::Ascension => ("le jeudi de l'Ascension", "Ascension Day"),
            Self::WhitMonday => ("le lundi de Pentecôte", "Whit Monday"),
            Self::NationalDay => ("le 14 Juillet", "Bastille Day"),
            Self::Assumption => ("le 15 août", "Assumption Day"),
            Self::AllSaints => ("la Toussaint", "All Saints' Day"),
            Self::Armistice => ("le 11 novembre", "Armistice Day"),
            Self::Christmas => ("Noël", "Christmas Day"),
        };
        match lang {
            Lang::Fr => french,
            Lang::En => english,
        }
    }
}

/// The holiday on a date, if there is one. When two fall on one date, the fixed one.
pub fn on(calendar: HolidayCalendar, date: Date) -> Option<Holiday> {
    match calendar {
        HolidayCalendar::France => fixed(date).or_else(|| movable(date)),
    }
}

/// The French public holidays of a year, in order.
pub fn french(year: i16) -> Vec<(Date, Holiday)> {
    let Ok(first) = Date::new(year, 1, 1) else { return Vec::new() };
    let days = first.series(1.day()).take_while(|date| date.year() == year);
    days.filter_map(|date| Some((date, on(HolidayCalendar::France, date)?))).collect()
}

fn fixed(date: Date) -> Option<Holiday> {
    match (date.month(), date.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 8) => Some(Holiday::VictoryDay),
        (7, 14) => Some(Holiday::NationalDay),
        (8, 15) => Some(Holiday::Assumption),
        (11, 1) => Some(Holiday::AllSaints),
        (11, 11) => Some(Holiday::Armistice),
        (12, 25) => Some(Holiday::Christmas),
        _ => None,
    }
}

fn movable(date: Date) -> Option<Holiday> {
    match date.day_of_year() - easter(date.year())?.day_of_year() {
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday in the Gregorian calendar, by the anonymous algorithm (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, of_century) = (y % 19, y / 100, y % 100);
    let (leap_centuries, century_rest) = (century / 4, century % 4);
    let moon_drift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - moon_drift + 15) % 30;
    let weekday = (32 + 2 * century_rest + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late_moon = (golden + 11 * epact + 22 * weekday) / 451;
    let count = epact + weekday - 7 * late_moon + 114;
    Date::new(year, i8::try_from(count / 31).ok()?, i8::try_from(count % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    #[test]
    fn easter_by_published_dates() {
        // Dates as the Bureau des longitudes publishes them.
        for (year, month, day) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2029, 4, 1),
            (2030, 4, 21),
            (2035, 3, 25),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn a_year_has_eleven() {
        for year in 2020..2040 {
            let days = french(year);
            // Ascension fell on Labour Day in 2008, and next does in 2160.
            assert_eq!(days.len(), 11);
            for (day, holiday) in days {
                let weekday = match holiday {
                    Holiday::EasterMonday | Holiday::WhitMonday => Some(Weekday::Monday),
                    Holiday::Ascension => Some(Weekday::Thursday),
                    _ => None,
                };
                assert!(weekday.is_none_or(|weekday| day.weekday() == weekday), "{day}");
            }
        }
    }

    #[test]
    fn an_ordinary_day_is_none() {
        assert_eq!(on(HolidayCalendar::France, date(2026, 5, 14)), Some(Holiday::Ascension));
        assert_eq!(on(HolidayCalendar::France, date(2026, 5, 13)), None);
    }

    #[test]
    fn no_year_panics() {
        for year in [-9999, -1, 0, 1, 9999] {
            french(year);
        }
    }
}
