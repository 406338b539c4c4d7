//! Numbered days: «le 3», «3 mars», `03/03/2026`, «trois mars deux mille vingt-six».

use crate::time::grammar::{Rule, rule};
use crate::time::make::{
    count, day, day_of, month, nth_working, number, numbered, time_of, weekday, weekday_and_number,
};
use crate::time::value::{Date, Day, Time, Unit, Value, Year};

pub(super) const RULES: &[Rule] = &[
    rule("number", "<n:1-31>", |v| numbered(number(v, 0)?, None, None)),
    rule("the first at", "(le|du|au) <nth:1-1> <hours>", first_at),
    rule("the first of the month", "(le)? <nth:1-1> du mois", |v| numbered(number(v, 0)?, None, None)),
    rule("number month", "<n:1-31> (de|du mois de)? <month>", |v| numbered(number(v, 0)?, month(v, 1), None)),
    rule("ordinal month", "<nth:1-31> (de|du mois de)? <month>", |v| {
        numbered(number(v, 0)?, month(v, 1), None)
    }),
    // In words «vingt sept» is 27, so the short form of the month counts only beside digits.
    rule("number sept.", "<n:1-31> sept", |v| {
        let n = number(v, 0)?;
        if n.digits > 0 { numbered(n, Some(9), None) } else { None }
    }),
    rule("month with its year", "<numbered> <n:24-2199>", with_year),
    rule("month of next year", "<numbered> (de)? l (annee|an) (prochaine|prochain)", |v| in_year(v, 1)),
    rule("month of this year", "<numbered> (de)? cette annee", |v| in_year(v, 0)),
    rule("next month", "<numbered> du mois prochain", next_month),
    // Before the next one, which it is no better than: of two equal readings the first holds.
    rule("weekday and a mere number", "<weekday> <n:8-19>", |v| {
        weekday_and_number(v).filter(|_| number(v, 1).is_some_and(|n| n.digits == 0))
    }),
    rule("weekday number", "<weekday> (le)? <numbered>", named),
    rule("weekday the first", "<weekday> (le)? <nth:1-1>", |v| {
        let first = numbered(number(v, 1)?, None, None)?;
        named(&[v[0], &first])
    }),
    rule("day/month", "<n:1-31> {/} <n:1-12>", |v| numbered(number(v, 0)?, month(v, 1), None)),
    rule("day/month/year", "<n:1-31> {/} <n:1-12> {/} <n>", full),
    rule("day.month.year", "<n:1-31> {.} <n:1-12> {.} <n>", full),
    rule("day-month-year", "<n:1-31> {-} <n:1-12> {-} <n>", full),
    rule("year-month-day", "<n:1900-2199> {-} <n:1-12> {-} <n:1-31>", |v| {
        numbered(number(v, 2)?, month(v, 1), Some(Year::Full(number(v, 0)?.n)))
    }),
    rule("the day month", "le <n:1-31> <n:1-12>", spaced).weigh(-5),
    rule("the day month year", "le <n:1-31> <n:1-12> <n>", full_day).weigh(-5),
    rule("bare day month", "<n:1-31> <n:1-12>", |v| spaced(v).and_then(latent)).weigh(-5),
    rule("bare day month year", "<n:1-31> <n:1-12> <n>", |v| full_day(v).and_then(latent)).weigh(-5),
    rule("the number", "(le|ce|au|du|pour le) <numbered>", |v| day_of(v, 0).map(Value::Day)),
    rule("a full date", "<numbered>", complete),
    rule("the nth day of", "(le)? <nth:1-31> jour (de|d|du) <day>", |v| nth(v, count(v, 0)?, 1)),
    rule("the nth weekday of the month", "(le)? <nth:1-5> <weekday> du mois", |v| {
        nth_weekday_now(v, count(v, 0)?, 1)
    }),
    rule("the last weekday of the month", "(le)? dernier <weekday> du mois", |v| nth_weekday_now(v, -1, 0)),
    rule(
        "the nth working day of",
        "(le)? <nth:1-9> jour (ouvrable|ouvre|travaille|de travail) (de|d|du) <day>",
        |v| nth_working(&day_of(v, 1)?, count(v, 0)?),
    ),
    rule(
        "the nth working day after",
        "(le)? <nth:1-9> jour (ouvrable|ouvre|travaille|de travail) apres <day>",
        |v| day_of(v, 1).filter(Day::is_single).and_then(|base| nth_working(&base, count(v, 0)?)),
    )
    .weigh(1),
    rule("the nth weekday of the year", "(le)? <nth:1-5> <weekday> (de l annee|de l an)", |v| {
        let january = Box::new(Day::Month { month: 1, year: None });
        day(Day::Nth { n: count(v, 0)?, day: Some(weekday(v, 1)?), of: january })
    }),
    rule(
        "the last working day of",
        "(le)? dernier jour (ouvrable|ouvre|travaille|de travail) (de|d|du) <day>",
        |v| nth_working(&day_of(v, 0)?, -1),
    ),
    rule(
        "the last working day of the month",
        "(le)? dernier jour (ouvrable|ouvre|travaille|de travail) du mois",
        |_| nth_working(&Day::Period { n: 0, unit: Unit::Month }, -1),
    ),
    rule(
        "the nth working day of the month",
        "(le)? <nth:1-9> jour (ouvrable|ouvre|travaille|de travail) du mois",
        |v| nth_working(&Day::Period { n: 0, unit: Unit::Month }, count(v, 0)?),
    ),
    rule("the last day of", "(le)? dernier jour (de|d|du) <day>", |v| nth(v, -1, 0)),
    rule("the nth weekday of", "(le)? <nth:1-5> <weekday> (de|d|du) <day>", |v| {
        nth_weekday(v, count(v, 0)?, 1)
    }),
    rule("the last weekday of", "(le)? dernier <weekday> (de|d|du) <day>", |v| nth_weekday(v, -1, 0)),
];

