//! The sealing job: chains a tenant's new entries in order, and signs checkpoints.
//!
//! It runs beside the writers, so that none of them queues behind the chain's end. An entry whose transaction
//! commits late is chained late: the order is the chain's, not the clock's.

use domain::audit::{Digest, Head, chain};
use domain::ids::{AuditId, TenantId};
use jiff::{SignedDuration, Timestamp};

use super::sql;
use crate::db::{Db, DbError, Order, Tx, args};

/// How long a chain may grow without a checkpoint.
pub const CHECKPOINT_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Longer than any transaction lasts, and any clock of ours is off: what is older has been chained.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(1);

/// Chains what is new in a tenant's trail. Returns how many entries were chained.
///
/// Two sealers of one tenant can't both win: each link's place is unique, and the loser meets a conflict.
pub async fn seal(db: &Db, tenant: TenantId, now: Timestamp) -> Result<usize, DbError> {
    let since = now.checked_sub(LOOK_BACK).unwrap_or(Timestamp::MIN);
    seal_since(db, tenant, now, since).await
}

/// Chains everything that isn't chained, however old: at start, and after a clock was set back.
pub async fn seal_all(db: &Db, tenant: TenantId, now: Timestamp) -> Result<usize, DbError> {
    seal_since(db, tenant, now, Timestamp::UNIX_EPOCH).await
}

async fn seal_since(db: &Db, tenant: TenantId, now: Timestamp, since: Timestamp) -> Result<usize, DbError> {
    let mut sealed = 0;
    loop {
        let mut tx = db.write(tenant, now).await?;
        let links = links(&mut tx, since).await?;
        if links.is_empty() {
            return Ok(sealed);
        }
        sealed += links.len();
        tx.execute_all(links).await?;
        checkpoint(&mut tx).await?;
        tx.commit().await?;
    }
}

/// The links for up to 500 entries.
async fn links(tx: &mut Tx, since: Timestamp) -> Result<Vec<Order>, DbError> {
    let fresh: Vec<(AuditId, [u8; 32])> =
        tx.all(&sql::UNSEALED, args![since], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let mut head = head(tx).await?;
    let mut links = Vec::with_capacity(fresh.len());
    for (id, digest) in fresh {
        let link = chain(head, Digest::new(digest));
        head = link.head();
        links.push((&sql::LINK, args![place(head.seq), id, *head.hash.bytes()]));
    }
    Ok(links)
}

/// Where the tenant's chain ends.
pub(crate) async fn head(tx: &mut Tx) -> Result<Head, DbError> {
    let last =
        tx.optional(&sql::HEAD, args![], |row| Ok((row.get::<i64>(0)?, row.get::<[u8; 32]>(1)?))).await?;
    Ok(last.map_or(Head::genesis(tx.tenant()), |(seq, hash)| Head {
        seq: seq.unsigned_abs(),
        hash: Digest::new(hash),
    }))
}

/// Signs the chain's end, when the last signature is old enough.
async fn checkpoint(tx: &mut Tx) -> Result<(), DbError> {
    let last: Option<Timestamp> = tx.optional(&sql::LAST_CHECKPOINT, args![], |row| row.get(2)).await?;
    if last.is_some_and(|at| tx.now().duration_since(at) < CHECKPOINT_EVERY) {
        return Ok(());
    }
    sign(tx).await
}

/// Signs the chain's end now, unless it is signed already.
pub(super) async fn sign(tx: &mut Tx) -> Result<(), DbError> {
    let last: Option<i64> = tx.optional(&sql::LAST_CHECKPOINT, args![], |row| row.get(0)).await?;
    let (head, now) = (head(tx).await?, tx.now());
    if last == Some(place(head.seq)) || head.seq == 0 {
        return Ok(());
    }
    let signature = tx.db().keyring().signer().sign(&signed(tx.tenant(), head));
    let args = args![place(head.seq), *head.hash.bytes(), now, signature.as_ref()];
    tx.execute(&sql::CHECKPOINT, args).await.map(drop)
}

/// What a checkpoint signs: whose chain, how long, and its end.
pub(super) fn signed(tenant: TenantId, head: Head) -> Vec<u8> {
    let mut bytes = b"allo audit checkpoint 1".to_vec();
    bytes.extend_from_slice(tenant.uuid().as_bytes());
    bytes.extend_from_slice(&head.seq.to_be_bytes());
    bytes.extend_from_slice(head.hash.bytes());
    bytes
}

/// A place in the chain, as the database keeps it.
pub(super) fn place(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
