//! Commands that look after an installation.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// In which practice a command works.
#[derive(Debug, Args)]
pub(crate) struct InPractice {
    /// The practice, by its short name; may be left out where there is only one
    #[arg(long, value_name = "NAME")]
    pub(crate) practice: Option<String>,
}

impl InPractice {
    /// The flag that leads another command to this practice, with a space before it.
    pub(crate) fn again(&self) -> String {
        self.practice.as_ref().map(|name| format!(" --practice {name}")).unwrap_or_default()
    }
}

/// `allo requests`.
#[derive(Debug, Args)]
pub(crate) struct Requests {
    /// In which practice.
    #[command(flatten)]
    pub(crate) within: InPractice,
    /// Marks this request as done
    #[arg(long, value_name = "ID")]
    pub(crate) done: Option<String>,
    /// Prints JSON, one object a line, with times in UTC
    #[arg(long, conflicts_with = "done")]
    pub(crate) json: bool,
}

/// `allo practice`.
#[derive(Debug, Subcommand)]
pub(crate) enum Practice {
    /// Checks a practice file, and makes it the practice in force
    #[command(after_help = "\
Examples:
  allo practice apply cabinet.yaml --check
  allo practice apply cabinet.yaml --config allo.toml

A file with mistakes changes nothing; each is named with its line, column and field. Nor does a file that leaves out
a practitioner, a service or a room with appointments to come, or that undoes what was changed at the console, unless
--force says so.")]
    Apply {
        /// The file
        file: PathBuf,
        /// Only checks it
        #[arg(long)]
        check: bool,
        /// Undoes what was changed at the console since, and leaves out what has appointments to come: those stay
        /// booked, for the staff to move
        #[arg(long, conflicts_with = "check")]
        force: bool,
    },
    /// Prints the practice in force as a file, without its patients
    #[command(after_help = "Example:\n  allo practice export --practice cabinet-des-lilas > cabinet.yaml")]
    Export(InPractice),
}

/// `allo key`.
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Makes a key, and prints it once
    #[command(after_help = "\
Examples:
  allo key create --practice cabinet-des-lilas --name website
  allo key create --name reports --permissions calendar.read,calendar.view_all

The key alone goes to standard output, its id and what it is good for to standard error. Permissions: calendar.read,
calendar.write, calendar.delete, calendar.manage, calendar.view_all, calendar.export, requests.settle, patients.read,
patients.write, calls.read, audit.read.")]
    Create {
        /// In which practice.
        #[command(flatten)]
        within: InPractice,
        /// What it is for, in up to 80 characters
        #[arg(long, value_parser = name)]
        name: String,
        /// What it may do
        #[arg(
            long,
            value_delimiter = ',',
            default_value = "calendar.read,calendar.write,calendar.delete,calendar.view_all,requests.settle"
        )]
        permissions: Vec<String>,
    },
    /// Lists the keys of a practice
    #[command(after_help = "Example:\n  allo key list --practice cabinet-des-lilas")]
    List(InPractice),
    /// Ends a key
    #[command(after_help = "\
Example:
  allo key revoke --practice cabinet-des-lilas 01a2125b-e630-7784-af58-782947261cd4")]
    Revoke {
        /// In which practice.
        #[command(flatten)]
        within: InPractice,
        /// The key's id, as `create` and `list` show it
        id: String,
    },
}

/// `allo audit`.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Writes a practice's whole trail: every entry, its link to the one before, and the signed checkpoints
    #[command(after_help = "\
Example:
  allo audit export --practice cabinet-des-lilas > trail.jsonl

The trail says what was done, by whom and when; nothing in it is personal. That it was taken out is an entry, too.")]
    Export(InPractice),
    /// Writes the end of a practice's trail, signed: two lines to keep where nobody who runs Allo can change them
    #[command(after_help = "\
Example:
  allo audit checkpoint --practice cabinet-des-lilas > kept.jsonl

Send it to somebody every day or every hour: whatever is rewritten or cut off before it, they find.")]
    Checkpoint(InPractice),
    /// Says whether an exported trail is what was written: from the file alone, without a database or a key file
    #[command(after_help = "\
Examples:
  allo audit verify trail.jsonl
  allo audit verify trail.jsonl --checkpoint kept.jsonl

Without --checkpoint, whoever has the installation's key file could have written the whole trail anew; without --key
or --checkpoint, so could anybody. The format is described in docs/audit-trail.md, for a verifier of your own.")]
    Verify {
        /// The exported trail
        file: PathBuf,
        /// The key that must have signed it: 64 hexadecimal digits, from the first line of any export
        #[arg(long, value_name = "HEX")]
        key: Option<String>,
        /// What was kept: a checkpoint, or an earlier export
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
}

/// What a key is called: it stands in a list, on one line.
fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    let fits = (1..=80).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err("1 to 80 characters on one line are expected".to_owned()) }
}

/// `allo doctor`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Prints JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `allo config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Prints a file with every setting, its default and what it is for
    #[command(after_help = "Example:\n  allo config template > allo.toml")]
    Template,
    /// Says whether the configuration is usable
    #[command(after_help = "Example:\n  allo config check --config allo.toml")]
    Check,
    /// Prints the settings in force, and where each came from
    #[command(after_help = "Example:\n  allo config print --config allo.toml")]
    Print,
}
