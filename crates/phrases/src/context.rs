//! What `understand` has to know beside the words.

use jiff::civil::{Date, DateTime};

/// The language that is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Reads a BCP 47 tag (`fr`, `fr-CA`, `en_GB`); `None` for any other language.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        match primary.to_ascii_lowercase().as_str() {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// Which part of a numeric date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Region {
    /// 3/4 is the third of April: French, and English outside North America.
    #[default]
    DayFirst,
    /// 3/4 is the fourth of March: `en`, `en-US`.
    MonthFirst,
}

impl Region {
    /// The habit of a BCP 47 tag: plain English and that of the United States put the month first.
    pub fn from_tag(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let english = parts.next().is_some_and(|p| p.eq_ignore_ascii_case("en"));
        let american = parts.next_back().is_none_or(|r| r.eq_ignore_ascii_case("us"));
        if english && american { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// Whose numbering plan a telephone number without a country code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Country {
    /// France (+33), the default.
    #[default]
    Fr,
    /// Belgium (+32).
    Be,
    /// Switzerland (+41).
    Ch,
    /// Luxembourg (+352).
    Lu,
    /// The United Kingdom (+44).
    Gb,
    /// The United States and Canada (+1).
    Us,
}

/// What the receptionist just asked: it decides how a bare answer is read («le trois» as a day or a choice).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Expecting {
    /// Nothing in particular: an open question.
    #[default]
    Anything,
    /// Which service.
    Service,
    /// Which practitioner.
    Practitioner,
    /// When.
    Time,
    /// Which of the offers.
    Choice,
    /// A name.
    Name,
    /// A telephone number.
    Phone,
    /// A date of birth.
    BirthDate,
    /// A code of six digits.
    Code,
    /// Which of several appointments.
    WhichAppointment,
    /// Yes or no to a read-back.
    Confirm,
    /// A message for the staff.
    Message,
    /// An e-mail address.
    Email,
    /// Whether there is anything else.
    AnythingElse,
}

/// Something the practice calls by one or several names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// What the frame gives back.
    pub id: String,
    /// The ways it is said, in the language of the call.
    pub spoken: Vec<String>,
}

/// The words that belong to one practice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// What can be booked.
    pub services: Vec<Term>,
    /// With whom.
    pub practitioners: Vec<Term>,
    /// Questions the practice has an answer to; the id is the position in its list, as text.
    pub topics: Vec<Term>,
}

/// What `understand` has to know beside the words.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The language of the utterance.
    pub lang: Lang,
    /// Day or month first in numeric dates.
    pub region: Region,
    /// The wall clock of the practice.
    pub now: DateTime,
    /// The words of the practice.
    pub vocabulary: &'a Vocabulary,
    /// What was just asked.
    pub expecting: Expecting,
    /// The day that was last spoken of, by either side: «le lendemain», «ce jour-là» count from it.
    pub spoken: Option<Date>,
    /// The days that are in question, the second excluded, where a week or a day of it was named before: a bare weekday
    /// is one of them.
    pub in_question: Option<(Date, Date)>,
    /// The numbering plan of telephone numbers without a country.
    pub country: Country,
}

impl<'a> Context<'a> {
    /// That in which a lesson is said: nothing was asked, and the practice calls things by no names of its own.
    pub(crate) fn of_lesson(lang: Lang, now: DateTime, nothing: &'a Vocabulary) -> Self {
        Self {
            lang,
            region: Region::DayFirst,
            now,
            vocabulary: nothing,
            expecting: Expecting::Anything,
            spoken: None,
            in_question: None,
            country: Country::Fr,
        }
    }
}
