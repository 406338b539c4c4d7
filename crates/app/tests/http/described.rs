//! The operations of the API, from its own description.

use std::collections::BTreeSet;

use app::http::{API_KEY, document};
use axum::http::Method;
use serde_json::{Value, json};

use crate::booked::petit;

/// An operation of the API.
pub(crate) struct Operation {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) secured: bool,
    pub(crate) body: Option<Value>,
    /// The names of what it takes in the address.
    pub(crate) parameters: BTreeSet<String>,
    /// The names of what it takes in its body, each as a JSON pointer.
    pub(crate) fields: BTreeSet<String>,
}

impl Operation {
    /// `POST /v1/appointments`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Its path with what it names in it.
    pub(crate) fn at(&self, id: &str) -> String {
        let path = self.path.replace("{permission}", "calendar.export");
        let Some((before, after)) = path.split_once('{') else { return path };
        format!("{before}{id}{}", after.split_once('}').unwrap().1)
    }

    /// Whether it changes anything. A search sends a body, so that what is looked for stands in no address.
    pub(crate) fn changes(&self) -> bool {
        self.method != Method::GET && !self.path.ends_with("/search")
    }
}

/// Every operation that is described.
pub(crate) fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&document().to_json().unwrap()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let secured = operation["security"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one.get(API_KEY).is_some()));
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let in_address = parameters.filter(|one| one["in"] == "query");
            let mut fields = BTreeSet::new();
            let schema = operation.pointer("/requestBody/content/application~1json/schema");
            collect(&document, schema.unwrap_or(&Value::Null), "", &mut fields);
            operations.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                secured,
                body: operation.get("requestBody").is_some().then(|| body_of(path)),
                parameters: in_address.map(|one| one["name"].as_str().unwrap().to_owned()).collect(),
                fields,
            });
        }
    }
    operations
}

/// The fields of a schema and of those within it.
fn collect(document: &Value, schema: &Value, at: &str, fields: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        return collect(document, document.pointer(&reference[1..]).unwrap(), at, fields);
    }
    for inner in ["oneOf", "anyOf", "allOf"].iter().filter_map(|key| schema[key].as_array()).flatten() {
        collect(document, inner, at, fields);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let at = format!("{at}/{name}");
        collect(document, property, &at, fields);
        fields.insert(at);
    }
}

/// The demonstration practice under another name.
fn renamed() -> Value {
    let mut practice = testkit::practice();
    "Cabinet du Tilleul".clone_into(&mut practice.tenant.name);
    serde_json::to_value(&practice).unwrap()
}

/// A body that the operation takes, for a practice that has what it names.
fn body_of(path: &str) -> Value {
    match path {
        "/v1/appointments" | "/calendar/appointments/book" => petit(if path.starts_with("/v1") {
            "2026-03-10T16:00:00+01:00"
        } else {
            "2026-03-10T17:00:00+01:00"
        }),
        "/v1/appointments/{id}/reschedule" | "/calendar/appointments/{id}/reschedule" => {
            json!({"start": "2026-03-10T16:20:00+01:00"})
        }
        "/v1/patients/search" => json!({"q": "dupond"}),
        "/v1/patients/{id}" => {
            json!({"name": "Jeanne Petit", "phone": "+33639981001", "email": "jeanne@example.org"})
        }
        "/v1/patients/{id}/merge" => json!({"other": "00000000-0000-7000-8000-000000000000"}),
        "/v1/documents" => json!({"name": "Animaux", "kind": "text", "content": "TGUgY2hhdCBtaWF1bGUu"}),
        "/v1/practice" => json!({"current": 1, "practice": renamed()}),
        "/v1/practice/versions/{version}/restore" => json!({"current": 1}),
        "/v1/keys" => json!({"name": "Site web", "permissions": ["calendar.read"]}),
        "/v1/webhooks" | "/v1/webhooks/{id}" => {
            json!({"url": "https://example.org/allo", "events": ["appointment.booked"]})
        }
        "/v1/webhooks/{id}/resend" => json!({"delivery": "00000000-0000-7000-8000-000000000000"}),
        "/v1/webhooks/{id}/replay" => json!({"since": "2026-03-09T09:00:00+01:00"}),
        "/v1/users" => json!({"name": "Inès Morel", "email": "ines@example.org", "role": "secretary"}),
        "/v1/users/{id}" => {
            json!({"name": "Inès Petit", "email": "petit@example.org", "practitioner": "martin"})
        }
        "/v1/users/{id}/role" => json!({"role": "secretary"}),
        "/v1/users/{id}/permissions/{permission}" => json!({"expires_at": "2026-04-01T08:00:00+02:00"}),
        "/v1/requests/{id}/assign" => json!({"assigned_to": null}),
        "/v1/requests/{id}/remarks" => json!({"text": "Rappelé, pas de réponse"}),
        "/v1/patients/{id}/preference" => json!({"wanted": "sms"}),
        "/v1/appointments/{id}/status" => json!({"status": "arrived", "revision": 1}),
        "/v1/blocks" => json!({
            "practitioner": "martin", "start": "2026-03-13T16:00:00+01:00", "end": "2026-03-13T17:00:00+01:00",
        }),
        other => panic!("{other} takes a body: say here which"),
    }
}
