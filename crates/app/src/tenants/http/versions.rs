//! What the practice was.

use axum::Json;
use axum::extract::{Path, State};
use domain::practice::{Difference, Practice, differences};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::super::{Version, version_at, versions};
use crate::booking::http::{Page, moment};
use crate::http::{App, Code, Manage, May, Nothing, Parameters, Problem, written};

/// How many are listed at once.
const USUAL: u32 = 50;
const MOST: u32 = 100;

/// Which versions are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// `next` of the page before.
    #[param(pattern = "^[0-9]{1,9}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// One time that the practice was changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PracticeVersion)]
pub(super) struct VersionView {
    /// Which, counted from 1.
    version: u32,
    /// When it was saved.
    #[schema(format = DateTime)]
    saved_at: String,
    /// By whom, as the audit trail calls them: `operator`, `user:…`, `key:…`.
    by: String,
}

/// A version as it was.
#[derive(Serialize, ToSchema)]
#[schema(as = WholePracticeVersion)]
pub(super) struct WholeView {
    #[serde(flatten)]
    version: VersionView,
    /// What it has otherwise than the version before.
    changes: Vec<ChangeView>,
    /// The document, with the fields of a practice file; without patients.
    #[schema(value_type = Object)]
    practice: Practice,
}

/// A field that a version has otherwise than the one before.
#[derive(Serialize, ToSchema)]
#[schema(as = PracticeChange)]
struct ChangeView {
    /// Which, such as `services[vaccination].minutes`.
    field: String,
    /// What stood there; absent when it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    /// What stands there; absent when it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
}

impl From<Difference> for ChangeView {
    fn from(Difference { field, before, after }: Difference) -> Self {
        Self { field, before, after }
    }
}

/// Every time that the practice was changed, the latest first.
#[utoipa::path(get, path = "/v1/practice/versions", tag = "practice", operation_id = "list_practice_versions",
    params(Listed), security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<VersionView>)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<VersionView>>, Problem> {
    let before = listed.cursor.as_deref().map(str::parse).transpose();
    let before = before.map_err(|_| Problem::new(Code::InvalidCursor))?;
    let limit = listed.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::detail(Code::InvalidQuery, format!("limit must be 1 to {MOST}")));
    }
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let mut found = versions(&mut tx, before, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| last.number.to_string());
    Ok(Json(Page { items: found.into_iter().map(|one| shown(one, &practice)).collect(), next }))
}

/// One version: the document, and what it changed.
#[utoipa::path(get, path = "/v1/practice/versions/{version}", tag = "practice",
    operation_id = "get_practice_version", security(("api_key" = [])),
    params(("version" = String, Path, description = "Which")),
    responses((status = 200, description = "The version", body = WholeView)))]
pub(super) async fn get(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Path(version): Path<String>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<WholeView>, Problem> {
    let number = number(&version)?;
    let mut tx = caller.read(&app).await?;
    let standing = app.practices.current(&mut tx).await?;
    let (version, practice) = version_at(&mut tx, number).await?.ok_or_else(Problem::not_found)?;
    let before = version_at(&mut tx, number - 1).await?;
    let changes = before.map(|(_, before)| differences(&before, &practice)).unwrap_or_default();
    let changes = changes.into_iter().map(ChangeView::from).collect();
    Ok(Json(WholeView { version: shown(version, &standing), changes, practice }))
}

/// The number of a version in an address. What isn't one is a version that there never was.
pub(super) fn number(text: &str) -> Result<u32, Problem> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(Problem::not_found)
}

fn shown(version: Version, practice: &Practice) -> VersionView {
    let saved_at = moment(version.at, practice.tenant.zone());
    VersionView { version: version.number, saved_at, by: version.by }
}
