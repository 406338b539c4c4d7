//! Services that are told of and not wished: what was done before, and what is to be talked about.

use std::ops::Range;

use crate::text::Text;

/// What stands between a cue and the service.
const SMALL: &[&str] = &[
    "de", "d", "du", "des", "la", "le", "l", "les", "ma", "mon", "mes", "sa", "son", "ses", "notre", "nos",
    "leur", "leurs", "cette", "ce", "au", "aux", "a", "the", "my", "his", "her", "our", "their", "that",
    "this", "last", "derniere", "dernier",
];
const INDEFINITE: &[&str] = &["un", "une", "a", "an"];
/// What was done, or is over: said before it.
const BEHIND_US: &[&str] = &[
    "resultat",
    "resultats",
    "suite",
    "suites",
    "reaction",
    "reagi",
    "depuis",
    "apres",
    "results of",
    "results from",
    "result of",
    "reaction to",
    "reacted to",
    "react to",
    "since",
    "after",
    "following",
];
/// What is to be talked about, said before it.
const TALK: &[&str] = &[
    "parler",
    "reparler",
    "discuter",
    "parle",
    "discute",
    "discuss",
    "talk about",
    "talk through",
    "go over",
];
/// What it is about: with somebody to be seen, no more than the reason.
const ABOUT: &[&str] = &["sujet", "propos", "concernant", "about", "regarding"];
const SEEING: &[&str] = &[
    "voir",
    "revoir",
    "rendez vous",
    "rdv",
    "consulter",
    "montrer",
    "see",
    "appointment",
    "show",
    "discuter",
    "discuss",
];
const HAVING: &[&str] = &["ai", "a", "as", "avons", "avez", "ont", "had", "got", "ve had", "ve got"];
const DONE: &[&str] =
    &["fait", "faite", "eu", "eue", "recu", "recue", "passe", "passee", "subi", "had", "got", "received"];
/// Between the auxiliary and the participle.
const ADVERBS: &[&str] = &["deja", "juste", "bien", "just", "already"];
/// There is one more to come, or it was to be.
const TO_COME: &[&str] = &[
    "deuxieme",
    "seconde",
    "second",
    "suivant",
    "suivante",
    "prochain",
    "prochaine",
    "encore",
    "autre",
    "refaire",
    "next",
    "another",
    "again",
    "booked",
    "scheduled",
    "planned",
    "annuler",
    "annulez",
    "annule",
    "deplacer",
    "decaler",
    "reporter",
    "cancel",
    "move",
    "reschedule",
    "change",
];

/// «Pour parler de ma prise de sang», «j'ai fait une prise de sang hier et je voudrais voir le docteur», "about the vaccine
/// I had": it is why somebody is to be seen, and nothing that is to be booked.
pub(super) fn is_told_of(text: &Text<'_>, service: &Range<usize>) -> bool {
    let mut cue = service.start;
    while cue > 0 && SMALL.contains(&text.word(cue - 1)) && !is_verb(text, cue - 1) {
        cue -= 1;
    }
    let definite =
        !service.start.checked_sub(1).is_some_and(|before| INDEFINITE.contains(&text.word(before)));
    let sees = says_any(text, SEEING);
    ends_with(text, cue, TALK)
        || definite && ends_with(text, cue, BEHIND_US)
        || definite && sees && ends_with(text, cue, ABOUT)
        || matches!(text.word(service.end), "results" | "result")
        || (sees && !says_any(text, TO_COME))
            && (was_done(text, service.start) || is_what_was_done(text, service.end))
}

/// «J'ai déjà fait une prise de sang», "I had a blood test".
fn was_done(text: &Text<'_>, service: usize) -> bool {
    let small = |at: usize| SMALL.contains(&text.word(at)) || INDEFINITE.contains(&text.word(at));
    let mut at = service;
    while at > 0 && small(at - 1) && !is_verb(text, at - 1) {
        at -= 1;
    }
    at > 0 && is_verb(text, at - 1)
}

/// «(La prise de sang) que j'ai faite hier», "(the vaccine) I had last week".
fn is_what_was_done(text: &Text<'_>, end: usize) -> bool {
    let relative =
        matches!(text.word(end), "que" | "qu" | "that" | "which" | "i" | "we" | "he" | "she" | "they");
    relative && (end + 1..end + 6).any(|at| is_verb(text, at))
}

/// Is it a verb of what was done, in the past?
fn is_verb(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    let before = (0..at)
        .rev()
        .map(|before| text.word(before))
        .find(|word| !ADVERBS.contains(word))
        .unwrap_or_default();
    let simple = matches!(word, "had" | "got" | "received");
    DONE.contains(&word) && (simple || HAVING.contains(&before))
}

fn ends_with(text: &Text<'_>, end: usize, cues: &[&str]) -> bool {
    cues.iter().any(|cue| {
        let len = cue.split(' ').count();
        end.checked_sub(len).is_some_and(|from| text.says(from, cue).is_some())
    })
}

fn says_any(text: &Text<'_>, cues: &[&str]) -> bool {
    (0..text.tokens.len()).any(|at| cues.iter().any(|cue| text.says(at, cue).is_some()))
}
