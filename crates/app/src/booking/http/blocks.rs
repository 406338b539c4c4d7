//! Time that the staff keeps free.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::{BlockId, ResourceId};
use domain::permission::{Actor, Denied, Permission};
use domain::practice::Practice;
use domain::{Pii, Span};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::blocks::{self, Block, LONGEST};
use super::super::{BookingError, in_the_way};
use super::views::moment;
use crate::db::Tx;
use crate::http::{
    App, Body, Caller, Id, IdempotencyKey, May, Nothing, Parameters, Problem, Read, Write, written,
};
use crate::once::http::{Asked, Change, Made, perform};

/// A stretch that is to be kept free.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBlock {
    /// Whose time: a practitioner's or a room's.
    #[schema(value_type = String, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "martin")]
    pub(crate) practitioner: ResourceId,
    /// From when.
    #[schema(value_type = String, format = DateTime, example = "2026-11-26T14:00:00+01:00")]
    #[serde(deserialize_with = "written::text")]
    pub(crate) start: Timestamp,
    /// Until when, at most 31 days later.
    #[schema(value_type = String, format = DateTime, example = "2026-11-26T15:00:00+01:00")]
    #[serde(deserialize_with = "written::text")]
    pub(crate) end: Timestamp,
    /// What it is for; kept sealed.
    #[serde(default)]
    #[schema(max_length = 200, pattern = r"^[^\u0000-\u001f\u007f]*$", example = "Réunion")]
    pub(crate) note: Option<String>,
    /// Blocks it although appointments are there: they stay, to be moved one by one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) force: bool,
}

/// A stretch that is kept free.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Block)]
pub(crate) struct BlockView {
    /// Which.
    #[schema(value_type = String)]
    pub(crate) id: BlockId,
    /// Whose time.
    #[schema(value_type = String, example = "martin")]
    pub(crate) practitioner: ResourceId,
    /// From when, in the practice's time.
    #[schema(format = DateTime)]
    pub(crate) start: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub(crate) end: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

impl BlockView {
    fn of(block: Block, practice: &Practice) -> Self {
        let zone = practice.tenant.zone();
        Self {
            id: block.id,
            practitioner: block.resource,
            start: moment(block.span.start, zone),
            end: moment(block.span.end, zone),
            note: block.note.map(Pii::into_revealed),
        }
    }
}

/// Which blocks are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// Ending after this; now when absent.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    from: Option<Timestamp>,
    /// Beginning before this; a year after `from` when absent.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    to: Option<Timestamp>,
    /// Of this practitioner's or room's time.
    #[param(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$")]
    practitioner: Option<ResourceId>,
}

/// Blocks by their start.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Blocks {
    /// At most 500.
    items: Vec<BlockView>,
}

/// What the staff keeps free, by its start.
#[utoipa::path(get, path = "/v1/blocks", tag = "blocks", operation_id = "list_blocks", params(Listed),
    security(("api_key" = [])), responses((status = 200, description = "The blocks", body = Blocks)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(listed): Parameters<Listed>,
) -> Result<Json<Blocks>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let all =
        practice.practitioners.iter().map(|who| &who.id).chain(practice.rooms.iter().map(|room| &room.id));
    let asked = |id: &&ResourceId| listed.practitioner.as_ref().is_none_or(|only| only == *id);
    let whose: Vec<ResourceId> = all.filter(asked).filter(|id| caller.actor.sees(id)).cloned().collect();
    let from = listed.from.unwrap_or(caller.now);
    let year = SignedDuration::from_hours(366 * 24);
    let to = listed.to.unwrap_or(from.checked_add(year).unwrap_or(Timestamp::MAX));
    // Bounds that leave nothing find nothing.
    let found = match Span::new(from, to).and_then(|window| window.intersect(storable())) {
        Some(window) => blocks::blocks(&mut tx, &whose, window).await?,
        None => Vec::new(),
    };
    Ok(Json(Blocks { items: found.into_iter().map(|block| BlockView::of(block, &practice)).collect() }))
}

