//! Keeping a slot while a caller decides.

use domain::audit::{Action, By, Entity, Facts};
use domain::availability::{Asked, Slot, place};
use domain::hold::{Hold, State};
use domain::ids::{CallId, HoldId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::Timestamp;

use super::claim::{self, Grant, Lanes, Purpose};
use super::rows::{Kept, Outside};
use super::{BookingError, sql};
use crate::audit::{self, Done};
use crate::db::{DbError, Order, Tx, args};

/// How many live holds one call may have.
pub const HOLDS_A_CALL: i64 = 3;

/// A slot that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which hold.
    pub id: HoldId,
    /// The slot.
    pub slot: Slot,
    /// Until when, unless it is extended.
    pub expires_at: Timestamp,
}

/// Keeps a slot for a call (or for nobody in particular), for as long as the practice's policy says.
///
/// The same call holding the same slot again gets the same hold, kept longer. A call's other holds give way to a
/// new one that overlaps them.
pub async fn hold(
    tx: &mut Tx,
    practice: &Practice,
    slot: &Slot,
    call: Option<CallId>,
    by: &Actor,
) -> Result<Held, BookingError> {
    let slot = checked(practice, slot, tx.now())?;
    let before = may_claim(tx, &slot, call, Look::Everywhere).await?;
    if let Some(own) = before.own {
        return extend(tx, practice, own.hold.id, by).await;
    }
    if before.live >= HOLDS_A_CALL {
        return Err(BookingError::Limited);
    }
    keep(tx, practice, slot, call, Lanes::Ordinary, by).await.map(|(held, _)| held)
}

/// Keeps a slot on purpose, whoever has it; and whether it is now given more than its time has room for.
pub(super) async fn hold_anyway(
    tx: &mut Tx,
    practice: &Practice,
    slot: Slot,
    by: &Actor,
) -> Result<(Held, bool), BookingError> {
    // Whoever gives this time back meanwhile passes it on to what is decided here, or is seen to have done so.
    claim::lock(tx, &claim::resources(&slot)).await?;
    let busy_outside = in_the_way_outside(tx, &slot).await?;
    let (held, grant) = keep(tx, practice, slot, None, Lanes::Any(by), by).await?;
    Ok((held, busy_outside || grant == Grant::Squeezed))
}

/// Whether something in a calendar outside overlaps a slot. A calendar that isn't known stands against whoever decides,
/// too (I5).
pub(super) async fn in_the_way_outside(tx: &mut Tx, slot: &Slot) -> Result<bool, BookingError> {
    match may_claim(tx, slot, None, Look::Outside).await {
        Ok(_) => Ok(false),
        Err(BookingError::Taken) => Ok(true),
        Err(error) => Err(error),
    }
}

async fn keep(
    tx: &mut Tx,
    practice: &Practice,
    slot: Slot,
    call: Option<CallId>,
    lanes: Lanes<'_>,
    by: &Actor,
) -> Result<(Held, Grant), BookingError> {
    let hold = Hold::begin(tx.mint(), call, tx.now(), practice.tenant.policy.hold_ttl_s);
    let until = hold.expires_at;
    let along = written(tx, &hold, &slot, by)?;
    let grant = claim::take(tx, hold.id.uuid(), &slot, Purpose::Hold(until), lanes, call, along).await?;
    if grant == Grant::Taken {
        tx.give_up();
        return Err(BookingError::Taken);
    }
    Ok((Held { id: hold.id, slot, expires_at: until }, grant))
}

/// Keeps a hold longer: the policy's time from now, and ten minutes in all at most.
pub async fn extend(tx: &mut Tx, practice: &Practice, id: HoldId, by: &Actor) -> Result<Held, BookingError> {
    let kept = kept(tx, id).await?;
    let until = |at| Facts { hold: Some(State::Live), until: Some(at), ..Facts::default() };
    let before = until(kept.hold.expires_at);
    let extended = kept.hold.extend(tx.now(), practice.tenant.policy.hold_ttl_s);
    let hold = extended.map_err(|_| BookingError::Expired)?;
    let (action, entity, after) = (Action::HoldExtended, Entity::Hold(id), until(hold.expires_at));
    let done = Done { by: By::from(by), action, entity, before, after };
    let batch = vec![
        (&sql::EXTEND_CLAIMS, args![id, hold.expires_at]),
        (&sql::EXTEND, args![id, hold.expires_at]),
        audit::entry(tx, done)?,
    ];
    let changed = tx.execute_all(batch).await?;
    let claims = claim::resources(&kept.slot).len() as u64;
    if changed[..2] != [claims, 1] {
        // Somebody has taken some of its time, or ended it, since we looked.
        tx.give_up();
        return Err(BookingError::Expired);
    }
    Ok(Held { id, slot: kept.slot, expires_at: hold.expires_at })
}

