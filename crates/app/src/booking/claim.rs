//! Taking time, and giving it back: the only way to the `claim` table.
//!
//! Ordinary bookings share one lane, on which no two claims overlap. Whoever overbooks on purpose takes another lane
//! where that one is taken; when it becomes free there, the overbooked claim moves down to it ([`pass_on`]), so that no
//! caller is given the time a second time.

use domain::Span;
use domain::availability::Slot;
use domain::hold::State;
use domain::ids::{CallId, ClaimId, HoldId, ResourceId};
use domain::permission::Actor;
use jiff::Timestamp;
use uuid::Uuid;

use super::rows::span;
use super::{blocks, hold, sql};
use crate::db::{DbError, Order, Tx, args};

/// The lane of ordinary bookings.
const LANE: i64 = 0;

/// The lanes of deliberate overbooking by the staff.
const OVERBOOKED: std::ops::Range<i64> = 100..120;

/// In which lanes time may be taken.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lanes<'a> {
    /// In the ordinary one.
    Ordinary,
    /// In that one, or beside it: whoever this is decides so. What is only kept for somebody gives way to a decision.
    Any(&'a Actor),
}

/// Whether time was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(super) enum Grant {
    /// It is ours, once the transaction is committed.
    Granted,
    /// It is ours beside somebody else's.
    Squeezed,
    /// Somebody else has it. Others of the claims may have been granted: the transaction must not be committed.
    Taken,
}

/// What a claim is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// A hold until this instant.
    Hold(Timestamp),
    /// An appointment.
    Appointment,
    /// Time that the staff keeps free.
    Block,
}

/// The resources of a slot in the one order in which they are claimed and locked.
pub(super) fn resources(slot: &Slot) -> Vec<ResourceId> {
    let mut all: Vec<ResourceId> = std::iter::once(&slot.resource).chain(&slot.room).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Takes all the time of a slot for a group; `along` is what is written with it, in the same round trip as the first
/// claim. What stands in the way because its hold has expired, or because the same call holds it, gives way.
pub(super) async fn take(
    tx: &mut Tx,
    group: Uuid,
    slot: &Slot,
    purpose: Purpose,
    lanes: Lanes<'_>,
    call: Option<CallId>,
    mut along: Vec<Order>,
) -> Result<Grant, DbError> {
    let mut granted = Grant::Granted;
    for resource in resources(slot) {
        let claim = Claim { group, resource: &resource, span: slot.span, guard: slot.guard, purpose };
        if claim.insert(tx, LANE, std::mem::take(&mut along)).await? {
            continue;
        }
        make_way(tx, &resource, slot, call).await?;
        if claim.insert(tx, LANE, Vec::new()).await? {
            continue;
        }
        let Lanes::Any(by) = lanes else { return Ok(Grant::Taken) };
        granted = match claim.squeeze(tx, by).await? {
            Grant::Taken => return Ok(Grant::Taken),
            Grant::Squeezed => Grant::Squeezed,
            Grant::Granted => granted,
        };
    }
    Ok(granted)
}

/// Lets go what is kept for callers in a stretch of a resource's time: somebody decides about it by hand.
pub(super) async fn end_holds(
    tx: &mut Tx,
    resource: &ResourceId,
    guard: Span,
    by: &Actor,
) -> Result<(), DbError> {
    let args = args![resource, guard.start, guard.end];
    let kept: Vec<HoldId> = tx.all(&sql::KEPT_THEN, args, |row| row.get(0)).await?;
    for id in kept {
        hold::end(tx, id, State::Released, by).await?;
    }
    Ok(())
}

/// Gives the time of a group back.
pub(super) fn give_back(group: Uuid) -> Order {
    (&sql::UNCLAIM, args![group])
}

/// Keeps everybody else from moving onto these resources until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, resources: &[ResourceId]) -> Result<(), DbError> {
    for resource in resources {
        tx.all(&sql::LOCK, args![resource], |_| Ok(())).await?;
    }
    Ok(())
}

