//! `allo practice`: a practice file into the installation, or out of it.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use app::db::{Db, Tx};
use app::{patients, tenants};
use domain::ids::{TenantId, TenantSlug};
use domain::permission::Actor;
use domain::practice::Practice;

use crate::{cli, out, read, wiring};

/// Applies or exports.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Practice) -> Result<()> {
    match what {
        cli::Practice::Apply { file, check: true, .. } => check(file),
        cli::Practice::Apply { file, force, .. } => apply(settings, file, *force).await,
        cli::Practice::Export(within) => export(settings, within).await,
    }
}

/// Says whether a practice file is in order.
fn check(file: &Path) -> Result<()> {
    let practice = parse(&read::text(file)?, file)?;
    let patients = counted(practice.patients.len(), "patient");
    out::line(format_args!("{} is in order: {}, {patients}.", file.display(), summary(&practice)))?;
    Ok(())
}

/// Makes a practice file the practice in force.
async fn apply(settings: &cli::Settings, file: &Path, force: bool) -> Result<()> {
    let practice = parse(&read::text(file)?, file)?;
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    let left_out = left_out(&db, &practice).await?;
    if !left_out.is_empty() && !force {
        bail!(
            "{} leaves out what still has appointments to come: {}. Move or cancel those first, or apply it with --force: \
             they then stay booked, and nothing more can be booked there (nothing was changed)",
            file.display(),
            left_out.join(", ")
        );
    }
    let undone = undone(&db, &practice).await?;
    if !undone.is_empty() && !force {
        bail!(
            "the practice was changed at the console or over the API since a file was last applied, and {} would undo \
             that: {}. `allo practice export` prints what is in force, to bring the file up to date; or apply it with \
             --force: what is undone stays among the practice's versions (nothing was changed)",
            file.display(),
            first_of(&undone)
        );
    }
    let slug = &practice.tenant.slug;
    let new = db.tenant_by_slug(slug).await?.is_none();
    let tenant = tenants::apply(&db, &practice, wiring::clock().now(), &Actor::Operator).await?;
    let on_file = patients::count(&mut db.read(tenant, wiring::clock().now()).await?).await?;
    out::line(format_args!("{slug} is in force: {}; {} on file.", summary(&practice), people(on_file)))?;
    let again = config.again();
    out::aside(format_args!(
        "While `allo serve{again}` runs, callers talk at {}",
        config.talk_page(slug.as_str())
    ));
    if new {
        out::aside(format_args!(
            "Nobody manages it yet: `allo serve` shows a link for its first administrator when it starts, or: \
             allo user invite --role owner --name NAME --email ADDRESS --practice {slug}{again}"
        ));
    }
    if !left_out.is_empty() {
        out::aside(format_args!("Still booked with what is left out: {}.", left_out.join(", ")));
    }
    Ok(())
}

/// Prints the practice in force as a file.
async fn export(settings: &cli::Settings, within: &cli::InPractice) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::installation(&config).await?;
    let mut tx = reading(&db, within).await?;
    let current = tenants::current(&mut tx).await?;
    out::text(current.practice.to_yaml()?)?;
    not_exported(patients::count(&mut tx).await?);
    Ok(())
}

/// Reads a practice file; all that is wrong with it is one error, a line each.
pub(super) fn parse(text: &str, file: &Path) -> Result<Practice> {
    Practice::parse(text, &file.display().to_string()).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow!(
            "the practice file has {} to mend:\n  - {}",
            counted(problems.len(), "mistake"),
            lines.join("\n  - ")
        )
    })
}

/// Whom and what the practice in force has and the file leaves out, with how many appointments to come.
async fn left_out(db: &Db, practice: &Practice) -> Result<Vec<String>> {
    let Some(tenant) = db.tenant_by_slug(&practice.tenant.slug).await? else { return Ok(Vec::new()) };
    let mut tx = db.read(tenant, wiring::clock().now()).await?;
    let before = tenants::current(&mut tx).await?.practice;
    let left_out = tenants::left_out(&mut tx, &before, practice).await?;
    Ok(left_out.iter().map(ToString::to_string).collect())
}

/// The fields of the practice in force that were changed otherwise, and that a file would put back.
async fn undone(db: &Db, practice: &Practice) -> Result<Vec<String>> {
    let Some(tenant) = db.tenant_by_slug(&practice.tenant.slug).await? else { return Ok(Vec::new()) };
    Ok(tenants::undone(&mut db.read(tenant, wiring::clock().now()).await?, practice).await?)
}

/// Some fields, as many as are read in one look.
fn first_of(fields: &[String]) -> String {
    const SHOWN: usize = 6;
    match fields.get(SHOWN..) {
        None | Some([]) => fields.join(", "),
        Some(others) => format!("{} and {} more", fields[..SHOWN].join(", "), others.len()),
    }
}

/// Says what an export doesn't hold, so that nobody takes it for a backup.
fn not_exported(patients: u64) {
    let (verb, them) = if patients == 1 { ("is", "it stays") } else { ("are", "they stay") };
    out::aside(format_args!(
        "Not in this file: {} on file ({verb} personal data: {them} sealed in the database), appointments, requests and \
         API keys. Applying the file again leaves all of them as they are. A copy of the database, with its key file \
         kept apart, is the backup.",
        people(patients),
    ));
}

fn people(patients: u64) -> String {
    counted(usize::try_from(patients).unwrap_or(usize::MAX), "patient")
}

/// The practice of this short name; without one, the only one there is.
pub(super) async fn tenant(db: &Db, within: &cli::InPractice) -> Result<TenantId> {
    if let Some(name) = &within.practice {
        let slug: TenantSlug = name.parse().context("--practice")?;
        return match db.tenant_by_slug(&slug).await? {
            Some(tenant) => Ok(tenant),
            None => bail!("there is no practice `{slug}` here; {}", others(db).await?),
        };
    }
    match db.tenants().await?[..] {
        [only] => Ok(only),
        _ => bail!("say which practice is meant: --practice NAME; {}", others(db).await?),
    }
}

/// The short names of these practices.
pub(super) async fn names(db: &Db, practices: &[TenantId]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for tenant in practices {
        let mut tx = db.read(*tenant, wiring::clock().now()).await?;
        names.push(tenants::current(&mut tx).await?.practice.tenant.slug.to_string());
    }
    Ok(names)
}

/// Which practices there are.
async fn others(db: &Db) -> Result<String> {
    Ok(match names(db, &db.tenants().await?).await?.as_slice() {
        [] => "none is here yet; put one in with: allo practice apply FILE".to_owned(),
        [only] => format!("there is {only}"),
        names => format!("there are {}", names.join(", ")),
    })
}

/// A transaction that reads this practice.
pub(super) async fn reading(db: &Db, within: &cli::InPractice) -> Result<Tx> {
    Ok(db.read(tenant(db, within).await?, wiring::clock().now()).await?)
}

/// A transaction that may change this practice.
pub(super) async fn writing(db: &Db, within: &cli::InPractice) -> Result<Tx> {
    Ok(db.write(tenant(db, within).await?, wiring::clock().now()).await?)
}

fn summary(practice: &Practice) -> String {
    format!(
        "{}, {}, {}",
        counted(practice.practitioners.len(), "practitioner"),
        counted(practice.services.len(), "service"),
        counted(practice.faq.len(), "answer"),
    )
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
