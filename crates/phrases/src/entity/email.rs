//! E-mail addresses, written and said aloud.

use super::{Found, is_filler};
use crate::numbers;
use crate::text::{Gap, Text, Token};
use crate::{Context, EntityKind, Lang};

/// What can't be a part of an address that is said aloud.
const STOPS: &[&str] = &[
    "est",
    "c",
    "mail",
    "email",
    "e",
    "adresse",
    "address",
    "mon",
    "ma",
    "my",
    "is",
    "its",
    "a",
    "oui",
    "yes",
    "le",
    "la",
    "voila",
    "alors",
    "euh",
    "donc",
    "electronique",
    "courriel",
    "the",
    "it",
    "um",
    "uh",
    "so",
    "s",
    "ecrit",
    "et",
    "and",
    "vous",
    "pouvez",
    "m",
    "ecrire",
    "sur",
    "au",
    "to",
    "me",
    "bonjour",
    "etait",
];
/// Hosts whose point before the country is often swallowed.
const HOSTS: &[&str] = &[
    "gmail",
    "hotmail",
    "orange",
    "free",
    "yahoo",
    "wanadoo",
    "outlook",
    "laposte",
    "sfr",
    "icloud",
    "protonmail",
    "live",
];
const ENDINGS: &[&str] = &["fr", "com", "net", "org", "be", "ch", "eu", "uk"];

/// Finds the addresses.
pub(super) fn find(text: &Text<'_>, _context: &Context<'_>) -> Vec<Found> {
    (0..text.tokens.len()).filter_map(|at| written(text, at).or_else(|| said(text, at))).collect()
}

