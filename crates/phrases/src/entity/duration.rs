//! Lengths of time, in ISO 8601.

use super::Found;
use crate::numbers;
use crate::text::{Text, Token};
use crate::{Context, EntityKind, Lang};

/// What makes a length of time a time: «dans deux semaines», «il y a un mois».
const DIRECTED: &[&str] = &[
    "dans",
    "ici",
    "a",
    "sous",
    "depuis",
    "toutes",
    "tous",
    "in",
    "within",
    "every",
    "since",
    "apres",
    "after",
    "avant",
    "before",
    "next",
    "last",
    "les",
    "the",
    "des",
    "prochains",
    "prochaines",
];
const DIRECTING: &[&str] =
    &["plus", "apres", "avant", "ago", "later", "from", "after", "before", "prochaines"];

/// Finds the lengths of time that aren't the distance of a time.
pub(super) fn find(text: &Text<'_>, _context: &Context<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for at in 0..text.tokens.len() {
        let Some((value, n)) = fraction(text, at).or_else(|| counted(text, at)) else { continue };
        let before = at.checked_sub(1).map_or("", |i| text.word(i));
        if DIRECTED.contains(&before) || DIRECTING.contains(&text.word(at + n)) {
            continue;
        }
        if is_a_pause(text, at) {
            found.push(Found::nothing(at..at + n));
            continue;
        }
        let mut new = Found::named(EntityKind::Duration, value, text, at..at + n);
        // «décaler d'une semaine» moves a time, so its words stay readable.
        new.masks = !matches!(before, "d" | "de" | "by") || is_of_a_visit(text, at);
        if !found.iter().any(|f| f.overlaps(&new)) {
            found.push(new);
        }
    }
    found
}

/// «une demi-heure», «un quart d'heure», «trois quarts d'heure», «half an hour».
fn fraction(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let forms: &[(&str, u32)] = match text.lang {
        Lang::Fr => &[
            ("une demi heure", 30),
            ("une demie heure", 30),
            ("demi heure", 30),
            ("trois quarts d heure", 45),
            ("3 quarts d heure", 45),
            ("un quart d heure", 15),
            ("quart d heure", 15),
            ("une petite heure", 60),
        ],
        Lang::En => &[
            ("half an hour", 30),
            ("a half hour", 30),
            ("three quarters of an hour", 45),
            ("a quarter of an hour", 15),
            ("quarter of an hour", 15),
        ],
    };
    forms.iter().find_map(|(form, minutes)| text.says(at, form).map(|n| (iso(*minutes, "T", "M"), n)))
}

/// A number and a unit.
fn counted(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let tokens: Vec<&Token> = text.tokens.get(at..)?.iter().take(8).collect();
    let mut readings = numbers::readings(&tokens, text.lang);
    readings.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    if matches!(text.word(at), "une" | "un" | "a" | "an") && readings.is_empty() {
        readings.push((numbers::Number { n: 1, zero: false, digits: 0 }, 1));
    }
    readings.into_iter().find_map(|(number, n)| {
        let unit = text.word(at + n);
        if let Some((time, letter, times)) = unit_of(text, at, n, unit) {
            return Some((iso(number.n * times, time, letter), n + 1));
        }
        marked(text, at, n).map(|letter| (iso(number.n, "T", letter), n))
    })
}

/// The unit at a token: (the time designator, the letter, how many of it).
fn unit_of(text: &Text<'_>, at: usize, n: usize, unit: &str) -> Option<(&'static str, &'static str, u32)> {
    Some(match unit {
        "seconde" | "secondes" | "sec" | "secs" => ("T", "S", 1),
        "second" | "seconds" if text.lang == Lang::En => ("T", "S", 1),
        "minute" | "minutes" | "min" | "mins" | "mn" => ("T", "M", 1),
        // «deux heures» alone is an hour of the day.
        "heure" | "heures" | "hour" | "hours" if lasting(text, at, at + n + 1) => ("T", "H", 1),
        "jour" | "jours" | "day" | "days" => ("", "D", 1),
        "semaine" | "semaines" | "week" | "weeks" => ("", "W", 1),
        "mois" | "month" | "months" => ("", "M", 1),
        "trimestre" | "trimestres" | "quarter" | "quarters" => ("", "M", 3),
        "an" | "ans" | "annee" | "annees" | "year" | "years" => ("", "Y", 1),
        _ => return None,
    })
}

/// «Pendant deux heures», «un rendez-vous d'une heure», «décaler d'une heure», «une heure entière».
fn lasting(text: &Text<'_>, at: usize, end: usize) -> bool {
    const LASTS: &[&str] = &["pendant", "dure", "durer", "duree", "durera", "dura"];
    const SHIFTS: &[&str] = &["retard", "decal", "avanc", "report", "repouss", "prolong", "raccourc"];
    const WHOLE: &[&str] = &["entiere", "entieres", "complete", "completes", "pleine", "pleines"];
    let before = |n: usize| at.checked_sub(n).map_or("", |i| text.word(i));
    let shifted = || matches!(before(1), "d" | "de") && SHIFTS.iter().any(|verb| before(2).starts_with(verb));
    text.lang == Lang::En
        || LASTS.contains(&before(1))
        || matches!(before(2), "dure" | "duree")
        || WHOLE.contains(&text.word(end))
        || shifted()
        || is_of_a_visit(text, at)
}

/// «Un rendez-vous d'une heure»; «mon rendez-vous de deux heures» is at two.
fn is_of_a_visit(text: &Text<'_>, at: usize) -> bool {
    const VISITS: &[&str] =
        &["un rendez vous d", "un rdv d", "un creneau d", "une seance d", "une consultation d"];
    let said = |visit: &&str| {
        let start = at.checked_sub(visit.split(' ').count());
        start.is_some_and(|start| text.says(start, visit).is_some())
    };
    text.lang == Lang::Fr && matches!(text.word(at), "une" | "1") && VISITS.iter().any(said)
}

/// «Attendez deux secondes», "give me two minutes": how long the other is to wait.
fn is_a_pause(text: &Text<'_>, at: usize) -> bool {
    const WAITS: &[&str] = &[
        "attendez",
        "attends",
        "patientez",
        "patiente",
        "donnez moi",
        "donne moi",
        "laissez moi",
        "accordez moi",
        "hold on",
        "hang on",
        "wait",
        "give me",
        "bear with me",
    ];
    let small = at > 0 && matches!(text.word(at - 1), "for" | "juste" | "encore" | "euh");
    let end = at - usize::from(small);
    let ends = |cue: &&str| {
        let start = end.checked_sub(cue.split(' ').count());
        start.is_some_and(|start| text.says(start, cue).is_some())
    };
    WAITS.iter().any(ends)
}

/// `2'` and `1"`.
fn marked(text: &Text<'_>, at: usize, n: usize) -> Option<&'static str> {
    let end = text.tokens.get(at + n - 1).filter(|t| t.is_digits())?.end;
    match text.source.get(end..)?.chars().next()? {
        '"' | '″' => Some("S"),
        '\'' | '′' if text.tokens.len() == at + n => Some("M"),
        _ => None,
    }
}

fn iso(n: u32, time: &str, letter: &str) -> String {
    format!("P{time}{n}{letter}")
}
