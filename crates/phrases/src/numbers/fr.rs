//! French numbers: those of France, and septante, huitante, octante, nonante.

use crate::text::{Gap, Token};

/// All cardinals that begin with the first word: (value, said with a leading zero, words).
pub(crate) fn cardinals(words: &[&str]) -> Vec<(u32, bool, usize)> {
    if matches!(words.first(), Some(&"zero" | &"o")) {
        return leading_zero(words);
    }
    let mut out = below_thousand(words);
    for (thousands, len) in heads_of_thousands(words, &out) {
        out.push((thousands * 1000, len));
        let rest = words.get(len..).unwrap_or_default();
        out.extend(below_thousand(rest).into_iter().map(|(n, l)| (thousands * 1000 + n, len + l)));
    }
    out.into_iter().map(|(n, len)| (n, false, len)).collect()
}

fn leading_zero(words: &[&str]) -> Vec<(u32, bool, usize)> {
    let mut out = Vec::new();
    if words.first() == Some(&"zero") {
        out.push((0, false, 1));
        if let Some(n) = words.get(1).and_then(|w| unit(w)).filter(|n| *n < 10) {
            out.push((n, true, 2));
        }
    }
    out
}

fn heads_of_thousands(words: &[&str], small: &[(u32, usize)]) -> Vec<(u32, usize)> {
    let is_mille = |at: usize| matches!(words.get(at), Some(&"mille" | &"mil"));
    let mut out: Vec<_> =
        small.iter().filter(|(n, len)| *n > 1 && is_mille(*len)).map(|(n, len)| (*n, len + 1)).collect();
    if is_mille(0) {
        out.push((1, 1));
    }
    out
}

fn below_thousand(words: &[&str]) -> Vec<(u32, usize)> {
    let small = below_hundred(words);
    let mut heads: Vec<(u32, usize)> = small
        .iter()
        .filter(|(n, len)| (2..=9).contains(n) && is_cent(words.get(*len)))
        .map(|(n, len)| (*n, len + 1))
        .collect();
    if is_cent(words.first()) {
        heads.push((1, 1));
    }
    // «dix neuf cent quatre vingt cinq» is a year as people said them.
    heads.extend(
        small
            .iter()
            .filter(|(n, len)| (11..=19).contains(n) && is_cent(words.get(*len)))
            .map(|(n, len)| (*n, len + 1)),
    );
    let mut out = small;
    for (hundreds, len) in heads {
        out.push((hundreds * 100, len));
        let rest = words.get(len..).unwrap_or_default();
        out.extend(below_hundred(rest).into_iter().map(|(n, l)| (hundreds * 100 + n, len + l)));
    }
    out
}

fn is_cent(word: Option<&&str>) -> bool {
    matches!(word, Some(&"cent" | &"cents"))
}

fn below_hundred(words: &[&str]) -> Vec<(u32, usize)> {
    let Some(first) = words.first() else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(n) = unit(first) {
        out.push((n, 1));
    }
    out.extend(ten_something(words, 0));
    if *first == "quatre" && matches!(words.get(1), Some(&"vingt" | &"vingts")) {
        out.push((80, 2));
        out.extend(small_after(words, 2, 1..=16).map(|(n, len)| (80 + n, len)));
        out.extend(ten_something(words, 2).map(|(n, len)| (80 + n, len)));
    }
    let Some(tens) = tens(first) else { return out };
    out.push((tens, 1));
    out.extend(small_after(words, 1, 2..=9).map(|(n, len)| (tens + n, len)));
    let highest = if tens == 60 { 11 } else { 1 };
    if words.get(1) == Some(&"et") {
        out.extend(
            small_after(words, 2, 1..=highest)
                .filter(|(n, _)| matches!(n, 1 | 11))
                .map(|(n, len)| (tens + n, len)),
        );
    }
    if tens == 60 {
        out.extend(small_after(words, 1, 10..=16).map(|(n, len)| (tens + n, len)));
        out.extend(ten_something(words, 1).map(|(n, len)| (tens + n, len)));
    }
    out
}

fn small_after(
    words: &[&str],
    at: usize,
    range: std::ops::RangeInclusive<u32>,
) -> impl Iterator<Item = (u32, usize)> + use<> {
    words.get(at).and_then(|w| unit(w)).filter(|n| range.contains(n)).map(|n| (n, at + 1)).into_iter()
}

