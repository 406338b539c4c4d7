//! Numbered days: «the 3rd», «3 March», «March the third», «Tuesday the 10th», nth days of months.

use crate::numbers::Number;
use crate::time::grammar::{Rule, rule};
use crate::time::make::{
    count, day, day_of, month, nth_working, number, numbered, time_of, weekday, weekday_and_number,
};
use crate::time::value::{Date, Day, Time, Unit, Value, Year};

pub(super) const RULES: &[Rule] = &[
    rule("ordinal", "<nth:1-31>", |v| numbered(number(v, 0)?, None, None)),
    rule("ordinal month", "<nth:1-31> (day)? (of|in)? <month>", |v| {
        numbered(number(v, 0)?, month(v, 1), None)
    }),
    rule("ordinal of the ordinal", "<nth:1-31> of the <nth:1-12>", |v| {
        numbered(number(v, 0)?, i8::try_from(number(v, 1)?.n).ok(), None)
    }),
    rule("number month", "<n:1-31> of? <month>", number_month),
    rule("month ordinal", "<month> the? <nth:1-31>", |v| numbered(number(v, 1)?, month(v, 0), None)),
    rule("month number", "<month> <n:1-31>", month_number),
    rule("with its year", "<numbered> (in|of)? <n:0-2199>", with_year).weigh(1),
    rule("of next year", "<numbered> (of)? next year", |v| in_year(v, 1)),
    rule("of this year", "<numbered> (of)? this year", |v| in_year(v, 0)),
    rule("weekday number", "(the|next|this|this coming|coming)? <weekday> (the|on the)? <numbered>", named)
        .weigh(1),
    rule("weekday and a mere number", "<weekday> <n:8-12>", weekday_and_number),
    rule("number weekday", "<numbered> (a|is a|on a)? <weekday>", |v| named(&[v[1], v[0]])),
    rule("of next month", "(the)? <numbered> (of|in)? (the)? next month", |v| of_month(v, 1)),
    rule("of next month, number", "<n:1-31> of (the)? next month", |v| of_month(v, 1)),
    rule("nth day of next month", "(the)? <nth:1-31> day of (the)? next month", |v| of_month(v, 1)),
    rule("of this month", "(the)? <numbered> (of|in)? (this|the|the current) month", |v| of_month(v, 0)),
    rule("of last month", "(the)? <numbered> of (the)? (last|previous) month", |v| of_month(v, -1)),
    rule("on the number", "(on the|on) <numbered>", |v| day_of(v, 0).map(Value::Day)),
    rule("the number", "the <numbered>", the_number),
    rule("the third", "the <numbered>", the_third).weigh(-2),
    rule("on the 24", "on the <n:1-31>", |v| {
        let Value::Numbered(date) = numbered(number(v, 0).filter(|n| n.digits > 0)?, None, None)? else {
            return None;
        };
        day(Day::Date(date))
    })
    .weigh(-1),
    rule("a full date", "<numbered>", complete),
    rule("the 3rd, with its month", "the <numbered>", complete),
    // The first three are choices as well.
    rule("a number and its hour", "<nth:4-31> <time>", |v| {
        let Value::Numbered(date) = numbered(number(v, 0)?, None, None)? else { return None };
        let hours = time_of(v, 1).filter(|time| time.is_plain() && time.hours.is_some())?;
        Time::day(Day::Date(date)).and(&hours).map(Value::Time)
    })
    .weigh(-1),
    rule("the last day of the month", "(the)? last day (of|in) (the|this) month", |_| {
        day(Day::Nth { n: -1, day: None, of: Box::new(Day::Period { n: 0, unit: Unit::Month }) })
    }),
    rule(
        "the nth working day of",
        "(the|on the)? <nth:1-9> (working|business) day (of|in) (the)? <day>",
        |v| nth_working(&day_of(v, 1)?, count(v, 0)?),
    ),
    rule(
        "the last working day of the month",
        "(the|on the)? last (working|business) day of the month",
        |_| nth_working(&Day::Period { n: 0, unit: Unit::Month }, -1),
    ),
    rule(
        "the nth working day after",
        "(the|on the)? <nth:1-9> (working|business) day after (the)? <day>",
        |v| day_of(v, 1).filter(Day::is_single).and_then(|base| nth_working(&base, count(v, 0)?)),
    )
    .weigh(1),
    rule("the nth weekday of the year", "(the)? <nth:1-5> <weekday> (of|in) the new? year", |v| {
        let january = Box::new(Day::Month { month: 1, year: None });
        day(Day::Nth { n: count(v, 0)?, day: Some(weekday(v, 1)?), of: january })
    }),
    rule("the last working day of", "(the|on the)? last (working|business) day (of|in) (the)? <day>", |v| {
        nth_working(&day_of(v, 0)?, -1)
    }),
    rule(
        "the nth working day of the month",
        "(the|on the)? <nth:1-9> (working|business) day of the month",
        |v| nth_working(&Day::Period { n: 0, unit: Unit::Month }, count(v, 0)?),
    ),
    rule("or the fourth", "or the? <numbered>", or_the_number).weigh(-2),
    rule("the last day of", "(the)? last day (of|in) <day>", |v| nth(v, -1, 0)),
    rule("the nth weekday of", "(the)? <nth:1-5> <weekday> (of|in) (the)? <day>", |v| {
        nth_weekday(v, count(v, 0)?, 1)
    }),
    rule("the last weekday of", "(the)? last <weekday> (of|in) (the)? <day>", |v| nth_weekday(v, -1, 0)),
    rule("the nth weekday of this month", "(the)? <nth:1-5> <weekday> (of|in) the month", |v| {
        this_month(v, count(v, 0)?, 1)
    }),
    rule("the last weekday of this month", "(the)? last <weekday> (of|in) the month", |v| {
        this_month(v, -1, 0)
    }),
];

