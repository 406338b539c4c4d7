//! Every change has its entry and its follow-up work, in its own transaction: every operation of the API that changes
//! something, from its own description.

use std::collections::BTreeSet;

use app::booking::blocks;
use app::db::Engine;
use app::patients::Stated;
use app::{audit, users};
use axum::http::StatusCode;
use domain::Pii;
use domain::audit::Action;
use domain::ids::{AppointmentId, AuditId};
use domain::permission::{Actor, Permission};
use domain::practice::PatientSeed;
use serde_json::json;
use testkit::Clinic;

use crate::client::{Answer, Server, full_key};
use crate::described::{Operation, operations};
use crate::inbox::approval;
use crate::isolation::{member, request};
use crate::messages::Office;

/// Days in March on which the doctor is there, one an operation that needs one.
const DAYS: [u8; 13] = [10, 12, 13, 16, 17, 19, 20, 23, 24, 26, 27, 30, 31];

/// The operations that change something, each with a number of its own: a day where it is about appointments.
fn changes() -> Vec<(Operation, u8)> {
    let (mut days, mut others) = (DAYS.into_iter(), 1..);
    let about_appointments = |path: &str| {
        ["/v1/appointments", "/v1/requests/{id}/d", "/v1/messages", "/v1/blocks", "/calendar"]
            .iter()
            .any(|begin| path.starts_with(begin))
    };
    let changes = operations().into_iter().filter(Operation::changes);
    let dated = changes.map(|operation| {
        let day = if about_appointments(&operation.path) { days.next() } else { others.next() };
        (operation, day.unwrap())
    });
    dated.collect()
}

/// What an operation must leave behind: entries of the trail, and work. A new operation needs its row.
fn leaves(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "POST /v1/appointments" | "POST /calendar/appointments/book" => {
            (&["hold.begun", "appointment.booked"], &["calendar.write", "notify.confirmation"])
        }
        "POST /v1/appointments/{id}/reschedule" | "PUT /calendar/appointments/{id}/reschedule" => {
            (&["appointment.moved"], &["calendar.write", "notify.moved"])
        }
        "POST /v1/appointments/{id}/cancel" | "DELETE /calendar/appointments/{id}/cancel" => {
            (&["appointment.cancelled"], &["calendar.write", "notify.cancelled"])
        }
        "POST /v1/appointments/{id}/status" => (&["appointment.status_changed"], &["calendar.write"]),
        "POST /v1/blocks" => (&["block.made"], &[]),
        "DELETE /v1/blocks/{id}" => (&["block.removed"], &[]),
        "POST /v1/requests/{id}/done" => {
            (&["request.settled", "appointment.approved"], &["calendar.write", "notify.approved"])
        }
        "POST /v1/requests/{id}/decline" => {
            (&["request.settled", "appointment.declined"], &["calendar.write", "notify.declined"])
        }
        "PUT /v1/practice" | "POST /v1/practice/versions/{version}/restore" => (&["practice.applied"], &[]),
        "PUT /v1/patients/{id}" => (&["patient.changed"], &[]),
        "POST /v1/patients/{id}/merge" => (&["patient.merged", "patient.changed"], &[]),
        "POST /v1/patients/{id}/code" => (&["patient.code_made"], &[]),
        "DELETE /v1/patients/{id}" => (&["patient.erased"], &[]),
        "POST /v1/documents" => (&["document.added"], &[]),
        "DELETE /v1/documents/{id}" => (&["document.removed"], &[]),
        "POST /v1/keys" => (&["key.created"], &[]),
        "POST /v1/keys/{id}/revoke" => (&["key.revoked"], &[]),
        "POST /v1/webhooks" => (&["webhook.created"], &[]),
        "PUT /v1/webhooks/{id}" => (&["webhook.changed"], &[]),
        "DELETE /v1/webhooks/{id}" => (&["webhook.removed"], &[]),
        "POST /v1/webhooks/{id}/enable" => (&["webhook.enabled"], &[]),
        "POST /v1/webhooks/{id}/disable" => (&["webhook.disabled"], &[]),
        "POST /v1/webhooks/{id}/rotate" => (&["webhook.secret_changed"], &[]),
        "POST /v1/webhooks/{id}/ping" => (&["webhook.tested"], &[]),
        "POST /v1/webhooks/{id}/resend" | "POST /v1/webhooks/{id}/replay" => (&["webhook.replayed"], &[]),
        "POST /v1/users" => (
            &[
                "user.invited",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "user.link_made",
            ],
            &[],
        ),
        "PUT /v1/users/{id}" => (&["user.changed"], &[]),
        "PUT /v1/users/{id}/role" => (
            &[
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "permission.granted",
                "user.changed",
            ],
            &[],
        ),
        "POST /v1/users/{id}/disable" => (&["user.disabled"], &[]),
        "POST /v1/users/{id}/enable" => (&["user.enabled"], &[]),
        "POST /v1/users/{id}/link" => (&["user.link_made"], &[]),
        "PUT /v1/users/{id}/permissions/{permission}" => (&["permission.granted"], &[]),
        "DELETE /v1/users/{id}/permissions/{permission}" => (&["permission.revoked"], &[]),
        "POST /v1/requests/{id}/reopen" => (&["request.reopened"], &[]),
        "POST /v1/requests/{id}/assign" => (&["request.assigned"], &[]),
        "POST /v1/requests/{id}/remarks" => (&["request.added"], &[]),
        "POST /v1/messages/{id}/resend" => (&["message.resent"], &["message.resend"]),
        "PUT /v1/patients/{id}/preference" => (&["patient.preference_changed"], &[]),
        other => panic!("{other} changes something: say here what it leaves in the trail"),
    }
}

