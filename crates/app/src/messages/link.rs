//! Links by which whoever got one sees, moves or cancels an appointment without signing in.
//!
//! A link is 256 random bits, of which the digest is kept. It is for one appointment as it stood when it was made: once
//! that was moved or cancelled, or has begun, the link is as good as one that never was.

use domain::Lang;
use domain::Pii;
use domain::appointment::Appointment;
use domain::ids::{AppointmentId, LinkId, TenantId};
use jiff::Timestamp;

use super::sql;
use crate::booking::{self, Booking, BookingError};
use crate::db::{Db, DbError, Order, Tx, args};
use crate::random::Dice;
use crate::sealing::sha256;

/// How many characters the secret of a link has: 256 bits by six.
const LENGTH: usize = 43;

/// The letters of RFC 4648, section 5: none needs escaping in an address.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A link that somebody has followed.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    /// Whose practice it leads to.
    pub(crate) tenant: TenantId,
    /// To which appointment, as it stands.
    pub(crate) booking: Booking,
    /// In which language it was written.
    pub(crate) lang: Lang,
}

/// Makes a link to an appointment as it stands: what its address ends with, and the insertion that keeps its digest.
pub(super) fn make(tx: &Tx, appointment: &Appointment, lang: Lang) -> (Pii<String>, Order) {
    let (id, secret): (LinkId, _) = (tx.mint(), draw(&tx.dice()));
    let digest = sha256(secret.as_bytes());
    let args = args![id, digest, appointment.id, appointment.revision, lang.tag(), appointment.span.start];
    (Pii::new(secret), (&sql::LINK, args))
}

/// To what a link leads; nothing when it isn't one, or isn't good any more. Which of these, the answer doesn't say.
pub(crate) async fn follow(db: &Db, secret: &str, now: Timestamp) -> Result<Option<Followed>, DbError> {
    if secret.len() != LENGTH || !secret.bytes().all(|b| LETTERS.contains(&b)) {
        return Ok(None);
    }
    let Some((tenant, link)) = db.message_link_by_digest(sha256(secret.as_bytes())).await? else {
        return Ok(None);
    };
    let mut tx = db.read(tenant, now).await?;
    leads_to(&mut tx, link).await.map(|led| led.map(|(booking, lang)| Followed { tenant, booking, lang }))
}

async fn leads_to(tx: &mut Tx, link: LinkId) -> Result<Option<(Booking, Lang)>, DbError> {
    let now = tx.now();
    let good = tx.optional(&sql::GOOD_LINK, args![link, now], |row| {
        Ok((row.get::<AppointmentId>(0)?, row.get::<u32>(1)?, row.get::<String>(2)?))
    });
    let Some((appointment, revision, lang)) = good.await? else { return Ok(None) };
    let booking = match booking::appointment(tx, appointment).await {
        Ok(booking) => booking,
        Err(BookingError::Db(error)) => return Err(error),
        Err(_) => return Ok(None),
    };
    let it = &booking.appointment;
    let stands = it.revision == revision && it.status.keeps_time() && it.span.start > now;
    Ok(stands.then(|| (booking, Lang::from_tag(&lang).unwrap_or_default())))
}

/// 256 random bits in 43 letters.
fn draw(dice: &Dice) -> String {
    let bytes: [u8; 32] = dice.bytes();
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letter = |nth: usize| (0..6).fold(0, |six, at| six << 1 | usize::from(bit(nth * 6 + at)));
    (0..LENGTH).map(|nth| char::from(LETTERS[letter(nth)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_256_bits_and_needs_no_escaping() {
        let dice = Dice::seeded(1);
        let drawn: std::collections::HashSet<String> = (0..1_000).map(|_| draw(&dice)).collect();
        assert_eq!(drawn.len(), 1_000);
        assert!(drawn.iter().all(|secret| secret.len() == LENGTH));
        // Every letter occurs in every place but the last, which holds four bits.
        for place in [0, 20, 41] {
            let letters: std::collections::HashSet<u8> =
                drawn.iter().map(|secret| secret.as_bytes()[place]).collect();
            assert_eq!(letters.len(), 64, "{place}");
        }
    }
}
