//! From settings to a running Allo: the only file that knows every concrete type.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result};
use app::clock::Clock;
use app::db::{Db, Url};
use app::http::{self, ApiRate, App};
use app::jobs::Retention;
use app::random::Dice;
use app::sealing::Keyring;
use jiff::SignedDuration;
use tokio::net::TcpListener;
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
    Ok(Config::load(settings.config.as_deref(), std::env::vars(), &flags)?)
}

/// Begins to log, to standard error: standard output belongs to the command.
pub(crate) fn log(config: &Config) {
    let filter = EnvFilter::try_new(config.get("log")).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call in one process (a test) keeps the first log.
    let _ = if config.get("log_format") == "json" {
        log.json().try_init().is_ok()
    } else {
        log.with_target(false).try_init().is_ok()
    };
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

/// Opens a database with the key in this file, which is made when it isn't there.
pub(crate) async fn open(url: &Url, key_file: &Path, dice: Dice) -> Result<Db> {
    let keyring = Keyring::open(key_file, &dice)?;
    Db::open(url, keyring, dice).await.with_context(|| format!("the database {url:?} cannot be opened"))
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

/// How often one key of the API may ask.
pub(crate) fn api_rate(config: &Config) -> ApiRate {
    ApiRate { burst: config.number("api_burst"), per_second: config.number("api_per_second") }
}

/// Serves until the process is told to stop; requests that have begun are finished.
pub(crate) async fn serve(app: App, listener: TcpListener) -> Result<()> {
    let router = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, router).with_graceful_shutdown(stopped()).await.context("the server failed")
}

/// A port to serve on, or why not.
pub(crate) async fn bind(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another with --listen 127.0.0.1:PORT"))
}

/// The wall clock.
pub(crate) const fn clock() -> Clock {
    Clock::System
}

/// Ends when the process is interrupted or told to terminate.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupted => {}
        () = terminated => {}
    }
}
