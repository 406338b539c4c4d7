//! Doctors that were asked for by a name the practice doesn't know.

use super::person::{is_name_word, titled};
use super::vocabulary::{surname_at, surnames};
use crate::text::{Text, Token};
use crate::{Context, Lang};

/// What a doctor is called by; «madame Martin» is more often a patient.
const DOCTOR: &[&str] = &["docteur", "docteure", "dr", "doctor", "professeur"];
/// Before a doctor who is asked for.
const ASKED: &[&str] = &["avec", "chez", "voir", "consulter", "with", "see", "seeing", "par", "pour"];
/// Before a doctor who only sent the caller, or is one.
const ELSEWHERE: &[&str] = &[
    "suis",
    "part",
    "traitant",
    "envoie",
    "envoyee",
    "envoye",
    "adressee",
    "adresse",
    "adressait",
    "ordonnance",
    "courrier",
    "lettre",
    "prescrit",
    "prescription",
    "im",
    "am",
    "from",
    "referred",
    "gp",
    "letter",
    "sent",
    "remplace",
    "confrere",
    "rue",
    "avenue",
    "place",
    "boulevard",
    "square",
    "ici",
];
/// Words that may follow the title and are no name.
const NO_NAME: &[&str] = &[
    "traitant",
    "traitante",
    "generaliste",
    "habituel",
    "habituelle",
    "remplacant",
    "remplacante",
    "homme",
    "femme",
    "specialiste",
    "urgemment",
    "rapidement",
    "vite",
    "directement",
    "consulte",
    "travaille",
    "recoit",
    "rappelle",
    "rappellera",
    "prochainement",
    "again",
    "soon",
    "quickly",
    "himself",
    "herself",
    "dentiste",
    "personnellement",
    "svp",
    "medecine",
    "avant",
    "apres",
    "who",
    "which",
    "semaine",
    "prochain",
];

/// The surnames of doctors that were asked for and whom the practice doesn't have, written as names are.
pub(crate) fn unknown_practitioners(text: &Text<'_>, context: &Context<'_>) -> Vec<String> {
    let terms = &context.vocabulary.practitioners;
    if terms.is_empty() {
        return Vec::new();
    }
    let known = |at: usize| {
        terms.iter().flat_map(|t| surnames(t, terms, text)).any(|name| surname_at(text, at, &name).is_some())
    };
    (1..text.tokens.len())
        .filter(|at| DOCTOR.contains(&text.word(*at - 1)) && is_asked_for(text, *at - 1))
        .filter(|at| looks_like_a_name(text, *at) && !known(*at) && !known(*at + 1))
        .map(|at| titled(text.original(at..at + 1)))
        .collect()
}

fn is_asked_for(text: &Text<'_>, title: usize) -> bool {
    let before = |n: usize| title.checked_sub(n).map_or("", |i| text.word(i));
    let elsewhere = (1..=5).any(|n| ELSEWHERE.contains(&before(n)));
    let asked = (1..=2).any(|n| ASKED.contains(&before(n)));
    let article = matches!(before(1), "le" | "la" | "du" | "au" | "");
    !elsewhere && (asked || article)
}

fn looks_like_a_name(text: &Text<'_>, at: usize) -> bool {
    let written = text.original(at..at + 1).chars().next().is_some_and(char::is_uppercase);
    let asked = (2..=4).any(|n| at.checked_sub(n).is_some_and(|i| ASKED.contains(&text.word(i))));
    let joined = text.tokens.get(at).is_some_and(|t: &Token| !t.after_break());
    let folded = text.word(at);
    joined
        && is_name_word(text, at)
        && folded.len() > 2
        && !NO_NAME.contains(&folded)
        && (written || asked || text.lang == Lang::Fr && text.word(at + 1).is_empty())
}
