//! `allo tenant`: the practices of an installation, how each stands, and how much it may use.

use anyhow::{Result, bail};
use app::db::{Db, Tx};
use app::tenants::{self, Overview};
use app::usage::{self, Use};
use domain::ids::{TenantId, TenantSlug};
use domain::permission::Actor;
use domain::quota::{Limit, Quota};

use super::practice;
use crate::config::Config;
use crate::{cli, out, wiring};

/// Whoever types commands here may do all.
const BY: Actor = Actor::Operator;

/// Lists, shows, closes, opens, limits or removes.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Tenant) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::installation(&config).await?;
    match what {
        cli::Tenant::List { json } => list(&db, *json, &config).await,
        cli::Tenant::Show { name, json } => show(&db, name, *json).await,
        cli::Tenant::Suspend { name } => {
            let mut tx = writing(&db, name).await?;
            let already = if tenants::suspend(&mut tx, &BY).await? { "" } else { " already" };
            tx.commit().await?;
            out::line(format_args!(
                "{name} is suspended{already}: callers, programs and staff are told so."
            ))?;
            out::aside(format_args!("To open it again: allo tenant resume{} {name}", config.again()));
            Ok(())
        }
        cli::Tenant::Resume { name } => {
            let mut tx = writing(&db, name).await?;
            let already = if tenants::resume(&mut tx, &BY).await? { "" } else { " already" };
            tx.commit().await?;
            Ok(out::line(format_args!("{name} is open{already}."))?)
        }
        cli::Tenant::Limit(limits) => limit(&db, limits).await,
        cli::Tenant::Remove { name, yes } => remove(&db, name, yes.as_deref(), &config).await,
    }
}

async fn whose(db: &Db, name: &str) -> Result<TenantId> {
    practice::tenant(db, &cli::InPractice { practice: Some(name.to_owned()) }).await
}

async fn writing(db: &Db, name: &str) -> Result<Tx> {
    Ok(db.write(whose(db, name).await?, wiring::clock().now()).await?)
}

/// How a practice stands; nothing of one that is being removed.
async fn seen(db: &Db, tenant: TenantId) -> Result<Option<Overview>> {
    let mut tx = db.read(tenant, wiring::clock().now()).await?;
    Ok(tenants::overview(&mut tx).await?)
}

/// A line a practice.
async fn list(db: &Db, json: bool, config: &Config) -> Result<()> {
    let practices = db.tenants().await?;
    if practices.is_empty() {
        out::aside(format_args!(
            "No practice yet; put one in with: allo practice apply FILE{}",
            config.again()
        ));
    }
    for tenant in practices {
        let Some(one) = seen(db, tenant).await? else { continue };
        if json {
            out::line(one.to_json())?;
        } else {
            let (slug, usage) = (&one.practice.tenant.slug, &one.usage);
            let uses: Vec<String> = usage.uses.iter().filter_map(told).collect();
            out::line(format_args!("{slug:<28} {:<9}  {}", usage.standing.name(), uses.join(", ")))?;
        }
    }
    Ok(())
}

/// A line a limit.
async fn show(db: &Db, name: &str, json: bool) -> Result<()> {
    let Some(one) = seen(db, whose(db, name).await?).await? else { bail!("{name} is being removed") };
    if json {
        return Ok(out::line(one.to_json())?);
    }
    let (slug, usage) = (&one.practice.tenant.slug, &one.usage);
    out::line(format_args!("{slug} is {}.", usage.standing.name()))?;
    for one in &usage.uses {
        let most = one.most.map_or("no limit".to_owned(), |most| format!("of {most}"));
        let used = one.used.map(|used| used.to_string()).unwrap_or_default();
        let left = match one.days_left {
            Some(1) => "until midnight".to_owned(),
            Some(days) => format!("{days} days left"),
            None => String::new(),
        };
        let line = format!("  {:<18} {used:>7} {most:<12} {left}", one.limit.name());
        out::line(line.trim_end())?;
    }
    Ok(())
}

/// «`calls_a_month` 3 of 100», «`calls_a_month` 3 used» where there is no limit; nothing of what isn't counted.
fn told(one: &Use) -> Option<String> {
    let used = one.used?;
    let of = one.most.map_or_else(|| "used".to_owned(), |most| format!("of {most}"));
    Some(format!("{} {used} {of}", one.limit.name()))
}

async fn limit(db: &Db, asked: &cli::Limits) -> Result<()> {
    let wanted = [
        asked.calls_at_once,
        asked.calls_a_month,
        asked.bookings_a_day,
        asked.messages_a_month,
        asked.requests_a_minute,
    ];
    if wanted.iter().all(Option::is_none) {
        bail!(
            "say what is limited, such as: allo tenant limit {} --bookings-a-day 100 (`none` takes a limit away; all of \
             them: allo tenant limit --help)",
            asked.name
        );
    }
    let mut tx = writing(db, &asked.name).await?;
    let before = usage::allowed(&mut tx).await?.quota;
    let changed = |quota: Quota, (limit, wanted): (Limit, Option<cli::Most>)| match wanted {
        Some(cli::Most(most)) => quota.with(limit, most),
        None => quota,
    };
    let quota = Limit::ALL.into_iter().zip(wanted).fold(before, changed);
    usage::allow(&mut tx, quota, &BY).await?;
    tx.commit().await?;
    show(db, &asked.name, false).await
}

async fn remove(db: &Db, name: &str, yes: Option<&str>, config: &Config) -> Result<()> {
    let slug: TenantSlug = name.parse()?;
    let again = config.again();
    match yes {
        Some(meant) if meant == name => {}
        Some(_) => bail!("--yes names another practice than {name}; nothing was changed"),
        None => bail!(
            "this destroys the key of {name} and deletes every row of it: nobody can bring any of it back. If its audit \
             trail is to be kept, take it out first (allo audit export{again} --practice {name}); then: allo tenant \
             remove{again} {name} --yes {name}"
        ),
    }
    let Some(removal) = tenants::remove(db, &slug, wiring::clock().now()).await? else {
        bail!("there is no practice `{name}` here, and none was removed; see: allo tenant list{again}");
    };
    let (rows, links) = (removal.deleted, removal.trail.0);
    out::line(format_args!(
        "{name} is removed since {}: {rows} rows, a trail of {links} entries.",
        removal.begun_at
    ))?;
    out::aside(
        "A backup from before still holds its key, under the installation's: delete such backups when their time has \
         come.",
    );
    Ok(())
}
