//! `allo key`: the keys that the practice's own programs call the API with.

use anyhow::{Context as _, Result, bail};
use app::keys;
use domain::ids::KeyId;
use domain::permission::{Actor, Permission};

use super::practice;
use crate::{cli, wiring};

/// Makes, lists or revokes.
#[expect(clippy::print_stdout, reason = "the output of the command")]
pub(super) async fn run(settings: &cli::Settings, what: &cli::Key) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    match what {
        cli::Key::Create { within, name, permissions } => {
            let permissions = permissions.iter().map(|name| named(name)).collect::<Result<Vec<_>>>()?;
            let mut tx = practice::writing(&db, within).await?;
            let (id, key) = keys::create(&mut tx, name, &permissions, None, &Actor::Operator).await?;
            tx.commit().await?;
            shown_once(id, name, within, key.reveal());
        }
        cli::Key::List(within) => {
            let mut tx = practice::reading(&db, within).await?;
            list(&keys::list(&mut tx).await?);
        }
        cli::Key::Revoke { within, id } => {
            let known = || format!("`{id}` is no id of a key; `allo key list` shows them");
            let id: KeyId = id.parse().ok().with_context(known)?;
            let mut tx = practice::writing(&db, within).await?;
            if !keys::revoke(&mut tx, id, &Actor::Operator).await? {
                bail!("there is no live key {id} here; `allo key list` shows them");
            }
            tx.commit().await?;
            println!("{id} is revoked.");
        }
    }
    Ok(())
}

fn named(name: &str) -> Result<Permission> {
    name.trim().parse().with_context(|| format!("--permissions: `{name}`"))
}

/// The key alone on standard output, for scripts; what people must know beside it.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the output of the command")]
fn shown_once(id: KeyId, name: &str, within: &cli::InPractice, key: &str) {
    let within = within.practice.as_ref().map(|name| format!("--practice {name} ")).unwrap_or_default();
    println!("{key}");
    eprintln!(
        "This is the key “{name}”. Keep it now: it is not shown again. Programs send it as\n  Authorization: Bearer \
         allo_…\nIts id is {id}; to end it: allo key revoke {within}{id}"
    );
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn list(keys: &[keys::Key]) {
    if keys.is_empty() {
        println!("No keys yet; make one with: allo key create --name NAME");
    }
    for key in keys {
        let rights: Vec<_> = key.permissions.iter().map(|right| right.name()).collect();
        let state = key.revoked_at.map_or_else(|| "live".to_owned(), |at| format!("revoked {at:.0}"));
        println!("{}  {:<10}  {}  {}  {}", key.id, state, key.created_at, key.name, rights.join(","));
    }
}
