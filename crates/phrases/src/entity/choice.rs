//! A choice among offers: «le deuxième», «plutôt le dernier».

use super::dated::{is_month, is_weekday};
use super::{Found, takes_back};
use crate::numbers;
use crate::text::{Text, Token};
use crate::{Context, EntityKind, Expecting, Lang};

/// What may follow an ordinal that stands for an offer; any other noun makes it an ordinary adjective.
const AFTER: &[&str] = &[
    "",
    "s",
    "si",
    "svp",
    "merci",
    "alors",
    "c",
    "ca",
    "est",
    "me",
    "m",
    "oui",
    "plutot",
    "horaire",
    "creneau",
    "choix",
    "option",
    "proposition",
    "possibilite",
    "one",
    "slot",
    "option",
    "choice",
    "please",
    "thanks",
    "then",
    "works",
    "is",
    "sounds",
    "time",
    "would",
    "and",
    "et",
    "or",
    "ou",
    "soit",
    "mais",
    "non",
    "no",
    "euh",
    "je",
    "i",
    "ira",
    "irait",
    "sera",
    "serait",
    "convient",
    "heure",
    "pour",
    "parfait",
    "voila",
    "donc",
    "en",
    "that",
    "will",
    "suits",
    "if",
    "but",
    "ok",
    "d",
    "vous",
    "date",
    "jour",
    "on",
    "rather",
];
/// Before «dernier» they make a date, as days and months do.
const DATED: &[&str] = &[
    "mois",
    "an",
    "annee",
    "semaine",
    "fois",
    "ete",
    "hiver",
    "weekend",
    "end",
    "week",
    "jour",
    "nuit",
    "printemps",
    "automne",
    "siecle",
];

/// Finds the offer that is chosen; of several, the one that wasn't taken back.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let choosing = matches!(context.expecting, Expecting::Choice | Expecting::WhichAppointment);
    let mut found: Vec<(usize, Found)> = Vec::new();
    for at in 0..text.tokens.len() {
        let said = ordinal(text, at).or_else(|| numbered(text, at, choosing)).or_else(|| middle(text, at));
        let Some((value, n)) = said else { continue };
        if refused(text, at) || !stands_for_an_offer(text, at, at + n, choosing) {
            continue;
        }
        found.push((at, Found::named(EntityKind::Ordinal, value.to_string(), text, at..at + n)));
    }
    let corrected =
        |at: usize| (1..=3).any(|back| at >= back && takes_back(text, at - back).is_some_and(|n| n <= back));
    if let Some(last) = found.iter().rposition(|(at, _)| *at > 0 && corrected(*at)) {
        found.drain(..last);
    }
    found.into_iter().map(|(_, f)| f).collect()
}

/// The ordinal at a token: from 1, or -1 for the last.
fn ordinal(text: &Text<'_>, at: usize) -> Option<(i64, usize)> {
    let word = text.word(at);
    match (text.lang, word) {
        (Lang::Fr, "dernier" | "derniere") => {
            let before = at.checked_sub(1).map_or("", |i| text.word(i));
            let dated = DATED.contains(&before) || is_weekday(before) || is_month(before);
            return (!dated).then_some(if before == "avant" { (-2, 1) } else { (-1, 1) });
        }
        (Lang::En, "last") => return Some((-1, 1)),
        _ => {}
    }
    let tokens: Vec<&Token> = text.tokens.get(at..)?.iter().take(4).collect();
    numbers::ordinal(&tokens, text.lang).map(|(n, len)| (i64::from(n), len))
}

/// «Celui du milieu», "the middle one": three are offered at most.
fn middle(text: &Text<'_>, at: usize) -> Option<(i64, usize)> {
    let before = at.checked_sub(2).map_or("", |i| text.word(i));
    let french = text.says(at, "milieu").filter(|_| matches!(before, "celui" | "celle" | "creneau"));
    french.or_else(|| text.says(at, "middle one")).map(|n| (2, n))
}

