//! The process that is killed: this test program once more, running the mix.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domain::ids::TenantId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use testkit::Closed;
use testkit::mix::{self, Line, Office};

/// What the child is told, in its environment.
#[derive(Serialize, Deserialize)]
pub(super) struct Errand {
    /// Where the database is.
    pub(super) database: String,
    pub(super) tenant: TenantId,
    /// What time it is there.
    pub(super) now: Timestamp,
    pub(super) seed: u64,
}

const ERRAND: &str = "ALLO_CRASH_ERRAND";

/// It is killed long before.
const LIFETIME: Duration = Duration::from_mins(1);

/// The signal that no process can catch.
const SIGKILL: i32 = 9;

/// A child at work, and who listens to it.
pub(super) struct Child {
    process: std::process::Child,
    begun: Receiver<()>,
    listener: JoinHandle<Vec<Line>>,
}

impl Child {
    pub(super) fn start(errand: &Errand) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crashes::child::works_until_it_is_killed", "--ignored", "--nocapture"])
            .env(ERRAND, serde_json::to_string(errand).unwrap())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (first_answer, begun) = mpsc::channel();
        let output = BufReader::new(process.stdout.take().unwrap());
        let listener = std::thread::spawn(move || {
            let mut lines = Vec::new();
            // What the test harness prints is no line of the journal; nor is one that was cut short.
            for line in output.lines().map_while(Result::ok).filter(|line| line.starts_with('{')) {
                let Ok(line) = serde_json::from_str::<Line>(&line) else { continue };
                if line.answer.is_some() {
                    // Nobody waits for the second answer.
                    first_answer.send(()).ok();
                }
                lines.push(line);
            }
            lines
        });
        Self { process, begun, listener }
    }

    /// Waits until it has got its first answer, and then so long.
    pub(super) async fn wait(&self, moment: Duration) {
        let patience = Instant::now() + LIFETIME;
        while self.begun.try_recv().is_err() {
            assert!(Instant::now() < patience, "the child never answered");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        tokio::time::sleep(moment).await;
    }

    /// Kills it so long after its first answer; returns all that it said.
    pub(super) async fn kill_after(mut self, moment: Duration) -> Vec<Line> {
        self.wait(moment).await;
        self.process.kill().unwrap();
        let ended = self.process.wait().unwrap();
        assert_eq!(ended.signal(), Some(SIGKILL), "the child ended by itself: {ended}");
        self.listener.join().unwrap()
    }
}

/// Runs the mix and says each order before it is carried out, each answer once it is committed. A line is one write
/// to the pipe, so what was said is never lost with the process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the process that the tests of crashes start and kill"]
async fn works_until_it_is_killed() {
    let Ok(errand) = std::env::var(ERRAND) else { return };
    let Errand { database, tenant, now, seed } = serde_json::from_str(&errand).unwrap();
    let closed = Closed { url: database.parse().unwrap(), tenant, home: None };
    let clinic = closed.open(now).await;
    let output = Mutex::new(std::io::stdout());
    let journal = move |line: &Line| {
        let text = format!("\n{}\n", serde_json::to_string(line).unwrap());
        let mut output = output.lock().unwrap();
        output.write_all(text.as_bytes()).unwrap();
        output.flush().unwrap();
    };
    let until = Instant::now() + LIFETIME;
    mix::run(&Office::of(&clinic), &format!("round-{seed}"), seed, until, Arc::new(journal)).await;
}
