//! The page that a link leads to: seeing, moving and cancelling without signing in, and what a link can't do.

use app::booking;
use app::patients::Stated;
use axum::http::StatusCode;
use domain::Pii;
use domain::ids::AppointmentId;
use domain::permission::{Actor, Role};
use testkit::Clinic;

use crate::client::{Answer, Server, full_key, staff};
use crate::messages::{Office, book, jeanne};

/// The path of the link in the newest message to somebody.
pub(crate) async fn link(office: &Office<'_>, to: &str) -> String {
    let carried = office.send().await;
    let mail = carried.iter().rfind(|one| one.to == to).unwrap();
    let text = mail.text.replace("=\r\n", "").replace("=3D", "=");
    let (_, secret) = text.split_once("https://allo.example.org/r/").unwrap();
    format!("/r/{}", &secret[..43])
}

async fn booked(clinic: &Clinic, id: AppointmentId) -> (String, u32, jiff::Timestamp) {
    let booking = booking::appointment(&mut clinic.read().await, id).await.unwrap();
    let it = booking.appointment;
    (it.status.name().to_owned(), it.revision, it.span.start)
}

async fn post(server: &Server, path: &str, fields: &[(&str, &str)]) -> Answer {
    server.post(path).by_our_page().form(fields).send().await
}

