//! Who comes in: a person by the link that was printed, once; programs with a token. All of it is kept in this process's
//! memory, as digests, and is over with it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::Pii;
use jiff::{SignedDuration, Timestamp};

use super::Secrets;
use crate::auth::Token;
use crate::random::Dice;
use crate::sealing::sha256;

type Digest = [u8; 32];

/// How long the link may be followed.
const LINK: SignedDuration = SignedDuration::from_mins(10);
/// After how long somebody who does nothing is outside again.
const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// The way in.
pub(crate) struct Door {
    /// The link, until somebody has followed it.
    link: Mutex<Option<Digest>>,
    /// Until when it may be.
    good_until: Timestamp,
    token: Digest,
    /// Who is inside, and when they last did something.
    inside: Mutex<HashMap<Digest, Timestamp>>,
}

impl Door {
    /// A door with a link and a token of its own.
    pub(super) fn new(dice: &Dice, now: Timestamp) -> (Self, Secrets) {
        let (link, token) = (Token::draw(dice), Token::draw(dice));
        let door = Self {
            link: Mutex::new(Some(link.digest)),
            good_until: now.saturating_add(LINK).unwrap_or(now),
            token: token.digest,
            inside: Mutex::default(),
        };
        (door, Secrets { link: link.text, token: token.text })
    }

    /// Whether the link may still be followed.
    pub(super) fn is_link(&self, secret: &str, now: Timestamp) -> bool {
        *held(&self.link) == Some(sha256(secret.as_bytes())) && now < self.good_until
    }

    /// Lets whoever follows the link in: the session that they carry from now on. Of two who follow it, one comes in.
    pub(super) fn follow(&self, secret: &str, now: Timestamp, dice: &Dice) -> Option<Pii<String>> {
        let mut link = held(&self.link);
        if *link != Some(sha256(secret.as_bytes())) || now >= self.good_until {
            return None;
        }
        *link = None;
        let session = Token::draw(dice);
        held(&self.inside).insert(session.digest, now);
        Some(session.text)
    }

    /// Whether whoever carries this session is inside; they have done something now.
    pub(super) fn knows(&self, session: &str, now: Timestamp) -> bool {
        let mut inside = held(&self.inside);
        inside.retain(|_, seen| now.duration_since(*seen) < IDLE);
        inside.get_mut(&sha256(session.as_bytes())).map(|seen| *seen = now).is_some()
    }

    /// Lets them out.
    pub(super) fn leave(&self, session: &str) {
        held(&self.inside).remove(&sha256(session.as_bytes()));
    }

    /// Whether the token with this digest opens.
    pub(super) fn is_token(&self, digest: &Digest) -> bool {
        *digest == self.token
    }
}

fn held<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
