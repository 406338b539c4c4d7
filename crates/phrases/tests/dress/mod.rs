//! The recogniser's dress: digits as words, no capitals, accents or punctuation, one hesitation.

pub(crate) const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SMALL: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

/// A sentence as a recogniser would write it.
pub(crate) fn spoken(text: &str) -> String {
    let mut out = String::from("euh ");
    let mut digits = String::new();
    let text = format!("{text} ").replace("1er", "premier");
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            out.extend([" ", &number(&digits), " "]);
            digits.clear();
        }
        match c {
            '/' | ':' | '.' | ',' | ';' | '?' | '!' | '-' | '…' => out.push(' '),
            '’' => out.push('\''),
            c => out.push(c),
        }
    }
    let words: Vec<String> = out.split_whitespace().map(plain).collect();
    words.join(" ")
}

/// «h» between numbers is said; the rest loses accents and capitals.
fn plain(word: &str) -> String {
    let folded: String = phrases::names::folded(word);
    let kept: String = if word.contains('\'') {
        word.to_lowercase().split('\'').map(phrases::names::folded).collect::<Vec<_>>().join("'")
    } else {
        folded
    };
    match kept.as_str() {
        "h" => "heures".into(),
        "er" => "premier".into(),
        kept => kept.into(),
    }
}

fn number(digits: &str) -> String {
    if digits.starts_with('0') && digits.len() > 1 {
        return digits.chars().map(|c| number(&c.to_string())).collect::<Vec<_>>().join(" ");
    }
    digits.parse().map_or_else(|_| digits.to_owned(), spell)
}

fn spell(n: usize) -> String {
    match n {
        0..=16 => SMALL[n].into(),
        17..=19 => format!("dix {}", SMALL[n - 10]),
        20..=69 if n.is_multiple_of(10) => TENS[n / 10].into(),
        20..=69 if n % 10 == 1 => format!("{} et un", TENS[n / 10]),
        20..=69 => format!("{} {}", TENS[n / 10], SMALL[n % 10]),
        71 => "soixante et onze".into(),
        70..=79 => format!("soixante {}", spell(n - 60)),
        80 => "quatre vingt".into(),
        81..=99 => format!("quatre vingt {}", spell(n - 80)),
        100..=199 => format!("cent {}", if n == 100 { String::new() } else { spell(n - 100) }),
        200..=999 => {
            format!(
                "{} cent {}",
                spell(n / 100),
                if n.is_multiple_of(100) { String::new() } else { spell(n % 100) }
            )
        }
        1000..=1999 => format!("mille {}", if n == 1000 { String::new() } else { spell(n - 1000) }),
        2000..=9999 => format!(
            "{} mille {}",
            spell(n / 1000),
            if n.is_multiple_of(1000) { String::new() } else { spell(n % 1000) }
        ),
        n => n.to_string(),
    }
}