/// A claim that is to be made on one resource.
pub(super) struct Claim<'a> {
    pub(super) group: Uuid,
    pub(super) resource: &'a ResourceId,
    pub(super) span: Span,
    pub(super) guard: Span,
    pub(super) purpose: Purpose,
}

impl Claim<'_> {
    /// Makes it in the ordinary lane; false when somebody has some of that time.
    pub(super) async fn make(&self, tx: &mut Tx) -> Result<bool, DbError> {
        self.insert(tx, LANE, Vec::new()).await
    }

    async fn insert(&self, tx: &mut Tx, lane: i64, along: Vec<Order>) -> Result<bool, DbError> {
        let (kind, expires_at) = match self.purpose {
            Purpose::Hold(until) => ("hold", Some(until)),
            Purpose::Appointment => ("appointment", None),
            Purpose::Block => ("block", None),
        };
        let id: ClaimId = tx.mint();
        let Self { group, resource, span, guard, .. } = *self;
        let args =
            args![id, group, resource, lane, kind, span.start, span.end, guard.start, guard.end, expires_at];
        let batch = std::iter::once((&sql::CLAIM, args)).chain(along).collect();
        Ok(tx.execute_all(batch).await?[0] == 1)
    }

    /// Makes it where the ordinary lane is taken: there, once what is only kept has been let go, or beside it.
    async fn squeeze(&self, tx: &mut Tx, by: &Actor) -> Result<Grant, DbError> {
        end_holds(tx, self.resource, self.guard, by).await?;
        if self.make(tx).await? {
            return Ok(Grant::Granted);
        }
        for lane in OVERBOOKED {
            if self.insert(tx, lane, Vec::new()).await? {
                return Ok(Grant::Squeezed);
            }
        }
        Ok(Grant::Taken)
    }
}

/// Time of a group was given back. Blocks that reach over it take it, and what was overbooked there moves down to the
/// ordinary lane, before any caller can have it.
pub(super) async fn pass_on(tx: &mut Tx, group: Uuid) -> Result<(), DbError> {
    let freed = tx.all(&sql::WANTED, args![group], |row| Ok((row.get::<ResourceId>(0)?, span(row, 1)?)));
    for (resource, stretch) in freed.await? {
        blocks::fill_again(tx, &resource, stretch).await?;
        move_down(tx, &resource, stretch).await?;
    }
    Ok(())
}

async fn move_down(tx: &mut Tx, resource: &ResourceId, stretch: Span) -> Result<(), DbError> {
    let args = args![resource, stretch.start, stretch.end];
    let beside = tx.all(&sql::OVERBOOKED, args, |row| {
        Ok((row.get::<ClaimId>(0)?, row.get::<Uuid>(1)?, span(row, 2)?, span(row, 4)?))
    });
    for (id, group, span, guard) in beside.await? {
        let claim = Claim { group, resource, span, guard, purpose: Purpose::Appointment };
        if claim.make(tx).await? {
            tx.execute(&sql::LEAVE_LANE, args![id]).await?;
        }
    }
    Ok(())
}

/// Ends what need not stand in the way of a slot on a resource: expired holds, and the same call's own.
async fn make_way(
    tx: &mut Tx,
    resource: &ResourceId,
    slot: &Slot,
    call: Option<CallId>,
) -> Result<(), DbError> {
    let guard = slot.guard;
    tx.execute(&sql::LET_EXPIRE, args![resource, LANE, guard.start, guard.end, tx.now()]).await?;
    let Some(call) = call else { return Ok(()) };
    let own: Vec<HoldId> =
        tx.all(&sql::OWN_IN_THE_WAY, args![call, resource, guard.start, guard.end], |row| row.get(0)).await?;
    for id in own {
        hold::end(tx, id, State::Released, &Actor::Call(call)).await?;
    }
    Ok(())
}
