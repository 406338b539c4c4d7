//! Whatever goes wrong has one form, and says nothing that it shouldn't.

use std::net::SocketAddr;

use app::http::{App, Settings, dressed};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use axum::routing::get;
use domain::permission::{Permission, Role};
use serde_json::json;
use testkit::Clinic;
use tower::ServiceExt as _;

use crate::client::{Answer, Server, full_key, key, staff};

async fn clinic() -> Clinic {
    Clinic::open(testkit::sqlite().await).await
}

fn is_a_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let body = answer.json();
    assert_eq!((&body["code"], &body["status"]), (&json!(code), &json!(status)));
    assert_eq!(body["trace_id"].as_str(), answer.headers["x-trace-id"].to_str().ok());
    assert_eq!(body["type"], format!("urn:allo:problem:{code}"));
}

#[tokio::test]
async fn every_error_has_the_one_form() {
    let clinic = clinic().await;
    let (server, key) = (Server::new(&clinic), full_key(&clinic).await);
    let post = || server.post("/v1/appointments").key(&key);
    is_a_problem(&server.get("/nowhere").send().await, 404, "not_found");
    is_a_problem(&server.get("/v1/appointments/not-an-id").key(&key).send().await, 404, "not_found");
    is_a_problem(&server.ask(&Method::PATCH, "/v1/appointments").send().await, 405, "method_not_allowed");
    is_a_problem(&post().raw("{}").send().await, 415, "unsupported_media_type");
    let typed = || post().header("content-type", "application/json");
    is_a_problem(&typed().raw("{").send().await, 400, "malformed");
    is_a_problem(&typed().raw(vec![0xff, 0xfe]).send().await, 400, "malformed");
    is_a_problem(&typed().raw("x".repeat(65 * 1024)).send().await, 413, "too_large");
    is_a_problem(&post().json(&json!({})).send().await, 422, "invalid_body");
    is_a_problem(&post().json(&json!([])).send().await, 422, "invalid_body");
    is_a_problem(&server.get("/v1/practice?x=1").key(&key).send().await, 400, "invalid_query");
    let cookie = staff(&clinic, Role::Secretary).await;
    let asked = server.get("/console/messages/list?x=1").at_console(&cookie);
    is_a_problem(&asked.send().await, 400, "invalid_query");
    is_a_problem(&server.get("/v1/practice").send().await, 401, "unauthenticated");
    is_a_problem(&server.get("/v1/practice").key("allo_wrong").send().await, 401, "unauthenticated");
    let twice = server.get("/v1/practice").key(&key).key(&key).send().await;
    is_a_problem(&twice, 401, "unauthenticated");
}

/// What is wrong is told in the words of the API, with the field and never with the insides of this program.
#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_in_its_own_words() {
    let clinic = clinic().await;
    let (server, key) = (Server::new(&clinic), full_key(&clinic).await);
    let time = "expected a time with its offset, such as 2026-11-26T14:20:00+01:00";
    for (query, told) in [
        ("availability?from=tomorrow", format!("from: invalid value: string \"tomorrow\", {time}")),
        (
            "availability?to=2026-12-01T10:00:00",
            format!("to: invalid value: string \"2026-12-01T10:00:00\", {time}"),
        ),
        (
            "availability?date=%ff",
            "date: invalid value: string \"\u{fffd}\", expected a date, such as 2026-11-26".into(),
        ),
        (
            "availability?limit=99999999999",
            "limit: invalid value: string \"99999999999\", expected a whole number".into(),
        ),
        ("availability?service=A", "service: `A` is not a valid name in a-z, 0-9 and -".into()),
        ("availability?limit=1&limit=2", "duplicate field `limit`".into()),
        (
            "requests?state=zzz",
            "state: invalid value: string \"zzz\", expected one of open, done, declined, any".into(),
        ),
        (
            "requests?x=1",
            "x: unknown field `x`, expected one of `state`, `kind`, `assigned_to`, `cursor`, `limit`".into(),
        ),
    ] {
        let answer = server.get(&format!("/v1/{query}")).key(&key).send().await;
        is_a_problem(&answer, 400, "invalid_query");
        assert_eq!(answer.json()["detail"], told, "{query}");
    }
    let start = "2026-03-10T14:00:00+01:00";
    for (body, told) in [
        (json!(null), "invalid type: null, expected an object (line 1, column 4)".to_owned()),
        (json!([]), "invalid type: sequence, expected an object (line 1, column 0)".into()),
        (json!({}), "missing field `start` (line 1, column 2)".into()),
        (json!({"start": 1}), format!("start: invalid type: integer `1`, {time} (line 1, column 10)")),
        (
            json!({"patient": ["Jeanne", "+33639981001"]}),
            "patient: invalid type: sequence, expected an object (line 1, column 11)".into(),
        ),
        (
            json!({"patient": {"name": 1}}),
            "patient.name: invalid type: integer `1`, expected a string (line 1, column 20)".into(),
        ),
        (
            json!({"patient": {"zip": 1}}),
            "patient.zip: unknown field `zip`, expected one of `name`, `phone`, `email` (line 1, column 17)"
                .into(),
        ),
        (
            json!({"patient": {"name": "x", "phone": "1"}, "start": start}),
            "patient.phone must be E.164, as +33639981001".into(),
        ),
    ] {
        let answer = server.post("/v1/appointments").key(&key).json(&body).send().await;
        is_a_problem(&answer, 422, "invalid_body");
        assert_eq!(answer.json()["detail"], told, "{body}");
    }
    for (patient, field) in [
        (json!({"name": " ", "phone": "+33639981001"}), "patient.name"),
        (json!({"name": "x", "phone": "1"}), "patient.phone"),
        (json!({"name": "x", "phone": "+33639981001", "email": "x"}), "patient.email"),
    ] {
        let body = json!({"patient": patient, "start": start});
        let answer = server.post("/v1/appointments").key(&key).json(&body).send().await;
        assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.text);
    }
    for revision in [json!(-1), json!(1.5), json!(4_294_967_296_u64)] {
        let body = json!({"revision": revision});
        let path = "/v1/appointments/00000000-0000-7000-8000-000000000000/reschedule";
        let answer = server.post(path).key(&key).json(&body).send().await;
        is_a_problem(&answer, 422, "invalid_body");
        assert!(
            answer.text.contains("revision: ") && answer.text.contains("is not a whole number"),
            "{}",
            answer.text
        );
    }
    let twice = server.post("/v1/appointments").key(&key).header("content-type", "application/json");
    is_a_problem(&twice.raw("{} {}").send().await, 422, "invalid_body");
}

