//! Where a request may go.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr as _;

use reqwest::Url;

/// The longest address that is taken.
const LONGEST: usize = 1_000;

/// How far requests may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// To the public internet, over TLS.
    #[default]
    Public,
    /// To this machine too, without TLS: for demonstrations and tests, whose data is thrown away.
    AlsoHere,
}

/// A text that is no address to send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// It isn't written as one.
    #[error(
        "an address such as https://example.org/hook is expected, without a name, a password or a fragment"
    )]
    Form,
    /// It isn't sent over TLS.
    #[error("the address must begin with https://")]
    Open,
    /// It is one of this network's.
    #[error("the address must be one of the public internet")]
    Inside,
}

/// An address that requests may be sent to, as far as can be said without asking where its name leads.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads an address: `https`, a host, no credentials and no fragment.
    pub fn read(text: &str, reach: Reach) -> Result<Self, NoAddress> {
        let url = Url::parse(text.trim()).map_err(|_| NoAddress::Form)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|host| !host.is_empty() && plain && text.len() <= LONGEST);
        let host = host.ok_or(NoAddress::Form)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
        let literal = IpAddr::from_str(host).ok();
        let here = host == "localhost" || literal.is_some_and(|address| address.is_loopback());
        match (url.scheme(), reach) {
            ("https", _) => {}
            ("http", Reach::AlsoHere) if here => {}
            ("http", _) => return Err(NoAddress::Open),
            _ => return Err(NoAddress::Form),
        }
        let named_inside = literal.is_none() && (!host.contains('.') || host.ends_with(".localhost"));
        let inside = literal.map_or(named_inside, |address| !reach.allows(address));
        if inside && !(here && reach == Reach::AlsoHere) {
            return Err(NoAddress::Inside);
        }
        Ok(Self(url))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// For the client.
    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }
}

/// Only the host: what follows it may be a secret between whoever gave the address and their system.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.0.host_str().unwrap_or_default())
    }
}

impl Reach {
    /// Whether a machine at this address may be connected to.
    pub fn allows(self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let public = match address {
            IpAddr::V4(address) => is_public(address),
            IpAddr::V6(address) => is_public_six(address),
        };
        public || (self == Self::AlsoHere && address.is_loopback())
    }
}

/// Of the networks that IANA sets aside for special purposes (RFC 6890 and since), none is anybody's on the internet.
fn is_public(address: Ipv4Addr) -> bool {
    const ASIDE: [([u8; 4], u32); 15] = [
        ([0, 0, 0, 0], 8),
        ([10, 0, 0, 0], 8),
        ([100, 64, 0, 0], 10),
        ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12),
        ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24),
        ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24),
        ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 4),
        ([240, 0, 0, 0], 4),
    ];
    ASIDE.iter().all(|(network, length)| {
        let differ = address.to_bits() ^ u32::from_be_bytes(*network);
        differ >> (32 - length) != 0
    })
}

/// Global unicast addresses are `2000::/3`, but for those that stand for others or for nobody: what is mapped, translated
/// (`64:ff9b::/96`), local (`fc00::/7`, `fe80::/10`) or multicast lies outside.
fn is_public_six(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let aside = match first {
        // Protocol assignments, Teredo among them; documentation.
        0x2001 => second < 0x0200 || second == 0x0db8,
        // 6to4, which stands for an IPv4 address; documentation.
        0x2002 => true,
        0x3fff => second < 0x1000,
        _ => false,
    };
    first & 0xe000 == 0x2000 && !aside
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a name may lead to that isn't the public internet's.
    #[test]
    fn no_machine_of_this_network_is_reached() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "fc00::1",
            "fd00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            let address: IpAddr = inside.parse().unwrap();
            assert!(!Reach::Public.allows(address), "{inside}");
            assert_eq!(Reach::AlsoHere.allows(address), address.to_canonical().is_loopback(), "{inside}");
        }
        for public in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "126.0.0.1",
            "128.0.0.1",
            "169.253.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "192.167.0.1",
            "192.169.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00::1",
        ] {
            assert!(Reach::Public.allows(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn an_address_is_read_strictly() {
        use NoAddress::{Form, Inside, Open};
        for (text, public, here) in [
            ("https://example.org/hook?token=1", None, None),
            ("https://1.1.1.1/", None, None),
            ("https://[2606:4700::1111]/", None, None),
            ("http://example.org/hook", Some(Open), Some(Open)),
            ("http://127.0.0.1:9/", Some(Open), None),
            ("http://localhost:9/", Some(Open), None),
            ("https://localhost/", Some(Inside), None),
            ("https://127.0.0.1/", Some(Inside), None),
            // What browsers take for 127.0.0.1 and 169.254.169.254, too.
            ("https://2130706433/", Some(Inside), None),
            ("https://0x7f.1/", Some(Inside), None),
            ("https://017700000001/", Some(Inside), None),
            ("https://0xa9fea9fe/", Some(Inside), Some(Inside)),
            ("https://[::1]/", Some(Inside), None),
            ("https://[::ffff:7f00:1]/", Some(Inside), None),
            ("https://[fd00::1]/", Some(Inside), Some(Inside)),
            ("https://10.0.0.1/", Some(Inside), Some(Inside)),
            ("https://intranet/", Some(Inside), Some(Inside)),
            ("https://hook.localhost./", Some(Inside), Some(Inside)),
            ("https://user:secret@example.org/", Some(Form), Some(Form)),
            ("https://example.org/#part", Some(Form), Some(Form)),
            ("ftp://example.org/", Some(Form), Some(Form)),
            ("file:///etc/passwd", Some(Form), Some(Form)),
            ("example.org", Some(Form), Some(Form)),
            ("", Some(Form), Some(Form)),
        ] {
            assert_eq!(Address::read(text, Reach::Public).err(), public, "{text}");
            assert_eq!(Address::read(text, Reach::AlsoHere).err(), here, "{text}");
        }
        let long = format!("https://example.org/{}", "a".repeat(LONGEST));
        assert_eq!(Address::read(&long, Reach::Public).err(), Some(Form));
        let address = Address::read("https://example.org/hook?token=1", Reach::Public).unwrap();
        assert_eq!(format!("{address:?}"), "Address(example.org)", "nothing that may be a secret");
    }
}
