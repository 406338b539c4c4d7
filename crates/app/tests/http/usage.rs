//! How much a practice may use, and what happens beyond it (S63).

use app::audit;
use app::messages::{Kind, State};
use app::usage::{self, Usage};
use axum::http::StatusCode;
use domain::audit::Action;
use domain::permission::Role;
use domain::quota::{Limit, Quota};
use jiff::SignedDuration;
use serde_json::json;
use testkit::Clinic;

use crate::booked::{RUIZ, consultation};
use crate::client::{Server, full_key, staff};
use crate::messages::{Office, book, jeanne};
use crate::suspended::{book_by_key, ring};

async fn used(clinic: &Clinic, limit: Limit) -> Option<u64> {
    let zone = clinic.practice.tenant.zone();
    let Usage { uses, .. } = usage::usage(&mut clinic.read().await, zone).await.unwrap();
    uses.iter().find(|one| one.limit == limit).unwrap().used
}

testkit::on_both_engines! {
    /// Beyond a day's bookings programs are answered 429 until midnight at the practice; then there is more.
    async fn s63_beyond_its_bookings_a_program_is_told_when_to_come_back(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        clinic.allow(Quota { bookings_a_day: Some(2), ..Quota::default() }).await;
        for start in ["2026-03-10T14:00:00+01:00", "2026-03-10T14:20:00+01:00"] {
            assert_eq!(book_by_key(&server, &key, start).await.status, StatusCode::CREATED);
        }
        let refused = book_by_key(&server, &key, "2026-03-10T14:40:00+01:00").await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "over_quota"));
        // It is 9 o'clock in Paris.
        assert_eq!(refused.headers["retry-after"], (15 * 3_600).to_string());
        clinic.clock.advance(SignedDuration::from_hours(15));
        assert_eq!(book_by_key(&server, &key, "2026-03-10T14:40:00+01:00").await.status, StatusCode::CREATED);
        assert_eq!(used(clinic, Limit::BookingsADay).await, Some(1));
    }

    /// A booking that is refused, or told again, counts nothing; one that was refused for want of room may be asked again
    /// with the same key.
    async fn s63_only_what_was_booked_counts(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let ask = async |once: &str, start: &str| {
            let asked = consultation("martin", start, RUIZ);
            server.post("/v1/appointments").key(&key).once(once).json(&asked).send().await
        };
        for _ in 0..3 {
            assert_eq!(ask("a", "2026-03-10T14:00:00+01:00").await.status, StatusCode::CREATED);
        }
        assert_eq!(ask("b", "2026-03-10T14:00:00+01:00").await.code(), "taken");
        assert_eq!(used(clinic, Limit::BookingsADay).await, Some(1));
        clinic.allow(Quota { bookings_a_day: Some(1), ..Quota::default() }).await;
        assert_eq!(ask("c", "2026-03-10T15:00:00+01:00").await.code(), "over_quota");
        clinic.allow(Quota { bookings_a_day: Some(2), ..Quota::default() }).await;
        assert_eq!(ask("c", "2026-03-10T15:00:00+01:00").await.status, StatusCode::CREATED);
    }

    /// Who rings when all lines are busy, or when the month's calls are used up, hears it, and where people are.
    async fn s63_beyond_its_calls_a_practice_says_so(clinic) {
        clinic.allow(Quota { calls_at_once: Some(1), calls_a_month: Some(2), ..Quota::default() }).await;
        let (mut first, _, ended) = ring(clinic).await;
        assert!(!ended);
        let (_, said, ended) = ring(clinic).await;
        assert!(said.contains("Toutes nos lignes sont occupées") && said.contains("appelez le") && ended, "{said}");
        first.hang_up().await;
        let (mut second, _, ended) = ring(clinic).await;
        assert!(!ended, "the line is free again");
        second.hang_up().await;
        let (_, said, ended) = ring(clinic).await;
        assert!(said.contains("Je ne peux plus prendre d'appels") && ended, "{said}");
        assert_eq!(used(clinic, Limit::CallsAMonth).await, Some(2), "who was turned away counts nothing");
        // On the first of April there is more.
        clinic.clock.set("2026-03-31T22:00:00Z".parse().unwrap());
        assert!(!ring(clinic).await.2);
    }

    /// A call in which nothing can be booked any more leaves what was wished for the staff, and promises nothing else.
    async fn s63_a_caller_who_cannot_book_leaves_their_wish(clinic) {
        clinic.allow(Quota { bookings_a_day: Some(0), ..Quota::default() }).await;
        let (mut line, ..) = ring(clinic).await;
        let mut said = String::new();
        for words in ["Je voudrais une consultation jeudi à 10 heures", "Ana Ruiz", "06 39 98 70 01", "oui", "non merci, au revoir"] {
            let turn = line.hear(words).await;
            said.extend(turn.said.iter().map(|said| format!("{} ", said.text)));
            if turn.ended {
                break;
            }
        }
        assert!(said.contains("je ne peux plus prendre de rendez-vous moi-même"), "{said}");
        assert!(!said.contains("C'est noté : consultation"), "{said}");
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 0);
        assert_eq!(clinic.count("SELECT count(*) FROM request").await, 1, "{said}");
    }

    /// Beyond a month's messages they wait, which the staff sees; when more are allowed they leave. Of ten, the last is
    /// kept for what can't wait.
    async fn s63_messages_wait_for_room(clinic) {
        let office = Office::of(clinic);
        clinic.allow(Quota { messages_a_month: Some(1), ..Quota::default() }).await;
        book(clinic, &jeanne(), "2026-03-10T14:00").await;
        assert_eq!(office.send().await.len(), 1);
        book(clinic, &jeanne(), "2026-03-10T15:00").await;
        assert_eq!(office.send().await.len(), 1, "the second waits");
        let all = office.all().await;
        let waiting = all.iter().find(|message| message.state == State::Queued).unwrap();
        assert_eq!((waiting.kind, waiting.reason.as_deref()), (Kind::Confirmation, Some("over_quota")));
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let page = server.get("/console/messages").header("cookie", &owner).send().await;
        assert!(page.text.contains("La limite de messages du mois est atteinte"), "{}", page.text);
        clinic.allow(Quota { messages_a_month: Some(2), ..Quota::default() }).await;
        assert_eq!(office.send().await.len(), 2);
        assert_eq!(used(clinic, Limit::MessagesAMonth).await, Some(2));
    }

    /// The last tenth of a month's messages isn't for reminders.
    async fn s63_what_cannot_wait_goes_first(clinic) {
        let office = Office::of(clinic);
        clinic.allow(Quota { messages_a_month: Some(10), ..Quota::default() }).await;
        for nth in 0..9 {
            book(clinic, &clinic.stranger("Ana Ruiz", 70_100 + nth), &format!("2026-03-12T{:02}:{:02}", 14 + nth / 3, nth % 3 * 20)).await;
        }
        assert_eq!(office.send().await.len(), 9);
        clinic.clock.set("2026-03-11T14:00:00Z".parse().unwrap());
        app::jobs::remind(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        assert_eq!(office.send().await.len(), 9, "no reminder leaves");
        book(clinic, &jeanne(), "2026-03-13T14:00").await;
        assert_eq!(office.send().await.len(), 10, "a confirmation does");
        clinic.clock.set("2026-03-31T22:00:00Z".parse().unwrap());
        assert_eq!(used(clinic, Limit::MessagesAMonth).await, Some(0));
    }

    /// Requests in a minute are each server's own to count.
    async fn s63_requests_are_limited_by_the_minute(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        clinic.allow(Quota { requests_a_minute: Some(30), ..Quota::default() }).await;
        let mut answered = 0;
        for _ in 0..40 {
            let answer = server.get("/v1/practice").key(&key).send().await;
            match answer.status {
                StatusCode::OK => answered += 1,
                _ => assert_eq!((answer.code().as_str(), &answer.headers["retry-after"]), ("over_quota", &"60".parse().unwrap())),
            }
        }
        assert_eq!(answered, 30);
        assert_eq!(Server::new(clinic).get("/v1/practice").key(&key).send().await.status, StatusCode::OK);
        clinic.clock.advance(SignedDuration::from_secs(60));
        assert_eq!(server.get("/v1/practice").key(&key).send().await.status, StatusCode::OK);
    }

    /// Staff and programs that manage the practice see what is used, of how much, and for how long.
    async fn s63_what_is_used_is_told(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        clinic.allow(Quota { calls_a_month: Some(5), ..Quota::default() }).await;
        for _ in 0..4 {
            ring(clinic).await.0.hang_up().await;
        }
        let told = server.get("/v1/usage").key(&key).send().await.json();
        assert_eq!(told["calls_a_month"], json!({"used": 4, "most": 5, "days_left": 23}));
        assert_eq!(told["bookings_a_day"], json!({"used": 0, "days_left": 1}));
        assert_eq!((&told["calls_at_once"], &told["requests_a_minute"]), (&json!({"used": 0}), &json!({})));
        for path in ["/console/usage", "/console/usage/now", "/console"] {
            let page = server.get(path).header("cookie", &owner).send().await;
            assert!(page.text.contains("Les appels du mois approchent de leur limite."), "{path}: {}", page.text);
        }
        let page = server.get("/console/usage").header("cookie", &owner).send().await.text;
        assert!(page.contains("<b>4</b> sur 5") && page.contains("encore 23 jours ce mois-ci"), "{page}");
        let now = clinic.clock.now() + SignedDuration::from_secs(1);
        let trail = audit::trail(&mut clinic.read().await, now, 50).await.unwrap();
        let changed = trail.iter().find(|entry| entry.action == Action::QuotaChanged).unwrap();
        assert_eq!(changed.after.quota.unwrap().of(Limit::CallsAMonth), Some(5));
    }
}
