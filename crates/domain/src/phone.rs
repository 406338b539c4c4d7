//! Telephone numbers in E.164: a plus and up to fifteen digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A complete telephone number (ITU-T E.164). Personal data when it is a caller's: wrap it in `Pii`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// A text that is no E.164 number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a telephone number in the form +33123456789")]
pub struct InvalidPhone;

impl Phone {
    /// The number with its plus.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as its country writes it, in pairs: «06 39 98 10 01»; one of elsewhere with its plus.
    pub fn written(&self) -> String {
        let pairs = |digits: &str| {
            let pairs = digits.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
            pairs.collect::<Vec<_>>().join(" ")
        };
        match (self.0.strip_prefix("+33"), self.0.strip_prefix('+')) {
            (Some(national), _) => pairs(&format!("0{national}")),
            (None, Some(international)) => format!("+{}", pairs(international)),
            (None, None) => self.0.clone(),
        }
    }

    /// A number in any of the forms in which it is written in France: «06 39 98 10 01», «06.39.98.10.01», «+33 (0)6 …»,
    /// «0033 6 …»; of elsewhere with its plus, or the double zero for it.
    pub fn as_written(text: &str) -> Option<Self> {
        let text = text.trim().replace("(0)", "");
        let apart =
            |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '–' | '/' | '(' | ')' | '\u{2011}');
        let close: String = text.chars().filter(|c| !apart(*c)).collect();
        let national = |rest: &str| rest.len() == 9 && !rest.starts_with('0');
        let international = match close.strip_prefix("00").or_else(|| close.strip_prefix('+')) {
            // The national zero is often left where it no longer belongs.
            Some(rest) => rest.strip_prefix("330").map_or_else(|| rest.to_owned(), |own| format!("33{own}")),
            None => format!("33{}", close.strip_prefix('0').filter(|rest| national(rest))?),
        };
        format!("+{international}").parse().ok()
    }

    /// Whether a text message may arrive there: a French number that isn't a mobile's takes none.
    pub fn takes_texts(&self) -> bool {
        self.0.strip_prefix("+33").is_none_or(|national| national.starts_with(['6', '7']))
    }

    /// The last two digits, by which a caller may recognise their own number.
    pub fn ending(&self) -> &str {
        &self.0[self.0.len() - 2..]
    }
}

impl FromStr for Phone {
    type Err = InvalidPhone;

    fn from_str(text: &str) -> Result<Self, InvalidPhone> {
        let digits = text.strip_prefix('+').ok_or(InvalidPhone)?;
        let fits = (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidPhone) }
    }
}

impl TryFrom<String> for Phone {
    type Error = InvalidPhone;

    fn try_from(text: String) -> Result<Self, InvalidPhone> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_pairs() {
        for (number, written) in [
            ("+33639981001", "06 39 98 10 01"),
            ("+442071838750", "+44 20 71 83 87 50"),
            ("+4930123456", "+49 30 12 34 56"),
        ] {
            assert_eq!(number.parse::<Phone>().unwrap().written(), written);
        }
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for text in [
            "0639981001",
            "06 39 98 10 01",
            " 06.39.98.10.01 ",
            "06-39-98-10-01",
            "+33639981001",
            "+33 6 39 98 10 01",
            "+33 (0)6 39 98 10 01",
            "+33 06 39 98 10 01",
            "0033 6 39 98 10 01",
        ] {
            assert_eq!(Phone::as_written(text).map(String::from).as_deref(), Some("+33639981001"), "{text}");
        }
        assert_eq!(Phone::as_written("+44 20 7183 8750").unwrap().as_str(), "+442071838750");
        for none in ["", "639981001", "06 39 98 10", "06 39 98 10 0x", "482173", "15"] {
            assert_eq!(Phone::as_written(none), None, "{none}");
        }
    }

    #[test]
    fn only_complete_numbers_are_numbers() {
        assert_eq!("+33639981001".parse::<Phone>().unwrap().ending(), "01");
        for bad in ["0639981001", "+0639981001", "+33 6", "+", "+3363998100100000", "+3363998100a"] {
            assert_eq!(bad.parse::<Phone>(), Err(InvalidPhone), "{bad}");
        }
    }
}
