//! No limit is passed, however many come at the same time (S63).

use std::sync::Arc;

use app::booking::BookingError;
use app::usage::Closed;
use domain::quota::{Limit, Quota};
use testkit::Clinic;

/// Sixty-four confirm at the same time, each a slot of their own; how many are booked.
async fn race(clinic: Clinic) -> usize {
    let mut held = Vec::new();
    // Martin's afternoons, twelve starts each.
    let days = ["10", "12", "16", "17", "19", "23"];
    for nth in 0..64 {
        let (day, hour, minute) = (days[nth / 12], 14 + nth % 12 / 3, nth % 3 * 20);
        let slot = clinic.slot("consultation", "martin", &format!("2026-03-{day}T{hour}:{minute:02}"));
        held.push(clinic.hold(&slot, None).await.unwrap());
    }
    let clinic = Arc::new(clinic);
    let tasks: Vec<_> = held
        .into_iter()
        .zip(70_000..)
        .map(|(held, number)| {
            let clinic = clinic.clone();
            tokio::spawn(
                async move { clinic.confirm(&held, &clinic.stranger("Ana Ruiz", number), None).await },
            )
        })
        .collect();
    let mut booked = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => booked += 1,
            Err(BookingError::Closed(Closed::OverQuota { limit: Limit::BookingsADay, .. })) => {}
            Err(other) => panic!("{other}"),
        }
    }
    let rows = clinic.count("SELECT count(*) FROM appointment").await;
    assert_eq!(rows, i64::try_from(booked).unwrap());
    booked
}

async fn sixty_four_and_a_limit_of_ten(clinic: Clinic) {
    clinic.allow(Quota { bookings_a_day: Some(10), ..Quota::default() }).await;
    assert_eq!(race(clinic).await, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s63_of_sixty_four_at_once_ten_are_booked_on_sqlite() {
    sixty_four_and_a_limit_of_ten(Clinic::open(testkit::sqlite().await).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s63_of_sixty_four_at_once_ten_are_booked_on_postgres() {
    if testkit::postgres_wanted() {
        sixty_four_and_a_limit_of_ten(Clinic::open(testkit::postgres().await).await).await;
    }
}
