//! The recogniser's dress: digits as words, no capitals or punctuation, one hesitation.

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// `1st`, `22nd`, `13th`.
pub(crate) fn ordinal(n: i8) -> String {
    let suffix = match (n % 10, n / 10) {
        (1, t) if t != 1 => "st",
        (2, t) if t != 1 => "nd",
        (3, t) if t != 1 => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// A sentence as a recogniser would write it; numeric dates are read by the region of the tag.
pub(crate) fn spoken(text: &str, tag: &str) -> String {
    let mut out = vec!["um".to_owned()];
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| ",;?!.…".contains(c)).replace('’', "'");
        match date(&word, tag).or_else(|| clock(&word)) {
            Some(said) => out.push(said),
            None => out.push(plain(&word)),
        }
    }
    let said = out.join(" ").replace("a.m", "a m").replace("p.m", "p m");
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `3/4`, `2026-05-04`, `04.05.2026`.
fn date(word: &str, tag: &str) -> Option<String> {
    let parts: Vec<usize> = word.split(['/', '-', '.']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let american = tag == "en" || tag == "en-US";
    let (day, month, year) = match parts.as_slice() {
        [a, b] if word.contains('/') => {
            if american {
                (*b, *a, None)
            } else {
                (*a, *b, None)
            }
        }
        [year, month, day] if *year >= 1000 => (*day, *month, Some(*year)),
        [a, b, year] => {
            if american {
                (*b, *a, Some(*year))
            } else {
                (*a, *b, Some(*year))
            }
        }
        _ => return None,
    };
    let year = year.map_or(String::new(), |y| format!(" {}", spell(y, true)));
    Some(format!("{} {}{year}", MONTHS.get(month.checked_sub(1)?)?.to_lowercase(), spell_ordinal(day)))
}

/// `14:30`, `2.30`, `9:05`.
fn clock(word: &str) -> Option<String> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let (hour, minute) = digits.split_once([':', '.'])?;
    let (hour, minute): (usize, usize) = (hour.parse().ok()?, minute.parse().ok()?);
    let minutes = match minute {
        0 => String::new(),
        1..=9 => format!(" oh {}", SMALL[minute]),
        n => format!(" {}", spell(n, false)),
    };
    Some(format!("{}{minutes} {}", spell(hour, false), halves(&word[digits.len()..])))
}

/// «pm» is heard as two letters.
fn halves(word: &str) -> String {
    match word {
        "am" | "AM" => "a m".into(),
        "pm" | "PM" => "p m".into(),
        word => word.to_lowercase(),
    }
}

fn plain(word: &str) -> String {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let Ok(n) = digits.parse::<usize>() else { return halves(word).replace(['-', '–'], " ") };
    match &word[digits.len()..] {
        "st" | "nd" | "rd" | "th" => spell_ordinal(n),
        rest => format!("{} {}", spell(n, n >= 1900), halves(rest)),
    }
}

fn spell(n: usize, year: bool) -> String {
    match n {
        0..=19 => SMALL[n].into(),
        20..=99 if n.is_multiple_of(10) => TENS[n / 10].into(),
        20..=99 => format!("{} {}", TENS[n / 10], SMALL[n % 10]),
        1000..=9999 if year && n % 100 >= 10 => {
            format!("{} {}", spell(n / 100, false), spell(n % 100, false))
        }
        100..=999 => format!(
            "{} hundred {}",
            SMALL[n / 100],
            if n.is_multiple_of(100) { String::new() } else { spell(n % 100, false) }
        ),
        n => n.to_string(),
    }
}

fn spell_ordinal(n: usize) -> String {
    match n {
        1 => "first".into(),
        2 => "second".into(),
        3 => "third".into(),
        5 => "fifth".into(),
        8 => "eighth".into(),
        9 => "ninth".into(),
        12 => "twelfth".into(),
        21..=29 | 31..=39 => format!("{} {}", TENS[n / 10], spell_ordinal(n % 10)),
        n => {
            let cardinal = spell(n, false);
            cardinal.strip_suffix('y').map_or_else(|| format!("{cardinal}th"), |stem| format!("{stem}ieth"))
        }
    }
}
