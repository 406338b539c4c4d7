//! Times and names as the original's client gives them: local times without an offset, and a caller's own words.

use domain::Lang;
use domain::clock::{self, Edge};
use domain::ids::{ResourceId, ServiceId};
use domain::practice::Practice;
use jiff::Timestamp;
use jiff::civil::DateTime;
use phrases::{EntityKind, Frame, Grain, Kind, Role, TimeMention};

use crate::http::{Code, Problem};

/// The longest words that are read.
const WORDS: usize = 2_000;

/// An instant with its offset, or a local time of the practice.
pub(super) fn instant(practice: &Practice, text: &str) -> Result<Timestamp, Problem> {
    let at = text.parse::<Timestamp>().ok();
    at.or_else(|| local(practice, text.parse().ok()?)).ok_or_else(|| {
        Problem::detail(
            Code::InvalidBody,
            "a time must be written 2026-11-26T14:20:00+01:00, or as a local time",
        )
    })
}

/// By the practice's clocks. Of an hour that a clock change repeats, the first; of one that it leaves out, what follows.
fn local(practice: &Practice, at: DateTime) -> Option<Timestamp> {
    let minute = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    clock::instant(at.date(), minute, practice.tenant.zone(), Edge::Start)
}

/// What a caller's own words say.
pub(super) struct Said(Option<Frame>);

impl Said {
    /// Reads words in their language, or in that of the practice's in which they are understood best.
    pub(super) fn read(
        practice: &Practice,
        lang: Option<Lang>,
        now: Timestamp,
        words: Option<&str>,
    ) -> Result<Self, Problem> {
        let Some(words) = words else { return Ok(Self(None)) };
        if words.chars().count() > WORDS {
            return Err(Problem::detail(Code::InvalidBody, "a caller's words have 2000 characters at most"));
        }
        let now = practice.tenant.zone().to_datetime(now);
        let languages = lang.map_or_else(|| practice.tenant.languages.clone(), |lang| vec![lang]);
        let readings = languages.into_iter().map(|lang| dialogue::read(practice, lang, now, words));
        // Of two that say as much of when, and are as sure, the practice's first language.
        let says_more = |one: &Frame, other: &Frame| {
            (one.times.len(), one.confidence) > (other.times.len(), other.confidence)
        };
        Ok(Self(readings.reduce(|best, next| if says_more(&next, &best) { next } else { best })))
    }

    /// When the appointment shall be: the one day and hour that were said. Nothing is guessed.
    pub(super) fn wished(&self, practice: &Practice) -> Result<Timestamp, Problem> {
        let missing = || Problem::detail(Code::NotUnderstood, "one day and hour must be said");
        let frame = self.0.as_ref().ok_or_else(missing)?;
        if !frame.ambiguous.is_empty() {
            return Err(Problem::detail(Code::NotUnderstood, "the day and hour can be read in two ways"));
        }
        let mut wished = frame.times.iter().filter(|time| matches!(time.role, Role::At | Role::To));
        match (wished.next(), wished.next()) {
            (Some(time), None) => exact(practice, time).ok_or_else(missing),
            _ => Err(missing()),
        }
    }

    /// When the appointment is that shall be moved, when one day and hour were said of it.
    pub(super) fn from(&self, practice: &Practice) -> Option<Timestamp> {
        let frame = self.0.as_ref().filter(|frame| frame.ambiguous.is_empty())?;
        frame.times.iter().find(|time| time.role == Role::From).and_then(|time| exact(practice, time))
    }

    pub(super) fn service(&self) -> Option<ServiceId> {
        self.named(EntityKind::Service)?.parse().ok()
    }

    pub(super) fn practitioner(&self) -> Option<ResourceId> {
        self.named(EntityKind::Practitioner)?.parse().ok()
    }

    pub(super) fn name(&self) -> Option<String> {
        self.named(EntityKind::PersonName)
    }

    pub(super) fn phone(&self) -> Option<String> {
        self.named(EntityKind::Phone)
    }

    pub(super) fn email(&self) -> Option<String> {
        self.named(EntityKind::Email)
    }

    /// What was named of a kind; nothing when it was several.
    fn named(&self, kind: EntityKind) -> Option<String> {
        let mut found = self.0.iter().flat_map(|frame| &frame.entities).filter(|entity| entity.kind == kind);
        found.next().filter(|_| found.next().is_none()).map(|entity| entity.value.clone())
    }
}

/// A time that is one start: a day with its hour.
fn exact(practice: &Practice, time: &TimeMention) -> Option<Timestamp> {
    let fine = matches!(time.grain, Grain::Minute | Grain::Hour) && time.kind == Kind::Value;
    time.start.filter(|_| fine && !time.any_date && !time.habitual).and_then(|at| local(practice, at))
}
