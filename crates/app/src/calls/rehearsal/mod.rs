//! Calls from files, played in virtual time against the real booking code, and graded on what they leave.
//!
//! The format is that of `contracts.md` (`allo rehearse`): a practice, what is already in its calendars, what the
//! caller says by what is asked, and the outcome.

mod caller;
mod grade;
mod play;
mod report;
mod scenario;
mod stage;

use std::path::{Path, PathBuf};

pub use self::report::{Played, Report, TurnPlayed};
pub use self::scenario::Scenario;
pub use self::stage::{Stage, StageError};

/// Plays all scenario files under the paths, in the order of their names. A file that can't be read fails like a
/// scenario that went wrong; only a stage that can't be set up ends the rehearsal.
pub async fn play_all(paths: &[PathBuf], stage: &Stage) -> Result<Report, StageError> {
    let files = files(paths)?;
    let set = stage.set_up().await?;
    let mut scenarios = Vec::with_capacity(files.len());
    for (nth, file) in files.iter().enumerate() {
        scenarios.push(match Scenario::load(file) {
            Ok(scenario) => play::play(&scenario, file, &set, nth).await,
            Err(problem) => Played::unreadable(file, problem),
        });
    }
    set.strike().await?;
    Ok(Report::of(scenarios))
}

/// The scenario files among the paths, and under those that are folders.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, StageError> {
    let mut files = Vec::new();
    for path in paths {
        gather(path, &mut files).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => StageError::Missing(path.clone()),
            _ => StageError::Path(path.clone(), error),
        })?;
    }
    if files.is_empty() {
        return Err(StageError::NothingToPlay);
    }
    Ok(files)
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        std::fs::metadata(path)?;
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        let is_scenario = entry.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        if entry.is_dir() || is_scenario {
            gather(&entry, files)?;
        }
    }
    Ok(())
}
