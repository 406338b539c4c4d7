//! Two files of one person: which, which is kept, and that it is meant.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::PatientId;
use domain::{Lang, Pii};
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::said;
use super::super::staff::Staff;
use super::list::Line;
use crate::booking;
use crate::db::Tx;
use crate::http::{App, Id, Problem, WritePatients};
use crate::pages::{dates, words};
use crate::patients::{self, File};

/// How many are suggested.
const SUGGESTED: usize = 6;

/// Who could be meant by what was typed.
#[derive(Template)]
#[template(path = "console/patient_others.html")]
struct Others {
    lang: Lang,
    id: PatientId,
    lines: Vec<Line>,
}

impl Others {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// Both files beside each other.
#[derive(Template)]
#[template(path = "console/patient_merge.html")]
struct Ask {
    lang: Lang,
    both: [Side; 2],
}

impl Ask {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// A text about the file that is kept.
    fn keep(&self, side: &Side) -> String {
        words::fill(self.lang, "patients.keep", &[("name", &side.name), ("since", &side.since)])
    }
}

/// One of them.
struct Side {
    id: PatientId,
    name: String,
    phone: String,
    email: String,
    born: String,
    since: String,
    appointments: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    q: Pii<String>,
}

/// `POST /console/patients/{id}/others`.
pub(super) async fn others(
    State(app): State<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<PatientId>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    patients::open(&mut tx, id, who.actor()).await?;
    let found = if typed.q.reveal().trim().is_empty() {
        patients::Found::default()
    } else {
        patients::search(&mut tx, typed.q.reveal(), who.actor(), 0, SUGGESTED + 1).await?
    };
    let others = found.patients.into_iter().filter(|one| one.id != id).take(SUGGESTED);
    let lines = others.map(|one| Line::of(one, practice.tenant.zone())).collect();
    part(&Others { lang: who.lang(), id, lines })
}

/// `GET /console/patients/{id}/merge/{other}`: a dialog.
pub(super) async fn ask(
    State(app): State<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let read = |text: &str| text.parse::<PatientId>().map_err(|_| Problem::not_found());
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let mut both = Vec::new();
    for id in [read(&id)?, read(&other)?] {
        let file = patients::open(&mut tx, id, who.actor()).await?;
        both.push(side(&mut tx, &file, practice.tenant.zone()).await?);
    }
    let both = both.try_into().map_err(|_| Problem::not_found())?;
    part(&Ask { lang: who.lang(), both })
}

async fn side(tx: &mut Tx, file: &File, zone: &jiff::tz::TimeZone) -> Result<Side, Problem> {
    let details = &file.details;
    Ok(Side {
        id: file.id,
        name: details.name.reveal().clone(),
        phone: details.phone.as_ref().map(|phone| phone.reveal().written()).unwrap_or_default(),
        email: details.email.as_ref().map(|email| email.reveal().clone()).unwrap_or_default(),
        born: details.birth_date.as_ref().map(|date| dates::short(*date.reveal())).unwrap_or_default(),
        since: dates::short(dates::local(zone, file.created_at).date()),
        appointments: booking::all_of_patient(tx, file.id).await?.len(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    other: PatientId,
}

/// `POST /console/patients/{id}/merge`: the file of this address is kept.
pub(super) async fn merge(
    State(app): State<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<PatientId>,
    Fields(Chosen { other }): Fields<Chosen>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    patients::merge(&mut tx, id, other, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok((StatusCode::NO_CONTENT, said::led(&format!("/console/patients/{id}"))).into_response())
}
