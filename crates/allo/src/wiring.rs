//! From settings to a running Allo: the only file that knows every concrete type.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use app::clock::Clock;
use app::db::{self, Db, Looked, Url};
use app::http::{ApiRate, App, Proxies};
use app::jobs::Retention;
use app::messages::{Post, Provider, Sending, Server};
use app::outside::Reach;
use app::random::Dice;
use app::sealing::{Keyring, KeyringError};
use axum::Router;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::signal::unix::{self, Signal, SignalKind};
use tokio::sync::Notify;
use tracing_subscriber::EnvFilter;

use crate::cli;
use crate::config::Config;

/// The settings in force for a command: file, environment and its flags.
pub(crate) fn configuration(settings: &cli::Settings, listen: Option<&cli::Listen>) -> Result<Config> {
    let flags = [
        ("database", settings.database.clone()),
        ("key_file", settings.key_file.clone()),
        ("log", settings.log.clone()),
        ("listen", listen.and_then(|listen| listen.listen.clone())),
    ];
    Ok(Config::load(settings.config.as_deref(), std::env::vars_os(), &flags)?)
}

/// Begins to log, to standard error: standard output belongs to the command.
pub(crate) fn log(config: &Config) {
    let filter = EnvFilter::try_new(config.get("log")).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(coloured(&std::io::stderr()));
    // A second call in one process (a test) keeps the first log.
    let _ = if config.get("log_format") == "json" {
        log.json().try_init().is_ok()
    } else {
        log.with_target(false).try_init().is_ok()
    };
}

/// Whether what is written there may be coloured: a person looks at it, and doesn't object (<https://no-color.org>).
pub(crate) fn coloured(stream: &impl std::io::IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The runtime of every command that waits for something.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the runtime does not start")
}

/// Opens the database of the settings, at this version of Allo.
pub(crate) async fn database(config: &Config) -> Result<Db> {
    let url: Url = config.get("database").parse()?;
    open(&url, Path::new(config.get("key_file")), Dice::system()).await
}

/// Opens the database of an installation that is there. A command that only asks, or changes what is there, makes none.
pub(crate) async fn installation(config: &Config) -> Result<Db> {
    let url: Url = config.get("database").parse()?;
    if db::look(&url).await.with_context(|| trouble(&url))?.is_none() {
        bail!(
            "there is no installation here: {url} is empty or not there. Say where yours is with --config FILE or \
             --database URL, or begin one with: allo practice apply FILE{}",
            config.again()
        );
    }
    database(config).await
}

/// Opens a database with the key in this file, which is made when neither it nor any data is there.
pub(crate) async fn open(url: &Url, key_file: &Path, dice: Dice) -> Result<Db> {
    if let Some(looked) = db::look(url).await.with_context(|| trouble(url))? {
        keys_fit(&looked, key_file)?;
        is_not_newer(&looked)?;
    }
    let keyring = Keyring::open(key_file, &dice)?;
    Db::open(url, keyring, dice).await.with_context(|| trouble(url))
}

fn trouble(url: &Url) -> String {
    let advice = match url {
        Url::Sqlite(_) => "its folder must exist and be writable, and the file must be Allo's",
        Url::Postgres(_) => "see that PostgreSQL runs there and lets this user in",
    };
    format!("the database {url} cannot be opened; {advice}")
}

/// Data that was sealed with another key can't be opened again, and what would be sealed now couldn't be opened with
/// the right one: so a database that holds data is only opened with its own key.
pub(crate) fn keys_fit(looked: &Looked, key_file: &Path) -> Result<()> {
    let Some((tenant, wrapped)) = &looked.sealed else { return Ok(()) };
    let keyring = match Keyring::existing(key_file) {
        Err(KeyringError::Missing(path)) => bail!(
            "there is no key file {}, and the database holds data that was sealed with one; put this installation's \
             key file there, or say where it is with --key-file (nothing was changed)",
            path.display()
        ),
        outcome => outcome?,
    };
    if !keyring.fits(*tenant, wrapped) {
        bail!(
            "the key file {} belongs to another installation: it doesn't open what this database holds; say where the \
             right one is with --key-file (nothing was changed)",
            key_file.display()
        );
    }
    Ok(())
}

/// A schema that this version doesn't know is left alone.
pub(crate) fn is_not_newer(looked: &Looked) -> Result<()> {
    match looked.unknown().last() {
        Some(step) => {
            bail!("a newer Allo was here (its schema has {step}); run that version, or a later one")
        }
        None => Ok(()),
    }
}

