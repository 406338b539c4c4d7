//! What is wrong, and what that means for the practice.

use domain::permission::Permission;
use domain::practice::Practice;

use super::super::staff::Member;
use super::super::usage;
use crate::calendars::{self, State};
use crate::db::{DbError, Tx};
use crate::http::App;
use crate::jobs;
use crate::pages::{dates, words};

/// Something that somebody should look at.
pub(super) struct Trouble {
    pub(super) text: String,
}

/// What a member should know of.
pub(super) async fn troubles(
    app: &App,
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
) -> Result<Vec<Trouble>, DbError> {
    let lang = who.lang();
    let mut troubles = Vec::new();
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
        troubles.push(Trouble { text });
    }
    if who.may(Permission::Manage) {
        let used_up = usage::notices(app, tx, who).await?;
        troubles.extend(used_up.into_iter().map(|text| Trouble { text: text.to_owned() }));
        let dead = jobs::dead(tx).await?;
        if dead > 0 {
            let text = words::counted(lang, "today.dead", dead);
            troubles.push(Trouble { text });
        }
    }
    Ok(troubles)
}
