//! What belongs to another practice doesn't exist: every operation of the API, from its own description.

use app::auth::{self, Device};
use app::booking::{self, Note};
use app::calls::{Line, Opening};
use app::{tenants, users};
use axum::http::StatusCode;
use domain::Pii;
use domain::ids::TenantId;
use domain::permission::{Actor, Permission, Role};
use domain::request::Kind;
use jiff::SignedDuration;
use serde_json::json;
use testkit::Clinic;

use crate::booked::{booked, consultation, id, petit};
use crate::client::{Answer, Server, full_key, key};
use crate::described::operations;
use crate::documents::document;
use crate::messages::Office;

/// Something of the other practice's that must never be seen.
const CANARY: &str = "Zéphyrine Canari";
pub(crate) const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// A version that the other practice has and this one hasn't.
const VERSION: &str = "4";

/// The other practice's ids that an operation's path could be tried with.
fn ids_of<'a>(path: &str, other: &'a Other) -> &'a str {
    if path.starts_with("/v1/appointments/{id}") || path.starts_with("/calendar/appointments/{id}") {
        &other.appointment
    } else if path.starts_with("/v1/documents/{id}") {
        &other.document
    } else if path.starts_with("/v1/requests/{id}") {
        &other.request
    } else if path.starts_with("/v1/patients/{id}") {
        &other.patient
    } else if path.starts_with("/v1/calls/{id}") {
        &other.call
    } else if path.starts_with("/v1/practice/versions/{version}") {
        VERSION
    } else if path.starts_with("/v1/keys/{id}") {
        &other.key
    } else if path.starts_with("/v1/webhooks/{id}") {
        &other.webhook
    } else if path.starts_with("/v1/users/{id}") {
        &other.user
    } else if path.starts_with("/v1/messages/{id}") {
        &other.message
    } else if path.starts_with("/v1/blocks/{id}") {
        &other.block
    } else {
        panic!("{path} has an id: say here what the other practice's would be")
    }
}

/// Operations without an id: what they answer must not hold anything of the other practice's.
const WITHOUT_ID: &[&str] = &[
    "GET /auth/user/permissions",
    "GET /calendar/appointments/list",
    "GET /calendar/availability",
    "GET /livez",
    "GET /readyz",
    "GET /v1/appointments",
    "GET /v1/answers",
    "GET /v1/audit",
    "GET /v1/availability",
    "GET /v1/calls",
    "GET /v1/blocks",
    "GET /v1/documents",
    "GET /v1/health",
    "GET /v1/keys",
    "GET /v1/messages",
    "GET /v1/practice",
    "GET /v1/practice/versions",
    "GET /v1/requests",
    "GET /v1/usage",
    "GET /v1/webhooks",
    "POST /calendar/appointments/book",
    "POST /v1/appointments",
    "POST /v1/patients/search",
    "POST /v1/blocks",
    "POST /v1/documents",
    "PUT /v1/practice",
    "POST /v1/keys",
    "POST /v1/webhooks",
    "GET /v1/users",
    "POST /v1/users",
];

/// What a field of the address or of a body names, if it names anything: the other practice's, and one that nobody
/// has.
fn named_by(field: &str, other: &Other) -> Option<(String, String)> {
    let pair = |theirs: &str, nobodys: &str| Some((theirs.to_owned(), nobodys.to_owned()));
    // A cursor is a place in an order: the same place, with an id that nobody has.
    let place =
        |cursor: &String| Some((cursor.clone(), format!("{}{}", &cursor[..16], NOBODY.replace('-', ""))));
    match field.rsplit('/').next().unwrap() {
        "assigned_to" => pair(&other.user, NOBODY),
        "practitioner" => pair("zephyrine", "nobody"),
        "service" => pair("chant", "nothing"),
        "tenant_id" => pair(&other.tenant.to_string(), NOBODY),
        "cursor" if field.starts_with("GET /v1/practice/versions") => pair(VERSION, "99"),
        "other" | "patient_id" => pair(&other.patient, NOBODY),
        "cursor" if field.starts_with("GET /v1/webhooks") => {
            pair(&other.delivery.replace('-', ""), &NOBODY.replace('-', ""))
        }
        "delivery" => pair(&other.delivery, NOBODY),
        "user_id" if field.starts_with("GET /auth/user/permissions") => pair(&other.user, NOBODY),
        "actor" => pair(&format!("user:{}", other.user), &format!("user:{NOBODY}")),
        "entity" => pair(&format!("appointment:{}", other.appointment), &format!("appointment:{NOBODY}")),
        "cursor" if field.starts_with("GET /v1/requests") => place(&other.requests_after),
        "cursor" if field.starts_with("GET /v1/audit") => place(&other.audit_after),
        "cursor" if field.starts_with("GET /v1/messages") => place(&other.messages_after),
        "cursor" => place(&other.appointments_after),
        "from" | "to" | "date" | "time" | "timezone" | "limit" | "status" | "state" | "start" | "end"
        | "revision" | "overbook" | "note" | "patient" | "name" | "phone" | "email" | "user_id"
        | "raw_details" | "appointment_data" | "raw_text" | "confidence" | "datetime" | "client_name"
        | "client_phone" | "client_email" | "current_datetime" | "new_datetime" | "lang" | "current"
        | "practice" | "force" | "permissions" | "expires_at" | "url" | "events" | "since" | "action"
        | "role" | "kind" | "text" | "q" | "birth_date" | "version" | "outcome" | "channel" | "wanted"
        | "content" | "question" => None,
        _ => panic!("{field}: say here whether it names something, and what the other practice's would be"),
    }
}

