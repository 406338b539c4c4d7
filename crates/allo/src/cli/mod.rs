//! What can be typed after `allo`.

mod manage;
mod talk;
mod team;
mod tenant;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use self::manage::{Audit, Config, Doctor, InPractice, Key, Practice, Requests};
pub(crate) use self::talk::{Brain, Chat, Rehearse, Report, Understand};
pub(crate) use self::team::{Invite, Member, User};
pub(crate) use self::tenant::{Limits, Most, Operate, Tenant};

/// Allo answers a practice's telephone: it books, moves and cancels appointments.
#[derive(Debug, Parser)]
#[command(name = "allo", version, max_term_width = 100, after_help = FIRST)]
pub(crate) struct Arguments {
    /// The settings, shared by all commands.
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const FIRST: &str = "\
Examples:
  allo demo                                 a practice to talk to, in the browser
  allo chat                                 the same receptionist in the terminal
  allo understand \"mardi prochain à 14 h\"   what Allo makes of a sentence
  allo help practice                        more about a command

Exit status: 0 when all is well; 1 when the command failed, or found something that is not well (a rehearsal that
went wrong, a line that can't be read, a doctor's finding); 2 when what was typed is no command.";

/// Flags that override the configuration file and the environment.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// A configuration file (see `allo config template`)
    #[arg(long, global = true, value_name = "FILE", env = "ALLO_CONFIG", help_heading = "Settings")]
    pub(crate) config: Option<PathBuf>,
    /// Where the data lives: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL", help_heading = "Settings")]
    pub(crate) database: Option<String>,
    /// The installation's key file
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub(crate) key_file: Option<String>,
    /// What is logged: error, warn, info, debug, or a filter
    #[arg(long, global = true, value_name = "LEVEL", help_heading = "Settings")]
    pub(crate) log: Option<String>,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts a demonstration practice on throw-away data: no key, no other server
    #[command(after_help = "Examples:\n  allo demo\n  allo demo --listen 127.0.0.1:9000")]
    Demo(Listen),
    /// Serves the API and the pages
    #[command(after_help = "\
Examples:
  allo serve --config allo.toml
  allo serve --database sqlite:/var/lib/allo/allo.db --listen 127.0.0.1:8080")]
    Serve(Listen),
    /// Talks to the receptionist in the terminal
    #[command(after_help = "\
Examples:
  allo chat
  allo chat --lang en --phone +33639981001
  allo chat --practice cabinet-des-lilas --config allo.toml

An empty line is silence. Ctrl-D hangs up.")]
    Chat(Chat),
    /// Reads what a caller said, and prints what was understood
    #[command(after_help = talk::UNDERSTAND)]
    Understand(Understand),
    /// Plays calls from files against the receptionist, and grades what they leave
    #[command(after_help = "\
Examples:
  allo rehearse scenarios
  allo rehearse scenarios/fr/book-14-july.yaml --report json
  allo rehearse scenarios --database postgres://allo@localhost/allo")]
    Rehearse(Rehearse),
    /// Lists and settles what awaits the staff
    #[command(after_help = "\
Examples:
  allo requests
  allo requests --json
  allo requests --practice cabinet-des-lilas --done 01a2125b-e630-7784-af58-782947261cd4")]
    Requests(Requests),
    /// Puts a practice file into the installation, or writes out the one that is there
    #[command(
        subcommand,
        after_help = "\
Examples:
  allo practice apply practices/cabinet-des-lilas.yaml
  allo practice export --practice cabinet-des-lilas > cabinet.yaml"
    )]
    Practice(Practice),
    /// Makes, lists and revokes the keys of the API
    #[command(
        subcommand,
        after_help = "\
Examples:
  allo key create --practice cabinet-des-lilas --name website
  allo key list --practice cabinet-des-lilas
  allo key revoke --practice cabinet-des-lilas 01a2125b-e630-7784-af58-782947261cd4"
    )]
    Key(Key),
    /// Invites, lists and changes the practice's staff, and what each may do
    #[command(
        subcommand,
        after_help = "\
Examples:
  allo user invite --name \"Inès Morel\" --email ines@example.org --role secretary
  allo user list --practice cabinet-des-lilas
  allo user grant ines@example.org calendar.export --until 2026-12-31"
    )]
    User(User),
    /// Takes a practice's audit trail out, and proves that nobody altered it
    #[command(
        subcommand,
        after_help = "\
Examples:
  allo audit export --practice cabinet-des-lilas > trail.jsonl
  allo audit checkpoint --practice cabinet-des-lilas > kept.jsonl
  allo audit verify trail.jsonl --checkpoint kept.jsonl"
    )]
    Audit(Audit),
    /// Lists the practices of this installation, suspends, limits and removes them
    #[command(
        subcommand,
        after_help = "\
A practice is put in with: allo practice apply FILE

Examples:
  allo tenant list
  allo tenant suspend cabinet-des-lilas
  allo tenant limit cabinet-des-lilas --calls-a-month 3000 --bookings-a-day 100
  allo tenant remove cabinet-des-lilas --yes cabinet-des-lilas"
    )]
    Tenant(Tenant),
    /// Serves the operator's pages and API, on this machine alone: creates, suspends, limits and removes practices
    #[command(after_help = tenant::OPERATE)]
    Operate(Operate),
    /// Brings the database to this version of Allo
    #[command(after_help = "Example:\n  allo migrate --database postgres://owner@localhost/allo")]
    Migrate,
    /// Looks for what would keep Allo from working, and says how to mend it; changes nothing
    #[command(after_help = "Examples:\n  allo doctor --config allo.toml\n  allo doctor --json")]
    Doctor(Doctor),
    /// Shows the settings
    #[command(
        subcommand,
        after_help = "\
Examples:
  allo config template > allo.toml
  allo config check --config allo.toml
  allo config print --config allo.toml"
    )]
    Config(Config),
    /// Prints a completion script for a shell
    #[command(after_help = "\
Examples:
  allo completions bash > /etc/bash_completion.d/allo
  allo completions zsh > ~/.zfunc/_allo
  allo completions fish > ~/.config/fish/completions/allo.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints a page of the manual, or writes all of them
    #[command(after_help = "\
Examples:
  allo man | man -l -
  allo man key create | man -l -
  allo man --to /usr/local/share/man/man1")]
    Man(Man),
}

/// Where to listen.
#[derive(Debug, Args)]
pub(crate) struct Listen {
    /// The address and port
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
}

/// `allo man`.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The command whose page is printed; allo's own when absent
    pub(crate) command: Vec<String>,
    /// Writes the pages of all commands into this folder instead
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub(crate) to: Option<PathBuf>,
}
