//! Easter Sunday, and the feasts that hang on it or on a weekday.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::value::Feast;

/// Easter Sunday of the Gregorian calendar (the "anonymous" algorithm, Meeus 1991).
#[expect(clippy::many_single_char_names, reason = "the letters are those of the published algorithm")]
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// The day of a feast in a year; of a bridge, the feast it begins or ends at.
pub(super) fn feast_day(feast: Feast, year: i16) -> Option<Date> {
    match feast {
        Feast::Fixed(month, day) => Date::new(year, month, day).ok(),
        Feast::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        Feast::Nth(n, weekday, month) => nth_weekday(year, month, n, weekday),
        Feast::FrenchMothers => {
            let last = nth_weekday(year, 5, -1, Weekday::Sunday)?;
            let pentecost = feast_day(Feast::Easter(49), year)?;
            if last == pentecost { nth_weekday(year, 6, 1, Weekday::Sunday) } else { Some(last) }
        }
        Feast::Bridge(of) => feast_day(*of, year),
    }
}

/// The public holidays of France.
const HOLIDAYS: [Feast; 11] = [
    Feast::Fixed(1, 1),
    Feast::Easter(1),
    Feast::Fixed(5, 1),
    Feast::Fixed(5, 8),
    Feast::Easter(39),
    Feast::Easter(50),
    Feast::Fixed(7, 14),
    Feast::Fixed(8, 15),
    Feast::Fixed(11, 1),
    Feast::Fixed(11, 11),
    Feast::Fixed(12, 25),
];

/// In a week-end, or a public holiday?
pub(super) fn is_day_off(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    weekend || HOLIDAYS.iter().any(|feast| feast_day(*feast, day.year()) == Some(day))
}

/// The stretch of days off around a feast, end exclusive: only where a bridge can be made.
pub(super) fn bridge(day: Date) -> Option<(Date, Date)> {
    let (before, after) = match day.weekday() {
        Weekday::Thursday => (0, 4),
        Weekday::Friday => (0, 3),
        Weekday::Monday => (-2, 1),
        Weekday::Tuesday => (-3, 1),
        _ => return None,
    };
    Some((day.checked_add(before.days()).ok()?, day.checked_add(after.days()).ok()?))
}

/// The nth (−1: last) such weekday of a month.
pub(super) fn nth_weekday(year: i16, month: i8, n: i32, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(i8::try_from(n).ok()?, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_sundays() {
        for day in
            [date(2013, 3, 31), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25)]
        {
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn mothers_make_way_for_pentecost() {
        assert_eq!(feast_day(Feast::FrenchMothers, 2026), Some(date(2026, 5, 31)));
        assert_eq!(feast_day(Feast::FrenchMothers, 2023), Some(date(2023, 6, 4)));
    }

    #[test]
    fn bridges_only_beside_week_ends() {
        assert_eq!(bridge(date(2026, 5, 14)), Some((date(2026, 5, 14), date(2026, 5, 18))));
        assert_eq!(bridge(date(2026, 7, 14)), Some((date(2026, 7, 11), date(2026, 7, 15))));
        assert_eq!(bridge(date(2026, 11, 11)), None);
    }
}
