//! Parts of the day, by the hours of a practice.

use super::make::{bare, clock_within};
use crate::time::grammar::{Rule, rule};
use crate::time::make::both;
use crate::time::value::{Day, Half, Hours, Part, Time, Unit, Value};

const fn hours(from: u16, until: u16, half: Half) -> Part {
    Part::new(from * 60, until * 60, half)
}

const MORNING: Part = hours(8, 12, Half::Morning);
const EARLY_MORNING: Part = hours(8, 10, Half::Morning);
const LATE_MORNING: Part = Part::new(10 * 60 + 30, 12 * 60, Half::Morning);
const MID_MORNING: Part = hours(9, 11, Half::Morning);
const LUNCHTIME: Part = hours(12, 14, Half::Any);
const AFTERNOON: Part = hours(12, 18, Half::Afternoon);
const EARLY_AFTERNOON: Part = hours(14, 16, Half::Afternoon);
const MID_AFTERNOON: Part = hours(15, 17, Half::Afternoon);
const LATE_AFTERNOON: Part = hours(16, 18, Half::Afternoon);
const END_OF_DAY: Part = hours(17, 19, Half::Afternoon);
const EVENING: Part = hours(18, 20, Half::Evening);
const LATE_EVENING: Part = hours(20, 22, Half::Evening);

pub(super) const RULES: &[Rule] = &[
    rule("morning", "(morning|forenoon)", |_| Some(Value::Part(MORNING))),
    rule(
        "early morning",
        "(early morning|early in the morning|early hours of the morning|start of the morning|beginning of the morning)",
        |_| Some(Value::Part(EARLY_MORNING)),
    ),
    rule("first thing", "(first thing in the morning|first thing)", |_| Some(Value::Part(EARLY_MORNING))),
    rule(
        "late morning",
        "(late morning|late in the morning|end of the morning|later in the morning)",
        |_| Some(Value::Part(LATE_MORNING)),
    ),
    rule("mid-morning", "(mid morning|midmorning|middle of the morning)", |_| Some(Value::Part(MID_MORNING))),
    rule(
        "lunchtime",
        "(lunchtime|lunch time|lunch hour|lunch break|over lunch|at lunch|during lunch|around lunch|middle of the day)",
        |_| Some(Value::Part(LUNCHTIME)),
    ),
    rule("afternoon", "afternoon", |_| Some(Value::Part(AFTERNOON))),
    rule(
        "early afternoon",
        "(early afternoon|early in the afternoon|start of the afternoon|beginning of the afternoon|after lunch|just after lunch|straight after lunch)",
        |_| Some(Value::Part(EARLY_AFTERNOON)),
    ),
    rule("mid-afternoon", "(mid afternoon|midafternoon|middle of the afternoon)", |_| {
        Some(Value::Part(MID_AFTERNOON))
    }),
    rule(
        "late afternoon",
        "(late afternoon|late in the afternoon|end of the afternoon|later in the afternoon)",
        |_| Some(Value::Part(LATE_AFTERNOON)),
    ),
    rule(
        "end of the day",
        "(end of the day|end of day|eod|close of business|late in the day|after work|last thing)",
        |_| Some(Value::Part(END_OF_DAY)),
    ),
    rule("before lunch", "(before lunch|just before lunch)", |_| {
        Some(Value::Part(hours(11, 12, Half::Morning)))
    }),
    rule("after school", "after school", |_| Some(Value::Part(hours(16, 19, Half::Afternoon)))),
    rule("start of the day", "(start of the day|beginning of the day|early in the day)", |_| {
        Some(Value::Part(EARLY_MORNING))
    }),
    rule("evening", "(evening|night)", |_| Some(Value::Part(EVENING))),
    rule("late evening", "(late evening|late in the evening|end of the evening)", |_| {
        Some(Value::Part(LATE_EVENING))
    }),
    rule("early evening", "(early evening|early in the evening)", |_| Some(Value::Part(EVENING))),
    rule("mornings", "(in the)? mornings", |_| Some(Value::Hours(Hours::Part(MORNING)))),
    rule("afternoons", "(in the)? afternoons", |_| Some(Value::Hours(Hours::Part(AFTERNOON)))),
    rule("evenings", "(in the)? evenings", |_| Some(Value::Hours(Hours::Part(EVENING)))),
    rule("early on a day", "(early|early on|first thing on|bright and early) <time>", |v| {
        narrowed(v, EARLY_MORNING, Half::Morning)
    }),
    rule("late on a day", "(late|late on) <time>", |v| narrowed(v, LATE_AFTERNOON, Half::Afternoon)),
    rule("later today", "later (on)? today", |_| today(&[], Some(AFTERNOON))),
    rule("in the morning", "(in the|in|the|during the|sometime in the|at the|of the|in an) <part>", part),
    rule("a morning", "(a|any|some|an|one) <part>", part),
    rule("or a part", "or (in the|the)? <part>", part).weigh(-2),
    rule("at night", "(at|by) <part>", part).weigh(-1),
    rule("morning slot", "<part> (appointment|slot|time|visit|appointments|slots)", part),
    rule("whole part", "<part>", firm),
    rule("bare part", "<part>", latent).weigh(-2),
    rule("this morning", "(this|later this|early this|sometime this) <part>", |v| today(v, None)),
    rule("late this afternoon", "late this afternoon", |_| today(&[&Value::Part(LATE_AFTERNOON)], None))
        .weigh(1),
    rule("late this morning", "late this morning", |_| today(&[&Value::Part(LATE_MORNING)], None)).weigh(1),
    rule("early this afternoon", "early this afternoon", |_| today(&[&Value::Part(EARLY_AFTERNOON)], None))
        .weigh(1),
    rule("early this morning", "early this morning", |_| today(&[&Value::Part(EARLY_MORNING)], None))
        .weigh(1),
    rule("tonight", "(tonight|tonite|this evening)", |_| today(&[], Some(EVENING))),
    rule("late tonight", "(late tonight|late tonite|later tonight|late this evening)", |_| {
        today(&[], Some(LATE_EVENING))
    }),
    rule("day and part", "<time> <part>", both),
    rule("part of a day", "<part> (of|on) <time>", both),
    rule("part at an hour", "<part> <hours>", |v| match v {
        [Value::Part(part), Value::Hours(hours)] => Hours::Part(*part).and(*hours).map(Value::Hours),
        _ => None,
    }),
    rule("part @ 3", "<part> {@} <n:1-12>", |v| match v {
        [Value::Part(part), hour] => clock_within(hour, part.half),
        _ => None,
    }),
    rule("3 in the afternoon", "<n:1-12> (in the|in|at|of the) <part>", |v| match v {
        [hour, Value::Part(part)] if part.half != Half::Any => clock_within(hour, part.half),
        _ => None,
    }),
    rule("9 tomorrow evening", "<n:1-12> <time>", |v| match v {
        [Value::Number(n), Value::Time(time)] => {
            let Some(Hours::Part(part)) = time.hours.filter(|_| time.day.is_some()) else { return None };
            let clock = bare(*n)?.within(part.half).filter(|_| part.half != Half::Any)?;
            Some(Value::Time(Time { hours: Some(Hours::At(clock)), ..time.clone() }))
        }
        _ => None,
    }),
];

