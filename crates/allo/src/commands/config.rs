//! `allo config`: the template, the check, and the settings in force.

use anyhow::Result;

use crate::cli;
use crate::config;
use crate::wiring;

/// Prints what was asked for.
#[expect(clippy::print_stdout, reason = "the output of the command")]
pub(super) fn run(settings: &cli::Settings, what: &cli::Config) -> Result<()> {
    match what {
        cli::Config::Template => print!("{}", config::template()),
        cli::Config::Check => {
            wiring::configuration(settings, None)?;
            println!("The configuration is usable.");
        }
        cli::Config::Print => print!("{}", wiring::configuration(settings, None)?.print()),
    }
    Ok(())
}
