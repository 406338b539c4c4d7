//! `allo config`: the template, the check, and the settings in force.

use anyhow::Result;

use crate::{cli, config, out, wiring};

/// Prints what was asked for.
pub(super) fn run(settings: &cli::Settings, what: &cli::Config) -> Result<()> {
    match what {
        cli::Config::Template => out::text(config::template())?,
        cli::Config::Check => {
            wiring::configuration(settings, None)?;
            out::line("The configuration is usable.")?;
        }
        cli::Config::Print => out::text(wiring::configuration(settings, None)?.print())?,
    }
    Ok(())
}
