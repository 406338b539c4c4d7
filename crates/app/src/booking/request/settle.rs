//! Settling what awaits the staff, and taking that back.

use domain::appointment::Step;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{AppointmentId, RequestId};
use domain::permission::Actor;
use domain::request::{Kind, State};

use super::request_for;
use crate::audit::{self, Done};
use crate::booking::reschedule::locked;
use crate::booking::{BookingError, cancel, sql};
use crate::db::{Tx, args};

/// The staff has done what was asked, or declines it. An approval makes its appointment firm, or cancels it.
/// Settling it the same way again changes nothing (I8).
pub async fn settle(tx: &mut Tx, id: RequestId, as_what: State, by: &Actor) -> Result<(), BookingError> {
    let request = request_for(tx, id, by).await?;
    match request.state {
        State::Open => {}
        same if same == as_what => return Ok(()),
        _ => return Err(BookingError::Over),
    }
    if tx.execute(&sql::SETTLE, args![id, as_what.name(), tx.now(), by.label()]).await? == 0 {
        return Err(BookingError::Changed);
    }
    let facts = |state| Facts { request: Some(request.note.kind), state: Some(state), ..Facts::default() };
    let settled = entry(id, Action::RequestSettled, facts(State::Open), facts(as_what), by);
    audit::record(tx, settled).await?;
    if let (Kind::Approval, Some(appointment)) = (request.note.kind, request.note.appointment) {
        approve(tx, appointment, as_what, by).await?;
    }
    Ok(())
}

/// What was settled awaits the staff again. An approval doesn't: its appointment has become firm or was given up, and
/// whose it is hears so. Reopening what is open changes nothing.
pub async fn reopen(tx: &mut Tx, id: RequestId, by: &Actor) -> Result<(), BookingError> {
    let request = request_for(tx, id, by).await?;
    let (kind, was) = (request.note.kind, request.state);
    if was == was.reopened(kind).map_err(|_| BookingError::Final)? {
        return Ok(());
    }
    if tx.execute(&sql::REOPEN, args![id, was.name()]).await? == 0 {
        return Err(BookingError::Changed);
    }
    let facts = |state| Facts { request: Some(kind), state: Some(state), ..Facts::default() };
    audit::record(tx, entry(id, Action::RequestReopened, facts(was), facts(State::Open), by)).await?;
    Ok(())
}

async fn approve(tx: &mut Tx, id: AppointmentId, as_what: State, by: &Actor) -> Result<(), BookingError> {
    let booking = locked(tx, id, Vec::new()).await?;
    if !booking.appointment.status.keeps_time() {
        // It was cancelled meanwhile: there is nothing left to agree to, and the request is settled all the same.
        return Ok(());
    }
    let (step, action, notice) = match as_what {
        State::Done => (Step::Approve, Action::Approved, "notify.approved"),
        _ => (Step::Decline, Action::Declined, "notify.declined"),
    };
    let stepped = cancel::step(tx, booking, step, action, Some(notice), by).await;
    if stepped.is_err() {
        tx.give_up();
    }
    stepped.map(drop)
}

/// What the trail says of something that was done to a request.
pub(super) fn entry(id: RequestId, action: Action, before: Facts, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::Request(id), before, after }
}
