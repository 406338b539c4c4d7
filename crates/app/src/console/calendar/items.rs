//! What stands in a column of the calendar: appointments, what is kept for callers, blocks, and what is known from outside.

use domain::Span;
use domain::appointment::Status;
use domain::ids::{ResourceId, ServiceId};

use super::lanes::Place;
use super::shown::Shown;
use super::stranded::in_words;
use crate::booking::{Agenda, Booking, Conflict, Entry};
use crate::pages::{dates, words};

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
    pub(super) span: Span,
}

impl Item {
    /// How it looks where a minute is so many tenths of a pixel high: with one line, or a small one; beside others, narrow or
    /// very narrow.
    pub(super) fn look(&self, unit: u32) -> &'static str {
        match (self.place.lanes, self.height(unit)) {
            (0 | 1, ..SMALL) => " short compact",
            (0 | 1, SMALL..TWO_LINES) => " short",
            (0 | 1, _) => "",
            (2, ..SMALL) => " shared short compact",
            (2, SMALL..TWO_LINES) => " shared short",
            (2, _) => " shared",
            (_, ..TWO_LINES_TIGHT) => " shared tight short",
            _ => " shared tight",
        }
    }

    /// How many whole lines it has room for.
    pub(super) fn lines(&self, unit: u32) -> u32 {
        let line = if self.place.lanes > 2 { 15 } else { 18 };
        (self.height(unit).saturating_sub(5) / line).max(1)
    }

    /// All of it in one line, for whoever points at it.
    pub(super) fn told(&self) -> String {
        let what = if self.what.is_empty() { self.status } else { &self.what };
        let parts = [self.hours.as_str(), what, &self.service, self.flag.unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// In pixels.
    fn height(&self, unit: u32) -> u32 {
        u32::from(self.to - self.from) * unit / 10
    }
}

/// Below so many pixels there is room for a line of small letters only.
const SMALL: u32 = 22;
/// From so many on there is room for two lines.
const TWO_LINES: u32 = 38;
/// The same of the letters of what is very narrow.
const TWO_LINES_TIGHT: u32 = 33;

/// What stands in somebody's day, by its start.
pub(super) fn items(shown: &Shown, agenda: &Agenda, who: &ResourceId, day: Span) -> Vec<Item> {
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
