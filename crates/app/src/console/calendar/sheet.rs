//! The hours as they are drawn: a column for each practitioner or day, with what is open and what stands in it.

use domain::Span;
use domain::appointment::Status;
use domain::clock;
use domain::ids::{ResourceId, ServiceId};
use domain::schedule::{self, Closed};
use jiff::Timestamp;
use jiff::civil::Date;

use super::lanes::{self, Place};
use super::shown::Shown;
use super::stranded::in_words;
use crate::booking::{Agenda, Booking, Conflict, Entry};
use crate::pages::{dates, words};

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
    /// How many tenths of a pixel a minute is high: the shortest visit must be large enough to be pressed, and where many
    /// stand side by side, to hold a name in two lines.
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

/// Something in a column.
pub(super) struct Item {
    pub(super) id: String,
    /// How it looks: `appointment`, `request`, `done`, `hold`, `block` or `busy`.
    pub(super) kind: &'static str,
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) place: Place,
    /// «9 h 20 – 9 h 40».
    pub(super) hours: String,
    /// «9 h 20».
    pub(super) start: String,
    pub(super) what: String,
    pub(super) service: String,
    /// What it is, or where it stands.
    pub(super) status: &'static str,
    pub(super) by_call: bool,
    /// What is wrong with it.
    pub(super) flag: Option<&'static str>,
    /// What it opens.
    pub(super) path: Option<String>,
    /// How many minutes lie between its service's starts, if it may be moved.
    pub(super) moves_by: Option<u32>,
    span: Span,
}

impl Item {
    /// Whether there is room for one line only.
    pub(super) const fn is_short(&self) -> bool {
        self.to - self.from < 28
    }

    /// How it looks where others stand beside it: narrow, or very narrow; nothing when it stands alone.
    pub(super) const fn beside(&self) -> &'static str {
        match self.place.lanes {
            0 | 1 => "",
            2 => " beside",
            _ => " beside tight",
        }
    }
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
    let shortest = columns.iter().flat_map(|column| &column.items).map(|item| item.to - item.from).min();
    let crowded = columns.iter().flat_map(|column| &column.items).any(|item| item.place.lanes > 2);
    let height = if crowded { 420 } else { 250 };
    let unit = height / u32::from(shortest.unwrap_or(20).clamp(10, 17));
    let step = default.map_or(5, |service| service.step_min);
    Sheet { columns, first, last, hours: (first / 60..=last / 60).map(hour).collect(), step, unit }
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

/// What stands in somebody's day, by its start.
fn items(shown: &Shown, agenda: &Agenda, who: &ResourceId, day: Span) -> Vec<Item> {
    let here = |resource: &ResourceId, span: Span| resource == who && span.overlaps(day);
    let entries = agenda
        .entries
        .iter()
        .filter(|entry| here(&entry.booking.appointment.practitioner, entry.booking.appointment.span))
        .map(|entry| of_entry(shown, agenda, entry));
    let held = agenda.held.iter().filter(|held| here(&held.slot.resource, held.slot.span)).map(|held| Item {
        service: service(shown, &held.slot.service),
        ..other(shown, held.id.to_string(), "hold", held.slot.span)
    });
    let blocks = agenda.blocks.iter().filter(|block| here(&block.resource, block.span)).map(|block| Item {
        what: block.note.as_ref().map(|note| note.reveal().clone()).unwrap_or_default(),
        path: Some(format!("/console/calendar/blocks/{}", block.id)),
        ..other(shown, block.id.to_string(), "block", block.span)
    });
    let busy = agenda.busy.iter().filter(|(resource, span)| here(resource, *span));
    let busy = busy.enumerate().map(|(at, (_, span))| other(shown, format!("{who}-{at}"), "busy", *span));
    let mut items: Vec<Item> = entries.chain(held).chain(blocks).chain(busy).collect();
    items.sort_by(|a, b| (a.span, &a.id).cmp(&(b.span, &b.id)));
    items
}

fn of_entry(shown: &Shown, agenda: &Agenda, entry: &Entry) -> Item {
    let one = &entry.booking.appointment;
    let kind = match one.status {
        Status::Requested => "request",
        Status::Booked | Status::Arrived => "appointment",
        _ => "done",
    };
    let movable = matches!(one.status, Status::Requested | Status::Booked);
    let step = shown.practice.service(&one.service).map_or(5, |service| service.step_min);
    let erased = || shown.t("calendar.erased").to_owned();
    Item {
        what: entry.patient.as_ref().map_or_else(erased, |name| name.reveal().clone()),
        service: service(shown, &one.service),
        status: words::word(shown.lang, &format!("calendar.status_{}", one.status.name())),
        by_call: entry.booking.call.is_some(),
        flag: one
            .status
            .keeps_time()
            .then(|| conflict(shown, agenda, &entry.booking))
            .flatten()
            .map(|key| shown.t(key)),
        path: Some(format!("/console/calendar/appointments/{}", one.id)),
        moves_by: movable.then_some(step),
        ..other(shown, one.id.to_string(), kind, one.span)
    }
}

/// What stands in the way of an appointment: another one, hours, blocks or people that changed, or something in a calendar
/// outside.
fn conflict(shown: &Shown, agenda: &Agenda, booking: &Booking) -> Option<&'static str> {
    let one = &booking.appointment;
    let clashes =
        |resource: &ResourceId, span: Span| *resource == one.practitioner && span.overlaps(one.span);
    let others = agenda.entries.iter().map(|entry| &entry.booking.appointment);
    let mut beside = others.filter(|other| other.id != one.id && other.status.keeps_time());
    if beside.any(|other| clashes(&other.practitioner, other.span)) {
        return Some("calendar.conflict_double");
    }
    let blocked = |id: &ResourceId, span: Span| {
        let of_people = agenda.blocks.iter().map(|block| (&block.resource, block.span));
        let mut all = of_people.chain(agenda.rooms.iter().map(|(room, kept)| (room, *kept)));
        all.any(|(resource, kept)| resource == id && kept.overlaps(span))
    };
    let why = Conflict::of(booking).why(&shown.practice, blocked).map(in_words);
    let outside = || agenda.busy.iter().any(|(resource, span)| clashes(resource, *span));
    why.or_else(|| outside().then_some("calendar.conflict_outside"))
}

/// What is no appointment.
fn other(shown: &Shown, id: String, kind: &'static str, span: Span) -> Item {
    let zone = shown.practice.tenant.zone();
    let hour = |at| dates::hour(shown.lang, dates::local(zone, at).time());
    Item {
        id,
        kind,
        from: 0,
        to: 0,
        place: Place { lane: 0, lanes: 1 },
        hours: format!("{} – {}", hour(span.start), hour(span.end)),
        start: hour(span.start),
        what: String::new(),
        service: String::new(),
        status: words::word(shown.lang, &format!("calendar.kind_{kind}")),
        by_call: false,
        flag: None,
        path: None,
        moves_by: None,
        span,
    }
}

/// What a service is called.
pub(super) fn service(shown: &Shown, id: &ServiceId) -> String {
    let name = shown.practice.service(id).and_then(|service| service.name.get(shown.lang));
    name.cloned().unwrap_or_else(|| id.to_string())
}
