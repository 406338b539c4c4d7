//! Passwords: stored as Argon2id (RFC 9106), refused when they are easily guessed, and asked for no particular
//! characters (A7).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::Pii;
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::db::DbError;
use crate::random::Dice;

/// The shortest password that is taken, in characters.
pub const SHORTEST: usize = 10;
/// The longest: a whole paragraph fits, a megabyte that only costs time doesn't.
pub const LONGEST: usize = 256;

/// 19 MiB and two passes: what OWASP advises for Argon2id with one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// How many passwords are computed at once: each takes 19 MiB and a core for some hundredths of a second.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A password's hash that belongs to nobody: verified for addresses that nobody has, so that the answer takes as long.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCE$mUmhtbzb+pyRwkbQqfrLqg0dJeqEMbHLVoCAFdUphrA";

/// Why a password isn't taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too short.
    #[error("the password has fewer than {SHORTEST} characters")]
    Short,
    /// Too long.
    #[error("the password has more than {LONGEST} characters")]
    Long,
    /// Among those that are tried first, or made of the person's own name and address.
    #[error("the password is easily guessed")]
    Guessable,
}

/// Whether a password may be chosen by somebody about whom this is known.
pub fn fit(password: &Pii<String>, about: &[&str]) -> Result<(), Unfit> {
    let characters = password.reveal().chars().count();
    if characters < SHORTEST {
        return Err(Unfit::Short);
    }
    if characters > LONGEST {
        return Err(Unfit::Long);
    }
    let about = about.join(" ").to_lowercase();
    let words: Vec<&str> =
        about.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).collect();
    if zxcvbn(password.reveal(), &words).score() < Score::Four { Err(Unfit::Guessable) } else { Ok(()) }
}

/// The password as it is stored: a PHC string.
pub async fn hash(password: &Pii<String>, dice: &Dice) -> Result<String, DbError> {
    let (password, salt) = (password.clone(), dice.bytes::<16>());
    apart(move || {
        let hash = hasher().hash_password_with_salt(password.reveal().as_bytes(), &salt);
        hash.map(|hash: PasswordHash| hash.to_string())
    })
    .await?
    .map_err(|error| DbError::Statement { statement: "password::hash", message: error.to_string() })
}

/// Whether this is the password that was stored. Without one it never is, after as much work.
pub async fn verify(password: &Pii<String>, stored: Option<String>) -> Result<bool, DbError> {
    let (password, has_one) = (password.clone(), stored.is_some());
    let stored = stored.unwrap_or_else(|| NOBODYS.to_owned());
    let right = apart(move || {
        let hash = PasswordHash::new(&stored).ok();
        hash.is_some_and(|hash| hasher().verify_password(password.reveal().as_bytes(), &hash).is_ok())
    });
    Ok(right.await? && has_one)
}

fn hasher() -> Argon2<'static> {
    // The parameters are within their ranges: were they not, the library's own defaults are the same algorithm's.
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// On a thread of its own: nothing else waits for the computation.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DbError> {
    // The semaphore is never closed.
    let _place = AT_ONCE.acquire().await;
    tokio::task::spawn_blocking(work).await.map_err(|_| DbError::GivenUp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Pii<String> {
        Pii::new(text.to_owned())
    }

    #[test]
    fn a7_what_is_easily_guessed_is_refused_and_nothing_else() {
        let about = ["camille.durand@example.org", "Camille Durand", "cabinet-des-lilas"];
        for (text, outcome) in [
            ("abc", Err(Unfit::Short)),
            ("motdepasse", Err(Unfit::Guessable)),
            ("aaaaaaaaaaaaaa", Err(Unfit::Guessable)),
            ("password1234", Err(Unfit::Guessable)),
            ("camille.durand", Err(Unfit::Guessable)),
            ("quatre chevaux verts dans la neige", Ok(())),
            ("tilleul orage bascule", Ok(())),
        ] {
            assert_eq!(fit(&password(text), &about), outcome, "{text}");
        }
        assert_eq!(fit(&password(&"é".repeat(257)), &about), Err(Unfit::Long));
        let long = "un héron traverse lentement la place du marché pendant que sonnent les cloches de midi";
        assert_eq!(fit(&password(long), &about), Ok(()), "64 characters and more are taken");
    }

    #[tokio::test]
    async fn a7_passwords_are_stored_as_argon2id_and_salted() {
        let (dice, plain) = (Dice::seeded(1), password("tilleul orage bascule"));
        let one = hash(&plain, &dice).await.unwrap();
        let other = hash(&plain, &dice).await.unwrap();
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, other);
        assert!(verify(&plain, Some(one.clone())).await.unwrap());
        assert!(!verify(&password("tilleul orage basculé"), Some(one)).await.unwrap());
        assert!(!verify(&plain, None).await.unwrap());
        assert!(PasswordHash::new(NOBODYS).is_ok(), "nobody's hash costs as much as anybody's");
    }
}
