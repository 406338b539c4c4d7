//! `allo practice`: a practice file into the installation, or out of it.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use app::db::{Db, Tx};
use app::tenants;
use domain::ids::{TenantId, TenantSlug};
use domain::permission::Actor;
use domain::practice::Practice;

use crate::{cli, wiring};

/// Applies or exports.
#[expect(clippy::print_stdout, reason = "the output of the command")]
pub(super) async fn run(settings: &cli::Settings, what: &cli::Practice) -> Result<()> {
    match what {
        cli::Practice::Apply { file, check } => {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let practice = parse(&text, file)?;
            if *check {
                println!("{} is in order: {}.", file.display(), summary(&practice));
                return Ok(());
            }
            let config = wiring::configuration(settings, None)?;
            wiring::log(&config);
            let db = wiring::database(&config).await?;
            tenants::apply(&db, &practice, wiring::clock().now(), &Actor::Operator).await?;
            println!("{} is in force: {}.", practice.tenant.slug, summary(&practice));
        }
        cli::Practice::Export { practice } => {
            let config = wiring::configuration(settings, None)?;
            let db = wiring::database(&config).await?;
            let (_, mut tx) = reading(&db, practice).await?;
            let current = tenants::current(&mut tx).await?;
            print!("{}", current.practice.to_yaml()?);
        }
    }
    Ok(())
}

/// Reads a practice file; all that is wrong with it is one error, a line each.
pub(super) fn parse(text: &str, file: &Path) -> Result<Practice> {
    Practice::parse(text, &file.display().to_string()).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow!("the practice file has {} to mend:\n{}", counted(problems.len(), "mistake"), lines.join("\n"))
    })
}

/// The tenant of this short name, or what to do when there is none.
pub(super) async fn tenant(db: &Db, name: &str) -> Result<TenantId> {
    let slug: TenantSlug = name.parse()?;
    match db.tenant_by_slug(&slug).await? {
        Some(tenant) => Ok(tenant),
        None => bail!("there is no practice `{slug}` here; put one in with: allo practice apply FILE"),
    }
}

/// A transaction that reads this practice.
pub(super) async fn reading(db: &Db, name: &str) -> Result<(TenantId, Tx)> {
    let tenant = tenant(db, name).await?;
    Ok((tenant, db.read(tenant, wiring::clock().now()).await?))
}

/// A transaction that may change this practice.
pub(super) async fn writing(db: &Db, name: &str) -> Result<Tx> {
    let tenant = tenant(db, name).await?;
    Ok(db.write(tenant, wiring::clock().now()).await?)
}

fn summary(practice: &Practice) -> String {
    format!(
        "{}, {}, {}, {}",
        counted(practice.practitioners.len(), "practitioner"),
        counted(practice.services.len(), "service"),
        counted(practice.faq.len(), "answer"),
        counted(practice.patients.len(), "patient"),
    )
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
