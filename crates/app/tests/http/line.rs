//! The line to the talk page when it is bad: sockets that don't read, don't answer or break, and a server that stops.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use app::http::{Settings, router};
use app::talk::Patience;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use testkit::Clinic;
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{CloseCode, Data, OpCode};

use crate::client::Server;
use crate::talk::{Socket, connect, send, ticket, until};

/// Long enough for a loaded machine, short enough for a test.
const PATIENCE: Patience =
    Patience { at_once: 3, heartbeat: Duration::from_millis(200), answer: Duration::from_millis(300) };

/// Nothing here waits for a minute.
const SOON: Duration = Duration::from_secs(10);

struct Place {
    clinic: Clinic,
    server: Server,
    address: SocketAddr,
}

impl Place {
    async fn open(patience: Patience) -> Self {
        let clinic = Clinic::open(testkit::sqlite().await).await;
        let server = Server::with(&clinic, Settings { patience, ..Settings::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = router(server.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { clinic, server, address }
    }

    async fn connect(&self) -> Socket {
        let origin = format!("http://{}", self.address);
        connect(self.address, &origin, &ticket(&self.server).await).await.unwrap()
    }

    /// A new conversation, greeted, and the token to come back to it with.
    async fn begin(&self) -> (Socket, String) {
        let mut socket = self.connect().await;
        send(&mut socket, &json!({"type": "begin", "lang": "fr"})).await;
        let hello = until(&mut socket, "view").await;
        (socket, hello[0]["resume"].as_str().unwrap().to_owned())
    }

    /// Comes back to a conversation; what it is greeted with, to the first view.
    async fn come_back(&self, token: &str, seen: u32) -> (Socket, Vec<Value>) {
        let mut socket = self.connect().await;
        send(&mut socket, &json!({"type": "begin", "lang": "fr", "resume": token, "seen": seen})).await;
        let greeted = tokio::time::timeout(SOON, until(&mut socket, "view")).await.unwrap();
        (socket, greeted)
    }
}

/// How a socket ends: the close code, if there was one.
async fn ended(socket: &mut Socket) -> Option<CloseCode> {
    let end = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code),
                None | Some(Err(_)) => return None,
                Some(Ok(_)) => {}
            }
        }
    };
    tokio::time::timeout(SOON, end).await.unwrap()
}

#[tokio::test]
async fn whoever_comes_back_takes_over_at_once_while_the_old_line_is_half_open() {
    // Nothing would end the old line in the time of this test.
    let place = Place::open(Patience::default()).await;
    let (mut old, token) = place.begin().await;
    send(&mut old, &json!({"type": "say", "text": "Quels sont vos horaires ?", "nth": 1})).await;
    until(&mut old, "view").await;
    // The old socket stays open, and is never read or written again: a telephone that changed networks.
    let begun = Instant::now();
    let (mut new, greeted) = place.come_back(&token, 1).await;
    assert!(begun.elapsed() < SOON);
    assert_eq!((&greeted[0]["resumed"], &greeted[0]["heard"]), (&json!(true), &json!(1)));
    assert_eq!(greeted[1]["seq"], 2, "what was missed: {greeted:?}");
    send(&mut new, &json!({"type": "say", "text": "Au revoir", "nth": 2})).await;
    let said = until(&mut new, "view").await;
    assert!(said.iter().any(|message| message["type"] == "said"), "{said:?}");
    ended(&mut old).await;

    // And once more, by a third line that finds the second alive.
    let (mut third, token) = place.begin().await;
    let (_fourth, greeted) = place.come_back(&token, 0).await;
    assert_eq!(greeted[0]["resumed"], true);
    ended(&mut third).await;
}

