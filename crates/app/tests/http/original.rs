//! The original document's paths, with its client as it is.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::Clinic;

use crate::client::{Answer, Server, full_key};

/// What the original's client sends to book: who it is, and the caller's own words.
fn words(clinic: &Clinic, details: &str) -> Value {
    json!({
        "tenant_id": clinic.tenant.to_string(),
        "user_id": "42",
        "appointment_data": {"raw_text": details, "confidence": 0.8},
        "raw_details": details,
    })
}

async fn book(server: &Server, key: &str, body: &Value) -> Answer {
    server.post("/calendar/appointments/book").key(key).json(body).send().await
}

const PETIT: &str = "Bonjour, je voudrais une consultation avec le docteur Martin demain à 14 heures, \
                     je m'appelle Jeanne Petit, au 06 39 98 10 01";

testkit::on_both_engines! {
    async fn the_originals_client_books_with_the_callers_words(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let booked = book(&server, &key, &words(clinic, PETIT)).await;
        assert_eq!(booked.status, StatusCode::OK, "{}", booked.text);
        let answer = booked.json();
        assert_eq!((&answer["date"], &answer["time"]), (&json!("2026-03-10"), &json!("14:00")));
        assert_eq!(answer["practitioner"], "martin");
        assert_eq!(answer["patient"]["name"], "Jeanne Petit");
        let taken = book(&server, &key, &words(clinic, PETIT)).await;
        assert_eq!((taken.status, taken.code().as_str()), (StatusCode::CONFLICT, "taken"));
        assert_eq!(taken.json()["alternatives"].as_array().unwrap().len(), 3);
    }

    async fn the_originals_client_moves_by_id_or_by_the_old_time(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let booked = book(&server, &key, &words(clinic, PETIT)).await.json();
        let id = booked["appointment_id"].as_str().unwrap();
        let put = |which: &str, body: Value| {
            server.ask(&Method::PUT, &format!("/calendar/appointments/{which}/reschedule")).key(&key).json(&body)
        };
        let whose = |mut body: Value| {
            body["tenant_id"] = json!("cabinet-des-lilas");
            body["user_id"] = json!("42");
            body
        };
        let moved = put(id, whose(json!({"current_datetime": null, "new_datetime": "2026-03-12T09:00:00", "raw_details": "…"})));
        let moved = moved.send().await;
        assert_eq!((&moved.json()["new_date"], &moved.json()["new_time"]), (&json!("2026-03-12"), &json!("09:00")), "{}", moved.text);
        let searched = whose(json!({"current_datetime": "2026-03-12T09:00:00+01:00", "new_datetime": "2026-03-12T10:00:00"}));
        let again = put("search", searched.clone()).send().await;
        assert_eq!((&again.json()["appointment_id"], &again.json()["new_time"]), (&json!(id), &json!("10:00")), "{}", again.text);
        let gone = put("search", searched).send().await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "nothing begins then any more: {}", gone.text);
        let said = "déplacer mon rendez-vous de jeudi 12 mars à 10 heures au vendredi 13 mars à 9 heures";
        let by_words = put("search", whose(json!({"raw_details": said}))).send().await;
        assert_eq!((&by_words.json()["new_date"], &by_words.json()["new_time"]), (&json!("2026-03-13"), &json!("09:00")), "{}", by_words.text);
        let cancelled = server.ask(&Method::DELETE, &format!("/calendar/appointments/{id}/cancel")).key(&key).send().await;
        assert_eq!((cancelled.status, &cancelled.json()["date"]), (StatusCode::OK, &json!("2026-03-13")));
    }

    /// What isn't said, or can be read in two ways, is asked about and never guessed.
    async fn words_are_never_guessed_at(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for said in [
            "je voudrais un rendez-vous, Jeanne Petit, 06 39 98 10 01",
            "demain ou jeudi à 14 heures, Jeanne Petit, 06 39 98 10 01",
            "demain dans l'après-midi, Jeanne Petit, 06 39 98 10 01",
            "demain à 14 heures, Jeanne Petit",
            "demain à 14 heures au 06 39 98 10 01",
            "",
        ] {
            let refused = book(&server, &key, &words(clinic, said)).await;
            assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "not_understood"), "{said}: {}", refused.text);
        }
        let long = book(&server, &key, &words(clinic, &"a".repeat(2_001))).await;
        assert_eq!(long.code(), "invalid_body");
    }

    /// The words are read in the language that is named, or else in the one that they are in.
    async fn words_are_read_in_their_own_language(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let said = "I would like to see doctor Martin tomorrow at 3 pm, my name is John Smith, 06 39 98 12 12";
        let booked = book(&server, &key, &words(clinic, said)).await;
        assert_eq!((booked.status, &booked.json()["time"]), (StatusCode::OK, &json!("15:00")), "{}", booked.text);
        assert_eq!(booked.json()["patient"]["name"], "John Smith");
        let mut in_french = words(clinic, said);
        in_french["lang"] = json!("fr-FR");
        assert_eq!(book(&server, &key, &in_french).await.code(), "not_understood");
        let id = booked.json()["appointment_id"].as_str().unwrap().to_owned();
        let path = format!("/calendar/appointments/{id}/reschedule");
        let put = |body: Value| server.ask(&Method::PUT, &path).key(&key).json(&body);
        let moved = put(json!({"raw_details": "please move it to Thursday at 9 am", "lang": "en"})).send().await;
        assert_eq!((&moved.json()["new_date"], &moved.json()["new_time"]), (&json!("2026-03-12"), &json!("09:00")), "{}", moved.text);
        let unknown = put(json!({"raw_details": "…", "lang": "de"})).send().await;
        assert_eq!(unknown.code(), "invalid_body", "{}", unknown.text);
    }

    /// The key decides the practice. To name another is to name one that doesn't exist.
    async fn another_practices_name_is_nobodys(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let mut bytes = Vec::new();
        for tenant in ["cabinet-du-canari", "00000000-0000-7000-8000-000000000000", ""] {
            let mut body = words(clinic, PETIT);
            body["tenant_id"] = json!(tenant);
            let refused = book(&server, &key, &body).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{tenant}: {}", refused.text);
            bytes.push(refused.bytes());
            for path in ["/calendar/availability", "/calendar/appointments/list"] {
                let refused = server.get(&format!("{path}?tenant_id={tenant}")).key(&key).send().await;
                assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path} {tenant}: {}", refused.text);
                let own = format!("{path}?user_id=42&tenant_id={}&limit=1", clinic.tenant);
                assert_eq!(server.get(&own).key(&key).send().await.status, StatusCode::OK);
                let both = format!("{own}&tenant_id={tenant}");
                assert_eq!(server.get(&both).key(&key).send().await.status, StatusCode::NOT_FOUND);
            }
        }
        assert!(bytes.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
