//! Texts and lists of texts in the practice's languages.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// Something that exists once a language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localized<T> {
    /// In French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr: Option<T>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<T>,
}

impl<T> Localized<T> {
    /// Whether it exists in no language.
    pub const fn is_empty(&self) -> bool {
        self.fr.is_none() && self.en.is_none()
    }

    /// In this language, or in the other when this one is missing.
    pub fn get(&self, lang: Lang) -> Option<&T> {
        match lang {
            Lang::Fr => self.fr.as_ref().or(self.en.as_ref()),
            Lang::En => self.en.as_ref().or(self.fr.as_ref()),
        }
    }

    /// In this language only.
    pub const fn exactly(&self, lang: Lang) -> Option<&T> {
        match lang {
            Lang::Fr => self.fr.as_ref(),
            Lang::En => self.en.as_ref(),
        }
    }
}
