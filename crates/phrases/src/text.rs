//! A sentence as tokens: folded words and digits that remember where they stood.
//!
//! The written dress («14h30, c'est possible ?») and the recogniser's («quatorze heures trente c'est possible»)
//! become the same kind of tokens; punctuation is kept as the [`Gap`] before a token, where a rule may ask for it.

use std::ops::Range;

use crate::Lang;

/// More words than anybody says in one turn; what follows is not read, so that time stays bounded.
pub const MAX_TOKENS: usize = 600;
/// Letters of the longest word that is kept whole.
const MAX_WORD: usize = 48;

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: «14h30» is three glued tokens.
    Glued,
    /// White space.
    Space,
    /// An apostrophe: «l'après».
    Apostrophe,
    /// A hyphen without spaces: «week-end».
    Hyphen,
    /// Punctuation; the strongest mark of the gap. A dash between spaces is a mark too.
    Mark(char),
}

/// A folded word or a run of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Lower case, without accents: «Août» is `aout`. Digits stay digits.
    pub text: String,
    /// First byte in the source.
    pub start: usize,
    /// The byte after the last in the source.
    pub end: usize,
    /// What stood before it.
    pub gap: Gap,
}

impl Token {
    /// A run of digits?
    pub fn is_digits(&self) -> bool {
        self.text.as_bytes().first().is_some_and(u8::is_ascii_digit)
    }

    /// The value of a run of digits; `None` for words and for runs beyond nine digits.
    pub fn digits(&self) -> Option<u32> {
        if self.is_digits() && self.text.len() <= 9 { self.text.parse().ok() } else { None }
    }

    /// Did a sentence or clause mark (comma, full stop, question mark, dash between spaces…) stand before it?
    pub fn after_break(&self) -> bool {
        matches!(self.gap, Gap::Mark(c) if matches!(c, ',' | '.' | ';' | '!' | '?' | '…' | '–' | '—' | '\n' | ':'))
    }
}

/// A sentence in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a> {
    /// The caller's words as they came.
    pub source: &'a str,
    /// The language they are read in.
    pub lang: Lang,
    /// The tokens, in order, at most [`MAX_TOKENS`].
    pub tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Cuts a sentence into tokens. Any string will do; what is neither letter nor digit only parts tokens.
    ///
    /// French elisions are parted («l'heure» is `l`, `heure`), English ones joined («don't» is `dont`), but behind a time:
    /// «ten's gone» is `ten`, `is`, `gone`.
    /// Hyphens part words; letters and digits are parted («14h» is `14`, `h`).
    pub fn read(source: &'a str, lang: Lang) -> Self {
        let mut reader = Reader { lang, tokens: Vec::new(), gap: Gap::Glued, word: None };
        for (at, c) in source.char_indices() {
            if reader.tokens.len() >= MAX_TOKENS {
                break;
            }
            reader.take(at, c);
        }
        reader.close();
        reader.tokens.truncate(MAX_TOKENS);
        if lang == Lang::En {
            say_in_full(&mut reader.tokens);
        }
        Self { source, lang, tokens: reader.tokens }
    }

    /// The folded text of a token; empty beyond the end, so that rules may look around freely.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    /// The caller's own words for a range of tokens, as they came.
    pub fn original(&self, tokens: Range<usize>) -> &'a str {
        let (Some(first), Some(last)) =
            (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|i| self.tokens.get(i)))
        else {
            return "";
        };
        self.source.get(first.start..last.end).unwrap_or("")
    }

    /// Do the tokens from `at` spell these words? `words` is folded and parted by single spaces.
    pub fn says(&self, at: usize, words: &str) -> Option<usize> {
        let mut i = at;
        for word in words.split(' ') {
            if self.word(i) != word {
                return None;
            }
            i += 1;
        }
        Some(i - at)
    }
}

/// The token that is being read.
struct Word {
    text: String,
    start: usize,
    end: usize,
    digits: bool,
    letters: usize,
    /// Where its apostrophe stands: in the source, and in the word.
    apostrophe: Option<(usize, usize)>,
}

struct Reader {
    lang: Lang,
    tokens: Vec<Token>,
    gap: Gap,
    word: Option<Word>,
}

