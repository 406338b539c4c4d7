//! A request that is sent again is answered as it was, refused or not.

use app::db::Lost;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::booked::petit;
use crate::client::{Server, full_key};

testkit::on_both_engines! {
    async fn what_was_taken_stays_taken_for_a_repetition(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let start = "2026-03-10T14:00:00+01:00";
        let first = server.post("/v1/appointments").key(&key).json(&petit(start)).send().await;
        let book = |once: &str| server.post("/v1/appointments").key(&key).once(once).json(&petit(start));
        let taken = book("k1").send().await;
        assert_eq!((taken.status, taken.code().as_str()), (StatusCode::CONFLICT, "taken"));
        assert_eq!(taken.json()["alternatives"].as_array().unwrap().len(), 3);

        let path = format!("/v1/appointments/{}/cancel", first.json()["id"].as_str().unwrap());
        assert_eq!(server.post(&path).key(&key).send().await.status, StatusCode::OK);
        assert_eq!(book("k1").send().await.bytes(), taken.bytes(), "the slot is free again, and yet");
        assert_eq!(book("k2").send().await.status, StatusCode::CREATED, "another key is another request");
        let other = server.post("/v1/appointments").key(&key).once("k1").json(&petit("2026-03-10T15:00:00+01:00"));
        assert_eq!(other.send().await.code(), "idempotency_mismatch");
    }

    async fn what_could_not_be_booked_or_found_is_told_again(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let soon = petit("2026-03-09T09:20:00+01:00");
        let nobody = "/v1/appointments/00000000-0000-7000-8000-000000000000/cancel";
        for (once, code) in [("k1", "too_soon"), ("k2", "not_found")] {
            let ask = || match code {
                "too_soon" => server.post("/v1/appointments").key(&key).once(once).json(&soon),
                _ => server.post(nobody).key(&key).once(once),
            };
            let refused = ask().send().await;
            assert_eq!(refused.code(), code, "{}", refused.text);
            assert_eq!(ask().send().await.bytes(), refused.bytes());
        }
        assert_eq!(clinic.count("SELECT count(*) FROM idempotency").await, 2);
        assert_eq!(clinic.count("SELECT count(*) FROM hold").await, 0);
    }

    /// A body that can't be read, a missing right: nothing was asked yet, so nothing is kept.
    async fn what_is_refused_before_it_is_asked_is_not_kept(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let mut body = petit("2026-03-10T14:00:00+01:00");
        body["patient"]["phone"] = json!("0639");
        let book = |body: &Value| server.post("/v1/appointments").key(&key).once("k1").json(body);
        assert_eq!(book(&body).send().await.code(), "invalid_body");
        body["patient"]["phone"] = json!("+33639981001");
        assert_eq!(book(&body).send().await.status, StatusCode::CREATED);
    }

    /// A commit that fails, or that nobody hears of, is asked once more under its key; without one, who knows?
    async fn a_lost_commit_is_found_out_under_a_key(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        // That the key was used is kept by a commit of its own, which is not the one to lose.
        assert_eq!(server.get("/v1/practice").key(&key).send().await.status, StatusCode::OK);
        for (lost, hour) in [(Lost::Commit, 9), (Lost::Answer, 10)] {
            let at = |minute: u8| format!("2026-03-10T{hour:02}:{minute:02}:00+01:00");
            let ask = async |path: &str, step: &str, body: Option<Value>| {
                clinic.db.lose_commits(&[lost]);
                let asked = || {
                    let asked = server.post(path).key(&key).once(&format!("{step}-{hour}"));
                    if let Some(body) = &body { asked.json(body) } else { asked }
                };
                let first = asked().send().await;
                assert_eq!(first.bytes(), asked().send().await.bytes());
                first
            };
            let booked = ask("/v1/appointments", "book", Some(petit(&at(0)))).await;
            assert_eq!(booked.status, StatusCode::CREATED, "{lost:?}: {}", booked.text);
            assert_eq!(ask("/v1/appointments", "taken", Some(petit(&at(0)))).await.code(), "taken");
            let path = format!("/v1/appointments/{}", booked.json()["id"].as_str().unwrap());
            let moved = ask(&format!("{path}/reschedule"), "move", Some(json!({"start": at(20)}))).await;
            assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
            assert_eq!(ask(&format!("{path}/cancel"), "cancel", None).await.status, StatusCode::OK);
        }
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 2);
        clinic.db.lose_commits(&[Lost::Answer]);
        let unsure = server.post("/v1/appointments").key(&key).json(&petit("2026-03-10T16:00:00+01:00")).send().await;
        assert_eq!(unsure.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 3);
    }

    /// What is kept of an answer holds a name: it goes with the patient's key, and nothing is done again.
    async fn what_was_answered_goes_with_whom_it_was_about(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let book = || server.post("/v1/appointments").key(&key).once("k1").json(&petit("2026-03-10T14:00:00+01:00"));
        assert_eq!(book().send().await.status, StatusCode::CREATED);
        let petit = clinic.patient_id("petit").await;
        let mut tx = clinic.write().await;
        assert!(app::patients::erase(&mut tx, petit, &domain::permission::Actor::Operator).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(book().send().await.code(), "not_found");
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 1);
    }

    /// Fifty at once with one key, then with another: one booking, and one answer a key.
    async fn fifty_at_once_hear_the_same(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for (once, start) in [("k1", "2026-03-10T14:00:00+01:00"), ("k2", "2026-03-10T14:00:00+01:00")] {
            let body = petit(start);
            let asked = (0..50).map(|_| server.post("/v1/appointments").key(&key).once(once).json(&body).send());
            let mut answers = futures_util::future::join_all(asked).await;
            let first = answers.pop().unwrap().bytes();
            assert!(answers.iter().all(|answer| answer.bytes() == first), "{once}");
        }
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 1);
    }
}
