//! Relative days and weekdays.

use crate::time::grammar::{Rule, rule};
use crate::time::make::{
    count, day, day_of, days_after_that, days_from_now, unit, weekday, weekday_weeks_on, which,
};
use crate::time::value::{Day, Unit, Value, Which};

pub(super) const RULES: &[Rule] = &[
    rule("today", "(aujourdhui|auj|ce jour|le jour meme)", |_| days_from_now(0)),
    rule("tomorrow", "demain", |_| days_from_now(1)),
    rule("day after tomorrow", "(apres demain|apresdemain)", |_| days_from_now(2)).weigh(4),
    rule("in three days", "apres apres demain", |_| days_from_now(3)).weigh(6),
    rule("yesterday", "hier", |_| days_from_now(-1)),
    rule("day before yesterday", "(avant hier|avanthier)", |_| days_from_now(-2)).weigh(4),
    rule("the next day", "(le)? (lendemain|jour suivant|jour d apres|jour qui suit)", |_| days_after_that(1)),
    rule("two days on", "(le)? surlendemain", |_| days_after_that(2)),
    rule("the day before", "(la|le)? (veille|jour d avant|jour precedent)", |_| days_after_that(-1)),
    rule("the same day", "(le)? meme jour", |_| day(Day::Spoken)),
    rule("that day", "(a)? ce jour la", |_| day(Day::Spoken)),
    rule("the day after X", "(le)? lendemain (de|du|d) <day>", |v| beside(v, 1)),
    rule("the day after the n", "(le)? lendemain (du|de) <numbered>", |v| beside(v, 1)),
    rule("the day before X", "(la)? veille (de|du|d) <day>", |v| beside(v, -1)),
    rule("two days before X", "(l)? avant veille (de|du|d) <day>", |v| beside(v, -2)).weigh(1),
    rule("two days before", "(l)? avant veille", |_| days_after_that(-2)).weigh(1),
    rule("the day before the n", "(la)? veille du <numbered>", |v| beside(v, -1)),
    rule("n days later", "<n:1-999> <unit> (plus tard|apres)", later),
    rule("in n units", "(dans|d ici a) <n:1-999> <unit>", |v| shifted(v, 1)),
    rule("in n units, about", "dans (environ|a peu pres|plus ou moins) <n:1-999> <unit>", |v| shifted(v, 1)),
    rule("in a fortnight", "dans une quinzaine (de jours)?", |_| days_from_now(14)),
    rule("in a week or so", "dans une huitaine (de jours)?", |_| days_from_now(7)),
    rule("in ten days or so", "dans une dizaine de jours", |_| days_from_now(10)),
    rule("n units ago", "il y a <n:1-999> <unit>", |v| shifted(v, -1)),
    rule("n units after a day", "<n:1-999> <unit> (apres|a partir de|a compter de) <day>", |v| {
        from_day(v, 1)
    })
    .weigh(1),
    rule("n units before a day", "<n:1-999> <unit> avant <day>", |v| from_day(v, -1)).weigh(1),
    rule("exactly", "<day> exactement", |v| day_of(v, 0).map(Value::Day)),
    rule("the day after X", "(le)? jour (d)? apres <day>", |v| beside(v, 1)).weigh(4),
    rule("to the day", "<day> jour pour jour", |v| day_of(v, 0).map(Value::Day)),
    rule("weekday", "<weekday>", |v| which(v, Which::Coming)),
    rule("this weekday", "ce <weekday> (ci|la)?", |v| which(v, Which::This)).weigh(1),
    rule("the coming weekday", "(le|ce)? <weekday> (qui vient|qui arrive)", |v| which(v, Which::Coming)),
    rule("next weekday", "(le)? <weekday> prochain", |v| which(v, Which::Next)),
    rule("next weekday, turned", "(le)? prochain <weekday>", |v| which(v, Which::Coming)),
    rule("last weekday", "(le)? <weekday> (dernier|passe)", |v| which(v, Which::Last)),
    rule("the weekday after", "(le)? <weekday> (suivant|d apres|qui suit)", |v| which(v, Which::Following)),
    // «lundi après 17 h» is something else.
    rule("the weekday, after", "(le)? <weekday> apres", |v| which(v, Which::Following)).weigh(-3),
    rule(
        "the weekday after a day",
        "(le)? <weekday> (juste|tout de suite)? (apres|qui suit|suivant) <day>",
        |v| weekday_beside(v, 1),
    )
    .weigh(2),
    // «Le lundi d'après, le cinq» says that Monday's date.
    rule("the weekday after a feast", "(le)? <weekday> d apres <day>", |v| match v {
        [_, Value::Day(Day::Feast { .. })] => weekday_beside(v, 1),
        _ => None,
    })
    .weigh(2),
    rule("the nth weekday after a day", "(le)? <nth:1-4> <weekday> (apres|qui suit|suivant) <day>", |v| {
        weekday_beside(&v[1..], count(v, 0)?)
    })
    .weigh(3),
    rule("the weekday before a day", "(le)? <weekday> (avant|qui precede) <day>", |v| weekday_beside(v, -1))
        .weigh(2),
    rule("the other weekday", "l autre <weekday>", |v| which(v, Which::Following)),
    rule("the weekday before", "(le)? <weekday> (precedent|d avant|avant|juste avant)", |v| {
        day(Day::Beside { day: weekday(v, 0)?, side: -1, base: Box::new(Day::Spoken) })
    })
    .weigh(-3),
    rule("weekday in a week", "(le)? <weekday> en (huit|8)", |v| weekday_weeks_on(v, 1)),
    rule("weekday in two weeks", "(le)? <weekday> en (quinze|15)", |v| weekday_weeks_on(v, 2)),
    rule("day in a week", "<day> en (huit|8)", |v| relative_on(v, 7)),
    rule("day in two weeks", "<day> en (quinze|15)", |v| relative_on(v, 14)),
    rule("weekday of the next", "(le)? <weekday> de la (prochaine|suivante)", |v| {
        let week = Box::new(Day::Period { n: 1, unit: Unit::Week });
        day(Day::InWeek { day: weekday(v, 0)?, week })
    }),
    rule("weekday of a week", "(le)? <weekday> (de|d)? <day>", |v| of_week(v, 0, 1)),
    rule("a week's weekday", "<day> (le)? <weekday>", |v| of_week(v, 1, 0)),
];

