//! A practice whose line the operator closes and opens again (S60).

use app::booking::BookingError;
use app::calls::Line;
use app::http::Settings;
use app::jobs;
use app::messages::State;
use app::tenants;
use app::usage::Closed;
use axum::http::StatusCode;
use domain::permission::{Actor, Role};
use jiff::SignedDuration;
use testkit::Clinic;

use crate::booked::{RUIZ, consultation};
use crate::client::{Answer, Server, full_key, staff};
use crate::messages::{Office, book, jeanne};

pub(crate) async fn suspend(clinic: &Clinic) {
    let mut tx = clinic.write().await;
    assert!(tenants::suspend(&mut tx, &Actor::Operator).await.unwrap());
    assert!(!tenants::suspend(&mut tx, &Actor::Operator).await.unwrap(), "it is suspended already");
    tx.commit().await.unwrap();
}

async fn resume(clinic: &Clinic) {
    let mut tx = clinic.write().await;
    assert!(tenants::resume(&mut tx, &Actor::Operator).await.unwrap());
    assert!(!tenants::resume(&mut tx, &Actor::Operator).await.unwrap(), "it is open already");
    tx.commit().await.unwrap();
}

pub(crate) async fn book_by_key(server: &Server, key: &str, start: &str) -> Answer {
    server.post("/v1/appointments").key(key).json(&consultation("martin", start, RUIZ)).send().await
}

/// Rings, on a line that puts nobody through; what was said first, and whether the call was over with it.
pub(crate) async fn ring(clinic: &Clinic) -> (Line, String, bool) {
    let opening = clinic.opening();
    let (line, turn) = Line::open(opening).await.unwrap();
    let said = turn.said.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join(" ");
    (line, said, turn.ended)
}

