//! A practice from its file and back.

use std::fmt;

use super::Practice;
use super::check::{self, Found, Wrong};
use super::lines::Lines;
use super::words::in_words;

/// The longest practice file, in bytes (1 MiB).
pub const MAX_BYTES: usize = 1 << 20;

/// Something wrong in a practice file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: u64,
    /// Which field, such as `services[2].by[0]`; empty when it is the file as a whole.
    pub field: String,
    /// What is wrong, and what would be right.
    pub message: String,
    /// The same for whoever says it in other words; nothing of most that keeps a file from being read.
    pub wrong: Option<Wrong>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl Practice {
    /// Reads a practice from its file, or says everything that is wrong with it.
    ///
    /// A file that isn't of the right shape (bad YAML, an unknown field, a number where a name belongs) has one
    /// problem, the first; a file of the right shape has all its problems at once.
    pub fn parse(yaml: &str, file: &str) -> Result<Self, Vec<Problem>> {
        let problem = |(line, column), field: &str, message: String, wrong| Problem {
            file: file.to_owned(),
            line,
            column,
            field: field.to_owned(),
            message,
            wrong,
        };
        if yaml.len() > MAX_BYTES {
            return Err(vec![problem(
                (1, 1),
                "",
                format!("the file is longer than {MAX_BYTES} bytes"),
                None,
            )]);
        }
        let practice: Self = serde_saphyr::from_str_with_options(yaml, options()).map_err(|error| {
            let position = error.location().map_or((1, 1), |at| (at.line(), at.column()));
            let lines = Lines::of(yaml, options());
            let message = in_words(&error);
            let wrong = Wrong::unread(&message);
            vec![problem(position, lines.field_at(position), message, wrong)]
        })?;
        let found = practice.check();
        if found.is_empty() {
            return Ok(practice);
        }
        let lines = Lines::of(yaml, options());
        let located = |Found { field, wrong }: Found| {
            problem(lines.position(&field), &field, wrong.to_string(), Some(wrong))
        };
        let mut problems: Vec<_> = found.into_iter().map(located).collect();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Err(problems)
    }

    /// Everything that is wrong with a practice, wherever it came from.
    pub fn check(&self) -> Vec<Found> {
        check::practice(self)
    }

    /// The practice as a file, without its patients: personal data goes in and not out.
    pub fn to_yaml(&self) -> Result<String, serde_saphyr::ser::Error> {
        serde_saphyr::to_string(self)
    }
}

/// Strict reading within limits: a practice is written by hand, so a file that is deep, huge or full of aliases
/// is a mistake or an attack.
fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_depth: 16,
            max_nodes: 200_000,
            max_events: 500_000,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_documents: 8,
            max_merge_keys: 0,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 50_000,
        },
    }
}
