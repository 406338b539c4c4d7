//! What is wrong, and what that means for the practice.

use domain::Span;
use domain::permission::Permission;
use domain::practice::Practice;
use jiff::SignedDuration;

use super::super::calls::EMERGENCY;
use super::super::staff::Member;
use super::super::usage;
use super::bounds;
use crate::calendars::{self, State};
use crate::calls::{self, CallRecord};
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
const AT_MOST: usize = 3;

/// More than these aren't counted.
const COUNTED: u32 = 50;

/// What a member should know of.
pub(super) async fn troubles(
    app: &App,
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
) -> Result<Vec<Trouble>, DbError> {
    let lang = who.lang();
    let mut troubles =
        if who.may(Permission::ReadCalls) { dangers(tx, practice, who).await? } else { Vec::new() };
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

/// The callers who spoke of danger lately, the last first, by name for whoever may see it: somebody may want to ring them.
async fn dangers(tx: &mut Tx, practice: &Practice, who: &Member) -> Result<Vec<Trouble>, DbError> {
    let (lang, zone, now) = (who.lang(), practice.tenant.zone(), tx.now());
    let since = now.checked_sub(POINTED_OUT).unwrap_or(now);
    let alarms = calls::alarms(tx, Span { start: since, end: bounds(practice, now).1 }, COUNTED).await?;
    let mut gists = calls::gists(tx, &alarms[..alarms.len().min(AT_MOST)], who.actor()).await?;
    let told = |call: &CallRecord| {
        let people = gists.remove(&call.id).unwrap_or_default().people;
        let when = dates::said(lang, zone, call.started_at, now);
        let text = match people.into_iter().next() {
            Some(name) => words::fill(lang, "today.danger_of", &[("who", name.reveal()), ("when", &when)]),
            None => words::fill(lang, "today.danger", &[("when", &when)]),
        };
        Trouble { text, path: Some(format!("/console/calls/{}", call.id)) }
    };
    let mut dangers: Vec<Trouble> = alarms.iter().take(AT_MOST).map(told).collect();
    let more = alarms.len().saturating_sub(AT_MOST);
    if more > 0 {
        let path = Some(format!("/console/calls?outcome={EMERGENCY}"));
        dangers.push(Trouble { text: words::counted(lang, "today.more_dangers", more), path });
    }
    Ok(dangers)
}
