//! What one mention of a time says.

use domain::clock;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use phrases::{Direction, Frame, Grain, Kind, Role, TimeMention};

use super::window::{Window, day_of, minute, window_of};
use crate::words::Words;

const EIGHT: u16 = 8 * 60;
const NOON: u16 = 12 * 60;
const SEVEN_PM: u16 = 19 * 60;
const EIGHT_PM: u16 = 20 * 60;

/// In the name of a part of the day that begins at eight where no practice is asked, folded.
const MORNINGS: &[&str] = &[
    "matin",
    "bonneheure",
    "premiereheure",
    "ouverture",
    "debut",
    "morning",
    "first",
    "early",
    "start",
    "beginning",
];
/// And of one that ends at seven or eight in the evening.
const EVENINGS: &[&str] =
    &["soir", "journee", "travail", "evening", "night", "endof", "intheday", "afterwork", "last"];

/// Minutes of the local day at which a start would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hours {
    /// Exactly at one of these.
    At(Vec<u16>),
    /// Within, the second excluded; nearer or farther is a matter of degree.
    About(u16, u16),
    /// Within, the second excluded, and nowhere else.
    Only(u16, u16),
}

/// Whether the mention may be of this start: for «celui de jeudi», «celui de dix heures».
pub(crate) fn fits(mention: &TimeMention, start: Timestamp, zone: &TimeZone) -> bool {
    let local = zone.to_datetime(start);
    if mention.any_date {
        let minute = minute(local);
        return match hours(mention) {
            Some(Hours::At(at)) => at.contains(&minute),
            Some(Hours::About(from, to) | Hours::Only(from, to)) => from <= minute && minute < to,
            None => false,
        };
    }
    if mention.habitual {
        return mention.start.is_some_and(|at| at.weekday() == local.weekday());
    }
    match (mention.kind, mention.direction) {
        (Kind::OpenInterval, Some(Direction::Before)) => {
            mention.end.or(mention.start).is_some_and(|end| local < end)
        }
        (Kind::OpenInterval, _) => mention.start.is_some_and(|from| from <= local),
        _ => window(mention).is_some_and(|window| window.start <= local && local < window.end),
    }
}

/// The mentions of a frame that say when it is wished, in a call that books (`At` and `To`) or moves (`To`).
pub(crate) fn wished(frame: &Frame, moving: bool) -> Vec<&TimeMention> {
    let has_to = frame.times.iter().any(|mention| mention.role == Role::To);
    let wanted = |role: Role| match role {
        Role::To | Role::Not => true,
        Role::At => !(moving && has_to),
        Role::From => false,
    };
    frame.times.iter().filter(|mention| wanted(mention.role)).collect()
}

/// «Hier», «la semaine dernière»: news, whatever is wished beside it.
pub(crate) fn is_told_of(mention: &TimeMention, today: Date) -> bool {
    const WORDS: &[&str] = &["hier", "dernier", "derniere", "passe", "passee", "yesterday", "last", "ago"];
    let said = mention.text.split([' ', '-']).map(phrases::names::folded).collect::<Vec<_>>();
    let told = said.starts_with(&["il".to_owned(), "y".to_owned(), "a".to_owned()])
        || said.iter().any(|word| WORDS.contains(&word.as_str()));
    let over = mention.start.is_some_and(|start| start.date() < today)
        && mention.end.is_none_or(|end| end <= today.to_datetime(Time::midnight()));
    mention.role == Role::At && told && over
}

pub(super) fn is_exact(mention: &TimeMention) -> bool {
    mention.kind == Kind::Value && mention.grain <= Grain::Hour && !mention.any_date
}

/// A day, and nothing of its hours.
pub(super) fn is_whole_day(mention: &TimeMention) -> bool {
    mention.kind == Kind::Value && mention.grain == Grain::Day && !mention.any_date && !mention.habitual
}

/// Does it leave open which of several days?
pub(crate) fn is_of_days(mention: &TimeMention) -> bool {
    mention.kind != Kind::OpenInterval
        && !mention.any_date
        && window(mention).is_some_and(|window| day_of(window.start).end < window.end)
}

/// When a mention begins. Nobody comes at noon who said «l'après-midi»; and a morning that was named is all that the
/// practice has of it, from when it opens.
fn beginning(mention: &TimeMention) -> Option<DateTime> {
    let start = mention.start?;
    match minute(start) {
        NOON if is_called(mention, &["apresmidi", "afternoon"]) => start.checked_add(1.hour()).ok(),
        EIGHT if is_called(mention, MORNINGS) => Some(day_of(start).start),
        _ => Some(start),
    }
}

/// When a mention ends: an evening that was named, and the end of the day, when the practice closes.
fn ending(mention: &TimeMention) -> Option<DateTime> {
    let end = mention.end?;
    let late = matches!(minute(end), SEVEN_PM | EIGHT_PM) && is_called(mention, EVENINGS);
    Some(if late { day_of(end).end } else { end })
}

/// Whether a stretch is a part of the day by its name, with no hour in it: «entre 8 h et midi» is none.
fn is_called(mention: &TimeMention, names: &[&str]) -> bool {
    let said = phrases::names::folded(&mention.text);
    let called = mention.kind == Kind::Interval && names.iter().any(|name| said.contains(name));
    called && !Words::of(&mention.text).name_hours()
}

/// What is left of a day of which the morning, or all that comes after it, is refused.
pub(super) fn left_of_the_day(mention: &TimeMention) -> Option<(u16, u16)> {
    let (from, to) = (minute(mention.start?), minute(mention.end?));
    if mention.kind != Kind::Interval {
        None
    } else if from < NOON && to == NOON {
        Some((NOON, clock::MINUTES_A_DAY))
    } else {
        (from >= NOON && to >= 17 * 60).then_some((0, from))
    }
}

pub(super) fn hours(mention: &TimeMention) -> Option<Hours> {
    let start = beginning(mention).map(minute);
    let end = ending(mention).map(minute).map(|end| if end == 0 { clock::MINUTES_A_DAY } else { end });
    match (mention.kind, mention.direction) {
        (Kind::OpenInterval, Some(Direction::Before)) => Some(Hours::Only(0, end.or(start)?)),
        (Kind::OpenInterval, _) => Some(Hours::Only(start.or(end)?, clock::MINUTES_A_DAY)),
        (Kind::Interval, _) => Some(Hours::About(start?, end?)),
        (Kind::Value, _) => Some(Hours::At(vec![start?])),
    }
}

pub(super) fn window(mention: &TimeMention) -> Option<Window> {
    let start = beginning(mention)?;
    let unit = window_of(start, mention.grain)?;
    let end = if mention.kind == Kind::Interval { ending(mention).unwrap_or(unit.end) } else { unit.end };
    Some(Window { start, end }).filter(|window| window.start < window.end)
}
