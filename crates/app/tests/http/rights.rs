//! Who may do what: every route of the console and every operation of the API, against every role and every right by
//! itself (S98–S105). A route or an operation without its row fails.

use std::collections::BTreeSet;

use app::auth::{self, Device};
use app::users::{self, Profile};
use axum::http::{Method, StatusCode};
use domain::ids::UserId;
use domain::permission::{Actor, Permission, Role};
use domain::{Lang, Pii};
use jiff::SignedDuration;
use testkit::Clinic;

use crate::client::{Answer, Server, key};
use crate::described::operations;
use crate::isolation::{NOBODY, Other, other};

use Permission::{
    Delete, Export, Manage, Read, ReadAudit, ReadCalls, ReadPatients, Settle, ViewAll, Write, WritePatients,
};

/// What it takes to get at a route of the console.
#[derive(Clone, Copy, Debug)]
enum Needs {
    /// Nothing: signing in, and following a link.
    Nothing,
    /// A session, whatever its member may do.
    Session,
    /// These rights.
    Rights(&'static [Permission]),
    /// These rights, and to have shown password and second factor lately.
    Proof(&'static [Permission]),
}

use Needs::{Nothing, Proof, Rights, Session};

/// Every route of the console, what it takes, and a form: where its path has an id, one that is read to the end, so that
/// the id is looked up.
const ROUTES: &[(&str, &str, Needs, &str)] = &[
    ("GET", "/console", Rights(&[Read]), ""),
    ("GET", "/console/live", Session, ""),
    ("GET", "/console/", Nothing, ""),
    ("GET", "/console/sign-in", Nothing, ""),
    ("POST", "/console/sign-in", Nothing, ""),
    ("POST", "/console/sign-in/demo/{role}", Nothing, ""),
    ("GET", "/console/prove", Session, ""),
    ("POST", "/console/prove", Session, ""),
    ("POST", "/console/sign-out", Session, ""),
    ("GET", "/console/join/{token}", Nothing, ""),
    ("POST", "/console/join/{token}", Nothing, ""),
    ("GET", "/console/account", Session, ""),
    ("POST", "/console/account/language", Session, "lang=fr"),
    ("POST", "/console/account/password", Session, ""),
    ("DELETE", "/console/account/sessions/{id}", Session, ""),
    ("GET", "/console/patients", Rights(&[ReadPatients]), ""),
    ("POST", "/console/patients/found", Rights(&[ReadPatients]), "q=petit"),
    ("GET", "/console/patients/{id}", Rights(&[ReadPatients]), ""),
    ("PUT", "/console/patients/{id}", Rights(&[WritePatients]), "version=x&name=X"),
    ("GET", "/console/patients/{id}/part", Rights(&[ReadPatients]), ""),
    ("GET", "/console/patients/{id}/edit", Rights(&[WritePatients]), ""),
    ("GET", "/console/patients/{id}/code", Proof(&[WritePatients]), ""),
    ("POST", "/console/patients/{id}/code", Proof(&[WritePatients]), ""),
    ("GET", "/console/patients/{id}/export", Proof(&[Export]), ""),
    ("GET", "/console/patients/{id}/erase", Rights(&[WritePatients]), ""),
    ("POST", "/console/patients/{id}/erase", Proof(&[WritePatients]), "name=X"),
    ("POST", "/console/patients/{id}/others", Rights(&[WritePatients]), "q=petit"),
    (
        "POST",
        "/console/patients/{id}/merge",
        Rights(&[WritePatients]),
        "other=00000000-0000-7000-8000-000000000000",
    ),
    ("GET", "/console/patients/{id}/merge/{other}", Rights(&[WritePatients]), ""),
    ("GET", "/console/calls", Rights(&[ReadCalls]), ""),
    ("GET", "/console/calls/{id}", Rights(&[ReadCalls]), ""),
    ("GET", "/console/calendar", Rights(&[Read]), ""),
    ("GET", "/console/calendar/sheet", Rights(&[Read]), ""),
    ("GET", "/console/calendar/stranded", Rights(&[Read]), ""),
    ("GET", "/console/calendar/stranded/list", Rights(&[Read]), ""),
    ("GET", "/console/calendar/starts", Rights(&[Write]), ""),
    ("GET", "/console/calendar/new", Rights(&[Write]), ""),
    ("POST", "/console/calendar/new", Rights(&[Write]), ""),
    ("POST", "/console/calendar/known", Rights(&[Write]), ""),
    ("GET", "/console/calendar/whose", Rights(&[Write]), ""),
    ("GET", "/console/calendar/appointments/{id}", Rights(&[Read]), ""),
    ("GET", "/console/calendar/appointments/{id}/part", Rights(&[Read]), ""),
    ("GET", "/console/calendar/appointments/{id}/move", Rights(&[Write]), ""),
    ("POST", "/console/calendar/appointments/{id}/move", Rights(&[Write]), MOVE),
    ("POST", "/console/calendar/appointments/{id}/status", Rights(&[Write]), "status=arrived&revision=1"),
    ("POST", "/console/calendar/appointments/{id}/cancel", Rights(&[Delete]), "revision=1"),
    ("GET", "/console/calendar/blocks", Rights(&[Write]), ""),
    ("POST", "/console/calendar/blocks", Rights(&[Write]), ""),
    ("GET", "/console/calendar/blocks/{id}", Rights(&[Read]), ""),
    ("DELETE", "/console/calendar/blocks/{id}", Rights(&[Write]), ""),
    ("GET", "/console/messages", Rights(&[ReadPatients]), ""),
    ("GET", "/console/messages/list", Rights(&[ReadPatients]), ""),
    ("GET", "/console/messages/{id}", Rights(&[ReadPatients]), ""),
    ("GET", "/console/messages/{id}/calendar", Rights(&[ReadPatients]), ""),
    ("GET", "/console/messages/{id}/mail", Rights(&[ReadPatients]), ""),
    ("POST", "/console/messages/{id}/resend", Rights(&[WritePatients]), ""),
    ("GET", "/console/practice", Rights(&[Manage]), ""),
    ("GET", "/console/practice/answers", Rights(&[Manage]), ""),
    ("GET", "/console/practice/opening", Rights(&[Manage]), ""),
    ("GET", "/console/practice/people", Rights(&[Manage]), ""),
    ("GET", "/console/practice/rules", Rights(&[Manage]), ""),
    ("GET", "/console/practice/versions", Rights(&[Manage]), ""),
    ("GET", "/console/practice/file", Rights(&[Manage]), ""),
    ("GET", "/console/practice/file/download", Rights(&[Manage]), ""),
    ("GET", "/console/practice/answers/new", Rights(&[Manage]), ""),
    ("POST", "/console/practice/answers/new", Rights(&[Manage]), ""),
    ("GET", "/console/practice/people/new", Rights(&[Manage]), ""),
    ("POST", "/console/practice/people/new", Rights(&[Manage]), ""),
    ("GET", "/console/practice/rooms/new", Rights(&[Manage]), ""),
    ("POST", "/console/practice/rooms/new", Rights(&[Manage]), ""),
    ("GET", "/console/practice/services/new", Rights(&[Manage]), ""),
    ("POST", "/console/practice/services/new", Rights(&[Manage]), ""),
    ("GET", "/console/practice/people/{id}", Rights(&[Manage]), ""),
    ("POST", "/console/practice/people/{id}", Rights(&[Manage]), "version=1&name=X"),
    ("POST", "/console/practice/people/{id}/retire", Rights(&[Manage]), "version=1"),
    ("GET", "/console/practice/rooms/{id}", Rights(&[Manage]), ""),
    ("POST", "/console/practice/rooms/{id}", Rights(&[Manage]), "version=1&name=X"),
    ("POST", "/console/practice/rooms/{id}/retire", Rights(&[Manage]), "version=1"),
    ("GET", "/console/practice/services/{id}", Rights(&[Manage]), ""),
    ("POST", "/console/practice/services/{id}", Rights(&[Manage]), SERVICE),
    ("POST", "/console/practice/services/{id}/retire", Rights(&[Manage]), "version=1"),
    ("GET", "/console/practice/answers/{place}", Rights(&[Manage]), ""),
    ("POST", "/console/practice/answers/{place}", Rights(&[Manage]), ""),
    ("POST", "/console/practice/answers/{place}/remove", Rights(&[Manage]), ""),
    ("POST", "/console/practice/file", Rights(&[Manage]), ""),
    ("POST", "/console/practice/opening", Rights(&[Manage]), ""),
    ("POST", "/console/practice/opening/holidays", Rights(&[Manage]), ""),
    ("POST", "/console/practice/opening/remove", Rights(&[Manage]), ""),
    ("POST", "/console/practice/rules", Rights(&[Manage]), ""),
    ("GET", "/console/practice/versions/{number}", Rights(&[Manage]), ""),
    ("POST", "/console/practice/versions/{number}/restore", Rights(&[Manage]), ""),
    ("GET", "/console/team", Rights(&[Manage]), ""),
    ("POST", "/console/team", Proof(&[Manage]), ""),
    ("GET", "/console/team/list", Rights(&[Manage]), ""),
    ("GET", "/console/team/invite", Proof(&[Manage]), ""),
    ("GET", "/console/team/{id}", Rights(&[Manage]), ""),
    ("PUT", "/console/team/{id}", Proof(&[Manage]), "name=X&email=x%40example.org&lang=fr&practitioner="),
    ("GET", "/console/team/{id}/rights", Rights(&[Manage]), ""),
    ("GET", "/console/team/{id}/rights/{permission}", Proof(&[Manage]), ""),
    ("PUT", "/console/team/{id}/rights/{permission}", Proof(&[Manage, Export]), "until="),
    ("DELETE", "/console/team/{id}/rights/{permission}", Proof(&[Manage, Export]), ""),
    ("GET", "/console/team/{id}/role", Proof(&[Manage]), ""),
    ("PUT", "/console/team/{id}/role", Proof(&[Manage]), "role=read_only"),
    ("POST", "/console/team/{id}/link", Proof(&[Manage]), ""),
    ("POST", "/console/team/{id}/disable", Proof(&[Manage]), ""),
    ("POST", "/console/team/{id}/enable", Proof(&[Manage]), ""),
    ("GET", "/console/today", Rights(&[Read]), ""),
    ("GET", "/console/inbox", Rights(&[Settle]), ""),
    ("GET", "/console/inbox/list", Rights(&[Settle]), ""),
    ("GET", "/console/inbox/count", Rights(&[Settle]), ""),
    ("GET", "/console/inbox/{id}", Rights(&[Settle]), ""),
    ("POST", "/console/inbox/{id}/take", Rights(&[Settle]), ""),
    ("POST", "/console/inbox/{id}/give-back", Rights(&[Settle]), ""),
    ("POST", "/console/inbox/{id}/assign", Rights(&[Settle]), "to="),
    ("POST", "/console/inbox/{id}/remark", Rights(&[Settle]), "text=x"),
    ("POST", "/console/inbox/{id}/done", Rights(&[Settle]), ""),
    ("POST", "/console/inbox/{id}/decline", Rights(&[Settle]), ""),
    ("POST", "/console/inbox/{id}/reopen", Rights(&[Settle]), ""),
    ("GET", "/console/test-call", Rights(&[Manage]), ""),
    ("GET", "/console/test-call/talk", Rights(&[Manage]), ""),
    ("GET", "/console/documents", Rights(&[Manage]), ""),
    ("POST", "/console/documents", Rights(&[Manage]), ""),
    ("GET", "/console/documents/list", Rights(&[Manage]), ""),
    ("GET", "/console/documents/answer", Rights(&[Manage]), ""),
    ("DELETE", "/console/documents/{id}", Rights(&[Manage]), ""),
    ("GET", "/console/integrations", Rights(&[Manage]), ""),
    ("GET", "/console/integrations/keys", Rights(&[Manage]), ""),
    ("POST", "/console/integrations/keys", Proof(&[Manage]), ""),
    ("POST", "/console/integrations/keys/{id}/revoke", Proof(&[Manage]), ""),
    ("GET", "/console/integrations/webhooks", Rights(&[Manage]), ""),
    ("POST", "/console/integrations/webhooks", Proof(&[Manage]), ""),
    ("GET", "/console/integrations/webhooks/{id}", Rights(&[Manage]), ""),
    ("PUT", "/console/integrations/webhooks/{id}", Proof(&[Manage, ViewAll]), HOOK),
    ("DELETE", "/console/integrations/webhooks/{id}", Proof(&[Manage]), ""),
    ("POST", "/console/integrations/webhooks/{id}/rotate", Proof(&[Manage]), ""),
    (
        "POST",
        "/console/integrations/webhooks/{id}/resend",
        Proof(&[Manage]),
        "delivery=00000000-0000-7000-8000-000000000000",
    ),
    ("POST", "/console/integrations/webhooks/{id}/replay", Proof(&[Manage, ViewAll]), "since=2026-03-01"),
    ("POST", "/console/integrations/webhooks/{id}/skip", Proof(&[Manage]), ""),
    ("POST", "/console/integrations/webhooks/{id}/enable", Proof(&[Manage]), ""),
    ("POST", "/console/integrations/webhooks/{id}/disable", Proof(&[Manage]), ""),
    ("POST", "/console/integrations/webhooks/{id}/ping", Proof(&[Manage]), ""),
    ("GET", "/console/usage", Rights(&[Manage]), ""),
    ("GET", "/console/usage/now", Rights(&[Manage]), ""),
    ("GET", "/console/audit", Rights(&[ReadAudit]), ""),
    ("GET", "/console/audit/list", Rights(&[ReadAudit]), ""),
    ("GET", "/console/audit/export", Proof(&[ReadAudit, Export]), ""),
];

/// A form for another place of an appointment's.
const MOVE: &str = "revision=1&who=martin&date=2026-03-11&time=09%3A00";

/// A form for a service.
const SERVICE: &str =
    "version=1&name.fr=X&name.en=X&minutes=15&step_min=15&buffer_before_min=0&buffer_after_min=0&by=martin";

/// A form for a system that hears of changes.
const HOOK: &str = "url=https%3A%2F%2Fexample.org%2Fallo&events=appointment.booked";

/// The other practice's id that a route could be tried with.
fn foreign<'a>(path: &str, other: &'a Other) -> &'a str {
    if path.starts_with("/console/team/{id}") {
        &other.user
    } else if path.starts_with("/console/patients/{id}") {
        &other.patient
    } else if path.starts_with("/console/calls/{id}") {
        &other.call
    } else if path.starts_with("/console/account/sessions/{id}") {
        &other.session
    } else if path.starts_with("/console/calendar/appointments/{id}") {
        &other.appointment
    } else if path.starts_with("/console/calendar/blocks/{id}") {
        &other.block
    } else if path.starts_with("/console/messages/{id}") {
        &other.message
    } else if path.starts_with("/console/practice/services/{id}") {
        "chant"
    } else if path.starts_with("/console/practice/") {
        "zephyrine"
    } else if path.starts_with("/console/inbox/{id}") {
        &other.request
    } else if path.starts_with("/console/documents/{id}") {
        &other.document
    } else if path.starts_with("/console/integrations/keys/{id}") {
        &other.key
    } else if path.starts_with("/console/integrations/webhooks/{id}") {
        &other.webhook
    } else {
        panic!("{path} has an id: say here what the other practice's would be")
    }
}

