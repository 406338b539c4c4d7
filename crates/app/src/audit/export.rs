//! A tenant's trail, taken out so that somebody else can keep it and verify it.

use std::io::{self, Write};

use aws_lc_rs::signature::KeyPair as _;
use domain::audit::{Action, By, Digest, Entity, Facts, Head};
use domain::ids::TenantId;
use domain::permission::Actor;
use jiff::Timestamp;

use super::line::{self, Checkpoint, Format, Header, Hex};
use super::{Done, record, seal, sql, verify};
use crate::db::{Db, DbError, Tx, args};

/// How often sealing is tried again when a running server seals at the same time.
const TRIES: usize = 8;

/// Why a trail couldn't be taken out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It couldn't be written where it goes.
    #[error("the trail cannot be written: {0}")]
    Write(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Writes the whole trail: whose it is, each entry with its link, and every checkpoint behind the entry that it signs.
/// Taking it out is an entry itself. Its last line is a checkpoint: nothing in the file is unsigned.
pub async fn export(
    db: &Db,
    tenant: TenantId,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<u64, ExportError> {
    let mut tx = db.write(tenant, now).await?;
    let taken = Done {
        by: By::from(&Actor::Operator),
        action: Action::Exported,
        entity: Entity::Practice(tenant),
        before: Facts::default(),
        after: Facts::default(),
    };
    record(&mut tx, taken).await?;
    tx.commit().await?;
    signed_to_the_end(db, tenant, now).await?;

    let mut tx = db.read(tenant, now).await?;
    put(out, &header(&tx))?;
    let Some(last) = last_checkpoint(&mut tx).await? else { return Ok(0) };
    let mut head = Head::genesis(tenant);
    while head.seq < last.seq {
        let page = verify::page(&mut tx, head).await?;
        let Some((end, _)) = page.last() else { break };
        let end = end.head();
        let mut checkpoints = checkpoints(&mut tx, head.seq, end.seq).await?.into_iter().peekable();
        for (link, entry) in page.iter().take_while(|(link, _)| link.seq <= last.seq) {
            writeln!(out, "{}", line::write(link, entry).map_err(io::Error::from)?)?;
            while let Some(signed) = checkpoints.next_if(|signed| signed.seq <= link.seq) {
                put(out, &signed)?;
            }
        }
        head = end;
    }
    out.flush()?;
    Ok(last.seq)
}

/// Writes whose trail it is and its end, signed now: two lines, to be kept where nobody who runs Allo can change them.
pub async fn checkpoint(
    db: &Db,
    tenant: TenantId,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    signed_to_the_end(db, tenant, now).await?;
    let mut tx = db.read(tenant, now).await?;
    put(out, &header(&tx))?;
    if let Some(last) = last_checkpoint(&mut tx).await? {
        put(out, &last)?;
    }
    Ok(out.flush()?)
}

/// Chains what is new and signs the end. A running server may be at the same: then there is less left to do.
async fn signed_to_the_end(db: &Db, tenant: TenantId, now: Timestamp) -> Result<(), DbError> {
    let mut tries = 0;
    loop {
        let done = async {
            seal::seal_all(db, tenant, now).await?;
            let mut tx = db.write(tenant, now).await?;
            seal::sign(&mut tx).await?;
            tx.commit().await
        };
        match done.await {
            Err(DbError::Conflict(_) | DbError::Constraint { .. }) if tries < TRIES => tries += 1,
            outcome => return outcome,
        }
    }
}

fn header(tx: &Tx) -> Header {
    let mut key = [0; 32];
    key.copy_from_slice(tx.db().keyring().signer().public_key().as_ref());
    Header { format: Format::First, tenant: tx.tenant(), key: Hex(key) }
}

async fn last_checkpoint(tx: &mut Tx) -> Result<Option<Checkpoint>, DbError> {
    let last = tx.optional(&sql::LAST_CHECKPOINT, args![], |row| row.get::<i64>(0)).await?;
    let Some(seq) = last.map(i64::unsigned_abs) else { return Ok(None) };
    Ok(checkpoints(tx, seq - 1, seq).await?.pop())
}

async fn checkpoints(tx: &mut Tx, behind: u64, to: u64) -> Result<Vec<Checkpoint>, DbError> {
    tx.all(&sql::CHECKPOINTS, args![seal::place(behind), seal::place(to)], |row| {
        let mut signature = [0; 64];
        let stored: Vec<u8> = row.get(2)?;
        // One of another length is none: it is written so that the verifier refuses it.
        if stored.len() == signature.len() {
            signature.copy_from_slice(&stored);
        }
        Ok(Checkpoint {
            seq: row.get::<i64>(0)?.unsigned_abs(),
            link: Digest::new(row.get(1)?),
            signature: Hex(signature),
        })
    })
    .await
}

fn put(out: &mut impl Write, line: &impl serde::Serialize) -> io::Result<()> {
    writeln!(out, "{}", serde_json::to_string(line)?)
}
