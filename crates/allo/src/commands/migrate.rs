//! `allo migrate`: opening a database brings it up to date; this does only that, and says so.

use anyhow::Result;

use crate::{cli, out, wiring};

/// Opens the database and says which version its schema has.
pub(super) async fn run(settings: &cli::Settings) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    wiring::database(&config).await?;
    let latest = app::db::migrations().last().map_or("none", |migration| migration.name);
    let told = format!("The database is at migration {latest}, which is this version's.");
    Ok(out::line(told)?)
}
