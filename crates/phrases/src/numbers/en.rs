//! English numbers: «twenty-three», «a hundred and one», «twenty twenty six» and «nineteen oh five» as years.

use crate::text::{Gap, Token};

/// All cardinals that begin with the first word: (value, said with a leading zero, words).
pub(crate) fn cardinals(words: &[&str]) -> Vec<(u32, bool, usize)> {
    if matches!(words.first(), Some(&"zero" | &"oh" | &"o" | &"nought")) {
        return leading_zero(words);
    }
    let small = below_thousand(words);
    let mut out = years(words);
    for (n, len) in small.iter().filter(|(n, len)| *n > 0 && words.get(*len) == Some(&"thousand")) {
        out.extend(with_rest(n * 1000, len + 1, words, below_thousand));
    }
    if words.starts_with(&["a", "thousand"]) {
        out.extend(with_rest(1000, 2, words, below_thousand));
    }
    out.extend(small);
    out.into_iter().map(|(n, len)| (n, false, len)).collect()
}

/// «oh five»; a bare «oh» is no number, it is what people say.
fn leading_zero(words: &[&str]) -> Vec<(u32, bool, usize)> {
    let mut out = Vec::new();
    if words.first() == Some(&"zero") {
        out.push((0, false, 1));
    }
    if let Some(n) = words.get(1).and_then(|w| unit(w)).filter(|n| *n < 10) {
        out.push((n, true, 2));
    }
    out
}

/// «nineteen eighty five», «nineteen oh five», «twenty twenty six», «twenty ten».
fn years(words: &[&str]) -> Vec<(u32, usize)> {
    let century = match words.first() {
        Some(&"nineteen") => 1900,
        Some(&"twenty") => 2000,
        _ => return Vec::new(),
    };
    let rest = words.get(1..).unwrap_or_default();
    if matches!(rest.first(), Some(&"oh" | &"o")) && century == 1900 {
        return rest
            .get(1)
            .and_then(|w| unit(w))
            .filter(|n| *n < 10)
            .map(|n| (century + n, 3))
            .into_iter()
            .collect();
    }
    below_hundred(rest).into_iter().filter(|(n, _)| *n >= 10).map(|(n, len)| (century + n, len + 1)).collect()
}

/// A head alone and with what may follow it, «and» or not.
fn with_rest(
    head: u32,
    len: usize,
    words: &[&str],
    rest: fn(&[&str]) -> Vec<(u32, usize)>,
) -> Vec<(u32, usize)> {
    let mut out = vec![(head, len)];
    let joined = len + usize::from(words.get(len) == Some(&"and"));
    let after = rest(words.get(joined..).unwrap_or_default());
    out.extend(after.into_iter().map(|(n, l)| (head + n, joined + l)));
    out
}

fn below_thousand(words: &[&str]) -> Vec<(u32, usize)> {
    let mut out = below_hundred(words);
    let hundreds = match words {
        ["a", "hundred", ..] => Some(1),
        [first, "hundred", ..] => unit(first).filter(|n| *n < 10),
        _ => None,
    };
    if let Some(n) = hundreds {
        out.extend(with_rest(n * 100, 2, words, below_hundred));
    }
    out
}

fn below_hundred(words: &[&str]) -> Vec<(u32, usize)> {
    let Some(first) = words.first() else { return Vec::new() };
    if let Some(n) = unit(first) {
        return vec![(n, 1)];
    }
    let Some(tens) = tens(first) else { return Vec::new() };
    let mut out = vec![(tens, 1)];
    out.extend(words.get(1).and_then(|w| unit(w)).filter(|n| *n < 10).map(|n| (tens + n, 2)));
    out
}

/// The words of 1 to 19; «nineish» is nine, or so.
fn unit(word: &str) -> Option<u32> {
    Some(match word.strip_suffix("ish").unwrap_or(word) {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

fn tens(word: &str) -> Option<u32> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" | "fourty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// The ordinal at the first token: «first», «twenty-third», `2nd`, `21st`.
pub(crate) fn ordinal(tokens: &[&Token]) -> Option<(u32, usize)> {
    let first = tokens.first()?;
    if let Some(n) = first.digits() {
        let suffix = tokens.get(1)?;
        let is_suffix = matches!(suffix.text.as_str(), "st" | "nd" | "rd" | "th");
        return (suffix.gap == Gap::Glued && is_suffix).then_some((n, 2));
    }
    if let Some(n) = ordinal_word(&first.text) {
        return Some((n, 1));
    }
    let tens = tens(&first.text)?;
    let unit = ordinal_word(&tokens.get(1)?.text).filter(|n| *n < 10)?;
    Some((tens + unit, 2))
}

fn ordinal_word(word: &str) -> Option<u32> {
    match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fifth" => Some(5),
        "eighth" => Some(8),
        "ninth" => Some(9),
        "twelfth" => Some(12),
        "twentieth" => Some(20),
        "thirtieth" => Some(30),
        _ => word.strip_suffix("th").and_then(unit).filter(|n| !matches!(n, 1 | 2 | 3 | 5 | 8 | 9 | 12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::text::Text;

    fn whole(text: &str) -> Vec<(u32, bool)> {
        let words: Vec<&str> = text.split(' ').collect();
        cardinals(&words)
            .into_iter()
            .filter(|(_, _, len)| *len == words.len())
            .map(|(n, z, _)| (n, z))
            .collect()
    }

    #[test]
    fn numbers_in_words() {
        for (text, n) in [
            ("seven", 7),
            ("nineteen", 19),
            ("twenty one", 21),
            ("ninety nine", 99),
            ("a hundred", 100),
            ("one hundred and one", 101),
            ("two hundred thirty", 230),
            ("two thousand and twenty six", 2026),
            ("two thousand twenty six", 2026),
            ("twenty twenty six", 2026),
            ("nineteen eighty five", 1985),
            ("nineteen ninety", 1990),
            ("nineteen oh five", 1905),
        ] {
            assert_eq!(whole(text), vec![(n, false)], "{text}");
        }
        assert_eq!(whole("oh five"), vec![(5, true)]);
    }

    #[test]
    fn what_is_no_number() {
        for text in ["ten thirty", "twenty eleven oh", "thirty twelve", "oh", "and five", "fourteen fifteen"]
        {
            assert!(whole(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn ordinals() {
        let read = |text: &str| {
            let text = Text::read(text, Lang::En);
            let tokens: Vec<&Token> = text.tokens.iter().collect();
            ordinal(&tokens).filter(|(_, len)| *len == tokens.len()).map(|(n, _)| n)
        };
        for (text, n) in [
            ("first", 1),
            ("2nd", 2),
            ("third", 3),
            ("fourth", 4),
            ("twelfth", 12),
            ("twenty-first", 21),
            ("31st", 31),
            ("thirtieth", 30),
            ("fourteenth", 14),
        ] {
            assert_eq!(read(text), Some(n), "{text}");
        }
        for text in ["oneth", "threeth", "4 th", "twenty eleventh", "month"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
