//! One conversation, turn by turn.

use std::time::Duration;

use dialogue::{Act, Action, Asking, Call, Input, Utterance, View};
use domain::ids::CallId;
use jiff::{SignedDuration, Timestamp};

use super::Outcome;
use super::desk::Desk;
use super::opening::{Begun, Opening};
use super::turns::{Record, Side};
use crate::clock::Clock;
use crate::db::DbError;

/// What Allo did in one turn.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What it said, sentence groups in order.
    pub said: Vec<Utterance>,
    /// What it asks for now.
    pub asking: Asking,
    /// The tools it used, in order.
    pub tools: Vec<&'static str>,
    /// What a page may show.
    pub view: View,
    /// Whether the call is over.
    pub ended: bool,
    /// Whether the caller is being put through.
    pub transferred: bool,
    /// When the call wants to be woken if nothing happens before.
    pub wake_at: Option<Timestamp>,
}

/// One conversation.
pub struct Line {
    call: Call,
    desk: Desk,
    /// Where the practice keeps what is said.
    record: Option<Record>,
    clock: Clock,
    calendar_takes: SignedDuration,
    wake_at: Option<Timestamp>,
    ended: bool,
    transferred: bool,
}

impl Line {
    /// Picks up, and says the greeting.
    pub async fn open(opening: Opening) -> Result<(Self, Turn), DbError> {
        let now = opening.clock.now();
        let Begun { id, record, setting } = opening.begin(now).await?;
        let Opening { db, clock, tenant, practice, caller, shelf, calendar_takes, .. } = opening;
        let mut line = Self {
            call: Call::new(setting, now),
            desk: Desk::new(db, clock.clone(), tenant, id, practice, caller, shelf),
            record,
            clock,
            calendar_takes,
            wake_at: None,
            ended: false,
            transferred: false,
        };
        let turn = line.go_on().await;
        line.note(None, &turn).await;
        Ok((line, turn))
    }

    /// Which call this is.
    pub fn id(&self) -> CallId {
        self.desk.call()
    }

    /// The caller said this.
    pub async fn hear(&mut self, text: &str) -> Turn {
        let turn = self.take(Input::Heard(text.to_owned())).await;
        self.note(Some(text), &turn).await;
        turn
    }

    /// The caller said nothing for a while.
    pub async fn silence(&mut self) -> Turn {
        let turn = self.take(Input::Silence).await;
        self.note(None, &turn).await;
        turn
    }

    /// The time at which the call wanted to be woken has come.
    pub async fn wake(&mut self) -> Turn {
        self.wake_at = None;
        let turn = self.take(Input::Woke).await;
        self.note(None, &turn).await;
        turn
    }

    /// The caller is gone: whatever is kept for them is let go.
    pub async fn hang_up(&mut self) -> Turn {
        // So that it isn't written down as a call that ended by itself.
        self.ended = true;
        let turn = self.take(Input::HungUp).await;
        self.close(Outcome::HungUp).await;
        turn
    }

    /// Until when something is kept for the caller, when something is.
    pub fn held_until(&self) -> Option<Timestamp> {
        self.desk.held_until()
    }

    /// What a page may show now.
    pub fn view(&self) -> View {
        self.call.view()
    }

    async fn take(&mut self, input: Input) -> Turn {
        self.call.handle(input, self.clock.now());
        self.go_on().await
    }

    /// Carries out what the call asks for, until it waits for the caller.
    async fn go_on(&mut self) -> Turn {
        let mut said = Vec::new();
        let mut tools = Vec::new();
        while let Some(action) = self.next(&mut said, &mut tools).await {
            self.perform(action, &mut said).await;
        }
        for reason in self.call.take_unfounded() {
            // The sentence itself may name somebody: only why it was kept back is told.
            tracing::warn!(call = %self.desk.call(), asking = self.call.asking().name(), %reason, "a sentence was kept back");
        }
        if self.call.is_over() && !self.ended {
            self.ended = true;
            self.close(if self.transferred { Outcome::Transferred } else { Outcome::Information }).await;
        }
        Turn {
            said,
            asking: self.call.asking(),
            tools,
            view: self.call.view(),
            ended: self.ended,
            transferred: self.transferred,
            wake_at: self.wake_at,
        }
    }

