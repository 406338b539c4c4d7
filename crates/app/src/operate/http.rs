//! The operator's API: for programs with the token that this process was started with.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use domain::ids::TenantId;
use domain::practice::{self, MAX_BYTES};
use domain::quota::Quota;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Operator;
use super::act::FirstLink;
use super::inside::Program;
use crate::http::{Body, Code, Nothing, Parameters, Problem, WrongField};
use crate::tenants::{NotCreated, Overview};

/// A practice's file as text within JSON, whose escapes may double it.
const BODY: usize = 2 * MAX_BYTES + 1_024;
/// How many practices a page of the list has, when nothing else is asked for.
const USUAL: usize = 50;
/// How many it has at most.
const MOST: usize = 200;

pub(super) fn routes() -> Router<Operator> {
    Router::new()
        .route("/v1/tenants", get(list).post(create).layer(DefaultBodyLimit::max(BODY)))
        .route("/v1/tenants/{slug}", get(one).delete(remove))
        .route("/v1/tenants/{slug}/suspend", post(suspend))
        .route("/v1/tenants/{slug}/resume", post(resume))
        .route("/v1/tenants/{slug}/limits", put(limit))
        .route("/v1/tenants/{slug}/first-link", post(first_link))
}

/// Which page of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    cursor: Option<String>,
    limit: Option<usize>,
}

/// `GET /v1/tenants`.
async fn list(
    State(operator): State<Operator>,
    Program(now): Program,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Value>, Problem> {
    let after: Option<TenantId> = listed
        .cursor
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Problem::new(Code::InvalidCursor))?;
    let limit = listed.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::detail(Code::InvalidQuery, format!("limit must be 1 to {MOST}")));
    }
    let (found, more) = operator.practices(after, limit, now).await?;
    let next = found.last().filter(|_| more).map(|last| last.tenant.to_string());
    let items: Vec<_> = found.iter().map(Overview::to_json).collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// What a new practice is made of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    /// The practice file, as `allo practice apply` takes it.
    file: String,
}

/// `POST /v1/tenants`.
async fn create(
    State(operator): State<Operator>,
    Program(now): Program,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let (practice, link) = operator.create(&new.file, now).await??;
    let created = json!({"practice": practice.to_json(), "first_link": shown(&link)});
    Ok((StatusCode::CREATED, Json(created)))
}

/// `GET /v1/tenants/{slug}`.
async fn one(
    State(operator): State<Operator>,
    Program(now): Program,
    Path(slug): Path<String>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(operator.practice(&slug, now).await?.to_json()))
}

/// `POST /v1/tenants/{slug}/suspend`.
async fn suspend(
    State(operator): State<Operator>,
    Program(now): Program,
    Path(slug): Path<String>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(operator.set_open(&slug, false, now).await?.to_json()))
}

/// `POST /v1/tenants/{slug}/resume`.
async fn resume(
    State(operator): State<Operator>,
    Program(now): Program,
    Path(slug): Path<String>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(operator.set_open(&slug, true, now).await?.to_json()))
}

/// `PUT /v1/tenants/{slug}/limits`: all of them; what is absent is without limit.
async fn limit(
    State(operator): State<Operator>,
    Program(now): Program,
    Path(slug): Path<String>,
    Body(quota): Body<Quota>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(operator.limit(&slug, quota, now).await?.to_json()))
}

/// What a removal wants.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meant {
    /// The short name once more.
    practice: String,
}

/// `DELETE /v1/tenants/{slug}`.
async fn remove(
    State(operator): State<Operator>,
    Program(now): Program,
    Path(slug): Path<String>,
    Body(meant): Body<Meant>,
) -> Result<Response, Problem> {
    let gone = operator.remove(&slug, &meant.practice, now).await?;
    let status = if gone { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, Json(json!({"practice": slug, "gone": gone}))).into_response())
}

/// `POST /v1/tenants/{slug}/first-link`.
async fn first_link(
    State(operator): State<Operator>,
    Program(now): Program,
    Path(slug): Path<String>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    Ok((StatusCode::CREATED, Json(shown(&operator.first_link(&slug, now).await?))))
}

fn shown(link: &FirstLink) -> Value {
    json!({"url": link.url, "expires_at": link.expires_at.to_string()})
}

impl From<NotCreated> for Problem {
    fn from(error: NotCreated) -> Self {
        match error {
            NotCreated::Wrong(found) => {
                let told = |it: practice::Problem| WrongField {
                    message: format!("line {}, column {}: {}", it.line, it.column, it.message),
                    field: it.field,
                };
                Self::wrong("the practice file is to be mended", found.into_iter().map(told).collect())
            }
            NotCreated::Known => {
                Self::detail(Code::Known, "a practice here has this short name, or this number")
            }
            NotCreated::Db(error) => error.into(),
        }
    }
}