/// «dix-sept», «dix-huit», «dix-neuf» at a place.
fn ten_something(words: &[&str], at: usize) -> impl Iterator<Item = (u32, usize)> + use<> {
    let ten = words.get(at) == Some(&"dix");
    let after = words.get(at + 1).and_then(|w| unit(w)).filter(|n| (7..=9).contains(n));
    after.filter(|_| ten).map(|n| (10 + n, at + 2)).into_iter()
}

/// The words of 1 to 16.
pub(crate) fn unit(word: &str) -> Option<u32> {
    Some(match word {
        "un" | "une" => 1,
        "deux" => 2,
        "trois" => 3,
        "quatre" => 4,
        "cinq" => 5,
        "six" => 6,
        "sept" => 7,
        "huit" => 8,
        "neuf" => 9,
        "dix" => 10,
        "onze" => 11,
        "douze" => 12,
        "treize" => 13,
        "quatorze" => 14,
        "quinze" => 15,
        "seize" => 16,
        _ => return None,
    })
}

fn tens(word: &str) -> Option<u32> {
    Some(match word {
        "vingt" | "vingts" => 20,
        "trente" => 30,
        "quarante" => 40,
        "cinquante" => 50,
        "soixante" => 60,
        "septante" => 70,
        "huitante" | "octante" => 80,
        "nonante" => 90,
        _ => return None,
    })
}

/// The ordinal at the first token: «premier», «vingt et unième», `1er`, `3e`, `13ème`.
pub(crate) fn ordinal(tokens: &[&Token]) -> Option<(u32, usize)> {
    let first = tokens.first()?;
    if let Some(n) = first.digits() {
        let suffix = tokens.get(1)?;
        let is_suffix =
            matches!(suffix.text.as_str(), "e" | "er" | "ere" | "eme" | "ieme" | "nd" | "nde" | "me" | "re");
        return (suffix.gap == Gap::Glued && is_suffix).then_some((n, 2));
    }
    let words: Vec<&str> = tokens.iter().take(6).map(|t| t.text.as_str()).collect();
    match words[0] {
        "premier" | "premiere" => return Some((1, 1)),
        "second" | "seconde" => return Some((2, 1)),
        _ => {}
    }
    // «vingt et unième», «dix septième»: the last word carries the ending, those before are a cardinal.
    (1..=words.len()).find_map(|len| {
        let last = cardinal_of(words[len - 1])?;
        let mut spelt: Vec<&str> = words[..len - 1].to_vec();
        spelt.push(last);
        below_hundred(&spelt).into_iter().find(|(_, l)| *l == len)
    })
}

/// «quatrième» → «quatre».
fn cardinal_of(word: &str) -> Option<&'static str> {
    let stem = word.strip_suffix("ieme")?;
    Some(match stem {
        "un" | "uni" => "un",
        "deux" => "deux",
        "trois" => "trois",
        "quatr" => "quatre",
        "cinqu" | "cinq" => "cinq",
        "six" => "six",
        "sept" => "sept",
        "huit" => "huit",
        "neuv" | "neuf" => "neuf",
        "dix" => "dix",
        "onz" => "onze",
        "douz" => "douze",
        "treiz" => "treize",
        "quatorz" => "quatorze",
        "quinz" => "quinze",
        "seiz" => "seize",
        "vingt" => "vingt",
        "trent" => "trente",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(text: &str) -> Option<u32> {
        let words: Vec<&str> = text.split(' ').collect();
        cardinals(&words).into_iter().find(|(_, _, len)| *len == words.len()).map(|(n, _, _)| n)
    }

    #[test]
    fn numbers_in_words() {
        for (text, n) in [
            ("dix sept", 17),
            ("vingt et un", 21),
            ("soixante et onze", 71),
            ("soixante dix huit", 78),
            ("quatre vingt", 80),
            ("quatre vingt onze", 91),
            ("quatre vingt dix neuf", 99),
            ("septante deux", 72),
            ("nonante neuf", 99),
            ("cent un", 101),
            ("deux cent trente", 230),
            ("deux mille vingt six", 2026),
            ("mille neuf cent quatre vingt cinq", 1985),
            ("dix neuf cent soixante", 1960),
            ("zero six", 6),
        ] {
            assert_eq!(longest(text), Some(n), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["vingt et deux", "trente onze", "deux vingt", "vingt un deux"] {
            assert_eq!(longest(text), None, "{text}");
        }
    }
}
