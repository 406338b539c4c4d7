//! What is grave: a patient's code, taking their data out, erasing them. Whoever does it has shown lately who they are.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::PatientId;
use domain::{Code as SixDigits, Lang, Pii, name};
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::said;
use super::super::staff::{Proved, Staff};
use crate::booking;
use crate::http::{App, Code, Export, Id, Problem, WritePatients};
use crate::pages::words;
use crate::patients;

#[derive(Template)]
#[template(path = "console/patient_code.html")]
struct Shown {
    lang: Lang,
    id: PatientId,
    name: String,
    /// Nothing where there is none.
    code: String,
    /// Whether it was made just now.
    new: bool,
}

impl Shown {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/patients/{id}/code`: a dialog.
pub(super) async fn code(
    State(app): State<App>,
    Proved { who, .. }: Proved<WritePatients>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let file = patients::open(&mut tx, id, who.actor()).await?;
    let code = file.details.code.as_ref().map(SixDigits::reveal).unwrap_or_default().to_owned();
    part(&Shown { lang: who.lang(), id, name: file.details.name.into_revealed(), code, new: false })
}

/// `POST /console/patients/{id}/code`: another one.
pub(super) async fn new_code(
    State(app): State<App>,
    Proved { who, .. }: Proved<WritePatients>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    let code = patients::new_code(&mut tx, id, who.actor()).await?;
    let file = patients::open(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let (name, code) = (file.details.name.into_revealed(), code.reveal().to_owned());
    part(&Shown { lang: who.lang(), id, name, code, new: true })
}

/// `GET /console/patients/{id}/export`: a file to keep.
pub(super) async fn export(
    State(app): State<App>,
    Proved { who, .. }: Proved<Export>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let export = patients::export(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let (facts, now) = (&practice.tenant, who.caller.now);
    let view = patients::http::ExportView::of(&export, &facts.name, now, facts.zone());
    let name = HeaderValue::from_str(&format!("attachment; filename=\"patient-{id}.json\""));
    let kept = [
        (header::CONTENT_DISPOSITION, name.map_err(|_| Problem::new(Code::Internal))?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((kept, Json(view)).into_response())
}

#[derive(Template)]
#[template(path = "console/patient_erase.html")]
struct Ask {
    lang: Lang,
    id: PatientId,
    name: String,
    coming: usize,
}

impl Ask {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    fn still(&self) -> String {
        words::counted(self.lang, "patients.erase_coming", self.coming)
    }
}

/// `GET /console/patients/{id}/erase`: a dialog.
pub(super) async fn ask(
    State(app): State<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let file = patients::open(&mut tx, id, who.actor()).await?;
    let coming = booking::of_patient(&mut tx, id).await?.len();
    part(&Ask { lang: who.lang(), id, name: file.details.name.into_revealed(), coming })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    name: Pii<String>,
}

/// `POST /console/patients/{id}/erase`: only for whoever writes the patient's name.
pub(super) async fn erase(
    State(app): State<App>,
    Proved { who, .. }: Proved<WritePatients>,
    Id(id): Id<PatientId>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    let file = patients::open(&mut tx, id, who.actor()).await?;
    let same = |a: &Pii<String>, b: &Pii<String>| name::normalise(a.reveal()) == name::normalise(b.reveal());
    if !same(&file.details.name, &typed.name) {
        return Err(Problem::field("typed_name", "isn't the patient's name"));
    }
    patients::erase(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok((StatusCode::NO_CONTENT, said::led("/console/patients")).into_response())
}
