//! The trail over HTTP.

use axum::Json;
use axum::extract::State;
use domain::audit::{Action, Entity, Entry, Facts};
use domain::ids::AuditId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::openapi::{Object, ObjectBuilder, Type};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Filter, KINDS_OF_ACTORS, Which};
use crate::booking::http::{Page, moment, page_size};
use crate::db::DbError;
use crate::http::written::{self, Written};
use crate::http::{App, May, Parameters, Problem, ReadAudit, cursor};

/// The operations of the trail.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which entries are listed: those to which all of it applies.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listed {
    /// Done at this time or later.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Done before this time.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// By whom: `user`, `key`, `call`, `operator` or `system`, or one of them as entries name it.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(schema_with = whose, required = false, example = "user:01a2125b-e630-7784-af58-782947261cd4")]
    actor: Option<Who>,
    /// What was done.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(schema_with = deeds, required = false, example = "appointment.booked")]
    action: Option<Action>,
    /// To what: a kind such as `appointment`, or one of it as entries name it.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(schema_with = of_what, required = false, example = "appointment:01a2125b-e630-7784-af58-782947261cd4")]
    entity: Option<What>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// The names of what can be done.
fn deeds() -> Object {
    let names = Action::ALL.iter().map(|action| action.name());
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build()
}

/// Who does something, as [`super::actor`] reads it.
fn whose() -> Object {
    kinds_or_one_of(&KINDS_OF_ACTORS)
}

/// To what it is done, as [`super::entity`] reads it.
fn of_what() -> Object {
    kinds_or_one_of(&Entity::KINDS)
}

/// Any of these kinds, or one of it by its id. Of some there is one only, without an id.
fn kinds_or_one_of(kinds: &[&str]) -> Object {
    let (single, several): (Vec<&str>, Vec<&str>) =
        kinds.iter().partition(|kind| matches!(**kind, "operator" | "system"));
    let one = "(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?";
    let choices =
        [vec![format!("({}){one}", several.join("|"))], single.into_iter().map(str::to_owned).collect()];
    let pattern = format!("^({})$", choices.concat().join("|"));
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).build()
}

#[derive(Debug)]
struct Who(Which);

impl Written for Who {
    const AS: &'static str =
        "one of user, key, call, operator, system, or a kind and an id, such as user:01a2…";

    fn read(text: &str) -> Option<Self> {
        super::actor(text).map(Self)
    }
}

#[derive(Debug)]
struct What(Which);

impl Written for What {
    const AS: &'static str = "a kind such as appointment, or a kind and an id, such as appointment:01a2…";

    fn read(text: &str) -> Option<Self> {
        super::entity(text).map(Self)
    }
}

/// What was done, by whom, to what, and when.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
struct EntryView {
    /// Which entry.
    id: String,
    /// When it was done.
    #[schema(format = DateTime)]
    at: String,
    /// Who did it, by kind and id.
    #[schema(example = "user:01a2125b-e630-7784-af58-782947261cd4")]
    by: String,
    /// What was done.
    #[schema(example = "appointment.booked")]
    action: String,
    /// To what, by kind and id.
    #[schema(example = "appointment:01a2125b-e630-7784-af58-782947261cd4")]
    entity: String,
    /// What was true before, as far as it isn't personal.
    #[schema(value_type = Object)]
    before: serde_json::Value,
    /// What is true since, as far as it isn't personal.
    #[schema(value_type = Object)]
    after: serde_json::Value,
}

impl EntryView {
    fn of(entry: &Entry, zone: &TimeZone) -> Result<Self, DbError> {
        let facts = |facts: &Facts| {
            serde_json::to_value(facts).map_err(|error| DbError::document("an entry's facts", &error))
        };
        Ok(Self {
            id: entry.id.to_string(),
            at: moment(entry.at, zone),
            by: entry.by.label(),
            action: entry.action.name().to_owned(),
            entity: entry.entity.label(),
            before: facts(&entry.before)?,
            after: facts(&entry.after)?,
        })
    }
}

/// The audit trail, the newest first.
#[utoipa::path(get, path = "/v1/audit", tag = "audit", operation_id = "list_audit", params(Listed),
    security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<EntryView>)))]
async fn list(
    State(app): State<App>,
    May(caller, _): May<ReadAudit>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<EntryView>>, Problem> {
    let after = cursor::read(listed.cursor.as_deref())?.map(|(at, id)| (at, AuditId::new(id)));
    let limit = page_size(listed.limit, 50, 200)?;
    let filter = Filter {
        from: listed.from,
        to: listed.to,
        actor: listed.actor.map(|Who(which)| which),
        action: listed.action,
        entity: listed.entity.map(|What(which)| which),
    };
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let zone = practice.tenant.zone();
    let page = super::look(&mut tx, &filter, after, limit).await?;
    let items = page.entries.iter().map(|entry| EntryView::of(entry, zone)).collect::<Result<_, _>>()?;
    Ok(Json(Page { items, next: page.next.map(|(at, id)| cursor::write(at, id.uuid())) }))
}
