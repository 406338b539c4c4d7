//! The original document's paths. They do what `/v1` does, and answer as its client reads them: 200, with the
//! fields it looks for beside ours. The tenant comes from the key here too, never from the request.

use axum::Json;
use axum::extract::State;
use domain::ids::AppointmentId;
use serde::Serialize;
use utoipa::ToSchema;

use super::appointments::{do_cancel, do_reschedule, page};
use super::asked::{Listed, NewAppointment, Reschedule};
use super::availability::{Wanted, search};
use super::book::perform;
use super::views::{AppointmentView, Availability, Page};
use crate::http::{App, Body, Delete, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write};

/// An appointment as the original's client reads it.
#[derive(Serialize, ToSchema)]
pub(super) struct OriginalAppointment {
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

/// Free slots.
#[utoipa::path(get, path = "/calendar/availability", tag = "original", operation_id = "original_availability",
    params(Wanted), security(("api_key" = [])),
    responses(
        (status = 200, description = "Free slots", body = Availability),
        (status = 422, description = "No such service, practitioner or timezone",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn availability(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<Availability>, Problem> {
    search(&app, &caller, &wanted).await.map(Json)
}

/// The practice's appointments.
#[utoipa::path(get, path = "/calendar/appointments/list", tag = "original", operation_id = "original_list",
    params(Listed), security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<AppointmentView>)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<AppointmentView>>, Problem> {
    page(&app, &caller, listed).await.map(Json)
}

/// Books an appointment.
#[utoipa::path(post, path = "/calendar/appointments/book", tag = "original", operation_id = "original_book",
    security(("api_key" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
        min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    request_body = NewAppointment,
    responses(
        (status = 200, description = "Booked", body = OriginalAppointment),
        (status = 409, description = "The slot is taken (with alternatives), or a calendar's state is unknown",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn book(
    State(app): State<App>,
    May(caller, _): May<Write>,
    key: IdempotencyKey,
    Body(body): Body<NewAppointment>,
) -> Result<Json<OriginalAppointment>, Problem> {
    let booked = perform(&app, &caller, key, &body).await?;
    Ok(Json(OriginalAppointment::of(booked, false)))
}

/// Moves an appointment.
#[utoipa::path(put, path = "/calendar/appointments/{id}/reschedule", tag = "original",
    operation_id = "original_reschedule", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
            min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    request_body = Reschedule,
    responses(
        (status = 200, description = "Moved", body = OriginalAppointment),
        (status = 409, description = "The slot is taken (with alternatives), or the appointment can't be moved",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn reschedule(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Body(body): Body<Reschedule>,
) -> Result<Json<OriginalAppointment>, Problem> {
    let moved = do_reschedule(&app, &caller, id, key, &body).await?;
    Ok(Json(OriginalAppointment::of(moved, true)))
}

/// Cancels an appointment; takes no body.
#[utoipa::path(delete, path = "/calendar/appointments/{id}/cancel", tag = "original",
    operation_id = "original_cancel", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
            min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    responses(
        (status = 200, description = "Cancelled", body = OriginalAppointment),
        (status = 409, description = "The appointment can't be cancelled any more, or a calendar's state is unknown",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn cancel(
    State(app): State<App>,
    May(caller, _): May<Delete>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<OriginalAppointment>, Problem> {
    let cancelled = do_cancel(&app, &caller, id, key).await?;
    Ok(Json(OriginalAppointment::of(cancelled, false)))
}
