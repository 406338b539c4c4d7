//! Which language words are in: asked for, or plain to hear.

use domain::Lang;

use super::Words;

/// Small words that are French and not English.
const FRENCH: &[&str] = &[
    "je", "j", "le", "la", "les", "l", "un", "une", "des", "du", "de", "pour", "avec", "est", "mon", "ma",
    "vous", "bonjour", "voudrais", "rendez", "oui", "et", "au", "en", "que", "qui", "sur", "merci", "demain",
    "non", "chez", "pas", "ne", "il", "elle", "suis", "ai", "mes", "votre", "quel", "quelle", "celui",
    "plutot", "dans",
];
/// Small words that are English and not French.
const ENGLISH: &[&str] = &[
    "i",
    "the",
    "you",
    "to",
    "would",
    "like",
    "my",
    "is",
    "it",
    "with",
    "for",
    "please",
    "hello",
    "hi",
    "want",
    "need",
    "can",
    "and",
    "of",
    "see",
    "do",
    "have",
    "what",
    "when",
    "thanks",
    "thank",
    "this",
    "that",
    "one",
    "yes",
    "am",
    "are",
    "your",
    "could",
    "good",
    "morning",
    "afternoon",
    "evening",
    "tomorrow",
    "today",
    "appointment",
    "cancel",
    "book",
    "first",
    "second",
    "third",
    "last",
    "name",
    "speak",
    "someone",
    "at",
    "make",
    "not",
];

impl Words {
    /// Asks for the other language.
    pub(crate) fn language(&self) -> Option<Lang> {
        let english = "in english | speak english | english please | en anglais | parlez anglais";
        let french = "en francais | parlez francais | in french | speak french | francais s il vous plait";
        if self.has(english) { Some(Lang::En) } else { self.has(french).then_some(Lang::Fr) }
    }

    /// How many small words are of a language and of no other, when none is of the other one.
    pub(crate) fn purely(&self, lang: Lang) -> usize {
        let (own, other) = match lang {
            Lang::Fr => (FRENCH, ENGLISH),
            Lang::En => (ENGLISH, FRENCH),
        };
        let count = |list: &[&str]| self.0.split_whitespace().filter(|word| list.contains(word)).count();
        if count(other) == 0 { count(own) } else { 0 }
    }
}
