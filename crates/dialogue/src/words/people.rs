//! With whom.

use super::Words;

/// Of the practitioner that is wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// «Une femme médecin».
    Woman,
    /// «Un homme».
    Man,
}

/// Of those who were offered, whom the caller doesn't want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwanted {
    /// «Pas avec lui», «pas elle».
    Of(Gender),
    /// «Quelqu'un d'autre».
    Whoever,
}

impl Words {
    /// Whom of those who were offered the caller doesn't want.
    pub(crate) fn unwanted(&self) -> Option<Unwanted> {
        let not = |them: &str| {
            self.has_row(&["pas | not", them]) || self.has_row(&["pas | not", "avec | chez | with", them])
        };
        if not("lui | him") {
            Some(Unwanted::Of(Gender::Man))
        } else if not("elle | her") {
            Some(Unwanted::Of(Gender::Woman))
        } else {
            let others = "quelqu un d autre | un autre medecin | un autre docteur | une autre personne | someone else \
                          | somebody else | another doctor";
            self.has_row(&["avec | chez | voir | par | with | see", others]).then_some(Unwanted::Whoever)
        }
    }

    /// «(C'est Paul) qui viendra.»
    pub(crate) fn somebody_else_comes(&self) -> bool {
        self.has_row(&[
            "qui | who | that",
            "vient | viendra | va venir | sera la | is coming | will come | comes | will be there",
        ])
    }

    /// Whether a woman or a man is wished.
    pub(crate) fn gender(&self) -> Option<Gender> {
        let of = |gender: &str| {
            let (fr, en) = gender.split_once(' ').unwrap_or((gender, gender));
            let doctors =
                ["docteur", "medecin", "praticien"].map(|doctor| format!("{doctor} {fr}")).join(" | ");
            let article = if fr == "femme" { "une" } else { "un" };
            let ways = ["avec", "par", "voir", "plutot", "prefere", "soit"];
            let ways = ways.map(|way| format!("{way} {article} {fr}")).join(" | ");
            self.has(&doctors)
                || self.has(&ways)
                || self.has(&format!(
                    "{article} {fr} medecin | {article} {fr} docteur | {en} doctor | see a {en} | with a {en}"
                ))
        };
        if of("femme woman") || self.has("une doctoresse | female doctor | lady doctor") {
            Some(Gender::Woman)
        } else if of("homme man") || self.has("male doctor") {
            Some(Gender::Man)
        } else {
            None
        }
    }
}
