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
    fn names_that_sound_apart_do_not() {
        for (a, b) in [("Martin", "Morin"), ("Petit", "Pellet"), ("Durand", "Dufour"), ("Benali", "Bensaïd")]
        {
            assert_ne!(sounds_like(a), sounds_like(b), "{a}, {b}");
        }
    }
}
