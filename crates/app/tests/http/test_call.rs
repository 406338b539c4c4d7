//! The test call: talks as a real one does, on a copy of which nothing stays.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use domain::permission::Role;
use serde_json::{Value, json};
use testkit::Clinic;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::client::staff;
use crate::talk::{Socket, listen, send, until};

/// The line of a test call, as the page opens it.
async fn dial(address: SocketAddr, origin: &str, cookie: &str) -> Result<Socket, u16> {
    let mut request = format!("ws://{address}/console/test-call/talk").into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", origin.parse().unwrap());
    headers.insert("cookie", cookie.parse().unwrap());
    headers.insert("sec-websocket-protocol", "allo.v1".parse().unwrap());
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// Says something; what is on the table then, and what would be left by now.
async fn say(socket: &mut Socket, text: &str) -> (Value, Value) {
    send(socket, &json!({"type": "say", "text": text})).await;
    let told = until(socket, "left").await;
    let view = told.iter().find(|message| message["type"] == "view").unwrap()["view"].clone();
    (view, told.last().unwrap()["left"].clone())
}

/// How many rows each table has. Only that somebody was signed in isn't compared.
async fn rows(clinic: &Clinic) -> BTreeMap<String, i64> {
    let mut rows = BTreeMap::new();
    for table in tables() {
        let count = clinic.count(&format!("SELECT count(*) FROM {table}")).await;
        rows.insert(table, count);
    }
    rows
}

/// Every table that the migrations leave.
fn tables() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut tables: Vec<String> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let words: Vec<&str> = text.split([' ', '\n', '(', ';']).filter(|word| !word.is_empty()).collect();
        for three in words.windows(3) {
            match three {
                ["CREATE", "TABLE", name] | ["RENAME", "TO", name] => tables.push((*name).to_owned()),
                ["DROP", "TABLE", name] | ["TABLE", name, "RENAME"] => tables.retain(|table| table != name),
                _ => {}
            }
        }
    }
    assert!(tables.len() > 30, "{tables:?}");
    tables
}

testkit::on_both_engines! {
    /// An appointment is booked and told of, a message is left: on the copy. Of the practice itself only the trail
    /// knows, by one entry; its appointments keep their time, and bear no name there.
    async fn nothing_of_a_test_call_stays(clinic) {
        let (server, address) = listen(clinic, false).await;
        let taken = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        clinic.book(&taken, &clinic.patient("petit"), None).await.unwrap();
        let cookie = staff(clinic, Role::Owner).await;
        let before = rows(clinic).await;

        let mut socket = dial(address, &format!("http://{address}"), &cookie).await.unwrap();
        send(&mut socket, &json!({"type": "begin", "lang": "fr"})).await;
        let greeted = until(&mut socket, "left").await;
        assert!(greeted[1]["text"].as_str().unwrap().contains("Cabinet médical des Lilas"), "{greeted:?}");
        assert_eq!(greeted.last().unwrap()["left"], json!({"appointments": [], "requests": [], "messages": []}));

        // What is taken is taken here, too.
        let asked = "Une consultation avec le docteur Martin le 10 mars à 14 heures";
        let (view, _) = say(&mut socket, asked).await;
        let offers = view["offers"].as_array().unwrap();
        assert!(!offers.is_empty(), "{view}");
        assert!(offers.iter().all(|offer| offer["time"] != "14 h" && offer["time"] != "14:00"), "{view}");

        let (mut view, mut left) = say(&mut socket, "Le premier").await;
        for _ in 0..8 {
            let answer = match view["asking"].as_str().unwrap() {
                "name" => "Camille Essai",
                "phone" => "06 39 98 12 34",
                "confirm" => "Oui",
                "anything_else" => break,
                other => panic!("Allo asks for {other}: {view}"),
            };
            (view, left) = say(&mut socket, answer).await;
        }
        let booked = &left["appointments"][0];
        assert!(booked["title"].as_str().unwrap().contains("10 mars"), "{left}");
        assert!(booked["aside"].as_str().unwrap().contains("Camille Essai"), "{left}");
        let sent = left["messages"][0]["text"].as_str().unwrap();
        assert!(sent.contains("10/03") || sent.contains("10 mars"), "{left}");

        say(&mut socket, "Je voudrais laisser un message au docteur Martin").await;
        let (_, left) = say(&mut socket, "Je serai en retard de dix minutes").await;
        assert_eq!(left["requests"].as_array().unwrap().len(), 1, "{left}");
        assert!(!left.to_string().contains("Petit"), "nobody's name is on the copy: {left}");

        send(&mut socket, &json!({"type": "hang_up"})).await;
        server.app.close().await;
        let mut after = rows(clinic).await;
        *after.get_mut("audit").unwrap() -= 1;
        assert_eq!(after, before);
        let tested = clinic.count("SELECT count(*) FROM audit WHERE action = 'call.tested'").await;
        assert_eq!(tested, 1);
    }

    /// Only whoever looks after the practice calls its copy, from a page of ours (A3), and so many at once.
    async fn a_test_call_is_for_whoever_manages(clinic) {
        let (_server, address) = listen(clinic, false).await;
        let origin = format!("http://{address}");
        let (owner, secretary) = (staff(clinic, Role::Owner).await, staff(clinic, Role::Secretary).await);
        assert_eq!(dial(address, &origin, &secretary).await.err(), Some(403));
        assert_eq!(dial(address, "http://evil.example", &owner).await.err(), Some(403));
        let mut lines = Vec::new();
        for _ in 0..8 {
            let mut socket = dial(address, &origin, &owner).await.unwrap();
            send(&mut socket, &json!({"type": "begin", "lang": "en"})).await;
            until(&mut socket, "left").await;
            lines.push(socket);
        }
        let mut ninth = dial(address, &origin, &owner).await.unwrap();
        send(&mut ninth, &json!({"type": "begin", "lang": "en"})).await;
        assert_eq!(until(&mut ninth, "refused").await[0]["code"], "busy");
        assert_eq!(clinic.count("SELECT count(*) FROM audit WHERE action = 'call.tested'").await, 8);
    }
}
