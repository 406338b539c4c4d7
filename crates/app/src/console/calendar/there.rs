//! What stands already where somebody is to be booked by hand: with its hours and, for whoever reads the calendar, its name.

use domain::Span;
use domain::availability::Asked;
use domain::ids::AppointmentId;
use domain::permission::Permission;
use domain::practice::Practice;
use jiff::tz::TimeZone;

use super::super::staff::Member;
use crate::booking::{self, Agenda};
use crate::db::{DbError, Tx};
use crate::pages::{dates, words};

/// What overlaps a start of a service, but for the appointment that moves there.
pub(super) async fn there(
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
    asked: &Asked,
    moving: Option<AppointmentId>,
) -> Result<Vec<String>, DbError> {
    let minutes = practice.service(&asked.service).map_or(1, |service| service.minutes);
    let Some(span) = Span::of_minutes(asked.start, minutes) else { return Ok(Vec::new()) };
    let mut agenda = booking::agenda(tx, std::slice::from_ref(&asked.practitioner), span).await?;
    agenda.entries.retain(|entry| {
        let one = &entry.booking.appointment;
        one.status.keeps_time() && Some(one.id) != moving
    });
    Ok(told(&agenda, practice.tenant.zone(), who))
}

/// Each with its hours, by its start.
fn told(agenda: &Agenda, zone: &TimeZone, who: &Member) -> Vec<String> {
    let lang = who.lang();
    let reads = who.may(Permission::Read);
    let kind = |kind: &str| words::word(lang, &format!("calendar.kind_{kind}")).to_owned();
    let entries = agenda.entries.iter().map(|entry| {
        let name = entry.patient.as_ref().filter(|_| reads).map(|name| name.reveal().clone());
        (entry.booking.appointment.span, name.unwrap_or_else(|| kind("appointment")))
    });
    let blocks = agenda.blocks.iter().map(|block| {
        let note = block.note.as_ref().filter(|_| reads).map(|note| note.reveal().clone());
        (block.span, note.unwrap_or_else(|| kind("block")))
    });
    let held = agenda.held.iter().map(|held| (held.slot.span, kind("hold")));
    let busy = agenda.busy.iter().map(|(_, span)| (*span, kind("busy")));
    let mut all: Vec<(Span, String)> = entries.chain(blocks).chain(held).chain(busy).collect();
    all.sort_unstable();
    let hour = |at| dates::hour(lang, dates::local(zone, at).time());
    all.iter().map(|(span, what)| format!("{} – {} · {what}", hour(span.start), hour(span.end))).collect()
}
