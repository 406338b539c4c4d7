//! Whether an exported trail is what was written: proved from the file alone, without a database and without trusting
//! whoever runs Allo (G2).
//!
//! The chain finds whatever was altered, taken out, put in or moved. A signature finds a chain that was made anew by
//! somebody without the installation's key. Against whoever has that key, a checkpoint that was kept elsewhere finds
//! what was rewritten before it, or cut off.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use domain::audit::{Broken, Digest, Walk, entry_digest};
use domain::ids::TenantId;

use super::line::{self, Checkpoint, FORMAT, Header, Hex};
use super::seal;

/// What is known beforehand.
#[derive(Clone, Debug, Default)]
pub struct Known {
    key: Option<Hex<32>>,
    tenant: Option<TenantId>,
    kept: BTreeMap<u64, Digest>,
}

/// What was found in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Whose trail it is.
    pub tenant: TenantId,
    /// How many entries it has.
    pub entries: u64,
    /// How many checkpoints sign it; the last one signs its end.
    pub checkpoints: u64,
    /// How many checkpoints that were kept elsewhere it agrees with.
    pub kept: usize,
    /// The key that signed it.
    key: Hex<32>,
}

impl Whole {
    /// The key that signed it, as hexadecimal digits.
    pub fn key(&self) -> String {
        self.key.into()
    }
}

/// What is wrong with a file, and where.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: Fault,
}

/// What can be wrong with a line.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is another, or of another version.
    #[error("this is no audit trail: its first line must say that it is an `{FORMAT}`")]
    NoTrail,
    /// A line was not written by Allo.
    #[error("this line is not as Allo writes it")]
    Line,
    /// The chain doesn't hold.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// A checkpoint speaks of another place, or of another chain.
    #[error("the checkpoint of entry {0} does not sign the entries before it")]
    Checkpoint(u64),
    /// A checkpoint isn't signed by the key.
    #[error("the checkpoint of entry {0} is not signed by the trail's key")]
    Signature(u64),
    /// The trail names another key than is known.
    #[error("the trail was signed with another key: {found}, not {known}")]
    Key {
        /// The one it names.
        found: String,
        /// The one that is known.
        known: String,
    },
    /// The trail is another practice's.
    #[error("this is the trail of another practice than that of the checkpoint that was kept")]
    Tenant,
    /// It ends without a signature.
    #[error("the trail ends at entry {0} without a checkpoint that signs it: it was cut off")]
    Unsigned(u64),
    /// It says otherwise than a checkpoint that was kept elsewhere.
    #[error("the trail was rewritten at entry {0} or before: the checkpoint that was kept says otherwise")]
    Rewritten(u64),
    /// It is shorter than a checkpoint that was kept elsewhere.
    #[error(
        "the trail ends at entry {found}, and a checkpoint that was kept knows of entry {known}: it was cut off"
    )]
    Short {
        /// Where it ends.
        found: u64,
        /// How far it went once.
        known: u64,
    },
    /// It couldn't be read.
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
}

impl Known {
    /// The same, knowing the key that must have signed: 64 hexadecimal digits.
    pub fn signed_by(self, key: &str) -> Result<Self, String> {
        Ok(Self { key: Some(Hex::try_from(key.to_owned())?), ..self })
    }

    /// The same, knowing the checkpoints that were kept elsewhere: an earlier trail, or only its first line and one or
    /// more of its checkpoints. They must be signed themselves.
    pub fn kept(mut self, file: impl BufRead) -> Result<Self, Wrong> {
        let mut lines = Lines::of(file);
        let header = lines.header()?;
        self.accepts(&header).map_err(|what| lines.wrong(what))?;
        self.tenant = Some(header.tenant);
        self.key = Some(header.key);
        while let Some(text) = lines.next()? {
            if let Some(checkpoint) = line::strictly::<Checkpoint>(&text) {
                is_signed(&header, &checkpoint).map_err(|what| lines.wrong(what))?;
                self.kept.insert(checkpoint.seq, checkpoint.link);
            } else if !text.starts_with("{\"seq\":") {
                return Err(lines.wrong(Fault::Line));
            }
        }
        Ok(self)
    }

