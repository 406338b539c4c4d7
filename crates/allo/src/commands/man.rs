//! `allo man`: the manual, one page a command.

use std::path::Path;

use anyhow::{Context as _, Result};
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use crate::cli::{self, Arguments};

/// Prints the page of a command, or writes all pages into a folder.
pub(super) fn run(what: &cli::Man) -> Result<()> {
    let mut whole = Arguments::command().disable_help_subcommand(true);
    whole.build();
    if let Some(folder) = &what.to {
        return write(whole, folder);
    }
    let mut command = &whole;
    for name in &what.command {
        command = command.find_subcommand(name).with_context(|| {
            let names: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
            format!("`{}` has no command `{name}`; there are: {}", command.get_name(), names.join(", "))
        })?;
    }
    Ok(Man::new(command.clone()).render(&mut std::io::stdout())?)
}

fn write(whole: Command, folder: &Path) -> Result<()> {
    let refused = || format!("{}: the manual cannot be written there", folder.display());
    std::fs::create_dir_all(folder).with_context(refused)?;
    clap_mangen::generate_to(whole, folder).with_context(refused)
}
