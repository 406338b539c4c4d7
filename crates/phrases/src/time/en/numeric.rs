//! Dates in figures: ISO for everybody, and which of day and month comes first by the caller's region.

use crate::time::grammar::{Rule, rule};
use crate::time::make::{month, number, numbered};
use crate::time::value::{Value, Year};

pub(super) const RULES: &[Rule] = &[
    rule("year-month-day", "<n:1900-2199> {-} <n:1-12> {-} <n:1-31>", iso),
    rule("year/month/day", "<n:1900-2199> {/} <n:1-12> {/} <n:1-31>", iso),
];

pub(super) const DAY_FIRST: &[Rule] = &[
    rule("day/month", "<n:1-31> {/} <n:1-12>", |v| placed(v, 0, 1, None)),
    rule("day/month/year", "<n:1-31> {/} <n:1-12> {/} <n>", |v| full(v, 0, 1)),
    rule("day-month-year", "<n:1-31> {-} <n:1-12> {-} <n>", |v| full(v, 0, 1)),
    rule("day.month.year", "<n:1-31> {.} <n:1-12> {.} <n>", |v| full(v, 0, 1)),
    rule("month/day, beyond doubt", "<n:1-12> {/} <n:13-31>", |v| placed(v, 1, 0, None)),
    rule("month/day/year, beyond doubt", "<n:1-12> {/} <n:13-31> {/} <n>", |v| full(v, 1, 0)),
];

pub(super) const MONTH_FIRST: &[Rule] = &[
    rule("month/day", "<n:1-12> {/} <n:1-31>", |v| placed(v, 1, 0, None)),
    rule("month/day/year", "<n:1-12> {/} <n:1-31> {/} <n>", |v| full(v, 1, 0)),
    rule("month-day-year", "<n:1-12> {-} <n:1-31> {-} <n>", |v| full(v, 1, 0)),
    rule("month.day.year", "<n:1-12> {.} <n:1-31> {.} <n>", |v| full(v, 1, 0)),
    rule("day/month, beyond doubt", "<n:13-31> {/} <n:1-12>", |v| placed(v, 0, 1, None)),
    rule("day/month/year, beyond doubt", "<n:13-31> {/} <n:1-12> {/} <n>", |v| full(v, 0, 1)),
    rule("day.month.year, beyond doubt", "<n:13-31> {.} <n:1-12> {.} <n>", |v| full(v, 0, 1)),
];

/// Written in figures; in words «three slash four» nobody says.
fn placed(values: &[&Value], day: usize, month_at: usize, year: Option<Year>) -> Option<Value> {
    let (day, month_number) = (number(values, day)?, number(values, month_at)?);
    if day.digits == 0 || month_number.digits == 0 {
        return None;
    }
    numbered(day, month(values, month_at), year)
}

fn full(values: &[&Value], day: usize, month: usize) -> Option<Value> {
    let year = number(values, 2).filter(|n| matches!(n.digits, 2 | 4)).and_then(Year::read)?;
    placed(values, day, month, Some(year))
}

fn iso(values: &[&Value]) -> Option<Value> {
    placed(values, 2, 1, Some(Year::Full(number(values, 0)?.n)))
}
