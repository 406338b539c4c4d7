//! Finding, reading and changing files.

use axum::Json;
use axum::extract::State;
use domain::ids::PatientId;

use super::super::{self as patients, Contact, PatientError};
use super::views::{ContactBody, FileView, FoundView, SearchBody};
use crate::booking::http::{Page, page_size};
use crate::db::Tx;
use crate::http::{
    App, Body, Caller, Code, Id, IdempotencyKey, May, Nothing, Parameters, Problem, ReadPatients,
    WritePatients,
};
use crate::once::http::{Asked, Change, Made, perform};

/// Finds patients: who fits best first. Four hundred at most; whoever finds more should ask for more.
#[utoipa::path(post, path = "/v1/patients/search", tag = "patients", security(("api_key" = [])),
    operation_id = "find_patients", request_body = SearchBody,
    responses((status = 200, description = "One page", body = Page<FoundView>)))]
pub(super) async fn find(
    State(app): State<App>,
    May(caller, _): May<ReadPatients>,
    Body(asked): Body<SearchBody>,
) -> Result<Json<Page<FoundView>>, Problem> {
    let limit = page_size(asked.limit, 25, 100)? as usize;
    let invalid = || Problem::new(Code::InvalidCursor);
    let skip = asked.cursor.map(|cursor| cursor.parse::<u16>().map_err(|_| invalid())).transpose()?;
    let skip = usize::from(skip.unwrap_or_default());
    if asked.q.reveal().chars().count() > 200 {
        return Err(Problem::detail(Code::InvalidBody, "q must have 200 characters at most"));
    }
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let found = patients::search(&mut tx, asked.q.reveal(), &caller.actor, skip, limit).await?;
    let next = skip + found.patients.len();
    let zone = practice.tenant.zone();
    Ok(Json(Page {
        items: found.patients.into_iter().map(|one| FoundView::of(one, zone)).collect(),
        next: (next < found.count).then(|| next.to_string()),
    }))
}

/// One file.
#[utoipa::path(get, path = "/v1/patients/{id}", tag = "patients", security(("api_key" = [])),
    operation_id = "get_patient", params(("id" = String, Path, description = "The patient")),
    responses((status = 200, description = "The file", body = FileView)))]
pub(super) async fn get(
    State(app): State<App>,
    May(caller, _): May<ReadPatients>,
    Id(id): Id<PatientId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<FileView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let file = patients::open(&mut tx, id, &caller.actor).await?;
    Ok(Json(FileView::of(&file, practice.tenant.zone())))
}

/// Writes a file anew: who the patient is, and where they are reached.
#[utoipa::path(put, path = "/v1/patients/{id}", tag = "patients", security(("api_key" = [])),
    operation_id = "change_patient",
    params(("id" = String, Path, description = "The patient"), IdempotencyKey), request_body = ContactBody,
    responses((status = 200, description = "Changed", body = FileView)))]
pub(super) async fn put(
    State(app): State<App>,
    May(caller, _): May<WritePatients>,
    Id(id): Id<PatientId>,
    key: IdempotencyKey,
    Body(body): Body<ContactBody>,
) -> Result<Json<FileView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("change patient {id}"), &body)?;
    perform(&app, &caller, &asked, &Rewrite { id, body }).await.map(Json)
}

/// A file that is written anew.
struct Rewrite {
    id: PatientId,
    body: ContactBody,
}

impl Change for Rewrite {
    type Error = PatientError;
    type Answer = FileView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<FileView>, PatientError> {
        let ContactBody { name, phone, email, birth_date, version } = &self.body;
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        let practice = app.practices.current(tx).await?;
        // Whether there is such a patient comes first: what is wrong with the rest tells nothing of it.
        patients::open(tx, self.id, &caller.actor).await?;
        let contact = Contact::read(name, &text(phone), &text(email), &text(birth_date))?;
        let file = patients::change(tx, self.id, &contact, version.as_deref(), &caller.actor).await?;
        let answer = FileView::of(&file, practice.tenant.zone());
        Ok(Made { answer, about: Some(self.id.uuid()) })
    }
}