    /// Does everything that needs no answer, and returns the first action that does, once nothing is queued before
    /// it can be waited for.
    async fn next(&mut self, said: &mut Vec<Utterance>, tools: &mut Vec<&'static str>) -> Option<Action> {
        let mut awaited = None;
        while let Some(action) = self.call.poll() {
            tools.extend(action.act.tool());
            match action.act {
                Act::Say(utterance) => said.push(utterance),
                Act::WaitUntil(until) => self.wake_at = Some(until),
                Act::Keep => self.desk.keep().await,
                Act::Alarm => self.desk.alarm(),
                Act::Release => self.desk.release().await,
                Act::Transfer => self.transferred = true,
                Act::Hangup | Act::StopSpeaking => {}
                _ => awaited = Some(action),
            }
        }
        awaited
    }

    /// Carries out one action. While that takes long, the call is woken to say so.
    async fn perform(&mut self, action: Action, said: &mut Vec<Utterance>) {
        let slow = matches!(action.act, Act::FindSlots(_) | Act::Hold { .. } | Act::Move { .. });
        if slow && self.calendar_takes > SignedDuration::ZERO {
            self.sit_out(self.calendar_takes, said);
        }
        let answer = {
            let work = self.desk.perform(&action.act);
            tokio::pin!(work);
            loop {
                let patience = pause_until(self.wake_at, &self.clock);
                tokio::select! {
                    biased;
                    answer = &mut work => break answer,
                    () = patience => {
                        self.wake_at = None;
                        self.call.handle(Input::Woke, self.clock.now());
                        collect(&mut self.call, &mut self.wake_at, said);
                    }
                }
            }
        };
        self.wake_at = None;
        self.call.handle(Input::Answered { id: action.id, answer }, self.clock.now());
    }

    /// Lets virtual time pass while an outside calendar is slow, waking the call whenever it wanted to be.
    fn sit_out(&mut self, time: SignedDuration, said: &mut Vec<Utterance>) {
        let Ok(until) = self.clock.now().checked_add(time) else { return };
        while let Some(at) = self.wake_at.filter(|at| *at <= until) {
            self.wake_at = None;
            self.clock.set(at.max(self.clock.now()));
            self.call.handle(Input::Woke, self.clock.now());
            collect(&mut self.call, &mut self.wake_at, said);
        }
        self.clock.set(until);
    }

    /// Writes down what was said, where the practice keeps it. Where that fails the call goes on all the same.
    async fn note(&mut self, heard: Option<&str>, turn: &Turn) {
        let Some(record) = &mut self.record else { return };
        let heard = heard.map(|text| (Side::Caller, text));
        let said = turn.said.iter().map(|utterance| (Side::Allo, utterance.text.as_str()));
        let said: Vec<(Side, &str)> = heard.into_iter().chain(said).collect();
        if let Err(error) = self.desk.write_down(record, &said).await {
            tracing::warn!(call = %self.desk.call(), %error, "a turn could not be written down");
        }
    }

    async fn close(&mut self, way: Outcome) {
        self.ended = true;
        self.desk.close(way).await;
    }
}

/// Takes what a woken call says; it asks for nothing else then.
fn collect(call: &mut Call, wake_at: &mut Option<Timestamp>, said: &mut Vec<Utterance>) {
    while let Some(action) = call.poll() {
        match action.act {
            Act::Say(utterance) => said.push(utterance),
            Act::WaitUntil(until) => *wake_at = Some(until),
            _ => {}
        }
    }
}

/// Sleeps until then; for ever when there is nothing to wake for. Virtual time passes only when somebody moves it,
/// never while a database works.
async fn pause_until(at: Option<Timestamp>, clock: &Clock) {
    match (at, clock) {
        (Some(at), Clock::System) => {
            let time = Duration::try_from(at.duration_since(clock.now())).unwrap_or(Duration::ZERO);
            tokio::time::sleep(time).await;
        }
        _ => std::future::pending().await,
    }
}
