//! The chain of a tenant's entries, and whether it still holds.

use super::{Digest, Entry, digest};
use crate::ids::TenantId;

/// The end of a chain. Kept elsewhere, it also shows that entries are missing at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries are chained.
    pub seq: u64,
    /// The hash over all of them.
    pub hash: Digest,
}

impl Head {
    /// The chain of a tenant before its first entry.
    pub fn genesis(tenant: TenantId) -> Self {
        Self { seq: 0, hash: digest(&[b"allo audit genesis 1", tenant.uuid().as_bytes()]) }
    }
}

/// An entry's place in its tenant's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its place, from 1, without gaps.
    pub seq: u64,
    /// The digest of the entry, as it was written with it.
    pub entry: Digest,
    /// The hash of the link before.
    pub previous: Digest,
    /// The hash of this one: over its place, the entry's digest and the hash before.
    pub hash: Digest,
}

impl Link {
    /// The chain's end when this is the last link.
    pub const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

/// Links one more entry to a chain.
pub fn chain(head: Head, entry: Digest) -> Link {
    let seq = head.seq + 1;
    let hash = digest(&[b"allo audit link 1", &seq.to_be_bytes(), entry.bytes(), head.hash.bytes()]);
    Link { seq, entry, previous: head.hash, hash }
}

/// Where a chain no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit trail is broken at entry {seq}: {fault}")]
pub struct Broken {
    /// The first place that is wrong.
    pub seq: u64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a place in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Another entry should stand here: one was removed, added or moved.
    #[error("an entry is missing, foreign or out of place")]
    Place,
    /// The entry isn't the one that was written.
    #[error("the entry was altered")]
    Entry,
    /// The link's own hash is wrong.
    #[error("the link was altered")]
    Link,
    /// The chain ends otherwise than it is known to.
    #[error("the chain does not end as recorded")]
    End,
}

/// A tenant's chain, walked link by link from its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    tenant: TenantId,
    head: Head,
}

impl Walk {
    /// Before the first link.
    pub fn begin(tenant: TenantId) -> Self {
        Self { tenant, head: Head::genesis(tenant) }
    }

    /// Where the walk stands: the end of what held so far.
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Takes the next link, with whose entry stands there and the digest that this entry really has.
    pub fn step(&mut self, link: &Link, owner: TenantId, entry: Digest) -> Result<(), Broken> {
        let broken = |fault| Err(Broken { seq: self.head.seq + 1, fault });
        if link.seq != self.head.seq + 1 || link.previous != self.head.hash || owner != self.tenant {
            return broken(Fault::Place);
        }
        if entry != link.entry {
            return broken(Fault::Entry);
        }
        if chain(self.head, link.entry) != *link {
            return broken(Fault::Link);
        }
        self.head = link.head();
        Ok(())
    }
}

/// Walks a tenant's whole chain and says where it ends, or the first place at which it doesn't hold.
///
/// `recorded` is an end that was kept elsewhere (a signed checkpoint): without it, a chain cut off at the end, or
/// made anew from a changed beginning, looks whole. The chain may be longer than what was recorded.
pub fn verify<'a>(
    tenant: TenantId,
    links: impl IntoIterator<Item = (Link, &'a Entry)>,
    recorded: Option<Head>,
) -> Result<Head, Broken> {
    let mut walk = Walk::begin(tenant);
    let mut met = recorded.is_none_or(|end| end == walk.head());
    for (link, entry) in links {
        walk.step(&link, entry.tenant, entry.digest())?;
        met = met || recorded == Some(walk.head());
    }
    if met { Ok(walk.head()) } else { Err(Broken { seq: walk.head().seq, fault: Fault::End }) }
}

#[cfg(test)]
mod tests;
