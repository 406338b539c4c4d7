//! `allo key`: the keys that the practice's own programs call the API with.

use anyhow::{Context as _, Result, bail};
use app::keys::{self, KeyError};
use domain::ids::KeyId;
use domain::permission::{Actor, Permission};

use super::practice;
use crate::{cli, out, wiring};

/// Makes, lists or revokes.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Key) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::installation(&config).await?;
    match what {
        cli::Key::Create { within, name, permissions } => {
            let permissions = permissions.iter().map(|name| named(name)).collect::<Result<Vec<_>>>()?;
            let mut tx = practice::writing(&db, within).await?;
            let (id, key) = keys::create(&mut tx, name, &permissions, None, &Actor::Operator).await?;
            tx.commit().await?;
            shown_once(id, name, &format!("{}{}", config.again(), within.again()), key.reveal())?;
        }
        cli::Key::List(within) => {
            let mut tx = practice::reading(&db, within).await?;
            list(&keys::list(&mut tx).await?, &config.again())?;
        }
        cli::Key::Revoke { within, id } => {
            let again = format!("{}{}", config.again(), within.again());
            let known = || format!("`{id}` is no id of a key; `allo key list{again}` shows them");
            let id: KeyId = id.parse().ok().with_context(known)?;
            let mut tx = practice::writing(&db, within).await?;
            match keys::revoke(&mut tx, id, &Actor::Operator).await {
                Err(KeyError::NotFound) => {
                    bail!("there is no live key {id} here; `allo key list{again}` shows them")
                }
                outcome => outcome?,
            }
            tx.commit().await?;
            out::line(format_args!("{id} is revoked."))?;
        }
    }
    Ok(())
}

fn named(name: &str) -> Result<Permission> {
    name.trim().parse().with_context(|| format!("--permissions: `{name}`"))
}

/// The key alone on standard output, for scripts; what people must know beside it.
fn shown_once(id: KeyId, name: &str, again: &str, key: &str) -> std::io::Result<()> {
    out::line(key)?;
    out::aside(format_args!(
        "This is the key “{name}”. Keep it now: it is not shown again. Programs send it as\n  Authorization: Bearer \
         allo_…\nIts id is {id}; to end it: allo key revoke{again} {id}"
    ));
    Ok(())
}

fn list(keys: &[keys::Key], again: &str) -> std::io::Result<()> {
    if keys.is_empty() {
        out::line(format_args!("No keys yet; make one with: allo key create{again} --name NAME"))?;
    }
    for key in keys {
        let rights: Vec<_> = key.permissions.iter().map(|right| right.name()).collect();
        let state = key.revoked_at.map_or_else(|| "live".to_owned(), |at| format!("revoked {at:.0}"));
        out::line(format_args!(
            "{}  {state:<10}  {:.0}  {}  {}",
            key.id,
            key.created_at,
            key.name,
            rights.join(",")
        ))?;
    }
    Ok(())
}
