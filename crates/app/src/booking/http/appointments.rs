//! Appointments that exist: listing, reading, moving, cancelling.

use axum::Json;
use axum::extract::State;
use domain::availability::Asked as Place;
use domain::ids::AppointmentId;

use super::super::{self as booking, BookingError, Filter, slot_at};
use super::asked::{Listed, Reschedule, page_size};
use super::book::{Instead, with_alternatives};
use super::cursor;
use super::mutation::Asked;
use super::views::{AppointmentView, Page};
use crate::db::Tx;
use crate::http::{
    App, Body, Caller, Code, Delete, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write,
};

/// The practice's appointments, by start and id.
#[utoipa::path(get, path = "/v1/appointments", tag = "appointments", params(Listed), security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<AppointmentView>)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<AppointmentView>>, Problem> {
    page(&app, &caller, listed).await.map(Json)
}

/// The operation behind both paths.
pub(super) async fn page(
    app: &App,
    caller: &Caller,
    listed: Listed,
) -> Result<Page<AppointmentView>, Problem> {
    let after = cursor::of_appointments(listed.cursor.as_deref())?;
    let limit = page_size(listed.limit, 50, 100)?;
    let Listed { from, to, practitioner, status, .. } = listed;
    let filter = Filter { from, to, practitioner, patient: None, status };
    let mut tx = caller.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let page = booking::list(&mut tx, &filter, after, limit).await?;
    let mut items = Vec::with_capacity(page.bookings.len());
    for booking in &page.bookings {
        items.push(AppointmentView::of(&mut tx, &practice, booking).await?);
    }
    Ok(Page { items, next: page.next.map(|next| cursor::write(next.start, next.id.uuid())) })
}

/// One appointment.
#[utoipa::path(get, path = "/v1/appointments/{id}", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment")),
    responses((status = 200, description = "The appointment", body = AppointmentView)))]
pub(super) async fn get(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Id(id): Id<AppointmentId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<AppointmentView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let booking = booking::appointment(&mut tx, id).await?;
    Ok(Json(AppointmentView::of(&mut tx, &practice, &booking).await?))
}

/// Moves an appointment: its id stays, its revision rises. Refused, it stays as it was.
#[utoipa::path(post, path = "/v1/appointments/{id}/reschedule", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
            min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    request_body = Reschedule,
    responses(
        (status = 200, description = "Moved", body = AppointmentView),
        (status = 409, description = "The slot is taken (with alternatives), or the appointment can't be moved",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn reschedule(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Body(body): Body<Reschedule>,
) -> Result<Json<AppointmentView>, Problem> {
    do_reschedule(&app, &caller, id, key, &body).await.map(Json)
}

/// The operation behind both paths.
pub(super) async fn do_reschedule(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    key: IdempotencyKey,
    body: &Reschedule,
) -> Result<AppointmentView, Problem> {
    let asked = Asked::new(caller, key, &format!("reschedule {id}"), body);
    let moved = app.db.retrying(async || -> Result<_, BookingError> {
        let mut tx = caller.write(app).await?;
        if let Some(before) = asked.begin(&mut tx).await? {
            return Ok(before);
        }
        let view = move_now(app, caller, &mut tx, id, body).await?;
        asked.finish(tx, view).await
    });
    match moved.await.map_err(Problem::from) {
        Ok(outcome) => outcome.answer(app, caller),
        Err(problem) if problem.code == Code::Taken => Err(instead(app, caller, problem, id, body).await),
        Err(problem) => Err(problem),
    }
}

async fn move_now(
    app: &App,
    caller: &Caller,
    tx: &mut Tx,
    id: AppointmentId,
    body: &Reschedule,
) -> Result<AppointmentView, BookingError> {
    let practice = app.practices.current(tx).await?;
    let before = booking::appointment(tx, id).await?;
    let place = Place {
        service: before.appointment.service.clone(),
        practitioner: body.practitioner.clone().unwrap_or(before.appointment.practitioner),
        start: body.start,
        end: body.end,
    };
    let slot = slot_at(tx, &practice, &place, None).await?;
    let moved = booking::reschedule(tx, &practice, id, &slot, body.revision, &caller.actor).await?;
    AppointmentView::of(tx, &practice, &moved).await
}

/// What is free near the time that an appointment was to be moved to.
async fn instead(
    app: &App,
    caller: &Caller,
    problem: Problem,
    id: AppointmentId,
    body: &Reschedule,
) -> Problem {
    let Ok(before) = before(app, caller, id).await else { return problem };
    let wanted = Instead {
        service: Some(&before.appointment.service),
        practitioner: body.practitioner.as_ref().or(Some(&before.appointment.practitioner)),
        start: body.start,
        moving: Some(&before),
    };
    with_alternatives(app, caller, problem, &wanted).await
}

async fn before(app: &App, caller: &Caller, id: AppointmentId) -> Result<booking::Booking, BookingError> {
    let mut tx = caller.read(app).await?;
    booking::appointment(&mut tx, id).await
}

/// Cancels an appointment. Cancelled again, it answers the same.
#[utoipa::path(post, path = "/v1/appointments/{id}/cancel", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
            min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    responses(
        (status = 200, description = "Cancelled", body = AppointmentView),
        (status = 409, description = "The appointment can't be cancelled any more, or a calendar's state is unknown",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn cancel(
    State(app): State<App>,
    May(caller, _): May<Delete>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<AppointmentView>, Problem> {
    do_cancel(&app, &caller, id, key).await.map(Json)
}

/// The operation behind both paths.
pub(super) async fn do_cancel(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    key: IdempotencyKey,
) -> Result<AppointmentView, Problem> {
    let asked = Asked::new(caller, key, &format!("cancel {id}"), &());
    let cancelled = app.db.retrying(async || -> Result<_, BookingError> {
        let mut tx = caller.write(app).await?;
        if let Some(before) = asked.begin(&mut tx).await? {
            return Ok(before);
        }
        let practice = app.practices.current(&mut tx).await?;
        let cancelled = booking::cancel(&mut tx, &practice, id, None, &caller.actor).await?;
        let view = AppointmentView::of(&mut tx, &practice, &cancelled).await?;
        asked.finish(tx, view).await
    });
    cancelled.await?.answer(app, caller)
}
