//! `allo doctor`: looks for what would keep Allo from working, and says how to mend it.

use std::fs::OpenOptions;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::db::{self, Looked, Url};
use app::sealing::{Keyring, KeyringError};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::config::Config;
use crate::{cli, out, wiring};

/// One thing that was looked at. Nothing is made, changed or brought up to date by looking.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    says: String,
}

/// Looks at everything; exit status 1 when something is not well.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Doctor) -> Result<ExitCode> {
    let mut findings = Vec::new();
    match wiring::configuration(settings, None) {
        Err(error) => findings.push(finding("configuration", Err(error))),
        Ok(config) => {
            findings.push(finding("configuration", Ok("usable".to_owned())));
            look_at(&config, &mut findings).await;
        }
    }
    print(&findings, what.json)?;
    let well = findings.iter().all(|finding| finding.well);
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn look_at(config: &Config, findings: &mut Vec<Finding>) {
    let key_file = Path::new(config.get("key_file"));
    match database(config).await {
        Err(error) => {
            findings.push(finding("database", Err(error)));
            findings.push(finding("key file", key(key_file, None)));
        }
        Ok(looked) => {
            findings.push(finding("database", schema(looked.as_ref(), &config.again())));
            findings.extend(way(config));
            findings.push(finding("key file", key(key_file, looked.as_ref())));
            findings.extend(looked.as_ref().and_then(durability));
            findings.push(finding("practices", practices(looked.as_ref(), &config.again())));
        }
    }
    findings.push(finding("mail", mail(config).await));
    findings.push(finding("address", address(config).await));
    findings.extend(config.unreachable().map(|why| finding("way in", Err(anyhow::anyhow!(why)))));
    findings.push(finding("clock", clock()));
}

async fn database(config: &Config) -> Result<Option<Looked>> {
    let url: Url = config.get("database").parse()?;
    let looked = db::look(&url).await.with_context(|| format!("{url} cannot be looked at"))?;
    if let Url::Sqlite(path) = &url {
        writable(path, looked.is_some())?;
        private(path)?;
    }
    Ok(looked)
}

/// Whoever may read the file reads every appointment; what is personal in it is sealed, but the key may be near.
fn private(path: &Path) -> Result<()> {
    let Ok(found) = std::fs::metadata(path) else { return Ok(()) };
    let mode = std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777;
    anyhow::ensure!(
        mode % 0o100 == 0,
        "{} may be read by others (its mode is {mode:o}); make it its owner's alone: chmod 600 {}",
        path.display(),
        path.display()
    );
    Ok(())
}

/// Asks without writing: opening a file to write, when it is there, changes nothing in it.
fn writable(path: &Path, exists: bool) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let refused =
        || format!("{} cannot be written to; choose a folder that Allo may write in", folder.display());
    if exists {
        OpenOptions::new().append(true).open(path).with_context(refused)?;
    }
    let found = std::fs::metadata(folder).with_context(refused)?;
    anyhow::ensure!(found.is_dir() && !found.permissions().readonly(), refused());
    Ok(())
}

fn schema(looked: Option<&Looked>, again: &str) -> Result<String> {
    let Some(looked) = looked else {
        anyhow::bail!(
            "nothing there yet; the first `allo practice apply FILE{again}` or `allo serve{again}` makes it"
        );
    };
    wiring::is_not_newer(looked)?;
    let missing = looked.missing();
    anyhow::ensure!(
        missing.is_empty(),
        "an older Allo's: {} to bring up to date; run allo migrate{again} (`allo serve` does it too)",
        missing.join(", ")
    );
    Ok("there, and its schema is this version's".to_owned())
}

/// Who answers at a server's address; nothing to say of one on this machine.
fn way(config: &Config) -> Option<Finding> {
    let Ok(Url::Postgres(server)) = config.get("database").parse() else { return None };
    server.is_unverified().then(|| {
        finding(
            "way there",
            Err(anyhow::anyhow!(
                "the database is on another machine, and whoever answers there is believed: anybody in between could \
                 read and change everything; put sslmode=verify-full in its address (and sslrootcert=FILE for a root \
                 of your own)"
            )),
        )
    })
}

/// The key must be there as soon as anything was sealed with one.
fn key(path: &Path, looked: Option<&Looked>) -> Result<String> {
    if let Some(looked) = looked {
        wiring::keys_fit(looked, path)?;
    }
    match Keyring::existing(path) {
        Ok(_) => {
            Ok(format!("{} is there and private; keep a copy of it apart from the data", path.display()))
        }
        Err(KeyringError::Missing(_)) => Ok(format!("{} is made at the first start", path.display())),
        Err(error) => Err(error.into()),
    }
}

