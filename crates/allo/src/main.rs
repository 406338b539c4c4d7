//! The command line of Allo: reads the arguments and the configuration, and hands over to one command.

mod cli;
mod commands;
mod config;
mod wiring;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // Before anything can go wrong: a panic's own text may hold personal data.
    app::http::log_panics();
    let arguments = cli::Arguments::parse();
    match commands::run(arguments) {
        Ok(code) => code,
        Err(error) => {
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
