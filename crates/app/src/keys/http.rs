//! Keys over HTTP.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Pii;
use domain::ids::KeyId;
use domain::permission::Permission;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Key, KeyError};
use crate::booking::http::{Page, moment};
use crate::db::Tx;
use crate::http::written::{self, Written};
use crate::http::{App, Body, Caller, Code, Id, IdempotencyKey, Manage, May, Nothing, Parameters, Problem};
use crate::once::http::{Asked, Change, Made, perform};

/// Every operation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::NotFound => Self::not_found(),
            KeyError::Name => Self::field("name", &error.to_string()),
            KeyError::Over => Self::field("expires_at", &error.to_string()),
            KeyError::Denied(denied) => denied.into(),
            KeyError::Db(error) => error.into(),
        }
    }
}

/// A right, by its name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct RightName(#[serde(deserialize_with = "written::text")] Permission);

impl Written for Permission {
    const AS: &'static str = "a permission, such as calendar.read";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl ToSchema for RightName {}

impl PartialSchema for RightName {
    fn schema() -> RefOr<Schema> {
        let names = Permission::ALL.map(Permission::name);
        RefOr::T(Schema::Object(
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build(),
        ))
    }
}

/// A key as it is listed. The key itself nobody can read again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ApiKey)]
struct KeyView {
    /// Which.
    id: String,
    /// What the practice calls it.
    name: String,
    /// What it may do.
    #[schema(inline)]
    permissions: Vec<RightName>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last used, to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
    /// When it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
}

impl KeyView {
    fn of(key: &Key, zone: &TimeZone) -> Self {
        let at = |at: Option<Timestamp>| at.map(|at| moment(at, zone));
        Self {
            id: key.id.to_string(),
            name: key.name.clone(),
            permissions: key.permissions.iter().copied().map(RightName).collect(),
            created_at: moment(key.created_at, zone),
            last_used_at: at(key.last_used_at),
            expires_at: at(key.expires_at),
            revoked_at: at(key.revoked_at),
        }
    }
}

/// All keys, the newest first; those that are over, too.
#[utoipa::path(get, path = "/v1/keys", tag = "integrations", operation_id = "list_keys", security(("api_key" = [])),
    responses((status = 200, description = "All keys", body = Page<KeyView>)))]
async fn list(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Page<KeyView>>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let keys = super::list(&mut tx).await?;
    let items = keys.iter().map(|key| KeyView::of(key, practice.tenant.zone())).collect();
    Ok(Json(Page { items, next: None }))
}

/// A key that shall be made.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewApiKey)]
struct NewKey {
    /// What the practice calls it.
    #[schema(
        min_length = 1,
        max_length = 80,
        pattern = r"^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$",
        example = "Site web"
    )]
    name: String,
    /// What it may do: only what the key that asks may do, too.
    #[schema(inline, min_items = 1, max_items = 20)]
    permissions: Vec<RightName>,
    /// When it ends by itself; never when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// A key that was made.
#[derive(Serialize, ToSchema)]
struct MadeKey {
    /// What is known of it from now on.
    #[serde(flatten)]
    about: KeyView,
    /// The key, for the only time. Absent when the same request is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// Makes a key, and shows it for the only time. Nobody grants what they lack.
#[utoipa::path(post, path = "/v1/keys", tag = "integrations", operation_id = "create_key", security(("api_key" = [])),
    params(IdempotencyKey), request_body = NewKey,
    responses((status = 201, description = "Made", body = MadeKey)))]
async fn create(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    key: IdempotencyKey,
    Body(new): Body<NewKey>,
) -> Result<(StatusCode, Json<MadeKey>), Problem> {
    if new.permissions.is_empty() || new.permissions.len() > 20 {
        return Err(Problem::detail(Code::InvalidBody, "permissions must name 1 to 20 permissions"));
    }
    let asked = Asked::new(&caller, key, "create key", &new)?;
    let Shown { about, key } = perform(&app, &caller, &asked, &Create(new)).await?;
    Ok((StatusCode::CREATED, Json(MadeKey { about, key: key.map(Pii::into_revealed) })))
}

struct Create(NewKey);

/// What is answered, and what is kept of it: never the key.
#[derive(Serialize, Deserialize)]
struct Shown {
    about: KeyView,
    #[serde(skip)]
    key: Option<Pii<String>>,
}

impl Change for Create {
    type Error = KeyError;
    type Answer = Shown;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<Shown>, KeyError> {
        let practice = app.practices.current(tx).await?;
        let Self(NewKey { name, permissions, expires_at }) = self;
        let permissions: Vec<Permission> = permissions.iter().map(|right| right.0).collect();
        let (id, key) = super::create(tx, name, &permissions, *expires_at, &caller.actor).await?;
        let made = super::get(tx, id).await?;
        let about = KeyView::of(&made, practice.tenant.zone());
        Ok(Made { answer: Shown { about, key: Some(key) }, about: None })
    }
}

/// Ends a key at once.
#[utoipa::path(post, path = "/v1/keys/{id}/revoke", tag = "integrations", operation_id = "revoke_key",
    security(("api_key" = [])),
    params(("id" = String, Path, description = "The key"), IdempotencyKey),
    responses((status = 200, description = "Revoked", body = KeyView)))]
async fn revoke(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<KeyId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<KeyView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("revoke key {id}"), &())?;
    perform(&app, &caller, &asked, &Revoke(id)).await.map(Json)
}

struct Revoke(KeyId);

impl Change for Revoke {
    type Error = KeyError;
    type Answer = KeyView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<KeyView>, KeyError> {
        let practice = app.practices.current(tx).await?;
        super::revoke(tx, self.0, &caller.actor).await?;
        let ended = super::get(tx, self.0).await?;
        Ok(Made { answer: KeyView::of(&ended, practice.tenant.zone()), about: None })
    }
}
