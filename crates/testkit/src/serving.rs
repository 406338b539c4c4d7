//! Allo as a process of its own, that serves.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a server may take to be ready.
const START: Duration = Duration::from_secs(30);

/// A server that is ready, on a port of its own.
pub struct Serving {
    process: Child,
    /// Where it listens.
    pub address: String,
}

#[expect(clippy::missing_panics_doc, reason = "a server that can't be started fails the test")]
impl Serving {
    /// Starts a command that serves, and waits until it is ready.
    pub fn start(mut command: Command) -> Self {
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let process = command.spawn().expect("the program is there");
        let mut serving = Self { process, address: String::new() };
        let (said, heard) = mpsc::channel();
        // The demonstration says on standard output where it is, a server in its log.
        listen(serving.process.stdout.take(), &said);
        listen(serving.process.stderr.take(), &said);
        let mut before = Vec::new();
        while serving.address.is_empty() {
            let line = heard.recv_timeout(START).unwrap_or_else(|_| panic!("it isn't ready: {before:?}"));
            if let Some((_, rest)) = line.split_once("127.0.0.1:") {
                let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
                serving.address = format!("127.0.0.1:{port}");
            }
            before.push(line);
        }
        serving
    }

    /// Sends it a signal by name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &id]).status().expect("there is a kill");
        assert!(sent.success(), "{sent}");
    }

    /// How it ended, when it does within this time.
    pub fn ends_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if let Some(status) = self.process.try_wait().expect("it can be asked") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Kills it, which no process can prevent.
    pub fn kill(mut self) -> ExitStatus {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it is dead")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It is gone already when all went well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads to its end what a server prints, so that it never waits for a reader.
fn listen(stream: Option<impl Read + Send + 'static>, said: &mpsc::Sender<String>) {
    let (stream, said) = (stream.expect("it is piped"), said.clone());
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Nobody listens once the address is known.
            let _ = said.send(line);
        }
    });
}
