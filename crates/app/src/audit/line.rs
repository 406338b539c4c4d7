//! The lines of an exported trail: one JSON object each, without spaces, in one spelling only. `docs/audit-trail.md`
//! describes them for whoever writes a verifier of their own.

use crate::hex::hex;
use domain::audit::{Digest, Entry, Head, Link};
use domain::ids::TenantId;
use serde::{Deserialize, Serialize};

/// What the first line says it is.
pub(super) const FORMAT: &str = "allo audit trail 1";

/// What stands between a link and its entry, which is hashed as it is written.
const ENTRY: &str = ",\"entry\":";

/// The first line: whose trail, and by which key its checkpoints are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) format: Format,
    pub(super) tenant: TenantId,
    pub(super) key: Hex<32>,
}

/// The format's name and version; no other is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Format {
    #[serde(rename = "allo audit trail 1")]
    First,
}

/// Where an entry stands; the entry itself follows it on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    seq: u64,
    digest: Digest,
    link: Digest,
}

/// An end of the chain, signed; it follows the entry that it signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Checkpoint {
    #[serde(rename = "checkpoint")]
    pub(super) seq: u64,
    pub(super) link: Digest,
    pub(super) signature: Hex<64>,
}

impl Checkpoint {
    pub(super) const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.link }
    }
}

/// An entry's line, taken apart.
pub(super) struct Linked<'a> {
    pub(super) link: Link,
    pub(super) owner: TenantId,
    pub(super) entry: &'a str,
}

/// Writes an entry's line.
pub(super) fn write(link: &Link, entry: &Entry) -> serde_json::Result<String> {
    let place = Place { seq: link.seq, digest: link.entry, link: link.hash };
    let mut line = serde_json::to_string(&place)?;
    line.pop();
    line.push_str(ENTRY);
    line.push_str(&serde_json::to_string(entry)?);
    line.push('}');
    Ok(line)
}

/// Reads an entry's line, which follows this end of the chain.
pub(super) fn read(line: &str, behind: Head) -> Option<Linked<'_>> {
    #[derive(Deserialize)]
    struct Owned {
        tenant: TenantId,
    }
    let (place, rest) = line.split_once(ENTRY)?;
    let entry = rest.strip_suffix('}')?;
    let place: Place = strictly(&format!("{place}}}"))?;
    let owned: Owned = serde_json::from_str(entry).ok()?;
    let link = Link { seq: place.seq, entry: place.digest, previous: behind.hash, hash: place.link };
    Some(Linked { link, owner: owned.tenant, entry })
}

/// A line in its one spelling: what says the same with other bytes was not written by Allo.
pub(super) fn strictly<T: for<'a> Deserialize<'a> + Serialize>(line: &str) -> Option<T> {
    let read: T = serde_json::from_str(line).ok()?;
    (serde_json::to_string(&read).ok()? == line).then_some(read)
}

/// Bytes, written as hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Hex<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> From<Hex<N>> for String {
    fn from(bytes: Hex<N>) -> Self {
        hex(&bytes.0)
    }
}

impl<const N: usize> TryFrom<String> for Hex<N> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{} hexadecimal digits in lower case are expected", 2 * N);
        let plain = text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 2 * N || !plain {
            return Err(wrong());
        }
        let mut bytes = [0; N];
        for (byte, at) in bytes.iter_mut().zip((0..text.len()).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}
