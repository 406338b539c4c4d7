//! kill -9 of the program while confirmations go out: each arrives, and twice only where the kill fell between the mail
//! server's acceptance and our record of it, as the same mail then (S11, S81).
//!
//! `ALLO_MAIL_KILLS` says how often; 20 times when it doesn't.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use app::random::Dice;
use serde_json::json;
use testkit::{MailServer, Serving, Taken, TestDb, postgres_wanted};

use super::Installation;
use super::client::Client;

/// For how long the last mails may take: a lease, and some pauses.
const LAST: Duration = Duration::from_secs(90);

/// How long after its sender died a mail may still be read: it was handed over whole, and lay in the connection.
const READ_LATE: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s11_every_confirmation_arrives_whatever_dies_on_sqlite() {
    rounds(testkit::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s11_every_confirmation_arrives_whatever_dies_on_postgres() {
    if postgres_wanted() {
        rounds(testkit::postgres().await).await;
    }
}

fn how_many() -> u64 {
    testkit::wanted("ALLO_MAIL_KILLS").unwrap_or(20)
}

async fn rounds(database: TestDb) {
    let engine = database.db.engine();
    let mailbox = MailServer::open(Duration::from_millis(20)).await;
    let installation = Installation::new(database);
    installation.set(&format!("smtp_url = {:?}\nmail_from = \"rdv@example.org\"\n", mailbox.url));
    let key = installation.run(&["key", "create", "--name", "mail"]);
    let mut kills = Vec::new();
    for seed in 1..=how_many() {
        let server = installation.serve();
        let booking = tokio::spawn(book(server.address.clone(), key.clone(), seed));
        tokio::time::sleep(Duration::from_millis(150 + Dice::seeded(seed).below(500))).await;
        server.kill();
        kills.push(Instant::now());
        booking.await.unwrap();
    }
    let server = installation.serve();
    let booked = booked(&server, &key).await;
    assert!(booked.len() as u64 > how_many(), "kills that interrupt nothing prove nothing: {}", booked.len());
    let arrived = all_arrived(&mailbox, &booked).await;
    let twice = told_twice(&arrived, &kills);
    testkit::report(&format!(
        "{engine:?}: {} kills, {} confirmations, each arrived; {twice} twice, each over a kill",
        kills.len(),
        booked.len()
    ));
}

/// Books slot after slot, each for somebody new, until the server is gone.
async fn book(address: String, key: String, seed: u64) {
    let Ok(mut client) = Client::connect(&address, &key).await else { return };
    let Ok((200, found)) = client.get("/v1/availability?service=consultation&limit=30").await else { return };
    for (nth, slot) in found["slots"].as_array().unwrap().iter().enumerate() {
        let who = format!("{seed}x{nth}");
        let patient = json!({
            "name": format!("Personne {who}"), "phone": "+33639980001", "email": format!("p{who}@example.org"),
        });
        let body = json!({
            "service": "consultation", "practitioner": slot["practitioner"], "start": slot["start"],
            "patient": patient,
        });
        if client.post("/v1/appointments", &who, &body).await.is_err() {
            return;
        }
    }
}

/// The ids of everything that is booked.
async fn booked(server: &Serving, key: &str) -> Vec<String> {
    let mut client = Client::connect(&server.address, key).await.unwrap();
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let (status, page) = client.get(&format!("/v1/appointments?limit=100{cursor}")).await.unwrap();
        assert_eq!(status, 200, "{page}");
        all.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { return all };
        cursor = format!("&cursor={next}");
    }
}

/// The mails of each appointment, once there is one of every one.
async fn all_arrived(mailbox: &MailServer, booked: &[String]) -> BTreeMap<String, Vec<Taken>> {
    let begun = Instant::now();
    loop {
        let mut arrived: BTreeMap<String, Vec<Taken>> = BTreeMap::new();
        for mail in mailbox.taken() {
            let uid = mail.mail.lines().find_map(|line| line.strip_prefix("UID:")).unwrap().trim().to_owned();
            arrived.entry(uid).or_default().push(mail);
        }
        let missing = booked.iter().filter(|id| !arrived.contains_key(*id)).count();
        if missing == 0 {
            assert_eq!(arrived.len(), booked.len(), "nobody is told of what isn't booked");
            return arrived;
        }
        assert!(begun.elapsed() < LAST, "{missing} of {} confirmations never arrived", booked.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// How many arrived more than once; each of these is the same mail, with a kill between one arrival and the next.
fn told_twice(arrived: &BTreeMap<String, Vec<Taken>>, kills: &[Instant]) -> usize {
    let mut twice = 0;
    for (id, mails) in arrived {
        for two in mails.windows(2) {
            assert_eq!(two[0].header("Message-ID"), two[1].header("Message-ID"), "{id}: it folds into one");
            assert_eq!(two[0].mail, two[1].mail, "{id}");
            let over_a_kill = kills.iter().any(|kill| two[0].at < *kill + READ_LATE && *kill < two[1].at);
            assert!(over_a_kill, "{id} arrived twice without a kill in between");
            twice += 1;
        }
    }
    twice
}
