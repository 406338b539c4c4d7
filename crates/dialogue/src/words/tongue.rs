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
        let words: Vec<&str> = self.0.split_whitespace().collect();
        let count = |list: &[&str]| {
            let says = |at: &usize| list.contains(&words[*at]) && !is_spelled(&words, *at);
            (0..words.len()).filter(says).count()
        };
        if count(other) == 0 { count(own) } else { 0 }
    }
}

/// A letter beside another, or explained by a word: letters are of no language.
fn is_spelled(words: &[&str], at: usize) -> bool {
    let is_letter = |at: usize| words.get(at).is_some_and(|word| word.chars().count() == 1);
    let behind = &words[at + 1..];
    let explained = matches!(behind, ["comme" | "for", ..] | ["as", "in", ..]);
    is_letter(at) && (explained || is_letter(at + 1) || at > 0 && is_letter(at - 1))
}
