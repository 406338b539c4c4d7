//! Telephone numbers, as they are dictated and written, in E.164.

use super::Found;
use super::dictated::{self, Dictation};
use crate::text::{Gap, Text};
use crate::{Context, Country, EntityKind, Expecting, Lang};

/// Words that announce a number.
const CUES: &[&str] = &[
    "numero",
    "telephone",
    "tel",
    "portable",
    "mobile",
    "joindre",
    "joignable",
    "rappeler",
    "appeler",
    "fixe",
    "number",
    "phone",
    "cell",
    "reach",
    "call",
    "gsm",
];
/// Pieces of a run that can be nothing but dictated digits.
const SURELY_DICTATED: usize = 4;
/// Words between «numéro» and whose it is.
const REACH: usize = 4;
/// Digits of the shortest run worth trying: «soixante, dix-huit» read as 78 has lost two.
const FEWEST: usize = 6;

/// Finds the telephone numbers, and the runs of digits that are none but hold no time either.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let expected =
        context.expecting == Expecting::Phone || text.tokens.iter().any(|t| CUES.contains(&t.text.as_str()));
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let next = number(text, at, context, expected).or_else(|| {
            let run = unfinished(text, at, context)?;
            // "A UK one, oh seven seven…": the number that begins in it is meant.
            let later = (at + 1..run.tokens.end).find_map(|at| number(text, at, context, expected));
            Some(later.unwrap_or(run))
        });
        at = next.as_ref().map_or(at + 1, |f| f.tokens.end);
        found.extend(next);
    }
    found
}

fn number(text: &Text<'_>, at: usize, context: &Context<'_>, expected: bool) -> Option<Found> {
    if at > 0 && continues(text, at) {
        return None;
    }
    // Inside a run of numbers only a zero begins a telephone number.
    let zero = matches!(text.word(at), "zero" | "oh" | "o" | "double") || text.word(at).starts_with('0');
    if !zero && dictated::goes_on(text, at) {
        return None;
    }
    if let Some((value, end)) = international(text, at) {
        return Some(Found::named(EntityKind::Phone, value, text, at..end));
    }
    if let Some(country) = said_country(text) {
        return national(text, at, &Plan::of(country), true);
    }
    // Who speaks English may have a British number, whose eleven digits are nobody else's.
    let british =
        || (text.lang == Lang::En).then(|| national(text, at, &Plan::of(Country::Gb), false)).flatten();
    let own = Plan::of(context.country);
    if own.lengths == (9..=9)
        && let Some(found) = british()
    {
        return Some(found);
    }
    national(text, at, &own, expected)
}

/// «Un numéro belge», "a UK number": whose numbering plan the caller says it belongs to.
fn said_country(text: &Text<'_>) -> Option<Country> {
    let is = |at: usize| match text.word(at) {
        "belge" | "belgian" | "belgique" | "belgium" => Some(Country::Be),
        "suisse" | "swiss" | "switzerland" => Some(Country::Ch),
        "luxembourgeois" | "luxembourg" => Some(Country::Lu),
        "anglais" | "britannique" | "british" | "uk" | "english" => Some(Country::Gb),
        "francais" | "french" | "france" => Some(Country::Fr),
        "americain" | "american" | "us" => Some(Country::Us),
        _ => None,
    };
    let about = |at: usize| CUES.contains(&text.word(at));
    let near = |at: &usize| (at.saturating_sub(REACH)..=at + REACH).any(about);
    (0..text.tokens.len()).filter(near).find_map(is)
}

fn national(text: &Text<'_>, at: usize, plan: &Plan, expected: bool) -> Option<Found> {
    // Numbers as large as they were said come first: «dix, un» is a swallowed zero rather than «nonante, huit».
    let whole = dictated::greedy(text, at)?;
    if whole.digits().len() < FEWEST {
        return None;
    }
    let repaired = |d: &Dictation| plan.repaired(d, expected).map(|digits| (digits, d.end));
    let (digits, end) = if plan.national(&whole.digits()) {
        (whole.digits(), whole.end)
    } else {
        let even = |accepts: &dyn Fn(&Dictation) -> bool| {
            dictated::read(text, at, &|said| said.is_even() && accepts(said))
        };
        let exact = || even(&|said| plan.national(&said.digits())).map(|said| (said.digits(), said.end));
        let any = || even(&|said| repaired(said).is_some()).and_then(|said| repaired(&said));
        repaired(&whole).or_else(exact).or_else(any)?
    };
    Some(Found::named(EntityKind::Phone, plan.international(&digits), text, at..end))
}

/// Digits glued to what stands before them are the end of something else.
fn continues(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|t| matches!(t.gap, Gap::Glued | Gap::Hyphen | Gap::Mark('.' | '/')))
        && text.tokens.get(at - 1).is_some_and(crate::text::Token::is_digits)
}

