//! A text in passages: what stands under one heading, short enough to be found by what it says, with its sentences.

use std::ops::Range;

/// The longest passage, in characters, unless one sentence is longer.
const LONGEST: usize = 600;

/// What a line that stands alone may have, to be taken for a heading.
const LONGEST_HEADING: usize = 80;

/// Some sentences that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it stands under; empty where nothing is above it.
    pub heading: String,
    /// Its words.
    pub text: String,
}

/// Gathers passages as a text is read from above.
#[derive(Debug, Default)]
pub(super) struct Passages {
    heading: String,
    /// «Apportez :», which the items behind it go with.
    opening: Option<String>,
    done: Vec<Passage>,
}

impl Passages {
    /// What follows stands under this.
    pub(super) fn heading(&mut self, text: &str) {
        self.close();
        self.heading = tidy(text);
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.close();
        let text = tidy(text);
        if text.ends_with(':') { self.opening = Some(text) } else { self.keep(&text) }
    }

    /// A point of a list: with what opens the list, where something does, as one enumeration.
    pub(super) fn item(&mut self, text: &str) {
        let text = tidy(text);
        match &mut self.opening {
            Some(opening) if !text.is_empty() => {
                let mark = if opening.ends_with(':') { ' ' } else { ';' };
                let trimmed = text.trim_end_matches([' ', ';', ',', '.']);
                opening.push(mark);
                opening.extend((mark == ';').then_some(' '));
                opening.push_str(trimmed);
            }
            _ => self.keep(&text),
        }
    }

    /// All of it.
    pub(super) fn end(mut self) -> Vec<Passage> {
        self.close();
        self.done
    }

    fn close(&mut self) {
        if let Some(opening) = self.opening.take() {
            let ended = if opening.ends_with(['.', ':', '!', '?']) { opening } else { format!("{opening}.") };
            self.keep(&ended);
        }
    }

    /// Keeps a text, parted between sentences where it is long.
    fn keep(&mut self, text: &str) {
        let mut part = String::new();
        for sentence in sentences(text) {
            let sentence = &text[sentence];
            if !part.is_empty() && part.chars().count() + sentence.chars().count() > LONGEST {
                self.push(std::mem::take(&mut part));
            }
            part.extend((!part.is_empty()).then_some(' '));
            part.push_str(sentence);
        }
        self.push(part);
    }

    fn push(&mut self, text: String) {
        if text.chars().any(char::is_alphanumeric) {
            self.done.push(Passage { heading: self.heading.clone(), text });
        }
    }
}

/// Reads a plain text: empty lines part paragraphs, a short line by itself is a heading, a dash begins a point.
pub(super) fn plain(text: &str) -> Vec<Passage> {
    let mut passages = Passages::default();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        let point = line
            .strip_prefix(['-', '•', '*', '–', '·'])
            .filter(|rest| rest.starts_with([' ', '\u{a0}', '\t']));
        if line.is_empty() || point.is_some() {
            paragraph(&mut passages, &std::mem::take(&mut lines));
        }
        match point {
            Some(point) => passages.item(point),
            None if !line.is_empty() => lines.push(line),
            None => {}
        }
    }
    passages.end()
}

fn paragraph(passages: &mut Passages, lines: &[&str]) {
    match lines {
        [] => {}
        [only] if is_heading(only) => passages.heading(only),
        [first, rest @ ..] if is_heading(first) && is_shouted(first) => {
            passages.heading(first);
            passages.paragraph(&rest.join(" "));
        }
        lines => passages.paragraph(&lines.join(" ")),
    }
}

fn is_heading(line: &str) -> bool {
    line.chars().count() <= LONGEST_HEADING && !line.ends_with(['.', '!', '?', ';', ':', ','])
}

/// «STATIONNEMENT»: a heading even where no empty line follows it.
fn is_shouted(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

/// Where each sentence of a text stands, without the spaces between them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if matches!(c, '.' | '!' | '?' | '…') && ends_here(&text[start..end], &text[end..]) {
            found.push(start..end);
            start = end + text[end..].len() - text[end..].trim_start().len();
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Whether a mark ends a sentence: what follows begins one, and the word before isn't an abbreviation.
fn ends_here(before: &str, after: &str) -> bool {
    const SHORT: &[&str] = &[
        "m", "mm", "mme", "mlle", "dr", "pr", "st", "ste", "art", "ex", "env", "tel", "tél", "av", "bd",
        "no", "p", "cf", "mr", "mrs", "ms", "e.g", "i.e", "approx",
    ];
    let mut rest = after.chars();
    if !rest.next().is_none_or(char::is_whitespace) {
        return false;
    }
    let begins = after.trim_start().chars().next();
    let begins = begins.is_none_or(|c| !c.is_lowercase());
    let word = before
        .trim_end_matches('.')
        .rsplit(|c: char| c.is_whitespace() || c == '\'' || c == '’' || c == '(')
        .next();
    let short = before.ends_with('.')
        && word.is_some_and(|word| SHORT.contains(&word.to_lowercase().as_str()) || is_initial(word));
    begins && !short
}

/// «J. Martin».
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Every stretch of spaces is one, and what can't be said is left out.
fn tidy(text: &str) -> String {
    let heard: String = text.chars().map(|c| if c.is_control() || c == '\u{ad}' { ' ' } else { c }).collect();
    heard.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        plain(text).into_iter().map(|passage| (passage.heading, passage.text)).collect()
    }

    #[test]
    fn sentences_end_where_they_do() {
        let parts = |text: &'static str| sentences(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>();
        assert_eq!(
            parts(
                "Le Dr. Martin reçoit au 1er étage. Sonnez deux fois ! Cela coûte 26.50 euros, env. 5 minutes."
            ),
            [
                "Le Dr. Martin reçoit au 1er étage.",
                "Sonnez deux fois !",
                "Cela coûte 26.50 euros, env. 5 minutes."
            ]
        );
        assert_eq!(parts("Voir M. J. Petit. Fin"), ["Voir M. J. Petit.", "Fin"]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }

    #[test]
    fn headings_paragraphs_and_lists_are_told_apart() {
        let text = "ACCÈS\nLe cabinet est au\npremier étage.\n\nQue faut-il apporter\n\nApportez :\n- votre carte Vitale ;\n- vos ordonnances.\n\nMerci.";
        let pair = |heading: &str, text: &str| (heading.to_owned(), text.to_owned());
        assert_eq!(
            told(text),
            [
                pair("ACCÈS", "Le cabinet est au premier étage."),
                pair("Que faut-il apporter", "Apportez : votre carte Vitale; vos ordonnances."),
                pair("Que faut-il apporter", "Merci."),
            ]
        );
        assert_eq!(told(" \n\n***\n"), Vec::new());
    }

    #[test]
    fn what_is_long_is_parted_between_sentences() {
        let text = "Une phrase assez longue pour compter un peu. ".repeat(40);
        let passages = plain(&text);
        assert!(passages.len() >= 3 && passages.iter().all(|one| one.text.chars().count() <= LONGEST + 1));
        assert!(passages.iter().all(|one| one.text.starts_with("Une") && one.text.ends_with("peu.")));
    }
}
