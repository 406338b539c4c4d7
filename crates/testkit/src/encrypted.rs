//! A private PostgreSQL that takes encrypted connections, with certificates made for the occasion.

use std::net::TcpListener;
use std::path::PathBuf;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tempfile::TempDir;

use crate::server;

/// The server: on this machine's `localhost`, and by its certificate on nothing else.
pub struct EncryptedServer {
    /// The port.
    pub port: u16,
    /// The root that signed the server's certificate.
    pub root: PathBuf,
    /// A root that signed nothing.
    pub stranger: PathBuf,
    _home: TempDir,
}

/// Starts one; it goes with this process.
///
/// # Panics
/// When it doesn't start.
pub fn encrypted_postgres() -> EncryptedServer {
    let home = tempfile::tempdir().expect("a temporary directory");
    let file = |name: &str, text: String| {
        let path = home.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let (root, stranger) = (authority("root"), authority("stranger"));
    let key = KeyPair::generate().expect("a key");
    let names = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let certificate = names.signed_by(&key, &root).expect("a certificate");
    let port =
        TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    server::start(
        &format!("listen_addresses = '127.0.0.1'\nport = {port}\nssl = on\n"),
        &[("server.crt", &certificate.pem()), ("server.key", &key.serialize_pem())],
    );
    EncryptedServer {
        port,
        root: file("root.pem", root.pem()),
        stranger: file("stranger.pem", stranger.pem()),
        _home: home,
    }
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::<String>::new()).expect("a root");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a root")
}