fn year_of(values: &[&Value], at: usize) -> Option<Year> {
    Year::read(number(values, at)?)
}

fn with_year(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    let year = year_of(values, 1)?;
    (date.month.is_some() && date.year.is_none())
        .then_some(Value::Numbered(Date { year: Some(year), ..*date }))
}

fn in_year(values: &[&Value], n: i32) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    date.month?;
    Some(Value::Numbered(Date { year: Some(Year::Relative(n)), ..*date }))
}

fn next_month(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(Date { day: n, month: None, .. }) = values.first()? else { return None };
    let of = Day::Period { n: 1, unit: Unit::Month };
    day(Day::Nth { n: i32::try_from(*n).ok()?, day: None, of: Box::new(of) })
}

fn named(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.get(1)? else { return None };
    if date.weekday.is_some() {
        return None;
    }
    Some(Value::Numbered(Date { weekday: Some(weekday(values, 0)?), ..*date }))
}

fn full(values: &[&Value]) -> Option<Value> {
    let year = number(values, 2)?;
    // «10 7 2»: a year of one digit is none.
    let year = if year.zero && year.digits == 0 { Some(Year::Short(year.n)) } else { Year::read(year) };
    numbered(number(values, 0)?, month(values, 1), Some(year?))
}

fn full_day(values: &[&Value]) -> Option<Value> {
    let value = full(values)?;
    day_of(&[&value], 0).map(Value::Day)
}

/// «17 02», «dix-sept zéro deux»: only where it can't be anything else.
fn spaced(values: &[&Value]) -> Option<Value> {
    let (first, second) = (number(values, 0)?, number(values, 1)?);
    if first.n <= 12 && !second.zero {
        return None;
    }
    let value = numbered(first, month(values, 1), None)?;
    day_of(&[&value], 0).map(Value::Day)
}

fn latent(value: Value) -> Option<Value> {
    let Value::Day(day) = value else { return None };
    Some(Value::Time(Time { latent: true, ..Time::day(day) }))
}

/// A number is a date by itself only with its month or its weekday.
fn complete(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    (date.month.is_some() || date.weekday.is_some()).then_some(Value::Day(Day::Date(*date)))
}

fn nth(values: &[&Value], n: i32, of: usize) -> Option<Value> {
    let of = day_of(values, of)?;
    month_like(&of).then(|| Value::Day(Day::Nth { n, day: None, of: Box::new(of) }))
}

fn nth_weekday(values: &[&Value], n: i32, weekday_at: usize) -> Option<Value> {
    let of = day_of(values, weekday_at + 1)?;
    let name = weekday(values, weekday_at)?;
    month_like(&of).then(|| Value::Day(Day::Nth { n, day: Some(name), of: Box::new(of) }))
}

fn month_like(day: &Day) -> bool {
    matches!(
        day,
        Day::Month { .. }
            | Day::Period { unit: Unit::Month | Unit::Year, .. }
            | Day::PeriodAfter { unit: Unit::Month, .. }
    )
}

/// «Le premier à neuf heures»: with an hour it is a date; alone it may be the first of the offers.
fn first_at(values: &[&Value]) -> Option<Value> {
    let date = numbered(number(values, 0)?, None, None)?;
    time_of(&[&date], 0)?.and(&time_of(values, 1)?).map(Value::Time)
}

fn nth_weekday_now(values: &[&Value], n: i32, weekday_at: usize) -> Option<Value> {
    let of = Box::new(Day::Period { n: 0, unit: Unit::Month });
    day(Day::Nth { n, day: Some(weekday(values, weekday_at)?), of })
}
