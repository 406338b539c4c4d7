//! Appointments that exist: listing, reading, moving, cancelling.

use axum::Json;
use axum::extract::State;
use domain::availability::Asked as Place;
use domain::ids::AppointmentId;
use domain::permission::{Actor, Permission};

use super::super::{self as booking, BookingError, Filter, slot_at};
use super::asked::{Listed, Reschedule, Seen, page_size};
use super::book::{may_book, near};
use super::cursor;
use super::views::{AppointmentView, Page, SlotView};
use crate::db::Tx;
use crate::http::{
    App, Body, Caller, Delete, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write,
};
use crate::once::http::{Asked, Change, Made, perform};

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
    let Some(filter) = in_sight_of(&caller.actor, filter) else {
        return Ok(Page { items: Vec::new(), next: None });
    };
    let mut tx = caller.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let page = booking::list(&mut tx, &filter, after, limit).await?;
    let items = AppointmentView::all(&mut tx, &practice, &page.bookings).await?;
    Ok(Page { items, next: page.next.map(|next| cursor::write(next.start, next.id.uuid())) })
}

/// The same, narrowed to one's own agenda for whoever doesn't see all; nothing when none of it is in sight (S102).
fn in_sight_of(by: &Actor, filter: Filter) -> Option<Filter> {
    if by.require(Permission::ViewAll).is_ok() {
        return Some(filter);
    }
    let own = by.own_agenda()?;
    let asked = filter.practitioner.as_ref().is_none_or(|asked| asked == own);
    asked.then(|| Filter { practitioner: Some(own.clone()), ..filter })
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
    let booking = booking::in_sight(&mut tx, id, &caller.actor).await?;
    Ok(Json(AppointmentView::of(&mut tx, &practice, &booking).await?))
}

/// Moves an appointment: its id stays, its revision rises. Refused, it stays as it was.
#[utoipa::path(post, path = "/v1/appointments/{id}/reschedule", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"), IdempotencyKey), request_body = Reschedule,
    responses((status = 200, description = "Moved", body = AppointmentView)))]
pub(super) async fn reschedule(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Body(to): Body<Reschedule>,
) -> Result<Json<AppointmentView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("reschedule {id}"), &to)?;
    perform(&app, &caller, &asked, &Move { id, to }).await.map(Json)
}

/// Another time for an appointment.
pub(crate) struct Move {
    /// Which.
    pub(crate) id: AppointmentId,
    /// When, and with whom.
    pub(crate) to: Reschedule,
}

impl Change for Move {
    type Error = BookingError;
    type Answer = AppointmentView;

    async fn make(
        &self,
        app: &App,
        caller: &Caller,
        tx: &mut Tx,
    ) -> Result<Made<AppointmentView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let (by, seen) = (&caller.actor, self.to.revision);
        let before = booking::in_sight(tx, self.id, by).await?;
        let place = Place {
            service: before.appointment.service.clone(),
            practitioner: self
                .to
                .practitioner
                .clone()
                .unwrap_or_else(|| before.appointment.practitioner.clone()),
            start: self.to.start,
            end: self.to.end,
        };
        may_book(by, &place.practitioner)?;
        let moved = if self.to.overbook {
            booking::overbook_move(tx, &practice, self.id, &place, seen, by).await?
        } else {
            let slot = slot_at(tx, &practice, &place, Some(&before)).await?;
            booking::reschedule(tx, &practice, self.id, &slot, seen, by).await?
        };
        let answer = AppointmentView::of(tx, &practice, &moved).await?;
        Ok(Made { answer, about: Some(moved.appointment.patient.uuid()) })
    }

    async fn instead(&self, app: &App, tx: &mut Tx) -> Result<Vec<SlotView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let before = booking::appointment(tx, self.id).await?;
        let appointment = &before.appointment;
        let with = self.to.practitioner.as_ref().unwrap_or(&appointment.practitioner).clone();
        near(tx, &practice, appointment.service.clone(), vec![with], self.to.start, Some(&before)).await
    }
}

/// Cancels an appointment. Cancelled again, it answers the same.
#[utoipa::path(post, path = "/v1/appointments/{id}/cancel", tag = "appointments", security(("api_key" = [])),
    params(("id" = String, Path, description = "The appointment"), Seen, IdempotencyKey),
    responses((status = 200, description = "Cancelled", body = AppointmentView)))]
pub(super) async fn cancel(
    State(app): State<App>,
    May(caller, _): May<Delete>,
    Id(id): Id<AppointmentId>,
    key: IdempotencyKey,
    Parameters(seen): Parameters<Seen>,
) -> Result<Json<AppointmentView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("cancel {id}"), &seen.revision)?;
    perform(&app, &caller, &asked, &Cancel { id, revision: seen.revision }).await.map(Json)
}

/// An appointment that is given up.
pub(crate) struct Cancel {
    /// Which.
    pub(crate) id: AppointmentId,
    /// The revision that whoever cancels it has seen.
    pub(crate) revision: Option<u32>,
}

impl Change for Cancel {
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
        let cancelled = booking::cancel(tx, &practice, self.id, self.revision, &caller.actor).await?;
        let answer = AppointmentView::of(tx, &practice, &cancelled).await?;
        Ok(Made { answer, about: Some(cancelled.appointment.patient.uuid()) })
    }
}
