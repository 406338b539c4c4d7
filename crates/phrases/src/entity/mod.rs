//! What was named, other than times.
//!
//! Each kind has its finder; where two claim the same words, the one that is listed first in [`find`] keeps
//! them. What surely isn't a time (a price, an age, a street) is found too, so that no time is read in it.

mod birth_date;
mod building;
mod choice;
mod code;
mod dated;
mod dictated;
mod duration;
mod email;
mod excluded;
mod not_a_time;
mod person;
mod phone;
mod spelled;
mod told;
mod unknown;
mod vocabulary;

use std::ops::Range;

pub(crate) use dictated::runs as runs_of_digits;
pub(crate) use excluded::take_excluded;
pub(crate) use unknown::unknown_practitioners;
pub(crate) use vocabulary::Form;

use crate::text::Text;
use crate::{Context, Entity, EntityKind, Lang};

/// An entity and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// What goes into the frame; `None` for what only isn't a time (a price, an age, an address, a dose).
    pub(crate) entity: Option<Entity>,
    /// The tokens it covers.
    pub(crate) tokens: Range<usize>,
    /// No time may be read inside those tokens.
    pub(crate) masks: bool,
}

impl Found {
    /// Something with a value, in whose words no time is read.
    fn named(kind: EntityKind, value: String, text: &Text<'_>, tokens: Range<usize>) -> Self {
        let entity = Entity { kind, text: text.original(tokens.clone()).to_owned(), value };
        Self { entity: Some(entity), tokens, masks: true }
    }

    /// Something that only isn't a time.
    fn nothing(tokens: Range<usize>) -> Self {
        Self { entity: None, tokens, masks: true }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.tokens.start < other.tokens.end && other.tokens.start < self.tokens.end
    }
}

type Finder = fn(&Text<'_>, &Context<'_>) -> Vec<Found>;

/// The finders, those whose words nobody else may claim first.
const FINDERS: [Finder; 11] = [
    email::find,
    birth_date::find,
    code::find,
    phone::find,
    building::find,
    person::find,
    vocabulary::practitioners,
    vocabulary::services,
    not_a_time::find,
    choice::find,
    duration::find,
];

/// Finds everything that was named, in order of appearance.
pub(crate) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for finder in FINDERS {
        for new in finder(text, context) {
            if !found.iter().any(|old| old.overlaps(&new)) {
                found.push(new);
            }
        }
    }
    found.sort_by_key(|f| f.tokens.start);
    found
}

/// Words that take back what was said before them, with how many tokens they are.
pub(crate) fn takes_back(text: &Text<'_>, at: usize) -> Option<usize> {
    let phrases: &[&str] = match text.lang {
        Lang::Fr => &[
            "non pardon",
            "ah non",
            "euh non",
            "non non",
            "non c est",
            "je veux dire",
            "je voulais dire",
            "enfin non",
            "non",
            "pardon",
            "enfin",
            "plutot",
            "excusez moi",
            "je me trompe",
            "rectification",
            "attendez non",
            "attends non",
        ],
        Lang::En => &[
            "no sorry",
            "sorry no",
            "no wait",
            "wait no",
            "i mean",
            "no",
            "sorry",
            "rather",
            "make that",
            "correction",
            "actually",
        ],
    };
    phrases.iter().find_map(|p| text.says(at, p))
}

/// Sounds of hesitation, which may stand anywhere.
pub(crate) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "euh"
            | "heu"
            | "hum"
            | "hm"
            | "hein"
            | "ben"
            | "bah"
            | "um"
            | "uh"
            | "er"
            | "erm"
            | "ah"
            | "alors"
            | "donc"
            | "voila"
    )
}
