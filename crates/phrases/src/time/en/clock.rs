//! Clock times: «half past two», «ten to four», «3.15 pm», «fifteen hundred hours», noon.

use super::make::{bare, clock_of, clock_within, shifted, signed};
use crate::numbers::Number;
use crate::time::grammar::{Rule, rule};
use crate::time::make::{span, time_of};
use crate::time::value::{Clock, Half, Hours, Time, Value};

pub(super) const RULES: &[Rule] = &[
    rule("hour:minutes", "<n:0-24> {:} <n:0-59>", written),
    rule("hour.minutes", "<n:0-24> {.} <n:0-59>", written),
    rule("15h", "<n:0-24> (h|hrs|hr)", |v| v24(v[0])),
    rule("15h30", "<n:0-24> (h|hrs) <n:0-59>", hours_minutes),
    rule("ten thirty", "<n:1-12> <n:1-59>", spoken),
    rule("fourteen thirty", "<n:13-24> <n:1-59>", spoken).weigh(-3),
    rule("3 15 pm", "<n:1-12> <n:0-59> (pm|p m)", |v| clock_within(&apart(v)?, Half::Afternoon)),
    rule("9 30 am", "<n:1-12> <n:0-59> (am|a m)", |v| clock_within(&apart(v)?, Half::Morning)),
    rule("at 3 15", "(at|around|about|approximately) <n:1-23> <n:0-59>", |v| match apart(v)? {
        Value::Clock(clock) => Some(Value::Hours(Hours::At(clock))),
        _ => None,
    }),
    rule("330 pm", "<n:100-1259> (pm|p m)", |v| clock_within(&compact(v)?, Half::Afternoon)),
    rule("1030 am", "<n:100-1259> (am|a m)", |v| clock_within(&compact(v)?, Half::Morning)),
    rule("at 1030", "(at|around|about|approximately) <n:100-2359>", |v| match compact(v)? {
        Value::Clock(clock) => Some(Value::Hours(Hours::At(clock))),
        _ => None,
    }),
    rule("fifteen hundred", "<n:13-23> hundred (hours|hrs)?", |v| clock_of(v[0]).map(Value::Clock)),
    // Of those who count the hours in their own language as «seize heures», «sechzehn Uhr».
    rule("at sixteen hours", "(at|at about|at around|towards) <n:6-23> hours", |v| {
        Some(Value::Hours(Hours::At(hours_of_the_day(v)?)))
    })
    .weigh(1),
    rule(
        "between fourteen hours and sixteen hours",
        "(between|from) <n:6-23> hours? (and|to|until|till) <n:6-23> hours",
        |v| span(hours_of_the_day(v)?, hours_of_the_day(&v[1..])?).map(Value::Hours),
    )
    .weigh(2),
    rule("day, sixteen hours", "<day> <n:13-23> hours", |v| on_that_day(v, hours_of_the_day(&v[1..])?)),
    rule("at eleven hours thirty", "<n:6-23> hours <n:5-59>", hours_minutes).weigh(1),
    rule("eleven hours thirty minutes", "<n:1-99> hours <n:1-59> (minutes|mins)", |_| Some(Value::Decoy))
        .weigh(2),
    rule("at ten and a half", "at <n:1-12> and a half", |v| {
        let Value::Clock(clock) = shifted(v[0], 30)? else { return None };
        Some(Value::Hours(Hours::At(clock)))
    })
    .weigh(2),
    rule("0900 hours", "<n:100-2359> (hours|hrs)", compact),
    rule("o'clock", "<n:1-24> (oclock|o clock)", |v| clock_of(v[0]).map(Value::Clock)),
    rule("ish", "<n:1-12> ish", |v| clock_of(v[0]).map(Value::Clock)),
    rule("about", "<clock> (ish|or so|or thereabouts|sharp|exactly|approximately|prompt|on the dot)", same),
    rule("am", "<clock> (am|a m|in the am)", |v| clock_within(v[0], Half::Morning)),
    rule("pm", "<clock> (pm|p m|in the pm)", |v| clock_within(v[0], Half::Afternoon)),
    rule("three am", "<n:1-12> (am|a m|in the am)", |v| clock_within(v[0], Half::Morning)),
    rule("three pm", "<n:1-23> (pm|p m|in the pm)", |v| clock_within(v[0], Half::Afternoon)),
    rule("9a", "<n:1-12> {glued} a", |v| clock_within(v[0], Half::Morning)),
    rule("3p", "<n:1-12> {glued} p", |v| clock_within(v[0], Half::Afternoon)),
    rule("3:18a", "<clock> {glued} a", |v| clock_within(v[0], Half::Morning)),
    rule("3:15p", "<clock> {glued} p", |v| clock_within(v[0], Half::Afternoon)),
    rule("half past", "half (past|after)? <n:1-12>", |v| shifted(v[0], 30)),
    rule("half past three pm", "half past <clock>", |v| shifted(v[0], 30)),
    rule("half three pm", "half <clock>", |v| shifted(v[0], 30)),
    rule("quarter past", "a? quarter (past|after) <n:1-24>", |v| shifted(v[0], 15)),
    rule("quarter past the clock", "a? quarter (past|after) <clock>", |v| shifted(v[0], 15)),
    rule("quarter to", "a? quarter (to|before|of|till|til) <n:1-24>", |v| shifted(v[0], -15)),
    rule("quarter to the clock", "a? quarter (to|before|of|till|til) <clock>", |v| shifted(v[0], -15)),
    rule("minutes past", "<n:1-59> (minutes|mins|min|minute) (past|after) <n:1-24>", |v| past(v, 1)),
    rule("minutes past the clock", "<n:1-59> (minutes|mins|min|minute) (past|after) <clock>", |v| past(v, 1)),
    rule("minutes to", "<n:1-59> (minutes|mins|min|minute) (to|before|till|til) <n:1-24>", |v| past(v, -1)),
    rule("minutes to the clock", "<n:1-59> (minutes|mins|min|minute) (to|before|till|til) <clock>", |v| {
        past(v, -1)
    }),
    rule("ten past", "<n:1-30> past <n:1-24>", |v| past(v, 1)),
    rule("ten past the clock", "<n:1-30> past <clock>", |v| past(v, 1)),
    rule("ten after", "<n:1-30> after <n:1-12>", |v| fives(v, 1)),
    rule("ten after the clock", "<n:1-30> after <clock>", |v| fives(v, 1)),
    rule("ten to", "<n:1-29> (to|before|till|til) <n:1-12>", |v| fives(v, -1)),
    rule("ten to the clock", "<n:1-29> (to|before|till|til) <clock>", |v| fives(v, -1)),
    rule("half an hour before", "half an hour (before|earlier than) <clock>", |v| shifted(v[0], -30))
        .weigh(2),
    rule("half an hour before ten", "half an hour (before|earlier than) <n:1-24>", |v| shifted(v[0], -30))
        .weigh(2),
    rule("half an hour after", "half an hour (after|later than) <clock>", |v| shifted(v[0], 30)).weigh(2),
    rule("half an hour after ten", "half an hour (after|later than) <n:1-24>", |v| shifted(v[0], 30))
        .weigh(2),
    rule("an hour before", "(an|one) hour (before|earlier than) <clock>", |v| shifted(v[0], -60)).weigh(2),
    rule("an hour before ten", "(an|one) hour (before|earlier than) <n:1-24>", |v| shifted(v[0], -60))
        .weigh(2),
    rule("an hour after", "(an|one) hour (after|later than) <clock>", |v| shifted(v[0], 60)).weigh(2),
    rule("an hour after ten", "(an|one) hour (after|later than) <n:1-24>", |v| shifted(v[0], 60)).weigh(2),
    rule("noon", "(noon|noonish|midday|mid day|12 noon|twelve noon|twelve midday)", |_| {
        Clock::hour(12).map(sure)
    }),
    rule("midnight", "(midnight|12 midnight|twelve midnight)", |_| Clock::hour(0).map(sure)),
];

