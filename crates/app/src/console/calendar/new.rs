//! A new appointment, by hand: for whom, for what, when and with whom. What isn't free can be overbooked, by saying so.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::ids::{ResourceId, ServiceId};
use domain::permission::Permission;
use domain::{Lang, Phone, Pii, clock};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::fields::{Fields, filled};
use super::super::frame::part;
use super::super::said::closing;
use super::super::staff::Staff;
use super::made;
use super::place::{Choice, Wished, choices, instant, invalid, practitioners};
use crate::booking::http::asked::{NewAppointment, Who};
use crate::booking::http::book::Book;
use crate::hex::hex;
use crate::http::{App, Parameters, Problem, Write};
use crate::pages::{dates, words};
use crate::patients;

#[derive(Template)]
#[template(path = "console/calendar/new.html")]
struct New {
    lang: Lang,
    once: String,
    services: Vec<Choice>,
    practitioners: Vec<Choice>,
    date: String,
    time: String,
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
    let default = practice.default_service().map(|service| service.id.as_str());
    let services = practice.services.iter().map(|service| {
        let name = service.name.get(lang).cloned().unwrap_or_else(|| service.id.to_string());
        (service.id.as_str(), format!("{name} ({} min)", service.minutes))
    });
    part(&New {
        lang,
        once: hex(&app.dice.bytes::<16>()),
        services: choices(services, default),
        practitioners: practitioners(&practice, &who, None, wished.who.as_ref()),
        date: wished.date.unwrap_or(today).to_string(),
        time: wished.time.unwrap_or_default(),
    })
}

/// A booking as the form sends it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Booked {
    once: String,
    service: ServiceId,
    who: ResourceId,
    date: Date,
    time: String,
    name: String,
    phone: String,
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
    let start = instant(&practice, sent.date, &sent.time)?;
    let phone = Phone::as_written(&sent.phone).ok_or(invalid("phone"))?;
    let patient = Who {
        name: sent.name.clone(),
        phone: phone.as_str().to_owned(),
        email: filled(&sent.email).map(str::to_owned),
    };
    let asked = NewAppointment {
        service: Some(sent.service.clone()),
        practitioner: Some(sent.who.clone()),
        start,
        end: None,
        patient,
        overbook: sent.overbook.is_some(),
    };
    made(&app, &who, Some(&sent.once), &sent, &Book::new(asked)?).await?;
    let when = dates::moment(who.lang(), practice.tenant.zone(), start);
    Ok(closing(&words::fill(who.lang(), "calendar.said_booked", &[("when", &when)])).into_response())
}

/// What is typed into the form so far.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    phone: String,
}

#[derive(Template)]
#[template(path = "console/calendar/known.html")]
struct Known {
    lang: Lang,
    names: Vec<(String, String)>,
}

impl Known {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `POST /console/calendar/known`: who is on file with the number that is typed. What is typed stands in no address.
pub(super) async fn known(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Fields(Typed { phone }): Fields<Typed>,
) -> Result<Response, Problem> {
    let mut names = Vec::new();
    let phone = Phone::as_written(&phone).filter(|_| who.may(Permission::ReadPatients));
    if let Some(phone) = phone {
        let mut tx = who.read(&app).await?;
        for id in patients::by_phone(&mut tx, &phone).await? {
            if let Some(found) = patients::details(&mut tx, id).await? {
                let email = found.email.map(Pii::into_revealed).unwrap_or_default();
                names.push((found.name.into_revealed(), email));
            }
        }
    }
    part(&Known { lang: who.lang(), names })
}