#[tokio::test]
async fn a_405_says_what_is_allowed() {
    let clinic = clinic().await;
    let answer = Server::new(&clinic).ask(&Method::DELETE, "/v1/appointments").send().await;
    let allowed = answer.headers["allow"].to_str().unwrap();
    assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
}

#[tokio::test]
async fn a_panic_is_a_500_that_tells_nothing_and_the_server_lives() {
    let clinic = clinic().await;
    let app = App::new(clinic.db.clone(), clinic.clock.clone(), Settings::default());
    let broken = get(async || -> &'static str { panic!("Jeanne Petit, SELECT * FROM patient") });
    let router = dressed(Router::new().route("/broken", broken).route("/whole", get(async || "ok")), app);
    let ask = |path: &str| router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap());
    let response = ask("/broken").await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let text = String::from_utf8(to_bytes(response.into_body(), 10_000).await.unwrap().to_vec()).unwrap();
    assert!(
        text.contains("\"code\":\"internal\"") && !text.contains("Petit") && !text.contains("SELECT"),
        "{text}"
    );
    assert_eq!(ask("/whole").await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn what_nobody_can_take_on_is_shed() {
    let clinic = clinic().await;
    let app = App::new(clinic.db.clone(), clinic.clock.clone(), Settings::default());
    let (release, _) = tokio::sync::broadcast::channel::<()>(1);
    let waiting = release.clone();
    let wait = get(async move || {
        let _ = waiting.subscribe().recv().await;
        "done"
    });
    let router = dressed(Router::new().route("/wait", wait), app);
    let ask = || router.clone().oneshot(Request::get("/wait").body(Body::empty()).unwrap());
    let busy: Vec<_> = (0..app::http::AT_ONCE).map(|_| tokio::spawn(ask())).collect();
    while release.receiver_count() < app::http::AT_ONCE {
        tokio::task::yield_now().await;
    }
    let shed = ask().await.unwrap();
    assert_eq!(shed.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(shed.headers()["retry-after"], "1");
    release.send(()).unwrap();
    for one in busy {
        assert_eq!(one.await.unwrap().unwrap().status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_key_may_do_what_it_was_granted_and_learns_nothing_else() {
    let clinic = clinic().await;
    let server = Server::new(&clinic);
    let reader = key(&clinic, clinic.tenant, &[Permission::Read]).await;
    assert_eq!(server.get("/v1/practice").key(&reader).send().await.status, StatusCode::OK);
    let unknown = "/v1/appointments/00000000-0000-7000-8000-000000000000/cancel";
    let denied = server.post(unknown).key(&reader).send().await;
    is_a_problem(&denied, 403, "forbidden");
    assert!(denied.text.contains("calendar.delete"), "{}", denied.text);
}

#[tokio::test]
async fn the_server_says_how_it_is() {
    let clinic = clinic().await;
    let server = Server::new(&clinic);
    for path in ["/livez", "/readyz", "/v1/health"] {
        let answer = server.get(path).send().await;
        assert_eq!((answer.status, answer.json()["status"].as_str()), (StatusCode::OK, Some("ok")), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
    // Which installation it is, is told on its own machine alone.
    let installation = async |peer: &str, header: &str| {
        let peer: SocketAddr = peer.parse().unwrap();
        let answer = server.get("/v1/health").from(peer).header(header, "192.0.2.7").send().await;
        answer.json().get("installation").map(ToString::to_string)
    };
    let here = format!("\"{}\"", clinic.db.keyring().installation());
    assert_eq!(installation("127.0.0.1:4000", "x-anything").await.as_ref(), Some(&here));
    assert_eq!(installation("[::1]:4000", "x-anything").await.as_ref(), Some(&here));
    assert_eq!(installation("192.0.2.7:4000", "x-anything").await, None);
    assert_eq!(installation("127.0.0.1:4000", "x-forwarded-for").await, None);
    let public = Settings { public_url: Some("https://allo.example.org".into()), ..Settings::default() };
    let secure = Server::with(&clinic, public).get("/livez").send().await;
    assert!(secure.headers["strict-transport-security"].to_str().unwrap().starts_with("max-age="));
    let document = server.get("/v1/openapi.json").send().await.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
}

/// The panic of a process of its own: the place is told, the words aren't.
#[test]
fn a_panic_says_where_and_never_what() {
    let own = std::env::current_exe().unwrap();
    let child = std::process::Command::new(own)
        .args(["--exact", "errors::panics", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&child.stderr).into_owned() + &String::from_utf8_lossy(&child.stdout);
    assert!(told.contains("errors.rs:"), "{told}");
    assert!(!told.contains("Zéphyrine"), "{told}");
}

#[test]
#[ignore = "the child of the test above"]
fn panics() {
    app::http::log_panics();
    let name = std::hint::black_box("Zéphyrine Canari");
    panic!("no slot for {name}");
}
