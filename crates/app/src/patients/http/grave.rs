//! What can't be taken back: merging, erasing, another code; and taking data out.

use axum::Json;
use axum::extract::State;
use domain::ids::PatientId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{self as patients, PatientError};
use super::views::{CodeView, ErasedView, ExportView, FileView};
use crate::db::Tx;
use crate::http::{
    App, Body, Caller, Export, Id, IdempotencyKey, May, Nothing, Parameters, Problem, WritePatients,
};
use crate::once::http::{Asked, Change, Made, perform};

/// The other file of the same person.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PatientMerge)]
pub(super) struct Other {
    /// Which file goes into this one.
    #[schema(value_type = String)]
    other: PatientId,
}

/// Makes two files one: this one has the appointments and requests of both, and the other leads here.
#[utoipa::path(post, path = "/v1/patients/{id}/merge", tag = "patients", security(("api_key" = [])),
    operation_id = "merge_patients",
    params(("id" = String, Path, description = "The file that is kept"), IdempotencyKey), request_body = Other,
    responses((status = 200, description = "Merged", body = FileView)))]
pub(super) async fn merge(
    State(app): State<App>,
    May(caller, _): May<WritePatients>,
    Id(id): Id<PatientId>,
    key: IdempotencyKey,
    Body(body): Body<Other>,
) -> Result<Json<FileView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("merge into {id}"), &body)?;
    perform(&app, &caller, &asked, &Merge { kept: id, gone: body.other }).await.map(Json)
}

/// Another code for a patient; the one they had is good for nothing any more.
#[utoipa::path(post, path = "/v1/patients/{id}/code", tag = "patients", security(("api_key" = [])),
    operation_id = "make_patient_code",
    params(("id" = String, Path, description = "The patient"), IdempotencyKey),
    responses((status = 200, description = "The code", body = CodeView)))]
pub(super) async fn code(
    State(app): State<App>,
    May(caller, _): May<WritePatients>,
    Id(id): Id<PatientId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<CodeView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("code of {id}"), &())?;
    perform(&app, &caller, &asked, &NewCode(id)).await.map(Json)
}

/// Erases a patient: what was sealed with their key can't be read by anybody again. Appointments stay, without a name.
#[utoipa::path(delete, path = "/v1/patients/{id}", tag = "patients", security(("api_key" = [])),
    operation_id = "erase_patient",
    params(("id" = String, Path, description = "The patient"), IdempotencyKey),
    responses((status = 200, description = "Erased", body = ErasedView)))]
pub(super) async fn erase(
    State(app): State<App>,
    May(caller, _): May<WritePatients>,
    Id(id): Id<PatientId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<ErasedView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("erase {id}"), &())?;
    perform(&app, &caller, &asked, &Erase(id)).await.map(Json)
}

/// Everything that is kept of one person, without codes. That it was taken out is written in the trail.
#[utoipa::path(get, path = "/v1/patients/{id}/export", tag = "patients", security(("api_key" = [])),
    operation_id = "export_patient", params(("id" = String, Path, description = "The patient")),
    responses((status = 200, description = "Everything", body = ExportView)))]
pub(super) async fn export(
    State(app): State<App>,
    May(caller, _): May<Export>,
    Id(id): Id<PatientId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<ExportView>, Problem> {
    let mut tx = caller.write(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let export = patients::export(&mut tx, id, &caller.actor).await?;
    tx.commit().await?;
    let (facts, now) = (&practice.tenant, caller.now);
    Ok(Json(ExportView::of(&export, &facts.name, now, facts.zone())))
}

/// Two files that become one.
struct Merge {
    kept: PatientId,
    gone: PatientId,
}

impl Change for Merge {
    type Error = PatientError;
    type Answer = FileView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<FileView>, PatientError> {
        let practice = app.practices.current(tx).await?;
        let file = patients::merge(tx, self.kept, self.gone, &caller.actor).await?;
        let answer = FileView::of(&file, practice.tenant.zone());
        Ok(Made { answer, about: Some(self.kept.uuid()) })
    }
}

/// A patient who is given another code.
struct NewCode(PatientId);

impl Change for NewCode {
    type Error = PatientError;
    type Answer = CodeView;

    async fn make(&self, _app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<CodeView>, PatientError> {
        let code = patients::new_code(tx, self.0, &caller.actor).await?;
        let answer = CodeView { id: self.0, code: code.reveal().to_owned() };
        Ok(Made { answer, about: Some(self.0.uuid()) })
    }
}

/// A patient who is erased.
struct Erase(PatientId);

impl Change for Erase {
    type Error = PatientError;
    type Answer = ErasedView;

    async fn make(&self, _app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<ErasedView>, PatientError> {
        patients::open(tx, self.0, &caller.actor).await?;
        patients::erase(tx, self.0, &caller.actor).await?;
        Ok(Made { answer: ErasedView { id: self.0 }, about: None })
    }
}