fn part(values: &[&Value]) -> Option<Value> {
    match values {
        [Value::Part(part)] => Some(Value::Hours(Hours::Part(*part))),
        _ => None,
    }
}

/// Parts that nobody says as a greeting.
fn firm(values: &[&Value]) -> Option<Value> {
    match values {
        [Value::Part(p)] if ![MORNING, AFTERNOON, EVENING].contains(p) => part(values),
        _ => None,
    }
}

/// «Morning!» greets, and answers «when?».
fn latent(values: &[&Value]) -> Option<Value> {
    match values {
        [Value::Part(p)] if [MORNING, AFTERNOON, EVENING].contains(p) => {
            Some(Value::Time(Time { latent: true, ..Time::hours(Hours::Part(*p)) }))
        }
        _ => None,
    }
}

/// «Early on Monday», «late tomorrow afternoon»: the end of the day, or of the part, that is named.
fn narrowed(values: &[&Value], part: Part, half: Half) -> Option<Value> {
    let Value::Time(time) = values.first()? else { return None };
    let single = time.is_plain() && time.day.as_ref().is_some_and(Day::is_single);
    let part = match time.hours {
        Some(Hours::Part(MORNING)) if half == Half::Afternoon => LATE_MORNING,
        Some(Hours::Part(AFTERNOON)) if half == Half::Morning => EARLY_AFTERNOON,
        Some(Hours::Part(EVENING)) if half == Half::Afternoon => LATE_EVENING,
        None | Some(Hours::Part(MORNING | AFTERNOON)) => part,
        _ => return None,
    };
    single.then(|| Value::Time(Time { hours: Some(Hours::Part(part)), ..time.clone() }))
}

/// A part of today.
fn today(values: &[&Value], part: Option<Part>) -> Option<Value> {
    let part = match values {
        [Value::Part(p)] => *p,
        _ => part?,
    };
    let day = Day::In { n: 0, unit: Unit::Day };
    Some(Value::Time(Time { hours: Some(Hours::Part(part)), ..Time::day(day) }))
}
