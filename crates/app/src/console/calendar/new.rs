//! A new appointment, by hand: for whom, for what, when and with whom. What isn't free can be overbooked, by saying so.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::clock::{self, Edge};
use domain::ids::{PatientId, ResourceId, ServiceId};
use domain::practice::{Practice, Service};
use domain::{Lang, Phone};
use serde::{Deserialize, Serialize};

use super::super::fields::{Fields, filled};
use super::super::frame::part;
use super::super::said::closing;
use super::super::staff::{Member, Staff};
use super::made;
use super::place::{Choice, Wished, day, instant, invalid, practitioners, services, told_at_its_field};
use super::whose::Whose;
use crate::booking::http::asked::{NewAppointment, Who};
use crate::booking::http::book::Book;
use crate::hex::hex;
use crate::http::{App, Parameters, Problem, Write};
use crate::pages::{dates, words};

#[derive(Template)]
#[template(path = "console/calendar/new.html")]
struct New {
    lang: Lang,
    once: String,
    services: Vec<Choice>,
    practitioners: Vec<Choice>,
    date: String,
    time: String,
    whose: Whose,
}

impl New {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/calendar/new`.
pub(super) async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Parameters(wished): Parameters<Wished>,
) -> Result<Response, Problem> {
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    let lang = who.lang();
    let today = clock::date_at(who.caller.now, practice.tenant.zone());
    let chosen = wished.who.as_ref();
    let usual = usual(&practice, &who, chosen);
    let with = usual.and_then(|service| chosen.or_else(|| service.by.iter().find(|id| who.actor().sees(id))));
    let service = usual.map(|service| &service.id);
    part(&New {
        lang,
        once: hex(&app.dice.bytes::<16>()),
        services: services(&practice, &who, service),
        practitioners: practitioners(&practice, &who, None, with),
        whose: Whose::of(&app, &who, wished.patient).await?,
        date: wished.date.unwrap_or(today).to_string(),
        time: wished.time.unwrap_or_default(),
    })
}

/// What is booked most with somebody, or with anybody whom the member sees: the practice's default, where they give it, or
/// else the first that they give.
fn usual<'a>(practice: &'a Practice, who: &Member, with: Option<&ResourceId>) -> Option<&'a Service> {
    let meant = |id: &ResourceId| with.map_or_else(|| who.actor().sees(id), |with| with == id);
    let gives = |service: &&Service| service.by.iter().any(meant);
    practice.default_service().filter(gives).or_else(|| practice.services.iter().find(gives))
}

/// A booking as the form sends it: for whom was picked, or else for whom was written.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Booked {
    once: String,
    service: ServiceId,
    who: ResourceId,
    date: String,
    time: String,
    patient_id: Option<PatientId>,
    /// What was looked for: it says nothing.
    #[serde(default, skip_serializing)]
    #[expect(dead_code, reason = "a field of the form that is only typed in")]
    q: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    overbook: Option<String>,
}

/// `POST /console/calendar/new`.
pub(super) async fn book(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Fields(sent): Fields<Booked>,
) -> Result<Response, Problem> {
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    let start = instant(&practice, day(&sent.date, "date")?, (&sent.time, "time"), Edge::Start)?;
    let patient = if sent.patient_id.is_some() { None } else { Some(written(&sent)?) };
    let asked = NewAppointment {
        service: Some(sent.service.clone()),
        practitioner: Some(sent.who.clone()),
        start,
        end: None,
        patient,
        patient_id: sent.patient_id,
        overbook: sent.overbook.is_some(),
    };
    let booked = made(&app, &who, Some(&sent.once), &sent, &Book::new(asked)?).await;
    booked.map_err(told_at_its_field)?;
    let when = dates::moment(who.lang(), practice.tenant.zone(), start);
    Ok(closing(&words::fill(who.lang(), "calendar.said_booked", &[("when", &when)])).into_response())
}

/// Whoever was written down.
fn written(sent: &Booked) -> Result<Who, Problem> {
    let phone = Phone::as_written(&sent.phone).ok_or(invalid("phone"))?;
    let email = filled(&sent.email).map(str::to_owned);
    Ok(Who { name: sent.name.clone(), phone: phone.as_str().to_owned(), email })
}
