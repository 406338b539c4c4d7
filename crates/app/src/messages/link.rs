//! Links by which whoever got one sees, moves or cancels an appointment without signing in.
//!
//! A link is 256 bits that the practice's key makes of the message's id: nobody without the key knows any, and the same
//! message has the same link however often it is sent. Only the digest is stored, and a message is kept without its
//! link: whoever of the staff may read messages could otherwise move and cancel. It is for one appointment as it stood
//! when it was made: once that was moved or cancelled, or has begun, the link is as good as one that never was.

use domain::Lang;
use domain::Pii;
use domain::appointment::Appointment;
use domain::ids::{AppointmentId, LinkId, TenantId};
use jiff::Timestamp;
use uuid::Uuid;

use super::Content;
use super::sql;
use crate::booking::{self, Booking, BookingError};
use crate::db::{Db, DbError, Order, Tx, args};
use crate::sealing::{self, sha256};

/// How many characters the secret of a link has: 256 bits by six.
const LENGTH: usize = 43;

/// The letters of RFC 4648, section 5: none needs escaping in an address.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How the address of a link ends where a message is kept.
pub(super) const MASKED: &str = "/r/******";

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

/// The secret of a message's link.
pub(super) async fn secret(tx: &mut Tx, message: Uuid) -> Result<Pii<String>, DbError> {
    let keys = sealing::tenant(tx).await?;
    Ok(Pii::new(written(keys.lookup("message link", &message.to_string()))))
}

/// The insertion that makes a link with this secret, to an appointment as it stands.
pub(super) fn make(tx: &Tx, secret: &Pii<String>, appointment: &Appointment, lang: Lang) -> Order {
    let id: LinkId = tx.mint();
    let digest = sha256(secret.reveal().as_bytes());
    let args = args![id, digest, appointment.id, appointment.revision, lang.tag(), appointment.span.start];
    (&sql::LINK, args)
}

/// What is sent: what is kept, with the link in its place.
pub(super) fn put_into(kept: &Content, secret: &Pii<String>) -> Content {
    let link = format!("/r/{}", secret.reveal());
    let put = |text: &String| text.replace(MASKED, &link);
    Content { text: put(&kept.text), html: kept.html.as_ref().map(put), ..kept.clone() }
}

/// A mail as the staff sees it: where the reader has a button, whose link is kept from everybody else, a sentence says so.
pub(crate) fn without_button(html: &str, instead: &str) -> String {
    let button = html.find(&format!("{MASKED}\"")).and_then(|link| {
        Some((html[..link].rfind("<p ")?, link + html[link..].find("</p>")? + "</p>".len()))
    });
    match button {
        Some((from, to)) => format!(
            "{}<p style=\"margin:0 0 6px;color:#4c5b54;font-size:14px\">{instead}</p>{}",
            &html[..from],
            &html[to..]
        ),
        None => html.to_owned(),
    }
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

/// 256 bits in 43 letters.
fn written(bytes: [u8; 32]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letter = |nth: usize| (0..6).fold(0, |six, at| six << 1 | usize::from(bit(nth * 6 + at)));
    (0..LENGTH).map(|nth| char::from(LETTERS[letter(nth)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Dice;

    #[test]
    fn a_secret_has_256_bits_and_needs_no_escaping() {
        let dice = Dice::seeded(1);
        let drawn: std::collections::HashSet<String> = (0..1_000).map(|_| written(dice.bytes())).collect();
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
