//! A sentence as the phrase tables see it: without fillers, stutters and glued elisions.

use crate::Lang;
use crate::text::Text;

/// The words that carry meaning, each with the token it came from.
#[derive(Debug)]
pub(crate) struct Words<'t> {
    pub(crate) said: Vec<&'t str>,
    /// The token of each word.
    pub(crate) tokens: Vec<usize>,
    /// Did a punctuation mark that ends a clause stand before it?
    pub(crate) breaks: Vec<bool>,
}

const FILLERS_FR: &[&str] = &[
    "euh", "heu", "heuu", "euhh", "hum", "hm", "hmm", "mmh", "hein", "ben", "bah", "beh", "eh", "ah", "oh",
    "pff",
];
const FILLERS_EN: &[&str] = &["um", "uh", "er", "erm", "hmm", "hm", "ah", "mm", "uhm"];

/// What recognisers and hurried typists write in one word.
const GLUED: &[(&str, &[&str])] = &[
    ("jai", &["j", "ai"]),
    ("cest", &["c", "est"]),
    ("jarrive", &["j", "arrive"]),
    ("jaimerais", &["j", "aimerais"]),
    ("jaurais", &["j", "aurais"]),
    ("jvoudrais", &["je", "voudrais"]),
    ("jveux", &["je", "veux"]),
    ("jpeux", &["je", "peux"]),
    ("jsuis", &["je", "suis"]),
    ("chuis", &["je", "suis"]),
    ("jsais", &["je", "sais"]),
    ("quil", &["qu", "il"]),
    ("narrive", &["n", "arrive"]),
    ("sest", &["s", "est"]),
    ("ya", &["il", "y", "a"]),
    ("rdv", &["rendez", "vous"]),
    ("rendezvous", &["rendez", "vous"]),
];

impl<'t> Words<'t> {
    pub(crate) fn of(text: &'t Text<'_>) -> Self {
        let mut words = Self { said: Vec::new(), tokens: Vec::new(), breaks: Vec::new() };
        let mut broken = false;
        for (at, token) in text.tokens.iter().enumerate() {
            broken |= token.after_break();
            if is_filler(&token.text, text.lang) {
                continue;
            }
            match glued(&token.text, text.lang) {
                Some(parts) => {
                    for part in parts {
                        words.push(part, at, std::mem::take(&mut broken));
                    }
                }
                None => words.push(&token.text, at, std::mem::take(&mut broken)),
            }
        }
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.said.len()
    }

    /// Those that stand outside of some tokens; what stood on either side is parted.
    pub(crate) fn outside(&self, tokens: impl Fn(usize) -> bool) -> Self {
        let mut words = Self { said: Vec::new(), tokens: Vec::new(), breaks: Vec::new() };
        let mut broken = false;
        for (at, token) in self.tokens.iter().copied().enumerate() {
            broken |= self.breaks[at] || tokens(token);
            if !tokens(token) {
                words.said.push(self.said[at]);
                words.tokens.push(token);
                words.breaks.push(std::mem::take(&mut broken));
            }
        }
        words
    }

    /// Adds a word unless it only repeats what was just said («j'ai j'ai mal», «je je»).
    fn push(&mut self, word: &'t str, token: usize, broken: bool) {
        let n = self.len();
        let digits = word.as_bytes().first().is_some_and(u8::is_ascii_digit);
        if !digits && n > 0 && self.said[n - 1] == word {
            return;
        }
        self.said.push(word);
        self.tokens.push(token);
        self.breaks.push(broken);
        let n = n + 1;
        if n >= 4 && self.said[n - 4..n - 2] == self.said[n - 2..n] {
            self.said.truncate(n - 2);
            self.tokens.truncate(n - 2);
            self.breaks.truncate(n - 2);
        }
    }
}

fn is_filler(word: &str, lang: Lang) -> bool {
    match lang {
        Lang::Fr => FILLERS_FR.contains(&word),
        Lang::En => FILLERS_EN.contains(&word),
    }
}

fn glued(word: &str, lang: Lang) -> Option<&'static [&'static str]> {
    if lang == Lang::En {
        return None;
    }
    GLUED.iter().find(|(whole, _)| *whole == word).map(|(_, parts)| *parts)
}

/// The letters by which a word is known; endings are left off.
const STEM: usize = 6;

/// A word by its first letters.
pub(crate) fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}
