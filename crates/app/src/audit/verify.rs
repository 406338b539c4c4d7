//! Whether a tenant's trail still is what was written.

use aws_lc_rs::signature::{ED25519, KeyPair, UnparsedPublicKey};
use domain::audit::{self, Broken, Digest, Entry, Head, Link};
use jiff::Timestamp;

use super::{seal, sql};
use crate::db::{DbError, Tx, args};

/// What was found in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries are chained.
    pub chained: u64,
    /// How many were written in the last moments and aren't chained yet.
    pub unchained: u64,
    /// How far the last signed checkpoint reaches.
    pub signed: u64,
}

/// Why a trail doesn't hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// An entry or a link is not what it was.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// A checkpoint isn't signed by this installation.
    #[error("the checkpoint at entry {0} is not signed by this installation")]
    Signature(u64),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Walks the tenant's whole chain and its last checkpoint.
pub async fn verify(tx: &mut Tx) -> Result<Verified, VerifyError> {
    let recorded = recorded(tx).await?;
    let chain = whole_chain(tx).await?;
    let head = audit::verify(tx.tenant(), chain.iter().map(|(link, entry)| (*link, entry)), recorded)?;
    let all: i64 = tx.one(&sql::COUNT, args![], |row| row.get(0)).await?;
    let unchained = all.unsigned_abs().saturating_sub(head.seq);
    Ok(Verified { chained: head.seq, unchained, signed: recorded.map_or(0, |head| head.seq) })
}

/// The tenant's latest entries before an instant, newest first.
pub async fn trail(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<Entry>, DbError> {
    tx.all(&sql::TRAIL, args![before, limit], |row| row.json(0)).await
}

async fn whole_chain(tx: &mut Tx) -> Result<Vec<(Link, Entry)>, DbError> {
    let mut chain: Vec<(Link, Entry)> = Vec::new();
    let mut end = Head::genesis(tx.tenant());
    loop {
        let page = page(tx, end).await?;
        let Some((last, _)) = page.last() else { return Ok(chain) };
        end = last.head();
        chain.extend(page);
    }
}

/// The next thousand links behind one, with their entries; nothing at the end.
pub(super) async fn page(tx: &mut Tx, behind: Head) -> Result<Vec<(Link, Entry)>, DbError> {
    let mut previous = behind.hash;
    tx.all(&sql::CHAIN, args![seal::place(behind.seq)], |row| {
        let hash = Digest::new(row.get(1)?);
        let link = Link {
            seq: row.get::<i64>(0)?.unsigned_abs(),
            entry: Digest::new(row.get(2)?),
            previous: std::mem::replace(&mut previous, hash),
            hash,
        };
        Ok((link, row.json(3)?))
    })
    .await
}

/// The end of the chain that was signed last.
async fn recorded(tx: &mut Tx) -> Result<Option<Head>, VerifyError> {
    let last = tx.optional(&sql::LAST_CHECKPOINT, args![], |row| {
        let head = Head { seq: row.get::<i64>(0)?.unsigned_abs(), hash: Digest::new(row.get(1)?) };
        Ok((head, row.get::<Vec<u8>>(3)?))
    });
    let Some((head, signature)) = last.await? else { return Ok(None) };
    let key = UnparsedPublicKey::new(&ED25519, tx.db().keyring().signer().public_key().as_ref().to_vec());
    let signed = seal::signed(tx.tenant(), head);
    key.verify(&signed, &signature).map_err(|_| VerifyError::Signature(head.seq))?;
    Ok(Some(head))
}