    /// Whether what is known fits whose trail this is, and who signed it.
    fn accepts(&self, header: &Header) -> Result<(), Fault> {
        if let Some(known) = self.key.filter(|known| *known != header.key) {
            return Err(Fault::Key { found: header.key.into(), known: known.into() });
        }
        if self.tenant.is_some_and(|known| known != header.tenant) { Err(Fault::Tenant) } else { Ok(()) }
    }
}

/// Walks an exported trail from its first line to its last.
pub fn verify(file: impl BufRead, known: &Known) -> Result<Whole, Wrong> {
    let mut lines = Lines::of(file);
    let header = lines.header()?;
    known.accepts(&header).map_err(|what| lines.wrong(what))?;
    let mut walk = Walk::begin(header.tenant);
    let (mut checkpoints, mut signed) = (0, 0);
    while let Some(text) = lines.next()? {
        if let Some(linked) = line::read(&text, walk.head()) {
            let digest = entry_digest(linked.entry.as_bytes());
            walk.step(&linked.link, linked.owner, digest).map_err(|broken| lines.wrong(broken.into()))?;
            let head = walk.head();
            if known.kept.get(&head.seq).is_some_and(|kept| *kept != head.hash) {
                return Err(lines.wrong(Fault::Rewritten(head.seq)));
            }
        } else {
            let checkpoint: Checkpoint = line::strictly(&text).ok_or_else(|| lines.wrong(Fault::Line))?;
            if checkpoint.head() != walk.head() || checkpoint.seq == signed {
                return Err(lines.wrong(Fault::Checkpoint(checkpoint.seq)));
            }
            is_signed(&header, &checkpoint).map_err(|what| lines.wrong(what))?;
            checkpoints += 1;
            signed = checkpoint.seq;
        }
    }
    let entries = walk.head().seq;
    if let Some((known, _)) = known.kept.last_key_value().filter(|(known, _)| **known > entries) {
        return Err(lines.wrong(Fault::Short { found: entries, known: *known }));
    }
    if signed != entries || entries == 0 {
        return Err(lines.wrong(Fault::Unsigned(entries)));
    }
    Ok(Whole { tenant: header.tenant, entries, checkpoints, kept: known.kept.len(), key: header.key })
}

fn is_signed(header: &Header, checkpoint: &Checkpoint) -> Result<(), Fault> {
    let key = UnparsedPublicKey::new(&ED25519, header.key.0);
    let signed = seal::signed(header.tenant, checkpoint.head());
    key.verify(&signed, &checkpoint.signature.0).map_err(|_| Fault::Signature(checkpoint.seq))
}

/// The longest line that is read, in bytes: far longer than any entry.
const LONGEST: u64 = 1 << 20;

/// The lines of a file, counted.
struct Lines<R> {
    file: R,
    at: usize,
}

impl<R: BufRead> Lines<R> {
    const fn of(file: R) -> Self {
        Self { file, at: 0 }
    }

    fn wrong(&self, what: Fault) -> Wrong {
        Wrong { line: self.at.max(1), what }
    }

    fn header(&mut self) -> Result<Header, Wrong> {
        let first = self.next()?;
        first.and_then(|text| line::strictly(&text)).ok_or_else(|| self.wrong(Fault::NoTrail))
    }

    /// The next line, which must end like one.
    fn next(&mut self) -> Result<Option<String>, Wrong> {
        let mut text = Vec::new();
        let read = io::Read::take(&mut self.file, LONGEST).read_until(b'\n', &mut text);
        self.at += 1;
        if read.map_err(|error| self.wrong(Fault::Unreadable(error)))? == 0 {
            self.at -= 1;
            return Ok(None);
        }
        let whole = text.pop() == Some(b'\n');
        let text = String::from_utf8(text).ok().filter(|_| whole);
        text.map(Some).ok_or_else(|| self.wrong(Fault::Line))
    }
}
