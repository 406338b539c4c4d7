//! The practice looks after itself: services, people, hours, answers, rules, version by version.
//!
//! Whatever a page changes is the document as it stands with one change, checked as a file is, and saved as the next
//! version ([`tenants::save`]). A form names the version that it was made from: what somebody else saved meanwhile is
//! never overwritten unseen.

mod answers;
mod file;
mod folder;
mod naming;
mod opening;
mod people;
mod rooms;
mod rules;
mod services;
mod sheet;
mod told;
mod versions;
mod week;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::permission::Permission;
use domain::practice::Practice;

use self::sheet::Sheet;
use super::conflicts;
use super::staff::Member;
use crate::http::{App, Code, Problem};
use crate::tenants::{self, Draft};

/// Where appointments wait that cannot stay where they are.
const TO_MOVE: &str = "/console/calendar/stranded";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(services::routes())
        .merge(people::routes())
        .merge(rooms::routes())
        .merge(opening::routes())
        .merge(answers::routes())
        .merge(rules::routes())
        .merge(versions::routes())
        .merge(file::routes())
}

/// Makes one change to the practice, and leads to a page that shows it. `make` reads the form and says which part of the
/// document the form is about, such as `services[2]`: what is wrong there is told at its fields.
async fn change(
    app: &App,
    who: &Member,
    mut sheet: Sheet,
    to: &'static str,
    make: impl FnOnce(&mut Practice, &mut Sheet) -> Result<String, Problem>,
) -> Result<Response, Problem> {
    let (current, force) = (sheet.version()?, sheet.ticked("force"));
    let mut tx = who.write(app).await?;
    let standing = tenants::current(&mut tx).await?;
    if standing.version != current {
        return Err(Problem::new(Code::Changed));
    }
    let mut practice = (*standing.practice).clone();
    let part = make(&mut practice, &mut sheet)?;
    sheet.finish(who.lang())?;
    let draft = Draft { practice, current, force };
    if let Err(error) = tenants::save(&mut tx, &draft, who.actor()).await {
        drop(tx);
        let problem = told::not_saved(error, &draft.practice, who.lang(), &part);
        return Err(conflicts::told(app, who, problem).await);
    }
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    // What stays booked all the same is to be moved by somebody.
    let leaves = draft.force && who.may(Permission::Read);
    Ok(led(if leaves { TO_MOVE } else { to }))
}

/// To another page, by the script that asked.
fn led(to: &'static str) -> Response {
    (StatusCode::NO_CONTENT, [(HeaderName::from_static("hx-redirect"), HeaderValue::from_static(to))])
        .into_response()
}
