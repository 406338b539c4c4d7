//! Mentions onto the calendar: the last step, where `now` comes in.

mod dates;
mod days;
mod stretches;

use jiff::ToSpan;
use jiff::civil::{Date as Civil, DateTime};

use self::days::Stretch;
pub(crate) use self::days::{Anchor, place_in_week, week_around};
use super::value::{Clock, Course, Date, Day, Edge, Hours, Time, Which};
use crate::{Direction, Grain, Kind, Role, TimeMention};

/// The readings of a mention, the likelier first; empty when there is no such time.
pub(crate) fn place(time: &Time, text: &str, role: Role, anchor: &Anchor) -> Vec<TimeMention> {
    let mut readings = Vec::new();
    for time in number_readings(time, anchor) {
        for hours in hour_readings(time.hours) {
            let one = Time { hours, ..time.clone() };
            for placed in place_one(&one, anchor) {
                readings.push(TimeMention { text: text.to_owned(), role, habitual: time.habitual, ..placed });
            }
        }
    }
    readings
}

/// «Vendredi onze» is the 11th, or Friday at eleven (nobody says «vendredi treize» of an hour); «vendredi quinze seize
/// heures», and the next 15th is no Friday, may be from three to four.
fn number_readings(time: &Time, anchor: &Anchor) -> Vec<Time> {
    let Some(Day::Date(Date { day: number, weekday: Some(name), bare: true, .. })) = time.day else {
        return vec![time.clone()];
    };
    let falls = dates::falls_on(number, name, anchor.now.date());
    let hours = match (Clock::hour(number), time.hours) {
        (Some(hour), None) if hour.half_unsaid => Some(Hours::At(hour)),
        (Some(hour), Some(Hours::At(end))) if !falls && hour.minute + 60 == end.minute => {
            Some(Hours::Span(hour, end))
        }
        _ => None,
    };
    let Some(hours) = hours.filter(|_| time.edge.is_none()) else { return vec![time.clone()] };
    let day = Day::Weekday { day: name, which: Which::Coming };
    let by_hour = Time { day: Some(day), hours: Some(hours), ..time.clone() };
    vec![time.clone(), by_hour]
}

/// Is it a day from today on?
pub(crate) fn is_to_come(time: &Time, now: DateTime) -> bool {
    let day = time.day.as_ref().and_then(|day| days::place(day, &Anchor::at(now)));
    day.is_some_and(|(first, _)| first.end > now)
}

/// Is it one of the next seven days?
pub(crate) fn is_within_a_week(time: &Time, now: DateTime) -> bool {
    let day = time.day.as_ref().and_then(|day| days::place(day, &Anchor::at(now)));
    let week = now.checked_add(1.weeks());
    day.zip(week.ok()).is_some_and(|((first, _), week)| first.start <= week)
}

/// May the day be one or another?
pub(crate) fn has_two_readings(time: &Time, now: DateTime) -> bool {
    let day = time.day.as_ref().and_then(|day| days::place(day, &Anchor::at(now)));
    day.is_some_and(|(_, other)| other.is_some())
}

/// An hour from one to six without its half of the day may be either («à cinq heures»), and so may seven
/// o'clock.
fn hour_readings(hours: Option<Hours>) -> Vec<Option<Hours>> {
    let seven = |c: &Clock| c.minute == 420 && !c.fine;
    let doubtful = |c: &Clock| c.half_unsaid && ((60..420).contains(&c.minute) || seven(c));
    let later = |c: Clock| Clock { minute: c.minute + 720, half_unsaid: false, ..c };
    let other = match hours {
        Some(Hours::At(c)) if doubtful(&c) => Some(Hours::At(later(c))),
        Some(Hours::After(c)) if doubtful(&c) => Some(Hours::After(later(c))),
        Some(Hours::Before(c)) if doubtful(&c) => Some(Hours::Before(later(c))),
        Some(Hours::Until(c)) if doubtful(&c) => Some(Hours::Until(later(c))),
        Some(Hours::Span(a, b)) if doubtful(&a) && b.half_unsaid && b.minute < 720 => {
            Some(Hours::Span(later(a), later(b)))
        }
        _ => None,
    };
    if other.is_some() { vec![hours, other] } else { vec![hours] }
}

fn place_one(time: &Time, anchor: &Anchor) -> Vec<TimeMention> {
    if let Some(ends) = &time.range {
        return place_range(&ends.0, &ends.1, anchor).into_iter().collect();
    }
    let Some(day) = &time.day else {
        return time.hours.and_then(|hours| any_date(hours, anchor.now)).into_iter().collect();
    };
    let Some((first, other)) = days::place(day, anchor) else { return Vec::new() };
    let other = other.or_else(|| next_of_that_number(day, time.hours, anchor));
    [Some(first), other]
        .into_iter()
        .flatten()
        .filter_map(|s| bounded(on_day(s, time.hours)?, time.edge))
        .collect()
}

/// «Le 30 à quinze heures», said on the 30th at nine: people say «aujourd'hui», but not all.
fn next_of_that_number(day: &Day, hours: Option<Hours>, anchor: &Anchor) -> Option<Stretch> {
    let number = |day: &Day| match day {
        Day::Date(Date { day, month: None, weekday: None, .. }) => Some(*day),
        _ => None,
    };
    let (number, Some(Hours::At(_))) = (number(day)?, hours) else { return None };
    let today = anchor.now.date();
    let tomorrow = today.tomorrow().ok().filter(|_| u32::try_from(today.day()) == Ok(number))?;
    days::place(day, &Anchor::at(tomorrow.at(0, 0, 0, 0))).map(|(next, _)| next)
}

