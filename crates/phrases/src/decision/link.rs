//! How a time stands to the one before it, by the words between them.

use std::ops::Range;

use super::beside::{clause_after, clause_before};
use super::{Placed, reach};
use crate::cues::{self, Decision};
use crate::heard::{Heard, begins_with, contains};
use crate::text::Gap;

/// Does a word stand between them that offers one or the other?
pub(super) fn offers_either(heard: &Heard<'_>, a: &Placed, b: &Placed) -> bool {
    let choice = |w: &str| matches!(w, "ou" | "soit" | "sinon" | "or" | "either" | "else" | "otherwise");
    between(heard, a, b).into_iter().any(choice)
}

/// … or offers both?
pub(super) fn joined(heard: &Heard<'_>, a: &Placed, b: &Placed) -> bool {
    // «Onze heures et demie» joins nothing.
    let of_the_clock = |w: &&str| matches!(*w, "demie" | "demi" | "quart" | "un");
    let words = between(heard, a, b);
    let and = words
        .iter()
        .enumerate()
        .any(|(at, w)| matches!(*w, "et" | "and") && !words.get(at + 1).is_some_and(of_the_clock));
    and || offers_either(heard, a, b)
}

/// The words between two times, with the first of the second: «… or the fourth».
fn between<'h>(heard: &Heard<'h>, a: &Placed, b: &Placed) -> Vec<&'h str> {
    let (first, second) = if a.tokens.start <= b.tokens.start { (a, b) } else { (b, a) };
    heard.words(first.tokens.end.min(second.tokens.start)..second.tokens.start + 1)
}

/// How a time stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Either will do, or both are wanted.
    Alternatives,
    /// It takes the place of the other.
    Instead,
    /// Nothing says which.
    Unclear,
}

/// «… l'après-midi ça va aussi»: does what follows a time say that it will do as well as the one before it?
pub(crate) fn suits_as_well(heard: &Heard<'_>, end: usize) -> bool {
    let cues = &cues::of(heard.text.lang).decision;
    let behind = heard.words(end..end + 7);
    let says = |at: usize| cues.as_well.iter().any(|c| begins_with(&behind[at..], c).is_some());
    let suiting = behind.iter().take_while(|w| cues.suiting.contains(w)).count();
    (0..=suiting).any(says)
}

/// «Jeudi, et si c'est pas possible vendredi», «Monday, or if you are full Tuesday»: the practice may not have the first.
/// «Sauf si c'est le matin» excepts, and falls back on nothing.
pub(crate) fn falls_back(between: &[&str]) -> bool {
    let theirs = ["c", "y", "il", "vous", "jamais", "its", "it", "thats", "that", "theres", "you", "youre"];
    let supposes = |at: usize| {
        matches!(between[at], "si" | "s" | "if") && between.get(at + 1).is_some_and(|w| theirs.contains(w))
    };
    let excepts = |at: usize| {
        at.checked_sub(1)
            .is_some_and(|ahead| matches!(between[ahead], "sauf" | "excepte" | "pas" | "except" | "not"))
    };
    (0..between.len()).any(|at| supposes(at) && !excepts(at))
}

/// «Le quatre de préférence»: does what follows a time like it better than another?
pub(crate) fn prefers(heard: &Heard<'_>, end: usize) -> bool {
    let preferring = cues::of(heard.text.lang).decision.preferring;
    heard.words(end..end + 6).iter().any(|word| preferring.contains(word))
}

/// «Mardi alors»: does what follows a time say that the caller has come to it?
pub(crate) fn settles_behind(heard: &Heard<'_>, end: usize) -> bool {
    let behind = heard.words(end..end + 5);
    cues::of(heard.text.lang).decision.settling_behind.iter().any(|c| begins_with(&behind, c).is_some())
}