/// Around an `@`.
fn written(text: &Text<'_>, at: usize) -> Option<Found> {
    let sign = text.tokens.get(at)?.start.checked_sub(1)?;
    if text.source.as_bytes().get(sign) != Some(&b'@') {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let (before, after) = (text.source.get(..sign)?, text.source.get(sign + 1..)?);
    let local = before.rsplit(|c| !is_part(c)).next()?.trim_start_matches('.');
    let host = after.split(|c| !is_part(c)).next()?.trim_end_matches(['.', '-']);
    let value = format!("{local}@{host}");
    let (from, to) = (sign - local.len(), sign + 1 + host.len());
    let first = text.tokens.iter().position(|t| t.start >= from)?;
    let end = text.tokens.iter().position(|t| t.start >= to).unwrap_or(text.tokens.len());
    is_address(local, host).then(|| Found::named(EntityKind::Email, value, text, first..end))
}

/// Around «arobase».
fn said(text: &Text<'_>, at: usize) -> Option<Found> {
    let sign = sign(text, at)?;
    let (local, first) = local_part(text, at)?;
    let (host, end) = host_part(text, at + sign)?;
    is_address(&local, &host)
        .then(|| Found::named(EntityKind::Email, format!("{local}@{host}"), text, first..end))
}

fn is_address(local: &str, host: &str) -> bool {
    let ending = host.rsplit('.').next().unwrap_or("");
    !local.is_empty()
        && host.contains('.')
        && ending.len() >= 2
        && ending.chars().all(|c| c.is_ascii_alphabetic())
}

fn sign(text: &Text<'_>, at: usize) -> Option<usize> {
    match (text.lang, text.word(at)) {
        (_, "arobase" | "arobaze" | "arobas" | "arrobase" | "arobasse") => Some(1),
        (Lang::Fr, "a") if text.word(at + 1) == "commercial" => Some(2),
        (Lang::En, "at") => Some(if text.word(at + 1) == "sign" { 2 } else { 1 }),
        _ => None,
    }
}

/// A word for a mark: (what is written, tokens).
fn mark(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    match text.word(at) {
        "point" | "dot" => Some((".", 1)),
        "tiret" if text.says(at, "tiret du bas").is_some() => Some(("_", 3)),
        "tiret" if text.word(at + 1) == "bas" => Some(("_", 2)),
        "tiret" if text.word(at + 1) == "du" && matches!(text.word(at + 2), "8" | "huit") => Some(("_", 3)),
        "tiret" if text.word(at + 1) == "du" && matches!(text.word(at + 2), "6" | "six") => Some(("-", 3)),
        "tiret" | "dash" | "hyphen" => Some(("-", 1)),
        "trait" if text.says(at, "trait d union").is_some() => Some(("-", 3)),
        "underscore" | "souligne" => Some(("_", 1)),
        "plus" => Some(("+", 1)),
        _ => None,
    }
}

/// «tout attaché» and the like, which is said of the address and isn't in it.
fn manner(text: &Text<'_>, at: usize) -> Option<usize> {
    [
        "tout attache",
        "tout colle",
        "en un mot",
        "en un seul mot",
        "tout en minuscules",
        "en minuscules",
        "tout en minuscule",
        "all one word",
        "one word",
        "all lowercase",
        "attache",
    ]
    .iter()
    .find_map(|p| text.says(at, p))
}

/// What stands before a token between two that are one written word; a full stop with a space ends a sentence.
fn joint(text: &Text<'_>, at: usize) -> Option<&'static str> {
    let token = text.tokens.get(at)?;
    let before = at.checked_sub(1).and_then(|before| text.tokens.get(before))?;
    if text.source.get(before.end..token.start)?.contains(char::is_whitespace) {
        return None;
    }
    match token.gap {
        Gap::Glued => Some(""),
        Gap::Hyphen => Some("-"),
        Gap::Mark('.') => Some("."),
        Gap::Mark('+') => Some("+"),
        Gap::Mark('_') => Some("_"),
        _ => None,
    }
}

/// The local part that ends before a token, with its first token.
fn local_part(text: &Text<'_>, end: usize) -> Option<(String, usize)> {
    let first = local_start(text, end);
    let mut out = String::new();
    let mut at = first;
    while at < end {
        if at > first
            && let Some(joint) = joint(text, at)
        {
            out.push_str(joint);
        }
        at += piece(text, at, end, &mut out);
    }
    (first < end).then_some((out, first))
}

/// Walks back from the sign as far as an address may reach.
fn local_start(text: &Text<'_>, end: usize) -> usize {
    let mut first = end;
    while first > 0 {
        let word = text.word(first - 1);
        let joined = first < end && joint(text, first).is_some();
        let broken = first < end && text.tokens.get(first).is_some_and(Token::after_break);
        if !joined && (broken || STOPS.contains(&word) && !belongs(text, first - 1, end)) {
            break;
        }
        first -= 1;
    }
    first
}

/// A lone letter right before a mark belongs to the address («a point martin»), and so does «soixante et un».
fn belongs(text: &Text<'_>, at: usize, end: usize) -> bool {
    text.word(at) == "et" && matches!(text.word(at + 1), "un" | "onze")
        || text.word(at).len() == 1 && at + 1 < end && mark(text, at + 1).is_some()
}

/// Writes the piece at a token; returns its tokens.
fn piece(text: &Text<'_>, at: usize, end: usize, out: &mut String) -> usize {
    if is_filler(text.word(at)) {
        return 1;
    }
    if let Some(n) = manner(text, at) {
        return n;
    }
    if let Some((written, n)) = mark(text, at).filter(|(_, n)| at + n < end) {
        out.push_str(written);
        return n;
    }
    let tokens: Vec<&Token> = text.tokens[at..end].iter().collect();
    let number = numbers::readings(&tokens, text.lang).into_iter().max_by_key(|(_, n)| *n);
    if let Some((number, n)) =
        number.filter(|(number, _)| number.digits == 0 && (number.n != 1 || number.zero))
    {
        out.push_str(if number.zero && number.n > 0 { "0" } else { "" });
        out.push_str(&number.n.to_string());
        return n;
    }
    out.push_str(&plain(text.original(at..at + 1)));
    1
}

/// Addresses bear no accents.
fn plain(word: &str) -> String {
    if word.is_ascii() { word.to_owned() } else { crate::names::folded(word) }
}

/// The host that begins at a token, with the token after it.
fn host_part(text: &Text<'_>, from: usize) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut at = from;
    let mut end = from;
    let mut after_point = false;
    while at < text.tokens.len() && at < from + 12 {
        let token = text.tokens.get(at)?;
        if at > from
            && let Some(joint) = joint(text, at)
        {
            out.push_str(joint);
            after_point = joint == ".";
        } else if let Some((written, n)) = mark(text, at) {
            out.push_str(written);
            after_point = written == ".";
            at += n;
            continue;
        } else if out.contains('.') && !after_point || at > from + 2 && !out.contains('.') && !after_point {
            break;
        }
        let swallowed =
            !after_point && HOSTS.contains(&out.as_str()) && ENDINGS.contains(&token.text.as_str());
        if swallowed {
            out.push('.');
        }
        out.push_str(&plain(text.original(at..at + 1)));
        at += 1;
        end = at;
        after_point = false;
    }
    Some((out.trim_end_matches(['.', '-', '_', '+']).to_owned(), end)).filter(|(host, _)| !host.is_empty())
}
