//! One conversation: a task that owns the call, and outlives its page by a minute.
//!
//! It never waits for its page: what it says goes into the page's queue, and a page that leaves too much there unread
//! counts as lost. So whoever comes back with the conversation's token has it at once, however the old connection is.

use std::time::Duration;

use dialogue::View;
use domain::Lang;
use domain::ids::TenantId;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;

use super::open::Place;
use super::page;
use super::wire::{FromPage, SAY_CHARS, ToPage};
use crate::calls::{Line, Turn};
use crate::http::{App, Rate};
use crate::test_call::Sandbox;

/// How long a call waits for a page whose connection broke.
const GRACE: Duration = Duration::from_mins(1);
/// How long a caller may say nothing before the call ends.
const IDLE: Duration = Duration::from_mins(15);
/// How many turns a call may have.
const TURNS: u32 = 300;
/// How many messages a page may leave unread: more than the longest call has, for a page that comes back to all of it.
pub(super) const UNREAD: usize = 2_048;

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
    place: Place,
    /// Everything Allo has said, for a page that missed some of it.
    said: Vec<(String, Lang)>,
    /// The number of the last message that was taken from a page, so that none counts twice.
    heard: u32,
    /// For how long the practice keeps a slot.
    hold_time: SignedDuration,
    rate: Rate<()>,
    wake_at: Option<Timestamp>,
    turns: u32,
    ended: bool,
    /// The copy of the practice on which a test call takes place. Last, so that it goes after the line to it.
    sandbox: Option<Sandbox>,
}

/// Why the talk with one page stopped.
enum Stop {
    /// The connection broke, or the page doesn't read what it is told.
    Lost,
    /// The page has come back by another connection: this one.
    Replaced(Page),
    /// The call is over.
    Over,
}

/// The page can't be told anything any more.
struct Gone;

impl Conversation {
    /// A call that has just been opened with this turn.
    pub(super) fn new(
        app: App,
        tenant: TenantId,
        line: Line,
        place: Place,
        hold_s: u32,
        first: &Turn,
        sandbox: Option<Sandbox>,
    ) -> Self {
        let mut conversation = Self {
            app,
            tenant,
            line,
            place,
            said: Vec::new(),
            heard: 0,
            hold_time: SignedDuration::from_secs(hold_s.into()),
            rate: Rate::new(10, SignedDuration::from_secs(1)),
            wake_at: None,
            turns: 0,
            ended: false,
            sandbox,
        };
        conversation.note(first);
        conversation
    }

    /// Talks with a page, and with the one that comes back after it, until the call is over.
    pub(super) async fn run(mut self, page: Page) {
        let mut current = Some(page);
        let mut resumed = false;
        while let Some(page) = current {
            current = match self.talk(page, resumed).await {
                Stop::Over => None,
                Stop::Replaced(page) => Some(page),
                Stop::Lost => self.wait_for_page().await,
            };
            resumed = true;
        }
        if !self.ended {
            self.line.hang_up().await;
            self.app.changes.tell(self.tenant);
        }
    }

    /// The page that comes back within its time, unless the server stops before.
    async fn wait_for_page(&mut self) -> Option<Page> {
        let closing = self.app.closing.clone();
        tokio::select! {
            page = self.place.newcomers.recv() => page,
            () = tokio::time::sleep(GRACE) => None,
            () = closing.cancelled() => None,
        }
    }

    async fn talk(&mut self, mut page: Page, resumed: bool) -> Stop {
        let closing = self.app.closing.clone();
        if self.greet(&mut page, resumed).await.is_err() {
            return Stop::Lost;
        }
        loop {
            let turn = tokio::select! {
                // What was said by the old connection comes before the new one, and both before a silence.
                biased;
                message = page.from.recv() => match message {
                    None => return Stop::Lost,
                    Some(FromPage::HangUp {}) => return Stop::Over,
                    Some(message) => match self.take(message).await {
                        Ok(turn) => turn,
                        Err(code) => match tell(&page, ToPage::Refused { code }) {
                            Ok(()) => continue,
                            Err(Gone) => return Stop::Lost,
                        },
                    },
                },
                Some(page) = self.place.newcomers.recv() => return Stop::Replaced(page),
                () = closing.cancelled() => return self.say_goodbye(&mut page),
                () = until_woken(self.wake_at, &self.app) => Some(self.line.wake().await),
                () = tokio::time::sleep(IDLE) => return finish(&page),
            };
            if let Some(turn) = &turn {
                self.note(turn);
                self.app.changes.tell(self.tenant);
            }
            // What was no turn is answered, too: the page waits for it.
            let view = turn.map_or_else(|| self.line.view(), |turn| turn.view);
            if self.show(&mut page, view).await.is_err() {
                return Stop::Lost;
            }
            if self.ended || self.turns >= TURNS {
                return finish(&page);
            }
        }
    }

