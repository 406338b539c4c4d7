//! Where a request comes from, as limits count it.

use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::App;

/// Whom an address counts as: in IPv4 itself; in IPv6 its network of 64 bits, for whoever has one address of it has all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// Where a request comes from. Behind a proxy that is believed every peer is the proxy, and what it appended last is
    /// the client's address. Whoever reaches the port beside it is who they are, whatever they say.
    pub(crate) fn of(parts: &Parts, app: &App) -> Self {
        let (peer, settings) = (peer(parts), &app.settings);
        let behind_proxy =
            settings.public_url.is_some() && peer.is_some_and(|peer| settings.proxies.believes(peer));
        let forwarded = behind_proxy.then(|| appended(&parts.headers)).flatten();
        forwarded.or(peer).unwrap_or(IpAddr::from([0, 0, 0, 0])).into()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
            address @ IpAddr::V4(_) => address,
        })
    }
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip())
}

/// Whether it is this machine itself that asks, and no proxy on it for somebody else.
pub(crate) struct Here(pub(crate) bool);

impl<S: Sync> FromRequestParts<S> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let for_somebody = FORWARDED.iter().any(|header| parts.headers.contains_key(*header));
        let here = peer(parts).is_some_and(|peer| peer.to_canonical().is_loopback());
        Ok(Self(here && !for_somebody))
    }
}

/// By these, a proxy says for whom it asks.
const FORWARDED: [&str; 3] = ["x-forwarded-for", "forwarded", "via"];

fn appended(headers: &HeaderMap) -> Option<IpAddr> {
    let value = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_many_addresses_counts_once() {
        let network = |address: &str| Network::from(address.parse::<IpAddr>().unwrap());
        for (one, other, same) in [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ] {
            assert_eq!(network(one) == network(other), same, "{one} {other}");
        }
    }

    #[test]
    fn the_proxy_says_last_who_asks() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "198.51.100.1".parse().unwrap());
        headers.append("x-forwarded-for", "203.0.113.9, 192.0.2.7".parse().unwrap());
        assert_eq!(appended(&headers), "192.0.2.7".parse().ok());
        headers.append("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(appended(&headers), None);
    }
}