#[tokio::test]
async fn what_is_sent_again_after_a_break_counts_once() {
    let place = Place::open(Patience::default()).await;
    let (mut old, token) = place.begin().await;
    let say = json!({"type": "say", "text": "Je voudrais une consultation demain matin", "nth": 1});
    send(&mut old, &say).await;
    let offered = until(&mut old, "view").await.pop().unwrap();
    let (mut new, greeted) = place.come_back(&token, 99).await;
    assert_eq!(greeted[0]["heard"], 1);
    send(&mut new, &say).await;
    send(&mut new, &json!({"type": "choose", "number": 99, "nth": 2})).await;
    let answers = until(&mut new, "refused").await;
    let kinds: Vec<_> = answers.iter().map(|message| message["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["view", "refused"], "the repetition is no turn, and is answered: {answers:?}");
    send(&mut new, &json!({"type": "language", "lang": "fr", "nth": 3})).await;
    assert_eq!(until(&mut new, "view").await[0]["heard"], 3, "nor is the language that is spoken already");
    assert_eq!(greeted.last().unwrap()["view"], offered["view"]);
}

#[tokio::test]
async fn a_page_that_answers_no_ping_is_lost_and_can_come_back() {
    let place = Place::open(PATIENCE).await;
    let (mut alive, _) = place.begin().await;
    let (mut silent, token) = place.begin().await;
    let begun = Instant::now();
    // Whoever reads answers pings by doing so; the silent one reads nothing.
    while begun.elapsed() < PATIENCE.heartbeat * 6 {
        if let Ok(message) = tokio::time::timeout(PATIENCE.heartbeat, alive.next()).await {
            assert!(matches!(message, Some(Ok(Message::Ping(_)))), "{message:?}");
            alive.flush().await.unwrap();
        }
    }
    // Pings that came before, and then the end.
    ended(&mut silent).await;
    let (_back, greeted) = place.come_back(&token, 1).await;
    assert_eq!(greeted[0]["resumed"], true);
}

#[tokio::test]
async fn a_page_that_never_reads_holds_nobody_up() {
    let place = Place::open(Patience { heartbeat: SOON, ..PATIENCE }).await;
    let (mut deaf, token) = place.begin().await;
    // Each refusal is an answer that nobody reads: the buffers on the way fill up, and then the line is cut.
    let flood = async {
        let message = Message::Text("[]".into());
        loop {
            if deaf.send(message.clone()).await.is_err() {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), flood).await.unwrap();
    let (mut back, greeted) = place.come_back(&token, 1).await;
    assert_eq!(greeted[0]["resumed"], true);
    send(&mut back, &json!({"type": "say", "text": "Quels sont vos horaires ?"})).await;
    until(&mut back, "said").await;
}

#[tokio::test]
async fn there_is_room_for_so_many_and_the_next_is_told() {
    let place = Place::open(PATIENCE).await;
    let mut open = Vec::new();
    for _ in 0..PATIENCE.at_once {
        open.push(place.begin().await);
    }
    let begin = json!({"type": "begin", "lang": "fr"});
    let mut next = place.connect().await;
    send(&mut next, &begin).await;
    assert_eq!(until(&mut next, "refused").await, [json!({"type": "refused", "code": "busy"})]);
    ended(&mut next).await;

    // Whoever is inside comes back all the same; and whoever leaves makes room.
    let (first, token) = open.remove(0);
    drop(first);
    let (mut first, greeted) = place.come_back(&token, 1).await;
    assert_eq!(greeted[0]["resumed"], true);
    send(&mut first, &json!({"type": "hang_up"})).await;
    ended(&mut first).await;
    for _ in 0..10 {
        let mut next = place.connect().await;
        send(&mut next, &begin).await;
        if let Some(Ok(Message::Text(text))) = next.next().await
            && text.contains("\"hello\"")
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("a conversation that is over frees its place");
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_and_nothing_is_lost() {
    let place = Place::open(Patience::default()).await;
    let (mut socket, token) = place.begin().await;
    for (message, code) in [
        (json!({"type": "say", "text": "\u{0}\u{1b}\u{202e} \u{7f}"}), "unreadable"),
        (json!({"type": "say", "text": "é".repeat(1_001)}), "too_long"),
        (json!({"type": "say", "text": "\u{1}".repeat(1_000)}), "unreadable"),
    ] {
        send(&mut socket, &message).await;
        assert_eq!(until(&mut socket, "refused").await, [json!({"type": "refused", "code": code})]);
    }
    socket.send(Message::Binary(vec![0, 159, 146, 150].into())).await.unwrap();
    assert_eq!(until(&mut socket, "refused").await[0]["code"], "unreadable");

    // What spoils the line is told all the same, and the conversation goes on by another.
    let mut seen = 1;
    let no_text =
        Frame::message(b"{\"type\":\"say\",\"text\":\"\xe9\"}".to_vec(), OpCode::Data(Data::Text), true);
    let long = Message::Text(json!({"type": "say", "text": "x".repeat(1 << 20)}).to_string().into());
    for (message, code, close) in
        [(long, "too_long", CloseCode::Size), (Message::Frame(no_text), "unreadable", CloseCode::Invalid)]
    {
        // A line that is closed before it has taken everything is no failure of the sender's.
        let _ = socket.send(message).await;
        assert_eq!(until(&mut socket, "refused").await.pop().unwrap()["code"], code);
        assert_eq!(ended(&mut socket).await, Some(close));
        let (mut back, greeted) = place.come_back(&token, seen).await;
        assert_eq!(greeted[0]["resumed"], true);
        send(&mut back, &json!({"type": "say", "text": "Quels sont vos horaires ?"})).await;
        let answered = until(&mut back, "view").await;
        seen =
            answered.iter().filter_map(|message| message["seq"].as_u64()).max().unwrap().try_into().unwrap();
        socket = back;
    }
}

#[tokio::test]
async fn a_server_that_stops_tells_its_callers_and_keeps_what_they_leave() {
    let place = Place::open(Patience::default()).await;
    let (mut caller, _) = place.begin().await;
    let mut said = async |text: &str| {
        send(&mut caller, &json!({"type": "say", "text": text})).await;
        until(&mut caller, "view").await;
    };
    said("Je voudrais une consultation demain à 14 heures avec le docteur Martin").await;
    said("Oui").await;
    let (mut other, _) = place.begin().await;
    let mut said = async |text: &str| {
        send(&mut other, &json!({"type": "say", "text": text})).await;
        until(&mut other, "view").await;
    };
    said("Je voudrais laisser un message").await;
    said("Je serai en retard de dix minutes").await;
    let mut english = place.connect().await;
    send(&mut english, &json!({"type": "begin", "lang": "en"})).await;
    until(&mut english, "view").await;
    let (lost, _) = place.begin().await;
    drop(lost);
    let _says_nothing = place.connect().await;
    assert!(held(&place.clinic).await > 0, "a slot is kept for the caller");

    // Sooner than anything that waits for a caller.
    tokio::time::timeout(Duration::from_secs(5), place.server.app.close()).await.unwrap();
    let goodbye = until(&mut caller, "ended").await;
    assert!(goodbye[0]["text"].as_str().unwrap().contains("je dois vous interrompre"), "{goodbye:?}");
    assert!(
        until(&mut english, "ended").await[0]["text"].as_str().unwrap().contains("I have to interrupt you")
    );
    assert_eq!(held(&place.clinic).await, 0, "nothing stays kept");
    let mut tx = place.clinic.read().await;
    let open = app::booking::RequestFilter::default();
    let left = app::booking::requests(&mut tx, &open, 10).await.unwrap();
    assert_eq!(left.len(), 1, "what the caller had said is left for the staff");
}

/// How many slots are kept for callers.
async fn held(clinic: &Clinic) -> i64 {
    clinic.count("SELECT count(*) FROM hold WHERE state = 'live'").await
}
