//! Where Allo's settings come from: the built-in value, then the file, then the environment, then a flag.
//!
//! Each setting is one row of [`SETTINGS`]. A key that isn't there is an error wherever it stands, so a
//! misspelt one is never silently ignored. Secrets may be given as the path of a file (`ALLO_DATABASE_FILE`).

mod environment;
mod file;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::{self, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub(crate) use self::settings::SETTINGS;
use self::settings::Setting;

/// What decided a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Nobody said anything.
    Default,
    /// The configuration file, on this line.
    File(PathBuf, usize),
    /// An environment variable, by name.
    Environment(String),
    /// A flag of the command line, by name.
    Flag(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// One mistake: where it stands, of which setting, and what is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    at: Option<Source>,
    key: Option<String>,
    message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = &self.at {
            write!(f, "{at}: ")?;
        }
        if let Some(key) = &self.key {
            write!(f, "{key}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// What one source says, and what is wrong with it.
#[derive(Default)]
struct Said {
    values: Vec<(&'static Setting, String, Source)>,
    problems: Vec<Problem>,
}

/// What is wrong with the configuration: all of it, not just the first mistake.
#[derive(Debug, thiserror::Error)]
#[error("the configuration is not usable:\n{}", .0.iter().map(|p| format!("  - {p}")).collect::<Vec<_>>().join("\n"))]
pub(crate) struct ConfigError(pub(crate) Vec<Problem>);

/// The settings in force, each with what decided it.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    file: Option<PathBuf>,
    values: BTreeMap<&'static str, (String, Source)>,
}

impl Config {
    /// Reads the file (if one is named it must exist), then the environment, then the flags.
    pub(crate) fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (OsString, OsString)>,
        flags: &[(&'static str, Option<String>)],
    ) -> Result<Self, ConfigError> {
        // What a file leaves out counts from its folder, too: a line of the template that is put in force changes nothing.
        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        let default =
            |setting| (settings::in_folder(setting, setting.default.to_owned(), folder), Source::Default);
        let mut values: BTreeMap<_, _> =
            SETTINGS.iter().map(|setting| (setting.key, default(setting))).collect();
        let mut problems = Vec::new();
        for said in file.map(file::read).into_iter().chain([environment::read(environment)]) {
            values.extend(said.values.into_iter().map(|(setting, value, at)| (setting.key, (value, at))));
            problems.extend(said.problems);
        }
        for (key, value) in flags {
            if let Some(value) = value {
                let flag = Source::Flag(format!("--{}", key.replace('_', "-")));
                values.insert(key, (value.clone(), flag));
            }
        }
        problems.extend(SETTINGS.iter().filter_map(|setting| {
            let (value, source) = &values[setting.key];
            let message = (setting.check)(value).err()?;
            Some(Problem { at: Some(source.clone()), key: Some(setting.key.to_owned()), message })
        }));
        let file = file.map(Path::to_owned);
        if problems.is_empty() { Ok(Self { file, values }) } else { Err(ConfigError(problems)) }
    }

    /// The value of a setting that [`SETTINGS`] lists; of any other, nothing.
    pub(crate) fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", |(value, _)| value)
    }

    /// The value of a setting that is a whole number. Its bounds were checked when it was loaded.
    pub(crate) fn number(&self, key: &str) -> u32 {
        self.get(key).parse().unwrap_or_default()
    }

    /// The flags that lead another command to this installation, each with a space before it. A password is left out.
    pub(crate) fn again(&self) -> String {
        let file = self.file.as_ref().map(|file| ("--config".to_owned(), file.display().to_string()));
        let typed = ["database", "key_file"].into_iter().filter_map(|key| match &self.values[key] {
            (value, Source::Flag(flag)) => Some((flag.clone(), hide_password(value))),
            _ => None,
        });
        file.into_iter()
            .chain(typed)
            .fold(String::new(), |all, (flag, value)| all + " " + &flag + " " + &quoted(&value))
    }

    /// Where callers talk to the practice of this short name.
    pub(crate) fn talk_page(&self, slug: &str) -> String {
        self.page(&format!("/t/{slug}"))
    }

    /// The whole address of a path.
    pub(crate) fn page(&self, path: &str) -> String {
        let site = match self.get("public_url") {
            "" => format!("http://{}", reachable(self.get("listen"))),
            url => url.trim_end_matches('/').to_owned(),
        };
        format!("{site}{path}")
    }

    /// What keeps browsers elsewhere from using Allo as it is set; nothing when all is well. Cookies are only sent over
    /// https, except to this machine itself.
    pub(crate) fn unreachable(&self) -> Option<String> {
        let here = self.get("listen").parse::<SocketAddr>().is_ok_and(|address| address.ip().is_loopback());
        let over_https = self.get("public_url").starts_with("https://");
        (!here && !over_https).then(|| {
            format!(
                "{} is open to other machines, over plain http: what is said can be read on the way, and the console's \
                 cookies are only taken over https; put a proxy that speaks https in front, and its address into \
                 public_url (https://allo.example.org)",
                self.get("listen")
            )
        })
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
            "\n# {}.\n# Environment: ALLO_{}{}\n# {} = {}\n",
            setting.about,
            setting.key.to_uppercase(),
            if setting.secret {
                format!(", or ALLO_{}_FILE", setting.key.to_uppercase())
            } else {
                String::new()
            },
            setting.key,
            setting.written()
        );
    }
    out
}

/// An address that this machine's own browser can open: a server on all addresses is on this one, too.
fn reachable(listen: &str) -> String {
    match listen.parse::<SocketAddr>() {
        Ok(all) if all.ip().is_unspecified() => format!("127.0.0.1:{}", all.port()),
        _ => listen.to_owned(),
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// `postgres://allo:secret@host/name` without the secret, wherever in it that stands.
fn hide_password(url: &str) -> String {
    let (address, options) = url.split_once('?').unwrap_or((url, ""));
    let shown =
        match address.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
            Some((scheme, (user, host))) => match user.split_once(':') {
                Some((name, _)) => format!("{scheme}://{name}:…@{host}"),
                None => address.to_owned(),
            },
            None => address.to_owned(),
        };
    if options.is_empty() { shown } else { format!("{shown}?…") }
}
