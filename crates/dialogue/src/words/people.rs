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

/// A trade that a practice may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trade {
    said: &'static str,
    /// As it is said back.
    pub(crate) name: &'static str,
}

impl Trade {
    /// Whether the practice's own words name it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        Words::of(text).has(self.said)
    }
}

const TRADES: &[(&str, &str)] = &[
    ("kine | kinesitherapeute", "kinésithérapeute"),
    ("dentiste", "dentiste"),
    ("ophtalmo | ophtalmologue | ophtalmologiste", "ophtalmologue"),
    ("dermato | dermatologue", "dermatologue"),
    ("gyneco | gynecologue", "gynécologue"),
    ("pediatre", "pédiatre"),
    ("cardiologue | cardio", "cardiologue"),
    ("psychologue", "psychologue"),
    ("psychiatre", "psychiatre"),
    ("osteo | osteopathe", "ostéopathe"),
    ("podologue", "podologue"),
    ("orthophoniste", "orthophoniste"),
    ("sage femme", "sage-femme"),
    ("orl", "ORL"),
    ("dieteticien | dieteticienne", "diététicien"),
    ("physio | physiotherapist", "physiotherapist"),
    ("dentist", "dentist"),
    ("eye doctor | optician | ophthalmologist", "eye doctor"),
    ("dermatologist", "dermatologist"),
    ("gynaecologist | gynecologist", "gynaecologist"),
    ("paediatrician | pediatrician", "paediatrician"),
    ("cardiologist", "cardiologist"),
    ("psychologist", "psychologist"),
    ("psychiatrist", "psychiatrist"),
    ("osteopath", "osteopath"),
    ("midwife", "midwife"),
];

impl Words {
    /// A trade that is asked for: «le kiné», not «mon kiné m'envoie».
    pub(crate) fn trade(&self) -> Option<Trade> {
        let asked = |trade: &str| {
            super::alternatives("le | la | l | un | une | chez | the | a | an | see | votre | your")
                .any(|by| self.has(&format!("{by} {trade}")))
        };
        let sent = self.has(
            "m envoie | m a envoye | m a envoyee | m adresse | m a dit | de la part | sent me | referred",
        );
        let known = TRADES.iter().find(|(said, _)| super::alternatives(said).any(asked));
        known.filter(|_| !sent).map(|(said, name)| Trade { said, name })
    }

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
