//! What belongs to another practice doesn't exist: every operation of the API, from its own description.

use app::booking::{self, Note};
use app::http::{API_KEY, document};
use app::tenants;
use axum::http::{Method, StatusCode};
use domain::Pii;
use domain::ids::TenantId;
use domain::permission::{Actor, Permission};
use domain::request::Kind;
use serde_json::{Value, json};
use testkit::Clinic;

use crate::client::{Server, full_key, key};

/// Something of the other practice's that must never be seen.
const CANARY: &str = "Zéphyrine Canari";
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// An operation of the API.
struct Operation {
    method: Method,
    path: String,
    secured: bool,
    body: Option<Value>,
}

/// Every operation that is described.
fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&document().to_json().unwrap()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let secured = operation["security"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one.get(API_KEY).is_some()));
            operations.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                secured,
                body: operation.get("requestBody").is_some().then(|| body_of(path)),
            });
        }
    }
    operations
}

/// A body that the operation takes, for a practice that has what it names.
fn body_of(path: &str) -> Value {
    match path {
        "/v1/appointments" | "/calendar/appointments/book" => json!({
            "service": "consultation", "practitioner": "martin",
            "start": if path.starts_with("/v1") { "2026-03-10T16:00:00+01:00" } else { "2026-03-10T17:00:00+01:00" },
            "patient": {"name": "Jeanne Petit", "phone": "+33639981001"},
        }),
        "/v1/appointments/{id}/reschedule" | "/calendar/appointments/{id}/reschedule" => {
            json!({"start": "2026-03-10T16:20:00+01:00"})
        }
        other => panic!("{other} takes a body: say here which"),
    }
}

/// The other practice's ids that an operation's path could be tried with.
fn ids_of<'a>(path: &str, other: &'a Other) -> &'a str {
    if path.starts_with("/v1/appointments/{id}") || path.starts_with("/calendar/appointments/{id}") {
        &other.appointment
    } else if path.starts_with("/v1/requests/{id}") {
        &other.request
    } else {
        panic!("{path} has an id: say here what the other practice's would be")
    }
}

/// Operations without an id: what they answer must not hold anything of the other practice's.
const WITHOUT_ID: [&str; 11] = [
    "GET /calendar/appointments/list",
    "GET /calendar/availability",
    "GET /livez",
    "GET /readyz",
    "GET /v1/appointments",
    "GET /v1/availability",
    "GET /v1/health",
    "GET /v1/practice",
    "GET /v1/requests",
    "POST /calendar/appointments/book",
    "POST /v1/appointments",
];

/// Another practice on the same database, with an appointment and a request.
struct Other {
    appointment: String,
    request: String,
}

async fn other(clinic: &Clinic) -> Other {
    let mut practice = testkit::practice();
    practice.tenant.slug = "cabinet-du-canari".parse().unwrap();
    CANARY.clone_into(&mut practice.tenant.name);
    practice.tenant.phone = Some("+33199009999".parse().unwrap());
    practice.patients.clear();
    let tenant = tenants::apply(&clinic.db, &practice, clinic.clock.now(), &Actor::Operator).await.unwrap();
    let server = Server::new(clinic);
    let all = key(clinic, tenant, &Permission::ALL).await;
    let body = json!({
        "practitioner": "martin", "start": "2026-03-10T14:00:00+01:00",
        "patient": {"name": CANARY, "phone": "+33639987777"},
    });
    let booked = server.post("/v1/appointments").key(&all).json(&body).send().await;
    assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.text);
    let appointment = booked.json()["id"].as_str().unwrap().to_owned();
    Other { appointment, request: request(clinic, tenant).await }
}

async fn request(clinic: &Clinic, tenant: TenantId) -> String {
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    let note = Note {
        kind: Kind::Message,
        call: None,
        patient: None,
        appointment: None,
        service: None,
        practitioner: None,
        name: Some(Pii::new(CANARY.to_owned())),
        phone: None,
        email: None,
        text: Some(Pii::new(CANARY.to_owned())),
        wish: None,
    };
    let id = booking::leave(&mut tx, &note, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

testkit::on_both_engines! {
    async fn a_foreign_id_is_an_unknown_id(clinic) {
        let other = other(clinic).await;
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for operation in operations() {
            let name = format!("{} {}", operation.method, operation.path);
            let ask = |path: &str| {
                let asked = server.ask(&operation.method, path).key(&key);
                match &operation.body {
                    Some(body) => asked.json(body),
                    None => asked,
                }
            };
            if operation.path.contains('{') {
                let foreign = ask(&operation.path.replace("{id}", ids_of(&operation.path, &other))).send().await;
                let unknown = ask(&operation.path.replace("{id}", NOBODY)).send().await;
                let nonsense = ask(&operation.path.replace("{id}", "x")).send().await;
                assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{name}: {}", foreign.text);
                assert_eq!(foreign.bytes(), unknown.bytes(), "{name}");
                assert_eq!(foreign.bytes(), nonsense.bytes(), "{name}");
            } else {
                assert!(WITHOUT_ID.contains(&name.as_str()), "{name} has no row in this matrix");
                let answer = ask(&operation.path).send().await;
                assert!(answer.status.is_success(), "{name}: {}", answer.text);
                assert!(!answer.text.contains(CANARY) && !answer.text.contains(&other.appointment), "{name}");
            }
        }
    }

    async fn a_taken_time_elsewhere_is_free_here(clinic) {
        other(clinic).await;
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let body = json!({
            "practitioner": "martin", "start": "2026-03-10T14:00:00+01:00",
            "patient": {"name": "Jeanne Petit", "phone": "+33639981001"},
        });
        let booked = server.post("/v1/appointments").key(&key).json(&body).send().await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.text);
    }
}

#[tokio::test]
async fn nothing_is_answered_without_a_key_or_a_right() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let (server, powerless) = (Server::new(&clinic), key(&clinic, clinic.tenant, &[]).await);
    for operation in operations().into_iter().filter(|operation| operation.path != "/livez") {
        let name = format!("{} {}", operation.method, operation.path);
        let open = ["/readyz", "/v1/health"].contains(&operation.path.as_str());
        assert_eq!(operation.secured, !open, "{name}");
        if open {
            continue;
        }
        let path = operation.path.replace("{id}", NOBODY);
        let ask = || match &operation.body {
            Some(body) => server.ask(&operation.method, &path).json(body),
            None => server.ask(&operation.method, &path),
        };
        assert_eq!(ask().send().await.status, StatusCode::UNAUTHORIZED, "{name}");
        assert_eq!(ask().key(&powerless).send().await.status, StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn no_body_takes_what_only_the_server_decides() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let (server, key) = (Server::new(&clinic), full_key(&clinic).await);
    for operation in operations() {
        let Some(body) = &operation.body else { continue };
        for field in ["tenant_id", "tenant", "user_id", "role", "permissions", "patient_id"] {
            let mut body = body.clone();
            body[field] = json!("x");
            let path = operation.path.replace("{id}", NOBODY);
            let refused = server.ask(&operation.method, &path).key(&key).json(&body).send().await;
            let name = format!("{} {} {field}", operation.method, operation.path);
            assert_eq!(refused.code(), "invalid_body", "{name}: {}", refused.text);
        }
    }
}