#[test]
fn every_route_of_the_console_has_its_row() {
    let rows: BTreeSet<(String, String)> =
        ROUTES.iter().map(|(method, path, ..)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(rows.len(), ROUTES.len(), "a row twice");
    assert_eq!(testkit::console_routes(), rows, "src/console declares the left, the table has the right");
}

/// Somebody of the clinic's staff, with exactly these rights.
async fn member_with(clinic: &Clinic, rights: &[Permission]) -> UserId {
    let mut tx = clinic.write().await;
    let number = users::count(&mut tx).await.unwrap();
    let email = Pii::new(format!("droits{number}@example.org"));
    let profile = Profile { name: Pii::new("Droits".to_owned()), email, practitioner: None, lang: Lang::Fr };
    let by = Actor::Operator;
    let id = users::invite(&mut tx, &profile, Role::ReadOnly, &by).await.unwrap();
    users::joined(&mut tx, id, &by).await.unwrap();
    for permission in Permission::ALL {
        if rights.contains(&permission) {
            users::grant(&mut tx, id, permission, None, &by).await.unwrap();
        } else {
            users::revoke(&mut tx, id, permission, &by).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    id
}

/// A new session of a member's: what their browser sends as a cookie.
async fn session(clinic: &Clinic, user: UserId) -> String {
    let mut tx = clinic.write().await;
    let token = auth::begin(&mut tx, user, &Device::default()).await.unwrap();
    tx.commit().await.unwrap();
    format!("{}={}", auth::cookie::NAME, token.reveal())
}

/// Asks for a row's route, as the script of a page of ours does.
async fn ask(server: &Server, row: &(&str, &str, Needs, &str), id: &str, cookie: Option<&str>) -> Answer {
    let (method, path, _, form) = row;
    let method: Method = method.parse().unwrap();
    let path = path.replace("{id}", id).replace("{permission}", "calendar.export").replace("{other}", NOBODY);
    let path = path.replace("{place}", "0").replace("{number}", "1");
    let asked = server.ask(&method, &path).by_our_page();
    let asked = match cookie {
        Some(cookie) => asked.header("cookie", cookie),
        None => asked,
    };
    let kind = "application/x-www-form-urlencoded";
    if method == Method::GET { asked } else { asked.raw((*form).to_owned()).header("content-type", kind) }
        .send()
        .await
}

/// Where a script is led instead.
fn led(answer: &Answer) -> &str {
    let to = answer.headers.get("hx-redirect").map_or("", |to| to.to_str().unwrap());
    to.split('?').next().unwrap()
}

/// That somebody gets at a route: another practice's thing doesn't exist there, like one that nobody has.
async fn let_in(server: &Server, row: &(&str, &str, Needs, &str), id: &str, cookie: &str, what: &str) {
    let answer = ask(server, row, id, Some(cookie)).await;
    let elsewhere = ["/console/sign-in", "/console/prove"].contains(&led(&answer));
    if row.1.contains("{id}") {
        let unknown = ask(server, row, NOBODY, Some(cookie)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}: {}", answer.text);
        assert_eq!(answer.bytes(), unknown.bytes(), "{what}");
    } else if row.1 != "/console/sign-out" && row.1 != "/console/prove" && !row.1.ends_with("/password") {
        let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
        assert!(!elsewhere && !refused.contains(&answer.status), "{what}: {} {}", answer.status, answer.text);
    }
}

testkit::on_both_engines! {
    /// S105, bar by bar: whoever has a route's rights gets at it, and nobody else; without a session one is led to sign
    /// in; without having shown lately that it is oneself, to show it; another practice's thing isn't there.
    async fn every_route_asks_for_its_rights(clinic) {
        let (server, other) = (Server::new(clinic), other(clinic).await);
        let mut somebody = Vec::new();
        for role in Role::ALL {
            somebody.push((role.name().to_owned(), role.permissions().to_vec()));
        }
        somebody.extend(Permission::ALL.map(|right| (right.name().to_owned(), vec![right])));
        somebody.push(("reads and takes out".to_owned(), vec![ReadAudit, Export]));
        let (mut members, mut denials) = (Vec::new(), 0);
        for (name, rights) in somebody {
            members.push((name, member_with(clinic, &rights).await, rights));
        }
        for row in ROUTES.iter().filter(|row| !matches!(row.2, Nothing)) {
            let id = if row.1.contains("{id}") { foreign(row.1, &other) } else { "" };
            let nobody = ask(&server, row, id, None).await;
            assert_eq!((nobody.status, led(&nobody)), (StatusCode::OK, "/console/sign-in"), "{row:?}");
            // A stream of events has no end to wait for.
            if row.1 == "/console/live" {
                continue;
            }
            for (name, user, rights) in &members {
                let what = format!("{row:?} as {name}");
                let fresh = session(clinic, *user).await;
                let (needed, proof) = match row.2 {
                    Rights(needed) => (needed, false),
                    Proof(needed) => (needed, true),
                    Nothing | Session => (&[][..], false),
                };
                let Some(lacking) = needed.iter().find(|right| !rights.contains(right)) else {
                    let_in(&server, row, id, &fresh, &what).await;
                    if proof {
                        let older = session(clinic, *user).await;
                        clinic.clock.advance(SignedDuration::from_mins(15));
                        let asked = ask(&server, row, id, Some(&older)).await;
                        assert_eq!(led(&asked), "/console/prove", "{what}: {}", asked.text);
                    }
                    continue;
                };
                let refused = ask(&server, row, id, Some(&fresh)).await;
                // Whether somebody is known here is looked at before what may be granted to them.
                let late = id.is_empty() || row.2.first_is(*lacking);
                if late {
                    denials += 1;
                    assert_eq!(refused.code(), "forbidden", "{what}: {}", refused.text);
                    assert!(refused.text.contains(lacking.name()), "{what}: {}", refused.text);
                } else {
                    assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&refused.status), "{what}");
                }
                if !id.is_empty() {
                    assert_eq!(refused.bytes(), ask(&server, row, NOBODY, Some(&fresh)).await.bytes(), "{what}");
                }
            }
        }
        let told = clinic.count("SELECT count(*) FROM audit WHERE action = 'permission.denied'").await;
        assert!(told >= denials, "S108: {told} of {denials} denials are in the trail");
    }
}

impl Needs {
    /// Whether this right is the one that the handler itself asks for.
    fn first_is(self, right: Permission) -> bool {
        matches!(self, Rights(rights) | Proof(rights) if rights.first() == Some(&right))
    }
}

/// The right that an operation of the API asks for. A new operation needs its row.
fn needed(name: &str) -> Option<Permission> {
    Some(match name {
        "GET /livez" | "GET /readyz" | "GET /v1/health" | "GET /auth/user/permissions" => return None,
        "GET /v1/answers"
        | "GET /v1/appointments"
        | "GET /v1/appointments/{id}"
        | "GET /v1/availability"
        | "GET /v1/practice"
        | "GET /v1/requests"
        | "GET /v1/requests/{id}"
        | "GET /v1/blocks"
        | "GET /v1/appointments/{id}/history"
        | "GET /calendar/appointments/list"
        | "GET /calendar/availability" => Read,
        "POST /v1/appointments"
        | "POST /v1/appointments/{id}/status"
        | "POST /v1/blocks"
        | "DELETE /v1/blocks/{id}"
        | "POST /v1/appointments/{id}/reschedule"
        | "POST /calendar/appointments/book"
        | "PUT /calendar/appointments/{id}/reschedule" => Write,
        "POST /v1/appointments/{id}/cancel" | "DELETE /calendar/appointments/{id}/cancel" => Delete,
        "GET /v1/messages" | "GET /v1/messages/{id}" => ReadPatients,
        "POST /v1/messages/{id}/resend" => WritePatients,
        "GET /v1/audit" => ReadAudit,
        name if name.starts_with("POST /v1/requests/{id}/") => Settle,
        "GET /v1/calls" | "GET /v1/calls/{id}" => ReadCalls,
        "GET /v1/patients/{id}/export" => Export,
        "POST /v1/patients/search" | "GET /v1/patients/{id}" | "GET /v1/patients/{id}/preference" => {
            ReadPatients
        }
        name if name.contains(" /v1/patients") => WritePatients,
        name if [
            " /v1/users",
            " /v1/practice",
            " /v1/keys",
            " /v1/usage",
            " /v1/webhooks",
            " /v1/documents",
        ]
        .iter()
        .any(|of| name.contains(of)) =>
        {
            Manage
        }
        other => panic!("{other} asks for a right: say here which"),
    })
}

/// S98–S104: each operation against each right by itself.
#[tokio::test]
async fn every_operation_asks_for_its_right() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let server = Server::new(&clinic);
    let rights = [
        Read,
        Write,
        Delete,
        Manage,
        ViewAll,
        Export,
        Settle,
        ReadPatients,
        WritePatients,
        ReadCalls,
        ReadAudit,
    ];
    assert_eq!(rights, Permission::ALL);
    for right in rights {
        let key = key(&clinic, clinic.tenant, &[right]).await;
        for operation in operations() {
            let (name, Some(needed)) = (operation.name(), needed(&operation.name())) else { continue };
            let asked = server.ask(&operation.method, &operation.at(NOBODY)).key(&key);
            let answer = match &operation.body {
                Some(body) => asked.json(body),
                None => asked,
            };
            let answer = answer.send().await;
            // Whoever may invite at all still gives no right that they lack.
            let title = format!("The permission {needed} is missing");
            let refused = answer.status == StatusCode::FORBIDDEN && answer.json()["title"] == title.as_str();
            assert_eq!(refused, right != needed, "{name} with {right}: {}", answer.text);
        }
    }
    let denied = "SELECT count(*) FROM audit WHERE action = 'permission.denied'";
    assert!(clinic.count(denied).await > 100, "S108: each is told to the trail");
}
