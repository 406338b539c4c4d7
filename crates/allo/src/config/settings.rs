//! Every setting there is, and which values it may have.

use std::net::SocketAddr;
use std::path::Path;

use app::db::Url;
use app::http::Proxies;
use app::messages::{BREVO, Server};
use app::outside::{Address, Reach};
use tracing_subscriber::EnvFilter;

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
    /// Says what is wrong with a value, and what would be right.
    pub(super) check: fn(&str) -> Result<(), String>,
}

impl Setting {
    /// Whether it is a number, which a file writes without quotes.
    pub(super) fn is_number(&self) -> bool {
        self.default.parse::<u32>().is_ok()
    }

    /// Its default as a file writes it.
    pub(super) fn written(&self) -> String {
        if self.is_number() { self.default.to_owned() } else { format!("{:?}", self.default) }
    }
}

/// Every setting.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "database",
        about: "Where the data lives: sqlite:PATH, or postgres://user:password@host/name (?sslmode=verify-full&sslrootcert=PATH to be sure of the server). In a file, a relative PATH after sqlite: counts from that file's folder",
        default: "sqlite:allo.db",
        secret: true,
        check: database,
    },
    Setting {
        key: "key_file",
        about: "The installation's key, which seals personal data. Made at the first start; back it up apart from the data. In a file, a relative path counts from that file's folder",
        default: "allo.key",
        secret: false,
        check: path,
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
        key: "proxies",
        about: "The proxies that are believed when they say who asks (the last address of X-Forwarded-For): addresses and networks, with commas between, such as 192.0.2.7, 10.1.0.0/16. While none is named, those on this machine and on private networks are, where there is a public_url",
        default: "",
        secret: false,
        check: proxies,
    },
    Setting {
        key: "smtp_url",
        about: "The mail server that takes messages to patients and practices: smtps://user:password@host:465, or smtp://user:password@host:587 (STARTTLS, unless it is this machine). Without it, no e-mail is sent",
        default: "",
        secret: true,
        check: mail_server,
    },
    Setting {
        key: "mail_from",
        about: "The address that e-mail comes from; the name beside it is the practice's",
        default: "rendez-vous@localhost.localdomain",
        secret: false,
        check: mail_from,
    },
    Setting {
        key: "sms_key",
        about: "The key of the provider of text messages (Brevo). Without it, no text message is sent",
        default: "",
        secret: true,
        check: |_| Ok(()),
    },
    Setting {
        key: "sms_url",
        about: "Where the provider takes text messages",
        default: BREVO,
        secret: false,
        check: |value| Address::read(value, Reach::Public).map(drop).map_err(|error| error.to_string()),
    },
    Setting {
        key: "sms_sender",
        about: "What text messages say they are from: up to 11 letters and digits",
        default: "Allo",
        secret: false,
        check: sms_sender,
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
        key: "stop_seconds",
        about: "How long Allo may take to stop when it is told to: callers are told that the line closes, what they leave is stored, requests that have begun are answered",
        default: "10",
        secret: false,
        check: |value| whole(value, 1, 600),
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
        about: "What is logged: error, warn, info, debug, trace or off, or a filter such as info,app=debug",
        default: "info",
        secret: false,
        check: log,
    },
    Setting {
        key: "log_format",
        about: "How a log line looks: text for people, json for machines",
        default: "text",
        secret: false,
        check: log_format,
    },
];

/// A value as it stands in a file of this folder: a relative path is meant from there, wherever the command runs.
pub(super) fn in_folder(setting: &Setting, value: String, folder: &Path) -> String {
    let place = |path: &str| folder.join(path).display().to_string();
    match setting.key {
        "key_file" if path(&value).is_ok() => place(&value),
        "database" => match value.parse() {
            Ok(Url::Sqlite(path)) => format!("sqlite:{}", place(&path.to_string_lossy())),
            _ => value,
        },
        _ => value,
    }
}

/// The setting of this name.
pub(super) fn named(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// Points at the setting that was probably meant.
pub(super) fn nearest(key: &str) -> String {
    let likeness = |setting: &&Setting| strsim::jaro_winkler(setting.key, &key.to_lowercase());
    let best = SETTINGS.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|best| likeness(best) > 0.8) {
        Some(best) => format!("did you mean `{}`?", best.key),
        None => {
            format!("there are {}", SETTINGS.iter().map(|setting| setting.key).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The value itself stays out of what is said: it may hold a password.
fn database(value: &str) -> Result<(), String> {
    value.parse::<Url>().map(drop).map_err(|error| error.to_string())
}

fn path(value: &str) -> Result<(), String> {
    if value.trim().is_empty() || value.contains('\0') {
        return Err("the path of a file is expected, such as allo.key".to_owned());
    }
    Ok(())
}

fn address(value: &str) -> Result<(), String> {
    let wrong = |_| format!("{value:?} is no address; an IP address and a port are expected: 127.0.0.1:8080");
    value.parse::<SocketAddr>().map(drop).map_err(wrong)
}

/// Empty, or scheme, host and perhaps a port: browsers compare exactly that with where a page came from.
fn public_url(value: &str) -> Result<(), String> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| value.starts_with(scheme));
    let host = scheme.map(|scheme| value[scheme.len()..].trim_end_matches('/'));
    let fits = host.is_some_and(|host| {
        let letters = host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
        letters && host.parse::<axum::http::uri::Authority>().is_ok()
    });
    if value.is_empty() || fits {
        return Ok(());
    }
    Err(format!(
        "{value:?} is no address of a site; https:// (http:// on your own network) and a name are expected, \
         without a path: https://allo.example.org"
    ))
}

fn proxies(value: &str) -> Result<(), String> {
    value.parse::<Proxies>().map(drop).map_err(|error| error.to_string())
}

/// The value itself stays out of what is said: it may hold a password.
fn mail_server(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    Server::new(value, "rendez-vous@example.org").map(drop).map_err(|error| error.to_string())
}

fn mail_from(value: &str) -> Result<(), String> {
    Server::new("smtp://localhost", value).map(drop).map_err(|error| error.to_string())
}

fn sms_sender(value: &str) -> Result<(), String> {
    let fits = (1..=11).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric());
    let wrong = || format!("{value:?} is no sender; up to 11 letters and digits are expected: Allo");
    fits.then_some(()).ok_or_else(wrong)
}

const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];

/// The log's own reader takes any word for the name of a module and would then log nothing of ours: a word alone
/// must be a level.
fn log(value: &str) -> Result<(), String> {
    let level = |word: &str| LEVELS.contains(&word.to_ascii_lowercase().as_str());
    let module = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b':')
    };
    let fits = |part: &str| match part.split_once('=') {
        None => level(part),
        Some((name, wanted)) => module(name) && level(wanted),
    };
    match value.split(',').map(str::trim).find(|part| !fits(part)) {
        Some(part) => Err(format!(
            "{part:?} is no level; {} are, or a filter such as info,app=debug",
            LEVELS.join(", ")
        )),
        None => EnvFilter::try_new(value).map(drop).map_err(|error| error.to_string()),
    }
}

fn whole(value: &str, least: u32, most: u32) -> Result<(), String> {
    let fits = value.parse().is_ok_and(|number: u32| (least..=most).contains(&number));
    let wrong = || format!("{value:?} is not what is expected: a whole number from {least} to {most}");
    fits.then_some(()).ok_or_else(wrong)
}

fn log_format(value: &str) -> Result<(), String> {
    match value {
        "text" | "json" => Ok(()),
        other => Err(format!("{other:?} is no format; text and json are")),
    }
}
