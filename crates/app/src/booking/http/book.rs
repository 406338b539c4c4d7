//! `POST /v1/appointments`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::availability::{Asked as Place, Refusal, Slot, refusal};
use domain::ids::{PatientId, ResourceId, ServiceId};
use domain::permission::{Actor, Denied, Permission};
use domain::practice::Practice;
use domain::wish::Wish;
use jiff::Timestamp;

use super::super::{Booking, BookingError, For, Search, confirm, find, hold, overbook, slot_at};
use super::asked::NewAppointment;
use super::availability::which_service;
use super::views::{AppointmentView, SlotView};
use crate::db::Tx;
use crate::http::{App, Body, Caller, Code, IdempotencyKey, May, Problem, Write};
use crate::once::http::{Asked, Change, Made, perform};
use crate::patients::{self, PatientError, Stated};

/// How many slots a refusal names instead.
const ALTERNATIVES: usize = 3;

/// Books an appointment: it is firm when this answers (or awaits the staff, where the service says so).
#[utoipa::path(post, path = "/v1/appointments", tag = "appointments", security(("api_key" = [])),
    params(IdempotencyKey), request_body = NewAppointment,
    responses((status = 201, description = "Booked", body = AppointmentView),
        (status = 404, description = "Nobody on file is the patient")))]
pub(super) async fn book(
    State(app): State<App>,
    May(caller, _): May<Write>,
    key: IdempotencyKey,
    Body(body): Body<NewAppointment>,
) -> Result<(StatusCode, Json<AppointmentView>), Problem> {
    let asked = Asked::new(&caller, key, "book", &body)?;
    let booked = perform(&app, &caller, &asked, &Book::new(body)?).await?;
    Ok((StatusCode::CREATED, Json(booked)))
}

/// A booking: hold and confirmation at once, for nobody is there to think it over.
pub(crate) struct Book {
    asked: NewAppointment,
    whose: Whose,
}

/// Whose it shall be.
enum Whose {
    Stated(Stated),
    OnFile(PatientId),
}

impl Book {
    /// What is asked for, checked.
    pub(crate) fn new(asked: NewAppointment) -> Result<Self, Problem> {
        if asked.overbook && asked.practitioner.is_none() {
            return Err(Problem::detail(Code::InvalidBody, "overbook needs a practitioner"));
        }
        let whose = match (&asked.patient, asked.patient_id) {
            (Some(patient), None) => Whose::Stated(patient.stated()?),
            (None, Some(id)) => Whose::OnFile(id),
            _ => {
                return Err(Problem::detail(
                    Code::InvalidBody,
                    "either patient or patient_id says whose it is",
                ));
            }
        };
        Ok(Self { asked, whose })
    }

    /// For whom it is, as far as whoever books may know them.
    async fn whom(&self, tx: &mut Tx, by: &Actor) -> Result<For<'_>, BookingError> {
        match &self.whose {
            Whose::Stated(stated) => Ok(For::Stated(stated)),
            Whose::OnFile(id) => {
                by.require(Permission::ReadPatients)?;
                match patients::open(tx, *id, by).await {
                    Ok(_) => Ok(For::OnFile(*id)),
                    Err(PatientError::Db(error)) => Err(error.into()),
                    Err(_) => Err(BookingError::NotFound),
                }
            }
        }
    }

    /// Where it is to be, whatever stands against it; nothing when it isn't to be overbooked.
    fn decided(&self, practice: &Practice) -> Result<Option<Place>, BookingError> {
        let Some(practitioner) = self.asked.practitioner.clone().filter(|_| self.asked.overbook) else {
            return Ok(None);
        };
        let service = which_service(practice, self.asked.service.as_ref())?;
        Ok(Some(Place { service, practitioner, start: self.asked.start, end: self.asked.end }))
    }
}

/// Whether somebody may put something into an agenda (S102).
pub(super) fn may_book(by: &Actor, agenda: &ResourceId) -> Result<(), BookingError> {
    if by.books_with(agenda) { Ok(()) } else { Err(Denied(Permission::ViewAll).into()) }
}

impl Change for Book {
    type Error = BookingError;
    type Answer = AppointmentView;

    async fn make(
        &self,
        app: &App,
        caller: &Caller,
        tx: &mut Tx,
    ) -> Result<Made<AppointmentView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let by = &caller.actor;
        let whom = self.whom(tx, by).await?;
        let confirmed = if let Some(place) = self.decided(&practice)? {
            may_book(by, &place.practitioner)?;
            overbook(tx, &practice, &place, whom, by).await?
        } else {
            let slot = slot(tx, &practice, &self.asked).await?;
            may_book(by, &slot.resource)?;
            let held = hold(tx, &practice, &slot, None, by).await?;
            confirm(tx, &practice, held.id, whom, None, by).await?
        };
        let mut view = AppointmentView::of(tx, &practice, &confirmed.booking).await?;
        view.reference = Some(confirmed.reference.reveal().to_owned());
        Ok(Made { answer: view, about: Some(confirmed.booking.appointment.patient.uuid()) })
    }

    async fn instead(&self, app: &App, tx: &mut Tx) -> Result<Vec<SlotView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let service = which_service(&practice, self.asked.service.as_ref())?;
        let practitioners = self.asked.practitioner.iter().cloned().collect();
        near(tx, &practice, service, practitioners, self.asked.start, None).await
    }
}

/// The slot that is asked for, with somebody who is free when nobody is named.
async fn slot(tx: &mut Tx, practice: &Practice, body: &NewAppointment) -> Result<Slot, BookingError> {
    let service = which_service(practice, body.service.as_ref())?;
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

/// Up to three free slots near a start that could not be had: with those practitioners, or with anybody.
pub(super) async fn near(
    tx: &mut Tx,
    practice: &Practice,
    service: ServiceId,
    practitioners: Vec<ResourceId>,
    start: Timestamp,
    moving: Option<&Booking>,
) -> Result<Vec<SlotView>, BookingError> {
    let wish = Wish { target: Some(start), ..Wish::default() };
    let search = Search { service, practitioners, wish, limit: ALTERNATIVES, call: None, moving };
    let found = find(tx, practice, &search).await?;
    Ok(found.slots.iter().map(|slot| SlotView::of(slot, practice.tenant.zone())).collect())
}
