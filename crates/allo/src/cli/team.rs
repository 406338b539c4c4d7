//! Commands about a practice's staff.

use clap::{Args, Subcommand};

use super::InPractice;

/// `allo user`.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Puts somebody on the team, and prints the link by which they come in
    #[command(after_help = "\
Examples:
  allo user invite --name \"Inès Morel\" --email ines@example.org --role secretary
  allo user invite --name \"Hélène Martin\" --email helene@example.org --role practitioner --agenda martin

The link alone goes to standard output. It is good once, for three days: whoever follows it chooses a password and a
second factor. Roles: owner, secretary, practitioner, read_only.")]
    Invite(Invite),
    /// Lists the team
    #[command(after_help = "Example:\n  allo user list --practice cabinet-des-lilas")]
    List(InPractice),
    /// Prints a link by which a member chooses a password and a second factor anew
    #[command(after_help = "\
Examples:
  allo user link ines@example.org
  allo user link --practice cabinet-des-lilas 01a2125b-e630-7784-af58-782947261cd4

Links that were made before are good for nothing any more.")]
    Link(Member),
    /// Makes a member what a role says: exactly its rights
    #[command(after_help = "\
Example:
  allo user role ines@example.org owner

Roles: owner, secretary, practitioner, read_only. Rights that were granted or taken back one by one are replaced.")]
    Role {
        /// Which member.
        #[command(flatten)]
        member: Member,
        /// What they shall be
        role: String,
    },
    /// Grants a member one right
    #[command(after_help = "\
Examples:
  allo user grant ines@example.org calendar.export
  allo user grant ines@example.org calendar.export --until 2026-12-31

Rights: calendar.read, calendar.write, calendar.delete, calendar.manage, calendar.view_all, calendar.export,
requests.settle, patients.read, patients.write, calls.read, audit.read.")]
    Grant {
        /// Which member.
        #[command(flatten)]
        member: Member,
        /// Which right
        right: String,
        /// The last day on which it holds, in the practice's own time
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// Takes one right back
    #[command(after_help = "Example:\n  allo user revoke ines@example.org calendar.export")]
    Revoke {
        /// Which member.
        #[command(flatten)]
        member: Member,
        /// Which right
        right: String,
    },
    /// Signs a member out everywhere, and lets them in no more
    #[command(after_help = "Example:\n  allo user disable ines@example.org")]
    Disable(Member),
    /// Lets a member in again
    #[command(after_help = "Example:\n  allo user enable ines@example.org")]
    Enable(Member),
}

/// A member of a practice's staff.
#[derive(Debug, Args)]
pub(crate) struct Member {
    /// In which practice.
    #[command(flatten)]
    pub(crate) within: InPractice,
    /// Their e-mail address, or their id as `list` shows it
    pub(crate) who: String,
}

/// Who is to join.
#[derive(Debug, Args)]
pub(crate) struct Invite {
    /// In which practice.
    #[command(flatten)]
    pub(crate) within: InPractice,
    /// First and last name
    #[arg(long)]
    pub(crate) name: String,
    /// The address they will sign in with
    #[arg(long)]
    pub(crate) email: String,
    /// What they are: owner, secretary, practitioner or `read_only`
    #[arg(long)]
    pub(crate) role: String,
    /// Whose agenda is theirs, by the practitioner's short name
    #[arg(long, value_name = "PRACTITIONER")]
    pub(crate) agenda: Option<String>,
    /// The language of their console; the practice's first when absent
    #[arg(long)]
    pub(crate) lang: Option<String>,
}
