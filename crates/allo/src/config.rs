//! Where Allo's settings come from: the built-in value, then the file, then the environment, then a flag.
//!
//! Each setting is one row of [`SETTINGS`]. A key that isn't there is an error wherever it stands, so a
//! misspelt one is never silently ignored. Secrets may be given as the path of a file (`ALLO_DATABASE_FILE`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One thing that whoever runs Allo may set.
pub(crate) struct Setting {
    /// Its name in the file; in the environment it is `ALLO_` and the name in capitals.
    pub(crate) key: &'static str,
    /// What it is for, one line, as the template prints it.
    pub(crate) about: &'static str,
    /// What holds when nothing is said.
    pub(crate) default: &'static str,
    /// Never shown by `allo config print`.
    pub(crate) secret: bool,
    /// Says what is wrong with a value.
    check: fn(&str) -> Result<(), String>,
}

/// Every setting there is.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "database",
        about: "Where the data lives: sqlite:PATH, or postgres://user:password@host/name (?sslmode=verify-full&sslrootcert=PATH to be sure of the server)",
        default: "sqlite:allo.db",
        secret: true,
        check: database,
    },
    Setting {
        key: "key_file",
        about: "The installation's key, which seals personal data. Made at the first start; back it up apart from the data",
        default: "allo.key",
        secret: false,
        check: filled,
    },
    Setting {
        key: "listen",
        about: "The address and port that pages and the API are served on",
        default: "127.0.0.1:8080",
        secret: false,
        check: address,
    },
    Setting {
        key: "public_url",
        about: "How browsers reach Allo, when a proxy stands before it: https://allo.example.org",
        default: "",
        secret: false,
        check: public_url,
    },
    Setting {
        key: "api_per_second",
        about: "How many requests a second one key of the API may make, for ever",
        default: "50",
        secret: false,
        check: |value| whole(value, 1, 100_000),
    },
    Setting {
        key: "api_burst",
        about: "How many requests one key of the API may make at once, after a pause",
        default: "200",
        secret: false,
        check: |value| whole(value, 1, 100_000),
    },
    Setting {
        key: "keep_holds_days",
        about: "How long ended holds are kept, so that one can look into a call; the audit trail keeps what became of them",
        default: "30",
        secret: false,
        check: |value| whole(value, 1, 3_650),
    },
    Setting {
        key: "keep_jobs_days",
        about: "How long finished work (messages sent, calendars written) is kept, so that one can see that it was done",
        default: "14",
        secret: false,
        check: |value| whole(value, 1, 3_650),
    },
    Setting {
        key: "keep_dead_jobs_days",
        about: "How long work that was given up is kept for somebody to look at",
        default: "90",
        secret: false,
        check: |value| whole(value, 1, 3_650),
    },
    Setting {
        key: "keep_answers_days",
        about: "How long an answer is kept for a client that asks again with its Idempotency-Key",
        default: "3",
        secret: false,
        check: |value| whole(value, 1, 365),
    },
    Setting {
        key: "log",
        about: "What is logged: error, warn, info, debug, or a filter such as info,app=debug",
        default: "info",
        secret: false,
        check: filled,
    },
    Setting {
        key: "log_format",
        about: "How a log line looks: text for people, json for machines",
        default: "text",
        secret: false,
        check: log_format,
    },
];

/// What decided a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Nobody said anything.
    Default,
    /// The configuration file.
    File(PathBuf),
    /// An environment variable, by name.
    Environment(String),
    /// A flag of the command line.
    Flag,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag => f.write_str("flag"),
        }
    }
}

/// What is wrong with the configuration: all of it, not just the first mistake.
#[derive(Debug, thiserror::Error)]
#[error("the configuration is not usable:\n{}", .0.iter().map(|p| format!("  - {p}")).collect::<Vec<_>>().join("\n"))]
pub(crate) struct ConfigError(pub(crate) Vec<String>);

/// The settings in force, each with what decided it.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    values: BTreeMap<&'static str, (String, Source)>,
}

