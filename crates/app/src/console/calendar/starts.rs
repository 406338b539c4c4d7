//! Whether a start is free while a form is filled in, and which are instead.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use domain::availability::{Asked, place_by_hand, refusal};
use domain::clock;
use domain::ids::{AppointmentId, ResourceId, ServiceId};
use domain::wish::Wish;
use jiff::civil::Date;
use serde::Deserialize;

use super::super::frame::part;
use super::super::staff::Staff;
use super::place::instant;
use super::there::there;
use crate::booking::{self, Booking, Search, find};
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
    date: Option<Date>,
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
    let date = typed.date.unwrap_or(clock::date_at(who.caller.now, zone));
    let start = instant(&practice, date, &typed.time).ok();
    let search = Search {
        service: typed.service.clone(),
        practitioners: vec![typed.who.clone()],
        wish: match start {
            Some(start) => Wish { after: Some(start), ..Wish::default() },
            None => Wish { after: clock::day(date, zone).map(|day| day.start), ..Wish::default() },
        },
        limit: NEAR,
        call: None,
        moving: moving.as_ref(),
    };
    let seen = who.actor().sees(&typed.who);
    let found = if seen { Some(find(&mut tx, &practice, &search).await?) } else { None };
    let near = |slot: &domain::availability::Slot| {
        let at = dates::local(zone, slot.span.start);
        Near {
            date: at.date().to_string(),
            time: at.strftime("%H:%M").to_string(),
            name: dates::near(who.lang(), zone, slot.span.start, who.caller.now),
        }
    };
    let verdict = match (start, &found) {
        (None, _) => Verdict::None,
        (_, None) => Verdict::Not(Against { codes: vec!["forbidden"], there: Vec::new(), may: false }),
        (Some(start), Some(found)) => {
            let asked = Asked { service: typed.service, practitioner: typed.who, start, end: None };
            let stays = moving.as_ref().is_some_and(|booking| {
                let one = &booking.appointment;
                one.span.start == start && one.practitioner == asked.practitioner
            });
            let free = found.slots.iter().any(|slot| slot.span.start == start);
            match refusal(&practice, &asked, who.caller.now) {
                _ if stays => Verdict::Here,
                None if free => Verdict::Free,
                refused => {
                    let taken = if found.known { "taken" } else { "calendar_unknown" };
                    let there = there(&mut tx, &practice, &who, &asked, typed.moving).await?;
                    let mut codes: Vec<_> = refused.iter().map(|refused| refused.code()).collect();
                    if refused.is_none() || !there.is_empty() {
                        codes.push(taken);
                    }
                    let by_hand = place_by_hand(&practice, &asked, who.caller.now).is_ok();
                    let may = by_hand && (found.known || refused.is_some());
                    Verdict::Not(Against { codes, there, may })
                }
            }
        }
    };
    let near = match (&verdict, &found) {
        (Verdict::Free, _) | (_, None) => Vec::new(),
        // In order of time, from what is asked for on.
        (_, Some(found)) => {
            found.slots.iter().filter(|slot| Some(slot.span.start) != start).map(near).collect()
        }
    };
    part(&Starts { lang: who.lang(), verdict, overbook: typed.overbook.is_some(), near })
}
