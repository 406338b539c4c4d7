//! Short names for what is new: made of its name, and nobody else's.

use std::str::FromStr;

/// The longest that is made; there is room for a number after it.
const LONGEST: usize = 48;

/// An id for something of this name: «Prise de sang» is `prise-de-sang`, and `prise-de-sang-2` where that is taken.
pub(super) fn id_for<I: FromStr>(name: &str, taken: impl Fn(&str) -> bool) -> Option<I> {
    let plain = plain(name);
    let base = if plain.is_empty() { "x" } else { &plain };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let free = std::iter::once(base.to_owned()).chain(numbered).find(|id| !taken(id))?;
    free.parse().ok()
}

/// The letters and digits of a name, without accents, words joined by one dash.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.to_lowercase().chars().flat_map(unaccented) {
        if c.is_ascii_alphanumeric() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.truncate(LONGEST);
    plain.trim_end_matches('-').to_owned()
}

fn unaccented(c: char) -> std::vec::IntoIter<char> {
    let plain = match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' => "i",
        'ñ' => "n",
        'ô' | 'ö' | 'ó' | 'õ' => "o",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        other => return vec![other].into_iter(),
    };
    plain.chars().collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use domain::ids::ServiceId;

    use super::*;

    #[test]
    fn a_name_becomes_an_id_that_nobody_has() {
        let taken = ["prise-de-sang", "prise-de-sang-2"];
        for (name, id) in [
            ("Prise de sang", "prise-de-sang-3"),
            ("  Échographie — cœur ", "echographie-coeur"),
            ("Dr Noël O'Ñeil", "dr-noel-o-neil"),
            ("健康", "x"),
            ("", "x"),
        ] {
            let made: ServiceId = id_for(name, |id| taken.contains(&id)).unwrap();
            assert_eq!(made.as_str(), id);
        }
        let long: ServiceId = id_for(&"consultation ".repeat(20), |_| false).unwrap();
        assert!(long.as_str().len() <= LONGEST);
    }
}