fn blank(kind: Kind, grain: Grain) -> TimeMention {
    TimeMention {
        text: String::new(),
        role: Role::At,
        kind,
        direction: None,
        grain,
        start: None,
        end: None,
        any_date: false,
        habitual: false,
        on: None,
        once_over: false,
    }
}

fn value(start: DateTime, grain: Grain) -> TimeMention {
    TimeMention { start: Some(start), ..blank(Kind::Value, grain) }
}

fn interval(start: DateTime, end: DateTime, grain: Grain) -> TimeMention {
    TimeMention { start: Some(start), end: Some(end), ..blank(Kind::Interval, grain) }
}

fn open(direction: Direction, bound: DateTime, grain: Grain) -> TimeMention {
    let blank = TimeMention { direction: Some(direction), ..blank(Kind::OpenInterval, grain) };
    match direction {
        Direction::After => TimeMention { start: Some(bound), ..blank },
        Direction::Before => TimeMention { end: Some(bound), ..blank },
    }
}

fn moment(day: Civil, minute: u16) -> Option<DateTime> {
    day.at(0, 0, 0, 0).checked_add(i32::from(minute).minutes()).ok()
}

fn grain_of(clocks: &[Clock]) -> Grain {
    if clocks.iter().any(|c| c.fine) { Grain::Minute } else { Grain::Hour }
}

fn on_day(stretch: Stretch, hours: Option<Hours>) -> Option<TimeMention> {
    let Some(hours) = hours else {
        return Some(if stretch.whole {
            TimeMention { end: None, ..value(stretch.start, stretch.grain) }
        } else {
            interval(stretch.start, stretch.end, stretch.grain)
        });
    };
    hours_on(stretch.start.date(), hours)
}

fn hours_on(day: Civil, hours: Hours) -> Option<TimeMention> {
    Some(match hours {
        Hours::At(c) | Hours::Either(c, _) => value(moment(day, c.minute)?, grain_of(&[c])),
        Hours::Part(part) => interval(moment(day, part.from)?, moment(day, part.until)?, Grain::Hour),
        Hours::Span(a, b) => {
            let until = if b.minute <= a.minute { b.minute + 1440 } else { b.minute };
            interval(moment(day, a.minute)?, moment(day, until)?, grain_of(&[a, b]))
        }
        Hours::After(c) => {
            TimeMention { on: Some(day), ..open(Direction::After, moment(day, c.minute)?, grain_of(&[c])) }
        }
        Hours::Before(c) => {
            TimeMention { on: Some(day), ..open(Direction::Before, moment(day, c.minute)?, grain_of(&[c])) }
        }
        Hours::Until(c) => interval(moment(day, 0)?, moment(day, c.minute)?, grain_of(&[c])),
    })
}

/// The next such hours from now on; a stretch that is running counts.
fn any_date(hours: Hours, now: DateTime) -> Option<TimeMention> {
    let hours = if let Hours::Until(c) = hours { Hours::Before(c) } else { hours };
    let today = now.date();
    (0..=1).find_map(|n: i32| {
        let found = hours_on(today.checked_add(n.days()).ok()?, hours)?;
        let ahead = match found.kind {
            Kind::Value => found.start >= Some(now),
            Kind::Interval => found.end > Some(now),
            Kind::OpenInterval => found.start.or(found.end) >= Some(now),
        };
        ahead.then_some(TimeMention { any_date: true, on: None, ..found })
    })
}

fn unit_end(mention: &TimeMention) -> Option<DateTime> {
    let start = mention.start?;
    match mention.grain {
        Grain::Day => start.checked_add(1.days()).ok(),
        Grain::Week => start.checked_add(1.weeks()).ok(),
        Grain::Month => start.checked_add(1.months()).ok(),
        Grain::Year => start.checked_add(1.years()).ok(),
        _ => Some(start),
    }
}

fn bounded(mention: TimeMention, edge: Option<Edge>) -> Option<TimeMention> {
    let Some(edge) = edge else { return Some(mention) };
    let start = mention.start?;
    let end = mention.end.or_else(|| unit_end(&mention))?;
    let grain = mention.grain;
    Some(match edge {
        Edge::From => open(Direction::After, start, grain),
        Edge::After if mention.kind == Kind::Interval => open(Direction::After, end, grain),
        Edge::After => TimeMention { once_over: end > start, ..open(Direction::After, start, grain) },
        Edge::Before => open(Direction::Before, start, grain),
        Edge::Until => open(Direction::Before, end, grain),
    })
}

fn place_range(from: &Time, until: &Time, anchor: &Anchor) -> Option<TimeMention> {
    let first = place_one(from, anchor).into_iter().next()?;
    let start = first.start?;
    let later = Anchor { after: Some(start.date()), course: Course::Later, ..*anchor };
    let last = place_one(until, &later).into_iter().next()?;
    let end = last.end.or_else(|| unit_end(&last))?;
    let grain = first.grain.min(last.grain);
    (end > start).then(|| interval(start, end, grain))
}