/// How long what has served its time is kept.
pub(crate) fn retention(config: &Config) -> Retention {
    let days = |key| SignedDuration::from_hours(24 * i64::from(config.number(key)));
    Retention {
        holds: days("keep_holds_days"),
        jobs: days("keep_jobs_days"),
        dead_jobs: days("keep_dead_jobs_days"),
        answers: days("keep_answers_days"),
        ..Retention::default()
    }
}

/// What sends messages: the mail server and the provider of text messages that are set, if any is.
pub(crate) fn sending(config: &Config) -> Result<Sending> {
    let mail = mail_server(config)?;
    let provider = || {
        let key = |key| config.get(key);
        Provider::new(key("sms_url"), key("sms_key"), key("sms_sender"), Reach::Public)
    };
    let sms = (!config.get("sms_key").is_empty()).then(provider).transpose().context("sms_url")?;
    if mail.is_none() {
        tracing::warn!("no mail server is set (smtp_url): patients and practices get no e-mail");
    }
    Ok(Sending::new(Post::new(mail, sms), &config.page("")))
}

/// The mail server that is set, if one is.
pub(crate) fn mail_server(config: &Config) -> Result<Option<Server>> {
    let url = config.get("smtp_url");
    let server = || Server::new(url, config.get("mail_from")).context("smtp_url, mail_from");
    (!url.is_empty()).then(server).transpose()
}

/// How often one key of the API may ask.
pub(crate) fn api_rate(config: &Config) -> ApiRate {
    ApiRate { burst: config.number("api_burst"), per_second: config.number("api_per_second") }
}

/// Which proxies are believed: the configuration has seen that they are addresses.
pub(crate) fn proxies(config: &Config) -> Result<Proxies> {
    config.get("proxies").parse().context("proxies")
}

/// How long, once everything is answered, connections may still take to end. One that never asked anything (browsers
/// open such) would otherwise be waited for.
const LAST: Duration = Duration::from_millis(500);

/// Serves until the process is told to stop. Then nothing new is taken on, callers are told that the line closes, what
/// they leave is stored, and requests that have begun are answered, all within `patience`. Told twice, it stops at once.
pub(crate) async fn serve(app: App, router: Router, listener: TcpListener, patience: Duration) -> Result<()> {
    // From here on a signal is heard: before there is anybody who would be cut off by it.
    let mut stop = Stop::listen()?;
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let told = Arc::new(Notify::new());
    let closing = told.clone();
    let server =
        axum::serve(listener, router).with_graceful_shutdown(async move { closing.notified().await });
    let mut serving = tokio::spawn(server.into_future());
    tokio::select! {
        ended = &mut serving => return ended.context("the server failed")?.context("the server failed"),
        () = stop.told() => told.notify_one(),
    }
    tracing::info!("Allo stops: it takes nothing new on, and ends what is open");
    tokio::select! {
        ended = tokio::time::timeout(patience, app.close()) => if ended.is_err() {
            tracing::warn!("not everything ended in time; what is open is cut off");
        },
        () = stop.told() => tracing::warn!("told to stop a second time; what is open is cut off"),
    }
    if tokio::time::timeout(LAST, &mut serving).await.is_err() {
        serving.abort();
    }
    tracing::info!("Allo has stopped");
    Ok(())
}

/// How long stopping may take.
pub(crate) fn patience(config: &Config) -> Duration {
    Duration::from_secs(config.number("stop_seconds").into())
}

/// A port to serve on, or why not, with how to choose another there.
pub(crate) async fn bind(address: &str, another: &str) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another with {another}"))
}

/// How the address is chosen where it can be typed.
pub(crate) const LISTEN: &str = "--listen 127.0.0.1:PORT";

/// The wall clock.
pub(crate) const fn clock() -> Clock {
    Clock::System
}

/// The signals by which a process is told to stop.
struct Stop {
    interrupted: Signal,
    terminated: Signal,
}

impl Stop {
    fn listen() -> Result<Self> {
        let signal = |kind| unix::signal(kind).context("signals cannot be heard");
        Ok(Self {
            interrupted: signal(SignalKind::interrupt())?,
            terminated: signal(SignalKind::terminate())?,
        })
    }

    /// Ends when the process is interrupted or told to terminate.
    async fn told(&mut self) {
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }
}
