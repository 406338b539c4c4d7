//! `allo migrate`: opening a database brings it up to date; this does only that, and says so.

use anyhow::Result;

use crate::{cli, wiring};

/// Opens the database and says which version its schema has.
#[expect(clippy::print_stdout, reason = "the output of the command")]
pub(super) async fn run(settings: &cli::Settings) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    wiring::database(&config).await?;
    let latest = app::db::migrations().last().map_or("none", |migration| migration.name);
    println!("The database is at migration {latest}, which is this version's.");
    Ok(())
}