/// «le deux», «numéro 2», «option 2»: only when offers were just made, or so called.
fn numbered(text: &Text<'_>, at: usize, choosing: bool) -> Option<(i64, usize)> {
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    let called = matches!(before, "option" | "numero" | "number" | "choix" | "proposition");
    if !(called || choosing && matches!(before, "le" | "la" | "the")) {
        return None;
    }
    let tokens: Vec<&Token> = text.tokens.get(at..)?.iter().take(2).collect();
    let (number, n) = numbers::readings(&tokens, text.lang).into_iter().min_by_key(|(_, n)| *n)?;
    let goes_on = AFTER.contains(&text.word(at + n)) && called;
    let alone = text.tokens.get(at + n).is_none_or(Token::after_break) || goes_on || text.word(at + n) == "s";
    ((1..=3).contains(&number.n) && number.digits < 2 && alone).then_some((i64::from(number.n), n))
}

/// «pas le premier».
fn refused(text: &Text<'_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |i| text.word(i));
    matches!(before(1), "pas" | "not")
        || matches!(before(1), "le" | "la" | "the") && matches!(before(2), "pas" | "not")
}

/// «Annulez le», "move the".
pub(super) fn gives_up(text: &Text<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &[
        "annul",
        "supprim",
        "deplac",
        "decal",
        "report",
        "repouss",
        "cancel",
        "move",
        "postpon",
        "reschedul",
    ];
    let word = at.checked_sub(2).map_or("", |i| text.word(i));
    VERBS.iter().any(|verb| word.starts_with(verb))
}

/// «Le premier des trois», «le dernier que vous avez dit».
fn is_among_offers(text: &Text<'_>, end: usize) -> bool {
    const AMONG: &[&str] = &[
        "des deux",
        "des trois",
        "des 2",
        "des 3",
        "de vos propositions",
        "des propositions",
        "des creneaux",
        "of the two",
        "of the three",
        "of the 2",
        "of the 3",
        "of those",
        "of these",
        "you said",
        "you mentioned",
        "you offered",
        "you gave",
    ];
    const SAID: &[&str] = &["dit", "dits", "propose", "donne", "cite", "mentionne", "annonce"];
    let told = text.says(end, "que vous avez").is_some_and(|n| SAID.contains(&text.word(end + n)));
    told || AMONG.iter().any(|words| text.says(end, words).is_some())
        || text.says(end, "que vous venez de").is_some()
}

/// «Celui que vous avez dit en deuxième».
fn is_told_in_order(text: &Text<'_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |i| text.word(i));
    before(1) == "en" && matches!(before(2), "dit" | "propose" | "donne" | "cite" | "annonce" | "mentionne")
}

fn stands_for_an_offer(text: &Text<'_>, at: usize, end: usize, choosing: bool) -> bool {
    let after = text.word(end);
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    if is_among_offers(text, end) || is_told_in_order(text, at) {
        return true;
    }
    if is_month(after)
        || is_month(before)
        || after == "of"
        || matches!(before, "une" | "deux" | "one" | "two" | "a" | "mon" | "ma" | "my" | "of")
    {
        return false;
    }
    if middle(text, at).is_some() {
        return true;
    }
    let broken = text.tokens.get(end).is_none_or(Token::after_break);
    let of_appointments = choosing || gives_up(text, at);
    let ends_well = broken
        || AFTER.contains(&after)
        || of_appointments && matches!(after, "rendez" | "rdv" | "appointment")
        || gives_up(text, at) && matches!(after, "a" | "au" | "to");
    let lone = text.tokens.len() == end - at;
    let very = matches!(before, "tout" | "toute" | "very");
    let before = if very { at.checked_sub(2).map_or("", |i| text.word(i)) } else { before };
    let pointed = matches!(
        before,
        "le" | "la"
            | "the"
            | "plutot"
            | "l"
            | "celui"
            | "prends"
            | "les"
            | "avant"
            | "option"
            | "numero"
            | "number"
            | "choix"
            | "proposition"
            | "des"
    );
    lone || ends_well && (pointed || choosing)
}
