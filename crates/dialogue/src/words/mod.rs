//! The few signals in a caller's words that only a conversation needs, beside what `phrases` reads.
//!
//! Each file has what is asked of the words at one point of a call: what is answered to a question, what is to be
//! done or given up, for whom and with whom, what is meant for the practice's people or asked of them, and what the caller
//! wants to know.

mod answers;
mod calls;
mod elsewhere;
mod errand;
mod family;
mod matter;
mod message;
mod people;
mod person;
mod questions;
mod several;
mod tongue;

use phrases::names::folded;

pub(crate) use self::answers::{behind_a_yes, but_for_a_wait, but_for_whether_it_may_be};
pub(crate) use self::calls::but_for_a_refused_call;
pub(crate) use self::elsewhere::Elsewhere;
pub(crate) use self::errand::Beside;
pub(crate) use self::family::Whom;
pub(crate) use self::people::{Gender, Unwanted};
pub(crate) use self::person::{introduces, introduces_a_code, says_of_itself};
pub(crate) use self::several::{joints, seams};

/// Long words that tell no question from another: «carte bleue» is not «carte Vitale».
const WEIGHTLESS: &[&str] = &[
    "carte",
    "comment",
    "dois",
    "doit",
    "need",
    "should",
    "must",
    "appointment",
    "quand",
    "avoir",
    "voudrais",
    "savoir",
    "bonjour",
    "merci",
    "votre",
    "where",
    "there",
    "which",
    "could",
    "would",
    "please",
    "hello",
    "cabinet",
    "practice",
    "docteur",
    "doctor",
    "rendez",
];

/// One utterance, folded (no case, no accents, no apostrophes), for looking up set phrases.
pub(crate) struct Words(String);

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let parted: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        Self(format!(" {} ", parted.split_whitespace().map(folded).collect::<Vec<_>>().join(" ")))
    }

    /// Its words that tell one question from another.
    pub(crate) fn content(&self) -> impl Iterator<Item = &str> {
        self.weighty().filter(|word| !WEIGHTLESS.contains(word))
    }

    /// Where words are said.
    pub(crate) fn place_of(&self, text: &str) -> Option<usize> {
        self.0.find(&Self::of(text).0)
    }

    /// Its words, each with its place.
    fn parted(&self) -> Vec<(usize, &str)> {
        let start = self.0.as_ptr() as usize;
        self.0.split_whitespace().map(|word| (word.as_ptr() as usize - start - 1, word)).collect()
    }

    /// Where the next word would begin.
    pub(crate) fn end(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// Whether there are no more words than this.
    pub(crate) fn are_within(&self, most: usize) -> bool {
        self.0.split_whitespace().count() <= most
    }

    /// Whether one of the set phrases is said: they are folded, and parted by bars.
    fn has(&self, phrases: &str) -> bool {
        self.has_row(&[phrases])
    }

    /// Whether one phrase of each list is said, each right behind the one before.
    fn has_row(&self, lists: &[&str]) -> bool {
        self.0.match_indices(' ').any(|(at, _)| starts_with_row(&self.0[at..], lists))
    }

    /// The rest, where set phrases are said.
    fn without(&self, phrases: &str) -> Self {
        Self(
            alternatives(phrases)
                .fold(self.0.clone(), |text, phrase| text.replace(&format!(" {phrase} "), " ")),
        )
    }

    /// What follows the set phrase that it begins with.
    fn after(&self, phrases: &str) -> Option<Self> {
        let rest = alternatives(phrases).find_map(|phrase| self.0.strip_prefix(&format!(" {phrase} ")));
        rest.map(|rest| Self(format!(" {rest}")))
    }

    /// Whether it begins with one of the set phrases.
    fn begins(&self, phrases: &str) -> bool {
        starts_with_row(&self.0, &[phrases])
    }
}

/// Whether words start with a phrase of each list in turn; a space stands before and behind each word.
fn starts_with_row(words: &str, lists: &[&str]) -> bool {
    let Some((first, others)) = lists.split_first() else { return words.starts_with(' ') };
    let Some(words) = words.strip_prefix(' ') else { return false };
    let mut behind = alternatives(first).filter_map(|phrase| words.strip_prefix(phrase));
    behind.any(|rest| starts_with_row(rest, others))
}

fn alternatives(phrases: &str) -> impl Iterator<Item = &str> {
    phrases.split('|').map(str::trim)
}
