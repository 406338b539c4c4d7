//! What several English tables make of the values their patterns matched.

use crate::numbers::Number;
use crate::time::make::day;
use crate::time::value::{Clock, Day, Half, Unit, Value};

/// So many units from now.
pub(super) fn in_units(n: i32, unit: Unit) -> Option<Value> {
    day(Day::In { n, unit })
}

/// The week, month or year so many from the current one.
pub(super) fn period(n: i32, unit: Unit) -> Option<Value> {
    day(Day::Period { n, unit })
}

pub(super) fn signed(n: u32) -> Option<i32> {
    i32::try_from(n).ok().filter(|n| *n <= 1000)
}

/// A bare hour said or written: «three», «15».
pub(super) fn bare(number: Number) -> Option<Clock> {
    if number.n > 23 {
        return None;
    }
    let clock = Clock::hour(number.n)?;
    Some(Clock { half_unsaid: clock.half_unsaid && !(number.zero && number.digits > 0), ..clock })
}

/// The clock time that an operand of «quarter past» or «to four» names.
pub(super) fn clock_of(value: &Value) -> Option<Clock> {
    match value {
        Value::Clock(clock) => Some(*clock),
        Value::Number(number) => bare(*number),
        _ => None,
    }
}

/// So many minutes before or after a whole hour.
pub(super) fn shifted(hour: &Value, minutes: i32) -> Option<Value> {
    let clock = clock_of(hour).filter(|c| c.minute % 60 == 0)?;
    let minute = u16::try_from((i32::from(clock.minute) + minutes).rem_euclid(1440)).ok()?;
    Some(Value::Clock(Clock { minute, fine: true, ..clock }))
}

/// A clock time in a half of the day.
pub(super) fn clock_within(value: &Value, half: Half) -> Option<Value> {
    clock_of(value)?.within(half).map(Value::Clock)
}
