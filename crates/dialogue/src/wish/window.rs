//! Stretches of local time, and the instants they stand for.

use domain::clock::{self, Edge};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use phrases::Grain;

/// A stretch of local days, or of one, that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) start: DateTime,
    pub(super) end: DateTime,
}

/// The instant of a wall-clock time, by the practice's one rule.
pub(crate) fn instant(local: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    clock::instant(local.date(), minute(local), zone, Edge::Start)
}

/// Whether one appointment begins as soon as another is over, as far as the grids of their services allow.
pub(crate) fn follows(end: Timestamp, start: Timestamp) -> bool {
    let gap = start.duration_since(end);
    (SignedDuration::ZERO..=SignedDuration::from_mins(20)).contains(&gap)
}

/// One unit of a grain.
pub(super) fn window_of(start: DateTime, grain: Grain) -> Option<Window> {
    let length = match grain {
        Grain::Second | Grain::Minute => 1.minute(),
        Grain::Hour => 1.hour(),
        Grain::Day => 1.day(),
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.year(),
    };
    Some(Window { start, end: start.checked_add(length).ok()? })
}

pub(super) fn minute(at: DateTime) -> u16 {
    u16::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).unwrap_or_default()
}

pub(super) fn day_of(at: DateTime) -> Window {
    let start = at.date().to_datetime(jiff::civil::Time::midnight());
    Window { start, end: start.checked_add(1.day()).unwrap_or(start) }
}

/// The same stretch in each of the next weeks.
pub(super) fn weeks_of(window: Window) -> impl Iterator<Item = Window> {
    (0..26_i32).filter_map(move |week| {
        let shift = i64::from(week).weeks();
        Some(Window {
            start: window.start.checked_add(shift).ok()?,
            end: window.end.checked_add(shift).ok()?,
        })
    })
}

/// The days of a window, at most a quarter's.
pub(super) fn days_in(window: Window) -> Vec<Window> {
    let mut days = Vec::new();
    let mut day = day_of(window.start);
    while day.start < window.end && days.len() < 100 && day.start < day.end {
        days.push(Window { start: day.start.max(window.start), end: day.end.min(window.end) });
        day = day_of(day.end);
    }
    days
}

/// The part of a day between two minutes of it.
pub(super) fn cut(day: Window, from: u16, to: u16) -> Option<Window> {
    let midnight = day_of(day.start).start;
    let at = |minute: u16| midnight.checked_add(i64::from(minute).minutes()).ok();
    let (start, end) = (at(from)?.max(day.start), at(to)?.min(day.end));
    (start < end).then_some(Window { start, end })
}
