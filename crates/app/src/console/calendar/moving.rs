//! Another place for an appointment, by hand: dropped there or chosen, and confirmed in a form.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::clock::Edge;
use domain::ids::{AppointmentId, ResourceId, ServiceId};
use domain::{Lang, Pii};
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::said::closing;
use super::super::staff::Staff;
use super::made;
use super::place::{Choice, Wished, day, instant, practitioners, told_at_its_field};
use crate::booking;
use crate::booking::http::appointments::Move;
use crate::booking::http::asked::Reschedule;
use crate::http::{App, Id, Parameters, Problem, Write};
use crate::pages::{dates, words};
use crate::patients;

#[derive(Template)]
#[template(path = "console/calendar/move.html")]
struct Moving {
    lang: Lang,
    id: AppointmentId,
    revision: u32,
    service: ServiceId,
    patient: String,
    now: String,
    practitioners: Vec<Choice>,
    date: String,
    time: String,
}

impl Moving {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/calendar/appointments/{id}/move`.
pub(super) async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Id(id): Id<AppointmentId>,
    Parameters(wished): Parameters<Wished>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let booking = booking::in_sight(&mut tx, id, who.actor()).await?;
    let one = booking.appointment;
    let patient = patients::names(&mut tx, &[one.patient]).await?.remove(&one.patient);
    let (zone, lang) = (practice.tenant.zone(), who.lang());
    let local = dates::local(zone, one.span.start);
    let chosen = wished.who.as_ref().unwrap_or(&one.practitioner);
    part(&Moving {
        lang,
        id,
        revision: one.revision,
        patient: patient.map(Pii::into_revealed).unwrap_or_default(),
        now: dates::moment(lang, zone, one.span.start),
        practitioners: practitioners(&practice, &who, Some(&one.service), Some(chosen)),
        date: wished.date.unwrap_or(local.date()).to_string(),
        time: wished.time.unwrap_or_else(|| local.strftime("%H:%M").to_string()),
        service: one.service,
    })
}

/// A move as the form sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Moved {
    revision: u32,
    who: ResourceId,
    date: String,
    time: String,
    overbook: Option<String>,
}

/// `POST /console/calendar/appointments/{id}/move`.
pub(super) async fn there(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Id(id): Id<AppointmentId>,
    Fields(sent): Fields<Moved>,
) -> Result<Response, Problem> {
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    let start = instant(&practice, day(&sent.date, "date")?, (&sent.time, "time"), Edge::Start)?;
    let to = Reschedule {
        start,
        end: None,
        practitioner: Some(sent.who),
        revision: Some(sent.revision),
        overbook: sent.overbook.is_some(),
    };
    made(&app, &who, None, &(), &Move { id, to }).await.map_err(told_at_its_field)?;
    let when = dates::moment(who.lang(), practice.tenant.zone(), start);
    Ok(closing(&words::fill(who.lang(), "calendar.said_moved", &[("when", &when)])).into_response())
}
