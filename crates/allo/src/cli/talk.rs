//! Commands that talk, or judge what is said.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `allo chat`.
#[derive(Debug, Args)]
pub(crate) struct Chat {
    /// The practice, by its short name; may be left out where --config or --database names an installation that has only
    /// one. Without any of these: a demonstration practice on throw-away data
    #[arg(long, value_name = "NAME")]
    pub(crate) practice: Option<String>,
    /// The language that the call begins in
    #[arg(long, value_name = "fr|en")]
    pub(crate) lang: Option<String>,
    /// The number that the caller shows, complete: +33639981001; withheld when absent
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phone: Option<String>,
}

/// What `allo understand --help` says at its end.
pub(super) const UNDERSTAND: &str = "\
Examples:
  allo understand \"mardi prochain à 14 h 30\"
  allo understand --lang en --reference-time 2026-03-10T09:00:00 \"next Friday afternoon\"
  allo understand --jsonl --practice practices/cabinet-des-lilas.yaml < utterances.jsonl

With --jsonl, each line of standard input is an object with `text` and `reference_time` (local time, such as
2026-03-10T09:00:00), and perhaps `id`, `lang` and `timezone`; what a line leaves out is as the options say. Each
gives one line of output, in order; a line that can't be read gives {\"id\":…,\"error\":\"line 3: …\"}, and exit
status 1 at the end. Empty lines are skipped.";

/// `allo understand`.
#[derive(Debug, Args)]
pub(crate) struct Understand {
    /// The utterance
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) text: Vec<String>,
    /// Reads JSON lines from standard input
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// The language of the utterance
    #[arg(long, default_value = "fr", value_name = "TAG")]
    pub(crate) lang: String,
    /// When it is said: local time in --timezone, such as 2026-03-10T09:00:00, without an offset. When absent, now
    /// there; with --jsonl, what each line says itself
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM:SS")]
    pub(crate) reference_time: Option<String>,
    /// The zone of the practice: an IANA name such as Europe/Paris, or an offset such as -02:00
    #[arg(long, default_value = "Europe/Paris", value_name = "ZONE", allow_hyphen_values = true)]
    pub(crate) timezone: String,
    /// The practice whose services and practitioners are known
    #[arg(long, value_name = "FILE")]
    pub(crate) practice: Option<PathBuf>,
}

/// Which brain decides the next turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Brain {
    /// Written rules: no key, no network
    Rules,
    /// A language model with the rules behind it: not here yet
    #[value(hide = true)]
    Model,
}

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// For people
    Text,
    /// For programs
    Json,
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a whole number from 0 to {} is expected", u64::MAX))
}

/// `allo rehearse`.
#[derive(Debug, Args)]
pub(crate) struct Rehearse {
    /// Scenario files, or folders of them
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// What decides the next turn
    #[arg(long, value_enum, default_value = "rules")]
    pub(crate) brain: Brain,
    /// How the report is printed
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) report: Report,
    /// The seed of everything random
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = seed)]
    pub(crate) seed: u64,
}
