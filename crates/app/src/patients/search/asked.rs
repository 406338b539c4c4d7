//! What was typed into the search: a number, six digits, or words of a name.

use domain::{Code, Phone, name};

/// What was typed.
pub(super) enum Asked {
    /// Nothing: those who came on file last.
    Nothing,
    /// A number, however it is written.
    Phone(Phone),
    /// Six digits.
    Digits(Code),
    /// Words of a name, normalised.
    Words(Vec<String>),
}

impl Asked {
    pub(super) fn of(text: &str) -> Self {
        let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(code) = close.parse() {
            return Self::Digits(code);
        }
        if let Some(phone) = Phone::as_written(text) {
            return Self::Phone(phone);
        }
        let normal = name::normalise(text);
        let words: Vec<String> = normal.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        if close.is_empty() { Self::Nothing } else { Self::Words(words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_for_what_it_is() {
        assert!(matches!(Asked::of("  "), Asked::Nothing));
        assert!(matches!(Asked::of("482 173"), Asked::Digits(_)));
        for number in ["0639981001", "06 39 98 10 01", "06.39.98.10.01", "+33 6 39 98 10 01", "0033639981001"]
        {
            assert!(
                matches!(Asked::of(number), Asked::Phone(phone) if phone.as_str() == "+33639981001"),
                "{number}"
            );
        }
        assert!(
            matches!(Asked::of("Mme Éléonore d’Œuvre"), Asked::Words(words) if words == ["eleonore", "d", "oeuvre"])
        );
    }
}