/// The id that an operation is tried with: an appointment of its own, a request for an approval, or a message.
async fn id_for(clinic: &Clinic, operation: &Operation, day: u8) -> String {
    if !operation.path.contains('{') {
        return String::new();
    }
    if operation.path.starts_with("/v1/practice") {
        return "1".to_owned();
    }
    if operation.path.starts_with("/v1/patients") {
        on_file(clinic, &other(day)).await;
        return on_file(clinic, &format!("Personne {}", char::from(b'a' + day))).await;
    }
    if operation.path.starts_with("/v1/keys") {
        let mut tx = clinic.write().await;
        let made = app::keys::create(&mut tx, "de trop", &[], None, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        return made.0.to_string();
    }
    if operation.path.starts_with("/v1/documents") {
        return crate::documents::document(clinic, clinic.tenant, "Le chat dort. Le chien aussi.").await;
    }
    if operation.path.starts_with("/v1/webhooks") {
        return webhook(clinic, operation).await;
    }
    if operation.path.starts_with("/v1/users") {
        return member_for(clinic, operation).await;
    }
    if let Some(what) = operation.path.strip_prefix("/v1/requests/{id}/")
        && !["done", "decline"].contains(&what)
    {
        // Somebody to whom it can be given.
        member(clinic, clinic.tenant, "Inès Morel").await;
        return message(clinic, what == "reopen").await;
    }
    // Nobody has come before the day.
    let day = if operation.path.ends_with("/status") { "09T18:00" } else { &format!("{day}T09:00") };
    let start = format!("2026-03-{day}");
    let slot = clinic.slot("consultation", "martin", &start);
    if operation.path.starts_with("/v1/blocks") {
        let mut tx = clinic.write().await;
        let by = domain::permission::Actor::Operator;
        let made =
            blocks::block(&mut tx, &clinic.practice, &slot.resource, slot.span, None, &by).await.unwrap();
        tx.commit().await.unwrap();
        return made.id.to_string();
    }
    if operation.path.starts_with("/v1/requests") {
        return approval(clinic, &slot).await.0;
    }
    let booked = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
    if operation.path.starts_with("/v1/messages") {
        return told(clinic, booked.booking.appointment.id).await;
    }
    booked.booking.appointment.id.to_string()
}

/// A system that hears of changes, and was sent something; disabled when it is to be enabled.
async fn webhook(clinic: &Clinic, operation: &Operation) -> String {
    use app::outside::{Address, Reach};
    use app::webhooks::{self, Wanted};
    let url = Address::read("https://example.org/allo", Reach::Public).unwrap();
    let wanted = Wanted { url, events: vec![Action::Booked] };
    let mut tx = clinic.write().await;
    for before in webhooks::list(&mut tx).await.unwrap() {
        webhooks::remove(&mut tx, before.id, &Actor::Operator).await.unwrap();
    }
    let (id, _) = webhooks::add(&mut tx, &wanted, &Actor::Operator).await.unwrap();
    webhooks::ping(&mut tx, id, &Actor::Operator).await.unwrap();
    if operation.path.ends_with("/enable") {
        webhooks::disable(&mut tx, id, &Actor::Operator).await.unwrap();
    }
    tx.commit().await.unwrap();
    id.to_string()
}

/// A member to whom the operation makes a difference.
async fn member_for(clinic: &Clinic, operation: &Operation) -> String {
    let id = member(clinic, clinic.tenant, "Paul Lefort").await;
    let (user, by) = (id.parse().unwrap(), domain::permission::Actor::Operator);
    let mut tx = clinic.write().await;
    match operation.name().as_str() {
        "POST /v1/users/{id}/enable" => users::disable(&mut tx, user, &by).await.unwrap(),
        "DELETE /v1/users/{id}/permissions/{permission}" => {
            users::grant(&mut tx, user, Permission::Export, None, &by).await.unwrap();
        }
        _ => {}
    }
    tx.commit().await.unwrap();
    id
}

/// Something left for the staff that nothing follows from, settled if need be.
async fn message(clinic: &Clinic, settled: bool) -> String {
    let id = request(clinic, clinic.tenant).await;
    if settled {
        let (id, by) = (id.parse().unwrap(), domain::permission::Actor::Operator);
        let mut tx = clinic.write().await;
        app::booking::settle(&mut tx, id, domain::request::State::Done, &by).await.unwrap();
        tx.commit().await.unwrap();
    }
    id
}

/// A member of the staff, to whom something is given.
async fn colleague(server: &Server) -> String {
    let (db, now) = (&server.app.db, server.app.clock.now());
    let tenant = db.tenants().await.unwrap()[0];
    let mut tx = db.read(tenant, now).await.unwrap();
    app::users::list(&mut tx).await.unwrap()[0].id.to_string()
}

/// The message about an appointment, once it was sent.
async fn told(clinic: &Clinic, about: AppointmentId) -> String {
    let office = Office::of(clinic);
    office.send().await;
    let all = office.all().await;
    all.iter().find(|one| one.appointment == Some(about)).unwrap().id.to_string()
}

/// The other file of an operation on two.
fn other(day: u8) -> String {
    format!("Autre {}", char::from(b'a' + day))
}

fn seed(name: &str) -> PatientSeed {
    PatientSeed {
        id: name.to_lowercase().replace(' ', "-").parse().unwrap(),
        name: Pii::new(name.to_owned()),
        phone: Pii::new("+33639980000".parse().unwrap()),
        birth_date: None,
        code: None,
    }
}

/// Who is on file already.
async fn known(clinic: &Clinic, name: &str) -> String {
    let PatientSeed { name, phone, .. } = seed(name);
    let stated = Stated { name, phone: Some(phone), email: None };
    app::patients::find(&mut clinic.read().await, &stated).await.unwrap().unwrap().to_string()
}

/// Somebody who comes on file; their id.
async fn on_file(clinic: &Clinic, name: &str) -> String {
    let seed = seed(name);
    let mut tx = clinic.write().await;
    let id = app::patients::enrol(&mut tx, &seed, &domain::permission::Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

async fn perform(
    clinic: &Clinic,
    (server, key): (&Server, &str),
    operation: &Operation,
    id: &str,
    day: u8,
) -> Answer {
    let asked = server.ask(&operation.method, &operation.at(id)).key(key);
    let Some(mut body) = operation.body.clone() else { return asked.send().await };
    if body.get("current").is_some() {
        // Restored is what the operation before it replaced.
        let standing = server.get("/v1/practice").key(key).send().await;
        body["current"] = standing.json()["version"].clone();
    }
    // Summer time begins on the 29th.
    let offset = if day < 29 { "+01:00" } else { "+02:00" };
    for (field, time) in [("start", "15:00:00"), ("end", "15:20:00")] {
        if body.get(field).is_some() {
            body[field] = json!(format!("2026-03-{day}T{time}{offset}"));
        }
    }
    if body.get("delivery").is_some() {
        let sent = server.get(&format!("/v1/webhooks/{id}/deliveries")).key(key).send().await;
        body["delivery"] = sent.json()["items"][0]["id"].clone();
    }
    if body.get("assigned_to").is_some() {
        body["assigned_to"] = json!(colleague(server).await);
    }
    if body.get("other").is_some() {
        body["other"] = json!(known(clinic, &other(day)).await);
    }
    asked.json(&body).send().await
}

/// The entries of the trail, and the kinds of the work.
async fn left(clinic: &Clinic) -> (Vec<(AuditId, &'static str)>, Vec<(String, i64)>) {
    let end = clinic.clock.now() + jiff::SignedDuration::from_secs(1);
    let trail = audit::trail(&mut clinic.read().await, end, 1_000).await.unwrap();
    let entries = trail.iter().map(|entry| (entry.id, entry.action.name())).collect();
    let mut work = Vec::new();
    for kind in WORK {
        let count = clinic.count(&format!("SELECT count(*) FROM job WHERE kind = '{kind}'")).await;
        work.push((kind.to_owned(), count));
    }
    (entries, work)
}

const WORK: [&str; 9] = [
    "message.resend",
    "calendar.write",
    "notify.confirmation",
    "notify.moved",
    "notify.cancelled",
    "notify.requested",
    "notify.approved",
    "notify.declined",
    "notify.request",
];

/// What a change could have touched.
async fn state(clinic: &Clinic) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT count(*) FROM appointment",
        "SELECT CAST(coalesce(sum(revision), 0) AS bigint) FROM appointment",
        "SELECT count(*) FROM hold",
        "SELECT count(*) FROM claim",
        "SELECT count(*) FROM claim WHERE active",
        "SELECT count(*) FROM request WHERE state = 'open'",
        "SELECT count(*) FROM block",
        "SELECT count(*) FROM patient",
        "SELECT count(*) FROM api_key WHERE revoked_at IS NULL",
        "SELECT count(*) FROM webhook WHERE state = 'on' AND old_secret IS NULL AND told_up_to = 0",
        "SELECT count(*) FROM webhook_delivery",
        "SELECT count(*) FROM users",
        "SELECT count(*) FROM users WHERE state = 'disabled'",
        "SELECT count(*) FROM user_permission",
        "SELECT count(*) FROM user_permission WHERE revoked_at IS NULL",
        "SELECT count(*) FROM one_time_link",
        "SELECT count(*) FROM message WHERE state = 'queued'",
        "SELECT count(*) FROM message_preference",
        "SELECT count(*) FROM audit",
        "SELECT count(*) FROM job",
        "SELECT count(*) FROM practice",
    ] {
        counts.push(clinic.count(sql).await);
    }
    counts
}

/// The database refuses every insertion into a table, until it is told otherwise.
async fn refuse(clinic: &Clinic, table: &str, on: bool) {
    let sql = match (clinic.db.engine(), on) {
        (Engine::Sqlite, true) => {
            format!(
                "CREATE TRIGGER refused BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        }
        (Engine::Postgres, true) => {
            format!(
                "CREATE TRIGGER refused BEFORE INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse()"
            )
        }
        (Engine::Sqlite, false) => "DROP TRIGGER refused".to_owned(),
        (Engine::Postgres, false) => format!("DROP TRIGGER refused ON {table}"),
    };
    clinic.run(&sql).await.unwrap();
}

testkit::on_both_engines! {
    async fn every_change_leaves_its_entry_and_its_work(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for (operation, day) in &changes() {
            let (name, day) = (operation.name(), *day);
            let (entries, work) = leaves(&name);
            let id = id_for(clinic, operation, day).await;
            let (before, work_before) = left(clinic).await;
            let answer = perform(clinic, (&server, &key), operation, &id, day).await;
            assert!(answer.status.is_success(), "{name}: {}", answer.text);
            let (after, work_after) = left(clinic).await;
            let known: BTreeSet<AuditId> = before.iter().map(|(id, _)| *id).collect();
            let mut new: Vec<&str> = after.iter().filter(|(id, _)| !known.contains(id)).map(|(_, name)| *name).collect();
            new.sort_unstable();
            let mut wanted = entries.to_vec();
            wanted.sort_unstable();
            assert_eq!(new, wanted, "{name}");
            for ((kind, before), (_, after)) in work_before.iter().zip(&work_after) {
                assert_eq!(after - before, i64::from(work.contains(&kind.as_str())), "{name}: {kind}");
            }
        }
    }

    /// Where the entry or the work can't be written, nothing is changed.
    async fn what_leaves_no_entry_does_not_happen(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for (operation, day) in &changes() {
            let (name, day) = (operation.name(), *day);
            let id = id_for(clinic, operation, day).await;
            for table in ["audit", "job"].into_iter().filter(|table| *table == "audit" || !leaves(&name).1.is_empty()) {
                let before = state(clinic).await;
                refuse(clinic, table, true).await;
                let answer = perform(clinic, (&server, &key), operation, &id, day).await;
                refuse(clinic, table, false).await;
                assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{name}: {}", answer.text);
                assert_eq!(state(clinic).await, before, "{name} without {table}");
            }
            let answer = perform(clinic, (&server, &key), operation, &id, day).await;
            assert!(answer.status.is_success(), "{name}: {}", answer.text);
        }
    }
}
