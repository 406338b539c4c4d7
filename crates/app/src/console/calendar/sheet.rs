//! The hours as they are drawn: a column for each practitioner or day, with what is open and what stands in it.

use domain::clock;
use domain::ids::ResourceId;
use domain::schedule::{self, Closed};
use jiff::Timestamp;
use jiff::civil::Date;

use super::items::{Item, items};
use super::lanes;
use super::shown::Shown;
use crate::booking::Agenda;
use crate::pages::dates;

/// What is drawn. Heights are minutes.
pub(super) struct Sheet {
    pub(super) columns: Vec<Column>,
    /// The first minute of the day that is drawn, a whole hour.
    pub(super) first: u16,
    /// The last.
    pub(super) last: u16,
    /// The hours beside the columns: which minute, and how it is written.
    pub(super) hours: Vec<(u16, String)>,
    /// How many minutes lie between the starts of what is booked most.
    pub(super) step: u32,
    /// How many tenths of a pixel a minute is high.
    pub(super) unit: u32,
}

/// One practitioner's day.
pub(super) struct Column {
    pub(super) date: Date,
    pub(super) who: ResourceId,
    /// What it is called above the hours, in two parts.
    pub(super) head: (String, String),
    /// What it is called where it stands alone.
    pub(super) name: String,
    pub(super) today: bool,
    pub(super) open: Vec<(u16, u16)>,
    /// Why nobody works.
    pub(super) closed: Option<String>,
    pub(super) items: Vec<Item>,
    /// The minute of the day it is now.
    pub(super) now: Option<u16>,
}

/// Draws what stands in the agendas that are shown.
pub(super) fn drawn(shown: &Shown, agenda: &Agenda) -> Sheet {
    let mut columns: Vec<Column> = shown
        .dates
        .iter()
        .flat_map(|date| shown.whose.iter().map(move |who| (*date, who)))
        .filter_map(|(date, who)| column(shown, agenda, date, who))
        .collect();
    if shown.week {
        // At the weekend hardly anybody works: days on which nothing is are left out.
        let used = |column: &Column| !column.open.is_empty() || !column.items.is_empty();
        let working = |column: &Column| column.date.weekday().to_monday_zero_offset() < 5;
        columns.retain(|column| working(column) || used(column));
    }
    let (first, last) = bounds(&columns);
    let hour = |hour: u16| (hour * 60, dates::clock_hour(shown.lang, hour));
    let default = shown.practice.default_service().or(shown.practice.services.first());
    let (step, unit) = (default.map_or(5, |service| service.step_min), unit(&columns));
    Sheet { columns, first, last, hours: (first / 60..=last / 60).map(hour).collect(), step, unit }
}

/// How many tenths of a pixel a minute is high, so that the shortest of what can be pressed holds a line; where many stand
/// side by side, two.
fn unit(columns: &[Column]) -> u32 {
    let items = || columns.iter().flat_map(|column| &column.items);
    let shortest = items().filter(|item| item.path.is_some()).map(|item| item.to - item.from).min();
    let crowded = items().any(|item| item.place.lanes > 2);
    let (height, least) = if crowded { (420, 10) } else { (250, 5) };
    height / u32::from(shortest.unwrap_or(20).clamp(least, 17))
}

/// From the first hour that is open or taken to the last; eight to six at least.
fn bounds(columns: &[Column]) -> (u16, u16) {
    let open = columns.iter().flat_map(|column| column.open.iter().copied());
    let taken = columns.iter().flat_map(|column| column.items.iter().filter(|item| item.kind != "busy"));
    let all = open.chain(taken.filter(|item| item.to - item.from < 720).map(|item| (item.from, item.to)));
    let (first, last) = all.fold((480, 1080), |(first, last), (from, to)| (first.min(from), last.max(to)));
    (first / 60 * 60, last.div_ceil(60) * 60)
}

fn column(shown: &Shown, agenda: &Agenda, date: Date, who: &ResourceId) -> Option<Column> {
    let zone = shown.practice.tenant.zone();
    let day = clock::day(date, zone)?;
    let minute = |at: Timestamp| match at {
        at if at <= day.start => 0,
        at if at >= day.end => 1440,
        at => {
            let time = zone.to_datetime(at).time();
            u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
        }
    };
    let stretches = schedule::working(&shown.practice, who, date);
    let open = stretches.iter().map(|span| (minute(span.start), minute(span.end))).collect();
    let closed = stretches.is_empty().then(|| closed_because(shown, who, date));
    let name = shown.practice.practitioner(who).map(|one| one.name.clone()).unwrap_or_default();
    let today = clock::date_at(shown.now, zone) == date;
    let head = if shown.week {
        (dates::weekday_short(shown.lang, date.weekday()), date.day().to_string())
    } else {
        (name.clone(), String::new())
    };
    let mut items = items(shown, agenda, who, day);
    for item in &mut items {
        (item.from, item.to) =
            (minute(item.span.start), minute(item.span.end).max(minute(item.span.start) + 1));
    }
    let stretches: Vec<_> = items.iter().map(|item| (item.from, item.to)).collect();
    for (item, place) in items.iter_mut().zip(lanes::places(&stretches)) {
        item.place = place;
    }
    let name = if shown.week { dates::day(shown.lang, date) } else { name };
    let now = today.then(|| minute(shown.now));
    Some(Column { date, who: who.clone(), head, name, today, open, closed, items, now })
}

fn closed_because(shown: &Shown, who: &ResourceId, date: Date) -> String {
    match schedule::closed_because(&shown.practice, Some(who), date) {
        Some(Closed::Holiday(holiday)) => holiday.name(shown.lang).to_owned(),
        Some(Closed::Closure { reason: Some(reason), .. }) => reason,
        _ => shown.t("calendar.closed").to_owned(),
    }
}
