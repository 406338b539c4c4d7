//! Who fits best what was typed.

use domain::name;

use super::rows::Opened;

/// Puts those first who fit best, and of them the first in the alphabet; leaves out who doesn't fit at all.
pub(super) fn order(all: &mut Vec<Opened>, words: &[String]) {
    let mut ranked: Vec<(usize, Opened)> =
        all.drain(..).filter_map(|one| Some((distance(&one.normal, words)?, one))).collect();
    ranked.sort_by(|(a, one), (b, other)| {
        (a, &one.normal, one.stored.id).cmp(&(b, &other.normal, other.stored.id))
    });
    all.extend(ranked.into_iter().map(|(_, one)| one));
}

/// How far a name is from the words that were typed: each is one of its words (0), begins one (1) or sounds like one
/// (2). Nothing when one of them is none of these.
pub(super) fn distance(normal: &str, words: &[String]) -> Option<usize> {
    let far = |word: &String| {
        let of = |own: &str| match own {
            own if own == word => Some(0),
            own if own.starts_with(word.as_str()) => Some(1),
            own if name::phonetic(own) == name::phonetic(word) => Some(2),
            _ => None,
        };
        normal.split(' ').filter_map(of).min()
    };
    words.iter().map(far).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_fits_best_comes_first() {
        let far = |name: &str, words: &str| {
            distance(&name::normalise(name), &words.split(' ').map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(far("Jean Dupont", "dupont"), Some(0));
        assert_eq!(far("Jean Dupont", "dup"), Some(1));
        assert_eq!(far("Jean Dupont", "dupond"), Some(2));
        assert_eq!(far("Jean Dupont", "jean dupond"), Some(2));
        assert_eq!(far("Jean Dupont", "martin"), None);
        assert_eq!(far("Jean Dupont", "jean martin"), None);
    }
}
