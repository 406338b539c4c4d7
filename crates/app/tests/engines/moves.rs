//! What a move may change: the time and with whom, never what it is for.

use app::booking::{self, BookingError};
use domain::permission::Actor;

testkit::on_both_engines! {
    async fn a_move_keeps_what_it_is_for(clinic) {
        let slot = clinic.slot("prise-de-sang", "laurent", "2026-03-10T08:00");
        let booked = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let elsewhere = clinic.slot("consultation", "martin", "2026-03-10T10:00");
        let id = booked.booking.appointment.id;
        let mut tx = clinic.write().await;
        let practice = &clinic.practice;
        let moved = booking::reschedule(&mut tx, practice, id, &elsewhere, None, &Actor::Operator).await;
        assert!(matches!(moved, Err(BookingError::Refused(_))), "{moved:?}");
    }

    async fn what_was_cancelled_does_not_move_not_even_to_where_it_was(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T10:00");
        let booked = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let (id, practice) = (booked.booking.appointment.id, &clinic.practice);
        let mut tx = clinic.write().await;
        booking::cancel(&mut tx, practice, id, None, &Actor::Operator).await.unwrap();
        let moved = booking::reschedule(&mut tx, practice, id, &slot, None, &Actor::Operator).await;
        assert!(matches!(moved, Err(BookingError::Over)), "{moved:?}");
    }
}
