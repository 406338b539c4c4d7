//! Taking time, and giving it back: the only way to the `claim` table.

use domain::availability::Slot;
use domain::hold::State;
use domain::ids::{CallId, ClaimId, HoldId, ResourceId};
use domain::permission::Actor;
use jiff::Timestamp;
use uuid::Uuid;

use super::{hold, sql};
use crate::db::{DbError, Order, Tx, args};

/// The lane of ordinary bookings. Lanes from 100 are for deliberate overbooking by the staff.
const LANE: i64 = 0;

/// Whether time was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(super) enum Grant {
    /// It is ours, once the transaction is committed.
    Granted,
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
    call: Option<CallId>,
    mut along: Vec<Order>,
) -> Result<Grant, DbError> {
    for resource in resources(slot) {
        if insert(tx, group, &resource, slot, purpose, std::mem::take(&mut along)).await? {
            continue;
        }
        make_way(tx, &resource, slot, call).await?;
        if !insert(tx, group, &resource, slot, purpose, Vec::new()).await? {
            return Ok(Grant::Taken);
        }
    }
    Ok(Grant::Granted)
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

async fn insert(
    tx: &mut Tx,
    group: Uuid,
    resource: &ResourceId,
    slot: &Slot,
    purpose: Purpose,
    along: Vec<Order>,
) -> Result<bool, DbError> {
    let (kind, expires_at) = match purpose {
        Purpose::Hold(until) => ("hold", Some(until)),
        Purpose::Appointment => ("appointment", None),
    };
    let id: ClaimId = tx.mint();
    let Slot { span, guard, .. } = slot;
    let args =
        args![id, group, resource, LANE, kind, span.start, span.end, guard.start, guard.end, expires_at];
    let batch = std::iter::once((&sql::CLAIM, args)).chain(along).collect();
    Ok(tx.execute_all(batch).await?[0] == 1)
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
