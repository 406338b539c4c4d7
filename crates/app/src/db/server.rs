//! A PostgreSQL server, and how the way to it is protected.
//!
//! The words are libpq's: `sslmode` is `disable`, `prefer` (encrypted where the server offers it, by whomever),
//! `require` (encrypted; verified too when `sslrootcert` says by whose word) or `verify-full` (encrypted, the
//! certificate signed by a root that is trusted, and made out to this host). `sslrootcert` is a PEM file of roots;
//! without it, or with `system`, those of the system are trusted.

use std::net::IpAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::error::{DbError, chain};
use super::url::InvalidUrl;

/// By whose word a server is who it says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Trust {
    /// Nobody's: whoever answers is believed.
    Anybody,
    /// The system's roots.
    System,
    /// The roots in this file (PEM).
    File(PathBuf),
}

/// A server, as its address names it.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it is, and who connects.
    pub config: Config,
    trust: Trust,
}

impl Deref for Server {
    type Target = Config;

    fn deref(&self) -> &Config {
        &self.config
    }
}

impl From<Config> for Server {
    fn from(config: Config) -> Self {
        Self { config, trust: Trust::Anybody }
    }
}

impl Server {
    /// Reads an address. `sslmode` and `sslrootcert` are read here, everything else by the driver.
    pub(super) fn read(text: &str) -> Result<Self, InvalidUrl> {
        // What stands before the last @ is a name and a password, which may hold a question mark.
        let host = text.rfind('@').map_or(0, |at| at + 1);
        let (address, query) = match text[host..].find('?') {
            Some(at) => (&text[..host + at], &text[host + at + 1..]),
            None => (text, ""),
        };
        let (mut mode, mut roots, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => roots = Some(plain(value)?),
                _ => rest.push(pair),
            }
        }
        let plain =
            if rest.is_empty() { address.to_owned() } else { format!("{address}?{}", rest.join("&")) };
        let mut config: Config = plain.parse().map_err(|error| InvalidUrl::new(misread(&error)))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(InvalidUrl::new("it names no server"));
        }
        let named =
            roots.map(|roots| if roots == "system" { Trust::System } else { Trust::File(roots.into()) });
        let (mode, trust) = match (mode.unwrap_or("prefer"), named) {
            ("disable", None) => (SslMode::Disable, Trust::Anybody),
            ("prefer", None) => (SslMode::Prefer, Trust::Anybody),
            ("disable" | "prefer", Some(_)) => {
                return Err(InvalidUrl::new("sslrootcert needs sslmode=require or sslmode=verify-full"));
            }
            ("require", named) => (SslMode::Require, named.unwrap_or(Trust::Anybody)),
            ("verify-full", named) => (SslMode::Require, named.unwrap_or(Trust::System)),
            _ => return Err(InvalidUrl::new("sslmode must be disable, prefer, require or verify-full")),
        };
        config.ssl_mode(mode);
        Ok(Self { config, trust })
    }

    /// Whether the way leads to another machine, and whoever answers there is believed to be the server.
    pub fn is_unverified(&self) -> bool {
        let elsewhere = |host: &Host| match host {
            Host::Tcp(name) => {
                name != "localhost" && !name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            }
            #[cfg(unix)]
            Host::Unix(_) => false,
        };
        self.trust == Trust::Anybody && self.config.get_hosts().iter().any(elsewhere)
    }

    /// A connection of its own, outside the pool.
    pub(crate) async fn connect_once(
        &self,
    ) -> Result<(Client, impl Future<Output = Result<(), tokio_postgres::Error>> + Send + 'static), DbError>
    {
        let connected = self.config.connect(self.tls()?).await;
        let (client, connection) = connected.map_err(|error| DbError::Unavailable(chain(&error)))?;
        Ok((client, connection))
    }

    /// What encrypts connections.
    pub(super) fn tls(&self) -> Result<MakeRustlsConnect, DbError> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let builder =
            ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions();
        let builder = builder.map_err(|error| DbError::Tls(error.to_string()))?;
        let config = match self.roots()? {
            Some(roots) => builder.with_root_certificates(roots),
            None => builder.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))),
        };
        Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
    }

    /// The roots that are trusted; nothing when whoever answers is believed.
    fn roots(&self) -> Result<Option<RootCertStore>, DbError> {
        let (from, certificates) = match &self.trust {
            Trust::Anybody => return Ok(None),
            Trust::System => ("the system".to_owned(), rustls_native_certs::load_native_certs().certs),
            Trust::File(path) => {
                let from = path.display().to_string();
                let read = CertificateDer::pem_file_iter(path).and_then(Iterator::collect);
                let read: Vec<_> = read.map_err(|error| DbError::Tls(format!("{from}: {error}")))?;
                (from, read)
            }
        };
        let mut roots = RootCertStore::empty();
        let (trusted, _) = roots.add_parsable_certificates(certificates);
        if trusted == 0 {
            return Err(DbError::Tls(format!("{from} has no root certificate that can be used")));
        }
        Ok(Some(roots))
    }
}

/// What the driver found, without what it calls the whole.
fn misread(error: &tokio_postgres::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

/// A value of the address with its escapes (`%2F`) read.
fn plain(value: &str) -> Result<String, InvalidUrl> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let pair = digit(rest.next()).zip(digit(rest.next()));
        let byte = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(byte.ok_or_else(|| InvalidUrl::new("sslrootcert has an escape that can't be read"))?);
    }
    String::from_utf8(bytes).map_err(|_| InvalidUrl::new("sslrootcert isn't UTF-8"))
}

/// Believes whoever answers, but has them prove that the certificate is theirs, as libpq does for `require`: it keeps
/// out who only listens, not who stands in between.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
