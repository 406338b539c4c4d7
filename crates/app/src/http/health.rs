//! How the server is, and what it offers.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::OpenApi;

use super::network::Here;
use super::read::{Nothing, Parameters};
use super::{App, Problem};

/// The state of the server.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `ok`: whatever isn't is answered as a problem.
    #[schema(example = "ok")]
    status: &'static str,
    /// The version of Allo.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// The database's engine.
    #[schema(example = "sqlite")]
    database: String,
    /// What tells this installation from others; told on its own machine alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "5f0c31d2a4be9907")]
    installation: Option<String>,
}

/// Alive.
#[derive(Serialize, ToSchema)]
pub(super) struct Alive {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Whether the process runs. Asks nothing of anybody else.
#[utoipa::path(get, path = "/livez", tag = "service", responses((status = 200, description = "It runs", body = Alive)))]
pub(super) async fn livez(Parameters(Nothing {}): Parameters<Nothing>) -> Json<Alive> {
    Json(Alive { status: "ok" })
}

/// Whether requests can be answered: the database is there.
#[utoipa::path(get, path = "/readyz", tag = "service", responses((status = 200, description = "It is ready", body = Alive)))]
pub(super) async fn readyz(
    State(app): State<App>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Alive>, Problem> {
    app.db.tenants().await?;
    Ok(Json(Alive { status: "ok" }))
}

/// What runs here.
#[utoipa::path(get, path = "/v1/health", tag = "service", responses((status = 200, description = "It is well", body = Health)))]
pub(super) async fn health(
    State(app): State<App>,
    Here(here): Here,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Health>, Problem> {
    app.db.tenants().await?;
    let database = format!("{:?}", app.db.engine()).to_lowercase();
    let installation = here.then(|| app.db.keyring().installation().to_owned());
    Ok(Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION"), database, installation }))
}

/// `GET /v1/openapi.json`: not described in itself.
pub(super) fn openapi(document: &OpenApi) -> Response {
    match document.to_json() {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(_) => Problem::new(super::Code::Internal).into_response(),
    }
}
