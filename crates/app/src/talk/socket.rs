//! The ticket, and the WebSocket that it opens.

use std::time::Duration;

use axum::Json;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use bytes::Bytes;
use serde::Serialize;
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::time::Instant;

use super::called::Called;
use super::caller;
use super::conversation::{Page, UNREAD};
use super::wire::{FromPage, MESSAGE_BYTES, ToPage};
use super::{Patience, tickets};
use crate::http::{App, Code, FromOurPage, Problem};

/// How long a connection may say nothing at first.
const FIRST_WORD: Duration = Duration::from_secs(10);

/// How long a line is kept after a message that can't be read, for the answer to arrive.
const LINGER: Duration = Duration::from_secs(1);

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
    FromOurPage(network): FromOurPage,
) -> Result<Json<Ticket>, Problem> {
    let (tenant, _) = caller::practice(&app, &slug).await?;
    let now = app.clock.now();
    if app.closing.is_cancelled() {
        return Err(Problem::new(Code::Overloaded));
    }
    if !app.calls.may_begin(tenant, network, now) {
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
    Ok(carried(app, Called { tenant, practice, test: None }, upgrade))
}

/// Opens the line to whom is called.
pub(crate) fn carried(app: App, called: Called, upgrade: WebSocketUpgrade) -> Response {
    let upgrade =
        upgrade.protocols(["allo.v1"]).max_message_size(MESSAGE_BYTES).max_frame_size(MESSAGE_BYTES);
    let at_work = app.calls.at_work().token();
    upgrade.on_upgrade(async move |socket| {
        serve(app, called, socket).await;
        drop(at_work);
    })
}

fn ticket_of(headers: &HeaderMap) -> Option<&str> {
    let protocols =
        headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|value| value.to_str().ok());
    protocols.flat_map(|value| value.split(',')).find_map(|protocol| protocol.trim().strip_prefix("ticket."))
}

/// Carries messages between a socket and its conversation, until one of them is gone.
async fn serve(app: App, called: Called, mut socket: WebSocket) {
    let begin = tokio::select! {
        begin = first(&mut socket) => begin,
        () = app.closing.cancelled() => None,
    };
    let Some(begin) = begin else { return };
    let (to, outgoing) = mpsc::channel(UNREAD);
    let (incoming, from) = mpsc::channel(8);
    let patience = app.settings.patience;
    let mut wire = Wire { socket, patience, heard_at: Instant::now() };
    match called.join(&app, begin, Page { to, from, seen: 0 }).await {
        Ok(true) => wire.carry(outgoing, incoming).await,
        Ok(false) => drop(wire.send(&ToPage::Refused { code: "busy" }).await),
        Err(error) => tracing::error!(%error, "a conversation could not begin"),
    }
    wire.close(None).await;
}

/// The first message has to begin the call.
async fn first(socket: &mut WebSocket) -> Option<FromPage> {
    let message = tokio::time::timeout(FIRST_WORD, socket.recv()).await.ok()??.ok()?;
    let Message::Text(body) = message else { return None };
    serde_json::from_str(&body).ok().filter(|message| matches!(message, FromPage::Begin { .. }))
}

/// A socket whose other side may fall silent without a word: whoever doesn't read, or doesn't answer a ping, is gone.
struct Wire {
    socket: WebSocket,
    patience: Patience,
    /// When the other side last gave a sign of life.
    heard_at: Instant,
}

/// The other side is gone.
struct Gone;

impl Wire {
    async fn carry(&mut self, mut outgoing: mpsc::Receiver<ToPage>, incoming: mpsc::Sender<FromPage>) {
        let mut heartbeat = tokio::time::interval(self.patience.heartbeat);
        loop {
            let carried = tokio::select! {
                message = outgoing.recv() => match message {
                    None => return,
                    Some(ToPage::Ended) => return drop(self.send(&ToPage::Ended).await),
                    Some(message) => self.send(&message).await,
                },
                message = self.socket.recv() => self.take(message, &incoming).await,
                _ = heartbeat.tick() => self.ask().await,
            };
            if carried.is_err() {
                return;
            }
        }
    }

    /// What came from the other side.
    async fn take(
        &mut self,
        message: Option<Result<Message, axum::Error>>,
        incoming: &mpsc::Sender<FromPage>,
    ) -> Result<(), Gone> {
        self.heard_at = Instant::now();
        let message = match message.ok_or(Gone)? {
            Ok(Message::Text(body)) => serde_json::from_str::<FromPage>(&body).map_err(|_| "failed"),
            Ok(Message::Binary(_)) => Err("unreadable"),
            Ok(Message::Ping(_) | Message::Pong(_)) => return Ok(()),
            Ok(Message::Close(_)) => return Err(Gone),
            Err(error) => return self.broken(&error).await,
        };
        let taken = message.and_then(|message| match incoming.try_send(message) {
            Err(TrySendError::Full(_)) => Err("too_fast"),
            // Whoever the conversation is with now, it isn't this page: that the queue ends says so.
            Ok(()) | Err(TrySendError::Closed(_)) => Ok(()),
        });
        match taken {
            Ok(()) => Ok(()),
            Err(code) => self.send(&ToPage::Refused { code }).await,
        }
    }

    /// A message that can't be read spoils the connection; the page is told why, and its conversation waits for it.
    async fn broken(&mut self, error: &axum::Error) -> Result<(), Gone> {
        let source = std::error::Error::source(error).and_then(|error| error.downcast_ref());
        let (code, why) = match source {
            Some(tungstenite::Error::Capacity(_)) => ("too_long", close_code::SIZE),
            Some(tungstenite::Error::Utf8(_)) => ("unreadable", close_code::INVALID),
            _ => return Err(Gone),
        };
        self.send(&ToPage::Refused { code }).await?;
        self.close(Some(why)).await;
        // To end while more of the message arrives would take the answer back.
        tokio::time::sleep(LINGER).await;
        Err(Gone)
    }

    /// Asks the other side whether it is there, unless it has left the last question unanswered.
    async fn ask(&mut self) -> Result<(), Gone> {
        if self.heard_at.elapsed() > self.patience.heartbeat + self.patience.answer {
            return Err(Gone);
        }
        self.put(Message::Ping(Bytes::new())).await
    }

    async fn send(&mut self, message: &ToPage) -> Result<(), Gone> {
        self.put(Message::Text(serde_json::to_string(message).unwrap_or_default().into())).await
    }

    /// Hands a message to the network, which takes it at once unless the other side has stopped reading.
    async fn put(&mut self, message: Message) -> Result<(), Gone> {
        match tokio::time::timeout(self.patience.answer, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Gone),
        }
    }

    /// Says that nothing more will come. The other side may be gone already.
    async fn close(&mut self, code: Option<u16>) {
        let frame = code.map(|code| CloseFrame { code, reason: "".into() });
        let _ = self.put(Message::Close(frame)).await;
    }
}
