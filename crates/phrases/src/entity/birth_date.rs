//! Dates of birth.

use jiff::civil::Date;

use super::{Found, is_filler, takes_back};
use crate::numbers;
use crate::text::{Gap, Text, Token};
use crate::{Context, EntityKind, Expecting, Lang, Region};

/// Words that announce a date of birth.
const CUES: &[&str] = &[
    "ne",
    "nee",
    "nais",
    "naissance",
    "naquit",
    "born",
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "anniversaire",
    "nait",
];
/// Words between the announcement and the date.
const REACH: usize = 7;
/// Without an announcement, only a date this many years ago can be one.
const YEARS_AGO: i16 = 2;
/// Without an announcement, words that may stand beside it.
const BESIDE: usize = 3;

/// Finds the date of birth: announced, asked for, or so long ago that it can be nothing else.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let mut at = 0;
    while at < text.tokens.len() {
        let Some((mut date, mut end)) = date_at(text, at, context) else {
            at += 1;
            continue;
        };
        if !is_birth(text, at, end, date, context) {
            at += 1;
            continue;
        }
        if let Some((corrected, after)) = correction(text, end, date, context) {
            (date, end) = (corrected, after);
        }
        return vec![Found::named(EntityKind::BirthDate, date.to_string(), text, at..end)];
    }
    Vec::new()
}

fn is_birth(text: &Text<'_>, at: usize, end: usize, date: Date, context: &Context<'_>) -> bool {
    let today = context.now.date();
    let cue =
        (at.saturating_sub(REACH)..at).any(|i| is_cue(text, i)) || CUES[3..].contains(&text.word(end + 1));
    let long_ago = date.year() <= today.year() - YEARS_AGO;
    let named = (at..end).any(|i| month_name(text.word(i), text.lang).is_some());
    let slashed = text.tokens[at + 1..end].iter().any(|t| t.gap == Gap::Mark('/'));
    let street = at > 0 && text.word(at - 1) == "du";
    let alone = text.tokens.len() - (end - at) <= BESIDE && (named || slashed) && !street;
    date <= today && (cue || context.expecting == Expecting::BirthDate || long_ago && alone)
}

/// «né»; but not the «ne» of a negation.
fn is_cue(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    if word == "ne" {
        let before = text.word(at.wrapping_sub(1));
        let after = text.word(at + 1);
        return matches!(
            before,
            "suis" | "est" | "es" | "etait" | "sommes" | "bebe" | "fils" | "patient" | "ete"
        ) && after != "pas"
            || at == 0 && after == "le"
            || text.original(at..at + 1).contains(['é', 'É']);
    }
    CUES.contains(&word)
}

/// «… soixante et un, non, soixante-deux»: another year or another date.
fn correction(text: &Text<'_>, end: usize, date: Date, context: &Context<'_>) -> Option<(Date, usize)> {
    let mut at = end + takes_back(text, end)?;
    while is_filler(text.word(at)) {
        at += 1;
    }
    date_at(text, at, context).or_else(|| {
        let (year, n) = year(text, at, context)?;
        Some((Date::new(year, date.month(), date.day()).ok()?, at + n))
    })
}

