//! The original document's paths. They do what `/v1` does, and answer as its client reads them: 200, with the
//! fields it looks for beside ours. The tenant comes from the key here too: a request that names another is answered
//! as one that names a practice that doesn't exist.

mod asked;
mod client;
mod when;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::appointment::Appointment;
use domain::ids::AppointmentId;
use domain::practice::Practice;
use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::asked::{Named, OriginalBooking, OriginalMove, Which};
use self::client::{Client, OfClient, own};
use super::super::{Filter, list as appointments};
use super::appointments::{Cancel, Move, page};
use super::asked::Listed;
use super::availability::{Wanted, search};
use super::book::Book;
use super::views::{AppointmentView, Availability, Page};
use crate::http::{
    App, Body, Caller, Delete, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write,
};
use crate::once::http::{Asked, perform};

/// An appointment as the original's client reads it.
#[derive(Serialize, ToSchema)]
struct OriginalAppointment {
    /// The appointment, as everywhere.
    #[serde(flatten)]
    appointment: AppointmentView,
    /// Its id.
    #[schema(value_type = String)]
    appointment_id: AppointmentId,
    /// The local date.
    #[schema(format = Date, example = "2026-11-26")]
    date: String,
    /// The local time.
    #[schema(example = "14:20")]
    time: String,
    /// The local date it was moved to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    new_date: Option<String>,
    /// The local time it was moved to.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_time: Option<String>,
}

impl OriginalAppointment {
    fn of(appointment: AppointmentView, moved: bool) -> Self {
        let part = |from: usize, to: usize| appointment.start.get(from..to).unwrap_or_default().to_owned();
        let (date, time) = (part(0, 10), part(11, 16));
        Self {
            appointment_id: appointment.id,
            new_date: moved.then(|| date.clone()),
            new_time: moved.then(|| time.clone()),
            date,
            time,
            appointment,
        }
    }
}

/// Every one of them.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(availability))
        .routes(routes!(list))
        .routes(routes!(book))
        .routes(routes!(reschedule))
        .routes(routes!(cancel))
}

async fn practice_of(app: &App, caller: &Caller) -> Result<Arc<Practice>, Problem> {
    Ok(app.practices.current(&mut caller.read(app).await?).await?)
}

/// Free slots.
#[utoipa::path(get, path = "/calendar/availability", tag = "original", operation_id = "original_availability",
    params(Wanted, Client), security(("api_key" = [])),
    responses(
        (status = 200, description = "Free slots", body = Availability),
        (status = 422, description = "No such service, practitioner or timezone, or the practitioner doesn't give the service",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
async fn availability(
    State(app): State<App>,
    May(caller, _): May<Read>,
    OfClient { tenants, asked }: OfClient<Wanted>,
) -> Result<Json<Availability>, Problem> {
    own(&caller, &*practice_of(&app, &caller).await?, tenants.iter())?;
    search(&app, &caller, &asked).await.map(Json)
}

/// The practice's appointments.
#[utoipa::path(get, path = "/calendar/appointments/list", tag = "original", operation_id = "original_list",
    params(Listed, Client), security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<AppointmentView>)))]
async fn list(
    State(app): State<App>,
    May(caller, _): May<Read>,
    OfClient { tenants, asked }: OfClient<Listed>,
) -> Result<Json<Page<AppointmentView>>, Problem> {
    own(&caller, &*practice_of(&app, &caller).await?, tenants.iter())?;
    page(&app, &caller, asked).await.map(Json)
}

/// Books an appointment.
#[utoipa::path(post, path = "/calendar/appointments/book", tag = "original", operation_id = "original_book",
    security(("api_key" = [])), params(IdempotencyKey), request_body = OriginalBooking,
    responses((status = 200, description = "Booked", body = OriginalAppointment)))]
async fn book(
    State(app): State<App>,
    May(caller, _): May<Write>,
    key: IdempotencyKey,
    Body(body): Body<OriginalBooking>,
) -> Result<Json<OriginalAppointment>, Problem> {
    let practice = practice_of(&app, &caller).await?;
    own(&caller, &practice, body.tenant_id.iter())?;
    let asked = Asked::new(&caller, key, "book", &body)?;
    let booking = Book::new(body.read(&practice, caller.now)?)?;
    let booked = perform(&app, &caller, &asked, &booking).await?;
    Ok(Json(OriginalAppointment::of(booked, false)))
}

/// Moves an appointment.
#[utoipa::path(put, path = "/calendar/appointments/{id}/reschedule", tag = "original",
    operation_id = "original_reschedule", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment, or `search` when the body says when it is"),
        IdempotencyKey),
    request_body = OriginalMove,
    responses((status = 200, description = "Moved", body = OriginalAppointment)))]
async fn reschedule(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(named): Id<Named>,
    key: IdempotencyKey,
    Body(body): Body<OriginalMove>,
) -> Result<Json<OriginalAppointment>, Problem> {
    let practice = practice_of(&app, &caller).await?;
    own(&caller, &practice, body.tenant_id.iter())?;
    let asked = Asked::new(&caller, key, &format!("move {named:?}"), &body)?;
    let (which, to) = body.read(&practice, caller.now, named)?;
    let id = found(&app, &caller, which).await?;
    let moved = perform(&app, &caller, &asked, &Move { id, to }).await?;
    Ok(Json(OriginalAppointment::of(moved, true)))
}

/// The appointment that is meant. Of two that begin at one time, neither is.
async fn found(app: &App, caller: &Caller, which: Which) -> Result<AppointmentId, Problem> {
    let start = match which {
        Which::Known(id) => return Ok(id),
        Which::Beginning(start) => start,
    };
    let to = start.checked_add(SignedDuration::from_secs(1)).unwrap_or(start);
    let filter = Filter { from: Some(start), to: Some(to), ..Filter::default() };
    let page = appointments(&mut caller.read(app).await?, &filter, None, SAME_TIME).await?;
    let meant = |one: &Appointment| {
        one.span.start == start && one.status.keeps_time() && caller.actor.sees(&one.practitioner)
    };
    let mut all = page.bookings.iter().map(|booking| &booking.appointment).filter(|one| meant(one));
    all.next().filter(|_| all.next().is_none()).map(|one| one.id).ok_or(Problem::not_found())
}

/// How many appointments around one start are looked at: more than any practice has at once.
const SAME_TIME: u32 = 500;

/// Cancels an appointment; takes no body.
#[utoipa::path(delete, path = "/calendar/appointments/{id}/cancel", tag = "original",
    operation_id = "original_cancel", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"), IdempotencyKey),
    responses((status = 200, description = "Cancelled", body = OriginalAppointment)))]
async fn cancel(
    State(app): State<App>,
    May(caller, _): May<Delete>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<OriginalAppointment>, Problem> {
    let asked = Asked::new(&caller, key, &format!("cancel {id}"), &())?;
    let cancelled = perform(&app, &caller, &asked, &Cancel { id, revision: None }).await?;
    Ok(Json(OriginalAppointment::of(cancelled, false)))
}
