//! A sentence without its hesitations, and the phrases that stand in it.

use std::ops::Range;

use crate::Lang;
use crate::text::{Text, Token};
use crate::time::value::{Course, Time};
use crate::{Role, TimeMention};

/// The tokens that say something; places count among these.
pub(crate) struct Heard<'t> {
    pub(crate) text: &'t Text<'t>,
    pub(crate) tokens: Vec<&'t Token>,
    /// Where each stands in the text.
    original: Vec<usize>,
}

/// A mention of a time on its way into the frame.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub(crate) tokens: Range<usize>,
    pub(crate) time: Time,
    pub(crate) role: Role,
    /// Which way an appointment goes that is moved there.
    pub(crate) course: Course,
    /// Said beside the one before it by somebody who doesn't know which: «une semaine ou deux».
    pub(crate) doubtful: bool,
    /// Told of something else, where others are wished: «la dernière fois, en novembre».
    pub(crate) aside: bool,
}

impl Said {
    /// A wish, until something is known of it.
    pub(crate) fn new(tokens: Range<usize>, time: Time) -> Self {
        Self { tokens, time, role: Role::At, course: Course::Open, doubtful: false, aside: false }
    }
}

impl<'t> Heard<'t> {
    pub(crate) fn read(text: &'t Text<'t>) -> Self {
        let (original, tokens) =
            text.tokens.iter().enumerate().filter(|(_, t)| !hesitation(&t.text, text.lang)).unzip();
        Self { text, tokens, original }
    }

    /// The folded words of a range, as far as there are any.
    pub(crate) fn words(&self, range: Range<usize>) -> Vec<&'t str> {
        let end = range.end.min(self.tokens.len());
        self.tokens
            .get(range.start.min(end)..end)
            .unwrap_or_default()
            .iter()
            .map(|t| t.text.as_str())
            .collect()
    }

    /// Where a range of places stands in the text.
    pub(crate) fn in_text(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.checked_sub(1).and_then(|i| self.original.get(i));
        match (self.original.get(range.start), last) {
            (Some(first), Some(last)) => *first..last + 1,
            _ => 0..0,
        }
    }

    /// Did the caller hesitate just before a place: «lundi, euh, mardi»?
    pub(crate) fn hesitates(&self, at: usize) -> bool {
        let place = |at: usize| self.original.get(at);
        at.checked_sub(1).and_then(place).zip(place(at)).is_some_and(|(before, here)| before + 1 < *here)
    }

    /// The caller's own words for a range.
    pub(crate) fn original(&self, range: &Range<usize>) -> &'t str {
        self.text.original(self.in_text(range))
    }
}

fn hesitation(word: &str, lang: Lang) -> bool {
    match lang {
        Lang::Fr => matches!(
            word,
            "euh"
                | "heu"
                | "euhm"
                | "hum"
                | "hm"
                | "hmm"
                | "mmh"
                | "ben"
                | "bah"
                | "beh"
                | "hein"
                | "ah"
                | "oh"
                | "eh"
        ),
        Lang::En => matches!(word, "um" | "uh" | "uhm" | "er" | "erm" | "hmm" | "hm" | "mmh" | "ah"),
    }
}

/// Do the words end with this phrase? `phrase` is folded, its words parted by single spaces.
pub(crate) fn ends_with(words: &[&str], phrase: &str) -> bool {
    let mut rest = phrase;
    for word in words.iter().rev() {
        match rest.strip_suffix(word) {
            Some("") => return true,
            Some(before) => match before.strip_suffix(' ') {
                Some(before) => rest = before,
                None => return false,
            },
            None => return false,
        }
    }
    false
}

/// Do the words begin with this phrase? Gives how many words it has.
pub(crate) fn begins_with(words: &[&str], phrase: &str) -> Option<usize> {
    let mut rest = phrase;
    for (at, word) in words.iter().enumerate() {
        match rest.strip_prefix(word)? {
            "" => return Some(at + 1),
            behind => rest = behind.strip_prefix(' ')?,
        }
    }
    None
}

/// Does the phrase stand anywhere in the words?
pub(crate) fn contains(words: &[&str], phrase: &str) -> bool {
    (0..words.len()).any(|at| begins_with(&words[at..], phrase).is_some())
}

/// The same time said twice, wherever.
pub(crate) fn same(a: &TimeMention, b: &TimeMention) -> bool {
    (a.role, a.kind, a.direction, a.grain, a.start, a.end, a.any_date)
        == (b.role, b.kind, b.direction, b.grain, b.start, b.end, b.any_date)
}
