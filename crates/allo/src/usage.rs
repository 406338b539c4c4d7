//! What is said to somebody who typed something else than a command: what is wrong, and what would be right.

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::cli::Arguments;
use crate::out;

/// The exit status of what is no command, as everywhere on Unix.
const WRONG: u8 = 2;

/// The command that was typed; otherwise what to end with, once help was given or the mistake was told.
pub(crate) fn typed() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that went away needs no help.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(WRONG)
        }
        _ => tell(&error),
    })
}

fn tell(error: &Error) -> ExitCode {
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    out::aside(format_args!("allo: {}", sentence(error)));
    if !usage.trim().is_empty() {
        out::aside(usage.trim());
    }
    out::aside(format_args!("More: {} --help", command(&usage)));
    ExitCode::from(WRONG)
}

/// `allo key create` of `Usage: allo key create [OPTIONS] --name <NAME>`.
fn command(usage: &str) -> String {
    let words = usage.split_whitespace().skip_while(|word| *word != "allo");
    let words: Vec<_> = words.take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    if words.is_empty() { "allo".to_owned() } else { words.join(" ") }
}

fn sentence(error: &Error) -> String {
    let what = of(error, ContextKind::InvalidArg);
    let value = of(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = of(error, ContextKind::InvalidSubcommand);
            format!("there is no command `{name}`{}", meant(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument if what.starts_with('-') => {
            format!("there is no option {what} here{}", meant(error, ContextKind::SuggestedArg))
        }
        ErrorKind::UnknownArgument => format!("`{what}` is too much here"),
        ErrorKind::MissingRequiredArgument => format!("{what} is missing"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{what} needs a value{}", choices(error)),
        ErrorKind::InvalidValue => format!("`{value}` is no value of {what}{}", choices(error)),
        ErrorKind::ValueValidation => format!("`{value}` is no value of {what}: {}", cause(error)),
        ErrorKind::ArgumentConflict => {
            let other = of(error, ContextKind::PriorArg);
            format!("{what} and {other} cannot stand together")
        }
        ErrorKind::InvalidUtf8 => "what was typed is not UTF-8 text; set the terminal to UTF-8".to_owned(),
        _ => as_clap_says(error),
    }
}

/// What clap knows of the mistake.
fn of(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

fn meant(error: &Error, kind: ContextKind) -> String {
    match of(error, kind) {
        none if none.is_empty() => String::new(),
        found => format!("; did you mean {}?", found.replace(", ", " or ")),
    }
}

fn choices(error: &Error) -> String {
    match of(error, ContextKind::ValidValue) {
        none if none.is_empty() => String::new(),
        found => format!("; there are {found}"),
    }
}

fn cause(error: &Error) -> String {
    std::error::Error::source(error).map(ToString::to_string).unwrap_or_default()
}

fn as_clap_says(error: &Error) -> String {
    let whole = error.to_string();
    let first = whole.lines().next().unwrap_or_default();
    first.strip_prefix("error: ").unwrap_or(first).to_owned()
}
