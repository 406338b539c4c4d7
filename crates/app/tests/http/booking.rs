//! Booking, moving and cancelling by a program of the practice's.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::booked::petit;
use crate::client::{Server, full_key};
use crate::isolation::request;

testkit::on_both_engines! {
    async fn a_program_books_moves_and_cancels(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let free = server.get("/v1/availability?date=2026-03-10&practitioner=martin&limit=3").key(&key).send().await;
        assert_eq!(free.status, StatusCode::OK, "{}", free.text);
        let start = free.json()["slots"][0]["start"].as_str().unwrap().to_owned();
        assert_eq!(start, "2026-03-10T09:00:00+01:00");

        let booked = server.post("/v1/appointments").key(&key).json(&petit(&start)).send().await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.text);
        let appointment = booked.json();
        assert_eq!(appointment["status"], "booked");
        assert_eq!(appointment["end"], "2026-03-10T09:20:00+01:00");
        assert_eq!(appointment["reference"].as_str().unwrap().len(), 6);
        let path = format!("/v1/appointments/{}", appointment["id"].as_str().unwrap());

        let moved = server
            .post(&format!("{path}/reschedule"))
            .key(&key)
            .json(&json!({"start": "2026-03-10T15:20:00+01:00", "revision": 1}))
            .send()
            .await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
        assert_eq!((&moved.json()["id"], &moved.json()["revision"]), (&appointment["id"], &json!(2)));

        let read = server.get(&path).key(&key).send().await;
        assert_eq!(read.json()["start"], "2026-03-10T15:20:00+01:00");
        assert_eq!(read.json()["patient"]["name"], "Jeanne Petit");
        assert!(read.json().get("reference").is_none(), "the patient's proof is told once");

        let cancelled = server.post(&format!("{path}/cancel")).key(&key).send().await;
        assert_eq!(cancelled.json()["status"], "cancelled", "{}", cancelled.text);
        let again = server.post(&format!("{path}/cancel")).key(&key).send().await;
        assert_eq!(again.bytes(), cancelled.bytes(), "twice, same answer");
        let late = server.post(&format!("{path}/reschedule")).key(&key).json(&json!({"start": start})).send().await;
        assert_eq!((late.status, late.code().as_str()), (StatusCode::CONFLICT, "not_changeable"));
    }

    /// What is listed without a word awaits the staff; what it has settled is there for whoever asks.
    async fn what_is_settled_is_listed_when_it_is_asked_for(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let mut ids = Vec::new();
        for how in ["done", "decline", "open"] {
            let id = request(clinic, clinic.tenant).await;
            if how != "open" {
                let settled = server.post(&format!("/v1/requests/{id}/{how}")).key(&key).send().await;
                assert_eq!(settled.status, StatusCode::OK, "{}", settled.text);
            }
            ids.push(id);
        }
        for (asked, listed) in [
            ("", &ids[2..]),
            ("?state=open", &ids[2..]),
            ("?state=done", &ids[..1]),
            ("?state=declined", &ids[1..2]),
            ("?state=any", &ids[..]),
        ] {
            let page = server.get(&format!("/v1/requests{asked}")).key(&key).send().await.json();
            let found = page["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
            // They were left at one instant: their order is that of their ids.
            assert_eq!(found.collect::<BTreeSet<_>>(), listed.iter().cloned().collect(), "{asked}");
        }
    }

    /// Nothing will ever be free with somebody who doesn't give the service: an empty list would say less.
    async fn who_does_not_give_a_service_has_no_slots_of_it(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for path in ["/v1/availability", "/calendar/availability"] {
            let asked = format!("{path}?practitioner=martin&service=prise-de-sang");
            let refused = server.get(&asked).key(&key).send().await;
            assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "not_by_this_practitioner"));
        }
    }

    async fn a_taken_slot_names_three_that_are_free(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let start = "2026-03-10T14:00:00+01:00";
        assert_eq!(server.post("/v1/appointments").key(&key).json(&petit(start)).send().await.status, 201);
        let taken = server.post("/v1/appointments").key(&key).json(&petit(start)).send().await;
        assert_eq!((taken.status, taken.code().as_str()), (StatusCode::CONFLICT, "taken"));
        let alternatives = taken.json()["alternatives"].as_array().unwrap().clone();
        assert_eq!(alternatives.len(), 3);
        for slot in alternatives {
            let start = slot["start"].as_str().unwrap();
            let booked = server.post("/v1/appointments").key(&key).json(&petit(start)).send().await;
            assert_eq!(booked.status, StatusCode::CREATED, "{start} was offered: {}", booked.text);
        }
    }

    async fn each_refusal_has_its_own_code(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let with = |field: &str, value: Value| {
            let mut body = petit("2026-03-10T14:00:00+01:00");
            body[field] = value;
            body
        };
        for (body, code) in [
            (with("start", json!("2026-03-10T13:00:00+01:00")), "outside_hours"),
            (with("start", json!("2026-03-09T07:20:00+01:00")), "past"),
            (with("start", json!("2026-03-09T09:20:00+01:00")), "too_soon"),
            (with("start", json!("2027-03-10T14:00:00+01:00")), "too_far"),
            (with("end", json!("2026-03-10T15:00:00+01:00")), "wrong_length"),
            (with("start", json!("2026-03-10T14:05:00+01:00")), "not_on_grid"),
            (with("start", json!("2026-04-06T14:00:00+02:00")), "closed"),
            (with("service", json!("massage")), "unknown_service"),
            (with("practitioner", json!("nobody")), "unknown_practitioner"),
            (with("service", json!("vaccination")), "not_by_this_practitioner"),
        ] {
            let refused = server.post("/v1/appointments").key(&key).json(&body).send().await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body} {}", refused.text);
            assert_eq!(refused.code(), code, "{body}");
        }
    }

    async fn anybody_who_is_free_is_found(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let mut body = petit("2026-03-10T09:00:00+01:00");
        body.as_object_mut().unwrap().remove("practitioner");
        let mut seen = Vec::new();
        for _ in 0..2 {
            let booked = server.post("/v1/appointments").key(&key).json(&body).send().await;
            seen.push(booked.json()["practitioner"].as_str().unwrap_or_default().to_owned());
            // Benali's grid begins at 8:30: 9:10 is on it, 9:00 isn't.
            body["start"] = json!("2026-03-10T09:10:00+01:00");
        }
        assert_eq!(seen, ["martin", "benali"]);
        let none = server.post("/v1/appointments").key(&key).json(&body).send().await;
        assert_eq!(none.code(), "taken", "{}", none.text);
    }

    async fn a_repeated_request_is_answered_the_same_and_done_once(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let body = petit("2026-03-10T14:00:00+01:00");
        let book = || server.post("/v1/appointments").key(&key).once("k1").json(&body);
        let first = book().send().await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        assert_eq!(book().send().await.bytes(), first.bytes());
        let list = server.get("/v1/appointments").key(&key).send().await;
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 1);

        let other = petit("2026-03-10T15:00:00+01:00");
        let other = server.post("/v1/appointments").key(&key).once("k1").json(&other).send().await;
        assert_eq!((other.status.as_u16(), other.code().as_str()), (422, "idempotency_mismatch"));
        let path = format!("/v1/appointments/{}/cancel", first.json()["id"].as_str().unwrap());
        let elsewhere = server.post(&path).key(&key).once("k1").send().await;
        assert_eq!(elsewhere.code(), "idempotency_mismatch", "a key belongs to one request");
        let second_key = full_key(clinic).await;
        let own = server.post(&path).key(&second_key).once("k1").send().await;
        assert_eq!(own.status, StatusCode::OK, "each API key has its own: {}", own.text);
        for bad in ["", "a b", "é", &"x".repeat(256)] {
            let refused = server.post(&path).key(&key).header("idempotency-key", bad).send().await;
            assert_eq!(refused.code(), "invalid_idempotency_key", "{bad}");
        }
    }

    async fn lists_come_in_pages_in_a_stable_order(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for minute in ["09:00", "09:20", "09:40", "10:00", "10:20"] {
            let body = petit(&format!("2026-03-10T{minute}:00+01:00"));
            assert_eq!(server.post("/v1/appointments").key(&key).json(&body).send().await.status, 201);
        }
        let mut starts = Vec::new();
        let mut path = "/v1/appointments?limit=2&status=booked".to_owned();
        loop {
            let page = server.get(&path).key(&key).send().await.json();
            let items = page["items"].as_array().unwrap();
            starts.extend(items.iter().map(|one| one["start"].as_str().unwrap()[11..16].to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/v1/appointments?limit=2&status=booked&cursor={next}");
        }
        assert_eq!(starts, ["09:00", "09:20", "09:40", "10:00", "10:20"]);
        for (query, code) in [
            ("cursor=x", "invalid_cursor"), ("limit=0", "invalid_query"), ("limit=101", "invalid_query"),
            ("status=lost", "invalid_query"), ("tenant_id=x", "invalid_query"), ("from=2026-03-10", "invalid_query"),
        ] {
            assert_eq!(server.get(&format!("/v1/appointments?{query}")).key(&key).send().await.code(), code, "{query}");
        }
    }

    async fn the_originals_paths_answer_as_its_client_reads_them(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let free = server.get("/calendar/availability?date=2026-03-10&time=14:00").key(&key).send().await;
        assert_eq!(free.json()["slots"][0]["start"], "2026-03-10T14:00:00+01:00", "{}", free.text);
        let booked = server
            .post("/calendar/appointments/book")
            .key(&key)
            .json(&petit("2026-03-10T14:00:00+01:00"))
            .send()
            .await;
        assert_eq!(booked.status, StatusCode::OK, "{}", booked.text);
        let answer = booked.json();
        assert_eq!((&answer["date"], &answer["time"]), (&json!("2026-03-10"), &json!("14:00")));
        let path = format!("/calendar/appointments/{}", answer["appointment_id"].as_str().unwrap());
        let moved = server
            .ask(&Method::PUT, &format!("{path}/reschedule"))
            .key(&key)
            .json(&json!({"start": "2026-03-12T09:00:00+01:00"}))
            .send()
            .await;
        assert_eq!((&moved.json()["new_date"], &moved.json()["new_time"]), (&json!("2026-03-12"), &json!("09:00")));
        let list = server.get("/calendar/appointments/list").key(&key).send().await;
        assert_eq!(list.json()["items"][0]["id"], answer["appointment_id"]);
        let cancelled = server.ask(&Method::DELETE, &format!("{path}/cancel")).key(&key).send().await;
        assert_eq!((cancelled.status, &cancelled.json()["date"]), (StatusCode::OK, &json!("2026-03-12")));
    }
}
