//! The trail outside (S12, G2): exported, verified without a database, and whatever is done to the file found.
//!
//! What forges here is written from `docs/audit-trail.md`, not from the product's code.

use app::audit::export::{checkpoint, export};
use app::audit::offline::{self, Fault, Known, Whole, Wrong};
use app::audit::{self, Done};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use domain::audit::{Action, By, Digest, Entity, Facts, Head, chain, digest};
use domain::ids::TenantId;
use domain::random::{Random as _, SeededRandom};
use jiff::SignedDuration;
use testkit::Clinic;

const ENTRY: &str = ",\"entry\":";

/// A trail of some length with a checkpoint every few entries, as it is exported.
async fn exported(clinic: &Clinic, minutes: u32) -> Vec<String> {
    for minute in 0..minutes {
        let mut tx = clinic.write().await;
        for nth in 0..4 {
            let after = Facts { revision: Some(minute * 4 + nth), ..Facts::default() };
            let (action, entity) = (Action::StatusChanged, Entity::Practice(clinic.tenant));
            audit::record(
                &mut tx,
                Done { by: By::Operator, action, entity, before: Facts::default(), after },
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        clinic.clock.advance(SignedDuration::from_secs(61));
    }
    let mut file = Vec::new();
    export(&clinic.db, clinic.tenant, clinic.clock.now(), &mut file).await.unwrap();
    String::from_utf8(file).unwrap().lines().map(str::to_owned).collect()
}

async fn kept(clinic: &Clinic) -> Vec<u8> {
    let mut file = Vec::new();
    checkpoint(&clinic.db, clinic.tenant, clinic.clock.now(), &mut file).await.unwrap();
    file
}

fn verified(lines: &[String], known: &Known) -> Result<Whole, Wrong> {
    verified_bytes(text(lines).as_bytes(), known)
}

fn verified_bytes(bytes: &[u8], known: &Known) -> Result<Whole, Wrong> {
    offline::verify(bytes, known)
}

fn text(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

fn known_by(kept: &[u8]) -> Known {
    Known::default().kept(kept).unwrap()
}

/// Writes a trail of these entries as Allo would, signed with this secret.
struct Forger {
    tenant: TenantId,
    signer: Ed25519KeyPair,
}

impl Forger {
    fn line(head: &mut Head, entry: &str) -> String {
        let link = chain(*head, digest(&[b"allo audit entry 1", entry.as_bytes()]));
        *head = link.head();
        format!(
            "{{\"seq\":{},\"digest\":\"{}\",\"link\":\"{}\"{ENTRY}{entry}}}",
            link.seq, link.entry, link.hash
        )
    }

    fn checkpoint(&self, head: Head) -> String {
        let mut signed = b"allo audit checkpoint 1".to_vec();
        signed.extend_from_slice(self.tenant.uuid().as_bytes());
        signed.extend_from_slice(&head.seq.to_be_bytes());
        signed.extend_from_slice(head.hash.bytes());
        let signature = hex(self.signer.sign(&signed).as_ref());
        format!("{{\"checkpoint\":{},\"link\":\"{}\",\"signature\":\"{signature}\"}}", head.seq, head.hash)
    }

    /// The same trail from one entry on with other entries, chained and signed as if it were right.
    fn fork(&self, lines: &[String], from: u64, change: impl Fn(&str) -> String) -> Vec<String> {
        let mut head = Head::genesis(self.tenant);
        let key = hex(self.signer.public_key().as_ref());
        let mut forged = vec![format!(
            "{{\"format\":\"allo audit trail 1\",\"tenant\":\"{}\",\"key\":\"{key}\"}}",
            self.tenant
        )];
        for line in &lines[1..] {
            match line.split_once(ENTRY) {
                Some((_, entry)) => {
                    let entry = entry.strip_suffix('}').unwrap();
                    let entry = if head.seq + 1 >= from { change(entry) } else { entry.to_owned() };
                    forged.push(Self::line(&mut head, &entry));
                }
                None => forged.push(self.checkpoint(head)),
            }
        }
        forged
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// The installation's own signing key: whoever runs Allo has it.
fn operators(tenant: TenantId) -> Forger {
    let secret = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &testkit::SECRET);
    let seed = aws_lc_rs::hmac::sign(&secret, b"allo: signs checkpoints");
    Forger { tenant, signer: Ed25519KeyPair::from_seed_unchecked(seed.as_ref()).unwrap() }
}

fn strangers(tenant: TenantId) -> Forger {
    Forger { tenant, signer: Ed25519KeyPair::from_seed_unchecked(&[9; 32]).unwrap() }
}

fn later(entry: &str) -> String {
    entry.replacen("\"by\":\"operator\"", "\"by\":\"system\"", 1)
}

testkit::on_both_engines! {
    async fn an_exported_trail_is_verified_without_a_database(clinic) {
        let before = kept(clinic).await;
        let lines = exported(clinic, 5).await;
        let whole = verified(&lines, &known_by(&before)).unwrap();
        // The practice, its three patients, twenty changes, and that it was taken out.
        assert_eq!((whole.tenant, whole.entries, whole.kept), (clinic.tenant, 25, 1));
        assert_eq!(usize::try_from(whole.checkpoints).unwrap(), lines.iter().filter(|line| line.starts_with("{\"checkpoint\"")).count());
        assert!(lines[lines.len() - 2].contains("data.exported"), "taking it out is an entry: {lines:?}");
        assert!(Known::default().signed_by(&whole.key()).is_ok_and(|known| verified(&lines, &known).is_ok()));
        // An earlier export serves as what was kept.
        let again = exported(clinic, 1).await;
        let whole = verified(&again, &known_by(text(&lines).as_bytes())).unwrap();
        assert!(whole.kept >= 2 && whole.entries == 30, "{whole:?}");
        // What was written from the description is what Allo writes.
        assert_eq!(operators(clinic.tenant).fork(&again, 1, str::to_owned), again);
    }
}

/// G2: edits, deletions, swaps, truncations, forks and other keys, ten thousand of them: all are found.
#[tokio::test]
async fn ten_thousand_tamperings_are_all_found() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let whole = exported(&clinic, 12).await;
    let known = known_by(&kept(&clinic).await);
    assert!(verified(&whole, &known).is_ok());
    let mut tamperer = Tamperer {
        operator: operators(clinic.tenant),
        stranger: strangers(clinic.tenant),
        random: SeededRandom::new(20_260_309),
    };
    let (mut tampered, mut missed) = (0, Vec::new());
    while tampered < 10_000 {
        let (how, changed) = tamperer.tamper(&whole);
        if changed != text(&whole).into_bytes() {
            tampered += 1;
            if verified_bytes(&changed, &known).is_ok() {
                missed.push(how);
            }
        }
    }
    assert!(missed.is_empty(), "{} of 10,000 were not found: {:?}", missed.len(), missed.iter().take(5));
}

struct Tamperer {
    operator: Forger,
    stranger: Forger,
    random: SeededRandom,
}

impl Tamperer {
    fn below(&mut self, bound: usize) -> usize {
        let mut bytes = [0; 8];
        self.random.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % bound as u64).unwrap()
    }

    /// One thing done to a trail, and what it was.
    fn tamper(&mut self, whole: &[String]) -> (String, Vec<u8>) {
        let (at, other) = (1 + self.below(whole.len() - 1), 1 + self.below(whole.len() - 1));
        // A checkpoint that is taken out leaves every entry as it was: nothing is tampered with.
        let entry = (at..whole.len()).find(|at| whole[*at].contains(ENTRY)).unwrap_or(1);
        let mut lines = whole.to_vec();
        let mut bytes = text(whole).into_bytes();
        let place = self.below(bytes.len());
        let from = self.below(entry) as u64;
        let how = match self.below(9) {
            0 => {
                bytes[place] ^= 1 << self.below(8);
                return (format!("a bit of byte {place}"), bytes);
            }
            1 => {
                bytes.truncate(place);
                return (format!("cut off after {place} bytes"), bytes);
            }
            2 => {
                lines[entry] = self.refitted(whole, entry);
                "an entry edited, its own digest and link made to fit"
            }
            3 => {
                lines.drain(entry..=entry + self.below(3).min(whole.len() - 1 - entry));
                "entries deleted"
            }
            4 => {
                lines.swap(at, other);
                "lines swapped"
            }
            5 => {
                lines.insert(other, whole[at].clone());
                "a line doubled"
            }
            6 => {
                lines.truncate(at);
                "cut off after a line"
            }
            7 => {
                lines = self.operator.fork(whole, from, later);
                "forked and signed by the operator"
            }
            _ => {
                lines = self.stranger.fork(whole, from, str::to_owned);
                "signed again with another key"
            }
        };
        (format!("{how}, at {at}, {entry}, {other}"), text(&lines).into_bytes())
    }

    /// An entry with one letter more, as if it had been written so at its place.
    fn refitted(&self, whole: &[String], at: usize) -> String {
        let (place, entry) = whole[at].split_once(ENTRY).unwrap();
        let seq: u64 = place["{\"seq\":".len()..].split(',').next().unwrap().parse().unwrap();
        let before = whole[..at].iter().rev().find_map(|line| line.split("\"link\":\"").nth(1));
        let genesis = Head::genesis(self.operator.tenant).hash;
        let hash = before.map_or(genesis, |link| Digest::try_from(link[..64].to_owned()).unwrap());
        Forger::line(&mut Head { seq: seq - 1, hash }, &later(entry.strip_suffix('}').unwrap()))
    }
}

#[tokio::test]
async fn each_tampering_is_called_by_its_name() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let early = kept(&clinic).await;
    let lines = exported(&clinic, 3).await;
    let known = known_by(&kept(&clinic).await);
    let operator = operators(clinic.tenant);
    let said = |lines: &[String], known: &Known| verified(lines, known).unwrap_err().to_string();

    let mut edited = lines.clone();
    edited[1] = later(&edited[1]);
    assert_eq!(said(&edited, &known), "line 2: the audit trail is broken at entry 1: the entry was altered");

    let cut = lines[..lines.len() - 3].to_vec();
    assert!(matches!(verified(&cut, &known).unwrap_err().what, Fault::Short { found: 16, known: 17 }));
    assert!(matches!(verified(&lines[..3], &Known::default()).unwrap_err().what, Fault::Unsigned(2)));

    // Whoever has the installation's key writes it anew from the fifth entry on: only what was kept tells.
    let forked = operator.fork(&lines, 5, later);
    assert!(verified(&forked, &Known::default()).is_ok(), "by itself it looks right");
    assert!(matches!(verified(&forked, &known).unwrap_err().what, Fault::Rewritten(17)));
    assert!(verified(&forked, &known_by(&early)).is_ok(), "nothing that was kept is touched");

    let signed = strangers(clinic.tenant).fork(&lines, 99, str::to_owned);
    assert!(matches!(verified(&signed, &known).unwrap_err().what, Fault::Key { .. }));
    let mut claimed = signed.clone();
    claimed[0].clone_from(&lines[0]);
    assert!(matches!(verified(&claimed, &Known::default()).unwrap_err().what, Fault::Signature(_)));

    for (no_trail, line) in [("", 1), ("{\"a\":1}\n", 1), ("PK\u{3}\u{4}", 1)] {
        let wrong = verified_bytes(no_trail.as_bytes(), &known).unwrap_err();
        assert!(matches!(wrong.what, Fault::NoTrail | Fault::Line) && wrong.line == line, "{wrong}");
    }
    let mut kept_wrongly = String::from_utf8(early).unwrap();
    kept_wrongly = kept_wrongly.replace("\"checkpoint\":4", "\"checkpoint\":5");
    assert!(Known::default().kept(kept_wrongly.as_bytes()).is_err(), "what was kept is verified, too");
}
