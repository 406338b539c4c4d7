//! The time on the clock: «14 h 30», «quatorze heures trente», «midi et quart», «dix heures moins vingt».

use crate::time::grammar::{Rule, rule};
use crate::time::make::{clock_of, clock_span, count, number, time_of};
use crate::time::value::{Clock, Hours, Time, Value};

pub(super) const RULES: &[Rule] = &[
    rule("hour", "<n:0-24> (heure|heures|h)", |v| Clock::hour(number(v, 0)?.n).map(Value::Clock)),
    rule("hour minutes", "<n:0-24> (heure|heures|h) (et)? <n:0-59> (minute|minutes|min|mn)?", hour_minutes)
        .weigh(1),
    rule("hour:minutes", "<n:0-24> {:} <n:0-59>", |v| {
        Clock::at(number(v, 0)?.n, written_minutes(v)?).map(Value::Clock)
    }),
    rule("noon", "midi", |_| sure(12, false)),
    rule("midnight", "minuit", |_| sure(0, false)),
    rule("noon minutes", "midi (et)? <n:2-59> (minutes)?", |v| past(sure_clock(12)?, number(v, 0)?.n)),
    rule("midnight minutes", "minuit (et)? <n:2-59> (minutes)?", |v| past(sure_clock(0)?, number(v, 0)?.n)),
    rule("half past", "<clock> et (demie|demi)", |v| past(clock_of(v, 0)?, 30)),
    rule("half of the hour", "la (demie|demi) (de|d) <clock>", |v| past(clock_of(v, 0)?, 30)),
    rule("quarter past", "<clock> (et quart|un quart|et un quart)", |v| past(clock_of(v, 0)?, 15)),
    rule("three quarters past", "<clock> (et)? trois quarts", |v| past(clock_of(v, 0)?, 45)),
    rule("quarter to", "<clock> moins (le|un)? quart", |v| to(clock_of(v, 0)?, 15)),
    rule("minutes to", "<clock> moins <n:1-29> (minutes)?", |v| to(clock_of(v, 0)?, number(v, 1)?.n)),
    rule("minutes passed", "<clock> (passe|passes|passee|passees) de <n:1-59> minutes", |v| {
        past(clock_of(v, 0)?, number(v, 1)?.n)
    }),
    rule("sharp", "<clock> (pile|precise|precises|tapante|tapantes|exactement|environ|a peu pres)", |v| {
        clock_of(v, 0).map(Value::Clock)
    }),
    rule("clock", "<clock>", at),
    rule(
        "at",
        "(a|vers|pour|autour de|aux alentours de|aux environs de|a partir environ de|sur les|vers les|des les|d) <clock>",
        at,
    ),
    rule("at about", "(a|vers|d) (environ|peu pres|a peu pres) <clock>", at),
    rule("at hour minutes", "(a|vers) <n:7-23> <n:10-59>", |v| {
        Clock::at(number(v, 0)?.n, number(v, 1)?.n).map(|c| Value::Hours(Hours::At(c)))
    })
    .weigh(-4),
    rule("day at the number", "<time> (a|vers) <n:7-20>", |v| on_its_day(v, Hours::At(clock_of(v, 1)?)))
        .weigh(-4),
    rule("day at this number or that", "<time> (a|vers) <n:7-20> ou (a)? <n:7-20>", |v| {
        on_its_day(v, Hours::Either(clock_of(v, 1)?, clock_of(v, 2)?))
    })
    .weigh(-4),
    rule("rather eleven", "(mettez|mettez plutot|plutot|disons|disons plutot|mettons) <n:7-20>", |v| {
        Some(Value::Time(Time { latent: true, ..Time::hours(Hours::At(clock_of(v, 0)?)) }))
    }),
    rule("minutes before", "<n:1-59> (minutes|min) (avant|plus tot que) <clock>", |v| shifted(v, -1))
        .weigh(2),
    rule("minutes after", "<n:1-59> (minutes|min) (apres|plus tard que) <clock>", |v| shifted(v, 1)).weigh(2),
    rule("half an hour before", "une (demi|demie) heure (avant|plus tot que) <clock>", |v| moved(v, -30))
        .weigh(2),
    rule("half an hour after", "une (demi|demie) heure (apres|plus tard que) <clock>", |v| moved(v, 30))
        .weigh(2),
    rule("a quarter before", "un quart d heure (avant|plus tot que) <clock>", |v| moved(v, -15)).weigh(2),
    rule("a quarter after", "un quart d heure (apres|plus tard que) <clock>", |v| moved(v, 15)).weigh(2),
    rule("an hour before", "une heure (avant|plus tot que) <clock>", |v| moved(v, -60)).weigh(3),
    rule("an hour after", "une heure (apres|plus tard que) <clock>", |v| moved(v, 60)).weigh(3),
    rule("this or that hour", "(a|vers)? <n:1-23> ou <clock>", |v| {
        Some(Value::Hours(Hours::Either(clock_of(v, 0)?, clock_of(v, 1)?)))
    }),
    rule("one hour or the next", "(a|vers|autour de|sur les) <n:7-19> <clock>", next_hour),
    rule("from to", "(de|d|entre|depuis) <clock> (a|et|jusqu a|jusqu) <clock>", clock_span).weigh(3),
    rule("clock until", "<clock> (a|jusqu a) <clock>", clock_span),
    rule("clock dash clock", "<clock> {-} <clock>", clock_span).weigh(3),
    rule("two clocks", "<clock> <clock>", clock_span).weigh(-5),
    rule("from number to clock", "(de|d|entre) <n:0-24> (a|et|jusqu a) <clock>", clock_span).weigh(3),
    rule("number to clock", "<n:0-24> {-} <clock>", clock_span),
    rule("from clock to number", "(de|d|entre) <clock> (a|et) <n:1-24>", clock_span),
    rule("from number to number", "(de|entre) <n:0-24> (a|et) <n:1-24>", clock_span).weigh(-3),
];

