//! kill -9 of the program itself, `allo serve`, while others book, move and cancel over HTTP, again and again: what was
//! acknowledged is there, what wasn't is there once when it is asked for again, and nothing is half-done.
//!
//! `ALLO_KILL_ROUNDS` says how often on each engine; 10 times when it doesn't.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod client;
mod desk;
mod mail;

use std::os::unix::process::ExitStatusExt as _;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::random::Dice;
use tempfile::TempDir;
use testkit::mix::Ledger;
use testkit::{Serving, TestDb, postgres_wanted};

use self::client::Client;
use self::desk::Desk;

const PRACTICE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../practices/cabinet-des-lilas.yaml");

/// The signal that no process can catch.
const SIGKILL: i32 = 9;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_has_lost_nothing_and_doubled_nothing_on_sqlite() {
    rounds(testkit::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_has_lost_nothing_and_doubled_nothing_on_postgres() {
    if postgres_wanted() {
        rounds(testkit::postgres().await).await;
    }
}

fn how_many() -> u64 {
    testkit::wanted("ALLO_KILL_ROUNDS").unwrap_or(10)
}

/// An installation, and how its commands are typed.
struct Installation {
    database: TestDb,
    home: TempDir,
}

impl Installation {
    fn new(database: TestDb) -> Self {
        let installation = Self { database, home: tempfile::tempdir().unwrap() };
        std::fs::write(
            installation.home.path().join("allo.toml"),
            "api_burst = 100000\napi_per_second = 100000\n",
        )
        .unwrap();
        installation.run(&["practice", "apply", PRACTICE]);
        installation
    }

    /// Adds lines to its settings.
    fn set(&self, lines: &str) {
        let file = self.home.path().join("allo.toml");
        let settings = std::fs::read_to_string(&file).unwrap();
        std::fs::write(file, settings + lines).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allo"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ALLO_")) {
            command.env_remove(name);
        }
        command.current_dir(self.home.path()).args(arguments);
        command.args(["--config", "allo.toml", "--database", &self.database.address()]);
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn serve(&self) -> Serving {
        Serving::start(self.command(&["serve"]))
    }
}

/// Each round goes on with the book that the last one left.
async fn rounds(database: TestDb) {
    let engine = database.db.engine();
    let installation = Installation::new(database);
    let key = installation.run(&["key", "create", "--name", "kills"]);
    let mut server = installation.serve();
    let slots = Arc::new(slots(&server.address, &key).await);
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let mut book = Vec::new();
    for seed in 1..=how_many() {
        let desk = Desk { address: server.address.clone(), key: key.clone(), slots: slots.clone() };
        let programs = {
            let (desk, ledger, mine) = (desk.clone(), ledger.clone(), std::mem::take(&mut book));
            tokio::spawn(async move { desk.work(seed, mine, ledger).await })
        };
        tokio::time::sleep(Duration::from_millis(100 + Dice::seeded(seed).below(700))).await;
        assert_eq!(server.kill().signal(), Some(SIGKILL), "seed {seed}: the server ended by itself");
        programs.await.unwrap();

        server = installation.serve();
        let desk = Desk { address: server.address.clone(), ..desk };
        testkit::sound(&installation.database.url).await;
        let found = desk.book().await;
        ledger.lock().unwrap().holds(&found, seed);
        ask_again(&desk, &ledger, seed).await;
        book = desk.book().await;
        ledger.lock().unwrap().is_all(&book, seed);
        testkit::sound(&installation.database.url).await;
        book.retain(|standing| standing.status == "booked");
    }
    let ledger = ledger.lock().unwrap();
    assert!(ledger.unheard > 0, "kills that interrupt nothing prove nothing");
    testkit::report(&format!("{engine:?}: {} kills of a server: {ledger}", how_many()));
}

/// Whoever got no answer asks once more by the same key, and is told the same however often they do.
async fn ask_again(desk: &Desk, ledger: &Mutex<Ledger>, seed: u64) {
    let mut client = desk.client().await.unwrap();
    let unanswered = ledger.lock().unwrap().unanswered();
    for order in unanswered {
        let answer = desk.ask(&mut client, &order).await.unwrap();
        let again = desk.ask(&mut client, &order).await.unwrap();
        assert_eq!(answer, again, "seed {seed}: {order:?} asked once more");
        ledger.lock().unwrap().answered(&order, answer);
    }
}

/// Fifty slots that are free when nothing is booked.
async fn slots(address: &str, key: &str) -> Vec<(String, String)> {
    let mut client = Client::connect(address, key).await.unwrap();
    let (status, found) = client.get("/v1/availability?service=consultation&limit=50").await.unwrap();
    assert_eq!(status, 200, "{found}");
    let text = |slot: &serde_json::Value, field: &str| slot[field].as_str().unwrap().to_owned();
    let slots = found["slots"].as_array().unwrap();
    slots.iter().map(|slot| (text(slot, "practitioner"), text(slot, "start"))).collect()
}
