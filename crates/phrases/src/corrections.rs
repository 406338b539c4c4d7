//! What was taken back: «mardi, non, mercredi». What contradicts the correction is gone, the rest stays.

use crate::Lang;
use crate::heard::{Heard, Said, begins_with, contains, ends_with};
use crate::time::value::{Date, Day, Time};

/// Words that take something back.
struct Cues {
    /// One of these is needed between what is taken back and what replaces it…
    strong: &'static [&'static str],
    /// … and nothing but these beside it.
    neutral: &'static [&'static str],
    /// Behind the replacement they do the same.
    trailing: &'static [&'static str],
    /// Just before a mention they refuse it, so that nothing is taken back.
    refusing: &'static [&'static str],
    /// Before an appointment that exists.
    existing: &'static [&'static str],
}

const FRENCH: Cues = Cues {
    strong: &[
        "non",
        "pardon",
        "excusez moi",
        "excuse moi",
        "desole",
        "desolee",
        "je veux dire",
        "je voulais dire",
        "veux dire",
        "je me trompe",
        "je me suis trompe",
        "je me suis trompee",
        "je corrige",
        "enfin",
        "plutot",
        "qu est ce que je raconte",
        "qu est ce que je dis",
        "je dis n importe quoi",
        "n importe quoi",
        "je dis des betises",
        "je raconte n importe quoi",
        "erreur",
        "rectification",
        "attendez non",
        "disons plutot",
        "c est plutot",
        "mais non",
        "je rectifie",
        "j ai dit une betise",
        "autant pour moi",
        "au temps pour moi",
        "finalement",
        "en fait",
        "je prefere",
        "je prefererais",
        "j aimerais mieux",
    ],
    neutral: &[
        "ou",
        "attendez",
        "attends",
        "alors",
        "bon",
        "la",
        "disons",
        "oui",
        "donc",
        "du coup",
        "voila",
        "mince",
        "zut",
        "c est",
        "ce serait",
        "c etait",
        "et",
        "de",
        "du",
        "a",
        "au",
        "le",
        "pour",
        "mais",
        "je",
        "oh",
        "ah",
        "eh",
        "ben",
        "hein",
        "puis",
        "tiens",
    ],
    trailing: &["je veux dire", "je voulais dire", "pardon", "excusez moi", "je corrige", "plutot pardon"],
    refusing: &["pas", "pas le", "ni", "sauf", "sauf le", "surtout pas"],
    existing: &["rendez vous", "rdv", "celui", "celle", "seance", "consultation"],
};

const ENGLISH: Cues = Cues {
    strong: &[
        "no",
        "sorry",
        "pardon",
        "i mean",
        "i meant",
        "actually",
        "make that",
        "make it",
        "rather",
        "correction",
        "scratch that",
        "excuse me",
        "my mistake",
        "i should say",
        "wait",
    ],
    neutral: &[
        "or",
        "let me see",
        "lets say",
        "well",
        "so",
        "the",
        "on",
        "at",
        "its",
        "it is",
        "and",
        "to",
        "hang on",
        "wait",
    ],
    trailing: &["i mean", "i meant", "sorry", "rather"],
    refusing: &["not", "not on", "except", "except on", "any day but"],
    existing: &["appointment", "the one", "booked"],
};

fn cues(lang: Lang) -> &'static Cues {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
    }
}

