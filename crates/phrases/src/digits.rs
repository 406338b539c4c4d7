//! Digits as they are dictated, over as many breaths as it takes.

use crate::Lang;
use crate::entity::{is_filler, runs_of_digits};
use crate::text::Text;

/// What was dictated in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictated {
    /// The digits of each run of numbers, with the corrections made: «dix, non, onze» is `11`.
    pub runs: Vec<String>,
    /// Nothing else was said.
    pub alone: bool,
}

impl Dictated {
    /// All digits in one string.
    pub fn digits(&self) -> String {
        self.runs.concat()
    }
}

/// The digits that a sentence dictates; `None` where there are none.
///
/// ```
/// # use phrases::{Lang, digits};
/// let said = digits::dictated("zéro six, trente-neuf", Lang::Fr).unwrap();
/// assert_eq!((said.digits().as_str(), said.alone), ("0639", true));
/// ```
pub fn dictated(text: &str, lang: Lang) -> Option<Dictated> {
    let text = Text::read(text, lang);
    let runs = runs_of_digits(&text);
    let covered = |at: usize| runs.iter().any(|run| (run.start..run.end).contains(&at));
    let small = |word: &str| {
        is_filler(word)
            || matches!(
                word,
                "c" | "est"
                    | "le"
                    | "et"
                    | "puis"
                    | "oui"
                    | "and"
                    | "then"
                    | "its"
                    | "it"
                    | "s"
                    | "is"
                    | "yes"
            )
    };
    let alone = (0..text.tokens.len()).all(|at| covered(at) || small(text.word(at)));
    let runs: Vec<String> = runs.into_iter().map(|run| run.digits).collect();
    (!runs.is_empty()).then_some(Dictated { runs, alone })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(String, bool)> {
        dictated(text, Lang::Fr).map(|said| (said.digits(), said.alone))
    }

    #[test]
    fn digits_are_read_as_large_as_they_were_said() {
        for (text, digits, alone) in [
            ("zéro six trente-neuf quatre-vingt-dix-huit", "063998", true),
            ("euh quatorze quinze", "1415", true),
            ("dix, non, onze", "11", true),
            ("enfin non c'est soixante-trois à la fin", "63", false),
            ("06 39, et puis 98", "063998", true),
        ] {
            assert_eq!(said(text), Some((digits.to_owned(), alone)), "{text}");
        }
        assert_eq!(said("je n'en ai pas"), None);
    }
}
