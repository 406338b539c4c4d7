//! Personal data, which never shows itself by accident.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// A personal value: a name, a number, a birth date, somebody's words.
///
/// Its `Debug` and `Display` are redacted, so it cannot reach a log, a metric or the audit trail; whoever needs
/// the value says so by [`Pii::reveal`]. It has no `Serialize`: an answer that carries it reveals it explicitly.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pii<T>(T);

impl<T> Pii<T> {
    /// Wraps a personal value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the one who may see it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The value, taken out.
    pub fn into_revealed(self) -> T {
        self.0
    }

    /// Something else about the person, as personal as this.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Pii<U> {
        Pii(change(self.0))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pii<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self)
    }
}

impl<T> fmt::Debug for Pii<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹personal›")
    }
}

impl<T> fmt::Display for Pii<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹personal›")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_value_never_prints_itself() {
        let name = Pii::new("Jeanne Petit".to_owned());
        assert!(!format!("{name:?} {name}").contains("Petit"));
        assert_eq!(name.reveal(), "Jeanne Petit");
    }
}
