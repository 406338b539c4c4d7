//! One sealed value: AES-256-GCM, bound to the place it stands in.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use domain::ids::TenantId;
use uuid::Uuid;

use crate::random::Dice;

/// The first byte of everything sealed: the version of format and key.
const VERSION: u8 = 1;

/// Where a sealed value stands. A value moved elsewhere doesn't open.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Whose row.
    pub tenant: TenantId,
    /// Its table.
    pub table: &'static str,
    /// Its column.
    pub column: &'static str,
    /// Its id.
    pub row: Uuid,
}

impl Place {
    /// What the seal is bound to: `tenant|table|column|row|version`. Names hold no bar, ids are of fixed length.
    fn bound(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(80);
        bytes.extend_from_slice(self.tenant.uuid().as_bytes());
        for part in [self.table.as_bytes(), self.column.as_bytes(), self.row.as_bytes()] {
            bytes.push(b'|');
            bytes.extend_from_slice(part);
        }
        bytes.extend_from_slice(&[b'|', VERSION]);
        bytes
    }
}

/// A sealed value that doesn't open: it was altered, moved, or sealed with another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value of {table}.{column} does not open")]
pub struct SealError {
    /// The table it was read from.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

/// A key that seals and opens.
pub(super) struct Cipher(LessSafeKey);

impl Cipher {
    #[expect(clippy::expect_used, reason = "an AES-256 key is any 32 bytes")]
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).expect("32 bytes are a key")))
    }

    /// `version | nonce | ciphertext and tag`. The nonces are random: a key seals far fewer than 2³² values.
    #[expect(clippy::expect_used, reason = "sealing fails only beyond 64 GiB")]
    pub(super) fn seal(&self, place: Place, plain: &[u8], dice: &Dice) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = dice.bytes();
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + plain.len() + 16);
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        let mut body = plain.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.bound()),
                &mut body,
            )
            .expect("a field is short");
        sealed.append(&mut body);
        sealed
    }

    pub(super) fn open(&self, place: Place, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let failed = SealError { table: place.table, column: place.column };
        let Some((&VERSION, rest)) = sealed.split_first() else { return Err(failed) };
        let (nonce, body) = rest.split_first_chunk::<NONCE_LEN>().ok_or(failed)?;
        let mut body = body.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let plain = self.0.open_in_place(nonce, Aad::from(place.bound()), &mut body).map_err(|_| failed)?;
        Ok(plain.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::Minted;
    use proptest::prelude::*;

    fn place(row: u128) -> Place {
        let tenant = TenantId::from_parts(jiff::Timestamp::UNIX_EPOCH, [7; 10]);
        Place { tenant, table: "patient", column: "name", row: Uuid::from_u128(row) }
    }

    #[test]
    fn a_value_opens_only_where_it_was_sealed() {
        let (cipher, dice) = (Cipher::new(&[1; 32]), Dice::seeded(1));
        let sealed = cipher.seal(place(1), b"Jeanne Petit", &dice);
        assert_eq!(cipher.open(place(1), &sealed).unwrap(), b"Jeanne Petit");
        assert!(cipher.open(place(2), &sealed).is_err());
        assert!(cipher.open(Place { column: "phone", ..place(1) }, &sealed).is_err());
        assert!(cipher.open(Place { table: "request", ..place(1) }, &sealed).is_err());
        assert!(Cipher::new(&[2; 32]).open(place(1), &sealed).is_err());
        assert_ne!(sealed, cipher.seal(place(1), b"Jeanne Petit", &dice));
    }

    proptest! {
        #[test]
        fn no_altered_value_opens(plain in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let cipher = Cipher::new(&[1; 32]);
            let mut sealed = cipher.seal(place(1), &plain, &Dice::seeded(2));
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(cipher.open(place(1), &sealed).is_err());
            prop_assert!(cipher.open(place(1), &sealed[..at]).is_err());
        }
    }
}
