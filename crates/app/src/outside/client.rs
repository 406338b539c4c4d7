//! The client that goes out.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};

use super::{Address, Reach};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);

/// How long an answer may take, from the beginning.
const ANSWER: Duration = Duration::from_secs(5);

/// Sends requests to other people's systems. Cheap to clone.
#[derive(Clone)]
pub struct Outside {
    client: reqwest::Client,
    reach: Reach,
}

/// Why nothing was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The address isn't one that may be sent to, or its name leads to this network.
    #[error("the address may not be reached")]
    Forbidden,
    /// Nobody is there, or nobody who can prove to be the one.
    #[error("no connection could be made")]
    Connection,
    /// It took too long.
    #[error("it took too long")]
    Timeout,
}

impl Trouble {
    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden_address",
            Self::Connection => "no_connection",
            Self::Timeout => "timeout",
        }
    }
}

impl Outside {
    /// A client that goes so far. Where the system has no root certificate, it starts all the same: nobody is believed
    /// then, and each request says so.
    pub fn new(reach: Reach) -> Result<Self, OutsideError> {
        let mut roots = RootCertStore::empty();
        let (trusted, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if trusted == 0 {
            tracing::warn!("the system has no root certificate: no other system can be reached over TLS");
        }
        let tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(reach == Reach::Public)
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .dns_resolver(Arc::new(Looked(reach)))
            .user_agent(concat!("Allo/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, reach })
    }

    /// How far it goes.
    pub const fn reach(&self) -> Reach {
        self.reach
    }

    /// Posts something; says with which status it was answered. What else is answered is not read.
    pub async fn post(&self, to: &Address, headers: HeaderMap, body: Vec<u8>) -> Result<StatusCode, Trouble> {
        // It may have been taken under other rules than those of today.
        let to = Address::read(to.as_str(), self.reach).map_err(|_| Trouble::Forbidden)?;
        let answer = self.client.post(to.url()).headers(headers).body(body).send().await;
        answer.map(|answer| answer.status()).map_err(|error| trouble(&error))
    }
}

/// Why no client can be made.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// TLS can't be set up.
    #[error("TLS can't be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The client can't be set up.
    #[error("the client can't be set up: {0}")]
    Client(#[from] reqwest::Error),
}

/// What went wrong, without the address: it may hold a secret.
fn trouble(error: &reqwest::Error) -> Trouble {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if one.is::<Inside>() {
            return Trouble::Forbidden;
        }
        cause = one.source();
    }
    if error.is_timeout() { Trouble::Timeout } else { Trouble::Connection }
}

/// A name that leads into this network.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into this network")]
struct Inside;

/// Asks the system where a name leads, and lets nobody be connected to who may not be: what is looked at is what is
/// connected to, so that no second answer can differ from the first. One address inside is enough to refuse them all.
struct Looked(Reach);

impl Resolve for Looked {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.is_empty() {
                return Err(io::Error::from(io::ErrorKind::NotFound).into());
            }
            if !found.iter().all(|address| reach.allows(address.ip())) {
                return Err(Inside.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, unlike an address, passes for public until it is asked where it leads.
    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_followed() {
        let outside = Outside::new(Reach::Public).unwrap();
        let inside = outside.client.get("https://localhost:9/").send().await.unwrap_err();
        assert_eq!(trouble(&inside), Trouble::Forbidden, "{inside:?}");
    }
}
