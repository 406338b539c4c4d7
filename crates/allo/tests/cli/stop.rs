//! A server that is told to stop, as a service manager or Ctrl-C does it: a real process, a real signal.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use testkit::Serving;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::{Home, PRACTICE};

const PAGE: &str = "/t/cabinet-des-lilas";

fn serving(home: &Home, arguments: &[&str]) -> Serving {
    let mut command = home.command();
    command.args(arguments);
    Serving::start(command)
}

/// Sends the head of a request; the answer is still to be read.
fn ask(server: &Serving, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!(
        "{request} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\ncontent-length: 0\r\n",
        server.address
    );
    write!(stream, "{head}\r\n").unwrap();
    stream
}

async fn call(server: &Serving) -> WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>> {
    let mut answer = String::new();
    let mut reader = BufReader::new(ask(server, &format!("POST {PAGE}/ticket")));
    while !answer.contains("\"ticket\":\"") {
        let bytes = reader.fill_buf().unwrap();
        answer.push_str(std::str::from_utf8(bytes).unwrap());
        let read = bytes.len();
        assert!(read > 0, "{answer}");
        reader.consume(read);
    }
    let ticket = answer.split("\"ticket\":\"").nth(1).unwrap().split('"').next().unwrap();
    let mut request = format!("ws://{}{PAGE}/talk", server.address).into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", format!("http://{}", server.address).parse().unwrap());
    headers.insert("sec-websocket-protocol", format!("allo.v1, ticket.{ticket}").parse().unwrap());
    connect_async(request).await.unwrap().0
}

#[test]
fn the_demonstration_stops_at_once_while_a_page_watches_and_another_connection_says_nothing() {
    for signal in ["TERM", "INT"] {
        let home = Home::new();
        let mut demo = serving(&home, &["demo"]);
        let mut stream = ask(&demo, &format!("GET {PAGE}/live"));
        let mut events = [0; 4_096];
        let mut seen = String::new();
        while !seen.contains("event: changed") {
            let read = stream.read(&mut events).unwrap();
            assert!(read > 0, "{seen}");
            seen.push_str(std::str::from_utf8(&events[..read]).unwrap());
        }
        let _silent = TcpStream::connect(&demo.address).unwrap();
        demo.signal(signal);
        let ended = demo.ends_within(Duration::from_secs(5));
        assert!(ended.is_some_and(|status| status.success()), "SIG{signal}: {ended:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_tells_its_callers_and_keeps_what_they_leave() {
    let home = Home::new();
    home.run(&["practice", "apply", PRACTICE]).well();
    let mut server = serving(&home, &["serve"]);
    let mut line = call(&server).await;
    for said in [
        r#"{"type":"begin","lang":"fr"}"#,
        r#"{"type":"say","text":"Je voudrais laisser un message"}"#,
        r#"{"type":"say","text":"Je serai en retard de dix minutes"}"#,
    ] {
        line.send(Message::Text(said.into())).await.unwrap();
        while !line.next().await.unwrap().unwrap().into_text().unwrap().contains("\"type\":\"view\"") {}
    }
    server.signal("TERM");
    let mut told = Vec::new();
    while let Some(Ok(message)) = line.next().await {
        told.extend(message.into_text().ok().map(|text| text.to_string()));
    }
    let told = told.join("\n");
    assert!(told.contains("je dois vous interrompre") && told.contains("\"ended\""), "{told}");
    let ended = server.ends_within(Duration::from_secs(5));
    assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
    assert!(TcpStream::connect(&server.address).is_err(), "nothing new is taken on");
    assert!(!home.path("allo.db-wal").exists(), "all of it is in the file");
    let left = home.run(&["requests"]).well().out;
    assert!(left.contains("Je serai en retard de dix minutes"), "{left}");
}

#[tokio::test]
async fn stopping_takes_no_longer_than_was_set() {
    let home = Home::new();
    home.run(&["practice", "apply", PRACTICE]).well();
    home.file("allo.toml", "stop_seconds = 1\n");
    let mut server = serving(&home, &["serve", "--config", "allo.toml"]);
    // A request whose body never comes is not waited for to its own deadline.
    let mut request = TcpStream::connect(&server.address).unwrap();
    write!(request, "POST {PAGE}/ticket HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n").unwrap();
    let mut line = call(&server).await;
    line.send(Message::Text(r#"{"type":"begin","lang":"en"}"#.into())).await.unwrap();
    server.signal("TERM");
    let ended = server.ends_within(Duration::from_secs(5));
    assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
}