fn beside(values: &[&Value], days: i32) -> Option<Value> {
    let base = day_of(values, 0)?;
    if base.is_single() { day(Day::After { days, base: Box::new(base) }) } else { None }
}

fn later(values: &[&Value]) -> Option<Value> {
    let (n, unit) = (count(values, 0)?, unit(values, 1)?);
    match unit {
        Unit::Day => days_after_that(n),
        Unit::Week => days_after_that(7 * n),
        _ => day(Day::In { n, unit }),
    }
}

fn weekday_beside(values: &[&Value], side: i32) -> Option<Value> {
    let base = Box::new(day_of(values, 1).filter(Day::is_single)?);
    day(Day::Beside { day: weekday(values, 0)?, side, base })
}

fn from_day(values: &[&Value], sign: i32) -> Option<Value> {
    let base = Box::new(day_of(values, 2).filter(Day::is_single)?);
    let n = sign * count(values, 0)?;
    match unit(values, 1)? {
        Unit::Day => day(Day::After { days: n, base }),
        Unit::Week => day(Day::After { days: 7 * n, base }),
        Unit::Month => day(Day::MonthsAfter { months: n, base }),
        _ => None,
    }
}

fn shifted(values: &[&Value], sign: i32) -> Option<Value> {
    let (n, unit) = (count(values, 0)?, unit(values, 1)?);
    // «Huit jours» and «quinze jours» count today: one week and two.
    let n = match (n, unit) {
        (8, Unit::Day) => 7,
        (15, Unit::Day) => 14,
        (n, _) => n,
    };
    day(Day::In { n: sign * n, unit })
}

/// «demain en huit»: only of days that are relative themselves.
fn relative_on(values: &[&Value], days: i32) -> Option<Value> {
    let base = day_of(values, 0)?;
    let relative = matches!(base, Day::In { unit: Unit::Day, .. });
    if relative { day(Day::After { days, base: Box::new(base) }) } else { None }
}

fn of_week(values: &[&Value], weekday: usize, week: usize) -> Option<Value> {
    let week = day_of(values, week)?;
    let day_name = crate::time::make::weekday(values, weekday)?;
    if week.is_week() { day(Day::InWeek { day: day_name, week: Box::new(week) }) } else { None }
}
