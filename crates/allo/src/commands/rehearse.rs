//! `allo rehearse`: calls from files, played in virtual time and graded on what they leave.

use std::process::ExitCode;

use anyhow::{Result, bail};
use app::calls::rehearsal::{self, Stage};

use crate::{cli, out};

/// Plays all scenarios under the paths.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Rehearse) -> Result<ExitCode> {
    if what.brain == cli::Brain::Model {
        bail!(
            "--brain model: this version of Allo has no model yet; --brain rules, the default, is what it has"
        );
    }
    let stage = match &settings.database {
        Some(url) => Stage::on(url, what.seed)?,
        None => Stage::throw_away(what.seed)?,
    };
    let report = rehearsal::play_all(&what.paths, &stage).await?;
    match what.report {
        cli::Report::Json => out::line(serde_json::to_string(&report)?)?,
        cli::Report::Text => out::text(&report)?,
    }
    Ok(if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
