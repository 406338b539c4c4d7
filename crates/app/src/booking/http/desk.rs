//! What the staff notes of an appointment, and what was done to it.

use axum::Json;
use axum::extract::State;
use domain::appointment::Status;
use domain::audit::{Entity, Entry, Facts};
use domain::ids::{AppointmentId, ResourceId, ServiceId};
use domain::permission::Actor;
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{self as booking, BookingError};
use super::asked::Noted;
use super::views::{AppointmentView, moment};
use crate::audit;
use crate::db::Tx;
use crate::http::{App, Body, Caller, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write};
use crate::once::http::{Asked, Change, Made, perform};

/// Notes that the patient has arrived, was seen or didn't come, or takes that back; not before the appointment's day by the
/// practice's clocks (`not_yet`). Nobody is sent a word of it.
#[utoipa::path(post, path = "/v1/appointments/{id}/status", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"), IdempotencyKey), request_body = Noted,
    responses((status = 200, description = "Noted", body = AppointmentView)))]
pub(super) async fn note(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Body(noted): Body<Noted>,
) -> Result<Json<AppointmentView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("note {id}"), &noted)?;
    perform(&app, &caller, &asked, &Note { id, noted }).await.map(Json)
}

/// Where an appointment stands now.
pub(crate) struct Note {
    /// Which.
    pub(crate) id: AppointmentId,
    /// What is noted.
    pub(crate) noted: Noted,
}

impl Change for Note {
    type Error = BookingError;
    type Answer = AppointmentView;

    async fn make(
        &self,
        app: &App,
        caller: &Caller,
        tx: &mut Tx,
    ) -> Result<Made<AppointmentView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        booking::in_sight(tx, self.id, &caller.actor).await?;
        let Noted { status, revision } = self.noted;
        let noted = booking::note(tx, &practice, self.id, status, revision, &caller.actor).await?;
        let answer = AppointmentView::of(tx, &practice, &noted).await?;
        Ok(Made { answer, about: Some(noted.appointment.patient.uuid()) })
    }
}

/// What was true of an appointment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactsView {
    /// Where it stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "booked")]
    status: Option<Status>,
    /// What was booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    service: Option<ServiceId>,
    /// With whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    practitioner: Option<ResourceId>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    room: Option<ResourceId>,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    start: Option<String>,
    /// How often it had changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
}

impl FactsView {
    fn of(facts: &Facts, zone: &TimeZone) -> Self {
        Self {
            status: facts.status,
            service: facts.service.clone(),
            practitioner: facts.practitioner.clone(),
            room: facts.room.clone(),
            start: facts.span.map(|span| moment(span.start, zone)),
            revision: facts.revision,
        }
    }
}

/// Something that was done to an appointment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deed)]
pub(crate) struct DeedView {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What.
    #[schema(example = "appointment.moved")]
    action: String,
    /// Who did it: a call, a key, a member of the staff, the operator or the system.
    #[schema(example = "user:01a2125b-e630-7784-af58-782947261cd4")]
    by: String,
    /// What was true before.
    before: FactsView,
    /// What is true since.
    after: FactsView,
}

impl DeedView {
    fn of(entry: &Entry, zone: &TimeZone) -> Self {
        Self {
            at: moment(entry.at, zone),
            action: entry.action.name().to_owned(),
            by: entry.by.label(),
            before: FactsView::of(&entry.before, zone),
            after: FactsView::of(&entry.after, zone),
        }
    }
}

/// What was done to an appointment, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    /// At most 200.
    items: Vec<DeedView>,
}

/// All that was done to an appointment, by whom and when, from the audit trail (S72).
#[utoipa::path(get, path = "/v1/appointments/{id}/history", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "What was done", body = History)))]
pub(super) async fn history(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Id(id): Id<AppointmentId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<History>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let entries = deeds(&mut tx, id, &caller.actor).await?;
    let zone = practice.tenant.zone();
    Ok(Json(History { items: entries.iter().map(|entry| DeedView::of(entry, zone)).collect() }))
}

/// How much of its history is told: more than an appointment ever has.
const DEEDS: u32 = 200;

/// What was done to an appointment, the latest first, for whoever sees it.
pub(crate) async fn deeds(tx: &mut Tx, id: AppointmentId, by: &Actor) -> Result<Vec<Entry>, BookingError> {
    booking::in_sight(tx, id, by).await?;
    let entity = Some(audit::Which::One(Entity::Appointment(id).label()));
    let about = audit::Filter { entity, ..audit::Filter::default() };
    Ok(audit::look(tx, &about, None, DEEDS).await?.entries)
}
