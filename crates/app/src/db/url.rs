//! Where the database is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use tokio_postgres::config::Host;

use super::server::Server;

/// The two engines that Allo runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// A file beside the binary, no other server.
    Sqlite,
    /// A server, for many machines.
    Postgres,
}

/// A database's address: `sqlite:allo.db`, or `postgres://user@host/name`.
#[derive(Clone)]
pub enum Url {
    /// A file; made when it isn't there.
    Sqlite(PathBuf),
    /// A server, as PostgreSQL's own connection strings write it.
    Postgres(Box<Server>),
}

/// A text that is no address of a database. The text isn't repeated: it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a database address: {0}. Use sqlite:PATH or postgres://USER@HOST/NAME")]
pub struct InvalidUrl(String);

impl InvalidUrl {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl Url {
    /// Which engine answers there.
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

impl FromStr for Url {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return match path {
                "" | ":memory:" => Err(InvalidUrl("SQLite needs the path of a file".into())),
                path => Ok(Self::Sqlite(path.into())),
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Server::read(text).map(|server| Self::Postgres(Box::new(server)));
        }
        Err(InvalidUrl("unknown scheme".into()))
    }
}

/// Without user and password.
impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(config) => {
                write!(f, "postgres://{}/{}", hosts(config), config.get_dbname().unwrap_or_default())
            }
        }
    }
}

/// As it is shown: a password must not reach a log by way of `{:?}` either.
impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The servers of an address, each with its port where one is given.
fn hosts(config: &tokio_postgres::Config) -> String {
    let ports = config.get_ports();
    let host = |(place, host): (usize, &Host)| {
        let port = ports.get(place).or(ports.first()).map(|port| format!(":{port}")).unwrap_or_default();
        match host {
            Host::Tcp(name) if name.contains(':') => format!("[{name}]{port}"),
            Host::Tcp(name) => format!("{name}{port}"),
            #[cfg(unix)]
            Host::Unix(folder) => format!("{}{port}", folder.display()),
        }
    };
    config.get_hosts().iter().enumerate().map(host).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_engine_and_hides_its_password() {
        let url = "postgres://allo:geheim@db.example/allo".parse::<Url>().unwrap();
        assert_eq!(url.engine(), Engine::Postgres);
        assert_eq!(url.to_string(), "postgres://db.example:5432/allo");
        assert!(!format!("{url:?}").contains("geheim"));
        let url = "postgres://u:geheim@[::1]:5433,b/allo".parse::<Url>();
        assert!(url.is_ok_and(|url| url.to_string() == "postgres://[::1]:5433,b:5432/allo"));
        assert_eq!("sqlite:/tmp/a.db".parse::<Url>().unwrap().engine(), Engine::Sqlite);
    }

    #[test]
    fn what_is_no_address_says_what_one_looks_like() {
        for (bad, why) in [
            ("", "unknown scheme"),
            ("allo.db", "unknown scheme"),
            ("mysql://x", "unknown scheme"),
            ("sqlite:", "SQLite needs the path of a file"),
            ("sqlite::memory:", "SQLite needs the path of a file"),
            ("postgres://", "it names no server"),
            ("postgres:///allo", "it names no server"),
            ("postgres://h/d?nonsense=1", "unknown option `nonsense`"),
            ("postgres://h:port/d", "invalid value for option `port`"),
        ] {
            let error = bad.parse::<Url>().unwrap_err().to_string();
            assert!(error.contains("sqlite:PATH") && error.contains(why), "{bad}: {error}");
        }
    }

    #[test]
    fn how_the_way_is_protected_is_read_or_refused() {
        let url = |query: &str| format!("postgres://allo@db.example/allo?{query}").parse::<Url>();
        for good in [
            "",
            "sslmode=disable",
            "sslmode=prefer",
            "sslmode=require",
            "sslmode=verify-full",
            "sslmode=verify-full&sslrootcert=system",
            "sslrootcert=%2Fetc%2Froot.pem&sslmode=require&connect_timeout=3",
        ] {
            assert!(url(good).is_ok(), "{good}");
        }
        // Whoever answers elsewhere is believed, unless a root vouches for them.
        let believed = |address: &str| match address.parse().unwrap() {
            Url::Postgres(server) => server.is_unverified(),
            Url::Sqlite(_) => false,
        };
        for address in [
            "postgres://db.example/allo",
            "postgres://10.0.0.7/allo?sslmode=require",
            "postgres://a,localhost/allo?sslmode=disable",
        ] {
            assert!(believed(address), "{address}");
        }
        for address in [
            "postgres://localhost/allo",
            "postgres://127.0.0.1/allo",
            "postgres://[::1]/allo?sslmode=disable",
            "postgres://allo@%2Fvar%2Frun%2Fpostgresql/allo",
            "postgres://db.example/allo?sslmode=verify-full",
            "postgres://db.example/allo?sslmode=require&sslrootcert=/etc/root.pem",
        ] {
            assert!(!believed(address), "{address}");
        }
        // A question mark in the password hides nothing of what follows the host.
        let hidden = "postgres://allo:a?b@db.example/allo?sslmode=nonsense".parse::<Url>().unwrap_err();
        assert!(hidden.to_string().contains("sslmode must be"), "{hidden}");
        for (bad, why) in [
            ("sslmode=allow", "sslmode must be"),
            ("sslmode=verify-ca", "sslmode must be"),
            ("sslmode=", "sslmode must be"),
            ("sslrootcert=/etc/root.pem", "sslrootcert needs"),
            ("sslmode=prefer&sslrootcert=/etc/root.pem", "sslrootcert needs"),
            ("sslmode=require&sslrootcert=%2", "escape"),
        ] {
            let error = url(bad).unwrap_err().to_string();
            assert!(error.contains(why), "{bad}: {error}");
        }
    }
}
