//! `POST /v1/appointments`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::availability::{Asked as Place, Refusal, Slot, refusal};
use domain::ids::{ResourceId, ServiceId};
use domain::practice::Practice;
use domain::wish::Wish;
use jiff::Timestamp;

use super::super::{Booking, BookingError, Search, confirm, find, hold, slot_at};
use super::asked::NewAppointment;
use super::availability::which_service;
use super::mutation::Asked;
use super::views::{AppointmentView, SlotView};
use crate::db::{DbError, Tx};
use crate::http::{App, Body, Caller, Code, IdempotencyKey, May, Problem, Write};
use crate::patients::Stated;

/// How many slots a refusal names instead.
const ALTERNATIVES: usize = 3;

/// Books an appointment: it is firm when this answers (or awaits the staff, where the service says so).
#[utoipa::path(post, path = "/v1/appointments", tag = "appointments", security(("api_key" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent again, the same is answered and nothing is done twice",
        min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    request_body = NewAppointment,
    responses(
        (status = 201, description = "Booked", body = AppointmentView),
        (status = 409, description = "The slot is taken (with alternatives), or a calendar's state is unknown",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn book(
    State(app): State<App>,
    May(caller, _): May<Write>,
    key: IdempotencyKey,
    Body(body): Body<NewAppointment>,
) -> Result<(StatusCode, Json<AppointmentView>), Problem> {
    Ok((StatusCode::CREATED, Json(perform(&app, &caller, key, &body).await?)))
}

/// The operation behind both paths.
pub(super) async fn perform(
    app: &App,
    caller: &Caller,
    key: IdempotencyKey,
    body: &NewAppointment,
) -> Result<AppointmentView, Problem> {
    let stated = body.patient.stated()?;
    let asked = Asked::new(caller, key, "book", body);
    let booked = app.db.retrying(async || -> Result<_, BookingError> {
        let mut tx = caller.write(app).await?;
        if let Some(before) = asked.begin(&mut tx).await? {
            return Ok(before);
        }
        let view = now(app, caller, &mut tx, body, &stated).await?;
        asked.finish(tx, view).await
    });
    match booked.await.map_err(Problem::from) {
        Ok(outcome) => outcome.answer(app, caller),
        Err(problem) if problem.code == Code::Taken => {
            let wanted = Instead {
                service: body.service.as_ref(),
                practitioner: body.practitioner.as_ref(),
                start: body.start,
                moving: None,
            };
            Err(with_alternatives(app, caller, problem, &wanted).await)
        }
        Err(problem) => Err(problem),
    }
}

/// Hold and confirmation at once: nobody is there to think it over.
async fn now(
    app: &App,
    caller: &Caller,
    tx: &mut Tx,
    body: &NewAppointment,
    stated: &Stated,
) -> Result<AppointmentView, BookingError> {
    let practice = app.practices.current(tx).await?;
    let slot = slot(tx, &practice, body).await?;
    let held = hold(tx, &practice, &slot, None, &caller.actor).await?;
    let confirmed = confirm(tx, &practice, held.id, stated, None, &caller.actor).await?;
    let mut view = AppointmentView::of(tx, &practice, &confirmed.booking).await?;
    view.reference = Some(confirmed.reference.reveal().to_owned());
    Ok(view)
}

/// The slot that is asked for, with somebody who is free when nobody is named.
async fn slot(tx: &mut Tx, practice: &Practice, body: &NewAppointment) -> Result<Slot, BookingError> {
    let service = which_service(practice, body.service.as_ref()).map_err(|_| Refusal::UnknownService)?;
    let asked = |practitioner: &ResourceId| Place {
        service: service.clone(),
        practitioner: practitioner.clone(),
        start: body.start,
        end: body.end,
    };
    if let Some(practitioner) = &body.practitioner {
        return slot_at(tx, practice, &asked(practitioner), None).await;
    }
    let wish = Wish { target: Some(body.start), ..Wish::default() };
    let search = Search {
        service: service.clone(),
        practitioners: Vec::new(),
        wish,
        limit: 1,
        call: None,
        moving: None,
    };
    let found = find(tx, practice, &search).await?;
    if let Some(slot) = found.slots.into_iter().find(|slot| slot.span.start == body.start) {
        return if body.end.is_none_or(|end| end == slot.span.end) {
            Ok(slot)
        } else {
            Err(Refusal::WrongLength.into())
        };
    }
    let by = practice.service(&service).map(|service| service.by.as_slice()).unwrap_or_default();
    let mut refusals = by.iter().map(|who| refusal(practice, &asked(who), tx.now()));
    match refusals.try_fold(None, |_, refused| refused.map(Some)).flatten() {
        Some(refused) => Err(refused.into()),
        None if found.known => Err(BookingError::Taken),
        None => Err(BookingError::CalendarUnknown),
    }
}

/// What could not be had, so that something near can be named.
pub(super) struct Instead<'a> {
    /// For which service.
    pub(super) service: Option<&'a ServiceId>,
    /// With whom.
    pub(super) practitioner: Option<&'a ResourceId>,
    /// When.
    pub(super) start: Timestamp,
    /// The appointment that was to be moved there.
    pub(super) moving: Option<&'a Booking>,
}

/// Adds what is free near the start that was asked for. Nothing is added when the search fails: the refusal holds.
pub(super) async fn with_alternatives(
    app: &App,
    caller: &Caller,
    mut problem: Problem,
    wanted: &Instead<'_>,
) -> Problem {
    problem.alternatives = near(app, caller, wanted).await.unwrap_or_default();
    problem
}

async fn near(app: &App, caller: &Caller, wanted: &Instead<'_>) -> Result<Vec<SlotView>, DbError> {
    let mut tx = caller.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let Ok(service) = which_service(&practice, wanted.service) else { return Ok(Vec::new()) };
    let search = Search {
        service,
        practitioners: wanted.practitioner.into_iter().cloned().collect(),
        wish: Wish { target: Some(wanted.start), ..Wish::default() },
        limit: ALTERNATIVES,
        call: None,
        moving: wanted.moving,
    };
    let found = find(&mut tx, &practice, &search).await?;
    Ok(found.slots.iter().map(|slot| SlotView::of(slot, practice.tenant.zone())).collect())
}