/// Another practice on the same database, with a practitioner and a service of its own, appointments and requests.
pub(crate) struct Other {
    pub(crate) tenant: TenantId,
    pub(crate) appointment: String,
    pub(crate) request: String,
    pub(crate) document: String,
    pub(crate) key: String,
    pub(crate) webhook: String,
    /// Something that its system was sent.
    delivery: String,
    pub(crate) user: String,
    /// Where that member is signed in.
    pub(crate) session: String,
    pub(crate) patient: String,
    pub(crate) call: String,
    pub(crate) message: String,
    /// Where the second page of its messages begins.
    messages_after: String,
    pub(crate) block: String,
    /// Where the second page of its appointments begins.
    appointments_after: String,
    /// Where the second page of its requests begins.
    requests_after: String,
    /// Where the second page of its trail begins.
    audit_after: String,
}

pub(crate) async fn other(clinic: &Clinic) -> Other {
    let mut practice = testkit::practice();
    practice.tenant.slug = "cabinet-du-canari".parse().unwrap();
    CANARY.clone_into(&mut practice.tenant.name);
    practice.tenant.phone = Some("+33199009999".parse().unwrap());
    practice.patients.clear();
    let mut zephyrine = practice.practitioners[0].clone();
    zephyrine.id = "zephyrine".parse().unwrap();
    let mut chant = practice.services[0].clone();
    chant.id = "chant".parse().unwrap();
    (chant.by, chant.default) = (vec![zephyrine.id.clone()], false);
    practice.practitioners.push(zephyrine);
    practice.services.push(chant);
    // What either practice does is done at other instants than what the other does: their trails don't interleave.
    clinic.clock.advance(SignedDuration::from_secs(1));
    let apply =
        async || tenants::apply(&clinic.db, &practice, clinic.clock.now(), &Actor::Operator).await.unwrap();
    let tenant = apply().await;
    for _ in 1..VERSION.parse().unwrap() {
        assert_eq!(apply().await, tenant);
    }
    let server = Server::new(clinic);
    let all = key(clinic, tenant, &Permission::ALL).await;
    let mut appointment = String::new();
    for start in ["2026-03-10T14:00:00+01:00", "2026-03-10T14:20:00+01:00"] {
        appointment =
            id(&booked(&server, &all, &consultation("martin", start, (CANARY, "+33639987777"))).await);
    }
    let body = json!({"practitioner": "zephyrine", "note": CANARY, "start": "2026-03-12T14:00:00+01:00",
        "end": "2026-03-12T15:00:00+01:00"});
    let blocked = server.post("/v1/blocks").key(&all).json(&body).send().await;
    let block = blocked.json()["id"].as_str().unwrap().to_owned();
    request(clinic, tenant).await;
    let request = request(clinic, tenant).await;
    let found = server.post("/v1/patients/search").key(&all).json(&json!({"q": CANARY})).send().await;
    let patient = found.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let call = call(clinic, tenant).await;
    let document = document(clinic, tenant, &format!("{CANARY} chante le mardi.")).await;
    let after = async |path: &str| {
        let page = server.get(path).key(&all).send().await;
        page.json()["next"].as_str().unwrap().to_owned()
    };
    let appointments_after = after("/v1/appointments?limit=1").await;
    let requests_after = after("/v1/requests?limit=1").await;
    let (key, webhook, delivery) = integrations(&server, &all).await;
    let audit_after = after("/v1/audit?limit=1").await;
    let user = member(clinic, tenant, CANARY).await;
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    auth::begin(&mut tx, user.parse().unwrap(), &Device::default()).await.unwrap();
    let session = auth::sessions(&mut tx, user.parse().unwrap()).await.unwrap()[0].id.to_string();
    tx.commit().await.unwrap();
    clinic.clock.advance(SignedDuration::from_secs(1));
    Office::of(clinic).send().await;
    let messages_after = after("/v1/messages?limit=1").await;
    let messages = server.get("/v1/messages").key(&all).send().await.json();
    let to_patient = messages["items"].as_array().unwrap().iter().find(|one| one["patient_id"].is_string());
    let message = to_patient.unwrap()["id"].as_str().unwrap().to_owned();
    Other {
        tenant,
        appointment,
        request,
        document,
        key,
        webhook,
        delivery,
        user,
        session,
        patient,
        call,
        message,
        messages_after,
        block,
        appointments_after,
        requests_after,
        audit_after,
    }
}