fn sure(clock: Clock) -> Value {
    Value::Clock(Clock { half_unsaid: false, ..clock })
}

fn same(values: &[&Value]) -> Option<Value> {
    values.first().map(|v| (*v).clone())
}

fn numbers<'v>(values: &[&'v Value]) -> Option<(&'v Number, &'v Number)> {
    match values {
        [Value::Number(hour), Value::Number(minute)] => Some((hour, minute)),
        _ => None,
    }
}

/// «9:30», «15h30»: the minutes have two digits.
fn written(values: &[&Value]) -> Option<Value> {
    let (hour, minute) = numbers(values)?;
    if hour.digits == 0 || hour.digits > 2 || minute.digits != 2 {
        return None;
    }
    let clock = Clock::at(hour.n, minute.n)?;
    Some(Value::Clock(Clock { half_unsaid: clock.half_unsaid && !hour.zero, ..clock }))
}

/// The twenty-four hour clock: «3h» is at night.
fn v24(value: &Value) -> Option<Value> {
    clock_of(value).map(sure)
}

/// «At eight hours»: in words of the twenty-four hour clock, so it is the morning.
fn hours_of_the_day(values: &[&Value]) -> Option<Clock> {
    clock_of(values.first()?).map(|clock| Clock { half_unsaid: false, ..clock })
}