impl Config {
    /// Reads the file (if one is named it must exist), then the environment, then the flags.
    pub(crate) fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &[(&'static str, Option<String>)],
    ) -> Result<Self, ConfigError> {
        let mut problems = Vec::new();
        let mut values: BTreeMap<_, _> =
            SETTINGS.iter().map(|s| (s.key, (s.default.to_owned(), Source::Default))).collect();
        if let Some(path) = file {
            read_file(path, &mut values, &mut problems);
        }
        read_environment(environment, &mut values, &mut problems);
        for (key, value) in flags {
            if let Some(value) = value {
                values.insert(key, (value.clone(), Source::Flag));
            }
        }
        for setting in SETTINGS {
            let (value, source) = &values[setting.key];
            if let Err(problem) = (setting.check)(value) {
                problems.push(format!("{} ({source}): {problem}", setting.key));
            }
        }
        if problems.is_empty() { Ok(Self { values }) } else { Err(ConfigError(problems)) }
    }

    /// The value of a setting that [`SETTINGS`] lists; of any other, nothing.
    pub(crate) fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", |(value, _)| value)
    }

    /// The value of a setting that is a whole number. Its bounds were checked when it was loaded.
    pub(crate) fn number(&self, key: &str) -> u32 {
        self.get(key).parse().unwrap_or_default()
    }

    /// One line a setting, with where its value came from; secrets hidden.
    pub(crate) fn print(&self) -> String {
        let mut out = String::new();
        for setting in SETTINGS {
            let (value, source) = &self.values[setting.key];
            let shown = if setting.secret { hide_password(value) } else { value.clone() };
            let _ = writeln!(out, "{:<19} = {:<40} # {source}", setting.key, format!("{shown:?}"));
        }
        out
    }
}

/// A file with every setting at its default, commented out, and what it is for.
pub(crate) fn template() -> String {
    let mut out =
        String::from("# Allo's settings. Every line shows the default; take the # away to change one.\n");
    for setting in SETTINGS {
        let _ = write!(
            out,
            "\n# {}.\n# Environment: ALLO_{}{}\n# {} = {:?}\n",
            setting.about,
            setting.key.to_uppercase(),
            if setting.secret {
                format!(", or ALLO_{}_FILE", setting.key.to_uppercase())
            } else {
                String::new()
            },
            setting.key,
            setting.default
        );
    }
    out
}

type Values = BTreeMap<&'static str, (String, Source)>;

fn read_file(path: &Path, values: &mut Values, problems: &mut Vec<String>) {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return problems.push(format!("{}: cannot be read: {error}", path.display())),
    };
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return problems.push(format!("{}: {error}", path.display())),
    };
    for (key, value) in table {
        let Some(setting) = SETTINGS.iter().find(|s| s.key == key) else {
            problems.push(format!("{}: there is no setting `{key}`{}", path.display(), nearest(&key)));
            continue;
        };
        match value {
            toml::Value::String(text) => {
                values.insert(setting.key, (text, Source::File(path.to_owned())));
            }
            other => problems.push(format!(
                "{}: `{key}` must be text in quotes, and is {}",
                path.display(),
                other.type_str()
            )),
        }
    }
}

fn read_environment(
    environment: impl Iterator<Item = (String, String)>,
    values: &mut Values,
    problems: &mut Vec<String>,
) {
    for (name, value) in environment {
        let Some(key) = name.strip_prefix("ALLO_").map(str::to_lowercase) else { continue };
        // The tests' own variables and the choice of the file itself are not settings.
        if key == "config" || key.starts_with("test_") {
            continue;
        }
        let (key, from_file) = match key.strip_suffix("_file") {
            Some(base) if SETTINGS.iter().any(|s| s.key == base && s.secret) => (base.to_owned(), true),
            _ => (key, false),
        };
        let Some(setting) = SETTINGS.iter().find(|s| s.key == key) else {
            problems.push(format!("environment {name}: there is no setting `{key}`{}", nearest(&key)));
            continue;
        };
        let value = if from_file {
            match std::fs::read_to_string(&value) {
                Ok(secret) => secret.trim_end().to_owned(),
                Err(error) => {
                    problems.push(format!("environment {name}: {value} cannot be read: {error}"));
                    continue;
                }
            }
        } else {
            value
        };
        values.insert(setting.key, (value, Source::Environment(name)));
    }
}

/// Points at the setting that was probably meant.
fn nearest(key: &str) -> String {
    let shared = |other: &str| other.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
    SETTINGS
        .iter()
        .filter(|s| shared(s.key) >= 3)
        .max_by_key(|s| shared(s.key))
        .map_or_else(String::new, |s| format!("; did you mean `{}`?", s.key))
}

