//! How long an exported trail of a million entries takes to verify, a checkpoint every hundred.
//!
//! ```text
//! cargo run --release -p app --example audit_bench -- /tmp/trail.jsonl
//! ```

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::time::Instant;

use app::audit::offline::{self, Known};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use domain::appointment::Status;
use domain::audit::{Action, By, Entity, Entry, Facts, Head, chain};
use domain::ids::{AppointmentId, AuditId, CallId, Minted, TenantId};
use jiff::{SignedDuration, Timestamp};

const ENTRIES: u32 = 1_000_000;
const CHECKPOINT_EVERY: u64 = 100;

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("say where the trail may be written")?;
    write(&path)?;
    let size = std::fs::metadata(&path)?.len() >> 20;
    let began = Instant::now();
    let whole = offline::verify(BufReader::with_capacity(1 << 20, File::open(&path)?), &Known::default())?;
    let took = began.elapsed();
    println!(
        "{} entries, {} checkpoints, {size} MiB: verified in {took:.2?}",
        whole.entries, whole.checkpoints
    );
    Ok(())
}

/// Writes a trail of bookings, as docs/audit-trail.md describes it.
fn write(path: &str) -> Result<(), Box<dyn Error>> {
    let signer = Ed25519KeyPair::from_seed_unchecked(&[7; 32])?;
    let began: Timestamp = "2026-03-09T08:00:00Z".parse()?;
    let tenant = TenantId::from_parts(began, [7; 10]);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let key = hex(signer.public_key().as_ref());
    writeln!(out, "{{\"format\":\"allo audit trail 1\",\"tenant\":\"{tenant}\",\"key\":\"{key}\"}}")?;
    let mut head = Head::genesis(tenant);
    for nth in 0..ENTRIES {
        let mut random = [0; 10];
        random[..4].copy_from_slice(&nth.to_be_bytes());
        let at = began + SignedDuration::from_secs(i64::from(nth));
        let entry = Entry {
            id: AuditId::from_parts(at, random),
            tenant,
            at,
            by: By::Call(CallId::from_parts(at, random)),
            action: Action::Booked,
            entity: Entity::Appointment(AppointmentId::from_parts(at, random)),
            before: Facts::default(),
            after: Facts { status: Some(Status::Booked), revision: Some(nth), ..Facts::default() },
        };
        let link = chain(head, entry.digest());
        head = link.head();
        let (digest, hash, entry) = (link.entry, link.hash, serde_json::to_string(&entry)?);
        writeln!(
            out,
            "{{\"seq\":{},\"digest\":\"{digest}\",\"link\":\"{hash}\",\"entry\":{entry}}}",
            link.seq
        )?;
        if link.seq.is_multiple_of(CHECKPOINT_EVERY) {
            let signature = hex(signer.sign(&signed(tenant, head)).as_ref());
            writeln!(
                out,
                "{{\"checkpoint\":{},\"link\":\"{hash}\",\"signature\":\"{signature}\"}}",
                link.seq
            )?;
        }
    }
    Ok(out.flush()?)
}

fn signed(tenant: TenantId, head: Head) -> Vec<u8> {
    let seq = head.seq.to_be_bytes();
    [b"allo audit checkpoint 1", &tenant.uuid().as_bytes()[..], &seq, head.hash.bytes()].concat()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
