//! What is wrong, and what that means for the practice.

use domain::Lang;
use domain::audit::{Action, Entity, Entry};
use domain::permission::Permission;
use domain::practice::Practice;
use jiff::SignedDuration;

use super::super::staff::Member;
use super::super::usage;
use crate::audit::{self, Filter};
use crate::calendars::{self, State};
use crate::db::{DbError, Tx};
use crate::http::App;
use crate::jobs;
use crate::pages::{dates, words};

/// Something that somebody should look at.
pub(super) struct Trouble {
    pub(super) text: String,
    /// Where more of it is told.
    pub(super) path: Option<String>,
}

impl Trouble {
    const fn told(text: String) -> Self {
        Self { text, path: None }
    }
}

/// How long callers who spoke of danger are pointed out, and how many of them: the calls' page tells the rest.
const POINTED_OUT: SignedDuration = SignedDuration::from_hours(24);
const AT_MOST: u32 = 3;

/// What a member should know of.
pub(super) async fn troubles(
    app: &App,
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
) -> Result<Vec<Trouble>, DbError> {
    let lang = who.lang();
    let mut troubles =
        if who.may(Permission::ReadCalls) { dangers(tx, practice, lang).await? } else { Vec::new() };
    for calendar in calendars::health(tx).await? {
        if calendar.state == State::Known || !who.actor().sees(&calendar.resource) {
            continue;
        }
        let known = practice.practitioners.iter().find(|one| one.id == calendar.resource);
        let name = known.map_or(calendar.resource.as_str(), |one| one.name.as_str());
        let since = calendar.last_success.map(|at| dates::moment(lang, practice.tenant.zone(), at));
        let text = match since {
            Some(since) => words::fill(lang, "today.calendar_lost", &[("name", name), ("since", &since)]),
            None => words::fill(lang, "today.calendar_never", &[("name", name)]),
        };
        troubles.push(Trouble::told(text));
    }
    if who.may(Permission::Manage) {
        let used_up = usage::notices(app, tx, who).await?;
        troubles.extend(used_up.into_iter().map(|text| Trouble::told(text.to_owned())));
        let dead = jobs::dead(tx).await?;
        if dead > 0 {
            let text = words::counted(lang, "today.dead", dead);
            troubles.push(Trouble::told(text));
        }
    }
    Ok(troubles)
}

/// The callers who spoke of danger lately, the last first: somebody may want to ring them.
async fn dangers(tx: &mut Tx, practice: &Practice, lang: Lang) -> Result<Vec<Trouble>, DbError> {
    let from = tx.now().checked_sub(POINTED_OUT).ok();
    let filter = Filter { from, action: Some(Action::Emergency), ..Filter::default() };
    let now = tx.now();
    let told = |entry: &Entry| {
        let Entity::Call(id) = entry.entity else { return None };
        let when = dates::near(lang, practice.tenant.zone(), entry.at, now);
        let text = words::fill(lang, "today.danger", &[("when", &when)]);
        Some(Trouble { text, path: Some(format!("/console/calls/{id}")) })
    };
    Ok(audit::look(tx, &filter, None, AT_MOST).await?.entries.iter().filter_map(told).collect())
}
