//! `allo key`: the keys that the practice's own programs call the API with.

use anyhow::{Context as _, Result, bail};
use app::keys;
use domain::ids::KeyId;
use domain::permission::{Actor, Permission};

use super::practice;
use crate::{cli, wiring};

/// Makes, lists or revokes.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Key) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    match what {
        cli::Key::Create { practice, name, permissions } => {
            let permissions = permissions.iter().map(|name| named(name)).collect::<Result<Vec<_>>>()?;
            let mut tx = practice::writing(&db, practice).await?;
            let (_, key) = keys::create(&mut tx, name, &permissions, None, &Actor::Operator).await?;
            tx.commit().await?;
            shown_once(key.reveal());
        }
        cli::Key::List { practice } => {
            let (_, mut tx) = practice::reading(&db, practice).await?;
            list(&keys::list(&mut tx).await?);
        }
        cli::Key::Revoke { practice, id } => {
            let id: KeyId = id.parse()?;
            let mut tx = practice::writing(&db, practice).await?;
            if !keys::revoke(&mut tx, id, &Actor::Operator).await? {
                bail!("there is no live key {id} here; see: allo key list {practice}");
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

fn named(name: &str) -> Result<Permission> {
    name.trim().parse().with_context(|| format!("`{name}`"))
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the output of the command")]
fn shown_once(key: &str) {
    println!("{key}");
    eprintln!("Keep it now: it is not shown again. Use it as: Authorization: Bearer …");
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn list(keys: &[keys::Key]) {
    for key in keys {
        let rights: Vec<_> = key.permissions.iter().map(|right| right.name()).collect();
        let state = key.revoked_at.map_or_else(|| "live".to_owned(), |at| format!("revoked {at:.0}"));
        println!("{}  {:<10}  {}  {}  {}", key.id, state, key.created_at, key.name, rights.join(","));
    }
}
