//! The installation's secret and the tenants' keys under it.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use aws_lc_rs::signature::Ed25519KeyPair;
use domain::ids::TenantId;

use super::cipher::{Cipher, Place, SealError};
use crate::hex::hex;
use crate::random::Dice;

/// The installation's secret, opened, and the tenants' keys that were used so far.
pub struct Keyring {
    wrap: Cipher,
    signer: Ed25519KeyPair,
    sign_in: hmac::Key,
    removed: hmac::Key,
    installation: String,
    tenants: Mutex<HashMap<TenantId, Arc<TenantKeys>>>,
}

/// Why the installation's key file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// There is none.
    #[error("there is no key file {}", .0.display())]
    Missing(PathBuf),
    /// A folder bears its name.
    #[error("the key file {} is a folder; name a file (key_file)", .0.display())]
    Folder(PathBuf),
    /// It couldn't be read or made.
    #[error("the key file {} cannot be used: {error}; its folder must exist and be writable", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Others than its owner can read it.
    #[error("the key file {} can be read by others; run: chmod 600 {}", .0.display(), .0.display())]
    TooOpen(PathBuf),
    /// It doesn't hold 64 hexadecimal digits.
    #[error("the key file {} does not hold a key: 64 hexadecimal digits on one line", .0.display())]
    NoKey(PathBuf),
}

impl Keyring {
    /// The keyring of this file. When it isn't there yet it is made, readable by its owner only: whoever loses it
    /// loses every sealed field.
    pub fn open(path: &Path, dice: &Dice) -> Result<Self, KeyringError> {
        match read(path) {
            Err(KeyringError::Missing(_)) => {
                let secret = dice.bytes();
                // Another process may make it at the same time: the first one wins, and both read it.
                create(path, &secret)?;
                read(path)
            }
            outcome => outcome,
        }
        .map(|secret| Self::new(&secret))
    }

    /// The keyring of this file, which must be there.
    pub fn existing(path: &Path) -> Result<Self, KeyringError> {
        read(path).map(|secret| Self::new(&secret))
    }

    /// Whether a tenant's key, as it is stored, was wrapped by this installation's.
    pub fn fits(&self, tenant: TenantId, wrapped: &[u8]) -> bool {
        self.wrap.open(wrapped_at(tenant), wrapped).is_ok()
    }

