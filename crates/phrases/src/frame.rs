//! What an utterance says. The serialised form is that of `allo understand`.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

/// All that one utterance says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that may be said beside any other"
)]
pub struct Frame {
    /// What the caller wants, by this utterance alone.
    pub intent: Intent,
    /// How sure the intent is, 0 to 1: of the frames at 0.9, nine in ten are right.
    pub confidence: f64,
    /// The times, in order of appearance; what was taken back is not among them.
    pub times: Vec<TimeMention>,
    /// Everything else that was named.
    pub entities: Vec<Entity>,
    /// What has two readings and must be asked about.
    pub ambiguous: Vec<Ambiguity>,
    /// The practice's question that was asked, by its id.
    #[serde(skip)]
    pub topic: Option<String>,
    /// It is asked when the practice is open, or somebody works there.
    #[serde(skip)]
    pub hours: bool,
    /// What is wanted apart from any danger that is spoken of.
    #[serde(skip)]
    pub wanted: Intent,
    /// What is wanted by set phrases alone («annulez», «prendre rendez-vous»), which of a part of a sentence tell more
    /// than what it is likely to be for.
    #[serde(skip)]
    pub outright: Intent,
    /// Words of a medical emergency were said.
    #[serde(skip)]
    pub emergency: bool,
    /// Nearly so: whoever hears it reminds the caller of the emergency number before going on.
    #[serde(skip)]
    pub alarming: bool,
    /// Of what is an emergency, or nearly: who else helps.
    #[serde(skip)]
    pub peril: Peril,
    /// Not a clear yes: «oui mais…», «peut-être».
    #[serde(skip)]
    pub hedged: bool,
    /// Earlier or later than what was offered.
    #[serde(skip)]
    pub earlier_later: Option<Shift>,
    /// «À la même heure».
    #[serde(skip)]
    pub same_hour: bool,
    /// «N'importe quand», «peu importe».
    #[serde(skip)]
    pub any_time: bool,
    /// The practitioners that are not wanted («pas avec le docteur Martin»), by their ids; none of them is
    /// among the entities.
    #[serde(skip)]
    pub excluded_practitioners: Vec<String>,
    /// The names of doctors that were asked for and that the practice doesn't have («le docteur Dupuis»:
    /// `Dupuis`).
    #[serde(skip)]
    pub unknown_practitioners: Vec<String>,
    /// The dates that were said and don't exist («le 31 février»), in the caller's words; none of them is
    /// among the times.
    #[serde(skip)]
    pub impossible: Vec<String>,
    /// By how much an appointment is to be moved («repousser d'une semaine»). Where the appointment's own time
    /// was said too, `times` holds where that leads, with the role `to`.
    #[serde(skip)]
    pub moved_by: Option<Displacement>,
}

/// How far an appointment is moved from where it is; below zero is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Displacement {
    /// Calendar months.
    pub months: i32,
    /// Days; weeks are seven each.
    pub days: i32,
    /// Minutes.
    pub minutes: i32,
}

/// What an emergency is, as far as it tells whom to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Peril {
    /// Illness, injury, poison, or nothing that the words tell: the ambulance.
    #[default]
    Illness,
    /// Somebody wants to die.
    Suicide,
    /// Somebody is attacked or threatened.
    Violence,
    /// Something burns.
    Fire,
}

/// What the caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// A new appointment.
    Book,
    /// An appointment moved, or cancelled for another.
    Reschedule,
    /// An appointment cancelled.
    Cancel,
    /// What is free.
    Availability,
    /// Something about the caller's own appointment.
    Lookup,
    /// Something about the practice.
    Info,
    /// Yes.
    Affirm,
    /// No.
    Deny,
    /// One of the offers.
    Choose,
    /// A person.
    Human,
    /// To hear it again.
    Repeat,
    /// A moment.
    Wait,
    /// Help, now.
    Emergency,
    /// Good morning.
    Greet,
    /// Thank you.
    Thanks,
    /// Goodbye.
    Goodbye,
    /// Gives a piece of information, nothing more.
    Provide,
    /// Nothing that we know.
    None,
}

/// A time that was said, placed on the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeMention {
    /// The caller's own words.
    pub text: String,
    /// What the time is to the appointment.
    pub role: Role,
    /// A point, a stretch, or a bound.
    pub kind: Kind,
    /// Only of a bound: which side of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// How fine it was said.
    pub grain: Grain,
    /// Local wall-clock time of the beginning.
    pub start: Option<DateTime>,
    /// Local wall-clock time of the end, exclusive.
    pub end: Option<DateTime>,
    /// Only a time of day was said; `start` and `end` bear the next one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub any_date: bool,
    /// A preference («le mardi»), not a date.
    #[serde(skip)]
    pub habitual: bool,
    /// Of a bound on the hour that was said with its day («jeudi après 17 h»): that day.
    #[serde(skip)]
    pub on: Option<Date>,
    /// Of a bound after a day or longer («après le 3»): not before the unit at `start` is over.
    #[serde(skip)]
    pub once_over: bool,
}

/// What a time is to the appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// When it is wished.
    At,
    /// When the appointment that is moved or cancelled is.
    From,
    /// Where it is moved to.
    To,
    /// Excluded or refused.
    Not,
}

/// The shape of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One unit of its grain, from `start`.
    Value,
    /// From `start` until `end`.
    Interval,
    /// Bounded on one side.
    OpenInterval,
}

/// Which side of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From `start` on.
    After,
    /// Until `end`.
    Before,
}

/// How fine a time was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the units")]
pub enum Grain {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Earlier or later than what was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shift {
    /// «Plus tôt».
    Earlier,
    /// «Plus tard».
    Later,
}

/// Something that was named, other than a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The caller's own words.
    pub text: String,
    /// Its value in the notation of its kind (E.164, ISO 8601, …).
    pub value: String,
}

/// What was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Somebody (or a room) that can be booked: the id.
    Practitioner,
    /// What can be booked: the id.
    Service,
    /// A name, written as names are («Jeanne Petit»).
    PersonName,
    /// A telephone number, E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// A date of birth, ISO 8601.
    BirthDate,
    /// A code of six digits.
    Code,
    /// A choice among offers, from 1; -1 is the last.
    Ordinal,
    /// A length of time, ISO 8601.
    Duration,
}

/// A phrase with two readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ambiguity {
    /// The caller's own words.
    pub text: String,
    /// What they may mean, the likelier first.
    pub readings: Vec<TimeMention>,
}
