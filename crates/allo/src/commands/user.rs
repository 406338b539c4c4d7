//! `allo user`: the practice's staff, and what each may do.

use anyhow::{Context as _, Result, anyhow, bail};
use app::auth::{self, Link};
use app::db::{Db, Tx};
use app::tenants;
use app::users::{self, Profile, UserError};
use domain::Lang;
use domain::clock::{Edge, MINUTES_A_DAY, instant};
use domain::ids::UserId;
use domain::permission::{Actor, Permission, Role};
use jiff::Timestamp;
use jiff::civil::Date;

use super::practice;
use crate::config::Config;
use crate::{cli, out, wiring};

/// Whoever types commands here may do all.
const BY: Actor = Actor::Operator;

/// Invites, lists or changes.
pub(super) async fn run(settings: &cli::Settings, what: &cli::User) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::installation(&config).await?;
    let again = config.again();
    match what {
        cli::User::Invite(invite) => invited(&db, &config, invite).await,
        cli::User::List(within) => list(&mut practice::reading(&db, within).await?).await,
        cli::User::Link(member) => {
            let (mut tx, id) = found(&db, member, &again).await?;
            let link = users::link(&mut tx, id, &BY).await.map_err(told)?;
            tx.commit().await?;
            shown_once(&config, &link)
        }
        cli::User::Role { member, role } => {
            let (mut tx, id) = found(&db, member, &again).await?;
            let role = role_of(role)?;
            users::set_role(&mut tx, id, role, &BY).await.map_err(told)?;
            tx.commit().await?;
            Ok(out::line(format_args!("{} is {} now.", member.who, role.name()))?)
        }
        cli::User::Grant { member, right, until } => {
            let (mut tx, id) = found(&db, member, &again).await?;
            let right = right_of(right)?;
            let end = match until {
                Some(day) => Some(end_of(&mut tx, day).await?),
                None => None,
            };
            users::grant(&mut tx, id, right, end, &BY).await.map_err(told)?;
            tx.commit().await?;
            let until = until.as_ref().map(|day| format!(" until {day}")).unwrap_or_default();
            Ok(out::line(format_args!("{} has {right}{until}.", member.who))?)
        }
        cli::User::Revoke { member, right } => {
            let (mut tx, id) = found(&db, member, &again).await?;
            let right = right_of(right)?;
            users::revoke(&mut tx, id, right, &BY).await.map_err(told)?;
            tx.commit().await?;
            Ok(out::line(format_args!("{} has {right} no more.", member.who))?)
        }
        cli::User::Disable(member) => {
            let (mut tx, id) = found(&db, member, &again).await?;
            users::disable(&mut tx, id, &BY).await.map_err(told)?;
            tx.commit().await?;
            Ok(out::line(format_args!("{} is disabled, and signed out everywhere.", member.who))?)
        }
        cli::User::Enable(member) => {
            let (mut tx, id) = found(&db, member, &again).await?;
            users::enable(&mut tx, id, &BY).await.map_err(told)?;
            tx.commit().await?;
            Ok(out::line(format_args!("{} may sign in again.", member.who))?)
        }
    }
}

async fn invited(db: &Db, config: &Config, invite: &cli::Invite) -> Result<()> {
    let mut tx = practice::writing(db, &invite.within).await?;
    let lang = match &invite.lang {
        Some(tag) => Lang::from_tag(tag).with_context(|| format!("--lang: `{tag}` is neither fr nor en"))?,
        None => tenants::current(&mut tx).await?.practice.tenant.language(),
    };
    let agenda = invite.agenda.as_deref().map(|name| name.parse().map_err(|_| told(UserError::Agenda)));
    let profile = Profile {
        name: users::name(&invite.name).map_err(told)?,
        email: users::address(&invite.email).map_err(told)?,
        practitioner: agenda.transpose()?,
        lang,
    };
    let id = users::invite(&mut tx, &profile, role_of(&invite.role)?, &BY).await.map_err(told)?;
    let link = auth::link(&mut tx, id, &BY).await.map_err(told)?;
    tx.commit().await?;
    shown_once(config, &link)
}

