//! Bounds: after, before, by, no later than, from … on, until.

use super::make::clock_of;
use super::spans::hour;
use crate::time::grammar::{Rule, rule};
use crate::time::make::{day, day_of, edge, month, once_free, range};
use crate::time::value::{Day, Edge, Hours, Time, Unit, Value};

pub(super) const RULES: &[Rule] = &[
    rule("after", "(any time after|anytime after|some time after|sometime after|after|past|later than|not until|not till) (the)? <time>", |v| edge(v, Edge::After)).weigh(-1),
    rule("from", "(starting from|starting on|starting|starting at|beginning|from|as from|as of|any time from|anytime from|not before|never before|no earlier than|not earlier than|nothing before|nothing earlier than|at the earliest|on or after) (the)? <time>", |v| edge(v, Edge::From)).weigh(-1),
    rule("can't before", "(cant|cannot|can not|couldnt|could not|wont|unable to|not able to|not free|not available|dont want anything|i dont want) (come|make it|do|be there|get there|get away|do anything|be free|manage|see anyone|arrive)? before <time>", |v| edge(v, Edge::From)).weigh(2),
    rule("can't after", "(cant|cannot|can not|couldnt|could not|wont|unable to|not able to|not free|not available) (come|make it|do|be there|get there|do anything|manage)? after <time>", |v| edge(v, Edge::Before)).weigh(2),
    rule("from on and on", "from <time> on", |v| edge(v, Edge::From)),
    rule("from on", "(from)? <time> (onwards|onward|or later|or after|and after|at the earliest|and later|earliest)", |v| edge(v, Edge::From)),
    rule("before", "(any time before|anytime before|some time before|sometime before|before|earlier than|not after|never after|nothing after|ahead of|prior to) (the)? <time>", |v| edge(v, Edge::Before)).weigh(-1),
    rule("until", "(until|untill|till|til|up to|up until|on or before) (the)? <time>", |v| edge(v, Edge::Until)).weigh(-1),
    rule("by", "(by|no later than|not later than|nothing later than|at the latest|latest|not past|at the latest by|at the latest on) (the)? <time>", by).weigh(-1),
    rule("at the latest", "(by)? <time> (at the latest|latest|or earlier|or before|at the very latest|max)", by),
    rule("by the end of", "(by|before) the end of (the|this) <unit>", |v| match v {
        [Value::Unit(unit)] if matches!(unit, Unit::Week | Unit::Month | Unit::Year) => {
            day(Day::UntilEnd(Box::new(Day::Period { n: 0, unit: *unit })))
        }
        _ => None,
    })
    .weigh(4),
    rule("by the end of next week", "(by|before) the end of <day>", |v| day(Day::UntilEnd(Box::new(day_of(v, 0)?)))).weigh(4),
    rule("between now and", "(between now and|from now until|from now to|from now till) (the end of)? <day>", |v| {
        day(Day::UntilEnd(Box::new(day_of(v, 0)?)))
    })
    .weigh(4),
    rule("free after", "(finish|finish work|finish school|get off work|get off|get out of work|done|finished) (at|by|around|from) <clock>", once_free).weigh(1),
    rule("free after, number", "(finish|finish work|finish school|get off work|get off|get out of work|done|finished) (at|by|around|from) <n:1-23>", free_at).weigh(1),
    rule("busy until", "(working|work|busy|teaching|tied up|stuck|at work|at school|in class|in a meeting|in meetings) (until|till|til) <clock>", once_free).weigh(3),
    rule("busy until, number", "(working|work|busy|teaching|tied up|stuck|at work|at school|in class|in a meeting|in meetings) (until|till|til) <n:1-23>", free_at).weigh(2),
    rule("gone by", "(have to leave|need to leave|have to go|must leave|have to be gone|need to be gone|leave) (at|by|around) <clock>", clock_before).weigh(1),
    rule("gone by, number", "(have to leave|need to leave|have to go|must leave|have to be gone|need to be gone) (at|by|around) <n:1-23>", |v| at(v, Hours::Before)).weigh(1),
    rule("after three", "(any time after|anytime after|some time after|sometime after|after|later than|not until) <n:1-23>", |v| at(v, Hours::After)).weigh(-2),
    rule("from three", "(starting from|starting at|from|not before|no earlier than|not earlier than|nothing before|any time from|anytime from) <n:1-23>", |v| at(v, Hours::After)).weigh(-2),
    rule("from three on", "(from)? <n:1-23> (onwards|onward|or later|at the earliest)", |v| at(v, Hours::After)).weigh(-1),
    rule("before three", "(any time before|anytime before|before|earlier than|not after|nothing after) <n:1-23>", |v| at(v, Hours::Before)).weigh(-2),
    rule("until three", "(until|untill|till|til|up to) <n:1-23>", |v| at(v, Hours::Until)).weigh(-2),
    rule("by three", "(by|no later than|not later than|nothing later than) <n:1-23>", |v| at(v, Hours::Before)).weigh(-2),
    rule("an earlier one than", "(earlier|sooner|an earlier|a sooner) (appointment|one|slot|date|time)? than <time>", |v| {
        edge(v, Edge::Before)
    }),
    rule("a later one than", "(a later|later) (appointment|one|slot|date|time) than <time>", |v| edge(v, Edge::After)),
    rule("after the third", "(any time after|anytime after|sometime after|after|later than) the <numbered>", |v| edge(v, Edge::After)).weigh(-1),
    rule("from the third", "(from|starting from|starting on|starting|as of|not before|no earlier than|any time from|on or after) the <numbered>", |v| edge(v, Edge::From)).weigh(-1),
    rule("from the third on", "(from)? the <numbered> (onwards|onward|or later|at the earliest)", |v| edge(v, Edge::From)),
    rule("before the third", "(any time before|anytime before|sometime before|before|earlier than|prior to) the <numbered>", |v| edge(v, Edge::Before)).weigh(-1),
    rule("until the third", "(until|till|til|up to|by|no later than|not later than|on or before) the <numbered>", |v| edge(v, Edge::Until)).weigh(-1),
    rule("after a month", "(after|any time after|not before the end of) <month>", |v| month_edge(v, Edge::After)),
    rule("from a month", "(from|starting|starting in|beginning in|starting from|as of|not before|no earlier than) <month>", |v| month_edge(v, Edge::From)),
    rule("before a month", "(before|any time before|sometime before) <month>", |v| month_edge(v, Edge::Before)),
    rule("until a month", "(until|till|by|no later than|up to) <month>", |v| month_edge(v, Edge::Until)),
    rule("month to month", "(from|between)? <month> (to|and|until|till|through) <month>", |v| {
        let months: Vec<Value> = (0..2).filter_map(|at| month(v, at)).map(calendar).collect();
        let [from, until] = months.as_slice() else { return None };
        range(&[from, until])
    }),
    rule("later", "(a bit|a little)? later", |_| {
        let soon = Time::day(Day::In { n: 10, unit: Unit::Minute });
        Some(Value::Time(Time { edge: Some(Edge::From), latent: true, ..soon }))
    }),
    rule("now", "(now|right now|right away|straight away|immediately)", |_| {
        Some(Value::Time(Time { latent: true, ..Time::day(Day::Now) }))
    }),
];

/// The same with a mere number.
fn free_at(values: &[&Value]) -> Option<Value> {
    once_free(&[&Value::Clock(hour(values.first()?)?)])
}

fn clock_before(values: &[&Value]) -> Option<Value> {
    Some(Value::Hours(Hours::Before(clock_of(values.first()?)?)))
}

/// Until the end of a day; an hour bounds by itself.
fn by(values: &[&Value]) -> Option<Value> {
    match values {
        [Value::Time(Time { day: None, hours: Some(Hours::At(_)), .. })] => edge(values, Edge::Before),
        _ => edge(values, Edge::Until),
    }
}

fn at(values: &[&Value], bound: fn(crate::time::value::Clock) -> Hours) -> Option<Value> {
    Some(Value::Hours(bound(hour(values.first()?)?)))
}

fn calendar(month: i8) -> Value {
    Value::Day(Day::Month { month, year: None })
}

fn month_edge(values: &[&Value], bound: Edge) -> Option<Value> {
    edge(&[&calendar(month(values, 0)?)], bound)
}
