//! A scenario file. Unknown keys are refused: a misspelt outcome would grade nothing.

use std::collections::BTreeMap;
use std::path::Path;

use domain::ids::{ResourceId, ServiceId, Slug};
use domain::practice::{PatientSeed, Practice, in_words};
use domain::quota::Quota;
use domain::{Lang, Phone};
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

/// The demonstration practice, for scenarios that lie nowhere near its file.
const DEMO: &str = include_str!("../../../../../practices/cabinet-des-lilas.yaml");

/// How many turns a call may have when its file doesn't say.
const TURNS: usize = 20;

/// One call and what it must leave.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name in reports.
    pub name: String,
    /// The language that the call begins in.
    pub lang: Lang,
    /// The practice's wall clock when the call begins.
    pub now: DateTime,
    /// The short name of the practice's file.
    pub practice: Slug,
    /// Patients beside those of the practice.
    #[serde(default)]
    pub(super) patients: Vec<PatientSeed>,
    /// Texts that the practice answers from beside its file.
    #[serde(default)]
    pub(super) documents: Vec<Written>,
    #[serde(default)]
    pub(super) calendar: Calendar,
    #[serde(default)]
    pub(super) caller: Caller,
    #[serde(default)]
    pub(super) faults: Faults,
    /// What the caller says, by what is asked for; `opening` first, `*` for everything else.
    pub(super) say: BTreeMap<String, Lines>,
    /// What the caller says once nothing is asked any more.
    #[serde(default)]
    pub(super) then: Lines,
    #[serde(default = "turns")]
    pub(super) max_turns: usize,
    pub(super) outcome: Outcome,
}

const fn turns() -> usize {
    TURNS
}

/// A document of the practice's, in Markdown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) text: String,
}

/// What is already in the calendars.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Calendar {
    pub(super) busy: Vec<Busy>,
    pub(super) appointments: Vec<Seeded>,
}

/// Something in the practitioner's own calendar.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Busy {
    pub(super) practitioner: ResourceId,
    pub(super) start: DateTime,
    pub(super) end: DateTime,
}

/// An appointment from before the call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seeded {
    /// Its name in the file; nothing refers to it.
    #[serde(default, rename = "id")]
    _id: Option<String>,
    pub(super) patient: Slug,
    pub(super) practitioner: ResourceId,
    pub(super) service: ServiceId,
    pub(super) start: DateTime,
}

/// Who calls, as far as the network shows it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Caller {
    pub(super) phone: Option<Phone>,
}

/// What is wrong around the call.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Faults {
    pub(super) calendar: Option<CalendarFault>,
    /// Whether the operator has suspended the practice.
    pub(super) suspended: bool,
    /// How much the practice may use.
    pub(super) quota: Quota,
}

/// What ails the practitioners' outside calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CalendarFault {
    /// It doesn't answer.
    Down,
    /// It answers after five seconds.
    Slow,
    /// It refuses twice, then answers.
    RateLimited,
    /// It no longer lets us in.
    Unauthorized,
}

/// One line, or several that are used up in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Lines {
    One(String),
    Many(Vec<String>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Lines {
    pub(super) fn all(&self) -> &[String] {
        match self {
            Self::One(line) => std::slice::from_ref(line),
            Self::Many(lines) => lines,
        }
    }
}

/// What must be true afterwards. What it doesn't name isn't compared.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Outcome {
    pub(super) appointments: Option<Vec<Expected>>,
    pub(super) requests: Option<usize>,
    /// Of whom on file they are, in the order in which they were left.
    pub(super) requests_of: Option<Vec<Slug>>,
    pub(super) transferred: Option<bool>,
    pub(super) never_said: Vec<String>,
    pub(super) said: Vec<String>,
    pub(super) any_of: Vec<Outcome>,
}

/// An appointment that must exist.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expected {
    #[serde(rename = "id")]
    _id: Option<String>,
    pub(super) patient: Option<Who>,
    pub(super) practitioner: Option<ResourceId>,
    pub(super) service: Option<ServiceId>,
    pub(super) start: Option<DateTime>,
    pub(super) start_on: Option<Date>,
    pub(super) status: Option<String>,
}

/// Whose appointment: somebody on file, or somebody new.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Who {
    Known(Slug),
    New(Stranger),
}

/// Somebody who was not on file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stranger {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) phone: Option<Phone>,
}

impl Scenario {
    /// Reads a file, or says what is wrong with it.
    pub fn load(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => "this is no UTF-8 text; is it a scenario?".to_owned(),
            _ => error.to_string(),
        })?;
        serde_saphyr::from_str(&text).map_err(|error| {
            let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
            format!("line {line}, column {column}: {}", in_words(&error))
        })
    }

    /// The practice, with the scenario's patients beside its own: from a folder `practices` beside or above the
    /// file, or the demonstration practice.
    pub(super) fn practice(&self, file: &Path) -> Result<Practice, String> {
        let name = format!("{}.yaml", self.practice);
        let near = file.ancestors().skip(1).map(|folder| folder.join("practices").join(&name));
        let here = std::iter::once(Path::new("practices").join(&name));
        let found = near.chain(here).find_map(|path| std::fs::read_to_string(path).ok());
        let text = match found {
            Some(text) => text,
            None if self.practice.as_str() == "cabinet-des-lilas" => DEMO.to_owned(),
            None => return Err(format!("there is no practices/{name} beside or above the scenario")),
        };
        let mut practice = Practice::parse(&text, &name)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
        practice.patients.extend(self.patients.iter().cloned());
        Ok(practice)
    }
}
