//! Where the database is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

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
    Postgres(Box<tokio_postgres::Config>),
}

/// A text that is no address of a database. The text isn't repeated: it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a database address: {0}. Use sqlite:PATH or postgres://USER@HOST/NAME")]
pub struct InvalidUrl(String);

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
            let config =
                text.parse().map_err(|error: tokio_postgres::Error| InvalidUrl(error.to_string()))?;
            return Ok(Self::Postgres(Box::new(config)));
        }
        Err(InvalidUrl("unknown scheme".into()))
    }
}

/// Without user and password.
impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(config) => {
                write!(f, "postgres:{:?}/{}", config.get_hosts(), config.get_dbname().unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_engine_and_hides_its_password() {
        let url = "postgres://allo:geheim@db.example/allo".parse::<Url>().unwrap();
        assert_eq!(url.engine(), Engine::Postgres);
        assert!(!format!("{url:?}").contains("geheim"));
        assert_eq!("sqlite:/tmp/a.db".parse::<Url>().unwrap().engine(), Engine::Sqlite);
    }

    #[test]
    fn what_is_no_address_says_what_one_looks_like() {
        for bad in ["", "allo.db", "mysql://x", "sqlite:", "sqlite::memory:", "postgres://h/d?nonsense=1"] {
            let error = bad.parse::<Url>().unwrap_err().to_string();
            assert!(error.contains("sqlite:PATH"), "{bad}: {error}");
        }
    }
}