    /// The keyring of this secret, 256 random bits.
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "an Ed25519 seed is any 32 bytes")]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self {
            wrap: Cipher::new(&derived(secret, "allo: wraps tenants' keys")),
            signer: Ed25519KeyPair::from_seed_unchecked(&derived(secret, "allo: signs checkpoints"))
                .expect("32 bytes are a seed"),
            sign_in: hmac::Key::new(HMAC_SHA256, &derived(secret, "allo: looks staff up")),
            removed: hmac::Key::new(HMAC_SHA256, &derived(secret, "allo: looks removed practices up")),
            installation: hex(&derived(secret, "allo: tells installations apart")[..8]),
            tenants: Mutex::new(HashMap::new()),
        }
    }

    /// What tells this installation from others: the same wherever this key is, and nothing is learnt of the key by it.
    pub fn installation(&self) -> &str {
        &self.installation
    }

    /// What an address is found by at sign-in, before it is known whose staff it is.
    pub(crate) fn sign_in_lookup(&self, email: &str) -> [u8; 32] {
        bytes(&hmac::sign(&self.sign_in, email.as_bytes()))
    }

    /// What a practice's short name is found by once it was removed.
    pub(crate) fn removed_lookup(&self, name: &str) -> [u8; 32] {
        bytes(&hmac::sign(&self.removed, name.as_bytes()))
    }

    /// What signs the audit trail's checkpoints.
    pub(crate) const fn signer(&self) -> &Ed25519KeyPair {
        &self.signer
    }

    /// A key for a new tenant, and what to store of it.
    pub(crate) fn new_tenant(&self, tenant: TenantId, dice: &Dice) -> (Arc<TenantKeys>, Vec<u8>) {
        let secret: [u8; 32] = dice.bytes();
        let wrapped = self.wrap.seal(wrapped_at(tenant), &secret, dice);
        (Arc::new(TenantKeys::new(tenant, &secret)), wrapped)
    }

    /// A tenant's keys, when they were opened before.
    pub(super) fn known(&self, tenant: TenantId) -> Option<Arc<TenantKeys>> {
        self.tenants().get(&tenant).cloned()
    }

    /// Forgets a tenant's keys: they were destroyed where they are stored.
    pub(crate) fn forget(&self, tenant: TenantId) {
        self.tenants().remove(&tenant);
    }

    /// Forgets the keys of all tenants but these: another process may have destroyed them.
    pub(crate) fn keep_only(&self, tenants: &[TenantId]) {
        self.tenants().retain(|tenant, _| tenants.contains(tenant));
    }

    /// Opens a tenant's key as it was stored, and keeps it.
    pub(super) fn unwrap(&self, tenant: TenantId, wrapped: &[u8]) -> Result<Arc<TenantKeys>, SealError> {
        let place = wrapped_at(tenant);
        let failed = SealError { table: place.table, column: place.column };
        let secret = self.wrap.open(place, wrapped)?;
        let secret: [u8; 32] = secret.try_into().map_err(|_| failed)?;
        let keys = Arc::new(TenantKeys::new(tenant, &secret));
        self.tenants().insert(tenant, keys.clone());
        Ok(keys)
    }

    fn tenants(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, Arc<TenantKeys>>> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn wrapped_at(tenant: TenantId) -> Place {
    Place { tenant, table: "tenant", column: "wrapped_key", row: tenant.uuid() }
}

/// The keys of one tenant.
pub struct TenantKeys {
    pub(super) tenant: TenantId,
    pub(super) wrap: Cipher,
    answers: Cipher,
    lookups: hmac::Key,
}

impl TenantKeys {
    fn new(tenant: TenantId, secret: &[u8; 32]) -> Self {
        Self {
            tenant,
            wrap: Cipher::new(&derived(secret, "allo: wraps people's keys")),
            answers: Cipher::new(&derived(secret, "allo: seals answers")),
            lookups: hmac::Key::new(HMAC_SHA256, &derived(secret, "allo: looks people up")),
        }
    }

    /// Seals what was answered to a request that is answered once, bound to its key.
    pub(crate) fn seal_answer(&self, key: &str, answer: &str, dice: &Dice) -> Vec<u8> {
        self.answers.seal(self.answer(key), answer.as_bytes(), dice)
    }

    /// Opens such an answer.
    pub(crate) fn open_answer(&self, key: &str, sealed: &[u8]) -> Result<String, SealError> {
        let place = self.answer(key);
        let failed = SealError { table: place.table, column: place.column };
        String::from_utf8(self.answers.open(place, sealed)?).map_err(|_| failed)
    }

    /// The row of an answer, as seals are bound to it.
    pub(crate) fn answer_row(&self, key: &str) -> uuid::Uuid {
        let mut row = [0; 16];
        row.copy_from_slice(&self.lookup("idempotency", key)[..16]);
        uuid::Uuid::from_bytes(row)
    }

    fn answer(&self, key: &str) -> Place {
        let row = self.answer_row(key);
        Place { tenant: self.tenant, table: "idempotency", column: "response", row }
    }

    /// What a personal value is found by: the same value gives the same 32 bytes within a tenant, and without the
    /// key nobody can try values. `kind` keeps names, numbers and codes apart.
    pub fn lookup(&self, kind: &str, value: &str) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.lookups);
        context.update(kind.as_bytes());
        context.update(&[0]);
        context.update(value.as_bytes());
        bytes(&context.sign())
    }
}

