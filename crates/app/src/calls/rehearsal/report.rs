//! What came of the rehearsals.

use std::fmt;
use std::path::Path;

use dialogue::Asking;
use serde::Serialize;

/// All scenarios.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How many passed.
    pub passed: usize,
    /// How many didn't.
    pub failed: usize,
    /// Each of them.
    pub scenarios: Vec<Played>,
}

/// One scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Played {
    /// Its name.
    pub name: String,
    /// Whether the outcome is what the file says.
    pub passed: bool,
    /// What is not.
    pub failures: Vec<String>,
    /// What was said.
    pub turns: Vec<TurnPlayed>,
}

/// One line of the caller with the answer to it; the greeting answers nothing.
#[derive(Clone, Debug, Serialize)]
pub struct TurnPlayed {
    /// What the caller said or did.
    pub caller: String,
    /// What Allo said.
    pub agent: String,
    /// What it asks for now.
    pub asking: Asking,
    /// The tools it used.
    pub tools: Vec<&'static str>,
}

impl Report {
    pub(super) fn of(scenarios: Vec<Played>) -> Self {
        let passed = scenarios.iter().filter(|scenario| scenario.passed).count();
        Self { passed, failed: scenarios.len() - passed, scenarios }
    }
}

impl Played {
    pub(super) fn unreadable(file: &Path, problem: String) -> Self {
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Self { name, passed: false, failures: vec![problem], turns: Vec::new() }
    }
}

/// Only what went wrong is told at length.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for scenario in &self.scenarios {
            writeln!(f, "{} {}", if scenario.passed { "ok  " } else { "FAIL" }, scenario.name)?;
            if scenario.passed {
                continue;
            }
            for failure in &scenario.failures {
                writeln!(f, "       {failure}")?;
            }
            for turn in &scenario.turns {
                if !turn.caller.is_empty() {
                    writeln!(f, "     > {}", turn.caller)?;
                }
                writeln!(f, "     < {} [{}] {}", turn.agent, turn.asking.name(), turn.tools.join(" "))?;
            }
        }
        writeln!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}
