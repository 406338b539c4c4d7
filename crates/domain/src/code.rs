//! Codes of six digits: the patient's, the appointment's reference, and the one-time code.

use std::str::FromStr;

use serde::Deserialize;

use crate::random::Random;

/// Six digits that prove something. Its `Debug` hides them, and it has no `Serialize`.
#[derive(Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Code([u8; 6]);

/// A text that isn't six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code of six digits")]
pub struct InvalidCode;

impl Code {
    /// A new code, every one of the million equally likely.
    pub fn draw(random: &mut dyn Random) -> Self {
        // Above the last multiple of a million, a draw would favour the small codes: draw again.
        const LIMIT: u32 = u32::MAX - u32::MAX % 1_000_000;
        loop {
            let mut bytes = [0; 4];
            random.fill(&mut bytes);
            let number = u32::from_le_bytes(bytes);
            if number < LIMIT {
                return Self::from_number(number % 1_000_000);
            }
        }
    }

    fn from_number(mut number: u32) -> Self {
        let mut digits = [b'0'; 6];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
        Self(digits)
    }

    /// The six digits, for the one who may hear them.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Code {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let digits: [u8; 6] = text.as_bytes().try_into().map_err(|_| InvalidCode)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(InvalidCode) }
    }
}

impl TryFrom<String> for Code {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, InvalidCode> {
        text.parse()
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(‹six digits›)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn codes_are_six_digits_and_spread() {
        let mut random = SeededRandom::new(1);
        let drawn: std::collections::HashSet<_> = (0..1000).map(|_| Code::draw(&mut random)).collect();
        assert!(drawn.len() > 990);
        for code in &drawn {
            assert_eq!(code.reveal().parse::<Code>().as_ref(), Ok(code));
        }
        assert_eq!(Code::from_number(42).reveal(), "000042");
    }

    #[test]
    fn nothing_else_is_a_code() {
        for bad in ["", "12345", "1234567", "12345a", "١٢٣"] {
            assert_eq!(bad.parse::<Code>(), Err(InvalidCode), "{bad}");
        }
    }
}