/// A key for one purpose, from a secret: HMAC-SHA-256 as a pseudo-random function (RFC 5869's expand step).
fn derived(secret: &[u8; 32], purpose: &str) -> [u8; 32] {
    bytes(&hmac::sign(&hmac::Key::new(HMAC_SHA256, secret), purpose.as_bytes()))
}

fn bytes(tag: &hmac::Tag) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(tag.as_ref());
    out
}

fn read(path: &Path) -> Result<[u8; 32], KeyringError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => KeyringError::Missing(path.to_owned()),
        _ => KeyringError::File { path: path.to_owned(), error },
    };
    let found = fs::metadata(path).map_err(failed)?;
    if found.is_dir() {
        return Err(KeyringError::Folder(path.to_owned()));
    }
    // A key is 65 bytes; whatever is much longer is none, and needn't be read to its end.
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(256).read_to_end(&mut bytes)).map_err(failed)?;
    let key = str::from_utf8(&bytes).ok().and_then(|text| unhex(text.trim()));
    let key = key.ok_or_else(|| KeyringError::NoKey(path.to_owned()))?;
    // Only now: whoever named another file by mistake shouldn't be told to close it to others.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if found.permissions().mode() & 0o077 != 0 {
            return Err(KeyringError::TooOpen(path.to_owned()));
        }
    }
    Ok(key)
}

fn create(path: &Path, secret: &[u8; 32]) -> Result<(), KeyringError> {
    let failed = |error| KeyringError::File { path: path.to_owned(), error };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        outcome => outcome.map_err(failed)?,
    };
    file.write_all(format!("{}\n", hex(secret)).as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut out = [0; 32];
    for (byte, at) in out.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::Minted;

    #[test]
    fn the_key_file_is_made_once_and_kept_private() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("key");
        let tenant = TenantId::from_parts(jiff::Timestamp::UNIX_EPOCH, [1; 10]);
        let (made, wrapped) =
            Keyring::open(&path, &Dice::system()).unwrap().new_tenant(tenant, &Dice::system());
        let again = Keyring::open(&path, &Dice::system()).unwrap().unwrap(tenant, &wrapped).unwrap();
        assert_eq!(made.lookup("name", "petit"), again.lookup("name", "petit"));
        assert_ne!(made.lookup("name", "petit"), made.lookup("phone", "petit"));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("key");
        Keyring::open(&path, &Dice::system()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keyring::open(&path, &Dice::system()), Err(KeyringError::TooOpen(_))));
    }

    #[test]
    fn what_is_no_key_says_so() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("key");
        create(&path, &[0; 32]).unwrap();
        for bad in ["", "abc", &"g".repeat(64), &"é".repeat(32), &"0".repeat(100_000)] {
            fs::write(&path, bad).unwrap();
            assert!(matches!(Keyring::open(&path, &Dice::system()), Err(KeyringError::NoKey(_))), "{bad}");
        }
        fs::write(&path, [0xff; 64]).unwrap();
        assert!(matches!(Keyring::open(&path, &Dice::system()), Err(KeyringError::NoKey(_))));
        assert!(matches!(Keyring::open(home.path(), &Dice::system()), Err(KeyringError::Folder(_))));
    }

    #[test]
    fn a_key_fits_what_it_wrapped_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let (mine, other) = (home.path().join("mine"), home.path().join("other"));
        assert!(matches!(Keyring::existing(&mine), Err(KeyringError::Missing(_))));
        let tenant = TenantId::from_parts(jiff::Timestamp::UNIX_EPOCH, [1; 10]);
        let keyring = Keyring::open(&mine, &Dice::system()).unwrap();
        let (_, wrapped) = keyring.new_tenant(tenant, &Dice::system());
        assert!(Keyring::existing(&mine).unwrap().fits(tenant, &wrapped));
        assert!(!Keyring::open(&other, &Dice::system()).unwrap().fits(tenant, &wrapped));
    }
}