/// Many digits that make no number: the caller was cut short, or it is a file number.
fn unfinished(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    let run = dictated::greedy(text, at)?;
    let zero = run.pieces.first().is_some_and(|p| p.starts_with('0'));
    let long = run.pieces.len() >= SURELY_DICTATED && zero || run.digits().len() >= 9;
    let asked = context.expecting == Expecting::Phone && run.digits().len() >= 4;
    (long || asked).then(|| Found::nothing(at..run.end))
}

/// «+33 6…», «00 33…», «plus trente-trois…».
fn international(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let token = text.tokens.get(at)?;
    let written_plus = text.source.get(..token.start).is_some_and(|s| s.trim_end_matches(' ').ends_with('+'));
    let spoken_plus = token.text == "plus" && text.tokens.len() > at + 1;
    let from = if spoken_plus { at + 1 } else { at };
    let accepts = |d: &Dictation| {
        let digits = d.digits();
        let digits =
            if written_plus || spoken_plus { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        digits.is_some_and(|d| without_trunk(d).is_some())
    };
    if !written_plus
        && !spoken_plus
        && !token.text.starts_with('0')
        && token.text != "zero"
        && token.text != "double"
    {
        return None;
    }
    let said = dictated::read(text, from, &accepts)?;
    let digits = said.digits();
    let digits = if written_plus || spoken_plus { digits.as_str() } else { digits.strip_prefix("00")? };
    Some((format!("+{}", without_trunk(digits)?), said.end))
}

/// The digits after the plus, without the zero of «+33 (0)6»; `None` when there are too few or too many.
fn without_trunk(digits: &str) -> Option<String> {
    if digits.starts_with('0') || digits.len() < 10 || digits.len() > 15 {
        return None;
    }
    for (code, lengths) in [("33", 9..=9), ("41", 9..=9), ("32", 8..=9), ("44", 10..=10)] {
        if let Some(rest) = digits.strip_prefix(code) {
            let rest = rest.strip_prefix('0').unwrap_or(rest);
            return lengths.contains(&rest.len()).then(|| format!("{code}{rest}"));
        }
    }
    Some(digits.to_owned())
}

/// A country's numbering plan.
struct Plan {
    code: &'static str,
    trunk: bool,
    /// Digits after the trunk zero.
    lengths: std::ops::RangeInclusive<usize>,
}

impl Plan {
    fn of(country: Country) -> Self {
        match country {
            Country::Fr => Self { code: "33", trunk: true, lengths: 9..=9 },
            Country::Be => Self { code: "32", trunk: true, lengths: 8..=9 },
            Country::Ch => Self { code: "41", trunk: true, lengths: 9..=9 },
            Country::Lu => Self { code: "352", trunk: false, lengths: 6..=9 },
            Country::Gb => Self { code: "44", trunk: true, lengths: 10..=10 },
            Country::Us => Self { code: "1", trunk: false, lengths: 10..=10 },
        }
    }

    fn national(&self, digits: &str) -> bool {
        match digits.strip_prefix('0') {
            Some(rest) => self.trunk && !rest.starts_with('0') && self.lengths.contains(&rest.len()),
            None => !self.trunk && self.lengths.contains(&digits.len()) && !digits.starts_with('1'),
        }
    }

    /// Zeros that were swallowed: the first one, or that of a pair («dix, un» for «dix, zéro un»).
    fn repaired(&self, said: &Dictation, expected: bool) -> Option<String> {
        let digits = said.digits();
        let first = said.pieces.first()?;
        if !self.trunk {
            return None;
        }
        let opened = format!("0{digits}");
        let shaped = first.len() == 1 && said.pieces.len() == 5 || first.len() == 9;
        if self.national(&opened)
            && !digits.starts_with('0')
            && (expected || shaped && matches!(first.as_str(), "6" | "7"))
        {
            return Some(opened);
        }
        self.padded(said).filter(|padded| self.national(padded))
    }

    fn padded(&self, said: &Dictation) -> Option<String> {
        let mut pieces = said.pieces.as_slice();
        let mut out = String::new();
        if let [zero, digit, rest @ ..] = pieces
            && zero == "0"
            && digit.len() == 1
        {
            out = format!("0{digit}");
            pieces = rest;
        }
        let pairs = out.len() / 2 + pieces.len();
        let first_is_pair =
            !out.is_empty() || pieces.first().is_some_and(|p| p.len() == 2 && p.starts_with('0'));
        // A zero at the very end is no pair yet: its other digit is still to come.
        let pairs_said = pieces.iter().filter(|p| p.len() == 2).count();
        let in_pairs = pieces.iter().all(|p| p.len() <= 2 && p != "0") && pairs_said >= 2;
        if self.code != "33" || pairs != 5 || !first_is_pair || !in_pairs {
            return None;
        }
        for piece in pieces {
            out.push_str(if piece.len() == 1 { "0" } else { "" });
            out.push_str(piece);
        }
        Some(out)
    }

    fn international(&self, digits: &str) -> String {
        let rest = if self.trunk { digits.strip_prefix('0').unwrap_or(digits) } else { digits };
        format!("+{}{rest}", self.code)
    }
}
