//! What the practice was: when it was changed, by whom, what differs, and an earlier version again.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::Lang;
use domain::ids::UserId;
use domain::permission::Permission;
use domain::practice::{Practice, differences};

use super::super::conflicts;
use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::folder::{Folder, Seen, Tab, open};
use super::sheet::Sheet;
use super::{TO_MOVE, led, told};
use crate::db::Tx;
use crate::http::{App, Manage, Parameters, Problem};
use crate::pages::{dates, words};
use crate::tenants::{self, Version, version_at};
use crate::users;

/// How many versions are listed.
const LISTED: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/practice/versions", get(list))
        .route("/console/practice/versions/{number}", get(one))
        .route("/console/practice/versions/{number}/restore", post(restore))
}

#[derive(Template)]
#[template(path = "console/practice_versions.html")]
struct List {
    frame: Frame,
    folder: Folder,
    versions: Vec<Line>,
}

/// A version in the list.
struct Line {
    number: u32,
    when: String,
    by: String,
}

/// `GET /console/practice/versions`.
async fn list(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Versions, &seen).await?;
    let mut versions = Vec::new();
    for version in tenants::versions(&mut tx, None, LISTED).await? {
        versions.push(line(&mut tx, &frame, version).await?);
    }
    let page_of = List { frame, folder, versions };
    page(&page_of, &page_of.frame.nonce)
}

async fn line(tx: &mut Tx, frame: &Frame, version: Version) -> Result<Line, Problem> {
    let when = dates::moment(frame.lang, frame.practice.tenant.zone(), version.at);
    Ok(Line { number: version.number, when, by: by(tx, &version.by, frame.lang).await? })
}

/// Who saved a version.
async fn by(tx: &mut Tx, label: &str, lang: Lang) -> Result<String, Problem> {
    let member: Option<UserId> = label.strip_prefix("user:").and_then(|id| id.parse().ok());
    if let Some(member) = member
        && let Ok(user) = users::get(tx, member).await
    {
        return Ok(user.profile.name.into_revealed());
    }
    let kind = label.split(':').next().unwrap_or_default();
    Ok(words::word(lang, &format!("practice.by_{kind}")).to_owned())
}

#[derive(Template)]
#[template(path = "console/practice_version.html")]
struct One {
    frame: Frame,
    folder: Folder,
    version: Line,
    /// What it has otherwise than the version before; nothing of the first.
    changes: Option<Vec<Row>>,
    /// What would change if it became the next one; nothing when it is what stands.
    ahead: Vec<Row>,
}

/// A field that differs.
struct Row {
    what: String,
    before: String,
    after: String,
}

/// `GET /console/practice/versions/{number}`.
async fn one(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let number: u32 = number.parse().map_err(|_| Problem::not_found())?;
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Versions, &Seen::default()).await?;
    let (version, practice) = version_at(&mut tx, number).await?.ok_or_else(Problem::not_found)?;
    let before = version_at(&mut tx, number.saturating_sub(1)).await?;
    let page_of = One {
        version: line(&mut tx, &frame, version).await?,
        changes: before.map(|(_, before)| rows(&before, &practice, frame.lang)),
        ahead: rows(&frame.practice, &practice, frame.lang),
        folder,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// What two versions have differently, in the member's words.
fn rows(before: &Practice, after: &Practice, lang: Lang) -> Vec<Row> {
    let differences = differences(before, after);
    let row = |it: &domain::practice::Difference| Row {
        // What is gone is called as it was.
        what: told::label(&it.field, if it.after.is_none() { before } else { after }, lang),
        before: told::value(it.before.as_ref(), before, lang),
        after: told::value(it.after.as_ref(), after, lang),
    };
    differences.iter().map(row).collect()
}

/// `POST /console/practice/versions/{number}/restore`: what was done in between stays in the list.
async fn restore(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Path(number): Path<String>,
    mut sheet: Sheet,
) -> Result<Response, Problem> {
    let number = number.parse().map_err(|_| Problem::not_found())?;
    let (current, force) = (sheet.version()?, sheet.ticked("force"));
    sheet.finish(who.lang())?;
    let mut tx = who.write(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    if let Err(error) = tenants::restore(&mut tx, number, current, force, who.actor()).await {
        drop(tx);
        return Err(conflicts::told(&app, &who, told::not_saved(error, &practice, who.lang(), "")).await);
    }
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let leaves = force && who.may(Permission::Read);
    Ok(led(if leaves { TO_MOVE } else { "/console/practice/versions?saved=yes" }))
}
