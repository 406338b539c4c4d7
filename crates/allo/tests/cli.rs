//! The command line as somebody meets it: what is typed, what comes back, and what is left behind.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/demo.rs"]
mod demo;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/installation.rs"]
mod installation;
#[path = "cli/operate.rs"]
mod operate;
#[cfg(unix)]
#[path = "cli/stop.rs"]
mod stop;
#[path = "cli/team.rs"]
mod team;
#[path = "cli/tenant.rs"]
mod tenant;
#[path = "cli/understand.rs"]
mod understand;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PRACTICE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../practices/cabinet-des-lilas.yaml");

/// A folder of its own, in which commands run without anything of ours in the environment.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        name.to_owned()
    }

    /// What lies in the folder, in order.
    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allo"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ALLO_") {
                command.env_remove(name);
            }
        }
        command.current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Ended {
        self.run_with(arguments, b"")
    }

    fn run_with(&self, arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Ended {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that doesn't read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ended::of(&child.wait_with_output().unwrap())
    }
}

/// How a command ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what is printed is UTF-8");
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// It failed as a program does that knows why: with this exit status, and this in what it said.
    fn refused(self, code: i32, expected: &str) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.err.contains(expected), "{expected:?} is not in {:?}", self.err);
        assert!(!self.err.contains("panicked") && self.err.len() < 2_000, "{self:?}");
        self
    }
}
