//! The command line of Allo: reads the arguments and the configuration, and hands over to one command.

mod cli;
mod commands;
mod config;
mod out;
mod read;
mod usage;
mod wiring;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything can go wrong: a panic's own text may hold personal data.
    app::http::log_panics();
    match usage::typed().map(commands::run) {
        Ok(Ok(code)) | Err(code) => code,
        Ok(Err(error)) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// Says why a command failed.
fn report(error: &anyhow::Error) {
    // A reader that went away (`allo … | head`) is not a failure worth a word.
    let went_away = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    if !error.chain().any(|cause| cause.downcast_ref().is_some_and(went_away)) {
        out::aside(format_args!("allo: {error:#}"));
    }
}