async fn list(tx: &mut Tx) -> Result<()> {
    let members = users::list(tx).await?;
    if members.is_empty() {
        return Ok(out::line(
            "Nobody yet; `allo serve` prints the link by which the first administrator comes in.",
        )?);
    }
    let mut lines = vec![["ID", "STATE", "ROLE", "ADDRESS", "NAME", "RIGHTS"].map(str::to_owned)];
    for user in members {
        let rights: Vec<_> = users::rights(tx, user.id).await?.iter().map(|right| right.name()).collect();
        lines.push([
            user.id.to_string(),
            user.state.name().to_owned(),
            user.role.name().to_owned(),
            user.profile.email.into_revealed(),
            user.profile.name.into_revealed(),
            rights.join(","),
        ]);
    }
    Ok(aligned(&lines)?)
}

/// Prints lines whose columns stand below each other; the last one ends where it ends.
fn aligned<const COLUMNS: usize>(lines: &[[String; COLUMNS]]) -> std::io::Result<()> {
    let length = |text: &String| text.chars().count();
    let wide = |column: usize| lines.iter().map(|line| length(&line[column])).max().unwrap_or_default();
    let widths: [usize; COLUMNS] = std::array::from_fn(wide);
    for line in lines {
        let cells: Vec<_> = line.iter().zip(widths).map(|(text, width)| format!("{text:<width$}")).collect();
        out::line(cells.join("  ").trim_end())?;
    }
    Ok(())
}

/// The member who is meant, by address or id, in a transaction that may change them.
async fn found(db: &Db, member: &cli::Member, again: &str) -> Result<(Tx, UserId)> {
    let mut tx = practice::writing(db, &member.within).await?;
    let id = match (member.who.parse(), users::address(&member.who)) {
        (Ok(id), _) => Some(id),
        (Err(_), Ok(email)) => users::by_address(&mut tx, &email).await?,
        (Err(_), Err(_)) => None,
    };
    let unknown = || {
        anyhow!(
            "there is no member `{}` here; `allo user list{again}{}` shows them",
            member.who,
            member.within.again()
        )
    };
    let id: UserId = id.ok_or_else(unknown)?;
    match users::get(&mut tx, id).await {
        Ok(_) => Ok((tx, id)),
        Err(UserError::NotFound) => Err(unknown()),
        Err(error) => Err(told(error)),
    }
}

/// Why it can't be done, in the words of whoever typed it.
fn told(error: UserError) -> anyhow::Error {
    match error {
        UserError::LastManager => {
            anyhow!(
                "nobody else could manage the practice: make somebody else its owner first (nothing was changed)"
            )
        }
        error => error.into(),
    }
}

fn role_of(name: &str) -> Result<Role> {
    let all = || Role::ALL.map(Role::name).join(", ");
    Role::from_name(name).with_context(|| format!("`{name}` is no role; there are {}", all()))
}

fn right_of(name: &str) -> Result<Permission> {
    name.parse().with_context(|| format!("`{name}`"))
}

/// The end of a day in the practice's own time.
async fn end_of(tx: &mut Tx, day: &str) -> Result<Timestamp> {
    let practice = tenants::current(tx).await?.practice;
    let date: Option<Date> = day.parse().ok();
    match date.and_then(|date| instant(date, MINUTES_A_DAY, practice.tenant.zone(), Edge::Start)) {
        Some(end) => Ok(end),
        None => bail!("--until: `{day}` is no date; one looks like 2026-12-31"),
    }
}

/// The link alone on standard output, for scripts; what people must know beside it.
fn shown_once(config: &Config, link: &Link) -> Result<()> {
    out::line(config.page(&format!("/console/join/{}", link.token.reveal())))?;
    out::aside(format_args!(
        "Pass this link on: it is good once, until {:.0}. It is not shown again; `allo user link` makes another.",
        link.expires_at
    ));
    Ok(())
}
