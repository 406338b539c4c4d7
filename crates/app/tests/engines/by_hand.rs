//! The calendar worked by hand: overbooking on purpose, time kept free, what is noted at the desk.

use app::audit;
use app::booking::blocks::{self, Block};
use app::booking::{self, BookingError, Confirmed, For, Search};
use app::patients;
use domain::Span;
use domain::appointment::{Appointment, Status};
use domain::audit::{Action, Entity};
use domain::availability::Asked;
use domain::ids::AppointmentId;
use domain::permission::Actor;
use domain::wish::Wish;
use testkit::{Clinic, any};

use crate::trail::Tamper as _;

const BY: &Actor = &Actor::Operator;

fn asked(clinic: &Clinic, start: &str) -> Asked {
    let (service, practitioner) = ("consultation".parse().unwrap(), "martin".parse().unwrap());
    Asked { service, practitioner, start: clinic.at(start), end: None }
}

async fn overbook(clinic: &Clinic, start: &str, name: &str) -> Result<Confirmed, BookingError> {
    let mut tx = clinic.write().await;
    let who = clinic.stranger(name, 70_000);
    let booked = booking::overbook(&mut tx, &clinic.practice, &asked(clinic, start), &who, BY).await?;
    tx.commit().await?;
    Ok(booked)
}

async fn block(clinic: &Clinic, from: &str, to: &str) -> Block {
    let mut tx = clinic.write().await;
    let span = Span::new(clinic.at(from), clinic.at(to)).unwrap();
    let note = Some(domain::Pii::new("Visite à domicile".to_owned()));
    let who = "martin".parse().unwrap();
    let made = blocks::block(&mut tx, &clinic.practice, &who, span, note, BY).await.unwrap();
    tx.commit().await.unwrap();
    made
}

async fn cancel(clinic: &Clinic, id: AppointmentId) {
    let mut tx = clinic.write().await;
    booking::cancel(&mut tx, &clinic.practice, id, None, BY).await.unwrap();
    tx.commit().await.unwrap();
}

async fn note(clinic: &Clinic, one: &Appointment, to: Status) -> Result<Appointment, BookingError> {
    let mut tx = clinic.write().await;
    let noted = booking::note(&mut tx, &clinic.practice, one.id, to, one.revision, BY).await?;
    tx.commit().await?;
    Ok(noted.appointment)
}

/// The first start that a caller is offered from an instant on.
async fn first_free(clinic: &Clinic, from: &str) -> String {
    let search = Search {
        practitioners: vec!["martin".parse().unwrap()],
        wish: Wish { after: Some(clinic.at(from)), ..Wish::default() },
        ..any("consultation", 1)
    };
    let found = booking::find(&mut clinic.read().await, &clinic.practice, &search).await.unwrap();
    clinic.practice.tenant.zone().to_datetime(found.slots[0].span.start).to_string()[..16].to_owned()
}

/// What was done to an appointment.
async fn deeds(clinic: &Clinic, booked: &Confirmed) -> Vec<Action> {
    let entity = Some(audit::Which::One(Entity::Appointment(booked.booking.appointment.id).label()));
    let about = audit::Filter { entity, ..audit::Filter::default() };
    let page = audit::look(&mut clinic.read().await, &about, None, 9).await.unwrap();
    page.entries.iter().map(|entry| entry.action).collect()
}

fn taken<T>(outcome: &Result<T, BookingError>) -> bool {
    matches!(outcome, Err(BookingError::Taken))
}