testkit::on_both_engines! {
    /// Two servers on one database: neither remembers that the line was open. Opened again, all is as before.
    async fn s60_a_suspended_practice_says_so_and_books_nothing(clinic) {
        let servers = [Server::new(clinic), Server::new(clinic)];
        let (key, owner) = (full_key(clinic).await, staff(clinic, Role::Owner).await);
        for (server, start) in servers.iter().zip(["2026-03-10T14:00:00+01:00", "2026-03-10T14:20:00+01:00"]) {
            assert_eq!(book_by_key(server, &key, start).await.status, StatusCode::CREATED);
            assert!(server.get("/console").header("cookie", &owner).send().await.status.is_success());
        }
        suspend(clinic).await;
        for server in &servers {
            let refused = book_by_key(server, &key, "2026-03-10T15:00:00+01:00").await;
            assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "practice_suspended"));
            assert_eq!(server.get("/v1/appointments").key(&key).send().await.code(), "practice_suspended");
            let page = server.get("/console").header("cookie", &owner).header("accept", "text/html").send().await;
            assert_eq!(page.status, StatusCode::FORBIDDEN);
            assert!(page.text.contains("Le service du cabinet est suspendu"), "{}", page.text);
            let form = [("lang", "en")];
            let changed = server.post("/console/account/language").at_console(&owner).form(&form).send().await;
            assert_eq!((changed.status, changed.code().as_str()), (StatusCode::FORBIDDEN, "practice_suspended"));
            let rights = server.get("/auth/user/permissions").header("cookie", &owner).send().await;
            assert_eq!((rights.status, rights.code().as_str()), (StatusCode::FORBIDDEN, "practice_suspended"));
            let out = server.post("/console/sign-out").at_console(&staff(clinic, Role::Secretary).await).send().await;
            assert!(out.status.is_success() || out.status.is_redirection(), "whoever wants to go may: {}", out.status);
        }
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 2);
        resume(clinic).await;
        for (server, start) in servers.iter().zip(["2026-03-10T15:00:00+01:00", "2026-03-10T15:20:00+01:00"]) {
            assert_eq!(book_by_key(server, &key, start).await.status, StatusCode::CREATED);
            assert!(server.get("/console").header("cookie", &owner).send().await.status.is_success());
        }
    }

    /// Who rings hears it, with the number of people where there is one, and nothing of the call is kept.
    async fn s60_callers_hear_it(clinic) {
        suspend(clinic).await;
        let (_, said, ended) = ring(clinic).await;
        assert!(said.contains("assistant automatique") && said.contains("Ce service est suspendu"), "{said}");
        assert!(said.contains("15 ou le 112") && ended, "{said}");
        let people = clinic.practice.tenant.transfer_to.as_ref().unwrap().written();
        assert!(said.contains(&format!("appelez le {people}")), "{said}");
        assert_eq!(clinic.count("SELECT count(*) FROM call").await, 0);
        resume(clinic).await;
        assert!(!ring(clinic).await.2);
    }

    /// Who opens the page reads it before they write anything, and whom to turn to instead.
    async fn s60_the_page_says_so_before_anything_is_written(clinic) {
        let server = Server::new(clinic);
        let path = format!("/t/{}", clinic.practice.tenant.slug);
        let open = async |lang: &str| {
            server.get(&path).header("accept", "text/html").header("accept-language", lang).send().await
        };
        assert!(open("fr").await.text.contains("que puis-je faire pour vous"));
        suspend(clinic).await;
        let people = clinic.practice.tenant.transfer_to.as_ref().unwrap();
        for (lang, told) in [("fr", "est fermé pour le moment"), ("en", "is closed for now")] {
            let page = open(lang).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN);
            assert!(page.text.contains(told) && page.text.contains("15 "), "{}", page.text);
            assert!(page.text.contains(&format!("tel:{}", people.as_str())), "{}", page.text);
            assert!(!page.text.contains("que puis-je faire") && !page.text.contains("talk.js"), "{}", page.text);
        }
        assert_eq!(server.get(&path).send().await.code(), "practice_suspended");
        resume(clinic).await;
        assert_eq!(open("fr").await.status, StatusCode::OK);
    }

    /// A call that began before the line was closed books nothing more, and promises nothing that nobody would read.
    async fn s60_a_call_that_is_under_way_leaves_nothing(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let held = clinic.hold(&slot, None).await.unwrap();
        let (mut line, ..) = ring(clinic).await;
        line.hear("Je voudrais laisser un message").await;
        suspend(clinic).await;
        let refused = clinic.confirm(&held, &clinic.stranger("Ana Ruiz", 70_001), None).await;
        assert!(matches!(refused, Err(BookingError::Closed(Closed::Suspended))), "{refused:?}");
        let mut said = String::new();
        for words in ["C'est pour mes résultats", "Ana Ruiz", "06 39 98 70 01", "oui", "oui"] {
            let turn = line.hear(words).await;
            said.extend(turn.said.iter().map(|said| said.text.clone()));
            if turn.ended {
                break;
            }
        }
        assert!(!said.contains("vous rappel") && !said.contains("est transmis"), "{said}");
        assert!(said.contains("Je n'arrive pas à transmettre"), "{said}");
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 0);
        assert_eq!(clinic.count("SELECT count(*) FROM request").await, 0);
    }

    /// What was to be sent waits, and leaves once the line is open again; nobody is reminded meanwhile.
    async fn s60_no_message_leaves_a_suspended_practice(clinic) {
        let office = Office::of(clinic);
        book(clinic, &jeanne(), "2026-03-10T14:00").await;
        suspend(clinic).await;
        assert!(office.send().await.is_empty());
        let waiting = office.all().await;
        let waiting = waiting.iter().find(|message| message.to.is_some()).unwrap();
        assert_eq!((waiting.state, waiting.reason.as_deref()), (State::Queued, Some("suspended")));
        clinic.clock.advance(SignedDuration::from_hours(6));
        assert!(office.send().await.is_empty());
        resume(clinic).await;
        assert!(!office.send().await.is_empty(), "it leaves now");
    }

    /// Nobody is reminded by a suspended practice; once it is open again, whoever is still to be reminded is.
    async fn s60_a_suspended_practice_reminds_nobody(clinic) {
        book(clinic, &jeanne(), "2026-03-12T14:00").await;
        suspend(clinic).await;
        let reminders = async || {
            jobs::remind(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
            clinic.count("SELECT count(*) FROM job WHERE kind = 'message.remind'").await
        };
        clinic.clock.set("2026-03-11T14:00:00Z".parse().unwrap());
        assert_eq!(reminders().await, 0);
        resume(clinic).await;
        assert_eq!(reminders().await, 1);
    }

    /// The link in a message says that the practice is suspended, and moves nothing.
    async fn s60_a_patients_link_says_so(clinic) {
        let office = Office::of(clinic);
        book(clinic, &jeanne(), "2026-03-12T14:00").await;
        let path = crate::link::link(&office, "jeanne@example.org").await;
        let server = Server::with(clinic, Settings::default());
        assert_eq!(server.get(&path).send().await.status, StatusCode::OK);
        suspend(clinic).await;
        assert_eq!(server.get(&path).send().await.code(), "practice_suspended");
    }
}
