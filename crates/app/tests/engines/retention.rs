//! What has served its time is deleted, and nothing else.

use app::jobs::{self, Retention};
use app::{booking, once};
use domain::permission::Actor;
use jiff::SignedDuration;
use testkit::Clinic;

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn count(clinic: &Clinic, table: &str) -> i64 {
    clinic.count(&format!("SELECT count(*) FROM {table}")).await
}

async fn forget(clinic: &Clinic) -> u64 {
    jobs::forget(&clinic.db, clinic.tenant, clinic.clock.now(), Retention::default()).await.unwrap()
}

/// A booked appointment, a hold that was given back, one that is live; an answer; work that is done.
async fn a_day(clinic: &Clinic) -> app::booking::Confirmed {
    let at = |start: &str| clinic.slot("consultation", "martin", &format!("2026-03-10T{start}"));
    let booked = clinic.book(&at("14:00"), &clinic.patient("petit"), None).await.unwrap();
    let released = clinic.hold(&at("15:00"), None).await.unwrap();
    clinic.hold(&at("16:00"), None).await.unwrap();
    let mut tx = clinic.write().await;
    booking::release(&mut tx, released.id, &Actor::Operator).await.unwrap();
    once::begin(&mut tx, "key:abc", [1; 32]).await.unwrap();
    once::end(&mut tx, "key:abc", "{}", None).await.unwrap();
    tx.commit().await.unwrap();
    let job = jobs::take(&clinic.db, clinic.clock.now(), DAY).await.unwrap().unwrap();
    let mut tx = clinic.write().await;
    jobs::done(&mut tx, &job).await.unwrap();
    tx.commit().await.unwrap();
    booked
}

testkit::on_both_engines! {
    async fn what_has_served_its_time_is_deleted_and_nothing_else(clinic) {
        let booked = a_day(clinic).await;
        assert_eq!(forget(clinic).await, 0, "nothing is old");
        let pending = count(clinic, "job").await - 1;

        clinic.clock.advance(SignedDuration::from_hours(24 * 3 + 1));
        assert_eq!(forget(clinic).await, 1, "the answer");
        clinic.clock.advance(SignedDuration::from_hours(24 * 11));
        assert_eq!(forget(clinic).await, 1, "the work that is done");
        assert_eq!(count(clinic, "job").await, pending, "work that isn't done waits");

        clinic.clock.advance(SignedDuration::from_hours(24 * 18));
        // The hold that was given back and its time, and the hold that became an appointment.
        assert_eq!(forget(clinic).await, 3);
        assert_eq!(count(clinic, "hold").await, 1, "a live hold is the sweeper's");
        booking::sweep(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        assert_eq!(forget(clinic).await, 2);
        assert_eq!((count(clinic, "hold").await, count(clinic, "claim").await), (0, 1));
        let kept = booking::appointment(&mut clinic.read().await, booked.booking.appointment.id).await;
        assert_eq!(kept.unwrap().appointment, booked.booking.appointment);
        assert_eq!(forget(clinic).await, 0);
    }

    async fn deleting_leaves_its_own_entry_and_the_trail_verifies(clinic) {
        a_day(clinic).await;
        clinic.clock.advance(SignedDuration::from_hours(24 * 40));
        assert_eq!(forget(clinic).await, 5);
        let entries = clinic.count("SELECT count(*) FROM audit WHERE action = 'retention.applied'").await;
        assert_eq!(entries, 1);
        app::audit::seal_all(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        app::audit::verify(&mut clinic.read().await).await.unwrap();
    }

    /// Nobody is told days later that they have an appointment; the calendar is put right however late.
    async fn what_comes_too_late_is_not_sent(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        clinic.clock.advance(DAY);
        let mut taken = Vec::new();
        while let Some(job) = jobs::take(&clinic.db, clinic.clock.now(), DAY).await.unwrap() {
            taken.push(job.kind);
        }
        assert_eq!(taken, ["calendar.write"]);
        clinic.clock.advance(SignedDuration::from_hours(24 * 91));
        forget(clinic).await;
        assert_eq!(count(clinic, "job").await, 1, "what was late is forgotten, what waits isn't");
    }

    /// More than one batch of them.
    async fn many_are_deleted_batch_by_batch(clinic) {
        let mut tx = clinic.write().await;
        for at in 0..1_201 {
            once::begin(&mut tx, &format!("key:{at}"), [1; 32]).await.unwrap();
        }
        tx.commit().await.unwrap();
        clinic.clock.advance(SignedDuration::from_hours(24 * 4));
        assert_eq!(forget(clinic).await, 1_201);
        assert_eq!(clinic.count("SELECT count(*) FROM audit WHERE action = 'retention.applied'").await, 3);
    }

    /// However short a time is asked for, an answer and a try count for a day.
    async fn nothing_is_forgotten_before_it_has_served(clinic) {
        a_day(clinic).await;
        let short = Retention { answers: SignedDuration::ZERO, tries: SignedDuration::ZERO, ..Retention::default() };
        clinic.clock.advance(SignedDuration::from_hours(23));
        let gone = jobs::forget(&clinic.db, clinic.tenant, clinic.clock.now(), short).await.unwrap();
        assert_eq!((gone, count(clinic, "idempotency").await), (0, 1));
    }
}
