//! Bookings as a program asks for them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::Server;

/// Somebody who is on file, by name and number.
pub(crate) const PETIT: (&str, &str) = ("Jeanne Petit", "+33639981001");
/// Somebody else who is.
pub(crate) const NGUYEN: (&str, &str) = ("Paul Nguyen", "+33639981002");
/// Somebody who isn't.
pub(crate) const RUIZ: (&str, &str) = ("Ana Ruiz", "+33639987001");

/// A consultation for somebody.
pub(crate) fn consultation(with: &str, start: &str, (name, phone): (&str, &str)) -> Value {
    json!({"service": "consultation", "practitioner": with, "start": start,
        "patient": {"name": name, "phone": phone}})
}

/// One for Jeanne Petit, with Dr Martin.
pub(crate) fn petit(start: &str) -> Value {
    consultation("martin", start, PETIT)
}

/// The same, whatever stands against it.
pub(crate) fn anyway(mut asked: Value) -> Value {
    asked["overbook"] = json!(true);
    asked
}

/// Books, and returns the appointment.
pub(crate) async fn booked(server: &Server, key: &str, asked: &Value) -> Value {
    let answer = server.post("/v1/appointments").key(key).json(asked).send().await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

/// The id of what was answered.
pub(crate) fn id(answered: &Value) -> String {
    answered["id"].as_str().unwrap().to_owned()
}
