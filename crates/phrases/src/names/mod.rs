//! Names: folded, by sound, and which of them are first names.

mod given;

pub use self::given::{is_first_name, is_given};

/// A phonetic key for French names: what sounds alike to a French ear has the same key.
///
/// «Lefèvre» and «Lefebvre», «Benali» and «Bennaly», «Philippe» and «Filip» share theirs. It is made for
/// comparing, not for showing.
pub fn sounds_like(name: &str) -> String {
    let letters = folded(name);
    let mut key = String::with_capacity(letters.len());
    let mut rest = letters.as_str();
    while !rest.is_empty() {
        let (sound, n) = SOUNDS.iter().find(|(spelling, _)| rest.starts_with(spelling)).map_or_else(
            || (&rest[..first_len(rest)], first_len(rest)),
            |(spelling, sound)| (*sound, spelling.len()),
        );
        // Doubled letters sound once.
        if !key.ends_with(sound) {
            key.push_str(sound);
        }
        rest = &rest[n..];
    }
    mute_end(&key)
}

/// Lower case, without accents or punctuation.
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().filter(|c| c.is_alphanumeric()) {
        crate::text::fold_into(c, &mut out);
    }
    out
}

/// Words that a surname begins with.
pub(crate) const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "d", "l", "van", "von", "der", "den", "ben", "el", "al", "da", "dos",
    "di", "bin",
];
/// Those of them that somebody may be called by: «Van Morrison», «Di Wang», «Ben Stone».
const GIVEN_TOO: [&str; 4] = ["van", "di", "ben", "al"];

/// Whether a name is a surname alone, for all its words: «De La Tour», «Da Silva».
pub fn is_surname_of_words(name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(folded).collect();
    let [particles @ .., _] = words.as_slice() else { return false };
    let whole = matches!(particles, [only] if GIVEN_TOO.contains(&only.as_str()));
    let all = particles.iter().all(|word| PARTICLES.contains(&word.as_str()));
    !particles.is_empty() && all && !whole
}

/// First name and surname as they are written together: «Jeanne de La Tour», of «De La Tour».
pub fn together(given: &str, surname: &str) -> String {
    let begins = ["De ", "Du ", "Des ", "D'"].into_iter().find(|particle| surname.starts_with(particle));
    let particle = begins.unwrap_or_default();
    format!("{given} {}{}", particle.to_lowercase(), &surname[particle.len()..])
}

/// Spellings and the sound they stand for, longer ones first.
const SOUNDS: [(&str, &str); 40] = [
    ("ebvr", "evr"),
    ("eaux", "o"),
    ("eau", "o"),
    ("aux", "o"),
    ("ault", "o"),
    ("aud", "o"),
    ("aut", "o"),
    ("sch", "ch"),
    ("tch", "ch"),
    ("ain", "1"),
    ("ein", "1"),
    ("aim", "1"),
    ("oin", "w1"),
    ("au", "o"),
    ("ou", "u"),
    ("oi", "wa"),
    ("ai", "e"),
    ("ei", "e"),
    ("ay", "e"),
    ("ey", "e"),
    ("er ", "e"),
    ("ez", "e"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("gu", "g"),
    ("qu", "k"),
    ("ck", "k"),
    ("ch", "ch"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("ge", "je"),
    ("gi", "ji"),
    ("h", ""),
    ("y", "i"),
    ("c", "k"),
    ("z", "s"),
    ("x", "s"),
    ("w", "v"),
];

/// Final letters that French doesn't sound.
fn mute_end(key: &str) -> String {
    let mut key = key;
    while key.len() > 2 && key.ends_with(['e', 's', 't', 'd', 'p']) {
        key = &key[..key.len() - 1];
    }
    key.to_owned()
}

fn first_len(rest: &str) -> usize {
    rest.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sound_alike_share_a_key() {
        for (a, b) in [
            ("Lefèvre", "Lefebvre"),
            ("Benali", "bennaly"),
            ("Philippe", "Filip"),
            ("Thibault", "Tibo"),
            ("Renaud", "Reno"),
            ("Petit", "petit"),
            ("Dupond", "Dupont"),
            ("Nathalie", "Natali"),
            ("Leïla", "leila"),
        ] {
            let (x, y) = (sounds_like(a), sounds_like(b));
            assert!(x == y, "{a} {x}, {b} {y}");
        }
    }

    #[test]
    fn a_surname_of_several_words_goes_with_its_first_name() {
        for (surname, whole) in [
            ("De La Tour", "Anne de La Tour"),
            ("Da Silva", "Anne Da Silva"),
            ("Le Goff", "Anne Le Goff"),
            ("Des Essarts", "Anne des Essarts"),
        ] {
            assert!(is_surname_of_words(surname), "{surname}");
            assert_eq!(together("Anne", surname), whole);
            assert!(!is_surname_of_words(whole), "{whole}");
        }
        for surname in ["El Amrani", "Van der Berg", "De la Cruz"] {
            assert!(is_surname_of_words(surname), "{surname}");
        }
        for whole in ["Van Morrison", "Di Wang", "Ben Stone"] {
            assert!(!is_surname_of_words(whole), "{whole}");
        }
        assert_eq!(together("Jean", "D'Ormesson"), "Jean d'Ormesson");
        assert!(!is_surname_of_words("Petit"));
    }

    #[test]
    fn names_that_sound_apart_do_not() {
        for (a, b) in [("Martin", "Morin"), ("Petit", "Pellet"), ("Durand", "Dufour"), ("Benali", "Bensaïd")]
        {
            assert_ne!(sounds_like(a), sounds_like(b), "{a}, {b}");
        }
    }
}
