//! Changing who a patient is and where they are reached.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::PatientId;
use domain::{Lang, Pii};
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::said;
use super::super::staff::Staff;
use crate::http::{App, Id, Problem, WritePatients};
use crate::pages::words;
use crate::patients::{self, Contact};

#[derive(Template)]
#[template(path = "console/patient_edit.html")]
struct Form {
    lang: Lang,
    id: PatientId,
    version: String,
    name: String,
    phone: String,
    email: String,
    born: String,
}

impl Form {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/patients/{id}/edit`: a dialog.
pub(super) async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let file = patients::open(&mut tx, id, who.actor()).await?;
    let details = file.details;
    part(&Form {
        lang: who.lang(),
        id,
        version: file.version,
        name: details.name.into_revealed(),
        phone: details.phone.map(|phone| phone.reveal().written()).unwrap_or_default(),
        email: details.email.map(Pii::into_revealed).unwrap_or_default(),
        born: details.birth_date.map(|date| date.reveal().to_string()).unwrap_or_default(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    version: String,
    name: Pii<String>,
    #[serde(default)]
    phone: Pii<String>,
    #[serde(default)]
    email: Pii<String>,
    #[serde(default)]
    birth_date: Pii<String>,
}

/// `PUT /console/patients/{id}`: what somebody else has changed meanwhile is not overwritten.
pub(super) async fn save(
    State(app): State<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<PatientId>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let Typed { version, name, phone, email, birth_date } = typed;
    let contact = Contact::read(name.reveal(), phone.reveal(), email.reveal(), birth_date.reveal())?;
    let mut tx = who.write(&app).await?;
    let file = patients::change(&mut tx, id, &contact, Some(&version), who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let name = file.details.name.into_revealed();
    let text = words::fill(who.lang(), "patients.saved", &[("name", &name)]);
    Ok((StatusCode::NO_CONTENT, said::closing(&text)).into_response())
}
