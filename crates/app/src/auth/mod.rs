//! Who is at the console: a password and a second factor begin a session; a session is 256 random bits in a cookie,
//! of which only the digest is kept (A1). It is looked up with every request, so that it ends everywhere at once (A2).

pub mod cookie;
mod link;
pub mod password;
mod session;
mod sign_in;
mod sql;
pub mod totp;

use domain::Pii;

pub use self::link::{
    Chosen, Joining, Link, NotTaken, joining, link, spoil_links, spoil_links_by, take_link, weigh_links,
};
pub(crate) use self::session::forget;
pub use self::session::{
    Device, PROVED_FOR, Session, SignedIn, Standing, begin, end, end_all, last_seen, recognise, sessions,
    standing,
};
pub use self::sign_in::{Credentials, Refused, change_password, prove_again, sign_in};
pub(crate) use self::sql::ALL;
use crate::hex::hex;
use crate::random::Dice;
use crate::sealing::sha256;

/// A secret that somebody carries and we don't keep: 256 random bits, as 64 hexadecimal digits.
pub(crate) struct Token {
    /// What they carry.
    pub(crate) text: Pii<String>,
    /// What we keep.
    pub(crate) digest: [u8; 32],
}

impl Token {
    pub(crate) fn draw(dice: &Dice) -> Self {
        let text = hex(&dice.bytes::<32>());
        Self { digest: sha256(text.as_bytes()), text: Pii::new(text) }
    }
}

/// Whether a text could be such a secret at all.
pub(crate) fn has_shape(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a1_a_token_is_256_bits_and_only_its_digest_is_kept() {
        let dice = Dice::system();
        let tokens: std::collections::HashSet<String> =
            (0..1_000).map(|_| Token::draw(&dice).text.into_revealed()).collect();
        assert_eq!(tokens.len(), 1_000);
        assert!(tokens.iter().all(|token| has_shape(token)));
        let token = Token::draw(&dice);
        assert_eq!(token.digest, sha256(token.text.reveal().as_bytes()));
    }
}
