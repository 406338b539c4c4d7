//! Texts that are said or shown, and the languages in which they must exist.

use super::{Findings, Wrong};
use crate::lang::Lang;
use crate::text::Localized;

/// The longest name, in characters.
const NAME: usize = 200;
/// The longest text that is said in one go, in characters.
const SPEECH: usize = 2_000;

impl Findings {
    /// A name or a phrase: something, on one line, not too long.
    pub(super) fn name(&mut self, field: impl Into<String>, text: &str) {
        self.text(field.into(), text, NAME);
    }

    fn text(&mut self, field: String, text: &str, longest: usize) {
        if text.trim().is_empty() {
            self.add(field, Wrong::Empty);
        } else if text.chars().count() > longest {
            self.add(field, Wrong::Longer(longest));
        } else if text.chars().any(char::is_control) {
            self.add(field, Wrong::Control);
        }
    }

    /// A text that must exist in every language of the practice.
    pub(super) fn in_every(&mut self, field: &str, languages: &[Lang], text: &Localized<String>) {
        self.localized(field, languages, text, SPEECH);
    }

    /// The same where it is short: whoever rings came to speak, not to listen.
    pub(super) fn greeting(&mut self, field: &str, languages: &[Lang], text: &Localized<String>) {
        self.localized(field, languages, text, NAME);
    }

    fn localized(&mut self, field: &str, languages: &[Lang], text: &Localized<String>, longest: usize) {
        for lang in Lang::ALL {
            match text.exactly(lang) {
                Some(text) => self.text(format!("{field}.{}", lang.tag()), text, longest),
                None if languages.contains(&lang) => self.missing(field, lang),
                None => {}
            }
        }
    }

    /// Phrases by which callers know something; they may be left out.
    pub(super) fn phrases(&mut self, field: &str, phrases: &Localized<Vec<String>>) {
        for lang in Lang::ALL {
            for (place, phrase) in phrases.exactly(lang).into_iter().flatten().enumerate() {
                self.name(format!("{field}.{}[{place}]", lang.tag()), phrase);
            }
        }
    }

    /// A text that isn't there in a language which the practice speaks.
    pub(super) fn missing(&mut self, field: &str, lang: Lang) {
        self.add(field, Wrong::Missing(lang));
    }
}
