//! `allo operate`: the operator's pages and API, on this machine alone.

use std::io::{ErrorKind, Write as _};
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use app::http::{App, Settings};
use app::operate::{self, Operator, Secrets};

use crate::{cli, out, wiring};

/// Serves until interrupted. What it printed is good for nothing afterwards.
pub(super) async fn run(settings: &cli::Settings, asked: &cli::Operate) -> Result<()> {
    only_here(asked.listen)?;
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    let listener = wiring::bind(&asked.listen.to_string(), wiring::LISTEN).await?;
    let app = App::new(db, wiring::clock(), Settings::default());
    let (operator, secrets) = Operator::new(app.clone(), &config.page(""));
    if let Some(file) = &asked.token_file {
        written(file, secrets.token.reveal())?;
    }
    told(listener.local_addr()?, asked, &secrets)?;
    let served = wiring::serve(app, operate::router(&operator), listener, wiring::patience(&config)).await;
    if let Some(file) = &asked.token_file {
        gone(file)?;
    }
    served
}

/// Whoever reaches it may do all: it is never on a network.
fn only_here(address: SocketAddr) -> Result<()> {
    let port = if address.port() == 0 { 8799 } else { address.port() };
    if !address.ip().is_loopback() {
        bail!(
            "the operator's side listens on this machine alone, such as 127.0.0.1:{port}, and not on {address}: whoever \
             reaches it may remove practices. From another machine: ssh -L {port}:127.0.0.1:{port} SERVER, then open the \
             link there"
        );
    }
    Ok(())
}

/// The link alone on standard output; the rest beside it.
fn told(address: SocketAddr, asked: &cli::Operate, secrets: &Secrets) -> Result<()> {
    out::line(format_args!("http://{address}/open/{}", secrets.link.reveal()))?;
    out::aside("Open this link within ten minutes: it is good once. Ctrl-C ends all sessions.");
    if asked.print_token {
        out::line(format_args!("token {}", secrets.token.reveal()))?;
    }
    if let Some(file) = &asked.token_file {
        out::aside(format_args!("Programs read their token from {}.", file.display()));
    }
    Ok(())
}

/// Writes the token into a file of its own, which nobody else may read even for an instant.
fn written(file: &Path, token: &str) -> Result<()> {
    gone(file)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || options.open(file)?.write_all(token.as_bytes());
    write().with_context(|| format!("the token can't be written into {}", file.display()))
}

fn gone(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("the token's file {} can't be removed", file.display()))
        }
        _ => Ok(()),
    }
}
