//! Find, hold, confirm, move, cancel: what goes well, and what is refused.

use app::booking::{self, BookingError, Search};
use domain::appointment::Status;
use domain::ids::CallId;
use domain::permission::Actor;
use testkit::{Clinic, any};

fn consultation(call: Option<CallId>) -> Search<'static> {
    Search { practitioners: vec!["martin".parse().unwrap()], call, ..any("consultation", 3) }
}

async fn starts(clinic: &Clinic, search: &Search<'_>) -> Vec<String> {
    let mut tx = clinic.read().await;
    let found = booking::find(&mut tx, &clinic.practice, search).await.unwrap();
    let zone = clinic.practice.tenant.zone();
    found.slots.iter().map(|slot| zone.to_datetime(slot.span.start).to_string()[..16].to_owned()).collect()
}

testkit::on_both_engines! {
    async fn a_caller_books_and_the_slot_is_gone(clinic) {
        let call = clinic.call();
        let search = consultation(Some(call));
        let before = ["2026-03-09T10:00", "2026-03-09T10:20", "2026-03-09T10:40"];
        assert_eq!(starts(clinic, &search).await, before);

        let slot = clinic.slot("consultation", "martin", "2026-03-09T10:00");
        let held = clinic.hold(&slot, Some(call)).await.unwrap();
        assert_eq!(starts(clinic, &search).await, before, "a call's own hold is free to it");
        assert_eq!(starts(clinic, &consultation(None)).await[0], "2026-03-09T10:20");

        let confirmed = clinic.confirm(&held, &clinic.patient("petit"), Some(call)).await.unwrap();
        assert_eq!(confirmed.booking.appointment.status, Status::Booked);
        assert_eq!(confirmed.booking.appointment.patient, clinic.patient_id("petit").await);
        assert_eq!(starts(clinic, &search).await[0], "2026-03-09T10:20");

        let again = clinic.confirm(&held, &clinic.patient("petit"), Some(call)).await.unwrap();
        assert_eq!(again.booking.appointment, confirmed.booking.appointment);
        assert_eq!(again.reference, confirmed.reference);
    }

    async fn a_taken_slot_is_taken_and_an_overlapping_one_too(clinic) {
        let slot = clinic.slot("consultation", "benali", "2026-03-10T09:10");
        clinic.hold(&slot, Some(clinic.call())).await.unwrap();
        let other = Some(clinic.call());
        assert!(matches!(clinic.hold(&slot, other).await, Err(BookingError::Taken)));
        let longer = clinic.slot("premiere", "benali", "2026-03-10T08:50");
        assert!(matches!(clinic.hold(&longer, other).await, Err(BookingError::Taken)));
        let touching = clinic.slot("consultation", "benali", "2026-03-10T09:30");
        clinic.hold(&touching, other).await.unwrap();
    }

    async fn an_appointment_moves_and_keeps_its_id(clinic) {
        let call = clinic.call();
        let from = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&from, &clinic.stranger("Ana Ruiz", 70_001), Some(call)).await.unwrap();
        let id = booked.booking.appointment.id;
        let to = clinic.slot("consultation", "benali", "2026-03-11T08:30");
        let by = Actor::Call(call);

        let mut tx = clinic.write().await;
        let moved = booking::reschedule(&mut tx, &clinic.practice, id, &to, Some(1), &by).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((moved.appointment.id, moved.appointment.revision), (id, 2));
        assert_eq!(moved.appointment.span, to.span);

        clinic.hold(&from, Some(clinic.call())).await.expect("the old place is free");
        let taken = clinic.hold(&to, Some(clinic.call())).await;
        assert!(matches!(taken, Err(BookingError::Taken)), "the new one is not");

        let mut tx = clinic.write().await;
        let stale = booking::reschedule(&mut tx, &clinic.practice, id, &from, Some(1), &by).await;
        assert!(matches!(stale, Err(BookingError::Changed)));
    }

    async fn an_appointment_moves_within_its_own_time(clinic) {
        let call = Some(clinic.call());
        let from = clinic.slot("premiere", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&from, &clinic.patient("nguyen"), call).await.unwrap();
        let to = clinic.slot("premiere", "martin", "2026-03-10T14:20");
        let mut tx = clinic.write().await;
        let id = booked.booking.appointment.id;
        booking::reschedule(&mut tx, &clinic.practice, id, &to, None, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), None).await.unwrap();
    }

    async fn a_move_onto_taken_time_changes_nothing(clinic) {
        let from = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&from, &clinic.patient("nguyen"), None).await.unwrap();
        let to = clinic.slot("consultation", "martin", "2026-03-10T15:00");
        clinic.book(&to, &clinic.patient("petit"), None).await.unwrap();
        let id = booked.booking.appointment.id;

        let mut tx = clinic.write().await;
        let refused = booking::reschedule(&mut tx, &clinic.practice, id, &to, None, &Actor::Operator).await;
        assert!(matches!(refused, Err(BookingError::Taken)));
        assert!(tx.commit().await.is_err(), "half a move can't be committed");

        let mut tx = clinic.read().await;
        let now = booking::appointment(&mut tx, id).await.unwrap().appointment;
        assert_eq!((now.span, now.revision), (from.span, 1));
        assert!(matches!(clinic.hold(&from, None).await, Err(BookingError::Taken)));
    }

    async fn a_cancelled_appointment_gives_its_time_back_once(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&slot, &clinic.patient("haddad"), None).await.unwrap();
        let id = booked.booking.appointment.id;
        for _ in 0..2 {
            let mut tx = clinic.write().await;
            let done = booking::cancel(&mut tx, &clinic.practice, id, None, &Actor::Operator).await.unwrap();
            assert_eq!((done.appointment.status, done.appointment.revision), (Status::Cancelled, 2));
            tx.commit().await.unwrap();
        }
        clinic.hold(&slot, None).await.unwrap();
    }

    async fn a_caller_is_too_late_where_the_staff_is_not(clinic) {
        let call = clinic.call();
        let slot = clinic.slot("consultation", "martin", "2026-03-09T10:20");
        let booked = clinic.book(&slot, &clinic.patient("haddad"), Some(call)).await.unwrap();
        let id = booked.booking.appointment.id;
        let mut tx = clinic.write().await;
        let late = booking::cancel(&mut tx, &clinic.practice, id, None, &Actor::Call(call)).await;
        assert!(matches!(late, Err(BookingError::TooLate)));
        booking::cancel(&mut tx, &clinic.practice, id, None, &Actor::Operator).await.unwrap();
    }
}
