//! What must hold after every world.

use app::audit;
use app::booking::{self, Filter};
use domain::appointment::Status;
use domain::permission::Actor;
use jiff::SignedDuration;
use testkit::any;

use crate::world::World;

pub(crate) async fn all(world: &World) {
    let bookings = bookings(world).await;
    no_overlap(world, &bookings);
    what_was_told_is_there(world, &bookings);
    nothing_firm_on_an_unknown_calendar(world, &bookings);
    what_is_offered_can_be_held(world).await;
    nothing_stays_held(world).await;
    testkit::sound(&world.database.url).await;
    the_trail_verifies(world).await;
}

async fn bookings(world: &World) -> Vec<booking::Booking> {
    let mut tx = world.db.read(world.tenant, world.clock.now()).await.unwrap();
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = booking::list(&mut tx, &Filter::default(), after, 200).await.unwrap();
        all.extend(page.bookings);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

/// I1: nobody has two appointments at once, buffers counted.
fn no_overlap(world: &World, bookings: &[booking::Booking]) {
    let live: Vec<_> =
        bookings.iter().map(|booking| &booking.appointment).filter(|a| a.status.keeps_time()).collect();
    for (at, one) in live.iter().enumerate() {
        for other in &live[at + 1..] {
            let clash = one.practitioner == other.practitioner && one.span.overlaps(other.span);
            assert!(!clash, "seed {}: {one:?} and {other:?}", world.seed);
        }
    }
}

/// I9, D9: a call that said so often that it had booked has as many appointments, cancelled since or not.
fn what_was_told_is_there(world: &World, bookings: &[booking::Booking]) {
    for (call, told) in &world.told {
        let booked = bookings.iter().filter(|booking| booking.call == Some(*call)).count();
        assert_eq!(booked, *told, "seed {}: call {call} told {told} bookings", world.seed);
    }
}

/// I5: with a calendar that can't be relied on, nothing is booked.
fn nothing_firm_on_an_unknown_calendar(world: &World, bookings: &[booking::Booking]) {
    let Some(down) = world.down else { return };
    for booking in bookings {
        let appointment = &booking.appointment;
        let firm = appointment.practitioner.as_str() == down && appointment.status == Status::Booked;
        assert!(!firm, "seed {}: {appointment:?} on an unknown calendar", world.seed);
    }
}

/// I2, I8: every slot that is offered now could be held now.
async fn what_is_offered_can_be_held(world: &World) {
    for service in &world.practice.services {
        let mut tx = world.db.read(world.tenant, world.clock.now()).await.unwrap();
        let found = booking::find(&mut tx, &world.practice, &any(service.id.as_str(), 3)).await.unwrap();
        drop(tx);
        for slot in found.slots {
            let mut tx = world.db.write(world.tenant, world.clock.now()).await.unwrap();
            let held = booking::hold(&mut tx, &world.practice, &slot, None, &Actor::Operator).await;
            assert!(held.is_ok(), "seed {}: {slot:?} was offered: {held:?}", world.seed);
        }
    }
}

/// Whoever is gone keeps nothing: each slot of the week is either somebody's appointment or free.
async fn nothing_stays_held(world: &World) {
    let later = world.clock.now().checked_add(SignedDuration::from_mins(11)).unwrap();
    booking::sweep(&world.db, world.tenant, world.clock.now()).await.unwrap();
    let swept_later = booking::sweep(&world.db, world.tenant, later).await.unwrap();
    assert_eq!(swept_later, 0, "seed {}: {swept_later} holds outlived their calls", world.seed);
}

/// I11: every change has its entry, and the chain holds.
async fn the_trail_verifies(world: &World) {
    audit::seal_all(&world.db, world.tenant, world.clock.now()).await.unwrap();
    let mut tx = world.db.read(world.tenant, world.clock.now()).await.unwrap();
    let verified =
        audit::verify(&mut tx).await.unwrap_or_else(|error| panic!("seed {}: {error}", world.seed));
    assert_eq!(verified.unchained, 0, "seed {}", world.seed);
    assert!(verified.chained >= world.confirmed() as u64, "seed {}", world.seed);
}