/// `postgres://allo:secret@host/name` without the secret.
fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((user, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    match user.split_once(':') {
        Some((name, _)) => format!("{scheme}://{name}:…@{host}"),
        None => url.to_owned(),
    }
}

fn filled(value: &str) -> Result<(), String> {
    if value.trim().is_empty() { Err("must not be empty".into()) } else { Ok(()) }
}

fn database(value: &str) -> Result<(), String> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| value.len() > scheme.len() && value.starts_with(scheme)) {
        Ok(())
    } else {
        Err("must be sqlite:PATH or postgres://user:password@host/name".into())
    }
}

fn address(value: &str) -> Result<(), String> {
    value
        .parse::<std::net::SocketAddr>()
        .map(drop)
        .map_err(|_| format!("`{value}` is not an address and port such as 127.0.0.1:8080"))
}

fn public_url(value: &str) -> Result<(), String> {
    if value.is_empty() || value.starts_with("https://") || value.starts_with("http://") {
        Ok(())
    } else {
        Err("must start with https:// (or http:// on your own network)".into())
    }
}

fn whole(value: &str, least: u32, most: u32) -> Result<(), String> {
    let fits = value.parse().is_ok_and(|number: u32| (least..=most).contains(&number));
    if fits {
        Ok(())
    } else {
        Err(format!("must be a whole number from {least} to {most}, and is `{value}`"))
    }
}

fn log_format(value: &str) -> Result<(), String> {
    match value {
        "text" | "json" => Ok(()),
        other => Err(format!("must be text or json, and is `{other}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn a_flag_beats_the_environment_which_beats_the_default() {
        let env = [("ALLO_LISTEN", "127.0.0.1:1"), ("PATH", "/bin")];
        let config = Config::load(None, environment(&env), &[]).unwrap();
        assert_eq!(config.get("listen"), "127.0.0.1:1");
        let config =
            Config::load(None, environment(&env), &[("listen", Some("127.0.0.1:2".into()))]).unwrap();
        assert_eq!(config.get("listen"), "127.0.0.1:2");
        assert!(config.print().contains("# flag"));
        assert!(config.print().contains("# default"));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let env = [("ALLO_LISTENER", "x"), ("ALLO_LOG_FORMAT", "xml"), ("ALLO_DATABASE", "mysql://x")];
        let error = Config::load(None, environment(&env), &[]).unwrap_err();
        assert_eq!(error.0.len(), 3, "{error}");
        assert!(error.to_string().contains("did you mean `listen`?"));
    }

    #[test]
    fn a_number_has_bounds() {
        for bad in ["0", "-1", "1.5", "many", "100001"] {
            let error =
                Config::load(None, environment(&[("ALLO_API_BURST", bad)]), &[]).unwrap_err().to_string();
            assert!(error.contains("whole number from 1 to 100000"), "{bad}: {error}");
        }
        let config = Config::load(None, environment(&[("ALLO_API_BURST", "7")]), &[]).unwrap();
        assert_eq!((config.number("api_burst"), config.number("api_per_second")), (7, 50));
    }

    #[test]
    fn an_unknown_key_in_the_file_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "listn = \"127.0.0.1:1\"\nlog = 3\n").unwrap();
        let error = Config::load(Some(file.path()), environment(&[]), &[]).unwrap_err().to_string();
        assert!(error.contains("no setting `listn`"), "{error}");
        assert!(error.contains("must be text"), "{error}");
    }

    #[test]
    fn secrets_may_come_from_files_and_are_never_printed() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "postgres://allo:hunter2@db/allo\n").unwrap();
        let path = file.path().to_str().unwrap();
        let config = Config::load(None, environment(&[("ALLO_DATABASE_FILE", path)]), &[]).unwrap();
        assert_eq!(config.get("database"), "postgres://allo:hunter2@db/allo");
        assert!(!config.print().contains("hunter2"));
    }

    #[test]
    fn the_template_is_a_valid_file_with_each_line_uncommented() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let lines: String = template()
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|l| l.contains(" = \"")).unwrap_or(""))
            .fold(String::new(), |all, line| all + line + "\n");
        std::fs::write(file.path(), lines).unwrap();
        Config::load(Some(file.path()), environment(&[]), &[]).unwrap();
    }
}