/// «Mardi à neuf»: only of a day that was said is a mere number the hour.
fn on_its_day(values: &[&Value], hours: Hours) -> Option<Value> {
    let day = time_of(values, 0).filter(|time| time.hours.is_none() && time.day.is_some())?;
    day.and(&Time::hours(hours)).map(Value::Time)
}

fn hour_minutes(values: &[&Value]) -> Option<Value> {
    let minutes = number(values, 1)?;
    // «quatorze heures une consultation»: a bare one is an article.
    if minutes.n == 1 && !minutes.zero {
        return None;
    }
    Clock::at(number(values, 0)?.n, minutes.n).map(Value::Clock)
}

/// «Vers dix onze heures».
fn next_hour(values: &[&Value]) -> Option<Value> {
    let (one, next) = (clock_of(values, 0)?, clock_of(values, 1)?);
    (one.minute + 60 == next.minute).then_some(Value::Hours(Hours::Span(one, next)))
}

/// After a colon minutes have two digits.
fn written_minutes(values: &[&Value]) -> Option<u32> {
    let minutes = number(values, 1)?;
    (minutes.digits == 2).then_some(minutes.n)
}

fn sure_clock(hour: u32) -> Option<Clock> {
    Clock::hour(hour).map(|c| Clock { half_unsaid: false, ..c })
}

fn sure(hour: u32, fine: bool) -> Option<Value> {
    sure_clock(hour).map(|c| Value::Clock(Clock { fine, ..c }))
}

/// Minutes after a full hour.
fn past(clock: Clock, minutes: u32) -> Option<Value> {
    let minute = clock.minute + u16::try_from(minutes).ok()?;
    (!clock.fine).then_some(Value::Clock(Clock { minute: minute % 1440, fine: true, ..clock }))
}

/// Minutes before a full hour.
fn to(clock: Clock, minutes: u32) -> Option<Value> {
    let minute = (clock.minute + 1440).checked_sub(u16::try_from(minutes).ok()?)?;
    (!clock.fine).then_some(Value::Clock(Clock { minute: minute % 1440, fine: true, ..clock }))
}

/// So many minutes from an hour: «vingt minutes avant midi».
fn shifted(values: &[&Value], sign: i32) -> Option<Value> {
    moved(&values[1..], sign * count(values, 0)?)
}

fn moved(values: &[&Value], by: i32) -> Option<Value> {
    let clock = clock_of(values, 0)?;
    let minute = u16::try_from(i32::from(clock.minute) + by).ok().filter(|m| *m < 1440)?;
    Some(Value::Clock(Clock { minute, fine: true, ..clock }))
}

fn at(values: &[&Value]) -> Option<Value> {
    clock_of(values, 0).map(|c| Value::Hours(Hours::At(c)))
}
