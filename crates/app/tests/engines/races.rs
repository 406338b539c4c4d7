//! Many at once: one winner, nothing half-done, no overlap, whatever the order.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use app::audit;
use app::booking::{self, BookingError};
use app::db::{Db, DbError, Tx};
use app::random::Dice;
use app::sealing::Keyring;
use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::SignedDuration;
use testkit::mix::{self, Line, Office};
use testkit::{Clinic, Figures};
use tokio::task::JoinSet;

/// Callers at once after one slot.
const CALLERS: usize = 10_000;

/// How long the mix lasts: as many seconds as `ALLO_MIX_SECONDS` says.
fn mix_lasts() -> Duration {
    Duration::from_secs(testkit::wanted("ALLO_MIX_SECONDS").unwrap_or(4))
}

testkit::on_both_engines! {
    /// Whoever finds the pool exhausted is told to come back, and comes back: everybody gets an answer.
    async fn ten_thousand_callers_after_one_slot_and_one_gets_it(clinic) {
        let slot = Arc::new(clinic.slot("consultation", "martin", "2026-03-10T14:00"));
        let (figures, came_back) = (Arc::new(Figures::default()), Arc::new(AtomicU32::new(0)));
        let mut race = JoinSet::new();
        for _ in 0..CALLERS {
            let (db, tenant, practice, now) = facts(clinic);
            let (slot, call) = (slot.clone(), clinic.call());
            let (figures, came_back) = (figures.clone(), came_back.clone());
            race.spawn(async move {
                let since = Instant::now();
                let won = loop {
                    let held = db.retrying(async || {
                        let mut tx = db.write(tenant, now).await?;
                        let held = booking::hold(&mut tx, &practice, &slot, Some(call), &Actor::Call(call)).await?;
                        tx.commit().await?;
                        Ok::<_, BookingError>(held)
                    });
                    match held.await {
                        Ok(_) => break true,
                        Err(BookingError::Taken) => break false,
                        Err(BookingError::Db(DbError::Unavailable(_))) => {
                            came_back.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(error) => panic!("{error}"),
                    }
                };
                figures.took(since.elapsed());
                won
            });
        }
        let answers = race.join_all().await;
        assert_eq!(answers.len(), CALLERS);
        assert_eq!(answers.iter().filter(|won| **won).count(), 1);
        testkit::sound(&clinic.url).await;
        testkit::report(&format!(
            "{:?}: callers after one slot {}, {} told to come back",
            clinic.db.engine(), figures.summary(), came_back.load(Ordering::Relaxed)
        ));
    }

    /// Holds, confirmations, moves, cancellations and expiries from many tasks on a few slots.
    async fn a_mix_of_everything_leaves_a_sound_book(clinic) {
        let office = Office::of(clinic);
        let until = Instant::now() + mix_lasts();
        let tally = mix::run(&office, "mix", 1, until, Arc::new(|_: &Line| {})).await;
        testkit::sound(&clinic.url).await;
        audit::seal_all(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        let verified = audit::verify(&mut clinic.read().await).await.unwrap();
        assert_eq!(verified.unchained, 0);
        assert!(tally.did_everything(), "a mix in which something never happened proves nothing: {tally:?}");
        testkit::report(&format!("{:?}: {}", clinic.db.engine(), tally.summary()));
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

/// Whoever draws a reference that another transaction is just taking draws again: the caller is booked all the same.
#[tokio::test(flavor = "multi_thread")]
async fn two_who_draw_one_reference_get_two() {
    if !testkit::postgres_wanted() {
        return;
    }
    let clinic = Clinic::open(testkit::postgres().await).await;
    let who = clinic.patient("petit");
    let hold = async |start: &str| {
        let slot = clinic.slot("consultation", "martin", start);
        clinic.hold(&slot, None).await.unwrap().id
    };
    let (first, second) = (hold("2026-03-10T14:00").await, hold("2026-03-10T15:00").await);
    let same_luck = || Db::open(&clinic.url, Keyring::new(&testkit::SECRET), Dice::seeded(7));
    let (one, other) = (same_luck().await.unwrap(), same_luck().await.unwrap());
    let confirm = async |tx: &mut Tx, held| {
        booking::confirm(tx, &clinic.practice, held, &who, None, &Actor::Operator).await
    };

    let mut tx = one.write(clinic.tenant, clinic.clock.now()).await.unwrap();
    let confirmed = confirm(&mut tx, first).await.unwrap();
    // At another instant, so that nothing but the reference is the same.
    let later = clinic.clock.now() + SignedDuration::from_secs(1);
    let late = other.retrying(async || {
        let mut tx = other.write(clinic.tenant, later).await?;
        let confirmed = confirm(&mut tx, second).await?;
        tx.commit().await?;
        Ok::<_, BookingError>(confirmed)
    });
    let commit = async {
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while clinic.count(waits).await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tx.commit().await.unwrap();
    };
    let (late, ()) = tokio::join!(late, commit);
    assert_ne!(late.unwrap().reference, confirmed.reference);
    testkit::sound(&clinic.url).await;
}

fn facts(clinic: &Clinic) -> (Db, TenantId, Arc<Practice>, jiff::Timestamp) {
    (clinic.db.clone(), clinic.tenant, clinic.practice.clone(), clinic.clock.now())
}
