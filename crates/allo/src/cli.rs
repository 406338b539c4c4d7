//! What can be typed after `allo`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Allo answers a practice's telephone: it books, moves and cancels appointments.
#[derive(Debug, Parser)]
#[command(name = "allo", version, max_term_width = 100, after_help = "Try it now: allo demo")]
pub(crate) struct Arguments {
    /// The settings, shared by all commands.
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that override the configuration file and the environment.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// A configuration file (see `allo config template`)
    #[arg(long, global = true, value_name = "FILE", env = "ALLO_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Where the data lives: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// The installation's key file
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) key_file: Option<String>,
    /// What is logged: error, warn, info, debug
    #[arg(long, global = true, value_name = "LEVEL")]
    pub(crate) log: Option<String>,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts a demonstration practice on throw-away data: no key, no other server
    Demo(Listen),
    /// Serves the API and the pages
    Serve(Listen),
    /// Talks to the receptionist in the terminal
    Chat(Chat),
    /// Reads what a caller said, and prints what was understood
    #[command(
        after_help = "Examples:\n  allo understand \"mardi prochain à 14 h 30\"\n  allo understand --jsonl < utterances.jsonl"
    )]
    Understand(Understand),
    /// Plays calls from files against the receptionist, and grades what they leave
    #[command(after_help = "Example:\n  allo rehearse scenarios/fr --report json")]
    Rehearse(Rehearse),
    /// Lists and settles what awaits the staff
    Requests(Requests),
    /// Puts a practice file into the installation, or takes it out
    #[command(subcommand)]
    Practice(Practice),
    /// Makes, lists and revokes the keys of the API
    #[command(subcommand)]
    Key(Key),
    /// Brings the database to this version of Allo
    Migrate,
    /// Looks for what would keep Allo from working, and says how to mend it
    Doctor(Doctor),
    /// Shows the settings
    #[command(subcommand)]
    Config(Config),
    /// Prints a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page
    Man,
}

/// Where to listen.
#[derive(Debug, Args)]
pub(crate) struct Listen {
    /// The address and port
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
}

/// `allo chat`.
#[derive(Debug, Args)]
pub(crate) struct Chat {
    /// The practice, by its short name; a demonstration practice on throw-away data when absent
    #[arg(long, value_name = "NAME")]
    pub(crate) practice: Option<String>,
    /// The language that the call begins in
    #[arg(long, value_name = "fr|en")]
    pub(crate) lang: Option<String>,
    /// The number that the caller shows; withheld when absent
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phone: Option<String>,
}

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
    /// The local time at which it is said; now when absent
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM:SS")]
    pub(crate) reference_time: Option<String>,
    /// The zone of the practice: an IANA name or an offset
    #[arg(long, default_value = "Europe/Paris", value_name = "ZONE")]
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
    /// A language model with the rules behind it
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
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,
}

/// `allo requests`.
#[derive(Debug, Args)]
pub(crate) struct Requests {
    /// The practice, by its short name
    #[arg(long, value_name = "NAME")]
    pub(crate) practice: String,
    /// Marks this request as done
    #[arg(long, value_name = "ID")]
    pub(crate) done: Option<String>,
}

/// `allo practice`.
#[derive(Debug, Subcommand)]
pub(crate) enum Practice {
    /// Checks a practice file, and makes it the practice in force
    Apply {
        /// The file
        file: PathBuf,
        /// Only checks it
        #[arg(long)]
        check: bool,
    },
    /// Prints the practice in force as a file
    Export {
        /// The practice, by its short name
        practice: String,
    },
}

/// `allo key`.
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Makes a key, and prints it once
    Create {
        /// The practice, by its short name
        practice: String,
        /// What it is for
        #[arg(long)]
        name: String,
        /// What it may do
        #[arg(long, value_delimiter = ',', default_value = "calendar.read,calendar.write,calendar.delete")]
        permissions: Vec<String>,
    },
    /// Lists the keys of a practice
    List {
        /// The practice, by its short name
        practice: String,
    },
    /// Ends a key
    Revoke {
        /// The practice, by its short name
        practice: String,
        /// The key's id, as `list` shows it
        id: String,
    },
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
    Template,
    /// Says whether the configuration is usable
    Check,
    /// Prints the settings in force, and where each came from
    Print,
}
