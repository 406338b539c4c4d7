//! Which proxies are believed when they say for whom they ask.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// Those that whoever runs this server named; while none is named, whatever stands on this machine or on a network of
/// one's own. A client elsewhere is never believed: how often it asks would be counted as it likes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Block>);

/// Addresses that begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    first: u128,
    /// How many bits are alike.
    alike: u32,
}

/// A list that isn't one of addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address; addresses and networks are expected, with commas between: 192.0.2.7, 10.1.0.0/16"
)]
pub struct NoAddress(String);

impl Proxies {
    /// Whether what this peer says of others is believed.
    pub(super) fn believes(&self, peer: IpAddr) -> bool {
        if self.0.is_empty() {
            return is_near(peer.to_canonical());
        }
        self.0.iter().any(|block| block.holds(peer))
    }
}

impl FromStr for Proxies {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let named = text.split(',').map(str::trim).filter(|one| !one.is_empty());
        named
            .map(|one| Block::read(one).ok_or_else(|| NoAddress(one.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Block {
    fn read(text: &str) -> Option<Self> {
        let (address, alike) = text.split_once('/').map_or((text, None), |(at, alike)| (at, Some(alike)));
        let address: IpAddr = address.parse().ok()?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let alike = alike.map_or(Some(whole), |alike| alike.parse().ok())?;
        // An address of IPv4 is compared as the address of IPv6 that it is mapped to.
        (alike <= whole).then(|| Self { first: bits(address), alike: 128 - whole + alike })
    }

    fn holds(self, address: IpAddr) -> bool {
        let other = 128 - self.alike;
        let shifted = |bits: u128| bits.checked_shr(other).unwrap_or(0);
        shifted(self.first) == shifted(bits(address))
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => Ipv6Addr::to_bits(address),
    }
}

/// Whether an address is this machine's or a private network's: none of those comes here over the internet.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_proxies_are_believed_or_those_that_are_near() {
        for (proxies, peer, believed) in [
            ("", "127.0.0.1", true),
            ("", "::1", true),
            ("", "::ffff:10.1.2.3", true),
            ("", "172.17.0.1", true),
            ("", "fd00::7", true),
            ("", "203.0.113.9", false),
            ("", "2001:db8::1", false),
            ("203.0.113.9, 10.1.0.0/16", "203.0.113.9", true),
            ("203.0.113.9, 10.1.0.0/16", "::ffff:203.0.113.9", true),
            ("203.0.113.9, 10.1.0.0/16", "203.0.113.10", false),
            ("203.0.113.9, 10.1.0.0/16", "10.1.255.1", true),
            ("203.0.113.9, 10.1.0.0/16", "10.2.0.1", false),
            ("203.0.113.9, 10.1.0.0/16", "127.0.0.1", false),
            ("2001:db8:1::/48", "2001:db8:1:2::3", true),
            ("2001:db8:1::/48", "2001:db8:2::3", false),
            ("0.0.0.0/0", "192.0.2.1", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "192.0.2.1", true),
        ] {
            let known: Proxies = proxies.parse().unwrap();
            assert_eq!(known.believes(peer.parse().unwrap()), believed, "{proxies} {peer}");
        }
        for wrong in ["proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", "10.0.0.1 10.0.0.2"] {
            assert!(wrong.parse::<Proxies>().is_err(), "{wrong}");
        }
    }
}
