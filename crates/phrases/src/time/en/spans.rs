//! From one time to another: «between two and four», «9-11am», «13th to the 15th of July», «Monday to Wednesday».

use super::make::{bare, clock_of, signed};
use crate::numbers::Number;
use crate::time::grammar::{Rule, rule};
use crate::time::make::{both, day_of, number, numbered, range, span};
use crate::time::value::{Clock, Date, Day, Half, Hours, Time, Unit, Value};

pub(super) const RULES: &[Rule] = &[
    rule("between clocks", "(in)? between <clock> and <clock>", clocks).weigh(3),
    rule("between number and clock", "(in)? between <n:1-24> and <clock>", clocks).weigh(3),
    rule("between clock and number", "(in)? between <clock> and <n:1-24>", clocks).weigh(2),
    rule("between numbers", "(in)? between <n:1-24> and <n:1-24>", clocks).weigh(1),
    rule("between, with a dash", "(in)? between <n:1-24> {-} <clock>", clocks).weigh(3),
    rule("from clock to clock", "from <clock> (to|till|til|until|untill|through|thru|up to) <clock>", clocks)
        .weigh(3),
    rule("from clock dash clock", "from <clock> {-} <clock>", clocks).weigh(3),
    rule("from number to clock", "from <n:1-24> (to|till|til|until|untill|through|up to) <clock>", clocks)
        .weigh(3),
    rule("from clock to number", "from <clock> (to|till|til|until|untill|through|up to) <n:1-24>", clocks)
        .weigh(2),
    rule("from number to number", "from <n:1-24> (to|till|til|until|untill) <n:1-24>", clocks).weigh(1),
    rule("clock to clock", "<clock> (to|till|til|until|untill|through|thru) <clock>", clocks),
    rule("clock dash clock", "<clock> {-} <clock>", clocks).weigh(3),
    rule("number to clock", "<n:1-24> (to|till|til|until|untill) <clock>", clocks),
    rule("number dash clock", "<n:1-24> {-} <clock>", clocks).weigh(3),
    rule("clock dash number", "<clock> {-} <n:1-24>", clocks).weigh(-1),
    rule("clock to number", "<clock> (to|till|til|until|untill) <n:1-24>", clocks).weigh(-1),
    rule("two clocks side by side", "<clock> {space} <clock>", clocks).weigh(-5),
    rule(
        "a number and a clock side by side",
        "(around|about|from|between)? <n:1-12> {space} <clock>",
        clocks,
    )
    .weigh(-5),
    rule("a clock and a number side by side", "(from|between)? <clock> {space} <n:2-24>", near).weigh(-6),
    rule("from two clocks side by side", "(from|between) <clock> {space} <clock>", clocks).weigh(-4),
    rule("day, number to number", "<time> (from|between)? <n:1-12> (to|till|until|and) <n:1-12>", on_day)
        .weigh(1),
    rule("day, number dash number", "<time> <n:1-12> {-} <n:1-12>", on_day).weigh(1),
    rule("span in a part", "<hours> (in the|at) <part>", |v| match v {
        [Value::Hours(hours @ Hours::Span(..)), Value::Part(part)] => {
            Hours::Part(*part).and(*hours).map(Value::Hours)
        }
        _ => None,
    }),
    rule("span in the pm", "<hours> (in the pm|in the am)", |v| match v {
        [Value::Hours(hours @ Hours::Span(..))] => Some(Value::Hours(*hours)),
        _ => None,
    }),
    rule("clock for minutes", "<hours> for <n:1-600> <unit>", lasting).weigh(2),
    rule("from clock for minutes", "from <clock> for <n:1-600> <unit>", lasting).weigh(2),
    rule("for minutes from", "for <n:1-600> <unit> (starting)? (from|at) <clock>", |v| {
        lasting(&[v[2], v[0], v[1]])
    })
    .weigh(2),
    rule("for half an hour from", "<hours> for half an hour", |v| for_minutes(v[0], 30)).weigh(2),
    rule("for an hour from", "<hours> for (an hour|one hour)", |v| for_minutes(v[0], 60)).weigh(2),
    rule("day for days", "(from)? <numbered> for <n:1-60> days", days_long).weigh(2),
    rule("for days from", "for <n:1-60> days (starting)? (from|from the|on) <numbered>", |v| {
        days_long(&[v[1], v[0]])
    })
    .weigh(2),
    rule("later than, but before", "<hours> (but|and|but not)? <hours>", |v| match v {
        [Value::Hours(a @ (Hours::After(_) | Hours::Before(_))), Value::Hours(b)] => after_and_before(*a, *b),
        _ => None,
    }),
    rule("after one, but before another", "<time> (but|but not|but only|only|and) <time>", |v| match v {
        [Value::Time(a), Value::Time(b)] if a.is_plain() && b.is_plain() => {
            let open = |h: Hours| matches!(h, Hours::After(_) | Hours::Before(_) | Hours::Until(_));
            let bound = b.hours.is_some_and(open) && b.day.is_none();
            both(v).filter(|_| bound && a.hours.is_none_or(open))
        }
        _ => None,
    }),
    rule(
        "numbers to numbers, then month",
        "(from|between)? the? <n:1-31> (to|till|until|through|thru) the? <numbered>",
        beside,
    )
    .weigh(2),
    // «The fourteenth and the twenty-first» are two days.
    rule("between numbers and month", "between the? <n:1-31> and the? <numbered>", beside).weigh(2),
    rule("between numbered days", "between the? <numbered> and the? <numbered>", both_months).weigh(2),
    rule("between a numbered day and a number", "between the? <numbered> and the? <n:1-31>", to_number)
        .weigh(1),
    rule("number dash number, then month", "(from|the)? <n:1-31> {-} <numbered>", beside).weigh(2),
    rule(
        "numbered to numbered",
        "(from|between)? the? <numbered> (to|till|until|through|thru) the? <numbered>",
        both_months,
    )
    .weigh(2),
    rule("numbered dash numbered", "(from|the)? <numbered> {-} the? <numbered>", both_months).weigh(2),
    rule(
        "numbered to number",
        "(from|between)? the? <numbered> (to|till|until|through|thru) the? <n:1-31>",
        to_number,
    )
    .weigh(1),
    rule("numbered dash number", "(from)? <numbered> {-} <n:1-31>", to_number).weigh(1),
    rule("month, two ordinals side by side", "(from)? <numbered> {space} <nth:1-31>", to_number).weigh(-5),
    rule("month, two numbers side by side", "(from)? <numbered> {space} <n:1-31>", to_number).weigh(-5),
    rule("two dates side by side", "(from)? <numbered> {space} <numbered>", both_months).weigh(-5),
    rule("from day to day", "(from|between) <time> (to|and|until|till|through|thru) <time>", range).weigh(2),
    rule("day to day", "<time> (to|until|till|through|thru) <time>", range).weigh(1),
    rule("day dash day", "<time> {-} <time>", range).weigh(1),
];