/// A whole date with its year, and the token after it.
fn date_at(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<(Date, usize)> {
    joined_digits(text, at, context)
        .or_else(|| day_first(text, at, context))
        .or_else(|| month_first(text, at, context))
}

/// `18041961`.
fn joined_digits(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<(Date, usize)> {
    let token = text.tokens.get(at).filter(|t| t.is_digits())?;
    if token.text.len() == 8 {
        let part = |range: std::ops::Range<usize>| token.text.get(range)?.parse::<i16>().ok();
        let date = date(part(0..2)?, part(2..4)?, part(4..8)?, region(text, at, context))?;
        return Some((date, at + 1));
    }
    // 1961-04-18
    if token.text.len() == 4 {
        let (month, day) = (text.tokens.get(at + 1)?.digits()?, text.tokens.get(at + 2)?.digits()?);
        let year = i16::try_from(token.digits()?).ok()?;
        let parsed = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        return Some((parsed, at + 3));
    }
    None
}

fn day_first(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<(Date, usize)> {
    for (day, n) in days(text, at) {
        let mut next = at + n;
        while matches!(text.word(next), "of" | "the" | "de" | "du" | "le") || is_filler(text.word(next)) {
            next += 1;
        }
        for (month, m) in months(text, next) {
            let after = next + m;
            if let Some((year, y)) = year(text, after, context)
                && let Some(date) = date(day, month, year, region(text, next, context))
            {
                return Some((date, after + y));
            }
        }
    }
    None
}

/// «April 18th, 1961».
fn month_first(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<(Date, usize)> {
    let month = month_name(text.word(at), text.lang)?;
    let mut next = at + 1;
    if text.word(next) == "the" {
        next += 1;
    }
    for (day, n) in days(text, next) {
        if let Some((year, y)) = year(text, next + n, context)
            && let Ok(date) = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        {
            return Some((date, next + n + y));
        }
    }
    None
}

/// What comes first in a date whose month stands at a token: of one that is named there is no doubt.
fn region(text: &Text<'_>, month: usize, context: &Context<'_>) -> Region {
    let counted = context.lang == Lang::En && month_name(text.word(month), text.lang).is_none();
    if counted { context.region } else { Region::DayFirst }
}

/// A date from its parts as they came; numeric months may come first.
fn date(day: i16, month: i16, year: i16, region: Region) -> Option<Date> {
    let make =
        |day: i16, month: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    match region {
        Region::MonthFirst => make(month, day).or_else(|| make(day, month)),
        Region::DayFirst => make(day, month),
    }
}

fn tokens<'t>(text: &'t Text<'_>, at: usize) -> Vec<&'t Token> {
    text.tokens.get(at..).unwrap_or_default().iter().take(12).collect()
}

/// Numbers that may begin at a token, the largest first.
fn cardinals(text: &Text<'_>, at: usize, range: std::ops::RangeInclusive<u32>) -> Vec<(i16, usize)> {
    let readings = numbers::readings(&tokens(text, at), text.lang);
    let mut out: Vec<(i16, usize)> = readings
        .into_iter()
        .filter(|(number, _)| range.contains(&number.n))
        .filter_map(|(number, n)| Some((i16::try_from(number.n).ok()?, n)))
        .collect();
    out.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    out
}

fn days(text: &Text<'_>, at: usize) -> Vec<(i16, usize)> {
    let mut out = cardinals(text, at, 1..=31);
    if let Some((n, len)) =
        numbers::ordinal(&tokens(text, at), text.lang).filter(|(n, _)| (1..=31).contains(n))
    {
        out.extend(i16::try_from(n).ok().map(|n| (n, len)));
    }
    out
}

fn months(text: &Text<'_>, at: usize) -> Vec<(i16, usize)> {
    if let Some(month) = month_name(text.word(at), text.lang) {
        return vec![(month, 1)];
    }
    // "The third of the ninth".
    let ordinal = numbers::ordinal(&tokens(text, at), text.lang).filter(|(n, _)| (1..=12).contains(n));
    let ordinal = ordinal.and_then(|(n, len)| Some((i16::try_from(n).ok()?, len)));
    cardinals(text, at, 1..=12).into_iter().chain(ordinal).collect()
}

/// A year in full or by its last two digits, in the century that makes it past.
fn year(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<(i16, usize)> {
    let mut skipped = 0;
    while matches!(text.word(at + skipped), "en" | "de" | "in") || is_filler(text.word(at + skipped)) {
        skipped += 1;
    }
    let at = at + skipped;
    if text.word(at) == "dix" && text.word(at + 1) == "neuf" && text.word(at + 2) == "cent" {
        let rest = cardinals(text, at + 3, 1..=99).into_iter().next();
        let (n, len) = rest.unwrap_or((0, 0));
        return Some((1900 + n, 3 + len + skipped));
    }
    let this_year = context.now.year();
    if let Some((year, n)) = cardinals(text, at, 1900..=2100).into_iter().find(|(y, _)| *y <= this_year) {
        return Some((year, n + skipped));
    }
    // «dix-neuf, soixante et un»
    if let Some((_, n)) = cardinals(text, at, 19..=20).into_iter().next()
        && let Some((rest, m)) = cardinals(text, at + n, 10..=99).into_iter().next()
    {
        let century =
            if text.word(at).starts_with("di") || text.word(at) == "19" || text.word(at) == "nineteen" {
                1900
            } else {
                2000
            };
        return Some((century + rest, n + m + skipped));
    }
    let (short, n) = cardinals(text, at, 0..=99).into_iter().next()?;
    let century = if short <= this_year % 100 { 2000 } else { 1900 };
    Some((century + short, n + skipped))
}

fn month_name(word: &str, lang: Lang) -> Option<i16> {
    let names: [&[&str]; 12] = match lang {
        Lang::Fr => [
            &["janvier", "janv"],
            &["fevrier", "fevr"],
            &["mars"],
            &["avril", "avr"],
            &["mai"],
            &["juin"],
            &["juillet", "juil"],
            &["aout"],
            &["septembre"],
            &["octobre", "oct"],
            &["novembre", "nov"],
            &["decembre", "dec"],
        ],
        Lang::En => [
            &["january", "jan"],
            &["february", "feb"],
            &["march", "mar"],
            &["april", "apr"],
            &["may"],
            &["june", "jun"],
            &["july", "jul"],
            &["august", "aug"],
            &["september", "sept", "sep"],
            &["october", "oct"],
            &["november", "nov"],
            &["december", "dec"],
        ],
    };
    names.iter().position(|n| n.contains(&word)).and_then(|i| i16::try_from(i + 1).ok())
}
