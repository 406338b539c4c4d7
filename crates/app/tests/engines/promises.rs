//! What each operation promises: slots that can be held, repetitions that change nothing, proof that reveals
//! nothing, doubt that books nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use app::booking::{self, BookingError, Note, RequestFilter, Search};
use app::calendars::{self, BusyEvent, State};
use app::db::{DbError, Lost};
use app::once::{self, Once};
use app::patients::{self, Proof, Told};
use domain::appointment::Status;
use domain::availability::{self, Query, Slot};
use domain::ids::ResourceId;
use domain::permission::{Actor, Permission};
use domain::span::Spans;
use domain::wish::Wish;
use domain::{Code, Span, request};
use jiff::SignedDuration;
use testkit::{Clinic, any};

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

testkit::on_both_engines! {
    /// I2, on a day with claims, busy events with buffers around them, and an expired hold.
    async fn what_is_offered_can_be_held_and_nothing_else_can(clinic) {
        busy(clinic, "martin", "2026-03-10T09:30", 17).await;
        busy(clinic, "martin", "2026-03-10T14:50", 5).await;
        clinic.book(&clinic.slot("certificat", "martin", "2026-03-10T11:00"), &clinic.patient("petit"), None).await.unwrap();
        clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T16:00"), None).await.unwrap();
        clinic.clock.advance(SignedDuration::from_secs(121));
        let day = Span::new(clinic.at("2026-03-10T00:00"), clinic.at("2026-03-11T00:00")).unwrap();
        for service in ["consultation", "premiere", "certificat"] {
            let search = Search {
                practitioners: vec!["martin".parse().unwrap()],
                wish: Wish { after: Some(day.start), before: Some(day.end), ..Wish::default() },
                ..any(service, 100)
            };
            let offered = booking::find(&mut clinic.read().await, &clinic.practice, &search).await.unwrap().slots;
            let mut could = Vec::new();
            for slot in every_slot_of(clinic, service, "martin", day) {
                let mut tx = clinic.write().await;
                match booking::hold(&mut tx, &clinic.practice, &slot, None, &Actor::Operator).await {
                    Ok(held) => could.push(held.slot.span.start),
                    Err(BookingError::Taken) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            let offered: Vec<_> = offered.iter().map(|slot| slot.span.start).collect();
            assert_eq!(offered, could, "{service}");
            assert!(!could.is_empty());
        }
    }

    async fn a_far_wish_is_found_as_well_as_a_near_one(clinic) {
        let target = clinic.at("2026-05-18T10:00");
        let search = Search { wish: Wish { target: Some(target), ..Wish::default() }, ..any("consultation", 3) };
        let found = booking::find(&mut clinic.read().await, &clinic.practice, &search).await.unwrap();
        assert_eq!(found.slots.iter().map(|slot| slot.span.start).collect::<Vec<_>>(), [target]);
    }

    /// What is found with as little read as possible is what would be found with everything read.
    async fn the_nearest_are_found_across_days_that_are_taken(clinic) {
        let (from, minutes) = ("2026-03-11T00:00", 5 * 24 * 60);
        busy(clinic, "martin", from, minutes).await;
        let span = Span::of_minutes(clinic.at(from), minutes).unwrap();
        let martin: ResourceId = "martin".parse().unwrap();
        let taken = HashMap::from([(martin.clone(), Spans::merged(vec![span]))]);
        for target in ["2026-03-10T23:00", "2026-03-12T02:00", "2026-03-13T18:00", "2026-03-15T23:59"] {
            let wish = Wish { target: Some(clinic.at(target)), ..Wish::default() };
            let search = Search { practitioners: vec![martin.clone()], wish: wish.clone(), ..any("consultation", 3) };
            let found = booking::find(&mut clinic.read().await, &clinic.practice, &search).await.unwrap();
            let all = Query {
                service: search.service.clone(),
                practitioners: vec![martin.clone()],
                wish,
                now: clinic.clock.now(),
                limit: 3,
                replaces: None,
            };
            assert_eq!(found.slots, availability::search(&clinic.practice, &all, &taken), "{target}");
            assert_eq!(found.slots.len(), 3, "{target}");
        }
    }

    /// I5: what can't be known is never booked, moved or cancelled.
    async fn a_doubtful_calendar_books_nothing(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let held = clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T15:00"), None).await.unwrap();
        state(clinic, "martin", State::Unknown).await;

        let found = booking::find(&mut clinic.read().await, &clinic.practice, &any("consultation", 3)).await.unwrap();
        assert!(!found.known);
        assert!(found.slots.iter().all(|slot| slot.resource.as_str() == "benali"));
        let unsure = |error| assert!(matches!(error, BookingError::CalendarUnknown), "{error}");
        unsure(clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T16:00"), None).await.unwrap_err());
        unsure(clinic.confirm(&held, &clinic.patient("petit"), None).await.unwrap_err());
        let id = booked.booking.appointment.id;
        let mut tx = clinic.write().await;
        unsure(booking::cancel(&mut tx, &clinic.practice, id, None, &Actor::Operator).await.unwrap_err());
        let to = clinic.slot("consultation", "benali", "2026-03-10T15:10");
        unsure(booking::reschedule(&mut tx, &clinic.practice, id, &to, None, &Actor::Operator).await.unwrap_err());
        drop(tx);

        state(clinic, "martin", State::Known).await;
        clinic.confirm(&held, &clinic.patient("petit"), None).await.unwrap();
    }

    /// I8: what awaits approval keeps its time; approving twice is one approval; declining gives the time back.
    async fn a_requested_appointment_keeps_its_time(clinic) {
        let mut practice = (*clinic.practice).clone();
        practice.services.iter_mut().for_each(|service| service.requires_approval = true);
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let mut tx = clinic.write().await;
        let held = booking::hold(&mut tx, &practice, &slot, None, &Actor::Operator).await.unwrap();
        let asked = booking::confirm(&mut tx, &practice, held.id, &clinic.patient("petit"), None, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(asked.booking.appointment.status, Status::Requested);
        assert!(matches!(clinic.hold(&slot, None).await, Err(BookingError::Taken)));

        let open = RequestFilter { state: Some(request::State::Open), ..RequestFilter::default() };
        let requests = booking::requests(&mut clinic.read().await, &open, 10).await.unwrap();
        let [request] = requests.as_slice() else { panic!("{requests:?}") };
        for _ in 0..2 {
            let mut tx = clinic.write().await;
            booking::settle(&mut tx, request.id, request::State::Done, &Actor::Operator).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = clinic.write().await;
        let declined = booking::settle(&mut tx, request.id, request::State::Declined, &Actor::Operator).await;
        assert!(matches!(declined, Err(BookingError::Over)));
        let now = booking::appointment(&mut tx, asked.booking.appointment.id).await.unwrap().appointment;
        assert_eq!((now.status, now.revision), (Status::Booked, 2));
    }

    /// I9: a message that arrives twice.
    async fn every_operation_may_be_repeated(clinic) {
        let call = Some(clinic.call());
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let held = clinic.hold(&slot, call).await.unwrap();
        let again = clinic.hold(&slot, call).await.unwrap();
        assert_eq!((held.id, &held.slot), (again.id, &again.slot));
        let who = clinic.stranger("Ana Ruiz", 70_001);
        let first = clinic.confirm(&held, &who, call).await.unwrap();
        let second = clinic.confirm(&held, &who, call).await.unwrap();
        assert_eq!(first.booking.appointment, second.booking.appointment);
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 1);
        assert_eq!(clinic.count("SELECT count(*) FROM patient").await, 4);
        assert_eq!(clinic.count("SELECT count(*) FROM job").await, 2);

        let id = first.booking.appointment.id;
        let to = clinic.slot("consultation", "martin", "2026-03-10T15:00");
        for _ in 0..2 {
            let mut tx = clinic.write().await;
            let moved = booking::reschedule(&mut tx, &clinic.practice, id, &to, None, &Actor::Operator).await.unwrap();
            assert_eq!(moved.appointment.revision, 2);
            tx.commit().await.unwrap();
        }
        for _ in 0..2 {
            let mut tx = clinic.write().await;
            booking::release(&mut tx, held.id, &Actor::Operator).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(matches!(clinic.hold(&to, None).await, Err(BookingError::Taken)), "a late release frees nothing");
        let mut left = Vec::new();
        for _ in 0..2 {
            let mut tx = clinic.write().await;
            left.push(booking::leave(&mut tx, &message(clinic, call), &Actor::Operator).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(left[0], left[1]);
    }

    async fn a_request_is_read_as_it_was_left(clinic) {
        let mut tx = clinic.write().await;
        let id = booking::leave(&mut tx, &message(clinic, Some(clinic.call())), &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let read = booking::the_request(&mut clinic.read().await, id).await.unwrap();
        assert_eq!(read.note.text.unwrap().reveal(), "Rappelez-moi");
        assert_eq!(read.note.phone, clinic.patient("haddad").phone);
        assert_eq!(read.state, request::State::Open);
    }

    async fn an_answer_is_given_once_and_repeated(clinic) {
        let once = async |request: [u8; 32], answer: &str| -> Result<Once, DbError> {
            let mut tx = clinic.write().await;
            let found = once::begin(&mut tx, "key:abc", request).await?;
            if found == Once::First {
                once::end(&mut tx, "key:abc", answer, None).await?;
            }
            tx.commit().await?;
            Ok(found)
        };
        let (one, two) = tokio::join!(clinic.db.retrying(async || once([1; 32], "one").await), clinic.db.retrying(async || once([1; 32], "two").await));
        let (one, two) = (one.unwrap(), two.unwrap());
        let (first, repeated) = if one == Once::First { ("one", two) } else { ("two", one) };
        assert_eq!(repeated, Once::Done(first.into()), "the second one waits, and hears the first one's answer");
        assert_eq!(once([2; 32], "three").await.unwrap(), Once::Other);
    }

    /// The commit fails, or it happens and nobody hears of it: either way it is asked once more, and what is told is so.
    async fn whether_a_lost_commit_happened_is_found_out(clinic) {
        for (lost, start) in [(Lost::Commit, "2026-03-10T14:00"), (Lost::Answer, "2026-03-10T15:00")] {
            let (call, slot) = (Some(clinic.call()), clinic.slot("consultation", "martin", start));
            clinic.db.lose_commits(&[lost]);
            let held = clinic.hold(&slot, call).await.unwrap();
            clinic.db.lose_commits(&[lost]);
            let told = clinic.confirm(&held, &clinic.patient("petit"), call).await.unwrap();
            let again = clinic.confirm(&held, &clinic.patient("petit"), call).await.unwrap();
            assert_eq!(told.booking.appointment.id, again.booking.appointment.id, "{lost:?}");
            assert_eq!(told.reference.reveal(), again.reference.reveal());
        }
        assert_eq!(clinic.count("SELECT count(*) FROM hold").await, 2);
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 2);
        testkit::sound(&clinic.url).await;
    }

    /// A server that restarts in the middle of a commit is away for a moment; what is never found out stays unknown.
    async fn a_server_that_went_away_in_a_commit_is_waited_for(clinic) {
        let after = async |away: u32| {
            let asked = AtomicU32::new(0);
            clinic
                .db
                .finding_out(async || match asked.fetch_add(1, Ordering::Relaxed) {
                    0 => Err(DbError::Commit("the connection closed".into())),
                    nth if nth <= away => Err(DbError::Unavailable("the server starts".into())),
                    _ => Ok("done"),
                })
                .await
        };
        assert_eq!(after(2).await.unwrap(), "done");
        assert!(matches!(after(9).await, Err(DbError::Commit(_))));
    }

    /// Of a practitioner's and a room's time, somebody has taken the room's.
    async fn a_hold_that_lost_some_of_its_time_is_not_kept_longer(clinic) {
        let mut slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        slot.room = Some("benali".parse().unwrap());
        let call = Some(clinic.call());
        let held = clinic.hold(&slot, call).await.unwrap();
        let extend = async || {
            let mut tx = clinic.write().await;
            let extended = booking::extend(&mut tx, &clinic.practice, held.id, &Actor::Operator).await;
            if extended.is_ok() {
                tx.commit().await.unwrap();
            }
            extended
        };
        extend().await.expect("all of its time is there");
        clinic.run("UPDATE claim SET active = FALSE WHERE resource_id = 'benali'").await.unwrap();
        clinic.clock.advance(SignedDuration::from_secs(60));
        let before = clinic.count("SELECT count(*) FROM audit").await;
        assert!(matches!(extend().await, Err(BookingError::Expired)));
        assert_eq!(clinic.count("SELECT count(*) FROM audit").await, before, "and nothing was written");
    }

    async fn a_hold_ends_and_its_limits_hold(clinic) {
        let call = Some(clinic.call());
        let at = |start: &str| clinic.slot("consultation", "martin", &format!("2026-03-10T{start}"));
        let held = clinic.hold(&at("14:00"), call).await.unwrap();
        clinic.hold(&at("14:20"), call).await.unwrap();
        clinic.hold(&at("14:40"), call).await.unwrap();
        assert!(matches!(clinic.hold(&at("15:00"), call).await, Err(BookingError::Limited)));

        clinic.clock.advance(SignedDuration::from_secs(119));
        let mut tx = clinic.write().await;
        let extended = booking::extend(&mut tx, &clinic.practice, held.id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(extended.expires_at, clinic.clock.now() + SignedDuration::from_secs(120));
        clinic.clock.advance(SignedDuration::from_secs(2));
        clinic.hold(&at("14:20"), Some(clinic.call())).await.expect("expired time is free");
        assert!(matches!(clinic.hold(&at("14:00"), None).await, Err(BookingError::Taken)), "extended time is not");

        clinic.clock.advance(SignedDuration::from_secs(600));
        let mut tx = clinic.write().await;
        assert!(matches!(booking::extend(&mut tx, &clinic.practice, held.id, &Actor::Operator).await, Err(BookingError::Expired)));
        drop(tx);
        clinic.confirm(&held, &clinic.patient("petit"), call).await.expect("nobody took it, so it is still good");
        assert_eq!(booking::sweep(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap(), 3);
        assert_eq!(booking::sweep(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap(), 0);
    }

    async fn a_hold_that_somebody_else_took_over_is_expired(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let (early, late) = (Some(clinic.call()), Some(clinic.call()));
        let held = clinic.hold(&slot, early).await.unwrap();
        clinic.clock.advance(SignedDuration::from_secs(121));
        let taken_over = clinic.hold(&slot, late).await.unwrap();
        assert!(matches!(clinic.confirm(&held, &clinic.patient("petit"), early).await, Err(BookingError::Expired)));
        let foreign = clinic.confirm(&taken_over, &clinic.patient("petit"), early).await;
        assert!(matches!(foreign, Err(BookingError::NotFound)), "another call's hold is nobody's business");
        clinic.confirm(&taken_over, &clinic.patient("nguyen"), late).await.unwrap();
    }

    async fn who_states_name_and_number_on_file_is_that_patient(clinic) {
        let petit = clinic.patient_id("petit").await;
        let mut same = clinic.patient("petit");
        same.name = domain::Pii::new("mme jeanne PETIT".into());
        let mut other = clinic.patient("petit");
        other.name = domain::Pii::new("Jean Petit".into());
        for (who, start, is_petit) in [(same, "14:00", true), (other, "14:20", false), (clinic.stranger("Jeanne Petit", 1), "14:40", false)] {
            let slot = clinic.slot("consultation", "martin", &format!("2026-03-10T{start}"));
            let booked = clinic.book(&slot, &who, None).await.unwrap();
            assert_eq!(booked.booking.appointment.patient == petit, is_petit, "{start}");
        }
        let details = patients::details(&mut clinic.read().await, petit).await.unwrap().unwrap();
        assert_eq!(details.name.reveal(), "Jeanne Petit");
        assert_eq!(details.code, Some(code("482173")));
    }

    async fn a_code_with_a_name_or_a_number_proves_the_patient(clinic) {
        let petit = clinic.patient_id("petit").await;
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let named = Told { call: clinic.call(), name: Some(clinic.patient("petit").name), caller: None };
        let shown = Told { call: clinic.call(), name: None, caller: clinic.patient("petit").phone };
        let alone = Told { call: clinic.call(), name: None, caller: None };
        for told in [&named, &shown] {
            assert_eq!(try_code(clinic, told, &code("482173")).await, Proof::Proved(petit));
            assert_eq!(try_code(clinic, told, &booked.reference).await, Proof::Proved(petit));
        }
        assert_eq!(try_code(clinic, &alone, &code("482173")).await, Proof::Wrong { tries_left: 2 });
        let wrong_name = Told { call: clinic.call(), name: Some(clinic.patient("nguyen").name), caller: None };
        assert_eq!(try_code(clinic, &wrong_name, &code("482173")).await, Proof::Wrong { tries_left: 2 });
    }

    /// Somebody on file and nobody at all get the same answers.
    async fn a_wrong_code_tells_nothing_and_locks(clinic) {
        for name in ["Jeanne Petit", "Personne Inconnue"] {
            let told = Told { call: clinic.call(), name: Some(domain::Pii::new(name.into())), caller: None };
            let mut answers = Vec::new();
            for _ in 0..4 {
                answers.push(try_code(clinic, &told, &code("000000")).await);
            }
            let wrong = |tries_left| Proof::Wrong { tries_left };
            assert_eq!(answers, [wrong(2), wrong(1), Proof::Locked, Proof::Locked], "{name}");
            assert_eq!(try_code(clinic, &told, &code("482173")).await, Proof::Locked, "not even the right one, now");
        }
        // The day's tries of this patient are used up over several calls: then no call can prove it.
        let told = Told { call: clinic.call(), name: Some(clinic.patient("petit").name), caller: None };
        for _ in 0..2 {
            try_code(clinic, &told, &code("000000")).await;
        }
        let told = Told { call: clinic.call(), ..told };
        assert_eq!(try_code(clinic, &told, &code("482173")).await, Proof::Locked);
        clinic.clock.advance(SignedDuration::from_hours(25));
        let told = Told { call: clinic.call(), ..told };
        assert!(matches!(try_code(clinic, &told, &code("482173")).await, Proof::Proved(_)));
    }

    async fn a_one_time_code_is_good_once_in_its_call(clinic) {
        let told = Told { call: clinic.call(), name: Some(clinic.patient("haddad").name), caller: None };
        let mut tx = clinic.write().await;
        patients::send_code(&mut tx, &told).await.unwrap();
        let unknown = Told { call: clinic.call(), name: Some(domain::Pii::new("Personne Inconnue".into())), caller: None };
        patients::send_code(&mut tx, &unknown).await.unwrap();
        tx.commit().await.unwrap();
        let mut made = Vec::new();
        for _ in 0..2 {
            let job = app::jobs::take(&clinic.db, clinic.clock.now(), SignedDuration::from_secs(30)).await.unwrap().unwrap();
            assert_eq!(job.kind, "notify.code", "somebody and nobody are asked for alike");
            let mut tx = clinic.write().await;
            let first = patients::make_code(&mut tx, job.about).await.unwrap();
            assert_eq!(patients::make_code(&mut tx, job.about).await.unwrap(), first, "a job may run twice");
            tx.commit().await.unwrap();
            made.extend(first);
        }
        let [(patient, sent)] = &made[..] else { panic!("{made:?}") };
        let (patient, sent) = (*patient, sent.clone());
        let elsewhere = Told { call: clinic.call(), ..told.clone() };
        assert!(matches!(try_code(clinic, &elsewhere, &sent).await, Proof::Wrong { .. }));
        assert_eq!(try_code(clinic, &told, &sent).await, Proof::Proved(patient));
        assert!(matches!(try_code(clinic, &told, &sent).await, Proof::Wrong { .. }));
    }

    async fn a_list_comes_page_by_page_in_one_order(clinic) {
        for start in ["14:00", "14:20", "14:40", "15:00", "15:20"] {
            let slot = clinic.slot("consultation", "martin", &format!("2026-03-10T{start}"));
            clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        }
        let mut tx = clinic.read().await;
        let filter = booking::Filter { practitioner: Some("martin".parse().unwrap()), status: Some(Status::Booked), ..booking::Filter::default() };
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = booking::list(&mut tx, &filter, after, 2).await.unwrap();
            seen.extend(page.bookings.iter().map(|booking| booking.appointment.span.start));
            after = page.next;
            if after.is_none() { break }
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted());
        let none = booking::Filter { status: Some(Status::Cancelled), ..booking::Filter::default() };
        assert!(booking::list(&mut tx, &none, None, 2).await.unwrap().bookings.is_empty());
    }

    async fn a_key_is_shown_once_and_good_until_it_is_revoked(clinic) {
        let mut tx = clinic.write().await;
        let until = Some(clinic.clock.now() + SignedDuration::from_hours(1));
        let (id, key) = app::keys::create(&mut tx, "agenda", &[Permission::Read], until, &Actor::Operator).await.unwrap();
        let (_, other) = app::keys::create(&mut tx, "autre", &[Permission::Write], None, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let recognise = async |key: &domain::Pii<String>| app::keys::recognise(&clinic.db, key.reveal(), clinic.clock.now()).await.unwrap();
        let (tenant, actor) = recognise(&key).await.unwrap();
        assert_eq!(tenant, clinic.tenant);
        assert!(actor.require(Permission::Read).is_ok() && actor.require(Permission::Write).is_err());
        assert!(recognise(&domain::Pii::new("allo_0000".into())).await.is_none());
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert!(recognise(&key).await.is_none(), "expired");
        let mut tx = clinic.write().await;
        app::keys::revoke(&mut tx, id, &Actor::Operator).await.unwrap();
        assert!(app::keys::revoke(&mut tx, id, &Actor::Operator).await.is_err(), "it is revoked already");
        tx.commit().await.unwrap();
        assert!(recognise(&other).await.is_some());
    }
}

async fn busy(clinic: &Clinic, practitioner: &str, local: &str, minutes: u32) {
    state(clinic, practitioner, State::Known).await;
    let span = Span::of_minutes(clinic.at(local), minutes).unwrap();
    let event = BusyEvent { external_id: local.into(), span };
    let mut tx = clinic.write().await;
    calendars::put_busy(&mut tx, practitioner, &practitioner.parse().unwrap(), &event).await.unwrap();
    tx.commit().await.unwrap();
}

async fn state(clinic: &Clinic, practitioner: &str, state: State) {
    let mut tx = clinic.write().await;
    calendars::set_state(&mut tx, practitioner, &practitioner.parse().unwrap(), state).await.unwrap();
    tx.commit().await.unwrap();
}

async fn try_code(clinic: &Clinic, told: &Told, code: &Code) -> Proof {
    let mut tx = clinic.write().await;
    let proof = patients::prove(&mut tx, told, code).await.unwrap();
    tx.commit().await.unwrap();
    proof
}

/// Every start that the practice's rules allow, taken or not.
fn every_slot_of(clinic: &Clinic, service: &str, practitioner: &str, day: Span) -> Vec<Slot> {
    let query = domain::availability::Query {
        service: service.parse().unwrap(),
        practitioners: vec![practitioner.parse().unwrap()],
        wish: Wish { after: Some(day.start), before: Some(day.end), ..Wish::default() },
        now: clinic.clock.now(),
        limit: 1_000,
        replaces: None,
    };
    let nothing = std::collections::HashMap::new();
    domain::availability::search(&clinic.practice, &query, &nothing)
}

fn message(clinic: &Clinic, call: Option<domain::ids::CallId>) -> Note {
    let haddad = clinic.patient("haddad");
    Note {
        call,
        name: Some(haddad.name),
        phone: haddad.phone,
        text: Some(domain::Pii::new("Rappelez-moi".into())),
        ..Note::of(request::Kind::Message)
    }
}
