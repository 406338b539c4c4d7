//! What can be wrong with a practice.

use jiff::civil::Date;

use crate::ids::ResourceId;
use crate::lang::Lang;
use crate::practice::{Hours, InvalidHours};

/// Something wrong: which field, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which field, such as `services[2].by[0]`.
    pub field: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What can be wrong with a field. Its text is for whoever writes files and programs; a page says it in words of its
/// own, by [`Wrong::name`] and [`Wrong::values`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A text that says nothing.
    #[error("this must not be empty")]
    Empty,
    /// A text that is too long.
    #[error("this is longer than {0} characters")]
    Longer(usize),
    /// A text of several lines.
    #[error("this contains line breaks or other control characters")]
    Control,
    /// A text that isn't there in a language which the practice speaks.
    #[error("`{}` is missing, and the practice speaks it (tenant.languages)", .0.tag())]
    Missing(Lang),
    /// What may occur once occurs twice.
    #[error("this {0} is already there; each may occur once")]
    Twice(&'static str),
    /// A list that needs somebody or something.
    #[error("name at least one")]
    Nobody,
    /// A service that nobody gives.
    #[error("name at least one practitioner who gives it")]
    ByNobody,
    /// A practice that speaks nothing.
    #[error("name at least one of fr and en")]
    NoLanguage,
    /// A number outside its range.
    #[error("{value} is not between {least} and {most}")]
    Outside {
        /// The number.
        value: u32,
        /// The least that it may be.
        least: u32,
        /// The most that it may be.
        most: u32,
    },
    /// Hours that come before those that stand before them.
    #[error("{0} comes before {1}; write a day in order")]
    Before(Hours, Hours),
    /// Hours that overlap those before them.
    #[error("{0} overlaps {1}; write a day in order")]
    Overlaps(Hours, Hours),
    /// Hours beside the week's that overlap them.
    #[error("{0} overlaps the week's {1}; use `hours` to replace them")]
    OverlapsWeek(Hours, Hours),
    /// A text of a file that is no stretch of hours.
    #[error("{}", InvalidHours::Shape)]
    NoHours,
    /// Hours of a file that end before they begin.
    #[error("{}", InvalidHours::Order)]
    HoursEndFirst,
    /// A text of a file that is no date.
    #[error("a date that there is, written 2026-08-03, is expected")]
    NoDate,
    /// Somebody who isn't there.
    #[error("there is no practitioner `{0}`")]
    NoPractitioner(ResourceId),
    /// A room that isn't there.
    #[error("there is no room `{0}`")]
    NoRoom(ResourceId),
    /// A second service that is assumed.
    #[error("only one service can be the default")]
    SecondDefault,
    /// A service of more than a day.
    #[error("with its buffers it takes {0} minutes, more than a day")]
    OverADay(u32),
    /// A service that could never be booked.
    #[error("nobody who gives it has hours that are long enough")]
    NeverFits,
    /// No language and region.
    #[error("a locale is a language and a region, such as fr-FR or en-GB")]
    Locale,
    /// A locale in a language that isn't spoken.
    #[error("its language must be one of tenant.languages")]
    ForeignLocale,
    /// Rules that let nothing be booked.
    #[error("the notice is longer than the horizon: nothing could be booked")]
    NoticeBeyondHorizon,
    /// A closure that ends before it begins.
    #[error("it ends before it begins ({0})")]
    EndsFirst(Date),
    /// What is to be written to is no e-mail address.
    #[error("an e-mail address such as accueil@example.org is expected")]
    NoAddress,
    /// A practice in force got another short name.
    #[error("the short name of a practice that is in force stays what it is")]
    SlugStays,
    /// Patients where only the practice itself is taken.
    #[error("patients are put on file one by one, not with the practice")]
    NoPatients,
}

impl Wrong {
    /// What a file says that can't be read, by the words of whatever read it.
    pub(in crate::practice) fn unread(message: &str) -> Option<Self> {
        let known = [Self::NoHours, Self::HoursEndFirst, Self::NoDate];
        known.into_iter().find(|wrong| wrong.to_string() == message)
    }

    /// By what a page finds its words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Longer(_) => "longer",
            Self::Control => "control",
            Self::Missing(_) => "missing",
            Self::Twice(_) => "twice",
            Self::Nobody => "nobody",
            Self::ByNobody => "by_nobody",
            Self::NoLanguage => "no_language",
            Self::Outside { .. } => "outside",
            Self::Before(..) => "before",
            Self::Overlaps(..) => "overlaps",
            Self::OverlapsWeek(..) => "overlaps_week",
            Self::NoHours => "hours_of_file",
            Self::HoursEndFirst => "hours",
            Self::NoDate => "date_of_file",
            Self::NoPractitioner(_) => "no_practitioner",
            Self::NoRoom(_) => "no_room",
            Self::SecondDefault => "second_default",
            Self::OverADay(_) => "over_a_day",
            Self::NeverFits => "never_fits",
            Self::Locale => "locale",
            Self::ForeignLocale => "foreign_locale",
            Self::NoticeBeyondHorizon => "notice_beyond_horizon",
            Self::EndsFirst(_) => "ends_first",
            Self::NoAddress => "no_address",
            Self::SlugStays => "slug_stays",
            Self::NoPatients => "no_patients",
        }
    }

    /// What stands in its words, each by its place there.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Longer(most) => vec![("most", most.to_string())],
            Self::Missing(lang) => vec![("lang", lang.tag().to_owned())],
            Self::Outside { value, least, most } => {
                vec![("value", value.to_string()), ("least", least.to_string()), ("most", most.to_string())]
            }
            Self::Before(this, other) | Self::Overlaps(this, other) | Self::OverlapsWeek(this, other) => {
                vec![("these", this.to_string()), ("those", other.to_string())]
            }
            Self::NoPractitioner(id) | Self::NoRoom(id) => vec![("id", id.to_string())],
            Self::OverADay(taken) => vec![("taken", taken.to_string())],
            Self::EndsFirst(begins) => vec![("begins", begins.to_string())],
            _ => Vec::new(),
        }
    }
}
