//! One conversation: a task that owns the call, and outlives its page by a minute.

use std::time::Duration;

use dialogue::View;
use domain::Lang;
use domain::ids::TenantId;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;

use super::wire::{FromPage, SAY_CHARS, ToPage};
use crate::calls::{Line, Turn};
use crate::http::{App, Rate};

/// How long a call waits for a page whose connection broke.
const GRACE: Duration = Duration::from_mins(1);
/// How long a caller may say nothing before the call ends.
const IDLE: Duration = Duration::from_mins(15);
/// How many turns a call may have.
const TURNS: u32 = 300;

/// A page that is connected.
pub(super) struct Page {
    /// To it.
    pub(super) to: mpsc::Sender<ToPage>,
    /// From it; ends when the connection does.
    pub(super) from: mpsc::Receiver<FromPage>,
    /// The last turn of Allo that it has.
    pub(super) seen: u32,
}

/// A call with its page.
pub(super) struct Conversation {
    app: App,
    tenant: TenantId,
    line: Line,
    /// With this a page can come back.
    token: String,
    /// Everything Allo has said, for a page that missed some of it.
    said: Vec<(String, Lang)>,
    /// For how long the practice keeps a slot.
    hold_time: SignedDuration,
    rate: Rate<()>,
    wake_at: Option<Timestamp>,
    turns: u32,
    ended: bool,
}

/// Why the talk with one page stopped.
enum Stop {
    /// The connection broke.
    Lost,
    /// The call is over.
    Over,
}

impl Conversation {
    /// A call that has just been opened with this turn.
    pub(super) fn new(
        app: App,
        tenant: TenantId,
        line: Line,
        token: String,
        hold_s: u32,
        first: &Turn,
    ) -> Self {
        let mut conversation = Self {
            app,
            tenant,
            line,
            token,
            said: Vec::new(),
            hold_time: SignedDuration::from_secs(hold_s.into()),
            rate: Rate::new(10, SignedDuration::from_secs(1)),
            wake_at: None,
            turns: 0,
            ended: false,
        };
        conversation.note(first);
        conversation
    }

    /// Talks with a page, and with the one that comes back after it, until the call is over.
    pub(super) async fn run(mut self, page: Page, mut newcomers: mpsc::Receiver<Page>) {
        let mut page = Some((page, false));
        while let Some((mut current, resumed)) = page.take() {
            if let Stop::Over = self.talk(&mut current, resumed).await {
                break;
            }
            page =
                tokio::time::timeout(GRACE, newcomers.recv()).await.ok().flatten().map(|page| (page, true));
        }
        if !self.ended {
            self.line.hang_up().await;
            self.app.changes.tell(self.tenant);
        }
        self.app.calls.forget(&self.token);
    }

    async fn talk(&mut self, page: &mut Page, resumed: bool) -> Stop {
        if self.greet(page, resumed).await.is_err() {
            return Stop::Lost;
        }
        loop {
            let turn = tokio::select! {
                message = page.from.recv() => match message {
                    None => return Stop::Lost,
                    Some(FromPage::HangUp {}) => return Stop::Over,
                    Some(message) => match self.take(message).await {
                        Ok(turn) => turn,
                        Err(refused) => {
                            if page.to.send(ToPage::Refused { code: refused }).await.is_err() {
                                return Stop::Lost;
                            }
                            None
                        }
                    },
                },
                () = self.until_woken() => Some(self.line.wake().await),
                () = tokio::time::sleep(IDLE) => return self.finish(page).await,
            };
            let Some(turn) = turn else { continue };
            self.note(&turn);
            self.app.changes.tell(self.tenant);
            if self.show(page, &turn.view).await.is_err() {
                return Stop::Lost;
            }
            if self.ended || self.turns >= TURNS {
                return self.finish(page).await;
            }
        }
    }

    /// What the caller did, as a turn of the call; nothing when it isn't one.
    async fn take(&mut self, message: FromPage) -> Result<Option<Turn>, &'static str> {
        let text = match message {
            FromPage::Say { text } if text.chars().count() > SAY_CHARS => return Err("too_long"),
            FromPage::Say { text } => text,
            FromPage::Choose { number } => chosen(&self.line.view(), number).ok_or("failed")?.to_owned(),
            FromPage::Language { lang } if lang == self.line.view().lang => return Ok(None),
            FromPage::Language { lang: Lang::Fr } => "En français, s'il vous plaît".to_owned(),
            FromPage::Language { lang: Lang::En } => "In English, please".to_owned(),
            FromPage::Begin { .. } | FromPage::HangUp {} => return Err("failed"),
        };
        if !self.rate.allow((), self.app.clock.now()) {
            return Err("too_fast");
        }
        self.turns += 1;
        Ok(Some(self.line.hear(&text).await))
    }

    /// Remembers what a turn said and changed.
    fn note(&mut self, turn: &Turn) {
        self.said.extend(turn.said.iter().map(|utterance| (utterance.text.clone(), utterance.lang)));
        self.wake_at = turn.wake_at;
        self.ended = turn.ended;
    }

    async fn greet(&mut self, page: &mut Page, resumed: bool) -> Result<(), mpsc::error::SendError<ToPage>> {
        page.to.send(ToPage::Hello { resume: self.token.clone(), resumed }).await?;
        let view = self.line.view();
        self.show(page, &view).await
    }

    /// Sends what the page hasn't seen, and what is on the table.
    async fn show(&self, page: &mut Page, view: &View) -> Result<(), mpsc::error::SendError<ToPage>> {
        let seen = usize::try_from(page.seen).unwrap_or(usize::MAX);
        for (at, (text, lang)) in self.said.iter().enumerate().skip(seen) {
            page.seen = u32::try_from(at + 1).unwrap_or(u32::MAX);
            page.to.send(ToPage::Said { seq: page.seen, text: text.clone(), lang: *lang }).await?;
        }
        // A time that overlaps the appointment it replaces is the caller's already: nothing runs out.
        let now = self.app.clock.now();
        let left = self.line.held_until().map_or(self.hold_time, |until| until.duration_since(now));
        let milliseconds = |time: SignedDuration| i64::try_from(time.as_millis().max(0)).unwrap_or(i64::MAX);
        let (remaining_ms, kept_ms) = (milliseconds(left), milliseconds(self.hold_time));
        page.to.send(ToPage::View { view: view.clone(), remaining_ms, kept_ms }).await
    }

    async fn finish(&mut self, page: &mut Page) -> Stop {
        // A page that is gone doesn't need to be told.
        let _ = page.to.send(ToPage::Ended).await;
        Stop::Over
    }

    async fn until_woken(&self) {
        let Some(at) = self.wake_at else { return std::future::pending().await };
        let time = Duration::try_from(at.duration_since(self.app.clock.now())).unwrap_or(Duration::ZERO);
        tokio::time::sleep(time).await;
    }
}

/// What a caller says who takes an offer: its place among those that were put to them.
fn chosen(view: &View, number: u32) -> Option<&'static str> {
    let places = match view.lang {
        Lang::Fr => ["le premier", "le deuxième", "le troisième"],
        Lang::En => ["the first one", "the second one", "the third one"],
    };
    let place = view.offers.iter().position(|offer| offer.number == number)?;
    // A single offer is taken by a yes: there is no first among one.
    match (view.offers.len(), view.lang) {
        (1, Lang::Fr) => Some("oui, celui-là"),
        (1, Lang::En) => Some("yes, that one"),
        _ => places.get(place).copied(),
    }
}