fn on_that_day(values: &[&Value], clock: Clock) -> Option<Value> {
    time_of(values, 0)?.and(&Time::hours(Hours::At(clock))).map(Value::Time)
}

fn hours_minutes(values: &[&Value]) -> Option<Value> {
    let (hour, minute) = numbers(values)?;
    let whole =
        minute.digits == 2 || (minute.digits == 0 && (minute.n >= 10 || minute.n == 0 || minute.zero));
    if whole { Clock::at(hour.n, minute.n).map(sure) } else { None }
}

/// «ten thirty», «nine oh five»: in words only, for «3 30» may be anything.
fn spoken(values: &[&Value]) -> Option<Value> {
    let (hour, minute) = numbers(values)?;
    let in_words = hour.digits == 0 && minute.digits == 0 && !hour.zero;
    let two_digits = minute.n >= 10 || minute.zero;
    if in_words && two_digits { Clock::at(hour.n, minute.n).map(Value::Clock) } else { None }
}

/// «3 15» beside a word that makes an hour of it.
fn apart(values: &[&Value]) -> Option<Value> {
    let (hour, minute) = numbers(values)?;
    let two_digits = minute.n >= 10 || minute.zero || minute.digits == 2;
    if two_digits { Clock::at(hour.n, minute.n).map(Value::Clock) } else { None }
}

/// «1030», «0900».
fn compact(values: &[&Value]) -> Option<Value> {
    let [Value::Number(number)] = values else { return None };
    if number.digits > 4 {
        return None;
    }
    let clock = Clock::at(number.n / 100, number.n % 100)?;
    Some(Value::Clock(Clock { half_unsaid: clock.half_unsaid && !number.zero, ..clock }))
}

fn past(values: &[&Value], sign: i32) -> Option<Value> {
    match values {
        [Value::Number(minutes), hour] => shifted(hour, sign * signed(minutes.n)?),
        _ => None,
    }
}

/// Without the word «minutes» people round: «ten to four», but «13 to 15» is a range.
fn fives(values: &[&Value], sign: i32) -> Option<Value> {
    match values {
        [Value::Number(Number { n: 5 | 10 | 20 | 25, digits: 0, zero: false }), Value::Number(hour)] => {
            bare(*hour).filter(|_| hour.digits == 0)?;
            past(values, sign)
        }
        [Value::Number(Number { n: 5 | 10 | 20 | 25, zero: false, .. }), Value::Clock(_)] => {
            past(values, sign)
        }
        _ => None,
    }
}