impl Reader {
    fn take(&mut self, at: usize, c: char) {
        let end = at + c.len_utf8();
        if c.is_ascii_digit() {
            self.push(at, end, c, true);
        } else if c.is_alphabetic() {
            self.push(at, end, c, false);
        } else if is_combining(c) {
            if let Some(word) = &mut self.word {
                word.end = end;
            }
        } else if is_apostrophe(c)
            && self.lang == Lang::En
            && let Some(word) = self.word.as_mut().filter(|w| !w.digits)
        {
            // «don't» is one word in English; a trailing apostrophe changes nothing.
            word.apostrophe = Some((at, word.text.len()));
        } else {
            self.close();
            self.widen(c);
        }
    }

    fn push(&mut self, start: usize, end: usize, c: char, digits: bool) {
        if self.word.as_ref().is_some_and(|w| w.digits != digits) {
            self.close();
        }
        let word = self.word.get_or_insert_with(|| Word {
            text: String::new(),
            start,
            end,
            digits,
            letters: 0,
            apostrophe: None,
        });
        word.end = end;
        word.letters += 1;
        if word.letters <= MAX_WORD {
            fold_into(c, &mut word.text);
        }
    }

    fn widen(&mut self, c: char) {
        let new = match c {
            c if is_apostrophe(c) => Gap::Apostrophe,
            '-' | '\u{2010}' | '\u{2011}' => match self.gap {
                Gap::Space => Gap::Mark('–'),
                _ => Gap::Hyphen,
            },
            '\n' => Gap::Mark('\n'),
            c if c.is_whitespace() || c.is_control() => Gap::Space,
            c => Gap::Mark(c),
        };
        self.gap = match (self.gap, new) {
            // The first mark is the one that closes what was said before.
            (Gap::Mark(mark), _) => Gap::Mark(mark),
            (Gap::Hyphen, Gap::Space) => Gap::Mark('–'),
            (Gap::Glued, new) => new,
            (old, Gap::Space) => old,
            (_, new) => new,
        };
    }

    fn close(&mut self) {
        let Some(word) = self.word.take() else { return };
        let gap = std::mem::replace(&mut self.gap, Gap::Glued);
        // «aujourd'hui» is one word that happens to bear an apostrophe.
        if word.text == "hui" && self.tokens.last().is_some_and(|t| t.text == "aujourd") {
            if let Some(last) = self.tokens.last_mut() {
                last.text.push_str("hui");
                last.end = word.end;
            }
            return;
        }
        let (mut text, start, end) = (word.text, word.start, word.end);
        match word.apostrophe {
            Some((at, len)) if text[len..] == *"s" && names_a_time(&text[..len]) => {
                text.truncate(len);
                self.tokens.push(Token { text, start, end: at, gap });
                self.tokens.push(Token { text: "s".to_owned(), start: end - 1, end, gap: Gap::Apostrophe });
            }
            _ => self.tokens.push(Token { text, start, end, gap }),
        }
    }
}

/// An English word that a time ends with.
fn names_a_time(word: &str) -> bool {
    word.ends_with("day")
        || matches!(
            word,
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven"
        )
        || matches!(word, "twelve" | "fifteen" | "twenty" | "thirty" | "forty" | "fifty" | "oclock")
        || matches!(word, "tomorrow" | "noon" | "morning" | "afternoon" | "evening" | "neither")
}

/// «Ten's gone» is «ten is gone»; «Thursday's appointment» is that of Thursday.
fn say_in_full(tokens: &mut Vec<Token>) {
    let is_clitic = |t: &Token| t.text == "s" && t.gap == Gap::Apostrophe;
    for at in (0..tokens.len()).rev().filter(|at| is_clitic(&tokens[*at])).collect::<Vec<_>>() {
        let owned = tokens.get(at + 1).is_none_or(|next| {
            matches!(
                next.text.as_str(),
                "appointment" | "one" | "slot" | "visit" | "session" | "booking" | "consultation"
            )
        });
        if owned {
            tokens.remove(at);
        } else {
            "is".clone_into(&mut tokens[at].text);
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Lower case without accents, by the letters French, English and the names of Europe use.
pub(crate) fn fold_into(c: char, out: &mut String) {
    for c in c.to_lowercase() {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ď' | 'đ' => out.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ğ' => out.push('g'),
            'î' | 'ï' | 'í' | 'ì' | 'ī' | 'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ť' | 'ţ' | 'ț' => out.push('t'),
            'ù' | 'û' | 'ü' | 'ú' | 'ū' | 'ů' | 'ű' => out.push('u'),
            'ÿ' | 'ý' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            c if is_combining(c) => {}
            c => out.push(c),
        }
    }
}
