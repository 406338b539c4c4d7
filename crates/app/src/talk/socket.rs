//! The ticket, and the WebSocket that it opens.

use std::time::Duration;

use axum::Json;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::ids::TenantId;
use domain::practice::Practice;
use futures_util::{SinkExt as _, StreamExt as _};
use jiff::SignedDuration;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::mpsc;

use super::caller::{self, FromOurPage};
use super::conversation::{Conversation, Page};
use super::tickets;
use super::wire::{FromPage, MESSAGE_BYTES, ToPage};
use crate::calls::{Line, Opening};
use crate::db::DbError;
use crate::http::{App, Code, Problem, hexadecimal};

/// How long a connection may say nothing at first.
const FIRST_WORD: Duration = Duration::from_secs(10);
/// How often a silent connection is asked whether it is there.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// A ticket, as the page reads it.
#[derive(Serialize)]
pub(super) struct Ticket {
    ticket: String,
    expires_in: i64,
}

/// `POST /t/{practice}/ticket`.
pub(super) async fn ticket(
    State(app): State<App>,
    Path(slug): Path<String>,
    FromOurPage(address): FromOurPage,
) -> Result<Json<Ticket>, Problem> {
    let (tenant, _) = caller::practice(&app, &slug).await?;
    let now = app.clock.now();
    if app.calls.is_full() {
        return Err(Problem::new(Code::Overloaded));
    }
    if !app.calls.may_begin(tenant, address, now) {
        return Err(Problem::new(Code::TooMany));
    }
    let ticket = tickets::issue(&app.db, tenant, now).await?;
    Ok(Json(Ticket { ticket, expires_in: tickets::LIFE.as_secs() }))
}

/// `GET /t/{practice}/talk`: the ticket comes as a subprotocol, so that it stands in no address and no log.
pub(super) async fn talk(
    State(app): State<App>,
    Path(slug): Path<String>,
    _: FromOurPage,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let (tenant, practice) = caller::practice(&app, &slug).await?;
    let ticket = ticket_of(&headers).ok_or(Problem::new(Code::Unauthenticated))?;
    if !tickets::redeem(&app.db, tenant, ticket, app.clock.now()).await? {
        return Err(Problem::new(Code::Unauthenticated));
    }
    let upgrade =
        upgrade.protocols(["allo.v1"]).max_message_size(MESSAGE_BYTES).max_frame_size(MESSAGE_BYTES);
    Ok(upgrade.on_upgrade(move |socket| serve(app, tenant, practice, socket)))
}

fn ticket_of(headers: &HeaderMap) -> Option<&str> {
    let protocols =
        headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|value| value.to_str().ok());
    protocols.flat_map(|value| value.split(',')).find_map(|protocol| protocol.trim().strip_prefix("ticket."))
}

/// Carries messages between a socket and its conversation.
async fn serve(app: App, tenant: TenantId, practice: Arc<Practice>, mut socket: WebSocket) {
    let Some(begin) = first(&mut socket).await else { return };
    let (to, mut outgoing) = mpsc::channel(32);
    let (incoming, from) = mpsc::channel(8);
    if let Err(error) = join(&app, tenant, practice, begin, Page { to: to.clone(), from, seen: 0 }).await {
        tracing::error!(%error, "a conversation could not begin");
        return;
    }
    let (mut sink, mut stream) = socket.split();
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        tokio::select! {
            message = outgoing.recv() => {
                let Some(message) = message else { break };
                let over = matches!(message, ToPage::Ended);
                if sink.send(text(&message)).await.is_err() || over {
                    break;
                }
            }
            message = stream.next() => match message {
                Some(Ok(Message::Text(body))) => {
                    let refused = match serde_json::from_str::<FromPage>(&body) {
                        Ok(message) => incoming.try_send(message).err().map(|_| "too_fast"),
                        Err(_) => Some("failed"),
                    };
                    let Some(code) = refused else { continue };
                    if incoming.is_closed() || sink.send(text(&ToPage::Refused { code })).await.is_err() {
                        break;
                    }
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => break,
            },
            _ = heartbeat.tick() => {
                if sink.send(Message::Ping(Vec::new().into())).await.is_err() {
                    break;
                }
            }
        }
    }
    // The other side may be gone already.
    let _ = sink.close().await;
}

/// The first message has to begin the call.
async fn first(socket: &mut WebSocket) -> Option<FromPage> {
    let message = tokio::time::timeout(FIRST_WORD, socket.recv()).await.ok()??.ok()?;
    let Message::Text(body) = message else { return None };
    serde_json::from_str(&body).ok().filter(|message| matches!(message, FromPage::Begin { .. }))
}

fn text(message: &ToPage) -> Message {
    Message::Text(serde_json::to_string(message).unwrap_or_default().into())
}

/// Brings the page to the conversation that it had, or to a new one.
async fn join(
    app: &App,
    tenant: TenantId,
    practice: Arc<Practice>,
    begin: FromPage,
    mut page: Page,
) -> Result<(), DbError> {
    let FromPage::Begin { lang, resume, seen } = begin else { return Ok(()) };
    if let Some(token) = resume {
        page.seen = seen;
        match app.calls.come_back(&token, tenant, page) {
            Ok(()) => return Ok(()),
            Err(back) => page = Page { seen: 0, ..back },
        }
    }
    let lang = if practice.tenant.languages.contains(&lang) { lang } else { practice.tenant.language() };
    let hold_s = practice.tenant.policy.hold_ttl_s;
    let (line, turn) = Line::open(Opening {
        db: app.db.clone(),
        clock: app.clock.clone(),
        tenant,
        practice,
        channel: "talk",
        lang,
        caller: None,
        calendar_takes: SignedDuration::ZERO,
    })
    .await?;
    let token = hexadecimal(&app.dice.bytes::<32>());
    let newcomers = app.calls.add(token.clone(), tenant);
    let conversation = Conversation::new(app.clone(), tenant, line, token, hold_s, &turn);
    tokio::spawn(conversation.run(page, newcomers));
    Ok(())
}