/// A key of a practice's, a system that hears of its changes, and something that it was sent; their ids.
async fn integrations(server: &Server, all: &str) -> (String, String, String) {
    let hook = json!({"url": "https://example.org/canari", "events": ["appointment.booked"]});
    let hook = server.post("/v1/webhooks").key(all).json(&hook).send().await.json();
    let hook = hook["id"].as_str().unwrap().to_owned();
    server.post(&format!("/v1/webhooks/{hook}/ping")).key(all).send().await;
    let sent = server.get(&format!("/v1/webhooks/{hook}/deliveries")).key(all).send().await.json();
    let key = server.get("/v1/keys").key(all).send().await.json();
    let id = |of: &serde_json::Value| of["items"][0]["id"].as_str().unwrap().to_owned();
    (id(&key), hook, id(&sent))
}

/// Somebody of a practice's staff who only looks.
pub(crate) async fn member(clinic: &Clinic, tenant: TenantId, name: &str) -> String {
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    let number = users::count(&mut tx).await.unwrap();
    let email = Pii::new(format!("membre{number}@example.org"));
    let profile =
        users::Profile { name: Pii::new(name.to_owned()), email, practitioner: None, lang: domain::Lang::Fr };
    let id = users::invite(&mut tx, &profile, Role::ReadOnly, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// A call that a practice had.
async fn call(clinic: &Clinic, tenant: TenantId) -> String {
    let practice =
        tenants::current(&mut clinic.db.read(tenant, clinic.clock.now()).await.unwrap()).await.unwrap();
    let opening = Opening { tenant, practice: practice.practice, channel: "talk", ..clinic.opening() };
    let (mut line, _) = Line::open(opening).await.unwrap();
    line.hang_up().await;
    line.id().to_string()
}

/// Something that awaits a practice's staff.
pub(crate) async fn request(clinic: &Clinic, tenant: TenantId) -> String {
    left_by(clinic, tenant, CANARY).await
}

/// The same, left by somebody.
async fn left_by(clinic: &Clinic, tenant: TenantId, who: &str) -> String {
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    let note = Note {
        name: Some(Pii::new(who.to_owned())),
        text: Some(Pii::new(who.to_owned())),
        ..Note::of(Kind::Message)
    };
    let id = booking::leave(&mut tx, &note, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// Two answers that nobody can tell apart, and that hold nothing of the other practice's.
fn same(what: &str, theirs: &Answer, nobodys: &Answer, other: &Other) {
    assert_eq!(theirs.bytes(), nobodys.bytes(), "{what}");
    for secret in [
        CANARY,
        &other.appointment,
        &other.request,
        &other.key,
        &other.webhook,
        &other.user,
        &other.patient,
        &other.call,
    ] {
        assert!(!theirs.text.contains(secret), "{what}: {}", theirs.text);
    }
}

testkit::on_both_engines! {
    async fn a_foreign_id_is_an_unknown_id(clinic) {
        let other = other(clinic).await;
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for operation in operations() {
            let name = operation.name();
            let ask = |path: &str| {
                let asked = server.ask(&operation.method, path).key(&key);
                match &operation.body {
                    Some(body) => asked.json(body),
                    None => asked,
                }
            };
            if operation.path.contains('{') {
                let foreign = ask(&operation.at(ids_of(&operation.path, &other))).send().await;
                let unknown = ask(&operation.at(NOBODY)).send().await;
                let nonsense = ask(&operation.at("x")).send().await;
                assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{name}: {}", foreign.text);
                assert_eq!(foreign.bytes(), unknown.bytes(), "{name}");
                assert_eq!(foreign.bytes(), nonsense.bytes(), "{name}");
            } else {
                assert!(WITHOUT_ID.contains(&name.as_str()), "{name} has no row in this matrix");
                // What the other practice's document would answer.
                let question = if operation.path == "/v1/answers" { "?question=chante" } else { "" };
                let answer = ask(&format!("{}{question}", operation.path)).send().await;
                assert!(answer.status.is_success(), "{name}: {}", answer.text);
                assert!(!answer.text.contains(CANARY) && !answer.text.contains(&other.appointment), "{name}");
            }
        }
    }

    /// Whatever an address or a body can name, named as the other practice does and as nobody does.
    async fn a_foreign_name_is_an_unknown_name(clinic) {
        let other = other(clinic).await;
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let id = id(&booked(&server, &key, &petit("2026-03-10T15:00:00+01:00")).await);
        let asked = left_by(clinic, clinic.tenant, "Jeanne Petit").await;
        let member = member(clinic, clinic.tenant, "Paul Lefort").await;
        let petit = clinic.patient_id("petit").await.to_string();
        let mut tried = Vec::new();
        for operation in operations() {
            let own = match operation.path.split('/').nth(2) {
                Some("users") => &member,
                Some("requests") => &asked,
                Some("patients") => &petit,
                _ => &id,
            };
            let (name, path) = (operation.name(), operation.at(own));
            for parameter in &operation.parameters {
                let field = format!("{name}?/{parameter}");
                let Some((theirs, nobodys)) = named_by(&field, &other) else { continue };
                let ask = async |value: &str| server.get(&format!("{path}?{parameter}={value}")).key(&key).send().await;
                same(&field, &ask(&theirs).await, &ask(&nobodys).await, &other);
                tried.push(field);
            }
            for pointer in &operation.fields {
                let field = format!("{name} {pointer}");
                let Some((theirs, nobodys)) = named_by(&field, &other) else { continue };
                let ask = async |value: &str| {
                    let mut body = operation.body.clone().unwrap();
                    if pointer == "/patient_id" {
                        // It says whose it is instead of what they state.
                        body.as_object_mut().unwrap().remove("patient");
                    }
                    body[&pointer[1..]] = json!(value);
                    server.ask(&operation.method, &path).key(&key).json(&body).send().await
                };
                same(&field, &ask(&theirs).await, &ask(&nobodys).await, &other);
                tried.push(field);
            }
        }
        assert!(tried.len() >= 16, "{tried:#?}");
    }

    async fn a_taken_time_elsewhere_is_free_here(clinic) {
        other(clinic).await;
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        booked(&server, &key, &petit("2026-03-10T14:00:00+01:00")).await;
    }
}

#[tokio::test]
async fn nothing_is_answered_without_a_key_or_a_right() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let (server, powerless) = (Server::new(&clinic), key(&clinic, clinic.tenant, &[]).await);
    for operation in operations().into_iter().filter(|operation| operation.path != "/livez") {
        let name = operation.name();
        let open = ["/readyz", "/v1/health"].contains(&operation.path.as_str());
        assert_eq!(operation.secured, !open, "{name}");
        if open {
            continue;
        }
        let path = operation.at(NOBODY);
        let ask = || match &operation.body {
            Some(body) => server.ask(&operation.method, &path).json(body),
            None => server.ask(&operation.method, &path),
        };
        assert_eq!(ask().send().await.status, StatusCode::UNAUTHORIZED, "{name}");
        // Everybody may know what they may do (S48).
        let own = operation.path == "/auth/user/permissions";
        let refused = if own { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(ask().key(&powerless).send().await.status, refused, "{name}");
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
            let path = operation.at(NOBODY);
            let refused = server.ask(&operation.method, &path).key(&key).json(&body).send().await;
            let name = format!("{} {field}", operation.name());
            // The original's client says who it is; that decides nothing (see `original.rs`).
            let code = match field {
                "tenant_id" | "user_id" if operation.path == "/calendar/appointments/{id}/reschedule" => {
                    "not_found"
                }
                "tenant_id" if operation.path == "/calendar/appointments/book" => "not_found",
                "user_id" if operation.path == "/calendar/appointments/book" => "",
                _ => "invalid_body",
            };
            assert_eq!(refused.json()["code"].as_str().unwrap_or_default(), code, "{name}: {}", refused.text);
        }
    }
}
