//! Many at once: one winner, nothing half-done, no overlap, whatever the order.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use app::booking::{self, BookingError};
use app::db::{Db, DbError, Engine};
use app::random::Dice;
use domain::appointment::Status;
use domain::availability::Slot;
use domain::ids::{AppointmentId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::SignedDuration;
use testkit::Clinic;
use tokio::task::JoinSet;

/// Tasks at once in the mixed race, and how long it lasts.
const TASKS: u64 = 64;
const LASTS: Duration = Duration::from_secs(4);

testkit::on_both_engines! {
    async fn many_callers_after_one_slot_and_one_gets_it(clinic) {
        let callers = match clinic.db.engine() {
            Engine::Sqlite => 10_000,
            Engine::Postgres => 2_000,
        };
        let slot = Arc::new(clinic.slot("consultation", "martin", "2026-03-10T14:00"));
        let (won, lost) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let mut race = JoinSet::new();
        for _ in 0..callers {
            let (db, tenant, practice, now) = facts(clinic);
            let (slot, won, lost, call) = (slot.clone(), won.clone(), lost.clone(), clinic.call());
            race.spawn(async move {
                let held = db.retrying(async || {
                    let mut tx = db.write(tenant, now).await?;
                    let held = booking::hold(&mut tx, &practice, &slot, Some(call), &Actor::Call(call)).await?;
                    tx.commit().await?;
                    Ok::<_, BookingError>(held)
                });
                match held.await {
                    Ok(_) => won.fetch_add(1, Ordering::Relaxed),
                    Err(BookingError::Taken) => lost.fetch_add(1, Ordering::Relaxed),
                    // The pool has an end: such a caller is told to wait, and nothing happened.
                    Err(BookingError::Db(DbError::Unavailable(_))) => 0,
                    Err(error) => panic!("{error}"),
                };
            });
        }
        while let Some(done) = race.join_next().await {
            done.unwrap();
        }
        assert_eq!(won.load(Ordering::Relaxed), 1);
        assert!(lost.load(Ordering::Relaxed) > 0);
        assert_no_overlap(clinic).await;
    }

    /// Holds, confirmations, moves, cancellations and expiries from many tasks on a few slots.
    async fn a_mix_of_everything_leaves_no_overlap_and_nothing_half_booked(clinic) {
        let slots = Arc::new(contended_slots(clinic));
        let until = Instant::now() + LASTS;
        let mut tasks = JoinSet::new();
        for seed in 0..TASKS {
            let (db, tenant, practice, _) = facts(clinic);
            let (slots, clock) = (slots.clone(), clinic.clock.clone());
            let who = clinic.stranger(&format!("Personne {seed}"), 80_000 + u32::try_from(seed).unwrap());
            tasks.spawn(async move {
                let dice = Dice::seeded(seed);
                let mut mine: Vec<AppointmentId> = Vec::new();
                while Instant::now() < until {
                    let slot = &slots[usize::try_from(dice.below(slots.len() as u64)).unwrap()];
                    let now = clock.now();
                    match dice.below(10) {
                        0..=4 => {
                            let patience = dice.below(4) == 0;
                            let booked = db.retrying(async || {
                                let mut tx = db.write(tenant, now).await?;
                                let held = booking::hold(&mut tx, &practice, slot, None, &Actor::Operator).await?;
                                tx.commit().await?;
                                if patience {
                                    return Err(BookingError::Expired);
                                }
                                let mut tx = db.write(tenant, now).await?;
                                let done = booking::confirm(&mut tx, &practice, held.id, &who, None, &Actor::Operator).await?;
                                tx.commit().await?;
                                Ok::<_, BookingError>(done.booking.appointment.id)
                            });
                            match booked.await {
                                Ok(id) => mine.push(id),
                                Err(error) => expected(&error),
                            }
                        }
                        5..=7 if !mine.is_empty() => {
                            let id = mine[usize::try_from(dice.below(mine.len() as u64)).unwrap()];
                            let moved = db.retrying(async || {
                                let mut tx = db.write(tenant, now).await?;
                                booking::reschedule(&mut tx, &practice, id, slot, None, &Actor::Operator).await?;
                                Ok::<_, BookingError>(tx.commit().await?)
                            });
                            if let Err(error) = moved.await { expected(&error) }
                        }
                        8 if !mine.is_empty() => {
                            let id = mine.swap_remove(0);
                            let cancelled = db.retrying(async || {
                                let mut tx = db.write(tenant, now).await?;
                                booking::cancel(&mut tx, &practice, id, None, &Actor::Operator).await?;
                                Ok::<_, BookingError>(tx.commit().await?)
                            });
                            if let Err(error) = cancelled.await { expected(&error) }
                        }
                        _ => clock.advance(SignedDuration::from_secs(3)),
                    }
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        assert_no_overlap(clinic).await;
        assert_nothing_half_booked(clinic).await;
    }

    /// A writer that is dropped at any await takes back its own work and nobody else's, and the next one works.
    async fn cancelled_writers_take_back_only_their_own(clinic) {
        let dice = Dice::seeded(7);
        let mut tasks = JoinSet::new();
        let acknowledged = Arc::new(AtomicU32::new(0));
        for task in 0..200_u32 {
            let (db, tenant, _, now) = facts(clinic);
            let acknowledged = acknowledged.clone();
            let stop_after = Duration::from_micros(dice.below(6_000));
            let stopped = task % 2 == 0;
            tasks.spawn(async move {
                let work = async {
                    let mut tx = db.write(tenant, now).await.unwrap();
                    app::keys::create(&mut tx, &format!("key {task}"), &[], None, &Actor::Operator).await.unwrap();
                    tokio::task::yield_now().await;
                    tx.commit().await.unwrap();
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                };
                if stopped {
                    drop(tokio::time::timeout(stop_after, work).await);
                } else {
                    work.await;
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let acknowledged = acknowledged.load(Ordering::SeqCst) as usize;
        assert!(acknowledged >= 100, "those that nobody stopped were answered");
        let mut tx = clinic.read().await;
        let keys = app::keys::list(&mut tx).await.unwrap();
        assert!(keys.len() >= acknowledged, "{} of {acknowledged}", keys.len());
        for kept in (1..200).step_by(2) {
            assert!(keys.iter().any(|key| key.name == format!("key {kept}")));
        }
        let entries = app::audit::trail(&mut tx, clinic.clock.now() + SignedDuration::from_secs(1), 1_000).await.unwrap();
        let made = entries.iter().filter(|entry| entry.action == domain::audit::Action::KeyCreated).count();
        assert_eq!(made, keys.len(), "each key with its entry, or neither");
    }
}

fn facts(clinic: &Clinic) -> (Db, TenantId, Arc<Practice>, jiff::Timestamp) {
    (clinic.db.clone(), clinic.tenant, clinic.practice.clone(), clinic.clock.now())
}

/// A few slots that overlap one another in many ways.
fn contended_slots(clinic: &Clinic) -> Vec<Slot> {
    let starts = ["09:00", "09:20", "09:40", "10:00", "10:20", "11:00"];
    let mut slots = Vec::new();
    for day in ["2026-03-10", "2026-03-12"] {
        for start in starts {
            slots.push(clinic.slot("consultation", "martin", &format!("{day}T{start}")));
            slots.push(clinic.slot("premiere", "martin", &format!("{day}T{start}")));
            slots.push(clinic.slot("certificat", "martin", &format!("{day}T{start}")));
        }
    }
    slots.push(clinic.slot("consultation", "benali", "2026-03-10T09:10"));
    slots.push(clinic.slot("premiere", "benali", "2026-03-10T09:10"));
    slots
}

/// What may be answered in a race; anything else (a deadlock that wasn't resolved, a broken constraint) fails.
fn expected(error: &BookingError) {
    let fine = matches!(
        error,
        BookingError::Taken
            | BookingError::Expired
            | BookingError::Over
            | BookingError::Changed
            | BookingError::Refused(_)
            | BookingError::Db(DbError::Unavailable(_))
    );
    assert!(fine, "{error}");
}

/// I1, asked of the database itself.
async fn assert_no_overlap(clinic: &Clinic) {
    let sql = "SELECT count(*) FROM claim a JOIN claim b ON a.tenant_id = b.tenant_id
               AND a.resource_id = b.resource_id AND a.lane = b.lane AND a.id < b.id
               AND a.guard_start < b.guard_end AND b.guard_start < a.guard_end WHERE a.active AND b.active";
    assert_eq!(clinic.count(sql).await, 0, "claims overlap");
}

/// Every live appointment has its claims, with its own times; no other has any.
async fn assert_nothing_half_booked(clinic: &Clinic) {
    let live = format!("a.status IN ('{}', '{}')", Status::Booked.name(), Status::Requested.name());
    let without = format!(
        "SELECT count(*) FROM appointment a WHERE {live} AND 1 <> (SELECT count(*) FROM claim c
         WHERE c.tenant_id = a.tenant_id AND c.group_id = a.group_id AND c.active AND c.kind = 'appointment'
         AND c.starts = a.starts AND c.ends = a.ends AND c.resource_id = a.resource_id)"
    );
    assert_eq!(clinic.count(&without).await, 0, "appointments without their time");
    let orphans = format!(
        "SELECT count(*) FROM claim c WHERE c.active AND c.kind = 'appointment' AND NOT EXISTS
         (SELECT 1 FROM appointment a WHERE a.tenant_id = c.tenant_id AND a.group_id = c.group_id AND {live})"
    );
    assert_eq!(clinic.count(&orphans).await, 0, "time without an appointment");
    let audited = "SELECT count(*) FROM appointment a WHERE a.revision <> (SELECT count(*) FROM audit e
                   WHERE e.tenant_id = a.tenant_id AND e.entity = 'appointment:' || $id)";
    let audited = audited.replace("$id", &clinic.uuid_text("a.id"));
    assert_eq!(clinic.count(&audited).await, 0, "changes without an entry, or entries without a change");
}
