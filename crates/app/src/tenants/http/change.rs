//! The next version of a practice: another document, or an earlier one again.

use axum::Json;
use axum::extract::{Path, State};
use domain::practice::Practice;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Draft, NotSaved, restore as make_again, save};
use super::versions::number;
use crate::db::Tx;
use crate::http::{App, Body, Caller, IdempotencyKey, Manage, May, Nothing, Parameters, Problem};
use crate::once::http::{Asked, Change, Made, perform};

/// A practice as it shall be.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPractice)]
pub(super) struct Replacement {
    /// Which version it was made from (`version` of `GET /v1/practice`). When another one stands by now, nothing is
    /// changed: 409 `changed`.
    #[schema(minimum = 1, example = 1)]
    current: u32,
    /// The whole document, with the fields of a practice file (`docs/practice-file.md`), but for `patients`. It is the
    /// one body that is read as what it becomes: the file, and nothing else, says what a practice is.
    #[schema(value_type = Object)]
    practice: Practice,
    /// Whether who and what has appointments to come may be left out, and appointments may lie outside new hours, absences
    /// and closures: what is booked stays booked.
    #[serde(default)]
    force: bool,
}

/// Which version stands, for an earlier one to follow it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Restoration {
    /// Which version stands, as far as the client knows. When another one does, nothing is changed: 409 `changed`.
    #[schema(minimum = 1, example = 2)]
    current: u32,
    /// Whether who and what has appointments to come may be left out, and appointments may lie outside new hours, absences
    /// and closures: what is booked stays booked.
    #[serde(default)]
    force: bool,
}

/// What was saved.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Saved {
    /// The version that stands now: the next one, or the same when nothing differs.
    version: u32,
}

/// The practice as it shall be from the next call on. All that is wrong with it is told at once, in `errors`.
#[utoipa::path(put, path = "/v1/practice", tag = "practice", operation_id = "replace_practice",
    security(("api_key" = [])), params(IdempotencyKey), request_body = Replacement,
    responses((status = 200, description = "Saved", body = Saved)))]
pub(super) async fn replace(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(Nothing {}): Parameters<Nothing>,
    key: IdempotencyKey,
    Body(body): Body<Replacement>,
) -> Result<Json<Saved>, Problem> {
    let asked = Asked::new(&caller, key, "replace the practice", &body)?;
    let Replacement { current, practice, force } = body;
    perform(&app, &caller, &asked, &Replace(Draft { practice, current, force })).await.map(Json)
}

/// An earlier version again, as the next one.
#[utoipa::path(post, path = "/v1/practice/versions/{version}/restore", tag = "practice",
    operation_id = "restore_practice", security(("api_key" = [])),
    params(("version" = String, Path, description = "Which"), IdempotencyKey), request_body = Restoration,
    responses((status = 200, description = "Saved", body = Saved)))]
pub(super) async fn restore(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Path(version): Path<String>,
    Parameters(Nothing {}): Parameters<Nothing>,
    key: IdempotencyKey,
    Body(body): Body<Restoration>,
) -> Result<Json<Saved>, Problem> {
    let again = Restore { number: number(&version)?, current: body.current, force: body.force };
    let asked = Asked::new(&caller, key, &format!("restore version {}", again.number), &body)?;
    perform(&app, &caller, &asked, &again).await.map(Json)
}

/// Another document.
struct Replace(Draft);

impl Change for Replace {
    type Answer = Saved;
    type Error = NotSaved;

    async fn make(&self, _: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<Saved>, NotSaved> {
        let version = save(tx, &self.0, &caller.actor).await?;
        Ok(Made { answer: Saved { version }, about: None })
    }
}

/// An earlier document.
struct Restore {
    number: u32,
    current: u32,
    force: bool,
}

impl Change for Restore {
    type Answer = Saved;
    type Error = NotSaved;

    async fn make(&self, _: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<Saved>, NotSaved> {
        let version = make_again(tx, self.number, self.current, self.force, &caller.actor).await?;
        Ok(Made { answer: Saved { version }, about: None })
    }
}