/// Drops what was taken back; what replaces it inherits what it leaves open.
pub(crate) fn settle(heard: &Heard<'_>, said: &[Said]) -> Vec<Said> {
    let mut kept: Vec<Said> = Vec::new();
    for (at, mention) in said.iter().enumerate() {
        let next = said.get(at + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
        match kept.last() {
            Some(before) if takes_back(heard, before, mention, next) => {
                let before = before.clone();
                kept.retain(|k| k.time != before.time);
                if mention.time.day.is_some() {
                    drop_alternatives(heard, &mut kept, before.tokens.start);
                }
                let time = amended(&before.time, &mention.time);
                kept.push(Said { time, ..mention.clone() });
            }
            Some(before) if stutters(heard, before, mention) => {
                // What stood before the first refuses both: «tout sauf lundi, lundi c'est la dialyse».
                let tokens = before.tokens.start..mention.tokens.end;
                kept.pop();
                kept.push(Said { tokens, ..mention.clone() });
            }
            _ => kept.push(mention.clone()),
        }
    }
    kept
}

/// «Lundi à dix heures, ah non, j'ai le dentiste, onze heures»: who corrects the hour keeps the day.
pub(crate) fn keep_the_day(heard: &Heard<'_>, all: &[Said], said: &mut [Said]) {
    for mention in said {
        let start = mention.tokens.start;
        let dayless = mention.time.day.is_none() && mention.time.range.is_none();
        if !dayless || mention.time.hours.is_none() || mention.time.edge.is_some() {
            continue;
        }
        let mut before = all.iter().rev().filter(|s| s.tokens.end <= start);
        let dated = before.find(|s| s.time.day.is_some() || s.time.range.is_some());
        let Some(dated) = dated.filter(|s| s.time.hours.is_some() && s.time.is_plain()) else { continue };
        let whole = dated.time.day.as_ref().is_some_and(Day::takes_hours);
        let apart = heard.words(dated.tokens.end..start).iter().any(|w| matches!(*w, "ou" | "or" | "sinon"));
        if whole && !apart {
            mention.time.day.clone_from(&dated.time.day);
        }
    }
}

/// «Jeudi ou vendredi, non, lundi»: what was the other choice of what was taken back goes with it.
fn drop_alternatives(heard: &Heard<'_>, kept: &mut Vec<Said>, mut start: usize) {
    while let Some(last) = kept.last() {
        let between = heard.words(last.tokens.end..start);
        if !matches!(between[..], ["ou" | "or"] | ["ou", "bien" | "le"] | ["or", "on"]) {
            return;
        }
        start = last.tokens.start;
        kept.pop();
    }
}

/// «Lundi, lundi matin»: begun again, and further.
fn stutters(heard: &Heard<'_>, before: &Said, after: &Said) -> bool {
    let between = heard.words(before.tokens.end..after.tokens.start);
    let same_day = before.time.day.is_some() && before.time.day == after.time.day;
    let more = before.time.hours.is_none() || before.time.hours == after.time.hours;
    same_day
        && more
        && before.time.is_plain()
        && only_cues(cues(heard.text.lang), &between) == Some(false)
        && !between.contains(&"et")
}

fn takes_back(heard: &Heard<'_>, before: &Said, after: &Said, next: usize) -> bool {
    let cues = cues(heard.text.lang);
    let ahead = heard.words(0..before.tokens.start);
    let between = heard.words(before.tokens.end..after.tokens.start);
    let behind = heard.words(after.tokens.end..next);
    let trailing = cues.trailing.iter().any(|c| begins_with(&behind, c).is_some());
    let refused = cues.refusing.iter().any(|c| ends_with(&ahead, c));
    let own = heard.words(before.tokens.start.saturating_sub(4)..before.tokens.start);
    let existing = cues.existing.iter().any(|c| contains(&own, c));
    match only_cues(cues, &between) {
        // «mon rendez-vous du 3, plutôt le 5» is a move.
        Some(true) if existing && rather_alone(&between) => false,
        // «pas mardi, plutôt jeudi» refuses; «mardi, pas mardi, je voulais dire mercredi» takes back.
        Some(strong) if strong => !refused || says_more_than_rather(&between),
        Some(_) => trailing && contradict(&before.time, &after.time),
        None => false,
    }
}

fn rather_alone(between: &[&str]) -> bool {
    between.iter().all(|w| matches!(*w, "plutot" | "rather" | "a" | "au" | "le" | "to" | "on"))
}

fn says_more_than_rather(between: &[&str]) -> bool {
    between.iter().any(|w| matches!(*w, "dire" | "trompe" | "corrige" | "pardon" | "mean" | "sorry"))
}

/// Are the words nothing but cues? Then whether a strong one is among them.
fn only_cues(cues: &Cues, words: &[&str]) -> Option<bool> {
    let mut strong = false;
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let longest = |list: &[&str]| list.iter().filter_map(|c| begins_with(rest, c)).max();
        if let Some(len) = longest(cues.strong) {
            strong = true;
            at += len;
        } else {
            at += longest(cues.neutral)?;
        }
    }
    Some(strong)
}

/// Do they speak of the same thing: two days, two hours?
fn contradict(a: &Time, b: &Time) -> bool {
    (a.day.is_some() && b.day.is_some()) || (a.hours.is_some() && b.hours.is_some())
}

fn amended(old: &Time, new: &Time) -> Time {
    let mut time = new.clone();
    if time.range.is_some() || old.range.is_some() {
        return time;
    }
    time.day = match (&old.day, &new.day) {
        (Some(Day::Date(old)), Some(Day::Month { month, year })) => {
            Some(Day::Date(Date { month: Some(*month), year: *year, weekday: None, ..*old }))
        }
        (Some(Day::Date(old)), Some(Day::Date(new))) if new.month.is_none() => {
            Some(Day::Date(Date { month: old.month, year: old.year, ..*new }))
        }
        (Some(Day::Period { n, unit }), Some(Day::NextPeriod { unit: after })) if unit == after => {
            Some(Day::Period { n: n + 1, unit: *unit })
        }
        (old, None) => old.clone(),
        (_, new) => new.clone(),
    };
    let on_a_day = time.day.as_ref().is_none_or(Day::takes_hours);
    if time.hours.is_none() && on_a_day && time.edge.is_none() {
        time.hours = old.hours;
        time.same_hour = false;
    }
    time
}