pub(super) fn link(heard: &Heard<'_>, cues: &Decision, old: &Placed, new: &Placed) -> Link {
    // Two hours of one day, in one breath.
    if old.tokens == new.tokens {
        return Link::Alternatives;
    }
    let from = old.tokens.end.min(new.tokens.start);
    let between = heard.words(from..new.tokens.start);
    let own = heard.words(new.tokens.clone());
    let behind = heard.words(new.tokens.end..new.tokens.end + 2);
    let ahead = heard.words(old.tokens.start.saturating_sub(5)..old.tokens.start);
    let said = |list: &[&str], words: &[&str]| list.iter().any(|c| contains(words, c));
    let as_well = suits_as_well(heard, new.tokens.end);
    let turns = said(cues.turning, &between) && !as_well && !falls_back(&between);
    let joins = said(cues.joining, &between)
        || own.first() == Some(&"or")
        || falls_back(&between)
        || as_well
        || said(cues.as_well, &behind);
    // «Jeudi, et on m'a mis vendredi» doesn't ask for both.
    let only_and = || {
        let and = |w: &&str| matches!(*w, "et" | "and");
        let rest: Vec<&str> = between.iter().copied().filter(|w| !and(w)).collect();
        between.iter().any(and) && !said(cues.joining, &rest)
    };
    let offered = falls_back(&between) || said(cues.as_well, &between);
    let tells = joins && between.len() > 3 && only_and() && !offered;
    let alike = old.first().kind == new.first().kind;
    let listed = alike && between.is_empty() && !ends_sentence(heard, &new.tokens);
    // «Jeudi en huit, donc le douze», and it isn't: one day said in two ways.
    let restates =
        |w: &&str| matches!(*w, "donc" | "so" | "soit" | "c" | "est" | "a" | "dire" | "that" | "is");
    if old.way != new.way && old.day().is_some() && new.day().is_some() && between.iter().all(restates) {
        return Link::Unclear;
    }
    if listed && heard.hesitates(new.tokens.start) {
        // «Lundi sept, euh, mardi huit»: begun again.
        let whole = |tokens: &Range<usize>| tokens.len() > 1;
        return if whole(&old.tokens) && whole(&new.tokens) { Link::Instead } else { Link::Unclear };
    }
    // «Mardi quatorze heures, mais à quinze heures»: another hour of that day.
    let of_one_day = reach::is_moment(old.first()) && reach::is_moment(new.first()) && old.day() == new.day();
    if of_one_day && matches!(between[..], ["mais" | "but"]) {
        return Link::Instead;
    }
    if is_cleft(heard, &new.tokens) || comes_back(heard, from) || insists(heard, new.tokens.start) {
        return Link::Instead;
    }
    if is_first_choice(heard, &old.tokens) {
        return Link::Alternatives;
    }
    // «C'est le dix-sept, c'est ça, ou le seize ?»: which it was is asked.
    if said(cues.wondering, &between) {
        return Link::Unclear;
    }
    if tells && !turns {
        return Link::Unclear;
    }
    if joins && !turns || listed {
        return Link::Alternatives;
    }
    // «Enfin, ou le matin»: one more, by somebody who turns.
    if joins && matches!(between.last(), Some(&"ou" | &"or")) {
        return Link::Unclear;
    }
    let replaced = said(cues.was_meant, &ahead);
    let settled = said(cues.settling, &between)
        || said(cues.settling_behind, &behind[..behind.len().min(1)])
        || said(cues.settling_behind, &own);
    if turns || replaced || settled { Link::Instead } else { Link::Unclear }
}

fn ends_sentence(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    heard.tokens.get(tokens.start).is_some_and(|t| matches!(t.gap, Gap::Mark('.' | '!' | '?' | '…')))
}

/// «Oh et puis neuf heures»: by somebody who thinks again.
fn comes_back(heard: &Heard<'_>, from: usize) -> bool {
    heard.hesitates(from) && heard.words(from..from + 2) == ["et", "puis"]
}

/// «Ah si, vendredi», «mais si, vendredi»: that «si» is no condition, it affirms.
pub(super) fn insists(heard: &Heard<'_>, at: usize) -> bool {
    let ahead = heard.words(at.saturating_sub(2)..at);
    let affirms = ahead.last() == Some(&"si");
    affirms && (heard.hesitates(at - 1) || matches!(ahead[..], ["mais" | "non", _]))
}

/// «Si jeudi dix heures est pris, vendredi»: the first of two, should the practice have it.
pub(crate) fn is_first_choice(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let cues = &cues::of(heard.text.lang).decision;
    let ahead = clause_before(heard, tokens.start);
    let Some(at) = ahead.iter().rposition(|w| matches!(*w, "si" | "s" | "if")) else { return false };
    let condition = &ahead[at + 1..];
    let behind = clause_after(heard, tokens.end);
    let said = |list: &[&str], words: &[&str]| list.iter().any(|c| contains(words, c));
    let bare = condition.iter().all(|w| cues.small.contains(w) || *w == "jamais");
    bare && said(cues.taken, &behind) || said(cues.lacking, condition)
}

/// «… ou 8 h 30, si vous n'ouvrez qu'à 8 h 30»: said in a condition.
pub(super) fn is_supposed(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let ahead = clause_before(heard, tokens.start);
    let si = ahead.iter().rposition(|w| matches!(*w, "si" | "s" | "if"));
    si.is_some_and(|at| at + 1 < ahead.len()) && !insists(heard, tokens.start)
}

/// «C'est vendredi que je veux», «it's Friday I want».
pub(super) fn is_cleft(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let ahead = heard.words(tokens.start.saturating_sub(3)..tokens.end);
    let begins = ahead.windows(2).any(|w| matches!(w, ["c", "est" | "etait"])) || ahead.contains(&"its");
    // An hour said behind it may have drawn the words into the time.
    let own = heard.words(tokens.start..tokens.end + 2);
    let picks = |w: &[&str]| {
        matches!(w, ["que" | "qu", "je" | "j" | "il" | "on" | "nous"] | ["i", "want" | "need" | "wanted"])
    };
    begins && own.windows(2).any(picks)
}
