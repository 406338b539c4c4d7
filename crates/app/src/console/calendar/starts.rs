//! Whether a start is free while a form is filled in, and which are instead.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use domain::availability::{Asked, Slot, place_by_hand, refusal};
use domain::clock::{self, Edge};
use domain::ids::{AppointmentId, ResourceId, ServiceId};
use domain::practice::Practice;
use domain::wish::Wish;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::super::fields;
use super::super::frame::part;
use super::super::staff::{Member, Staff};
use super::place::instant;
use super::there::there;
use crate::booking::{self, Booking, Found, Search, find};
use crate::db::{DbError, Tx};
use crate::http::{App, Parameters, Problem, Write};
use crate::pages::{dates, words};

/// How many starts are named instead.
const NEAR: usize = 6;

/// What stands in the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    service: ServiceId,
    who: ResourceId,
    #[serde(default)]
    date: String,
    #[serde(default)]
    time: String,
    moving: Option<AppointmentId>,
    overbook: Option<String>,
}

/// How a start stands.
enum Verdict {
    /// No start was named.
    None,
    /// It is where the appointment is already.
    Here,
    /// It is free.
    Free,
    /// It isn't.
    Not(Against),
}

/// What stands against a start.
struct Against {
    /// Why, by codes in the words of errors.
    codes: Vec<&'static str>,
    /// What is there already, each with its hours.
    there: Vec<String>,
    /// Whether it may be overbooked.
    may: bool,
}

/// A free start.
struct Near {
    date: String,
    time: String,
    name: String,
}

impl Near {
    fn of(slot: &Slot, zone: &TimeZone, who: &Member) -> Self {
        let at = dates::local(zone, slot.span.start);
        Self {
            date: at.date().to_string(),
            time: at.strftime("%H:%M").to_string(),
            name: dates::near(who.lang(), zone, slot.span.start, who.caller.now),
        }
    }
}

#[derive(Template)]
#[template(path = "console/calendar/starts.html")]
struct Starts {
    lang: Lang,
    verdict: Verdict,
    overbook: bool,
    near: Vec<Near>,
}

impl Starts {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    fn error(&self, code: &&str) -> &'static str {
        words::word(self.lang, &format!("errors.{code}"))
    }
}

/// `GET /console/calendar/starts`.
pub(super) async fn starts(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Parameters(typed): Parameters<Typed>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let moving: Option<Booking> = match typed.moving {
        Some(id) => Some(booking::in_sight(&mut tx, id, who.actor()).await?),
        None => None,
    };
    let zone = practice.tenant.zone();
    let date = fields::date(&typed.date).unwrap_or(clock::date_at(who.caller.now, zone));
    let start = instant(&practice, date, (&typed.time, "time"), Edge::Start).ok();
    let from = start.or_else(|| clock::day(date, zone).map(|day| day.start));
    let found = found(&mut tx, &practice, &who, &typed, from, moving.as_ref()).await?;
    let verdict = match (start, &found) {
        (None, _) => Verdict::None,
        (_, None) => Verdict::Not(Against { codes: vec!["forbidden"], there: Vec::new(), may: false }),
        (Some(start), Some(found)) => {
            let asked = Asked { service: typed.service, practitioner: typed.who, start, end: None };
            verdict(&mut tx, &practice, &who, &asked, found, moving.as_ref()).await?
        }
    };
    let near = match (&verdict, found) {
        (Verdict::Free, _) | (_, None) => Vec::new(),
        // In order of time, from what is asked for on.
        (_, Some(mut found)) => {
            found.slots.retain(|slot| Some(slot.span.start) != start);
            found.slots.iter().map(|slot| Near::of(slot, zone, &who)).collect()
        }
    };
    part(&Starts { lang: who.lang(), verdict, overbook: typed.overbook.is_some(), near })
}

/// What is free from an instant on; nothing in an agenda that the member doesn't see.
async fn found(
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
    typed: &Typed,
    from: Option<Timestamp>,
    moving: Option<&Booking>,
) -> Result<Option<Found>, DbError> {
    if !who.actor().sees(&typed.who) {
        return Ok(None);
    }
    let search = Search {
        service: typed.service.clone(),
        practitioners: vec![typed.who.clone()],
        wish: Wish { after: from, ..Wish::default() },
        limit: NEAR,
        call: None,
        moving,
    };
    find(tx, practice, &search).await.map(Some)
}

/// How a start stands, among what was found from there on.
async fn verdict(
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
    asked: &Asked,
    found: &Found,
    moving: Option<&Booking>,
) -> Result<Verdict, Problem> {
    let refused = refusal(practice, asked, who.caller.now);
    if moving.is_some_and(|booking| stays(practice, booking, asked)) {
        return Ok(Verdict::Here);
    }
    if refused.is_none() && found.slots.iter().any(|slot| slot.span.start == asked.start) {
        return Ok(Verdict::Free);
    }
    let there = there(tx, practice, who, asked, moving.map(|booking| booking.appointment.id)).await?;
    let mut codes: Vec<_> = refused.iter().map(|refused| refused.code()).collect();
    if refused.is_none() || !there.is_empty() {
        codes.push(if found.known { "taken" } else { "calendar_unknown" });
    }
    let by_hand = place_by_hand(practice, asked, who.caller.now).is_ok();
    let may = by_hand && (found.known || refused.is_some());
    Ok(Verdict::Not(Against { codes, there, may }))
}

/// Whether an appointment would stay where it is. One whose room can't be used gets another there.
fn stays(practice: &Practice, booking: &Booking, asked: &Asked) -> bool {
    let one = &booking.appointment;
    one.span.start == asked.start
        && one.practitioner == asked.practitioner
        && booking::room_stands(practice, one)
}