/// «3 March», but not the number that ends «twenty twenty six March».
fn number_month(values: &[&Value]) -> Option<Value> {
    numbered(number(values, 0)?, month(values, 1), None)
}

/// «March 3», «May three».
fn month_number(values: &[&Value]) -> Option<Value> {
    numbered(number(values, 1)?, month(values, 0), None)
}

fn with_year(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    let year = number(values, 1).and_then(written_year)?;
    let ready = date.month.is_some() && date.year.is_none();
    ready.then_some(Value::Numbered(Date { year: Some(year), ..*date }))
}

/// Four digits, or an apostrophe's two: «26» in words after a date would be an hour's minutes as well.
fn written_year(number: Number) -> Option<Year> {
    let short = number.n < 100 && number.digits == 2 && number.n >= 24;
    if number.n >= 1900 || short { Year::read(number) } else { None }
}

fn in_year(values: &[&Value], n: i32) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    date.month?;
    Some(Value::Numbered(Date { year: Some(Year::Relative(n)), ..*date }))
}

fn named(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.get(1)? else { return None };
    let name = weekday(values, 0).filter(|_| date.weekday.is_none())?;
    Some(Value::Numbered(Date { weekday: Some(name), ..*date }))
}

/// A day of the month so many months from this one.
fn of_month(values: &[&Value], n: i32) -> Option<Value> {
    let of = match values.first()? {
        Value::Numbered(Date { day, month: None, .. }) => i32::try_from(*day).ok()?,
        Value::Number(_) | Value::Ordinal(_) => count(values, 0)?,
        _ => return None,
    };
    day(Day::Nth { n: of, day: None, of: Box::new(Day::Period { n, unit: Unit::Month }) })
}

/// No more are put to a caller at once.
const OFFERS: u32 = 3;

/// «The fourth» and beyond; the first three are choices as well.
fn the_number(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    if date.month.is_none() && date.weekday.is_none() && date.day <= OFFERS {
        return None;
    }
    day(Day::Date(*date))
}

/// «The first», «the second»: a day only when that is all that is said.
fn the_third(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    if date.month.is_some() || date.weekday.is_some() || date.day > OFFERS {
        return None;
    }
    Some(Value::Time(Time { latent: true, ..Time::day(Day::Date(*date)) }))
}

/// «March 3rd or 4th»: the month of the first is the second's.
fn or_the_number(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    Some(Value::Time(Time { one_more: true, ..Time::day(Day::Date(*date)) }))
}

/// An ordinal is a date by itself only with its month or its weekday.
fn complete(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(date) = values.first()? else { return None };
    (date.month.is_some() || date.weekday.is_some()).then_some(Value::Day(Day::Date(*date)))
}

fn month_like(day: &Day) -> bool {
    matches!(
        day,
        Day::Month { .. }
            | Day::Period { unit: Unit::Month | Unit::Year, .. }
            | Day::PeriodAfter { unit: Unit::Month, .. }
    )
}

fn nth(values: &[&Value], n: i32, of: usize) -> Option<Value> {
    let of = day_of(values, of)?;
    month_like(&of).then(|| Value::Day(Day::Nth { n, day: None, of: Box::new(of) }))
}

fn nth_weekday(values: &[&Value], n: i32, at: usize) -> Option<Value> {
    let of = day_of(values, at + 1)?;
    let name = weekday(values, at)?;
    month_like(&of).then(|| Value::Day(Day::Nth { n, day: Some(name), of: Box::new(of) }))
}

fn this_month(values: &[&Value], n: i32, at: usize) -> Option<Value> {
    let of = Day::Period { n: 0, unit: Unit::Month };
    day(Day::Nth { n, day: Some(weekday(values, at)?), of: Box::new(of) })
}
