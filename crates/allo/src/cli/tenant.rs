//! `allo tenant`, as it is typed.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};

/// `allo tenant`.
#[derive(Debug, Subcommand)]
pub(crate) enum Tenant {
    /// Lists the practices: how each stands, and what it uses
    #[command(after_help = "Examples:\n  allo tenant list\n  allo tenant list --json")]
    List {
        /// Prints JSON, one object a line
        #[arg(long)]
        json: bool,
    },
    /// Shows how a practice stands, what it uses, and what it may
    #[command(
        after_help = "Examples:\n  allo tenant show cabinet-des-lilas\n  allo tenant show cabinet-des-lilas --json"
    )]
    Show {
        /// The practice, by its short name
        name: String,
        /// Prints JSON
        #[arg(long)]
        json: bool,
    },
    /// Closes a practice's line: callers, programs and staff are told so, and nothing is booked or sent
    #[command(after_help = "Example:\n  allo tenant suspend cabinet-des-lilas")]
    Suspend {
        /// The practice, by its short name
        name: String,
    },
    /// Opens a practice's line again, as it was before
    #[command(after_help = "Example:\n  allo tenant resume cabinet-des-lilas")]
    Resume {
        /// The practice, by its short name
        name: String,
    },
    /// Says how much a practice may use
    #[command(after_help = "\
Examples:
  allo tenant limit cabinet-des-lilas --calls-a-month 3000 --bookings-a-day 100
  allo tenant limit cabinet-des-lilas --messages-a-month none

Days and months are those of the practice's calendar. Beyond a limit programs are answered 429 `over_quota`; callers hear \
it, and what they wish is left for the staff; messages wait.")]
    Limit(Limits),
    /// Removes a practice for good: its key is destroyed, and each of its rows is deleted
    #[command(after_help = "\
Example:
  allo tenant remove cabinet-des-lilas --yes cabinet-des-lilas

Take its audit trail out first, if it is to be kept: allo audit export --practice NAME. What is left is a note that there \
was a practice, when it was removed, and where its trail ended. Run again, it finishes what was cut off, and changes \
nothing else.")]
    Remove {
        /// The practice, by its short name
        name: String,
        /// The short name once more: it is meant
        #[arg(long, value_name = "NAME")]
        yes: Option<String>,
    },
}

/// `allo tenant limit`.
#[derive(Debug, Args)]
pub(crate) struct Limits {
    /// The practice, by its short name
    pub(crate) name: String,
    /// Calls that run at the same time
    #[arg(long, value_name = "N|none")]
    pub(crate) calls_at_once: Option<Most>,
    /// Calls that begin in a month
    #[arg(long, value_name = "N|none")]
    pub(crate) calls_a_month: Option<Most>,
    /// Appointments that are booked in a day, by callers, programs and staff
    #[arg(long, value_name = "N|none")]
    pub(crate) bookings_a_day: Option<Most>,
    /// Messages that are sent in a month; a tenth is kept for codes and confirmations
    #[arg(long, value_name = "N|none")]
    pub(crate) messages_a_month: Option<Most>,
    /// Requests to the API in a minute, to each server by itself
    #[arg(long, value_name = "N|none")]
    pub(crate) requests_a_minute: Option<Most>,
}

/// How many; `none` takes a limit away.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most(pub(crate) Option<u32>);

impl FromStr for Most {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self(None)),
            number => number
                .parse()
                .map(|most| Self(Some(most)))
                .map_err(|_| "a whole number or `none` is expected"),
        }
    }
}

/// How `allo operate` is reached from elsewhere.
pub(super) const OPERATE: &str = "\
Examples:
  allo operate --config allo.toml
  allo operate --config allo.toml --listen 127.0.0.1:8799 --token-file operator.token

It prints a link that is good once, for ten minutes, and ends with Ctrl-C. From another machine:
  ssh -L 8799:127.0.0.1:8799 SERVER, and open the link there.";

/// `allo operate`.
#[derive(Debug, Args)]
pub(crate) struct Operate {
    /// The address and port, on this machine alone; any port that is free when it is 0
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    /// Writes the token for programs into this file, which only its owner may read, and which goes with this process
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Prints the token for programs
    #[arg(long)]
    pub(crate) print_token: bool,
}
