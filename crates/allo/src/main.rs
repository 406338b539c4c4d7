//! The command line of Allo: reads the arguments and the configuration, and hands over to one command.

mod cli;
mod commands;
mod config;
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

#[expect(clippy::print_stderr, reason = "the one place where a failed command says why")]
fn report(error: &anyhow::Error) {
    // A reader that went away (`allo … | head`) is not a failure worth a word.
    let broken_pipe = error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
    if !broken_pipe {
        eprintln!("allo: {error:#}");
    }
}
