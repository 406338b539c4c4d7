//! The calls there were, over HTTP.

use axum::Json;
use axum::extract::State;
use domain::Span;
use domain::audit::{Entity, Entry};
use domain::ids::CallId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{CHANNELS, CallFilter, CallRecord, Outcome, Said, call, calls, seen};
use crate::booking::http::{Page, moment, page_size};
use crate::http::written::{self, Written};
use crate::http::{App, Id, May, Nothing, Parameters, Problem, ReadCalls, cursor};

/// Before and after every call.
const EVER: (i64, i64) = (0, 221_845_392_000);

/// The operations on calls.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get))
}

/// Which calls are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listed {
    /// Begun at this instant or later.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    from: Option<Timestamp>,
    /// Begun before this.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    to: Option<Timestamp>,
    /// Of which this came.
    #[param(inline, value_type = Option<OutcomeName>)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    outcome: Option<Outcome>,
    /// By this entrance.
    #[param(value_type = Option<String>, pattern = "^(talk|telephone|chat|link|rehearse)$")]
    #[serde(default, deserialize_with = "written::text_if_any")]
    channel: Option<Channel>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// What came of a call.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only described: the feature's own type has no schema")]
enum OutcomeName {
    Booked,
    Moved,
    Cancelled,
    Request,
    Transferred,
    Information,
    HungUp,
}

impl Written for Outcome {
    const AS: &'static str = "one of booked, moved, cancelled, request, transferred, information, hung_up";

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

/// An entrance.
#[derive(Debug)]
struct Channel(&'static str);

impl Written for Channel {
    const AS: &'static str = "one of talk, telephone, chat, link, rehearse";

    fn read(text: &str) -> Option<Self> {
        CHANNELS.into_iter().find(|channel| *channel == text).map(Self)
    }
}

/// A call.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Call)]
struct CallView {
    /// Which.
    #[schema(value_type = String)]
    id: CallId,
    /// By which entrance it came.
    #[schema(example = "talk")]
    channel: String,
    /// The language it began in.
    #[schema(example = "fr")]
    lang: String,
    /// When it began.
    #[schema(format = DateTime)]
    started_at: String,
    /// When it ended; absent while it goes on, and when it was cut off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// What came of it: the weightiest of several things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "booked")]
    outcome: Option<&'static str>,
}

impl CallView {
    fn of(call: &CallRecord, zone: &TimeZone) -> Self {
        Self {
            id: call.id,
            channel: call.channel.clone(),
            lang: call.lang.tag().to_owned(),
            started_at: moment(call.started_at, zone),
            ended_at: call.ended_at.map(|at| moment(at, zone)),
            outcome: call.outcome.map(Outcome::name),
        }
    }
}

/// A call with what it did, and what was said where the practice keeps it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallInFull)]
struct FullView {
    /// The call.
    #[serde(flatten)]
    call: CallView,
    /// What it did, in order: without `calendar.view_all`, in no agenda that isn't one's own.
    did: Vec<DeedView>,
    /// What was said, in order; empty where it isn't kept, and for whoever may not see all that the call did.
    turns: Vec<TurnView>,
}

/// Something that a call did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deed)]
struct DeedView {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What.
    #[schema(example = "appointment.booked")]
    action: &'static str,
    /// To what: an appointment, a request, a patient… and its id.
    #[schema(value_type = Object)]
    to: Entity,
}

/// Something that was said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Turn)]
struct TurnView {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Whose words: `caller` or `allo`.
    #[schema(example = "caller")]
    side: &'static str,
    /// The words.
    text: String,
}

/// The practice's calls, the last first.
#[utoipa::path(get, path = "/v1/calls", tag = "calls", operation_id = "list_calls", params(Listed),
    security(("api_key" = [])), responses((status = 200, description = "One page", body = Page<CallView>)))]
async fn list(
    State(app): State<App>,
    May(caller, _): May<ReadCalls>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<CallView>>, Problem> {
    let after = cursor::read(listed.cursor.as_deref())?.map(|(at, id)| (at, CallId::new(id)));
    let limit = page_size(listed.limit, 50, 100)?;
    let at = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
    let (start, end) = (listed.from.unwrap_or(at(EVER.0)), listed.to.unwrap_or(at(EVER.1)));
    let within = Span { start: start.max(at(EVER.0)), end: end.min(at(EVER.1)) };
    let filter = CallFilter {
        within,
        outcome: listed.outcome,
        channel: listed.channel.map(|Channel(name)| name.to_owned()),
    };
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let mut found = calls(&mut tx, &filter, after, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| cursor::write(last.started_at, last.id.uuid()));
    let zone = practice.tenant.zone();
    Ok(Json(Page { items: found.iter().map(|call| CallView::of(call, zone)).collect(), next }))
}

/// One call: what it did, and what was said where the practice keeps it. Names are on patients' files.
#[utoipa::path(get, path = "/v1/calls/{id}", tag = "calls", operation_id = "get_call",
    security(("api_key" = [])), params(("id" = String, Path, description = "The call")),
    responses((status = 200, description = "The call", body = FullView)))]
async fn get(
    State(app): State<App>,
    May(caller, _): May<ReadCalls>,
    Id(id): Id<CallId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<FullView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let found = call(&mut tx, id).await?.ok_or(Problem::not_found())?;
    let seen = seen(&mut tx, id, &caller.actor).await?;
    let zone = practice.tenant.zone();
    let deed = |entry: &Entry| DeedView {
        at: moment(entry.at, zone),
        action: entry.action.name(),
        to: entry.entity,
    };
    let turn = |said: Said| TurnView {
        at: moment(said.at, zone),
        side: said.side.name(),
        text: said.text.into_revealed(),
    };
    Ok(Json(FullView {
        call: CallView::of(&found, zone),
        did: seen.did.iter().map(deed).collect(),
        turns: seen.said.into_iter().map(turn).collect(),
    }))
}
