//! Where somebody lives, or where the practice is found: «au 3ème étage», «bâtiment B, porte 12», «la dame du 12»,
//! "flat 4". Its numbers are no times, and its words no names.

use super::Found;
use super::dated::{is_month, is_weekday};
use crate::numbers;
use crate::text::{Text, Token};
use crate::{Context, Lang};

/// Parts of a house that bear a number or a letter.
const PARTS: &[&str] = &[
    "batiment",
    "immeuble",
    "escalier",
    "etage",
    "palier",
    "porte",
    "appartement",
    "appart",
    "chambre",
    "salle",
    "bureau",
    "hall",
    "bus",
    "tram",
    "tramway",
    "metro",
    "building",
    "block",
    "staircase",
    "floor",
    "flat",
    "apartment",
    "room",
    "door",
    "gate",
    "suite",
];
/// What is counted from the ground, or stands behind such a number: «au 3e (gauche)», "the 12 (bus)".
const COUNTED: &[&str] = &[
    "etage",
    "etages",
    "gauche",
    "droite",
    "porte",
    "palier",
    "sous",
    "escalier",
    "batiment",
    "appartement",
    "arrondissement",
    "rue",
    "couloir",
    "floor",
    "floors",
    "flat",
    "door",
    "building",
    "staircase",
    "street",
    "bus",
];
/// Who lives at a number: «la dame du 12».
const NEIGHBOURS: &[&str] = &[
    "dame",
    "monsieur",
    "madame",
    "voisin",
    "voisine",
    "voisins",
    "locataire",
    "locataires",
    "gens",
    "gardien",
    "gardienne",
];
/// Behind an ordinal they make a date of it, or what a number is before one.
const DATED: &[&str] = &[
    "jour",
    "semaine",
    "mois",
    "trimestre",
    "semestre",
    "quinzaine",
    "week",
    "weekend",
    "au",
    "a",
    "h",
    "heures",
];

/// Finds what is said of a house.
pub(super) fn find(text: &Text<'_>, _: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let n = counted(text, at).or_else(|| part(text, at)).or_else(|| ordinal_alone(text, at));
        let n = n.or_else(|| neighbour(text, at));
        found.extend(n.map(|n| Found::nothing(at..at + n)));
        at += n.unwrap_or(1);
    }
    found
}

/// «3ème étage», «quatrième gauche», "second floor", "number 12 bus".
fn counted(text: &Text<'_>, at: usize) -> Option<usize> {
    let n = ordinal(text, at).or_else(|| number(text, at).filter(|n| text.word(at + n) == "bus"))?;
    let joined = text.tokens.get(at + n).is_some_and(|token| !token.after_break());
    (joined && COUNTED.contains(&text.word(at + n))).then_some(n + 1)
}

/// «Bâtiment B», «porte 12», "room 4".
fn part(text: &Text<'_>, at: usize) -> Option<usize> {
    if !PARTS.contains(&text.word(at)) || text.tokens.get(at + 1).is_none_or(Token::after_break) {
        return None;
    }
    let next = text.word(at + 1);
    let lettered = next.len() == 1 && next.chars().all(|c| c.is_ascii_alphabetic());
    // «La porte a…», «l'appartement d'à côté», "the flat I rent".
    let is_word = matches!(next, "a" | "d" | "l" | "y" | "s" | "n" | "m" | "c" | "i");
    let written = text.original(at + 1..at + 2).chars().all(char::is_uppercase) && next != "i";
    if lettered && (!is_word || written) {
        return Some(2);
    }
    number(text, at + 1).map(|n| n + 1)
}

/// «C'est au 3e ?», «la voisine du 4ème»: no day of a month is called so.
fn ordinal_alone(text: &Text<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    let n = ordinal(text, at).filter(|_| text.lang == Lang::Fr && matches!(before, "au" | "du"))?;
    let first = matches!(text.word(at), "premier" | "1") || text.word(at + n - 1).starts_with("er");
    (!first && !is_dated(text.word(at + n))).then_some(n)
}

/// «La dame du 12»; not «le monsieur du 12 mars».
fn neighbour(text: &Text<'_>, at: usize) -> Option<usize> {
    let at_home = NEIGHBOURS.contains(&text.word(at)) && matches!(text.word(at + 1), "du" | "au");
    let n = number(text, at + 2).filter(|_| at_home)?;
    (!is_dated(text.word(at + 2 + n))).then_some(n + 2)
}

/// Whether a number is a date's, or a time's, by the word behind it.
fn is_dated(behind: &str) -> bool {
    DATED.contains(&behind) || is_weekday(behind) || is_month(behind)
}

fn ordinal(text: &Text<'_>, at: usize) -> Option<usize> {
    let tokens: Vec<&Token> = text.tokens.get(at..)?.iter().take(6).collect();
    numbers::ordinal(&tokens, text.lang).map(|(_, n)| n)
}

fn number(text: &Text<'_>, at: usize) -> Option<usize> {
    let tokens: Vec<&Token> = text.tokens.get(at..)?.iter().take(4).collect();
    numbers::readings(&tokens, text.lang).into_iter().map(|(_, n)| n).max()
}