testkit::on_both_engines! {
    /// Two in one slot, on purpose; and when the first goes, no caller gets the slot of the second.
    async fn an_overbooked_appointment_never_gives_a_caller_its_time(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let first = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let second = overbook(clinic, "2026-03-10T14:00", "Ana Ruiz").await.unwrap();
        assert_eq!(second.booking.appointment.status, Status::Booked);
        testkit::sound(&clinic.url).await;
        assert_eq!(deeds(clinic, &second).await, [Action::Overbooked]);

        cancel(clinic, first.booking.appointment.id).await;
        testkit::sound(&clinic.url).await;
        assert!(taken(&clinic.hold(&slot, Some(clinic.call())).await), "the second has it to themselves now");
        cancel(clinic, second.booking.appointment.id).await;
        clinic.hold(&slot, Some(clinic.call())).await.unwrap();
        testkit::sound(&clinic.url).await;
    }

    /// Outside hours there is nobody to share with: the appointment has the ordinary lane, and says so.
    async fn what_is_booked_outside_hours_is_no_overbooking(clinic) {
        let late = overbook(clinic, "2026-03-10T20:05", "Ana Ruiz").await.unwrap();
        assert_eq!(deeds(clinic, &late).await, [Action::Booked]);
        assert_eq!(clinic.count("SELECT count(*) FROM claim WHERE active AND lane > 0").await, 0);
        assert!(matches!(overbook(clinic, "2020-03-10T20:05", "Ana Ruiz").await, Err(BookingError::Refused(_))));
        testkit::sound(&clinic.url).await;
    }

    /// A file that went into another one, or was erased, between the look at it and the booking is booked for no more.
    async fn nobody_is_booked_on_a_file_that_is_gone(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let (kept, gone) = (clinic.patient_id("petit").await, clinic.patient_id("nguyen").await);
        let held = clinic.hold(&slot, None).await.unwrap();
        let confirm = async |whom| {
            let mut tx = clinic.write().await;
            let outcome = booking::confirm(&mut tx, &clinic.practice, held.id, For::OnFile(whom), None, BY).await?;
            tx.commit().await?;
            Ok::<_, BookingError>(outcome.booking.appointment.patient)
        };
        let mut tx = clinic.write().await;
        patients::merge(&mut tx, kept, gone, BY).await.unwrap();
        tx.commit().await.unwrap();
        let outcome = confirm(gone).await;
        assert!(matches!(outcome, Err(BookingError::NotFound)), "{outcome:?}");
        assert_eq!(confirm(kept).await.unwrap(), kept, "the slot is still held");
        testkit::sound(&clinic.url).await;
    }

    /// Whoever is met by name and number while their file goes into another one isn't booked on the one that is gone.
    async fn a_caller_whose_file_is_just_merged_is_booked_on_one_that_stands(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let (kept, gone) = (clinic.patient_id("petit").await, clinic.patient_id("nguyen").await);
        let held = clinic.hold(&slot, None).await.unwrap();
        let mut merging = clinic.write().await;
        patients::merge(&mut merging, kept, gone, BY).await.unwrap();
        let caller = clinic.patient("nguyen");
        let merged = async {
            // Long enough for the confirmation to have looked, where it needn't wait for its turn.
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            merging.commit().await.unwrap();
        };
        let (booked, ()) = tokio::join!(clinic.confirm(&held, &caller, None), merged);
        assert_ne!(booked.unwrap().booking.appointment.patient, gone);
        testkit::sound(&clinic.url).await;
    }

    async fn whoever_decides_goes_before_whoever_deliberates(clinic) {
        let (slot, call) = (clinic.slot("consultation", "martin", "2026-03-10T14:00"), Some(clinic.call()));
        let held = clinic.hold(&slot, call).await.unwrap();
        overbook(clinic, "2026-03-10T14:00", "Ana Ruiz").await.unwrap();
        let late = clinic.confirm(&held, &clinic.patient("petit"), call).await;
        assert!(matches!(late, Err(BookingError::Expired)), "{late:?}");
        testkit::sound(&clinic.url).await;
    }

    async fn a_move_on_purpose_keeps_the_appointment(clinic) {
        let first = clinic.book(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), &clinic.patient("petit"), None).await.unwrap();
        let slot = clinic.slot("consultation", "martin", "2026-03-10T15:00");
        let other = clinic.book(&slot, &clinic.patient("nguyen"), None).await.unwrap();
        let (id, to) = (first.booking.appointment.id, asked(clinic, "2026-03-10T15:00"));
        let mut tx = clinic.write().await;
        let stale = booking::overbook_move(&mut tx, &clinic.practice, id, &to, Some(2), BY).await;
        assert!(matches!(stale, Err(BookingError::Changed)), "{stale:?}");
        drop(tx);
        let mut tx = clinic.write().await;
        let moved = booking::overbook_move(&mut tx, &clinic.practice, id, &to, Some(1), BY).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((moved.appointment.id, moved.appointment.revision, moved.appointment.span), (id, 2, slot.span));
        testkit::sound(&clinic.url).await;
        cancel(clinic, other.booking.appointment.id).await;
        assert!(taken(&clinic.hold(&slot, None).await));
        testkit::sound(&clinic.url).await;
    }

    /// A block keeps callers out; what was there stays, and its time falls to the block as it goes; unblocking frees.
    async fn a_block_keeps_callers_out_until_it_is_removed(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:40");
        let there = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let kept = clinic.slot("consultation", "martin", "2026-03-10T15:20");
        let (caller, other) = (Some(clinic.call()), Some(clinic.call()));
        let held = clinic.hold(&kept, caller).await.unwrap();
        let made = block(clinic, "2026-03-10T14:00", "2026-03-10T16:00").await;
        testkit::sound(&clinic.url).await;
        assert!(matches!(clinic.confirm(&held, &clinic.patient("nguyen"), caller).await, Err(BookingError::Expired)));
        for start in ["2026-03-10T14:00", "2026-03-10T15:20", "2026-03-10T15:40"] {
            assert!(taken(&clinic.hold(&clinic.slot("consultation", "martin", start), other).await), "{start}");
        }
        assert_eq!(first_free(clinic, "2026-03-10T14:00").await, "2026-03-10T16:00");

        cancel(clinic, there.booking.appointment.id).await;
        testkit::sound(&clinic.url).await;
        assert!(taken(&clinic.hold(&slot, other).await), "its time fell to the block");
        let read = blocks::the_block(&mut clinic.read().await, made.id).await.unwrap();
        assert_eq!(read.note.unwrap().reveal(), "Visite à domicile");
        assert!(!clinic.everything().await.contains("domicile"), "the note is sealed");

        let mut tx = clinic.write().await;
        blocks::unblock(&mut tx, made.id, BY).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(first_free(clinic, "2026-03-10T14:00").await, "2026-03-10T14:00");
        assert!(matches!(blocks::the_block(&mut clinic.read().await, made.id).await, Err(BookingError::NotFound)));
        testkit::sound(&clinic.url).await;
    }

    /// Under a block that goes, another one and what was overbooked keep their time.
    async fn what_a_block_covered_keeps_its_time_when_it_goes(clinic) {
        let first = block(clinic, "2026-03-10T14:00", "2026-03-10T16:00").await;
        block(clinic, "2026-03-10T15:00", "2026-03-10T17:00").await;
        overbook(clinic, "2026-03-10T14:20", "Ana Ruiz").await.unwrap();
        testkit::sound(&clinic.url).await;
        let mut tx = clinic.write().await;
        blocks::unblock(&mut tx, first.id, BY).await.unwrap();
        tx.commit().await.unwrap();
        testkit::sound(&clinic.url).await;
        for (start, free) in [("14:00", true), ("14:20", false), ("14:40", true), ("15:20", false), ("16:40", false)] {
            let slot = clinic.slot("consultation", "martin", &format!("2026-03-10T{start}"));
            assert_eq!(clinic.hold(&slot, Some(clinic.call())).await.is_ok(), free, "{start}");
        }
        testkit::sound(&clinic.url).await;
    }

    async fn what_is_noted_can_be_taken_back(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-09T10:00");
        let booked = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap().booking.appointment;
        clinic.clock.set(clinic.at("2026-03-09T10:05"));
        let arrived = note(clinic, &booked, Status::Arrived).await.unwrap();
        assert!(matches!(note(clinic, &booked, Status::NoShow).await, Err(BookingError::Changed)), "it was seen as it was");
        assert!(matches!(note(clinic, &arrived, Status::NoShow).await, Err(BookingError::Over)), "they are there");
        let booked = note(clinic, &arrived, Status::Booked).await.unwrap();
        let missed = note(clinic, &booked, Status::NoShow).await.unwrap();
        testkit::sound(&clinic.url).await;
        // Whoever comes meanwhile has the time; whoever comes after all sits beside them.
        overbook(clinic, "2026-03-09T10:00", "Ana Ruiz").await.unwrap();
        let arrived = note(clinic, &missed, Status::Arrived).await.unwrap();
        testkit::sound(&clinic.url).await;
        let seen = note(clinic, &arrived, Status::Fulfilled).await.unwrap();
        let again = note(clinic, &seen, Status::Arrived).await.unwrap();
        assert_eq!(again.revision, 7);
        testkit::sound(&clinic.url).await;
    }

    /// While callers book, one of the staff blocks, overbooks and frees the same hours: nothing ever overlaps.
    async fn hands_and_callers_race_and_the_book_stays_sound(clinic) {
        let callers = (0..12_u32).map(|n| async move {
            let start = format!("2026-03-10T1{}:{}0", 4 + n % 3, 2 * (n % 3));
            let slot = clinic.slot("consultation", "martin", &start);
            let who = clinic.stranger("Ana Ruiz", 71_000 + n);
            if let Ok(booked) = clinic.book(&slot, &who, None).await && n % 2 == 0 {
                let _ = clinic.db.retrying(async || {
                    let mut tx = clinic.write().await;
                    booking::cancel(&mut tx, &clinic.practice, booked.booking.appointment.id, None, BY).await?;
                    tx.commit().await.map_err(BookingError::from)
                }).await;
            }
        });
        let hands = (0..4).map(|n| async move {
            let span = Span::new(clinic.at("2026-03-10T14:00"), clinic.at(&format!("2026-03-10T1{}:00", 5 + n % 3))).unwrap();
            let made = clinic.db.retrying(async || {
                let mut tx = clinic.write().await;
                let made = blocks::block(&mut tx, &clinic.practice, &"martin".parse().unwrap(), span, None, BY).await?;
                tx.commit().await.map_err(BookingError::from).map(|()| made.id)
            }).await;
            let made = made.unwrap();
            clinic.db.retrying(async || {
                let mut tx = clinic.write().await;
                booking::overbook(&mut tx, &clinic.practice, &asked(clinic, "2026-03-10T14:20"), &clinic.stranger("Ana Ruiz", 72_000), BY).await?;
                tx.commit().await.map_err(BookingError::from)
            }).await.unwrap();
            if n % 2 == 0 {
                clinic.db.retrying(async || {
                    let mut tx = clinic.write().await;
                    blocks::unblock(&mut tx, made, BY).await?;
                    tx.commit().await.map_err(BookingError::from)
                }).await.unwrap();
            }
        });
        tokio::join!(futures_util::future::join_all(callers), futures_util::future::join_all(hands));
        testkit::sound(&clinic.url).await;
    }
}
