//! The talk page's tickets, sockets and calendar.

use std::net::SocketAddr;

use app::booking::{self, RequestFilter};
use app::http::{Settings, router};
use axum::http::StatusCode;
use domain::request::Kind;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use testkit::Clinic;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::client::Server;

const PAGE: &str = "/t/cabinet-des-lilas";

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn clinic() -> Clinic {
    Clinic::open(testkit::sqlite().await).await
}

fn here(asked: crate::client::Asked<'_>) -> crate::client::Asked<'_> {
    asked.header("host", "127.0.0.1:8080").header("origin", "http://127.0.0.1:8080")
}

/// A server on a port of its own.
pub(crate) async fn listen(clinic: &Clinic, demo: bool) -> (Server, SocketAddr) {
    let server = Server::with(clinic, Settings { demo, ..Settings::default() });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = router(server.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (server, address)
}

pub(crate) async fn ticket(server: &Server) -> String {
    let answer = here(server.post(&format!("{PAGE}/ticket"))).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["ticket"].as_str().unwrap().to_owned()
}

pub(crate) async fn connect(address: SocketAddr, origin: &str, ticket: &str) -> Result<Socket, u16> {
    let mut request = format!("ws://{address}{PAGE}/talk").into_client_request().unwrap();
    request.headers_mut().insert("origin", origin.parse().unwrap());
    request
        .headers_mut()
        .insert("sec-websocket-protocol", format!("allo.v1, ticket.{ticket}").parse().unwrap());
    match connect_async(request).await {
        Ok((socket, response)) => {
            assert_eq!(response.headers()["sec-websocket-protocol"], "allo.v1");
            Ok(socket)
        }
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

pub(crate) async fn send(socket: &mut Socket, message: &Value) {
    socket.send(Message::Text(message.to_string().into())).await.unwrap();
}

/// Messages until one of this type; returns all of them.
pub(crate) async fn until(socket: &mut Socket, kind: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    loop {
        let message = socket.next().await.unwrap().unwrap();
        let Message::Text(text) = message else { continue };
        let message: Value = serde_json::from_str(&text).unwrap();
        let found = message["type"] == kind;
        messages.push(message);
        if found {
            return messages;
        }
    }
}

async fn say(socket: &mut Socket, text: &str) -> Value {
    send(socket, &json!({"type": "say", "text": text})).await;
    until(socket, "view").await.pop().unwrap()["view"].clone()
}

#[tokio::test]
async fn the_root_leads_to_the_demonstration_and_elsewhere_says_what_runs_here() {
    let clinic = clinic().await;
    let (demo, _) = listen(&clinic, true).await;
    let answer = demo.get("/").send().await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.headers["location"], PAGE);
    let serving = Server::new(&clinic);
    for (wanted, said) in
        [("fr-FR,fr", "fonctionne ici"), ("en", "is running here"), ("de", "fonctionne ici")]
    {
        let answer = serving.get("/").header("accept-language", wanted).send().await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains(said), "{}", answer.text);
        assert!(!answer.text.contains("lilas"), "which practices there are is not told");
    }
}

/// An address is typed by hand and comes through newsletters; whoever has a wrong one is a person, too.
#[tokio::test]
async fn a_wrong_address_is_answered_as_people_read() {
    let clinic = clinic().await;
    let server = Server::new(&clinic);
    let browse = |path: &str, lang: &str| {
        server.get(path).header("accept", "text/html,*/*;q=0.8").header("accept-language", lang).send()
    };
    for (path, lang, said) in [
        ("/t/nobody", "fr-FR", "Cette page n’existe pas"),
        ("/t/nobody", "en", "This page doesn’t exist"),
        ("/t/", "fr", "Cette page n’existe pas"),
        ("/t/%ff", "fr", "Cette page n’existe pas"),
        ("/t/cabinet-des-lilas%C3%A9/", "fr", "Cette page n’existe pas"),
        ("/t/%C3%89cabinet-des-lilas", "fr", "Cette page n’existe pas"),
        ("/t/cabinet_des-lilas/?lang=en", "fr", "Cette page n’existe pas"),
        ("/t/Cabinet_des-lilas", "fr", "Cette page n’existe pas"),
        ("/rendez-vous", "fr", "Cette page n’existe pas"),
        ("/t/cabinet-des-lilas?lang=fr&lang=en", "fr", "Cette page n’existe pas"),
    ] {
        let answer = browse(path, lang).await;
        assert!(answer.status.is_client_error(), "{path}");
        assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
        assert!(
            answer.text.contains(&format!("<h1>{said}</h1>")) && answer.text.contains("112"),
            "{}",
            answer.text
        );
        assert!(!answer.text.contains("cabinet-des-lilas"), "which practices there are is not told");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("style-src 'nonce-"), "{policy}");
    }
    assert_eq!(browse("/t/cabinet-des-lilas?utm_source=lettre&fbclid=x", "fr").await.status, StatusCode::OK);
    for typed in ["/t/Cabinet-des-Lilas", "/t/CABINET-DES-LILAS/", "/t/cabinet-des-lilas/"] {
        for query in ["", "?lang=en", "?utm_source=lettre&lang=en"] {
            let answer = browse(&format!("{typed}{query}"), "fr").await;
            assert_eq!(
                (answer.status, answer.headers["location"].to_str().unwrap()),
                (StatusCode::PERMANENT_REDIRECT, format!("{PAGE}{query}").as_str())
            );
        }
    }
    for (path, accept) in
        [("/t/nobody", "*/*"), ("/t/nobody/ticket", "application/json"), ("/v1/practice", "text/html")]
    {
        let answer = server.get(path).header("accept", accept).send().await;
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{path} {accept}");
    }
}

#[tokio::test]
async fn a_ticket_is_for_our_own_page() {
    let clinic = clinic().await;
    let server = Server::new(&clinic);
    let path = format!("{PAGE}/ticket");
    for (origin, host) in [
        ("http://evil.example", "127.0.0.1:8080"),
        ("http://evil.example", "evil.example"),
        ("null", "127.0.0.1:8080"),
    ] {
        let refused = server.post(&path).header("origin", origin).header("host", host).send().await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "foreign_origin"));
    }
    assert_eq!(
        server.post(&path).header("host", "127.0.0.1:8080").send().await.status,
        StatusCode::FORBIDDEN
    );
    let unknown = here(server.post("/t/nowhere/ticket")).send().await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let mut limited = 0;
    for _ in 0..30 {
        limited += usize::from(here(server.post(&path)).send().await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(limited, 10, "an address may begin twenty conversations at once");
}

#[tokio::test]
async fn a_ticket_opens_one_line_once_and_in_time() {
    let clinic = clinic().await;
    let (server, address) = listen(&clinic, false).await;
    let origin = format!("http://{address}");
    let first = ticket(&server).await;
    assert_eq!(connect(address, "http://evil.example", &first).await.err(), Some(403));
    let mut socket = connect(address, &origin, &first).await.unwrap();
    assert_eq!(connect(address, &origin, &first).await.err(), Some(401), "it was used");
    assert_eq!(connect(address, &origin, "made-up").await.err(), Some(401));
    let late = ticket(&server).await;
    clinic.clock.advance(jiff::SignedDuration::from_secs(61));
    assert_eq!(connect(address, &origin, &late).await.err(), Some(401), "it was good for a minute");
    send(&mut socket, &json!({"type": "begin", "lang": "fr"})).await;
    let said = until(&mut socket, "view").await;
    assert_eq!(said[0]["type"], "hello");
    assert!(said[1]["text"].as_str().unwrap().contains("Cabinet médical des Lilas"), "{said:?}");
}

#[tokio::test]
async fn a_caller_talks_and_comes_back_after_a_break() {
    let clinic = clinic().await;
    let (server, address) = listen(&clinic, false).await;
    let origin = format!("http://{address}");
    let mut socket = connect(address, &origin, &ticket(&server).await).await.unwrap();
    send(&mut socket, &json!({"type": "begin", "lang": "fr"})).await;
    let hello = until(&mut socket, "view").await;
    let token = hello[0]["resume"].as_str().unwrap().to_owned();
    let view =
        say(&mut socket, "Je voudrais une consultation demain à 14 heures avec le docteur Martin").await;
    assert!(!view["offers"].as_array().unwrap().is_empty() || !view["held"].is_null(), "{view}");
    drop(socket);

    let mut socket = connect(address, &origin, &ticket(&server).await).await.unwrap();
    send(&mut socket, &json!({"type": "begin", "lang": "fr", "resume": token, "seen": 1})).await;
    let back = until(&mut socket, "view").await;
    assert_eq!(back[0]["resumed"], true);
    assert_eq!(back[1]["seq"], 2, "what was missed is said again, and nothing else");
    assert_eq!(back.last().unwrap()["view"], view);

    let mut stranger = connect(address, &origin, &ticket(&server).await).await.unwrap();
    send(&mut stranger, &json!({"type": "begin", "lang": "fr", "resume": "made-up"})).await;
    assert_eq!(until(&mut stranger, "hello").await[0]["resumed"], false);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_the_line_stays_open() {
    let clinic = clinic().await;
    let (server, address) = listen(&clinic, false).await;
    let mut socket = connect(address, &format!("http://{address}"), &ticket(&server).await).await.unwrap();
    send(&mut socket, &json!({"type": "begin", "lang": "fr"})).await;
    until(&mut socket, "view").await;
    for bad in [
        "",
        "[]",
        "{\"type\":\"say\"}",
        "{\"type\":\"say\",\"text\":\"x\",\"tenant\":\"y\"}",
        "{\"type\":\"choose\",\"number\":99}",
    ] {
        socket.send(Message::Text(bad.into())).await.unwrap();
        assert_eq!(until(&mut socket, "refused").await.pop().unwrap()["code"], "failed", "{bad}");
    }
    send(&mut socket, &json!({"type": "say", "text": "é".repeat(1_001)})).await;
    assert_eq!(until(&mut socket, "refused").await.pop().unwrap()["code"], "too_long");
    say(&mut socket, "\u{0}\u{202e}</script> oui").await;
    for _ in 0..16 {
        send(&mut socket, &json!({"type": "say", "text": "Quels sont vos horaires ?"})).await;
    }
    assert_eq!(until(&mut socket, "refused").await.pop().unwrap()["code"], "too_fast");
}

#[tokio::test]
async fn patients_are_shown_in_the_demonstration_only() {
    let clinic = clinic().await;
    let server = Server::new(&clinic);
    for path in ["agenda", "live"] {
        assert_eq!(
            server.get(&format!("{PAGE}/{path}")).send().await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let page = server.get(PAGE).send().await;
    assert!(!page.text.contains("calendar.css"), "the page has no calendar then");
    let demo = Server::with(&clinic, Settings { demo: true, ..Settings::default() });
    let agenda = demo.get(&format!("{PAGE}/agenda?days=7&week=true")).send().await.json();
    assert_eq!(agenda["days"][0]["date"], "2026-03-09");
    assert_eq!(agenda["days"][1]["hours"]["martin"], json!([["09:00", "12:30"], ["14:00", "18:30"]]));
}

#[tokio::test]
async fn the_page_is_strict_and_in_the_callers_language() {
    let clinic = clinic().await;
    let server = Server::new(&clinic);
    let (french, english) = (
        server.get(PAGE).send().await,
        server.get(PAGE).header("accept-language", "en-GB,fr;q=0.5").send().await,
    );
    assert!(french.text.contains("<html lang=\"fr\">") && english.text.contains("<html lang=\"en\">"));
    let policy = french.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'nonce-") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_ne!(policy, english.headers["content-security-policy"].to_str().unwrap(), "a nonce is used once");
    for forbidden in [" onclick=", " style=", "javascript:"] {
        assert!(!french.text.contains(forbidden), "{forbidden}");
    }
    let script = server.get("/assets/talk.js").send().await;
    assert_eq!(script.status, StatusCode::OK);
    let again = server
        .get("/assets/talk.js")
        .header("if-none-match", script.headers["etag"].to_str().unwrap())
        .send()
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(server.get("/assets/..%2fCargo.toml").send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_wants_a_person_on_the_page_leaves_a_request_that_the_staff_sees() {
    let clinic = clinic().await;
    let (server, address) = listen(&clinic, false).await;
    let pass = ticket(&server).await;
    let mut socket = connect(address, &format!("http://{address}"), &pass).await.unwrap();
    send(&mut socket, &json!({"type": "begin", "lang": "fr"})).await;
    until(&mut socket, "view").await;
    let view = say(&mut socket, "je voudrais parler à quelqu'un").await;
    assert_eq!(view["asking"], "message", "nobody can be put through from a page");
    for answer in ["c'est pour une ordonnance", "Jeanne Petit", "06 39 98 10 01"] {
        say(&mut socket, answer).await;
    }
    let mut tx = clinic.read().await;
    let left = booking::requests(&mut tx, &RequestFilter::default(), 10).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].note.kind, Kind::CallBack);
}