/// The instants that both engines can keep.
fn storable() -> Span {
    let at = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
    Span { start: at(-62_135_596_800), end: at(221_845_392_000) }
}

/// Keeps a stretch of somebody's time free: nobody is booked into it but on purpose. Where appointments are, nothing is
/// blocked without `force`: 409 `still_booked`, with `conflicts`. What is only kept for a caller gives way.
#[utoipa::path(post, path = "/v1/blocks", tag = "blocks", operation_id = "block", security(("api_key" = [])),
    params(IdempotencyKey), request_body = NewBlock,
    responses((status = 201, description = "Blocked", body = BlockView)))]
pub(super) async fn add(
    State(app): State<App>,
    May(caller, _): May<Write>,
    key: IdempotencyKey,
    Body(body): Body<NewBlock>,
) -> Result<(StatusCode, Json<BlockView>), Problem> {
    let asked = Asked::new(&caller, key, "block", &body)?;
    let made = perform(&app, &caller, &asked, &Add::new(body)?).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// A block that is made.
pub(crate) struct Add {
    practitioner: ResourceId,
    span: Span,
    note: Option<Pii<String>>,
    force: bool,
}

impl Add {
    /// What is asked for, checked.
    pub(crate) fn new(asked: NewBlock) -> Result<Self, Problem> {
        let span = Span::new(asked.start, asked.end)
            .filter(|span| span.duration() <= LONGEST)
            .ok_or_else(|| Problem::field("end", "must come after start, at most 31 days later"))?;
        let note = asked.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        let plain = |text: &String| text.chars().count() <= 200 && !text.chars().any(char::is_control);
        if note.as_ref().is_some_and(|note| !plain(note)) {
            return Err(Problem::field("note", "must have up to 200 characters and no control characters"));
        }
        let (practitioner, note) = (asked.practitioner, note.map(Pii::new));
        Ok(Self { practitioner, span, note, force: asked.force })
    }
}

impl Change for Add {
    type Error = BookingError;
    type Answer = BlockView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<BlockView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let by = &caller.actor;
        may_block(by, &self.practitioner)?;
        if !self.force {
            in_the_way(tx, &practice, &self.practitioner, self.span, by).await?;
        }
        let block =
            blocks::block(tx, &practice, &self.practitioner, self.span, self.note.clone(), by).await?;
        let about = block.note.is_some().then(|| block.id.uuid());
        Ok(Made { answer: BlockView::of(block, &practice), about })
    }
}

fn may_block(by: &Actor, agenda: &ResourceId) -> Result<(), BookingError> {
    if by.sees(agenda) { Ok(()) } else { Err(Denied(Permission::ViewAll).into()) }
}

/// Lets a stretch go that was kept free.
#[utoipa::path(delete, path = "/v1/blocks/{id}", tag = "blocks", operation_id = "unblock",
    security(("api_key" = [])), params(("id" = String, Path, description = "The block"), IdempotencyKey),
    responses((status = 200, description = "Free again", body = BlockView)))]
pub(super) async fn remove(
    State(app): State<App>,
    May(caller, _): May<Write>,
    Id(id): Id<BlockId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<BlockView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("unblock {id}"), &())?;
    perform(&app, &caller, &asked, &Remove(id)).await.map(Json)
}

/// A block that is no more.
pub(crate) struct Remove(pub(crate) BlockId);

impl Change for Remove {
    type Error = BookingError;
    type Answer = BlockView;

    async fn make(&self, app: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<BlockView>, BookingError> {
        let practice = app.practices.current(tx).await?;
        let block = blocks::the_block(tx, self.0).await?;
        if !caller.actor.sees(&block.resource) {
            return Err(BookingError::NotFound);
        }
        // Its note goes with it: what is kept for a repetition says the rest.
        let block = Block { note: None, ..blocks::unblock(tx, self.0, &caller.actor).await? };
        Ok(Made { answer: BlockView::of(block, &practice), about: None })
    }
}
