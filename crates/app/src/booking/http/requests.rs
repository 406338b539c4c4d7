//! What awaits the staff: reading it.

use axum::Json;
use axum::extract::State;
use domain::ids::{RequestId, UserId};
use domain::request::{Kind, State as Standing};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::super::{About, RequestFilter, request_for, requests};
use super::asked::page_size;
use super::cursor;
use super::request_view::RequestView;
use super::views::Page;
use crate::http::written::{self, Written};
use crate::http::{App, Id, May, Nothing, Parameters, Problem, Read};

/// Which requests are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// In this state; those that are open when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(inline, value_type = Option<StateName>)]
    state: Option<StateName>,
    /// Of this kind; of any when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(inline, value_type = Option<KindName>)]
    kind: Option<Kind>,
    /// Taken on by this member of the staff.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(value_type = Option<String>, pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    assigned_to: Option<UserId>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// Where a request stands, or anywhere.
#[derive(Clone, Copy, Debug, Default, ToSchema)]
#[schema(rename_all = "snake_case")]
enum StateName {
    #[default]
    Open,
    Done,
    Declined,
    Any,
}

impl StateName {
    const fn standing(self) -> Option<Standing> {
        match self {
            Self::Open => Some(Standing::Open),
            Self::Done => Some(Standing::Done),
            Self::Declined => Some(Standing::Declined),
            Self::Any => None,
        }
    }
}

impl Written for StateName {
    const AS: &'static str = "one of open, done, declined, any";

    fn read(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "done" => Some(Self::Done),
            "declined" => Some(Self::Declined),
            "any" => Some(Self::Any),
            _ => None,
        }
    }
}

/// What the staff is asked to do.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "only described: the domain's type has no schema")]
pub(super) enum KindName {
    Wish,
    Message,
    CallBack,
    Conflict,
    TooLate,
    Approval,
}

/// What awaits the staff, the oldest first. Without `calendar.view_all`, only what is about nobody's agenda.
#[utoipa::path(get, path = "/v1/requests", tag = "requests", operation_id = "list_requests", params(Listed),
    security(("api_key" = [])),
    responses((status = 200, description = "One page", body = Page<RequestView>)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Page<RequestView>>, Problem> {
    let after = cursor::of_requests(listed.cursor.as_deref())?;
    let limit = page_size(listed.limit, 50, 100)?;
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let filter = RequestFilter {
        state: listed.state.unwrap_or_default().standing(),
        kind: listed.kind,
        assigned_to: listed.assigned_to,
        about: About::of(&caller.actor),
        after,
    };
    let mut found = requests(&mut tx, &filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| cursor::write(last.created_at, last.id.uuid()));
    let items = RequestView::all(&mut tx, &practice, &found, &caller.actor).await?;
    Ok(Json(Page { items, next }))
}

/// One request.
#[utoipa::path(get, path = "/v1/requests/{id}", tag = "requests", operation_id = "get_request",
    security(("api_key" = [])), params(("id" = String, Path, description = "The request")),
    responses((status = 200, description = "The request", body = RequestView)))]
pub(super) async fn get(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Id(id): Id<RequestId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<RequestView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let request = request_for(&mut tx, id, &caller.actor).await?;
    Ok(Json(RequestView::of(&mut tx, &practice, &request, &caller.actor).await?))
}