testkit::on_both_engines! {
    async fn whoever_has_the_link_sees_and_moves_the_appointment(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        let id = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.id;
        let path = link(&office, "jeanne@example.org").await;
        let page = server.get(&path).send().await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("jeudi 12 mars 2026 à 10\u{a0}h"), "{}", page.text);
        assert!(page.text.contains("Dr Claire Martin") && !page.text.contains("Dupré"));
        let times = server.get(&format!("{path}/times?from=2026-03-17")).send().await;
        let to = times.text.split("name=\"start\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(to.starts_with("2026-03-17T08:00:00"), "{to}");
        let moved = post(&server, &format!("{path}/move"), &[("start", &to)]).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
        assert!(moved.text.contains("C’est déplacé") && moved.text.contains("mardi 17 mars 2026"), "{}", moved.text);
        assert_eq!(booked(clinic, id).await, ("booked".to_owned(), 2, clinic.at("2026-03-17T09:00")));
        assert_eq!(server.get(&path).send().await.status, StatusCode::NOT_FOUND, "it was for what was");
        let next = link(&office, "jeanne@example.org").await;
        assert_ne!(next, path);
        let cancelled = post(&server, &format!("{next}/cancel"), &[]).await;
        assert!(cancelled.text.contains("C’est annulé"), "{}", cancelled.text);
        assert_eq!(booked(clinic, id).await.0, "cancelled");
        let sql = "SELECT count(*) FROM call WHERE channel = 'link'";
        assert_eq!(clinic.count(sql).await, 2, "in the name of a call of its own");
    }

    /// Within the practice's notice nothing is changed: the staff is asked, and whoever asks is told so.
    async fn too_late_becomes_a_request(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        let id = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.id;
        let path = link(&office, "jeanne@example.org").await;
        clinic.clock.set(clinic.at("2026-03-12T08:30"));
        let page = server.get(&path).send().await;
        assert!(page.text.contains("trop tard"), "{}", page.text);
        let to = clinic.at("2026-03-13T10:00").to_string();
        for _ in 0..3 {
            for (what, fields) in [("cancel", Vec::new()), ("move", vec![("start", to.as_str())])] {
                let asked = post(&server, &format!("{path}/{what}"), &fields).await;
                assert!(asked.text.contains("Le cabinet est prévenu"), "{}", asked.text);
            }
        }
        assert_eq!(booked(clinic, id).await, ("booked".to_owned(), 1, clinic.at("2026-03-12T10:00")));
        assert_eq!(clinic.count("SELECT count(*) FROM request WHERE kind = 'too_late' AND state = 'open'").await, 1);
        let [request] = booking::requests(&mut clinic.read().await, &booking::RequestFilter::default(), 10).await.unwrap()
            .try_into().unwrap();
        let text = request.note.text.unwrap().into_revealed();
        assert_eq!(text.lines().count(), 2, "each wish once: {text}");
        assert!(text.contains("annuler") && text.contains("13 mars 2026"), "{text}");
        let told = office.send().await.into_iter().filter(|one| one.to == "accueil@cabinet-des-lilas.example");
        assert_eq!(told.count(), 1, "one mail to the practice");
        // What was asked is no cancellation; and nobody rang.
        let of = |outcome: &str| format!("SELECT count(*) FROM call WHERE channel = 'link' AND outcome = '{outcome}'");
        assert_eq!(clinic.count(&of("request")).await, 2);
        assert_eq!(clinic.count("SELECT count(*) FROM call WHERE channel = 'link'").await, 2);
        let count = app::calls::count(&mut clinic.read().await, clinic.at("2026-03-01T00:00")).await.unwrap();
        assert_eq!(count.all, 0);
    }

    /// D4: what never was, what is over and what is somebody else's are answered alike.
    async fn d4_links_that_are_not_good_are_answered_alike(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        let other = Stated { email: Some(Pii::new("autre@example.org".to_owned())), ..clinic.stranger("Paul", 5) };
        let gone = book(clinic, &other, "2026-03-12T11:00").await.booking.appointment.id;
        let over = link(&office, "autre@example.org").await;
        let mut tx = clinic.write().await;
        booking::cancel(&mut tx, &clinic.practice, gone, None, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        book(clinic, &jeanne(), "2026-03-12T10:00").await;
        let past = link(&office, "jeanne@example.org").await;
        assert_eq!(server.get(&past).send().await.status, StatusCode::OK);
        clinic.clock.set(clinic.at("2026-03-12T10:00"));
        let never = format!("/r/{}", "A".repeat(43));
        let mangled = format!("{}x", &past[..past.len() - 1]);
        let bad = [never.as_str(), &over, &past, &mangled, "/r/x", "/r/%00"];
        let first = server.get(bad[0]).send().await;
        assert_eq!((first.status, first.code().as_str()), (StatusCode::NOT_FOUND, "link_over"));
        for path in bad {
            assert_eq!(server.get(path).send().await.bytes(), first.bytes(), "{path}");
            assert_eq!(server.get(&format!("{path}/times")).send().await.bytes(), first.bytes(), "{path}");
            for what in ["cancel", "move"] {
                let fields = [("start", "2026-03-13T10:00:00Z")];
                let fields = if what == "move" { &fields[..] } else { &[] };
                let tried = post(&server, &format!("{path}/{what}"), fields).await;
                assert_eq!(tried.bytes(), first.bytes(), "{path} {what}");
            }
        }
    }

    /// G9, C3: whoever may read messages gets no link out of them; what is sent once more has one that leads there.
    async fn g9_no_answer_holds_what_a_link_ends_with(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        book(clinic, &jeanne(), "2026-03-24T10:00").await;
        let path = link(&office, "jeanne@example.org").await;
        let secret = path.strip_prefix("/r/").unwrap();
        let (id, key) = (office.all().await[0].id, full_key(clinic).await);
        let owner = staff(clinic, Role::Owner).await;
        let over_the_api = server.get(&format!("/v1/messages/{id}")).key(&key).send().await;
        let at_console = server.get(&format!("/console/messages/{id}")).at_console(&owner).send().await;
        let as_mail = server.get(&format!("/console/messages/{id}/mail")).at_console(&owner).send().await;
        for answer in [over_the_api, at_console, as_mail] {
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            assert!(!answer.text.contains(secret), "{}", answer.text);
        }
        let kept = office.all().await[0].content.clone().unwrap().into_revealed();
        assert!(kept.text.contains("https://allo.example.org/r/******"), "{}", kept.text);
        let again = server.post(&format!("/console/messages/{id}/resend")).at_console(&owner).send().await;
        assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.text);
        let next = link(&office, "jeanne@example.org").await;
        assert_eq!(office.recorder.carried().len(), 2);
        assert_eq!(server.get(&next).send().await.status, StatusCode::OK);
    }

    /// A3: only our own page changes anything.
    async fn a3_no_foreign_page_follows_a_link(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        let id = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.id;
        let path = link(&office, "jeanne@example.org").await;
        let asked = server.post(&format!("{path}/cancel")).header("host", "127.0.0.1:8080");
        let foreign = asked.header("origin", "https://evil.example").send().await;
        assert_eq!(foreign.code(), "foreign_origin");
        assert_eq!(booked(clinic, id).await.0, "booked");
    }
}

/// Bar 7: however many secrets are tried, none opens anything. How many: `ALLO_GUESSES`, 2,000 when it doesn't say.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_guess_opens_a_link() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let (office, server) = (Office::of(&clinic), Server::new(&clinic));
    book(&clinic, &jeanne(), "2026-03-12T10:00").await;
    let path = link(&office, "jeanne@example.org").await;
    let dice = app::random::Dice::seeded(7);
    let guesses = testkit::wanted("ALLO_GUESSES").unwrap_or(2_000);
    for _ in 0..guesses {
        // Even with all but the last four letters known.
        let letter = |_| char::from(b'A' + u8::try_from(dice.below(26)).unwrap());
        let guess: String = (0..4).map(letter).collect();
        let tried = format!("{}{guess}", &path[..path.len() - 4]);
        if tried != path {
            assert_eq!(server.get(&tried).send().await.status, StatusCode::NOT_FOUND);
        }
    }
}
