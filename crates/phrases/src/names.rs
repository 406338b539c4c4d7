//! Names: folded and by sound.

/// A phonetic key for French names.
pub fn sounds_like(name: &str) -> String {
    folded(name)
}

/// Lower case, without accents or punctuation.
pub fn folded(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        crate::text::fold_into(c, &mut out);
    }
    out
}