/// PostgreSQL says what it is set to; SQLite is set by Allo whenever it opens the file.
fn durability(looked: &Looked) -> Option<Finding> {
    let shown = |(name, value): &(String, String)| format!("{name}={value}");
    let all = looked.settings.iter().map(shown).collect::<Vec<_>>().join(", ");
    let off = looked.settings.iter().find(|(_, value)| value == "off");
    let says = match off {
        _ if all.is_empty() => return None,
        None => Ok(all),
        Some((name, _)) => Err(anyhow::anyhow!(
            "{name} is off: what Allo acknowledges could be lost; run: ALTER SYSTEM SET {name} = on"
        )),
    };
    Some(finding("durability", says))
}

fn practices(looked: Option<&Looked>, again: &str) -> Result<String> {
    let number = looked.map_or(0, |looked| looked.practices);
    anyhow::ensure!(number > 0, "none yet; put one in with: allo practice apply FILE{again}");
    Ok(number.to_string())
}

/// The mail server answers and lets us in; or none is set, which is nothing wrong by itself.
async fn mail(config: &Config) -> Result<String> {
    let Some(server) = wiring::mail_server(config)? else {
        return Ok("no server is set (smtp_url): no e-mail is sent".to_owned());
    };
    match tokio::time::timeout(ANSWER, server.answers()).await {
        Ok(Ok(true)) => Ok("the server answers, and lets Allo in".to_owned()),
        Ok(Err(why)) => {
            anyhow::bail!("the server of smtp_url: {why}; look at its address, user and password")
        }
        Ok(Ok(false)) | Err(_) => anyhow::bail!("the server of smtp_url doesn't answer; look at its address"),
    }
}

/// Free, or this installation's already: whoever looks after an installation looks while it runs.
async fn address(config: &Config) -> Result<String> {
    let address = config.get("listen");
    let bound = wiring::bind(address, ANOTHER).await;
    let Err(taken) = bound else { return Ok(format!("{address} is free")) };
    let ours = Keyring::existing(Path::new(config.get("key_file"))).ok();
    let ours = ours.as_ref().map(Keyring::installation);
    match tokio::time::timeout(ANSWER, health(address)).await {
        Ok(Some(Health::Well { version, installation })) => match installation {
            Some(theirs) if ours == Some(&theirs) => {
                Ok(format!("Allo {version} answers at {address} already, with this installation's key"))
            }
            Some(_) => anyhow::bail!(
                "Allo {version} answers at {address}, but it is another installation's (its key is another): stop \
                 that one, or choose another address with {ANOTHER}"
            ),
            None => Ok(format!(
                "Allo {version} answers at {address} already; whether it is this installation's, it doesn't say"
            )),
        },
        Ok(Some(Health::Not { title })) => {
            anyhow::bail!("Allo answers at {address} already, but it isn't well: {title}")
        }
        Ok(None) | Err(_) => Err(taken.context("another program has this address")),
    }
}

/// Where the address is chosen.
const ANOTHER: &str = "ALLO_LISTEN, or `listen` in the configuration file";

/// How long what has an address may take to say what it is.
const ANSWER: Duration = Duration::from_secs(3);

/// What a running Allo says of itself.
#[derive(Deserialize)]
#[serde(untagged)]
enum Health {
    Well { version: String, installation: Option<String> },
    Not { title: String },
}

/// How the Allo at an address is; nothing when something else has it.
async fn health(address: &str) -> Option<Health> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    // After a request of HTTP/1.0 the connection ends with the answer.
    stream.write_all(b"GET /v1/health HTTP/1.0\r\n\r\n").await.ok()?;
    let mut answer = Vec::new();
    stream.take(64 << 10).read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    head.to_ascii_lowercase().contains("\r\nx-trace-id:").then(|| serde_json::from_str(body).ok()).flatten()
}

/// A machine whose clock is years off would refuse every wish as past, or beyond the horizon.
fn clock() -> Result<String> {
    let now = wiring::clock().now();
    let built: jiff::Timestamp = "2026-01-01T00:00:00Z".parse()?;
    anyhow::ensure!(
        now > built,
        "the clock shows {now}, before this program was written; set it (timedatectl)"
    );
    Ok(now.to_string())
}

fn finding(what: &'static str, seen: Result<String>) -> Finding {
    match seen {
        Ok(says) => Finding { what, well: true, says },
        Err(error) => Finding { what, well: false, says: format!("{error:#}") },
    }
}

fn print(findings: &[Finding], json: bool) -> Result<()> {
    if json {
        return Ok(out::line(serde_json::to_string_pretty(findings)?)?);
    }
    for Finding { what, well, says } in findings {
        out::line(format_args!("{} {what:<14} {says}", if *well { "✓" } else { "✗" }))?;
    }
    Ok(())
}
