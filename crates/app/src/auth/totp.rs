//! The second factor: six digits that change every 30 seconds (TOTP, RFC 6238, with SHA-1 as every app expects).

use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::random::Dice;

/// How long one code lasts.
const STEP_SECONDS: i64 = 30;

/// A secret that an authenticator app and Allo share: 160 bits, as RFC 4226 §4 recommends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl Secret {
    /// A new one.
    pub fn draw(dice: &Dice) -> Self {
        Self(dice.bytes())
    }

    /// As it is typed into an app, and stored (sealed): base 32 (RFC 4648 §6), 32 characters.
    pub fn text(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        self.0
            .chunks(5)
            .flat_map(|five| {
                let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
                (0..8).rev().map(move |place| char::from(LETTERS[(bits >> (place * 5) & 31) as usize]))
            })
            .collect()
    }

    /// The same, four characters at a time, for whoever types them.
    pub fn groups(&self) -> String {
        let text = self.text();
        let fours = text.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four));
        fours.collect::<Vec<_>>().join(" ")
    }

    /// From its text.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.len() != 32 {
            return None;
        }
        let mut bytes = Vec::with_capacity(20);
        for eight in text.as_bytes().chunks(8) {
            let mut bits = 0_u64;
            for letter in eight {
                let value = match letter {
                    b'A'..=b'Z' => letter - b'A',
                    b'2'..=b'7' => letter - b'2' + 26,
                    _ => return None,
                };
                bits = bits << 5 | u64::from(value);
            }
            bytes.extend_from_slice(&bits.to_be_bytes()[3..]);
        }
        bytes.try_into().ok().map(Self)
    }

    /// What an app reads from a picture (the `otpauth` address that all of them know).
    pub fn address(&self, practice: &str, account: &str) -> String {
        let written = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let issuer = written(practice);
        format!("otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}", written(account), self.text())
    }

    /// The step whose code this is: this one, the one before or the next (clocks differ), if it comes after `last`, the
    /// step that was used last. A code is good once.
    pub fn step_of(&self, code: &str, now: Timestamp, last: i64) -> Option<i64> {
        let this = now.as_second().div_euclid(STEP_SECONDS);
        let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        [this - 1, this, this + 1]
            .into_iter()
            .filter(|step| *step > last)
            .find(|step| self.code(*step) == typed)
    }

    /// The code at an instant.
    pub fn code_at(&self, now: Timestamp) -> String {
        self.code(now.as_second().div_euclid(STEP_SECONDS))
    }

    /// RFC 4226 §5.3: 31 bits from where the last four say, as six digits.
    fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag[19] & 15);
        let bits = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
        format!("{:06}", bits % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 6238, appendix B, whose last six digits are ours.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret(*b"12345678901234567890");
        for (second, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(secret.code_at(Timestamp::from_second(second).unwrap()), code);
        }
    }

    #[test]
    fn a_code_is_good_once_and_for_a_minute_and_a_half() {
        let secret = Secret::draw(&Dice::seeded(7));
        let at = |second| Timestamp::from_second(second).unwrap();
        let code = secret.code_at(at(3_000));
        assert_eq!(secret.step_of(&code, at(3_000), 0), Some(100));
        assert_eq!(secret.step_of(&code, at(2_970), 0), Some(100));
        assert_eq!(secret.step_of(&code, at(3_059), 0), Some(100));
        assert_eq!(secret.step_of(&code, at(3_060), 0), None);
        assert_eq!(secret.step_of(&code, at(3_000), 100), None, "used already");
        assert_eq!(secret.step_of(&format!("{} {}", &code[..3], &code[3..]), at(3_000), 0), Some(100));
    }

    #[test]
    fn a_secret_survives_being_written() {
        let secret = Secret(*b"12345678901234567890");
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(secret.groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(Secret::from_text(&secret.text()), Some(secret.clone()));
        assert_eq!(Secret::from_text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ"), None);
        assert_eq!(
            secret.address("Cabinet des Lilas", "camille@example.org"),
            "otpauth://totp/Cabinet%20des%20Lilas:camille%40example%2Eorg?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cabinet%20des%20Lilas"
        );
    }
}