/// Gives a hold back. Giving it back again, or after it ended otherwise, changes nothing.
pub async fn release(tx: &mut Tx, id: HoldId, by: &Actor) -> Result<(), BookingError> {
    end(tx, id, State::Released, by).await.map(drop).map_err(BookingError::from)
}

/// Gives all of a call's holds back: the caller is gone.
pub async fn release_all(tx: &mut Tx, call: CallId, by: &Actor) -> Result<usize, BookingError> {
    let live: Vec<HoldId> = tx.all(&sql::CALL_HOLDS, args![call], |row| row.get(0)).await?;
    for id in &live {
        release(tx, *id, by).await?;
    }
    Ok(live.len())
}

/// Ends a live hold and gives its time back; false when it had ended before.
pub(super) async fn end(tx: &mut Tx, id: HoldId, state: State, by: &Actor) -> Result<bool, DbError> {
    if tx.execute(&sql::END_HOLD, args![id, state.name()]).await? == 0 {
        return Ok(false);
    }
    let action = if state == State::Expired { Action::HoldExpired } else { Action::Released };
    let after = Facts { hold: Some(state), ..Facts::default() };
    let before = Facts { hold: Some(State::Live), ..Facts::default() };
    let done = Done { by: By::from(by), action, entity: Entity::Hold(id), before, after };
    let batch = vec![claim::give_back(id.uuid()), audit::entry(tx, done)?];
    tx.execute_all(batch).await?;
    Ok(true)
}

/// The slot with the times that the practice's own rules give it, or why it can't be booked.
pub(super) fn checked(practice: &Practice, slot: &Slot, now: Timestamp) -> Result<Slot, BookingError> {
    let asked = Asked {
        service: slot.service.clone(),
        practitioner: slot.resource.clone(),
        start: slot.span.start,
        end: Some(slot.span.end),
    };
    Ok(Slot { room: slot.room.clone(), ..place(practice, &asked, now)? })
}

/// Where to look for what stands against a claim, before it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// In calendars outside: what is in our own book is met when the claim is made.
    Outside,
    /// In our own book, too, where that is the quicker no.
    Everywhere,
}

/// What is so before time is claimed.
pub(super) struct Before {
    /// The call's own hold on the same slot, still good.
    own: Option<Kept>,
    /// How many live holds the call has.
    live: i64,
}

/// What is so before a slot is claimed, when nothing outside stands against it.
pub(super) async fn may_claim(
    tx: &mut Tx,
    slot: &Slot,
    call: Option<CallId>,
    look: Look,
) -> Result<Before, BookingError> {
    let names: Vec<String> = claim::resources(slot).iter().map(|id| id.as_str().to_owned()).collect();
    let args = args![
        names,
        slot.guard.start,
        slot.guard.end,
        call,
        tx.now(),
        &slot.service,
        &slot.resource,
        slot.room.as_ref(),
        slot.span.start,
        look == Look::Everywhere
    ];
    let rows = tx.all(&sql::MAY_CLAIM, args, |row| {
        let own = row.get::<Option<HoldId>>(0)?.map(|_| Kept::read(row)).transpose()?;
        Ok((own, row.get(12)?, Outside::read(row, 13)?))
    });
    let rows = rows.await?;
    let &(_, live, outside) = rows.first().ok_or(DbError::NoRow(sql::MAY_CLAIM.name))?;
    outside.allows()?;
    let now = tx.now();
    let own = rows.into_iter().filter_map(|(own, ..)| own).find(|own| !own.hold.overdue(now));
    Ok(Before { own, live })
}

/// A hold, whoever has it.
async fn kept(tx: &mut Tx, id: HoldId) -> Result<Kept, BookingError> {
    tx.optional(&sql::HELD, args![id], Kept::read).await?.ok_or(BookingError::NotFound)
}

/// The insertions of a new hold, beside its claims.
fn written(tx: &Tx, hold: &Hold, slot: &Slot, by: &Actor) -> Result<Vec<Order>, DbError> {
    let room = slot.room.as_ref();
    let args = args![
        hold.id,
        hold.call,
        &slot.service,
        &slot.resource,
        room,
        slot.span.start,
        slot.span.end,
        slot.guard.start,
        slot.guard.end,
        hold.expires_at,
        hold.hard_deadline
    ];
    let done = Done {
        by: By::from(by),
        action: Action::Held,
        entity: Entity::Hold(hold.id),
        before: Facts::default(),
        after: facts(slot, hold),
    };
    Ok(vec![(&sql::HOLD, args), audit::entry(tx, done)?])
}

fn facts(slot: &Slot, hold: &Hold) -> Facts {
    Facts {
        hold: Some(hold.state),
        service: Some(slot.service.clone()),
        practitioner: Some(slot.resource.clone()),
        room: slot.room.clone(),
        span: Some(slot.span),
        until: Some(hold.expires_at),
        ..Facts::default()
    }
}
