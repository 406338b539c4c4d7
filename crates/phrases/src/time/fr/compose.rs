//! Days and hours into mentions.

use crate::time::grammar::{Rule, rule};
use crate::time::make::{as_time, both, both_over, time_of, weekday};
use crate::time::value::{Day, Time, Value, Which};

pub(super) const RULES: &[Rule] = &[
    rule("day", "<day>", as_time),
    rule("hours", "<hours>", as_time),
    rule("the weekday", "(le|les|un|tous les|chaque|plutot le|plutot un) <weekday>", habit),
    rule("two halves", "<time> <time>", both),
    rule(
        "two halves, joined",
        "<time> (mais|par exemple|de preference|si possible|genre|donc|la) <time>",
        both_over,
    )
    .weigh(-1),
    rule("at the day", "<time> (a|vers) <time>", both).weigh(-1),
    rule("part of the day", "<hours> (du|de|d|de la|de ce) <time>", both),
    rule("part of the number", "<hours> (du|de) <numbered>", both),
    rule(
        "all day",
        "<time> (dans la journee|en journee|toute la journee|n importe quand|a n importe quelle heure)",
        |v| time_of(v, 0).filter(Time::is_plain).map(Value::Time),
    ),
    rule("likewise", "<time> (pareil|idem|la meme chose)", |v| {
        let time =
            time_of(v, 0).filter(|time| time.is_plain() && time.day.is_some() && time.hours.is_none())?;
        Some(Value::Time(Time { same_hour: true, ..time }))
    })
    .weigh(-1),
    rule("the same moment", "(au|le)? meme moment", |_| {
        Some(Value::Time(Time { same_hour: true, ..Time::day(Day::Spoken) }))
    }),
    rule("the same hour", "(a la|la|a|le|au)? meme (heure|horaire|creneau)", |_| {
        Some(Value::Time(Time { same_hour: true, ..Time::default() }))
    }),
];

/// «le mardi»: the coming one, or every.
fn habit(values: &[&Value]) -> Option<Value> {
    let day = Day::Weekday { day: weekday(values, 0)?, which: Which::Coming };
    Some(Value::Time(Time { habitual: true, ..Time::day(day) }))
}