    /// What the caller did, as a turn of the call; nothing when it isn't one.
    async fn take(&mut self, message: FromPage) -> Result<Option<Turn>, &'static str> {
        let nth = message.nth();
        if nth != 0 && nth <= self.heard {
            return Ok(None);
        }
        self.heard = self.heard.max(nth);
        let text = match message {
            FromPage::Say { text, .. } if text.chars().count() > SAY_CHARS => return Err("too_long"),
            FromPage::Say { text, .. } => legible(&text).ok_or("unreadable")?,
            FromPage::Choose { number, .. } => chosen(&self.line.view(), number).ok_or("failed")?.to_owned(),
            FromPage::Language { lang, .. } if lang == self.line.view().lang => return Ok(None),
            FromPage::Language { lang: Lang::Fr, .. } => "En français, s'il vous plaît".to_owned(),
            FromPage::Language { lang: Lang::En, .. } => "In English, please".to_owned(),
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

    async fn greet(&mut self, page: &mut Page, resumed: bool) -> Result<(), Gone> {
        tell(page, ToPage::Hello { resume: self.place.token.clone(), resumed, heard: self.heard })?;
        self.show(page, self.line.view()).await
    }

    /// Sends what the page hasn't seen, and what is on the table.
    async fn show(&self, page: &mut Page, view: View) -> Result<(), Gone> {
        self.catch_up(page)?;
        let lang = view.lang;
        // A time that overlaps the appointment it replaces is the caller's already: nothing runs out.
        let now = self.app.clock.now();
        let left = self.line.held_until().map_or(self.hold_time, |until| until.duration_since(now));
        let milliseconds = |time: SignedDuration| i64::try_from(time.as_millis().max(0)).unwrap_or(i64::MAX);
        let (remaining_ms, kept_ms) = (milliseconds(left), milliseconds(self.hold_time));
        tell(page, ToPage::View { view, remaining_ms, kept_ms, heard: self.heard })?;
        match &self.sandbox {
            None => Ok(()),
            Some(sandbox) => match sandbox.left(lang).await {
                Ok(left) => tell(page, ToPage::Left { left }),
                Err(error) => {
                    tracing::warn!(%error, "what a test call leaves can't be read");
                    Ok(())
                }
            },
        }
    }

    /// Sends what Allo has said and the page hasn't seen.
    fn catch_up(&self, page: &mut Page) -> Result<(), Gone> {
        let seen = usize::try_from(page.seen).unwrap_or(usize::MAX);
        for (at, (text, lang)) in self.said.iter().enumerate().skip(seen) {
            page.seen = u32::try_from(at + 1).unwrap_or(u32::MAX);
            tell(page, ToPage::Said { seq: page.seen, text: text.clone(), lang: *lang })?;
        }
        Ok(())
    }

    /// The server stops: the caller is told what stands, and where to turn.
    fn say_goodbye(&mut self, page: &mut Page) -> Stop {
        let lang = self.line.view().lang;
        self.said.push((page::word(lang, "closing").to_owned(), lang));
        // A page that is gone doesn't need to be told.
        let _ = self.catch_up(page);
        finish(page)
    }
}

/// Puts a message into the page's queue.
fn tell(page: &Page, message: ToPage) -> Result<(), Gone> {
    page.to.try_send(message).map_err(|_| Gone)
}

fn finish(page: &Page) -> Stop {
    // A page that is gone doesn't need to be told.
    let _ = tell(page, ToPage::Ended);
    Stop::Over
}

async fn until_woken(at: Option<Timestamp>, app: &App) {
    let Some(at) = at else { return std::future::pending().await };
    let time = Duration::try_from(at.duration_since(app.clock.now())).unwrap_or(Duration::ZERO);
    tokio::time::sleep(time).await;
}

/// What of a text can be seen: nothing that steers a terminal or turns the direction of writing; nothing at all when
/// that is all there is.
fn legible(text: &str) -> Option<String> {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let shown = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let text: String = shown.filter(|c| !steers(*c)).collect();
    (!text.trim().is_empty()).then_some(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_left_out_and_where_nothing_else_is_there_is_no_turn() {
        assert_eq!(legible("le\t10\u{0}\u{202e} mars\u{7f}").as_deref(), Some("le 10 mars"));
        for plain in ["l’été à 9 h", "?", "👍"] {
            assert_eq!(legible(plain).as_deref(), Some(plain));
        }
        for nothing in ["", " \n", "\u{0}\u{1b} ", "\u{202e}\u{feff}"] {
            assert_eq!(legible(nothing), None, "{nothing:?}");
        }
    }
}