/// Two clock times; what is said of one half of the day holds for both.
pub(super) fn clocks(values: &[&Value]) -> Option<Value> {
    let (from, until) = (clock_of(values.first()?)?, clock_of(values.get(1)?)?);
    let from = if from.half_unsaid && !until.half_unsaid { nearest_before(from, until) } else { from };
    let until = if until.half_unsaid && !from.half_unsaid && until.minute > from.minute {
        Clock { half_unsaid: false, ..until }
    } else {
        until
    };
    span(from, until).map(Value::Hours)
}

/// Side by side only what makes a short stretch: «nine thirty eleven» for `9:30-11`.
fn near(values: &[&Value]) -> Option<Value> {
    match clocks(values)? {
        value @ Value::Hours(Hours::Span(from, until)) if until.minute.saturating_sub(from.minute) <= 300 => {
            Some(value)
        }
        _ => None,
    }
}

/// «11 to 1 pm» begins in the morning, «3 to 4 pm» does not.
fn nearest_before(from: Clock, until: Clock) -> Clock {
    let morning = from.within(Half::Morning);
    let afternoon = from.within(Half::Afternoon);
    [afternoon, morning].into_iter().flatten().find(|c| c.minute < until.minute).unwrap_or(from)
}

/// «Tuesday 9 to 12».
fn on_day(values: &[&Value]) -> Option<Value> {
    let Value::Time(time @ Time { day: Some(_), hours: None, .. }) = values.first()? else { return None };
    let Value::Hours(hours) = clocks(values.get(1..)?)? else { return None };
    time.and(&Time::hours(hours)).map(Value::Time)
}

fn lasting(values: &[&Value]) -> Option<Value> {
    let [begin, Value::Number(n), Value::Unit(unit)] = values else { return None };
    let minutes = match unit {
        Unit::Minute => n.n,
        Unit::Hour => n.n.checked_mul(60)?,
        _ => return None,
    };
    for_minutes(begin, minutes)
}

fn for_minutes(begin: &Value, minutes: u32) -> Option<Value> {
    let from = match begin {
        Value::Clock(clock) | Value::Hours(Hours::At(clock) | Hours::After(clock)) => *clock,
        _ => return None,
    };
    let minute = from.minute.checked_add(u16::try_from(minutes).ok()?).filter(|m| *m < 1440)?;
    let until = Clock { minute, fine: true, half_unsaid: from.half_unsaid };
    Some(Value::Hours(Hours::Span(from, until)))
}

/// So many days from a date on, the first included.
fn days_long(values: &[&Value]) -> Option<Value> {
    let from = day_of(values, 0)?;
    let Value::Number(n) = values.get(1)? else { return None };
    let until = Day::After { days: signed(n.n)? - 1, base: Box::new(from.clone()) };
    range(&[&Value::Day(from), &Value::Day(until)])
}

fn after_and_before(a: Hours, b: Hours) -> Option<Value> {
    let ((Hours::After(from), Hours::Before(until) | Hours::Until(until))
    | (Hours::Before(until) | Hours::Until(until), Hours::After(from))) = (a, b)
    else {
        return None;
    };
    clocks(&[&Value::Clock(from), &Value::Clock(until)])
}

/// «13 to 15 July»: the first is a bare number, the second bears the month.
fn beside(values: &[&Value]) -> Option<Value> {
    let from = numbered(number(values, 0)?, None, None)?;
    let Value::Numbered(until) = values.get(1)? else { return None };
    until.month?;
    range(&[&from, values[1]])
}

/// «13th to the 15th of July», «July 13 to July 15»; the month may be missing on either side, not on both
/// unless both are ordinals.
fn both_months(values: &[&Value]) -> Option<Value> {
    let (Value::Numbered(from), Value::Numbered(until)) = (values.first()?, values.get(1)?) else {
        return None;
    };
    let until = Date { month: until.month.or(from.month), ..*until };
    range(&[values[0], &Value::Numbered(until)])
}

/// «July 13 to 15».
fn to_number(values: &[&Value]) -> Option<Value> {
    let Value::Numbered(from) = values.first()? else { return None };
    let until: Number = number(values, 1)?;
    from.month?;
    if until.n <= from.day || until.zero || from.year.is_some() {
        return None;
    }
    let until = numbered(until, from.month, None)?;
    range(&[values[0], &until])
}

/// «From nine on»: a bare hour that a word makes one.
pub(super) fn hour(value: &Value) -> Option<Clock> {
    match value {
        Value::Number(n) => bare(*n),
        _ => None,
    }
}
