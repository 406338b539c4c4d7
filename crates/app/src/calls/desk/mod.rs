//! The desk behind a call: carries out its actions with the practice's own operations.
//!
//! Whatever decides the next turn names offers and appointments by numbers that are handed out here, for this call
//! only: nothing it says can reach a slot that was not offered, or an appointment that the caller may not see (D1).

mod appointments;
mod people;
mod slots;
mod whose;

use std::sync::Arc;

use dialogue::{Act, Answer};
use domain::audit::Action;
use domain::availability::Slot;
use domain::ids::{AppointmentId, CallId, HoldId, PatientId, RequestId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::{Lang, Phone};
use jiff::Timestamp;
use tokio::task::JoinHandle;

use self::whose::Met;
use super::turns::{Record, Side};
use super::{Outcome, ended, happened};
use crate::audit;
use crate::booking::BookingError;
use crate::clock::Clock;
use crate::db::{Db, DbError, Retryable as _, Tx};
use crate::documents::{Quote, Shelf};
use crate::patients::Stated;
use crate::tenants;
use crate::usage::Closed;

/// An appointment that the caller may see, and the revision they have seen.
struct Shown {
    id: AppointmentId,
    revision: u32,
}

/// What one call has been shown and may touch.
pub(super) struct Desk {
    db: Db,
    clock: Clock,
    tenant: TenantId,
    call: CallId,
    practice: Arc<Practice>,
    caller: Option<Phone>,
    shelf: Shelf,
    /// Offer number n is the slot at n − 1.
    offers: Vec<Slot>,
    /// Appointment number n is the one at n − 1.
    shown: Vec<Shown>,
    /// The offer that is kept, its hold, and until when.
    held: Option<(u32, HoldId, Timestamp)>,
    proved: Option<PatientId>,
    /// Whose files it has touched.
    met: Vec<Met>,
    wrong_codes: u8,
    bookings: u8,
    /// What was left last for the staff.
    left: Option<RequestId>,
    /// The weightiest that was done so far.
    outcome: Option<Outcome>,
    /// The caller spoke of danger, and that is being written down.
    marking: Option<JoinHandle<Result<(), DbError>>>,
}

impl Desk {
    pub(super) fn new(
        db: Db,
        clock: Clock,
        tenant: TenantId,
        call: CallId,
        practice: Arc<Practice>,
        caller: Option<Phone>,
        shelf: Shelf,
    ) -> Self {
        Self {
            db,
            clock,
            tenant,
            call,
            practice,
            caller,
            shelf,
            offers: Vec::new(),
            shown: Vec::new(),
            held: None,
            proved: None,
            met: Vec::new(),
            wrong_codes: 0,
            bookings: 0,
            left: None,
            outcome: None,
            marking: None,
        }
    }

    pub(super) const fn call(&self) -> CallId {
        self.call
    }

    /// Until when something is kept for the caller.
    pub(super) fn held_until(&self) -> Option<Timestamp> {
        self.held.map(|(.., until)| until)
    }

    /// Carries an action out. Everything that can go wrong is an answer; what nobody expected is logged once, here.
    pub(super) async fn perform(&mut self, act: &Act) -> Answer {
        let answer = match self.act(act).await {
            Ok(answer) => answer,
            Err(error) => self.failed(act, &error),
        };
        self.outcome = self.outcome.max(outcome(act, &answer));
        answer
    }

    async fn act(&mut self, act: &Act) -> Result<Answer, BookingError> {
        // A line that was closed meanwhile leaves nothing behind: not even a note, which nobody would read.
        if leaves_something(act) {
            tenants::open(&mut self.read().await?).await??;
        }
        match act {
            Act::FindSlots(search) => self.find(search).await,
            Act::Hold { offer } => self.hold(*offer).await,
            Act::Confirm { name, phone, email } => {
                let stated = Stated { name: name.clone(), phone: phone.clone(), email: email.clone() };
                self.confirm(&stated).await
            }
            Act::Verify { code, name } => self.verify(code, name.clone()).await,
            Act::SendCode { name } => self.send_code(name.clone()).await,
            Act::Find => self.appointments().await.map(Answer::Found),
            Act::Move { appointment, offer } => self.reschedule(*appointment, *offer).await,
            Act::Cancel { appointment } => self.cancel(*appointment).await,
            Act::TakeMessage(note) => self.leave(note).await,
            Act::LookUp { question, lang } => self.look_up(question, *lang).await,
            _ => Ok(Answer::Noted),
        }
    }

    /// What the practice's documents say to a question.
    async fn look_up(&self, question: &str, lang: Lang) -> Result<Answer, BookingError> {
        let mut tx = self.read().await?;
        let found = self.shelf.answer(&mut tx, lang, question).await?;
        Ok(found
            .map_or(Answer::NotWritten, |Quote { name, words, .. }| Answer::Quoted { document: name, words }))
    }

    /// Writes down what was said.
    pub(super) async fn write_down(&self, record: &mut Record, said: &[(Side, &str)]) -> Result<(), DbError> {
        if said.is_empty() {
            return Ok(());
        }
        let mut tx = self.write().await?;
        record.write(&mut tx, said).await?;
        tx.commit().await
    }

    /// The caller spoke of danger: the staff will see it in the call, whatever else becomes of it. It is written down
    /// while they hear whom to call, who wait for nothing.
    pub(super) fn alarm(&mut self) {
        let (db, tenant, now, call) = (self.db.clone(), self.tenant, self.clock.now(), self.call);
        self.marking = Some(tokio::spawn(async move {
            let mut tx = db.write(tenant, now).await?;
            audit::record(&mut tx, happened(call, Action::Emergency)).await?;
            tx.commit().await
        }));
    }

    /// The call is over, in this way; what came of it may weigh more.
    pub(super) async fn close(&mut self, way: Outcome) {
        self.release().await;
        let outcome = self.outcome.map_or(way, |outcome| outcome.max(way));
        // A database that was too busy to be told of a danger is told once more.
        let unmarked = match self.marking.take() {
            Some(marking) => !matches!(marking.await, Ok(Ok(()))),
            None => false,
        };
        let closed = async {
            let mut tx = self.write().await?;
            if unmarked && audit::done_by_calls(&mut tx, &[self.call], &[Action::Emergency]).await?.is_empty()
            {
                audit::record(&mut tx, happened(self.call, Action::Emergency)).await?;
            }
            if ended(&mut tx, self.call, outcome).await? && way == Outcome::Transferred {
                audit::record(&mut tx, happened(self.call, Action::Transferred)).await?;
            }
            tx.commit().await
        };
        if let Err(error) = closed.await {
            tracing::warn!(call = %self.call, %error, "the end of a call could not be written down");
        }
    }

    /// What is told of what went wrong. Of what may have been done all the same, nobody knows: that is an answer of its
    /// own.
    fn failed(&self, act: &Act, error: &BookingError) -> Answer {
        match error {
            BookingError::Refused(refusal) => Answer::Refused(*refusal),
            BookingError::CalendarUnknown => Answer::Unsure,
            BookingError::TooLate => Answer::TooLate,
            BookingError::Limited => Answer::Limited,
            BookingError::Closed(Closed::OverQuota { .. }) => Answer::OverQuota,
            BookingError::Taken | BookingError::Expired => Answer::Taken { offers: Vec::new() },
            BookingError::NotFound
            | BookingError::Changed
            | BookingError::Over
            | BookingError::Final
            | BookingError::NotYet
            | BookingError::StillBooked(_)
            | BookingError::Denied(_)
            | BookingError::Closed(Closed::Suspended) => Answer::Failed,
            BookingError::Db(error) => {
                tracing::error!(call = %self.call, tool = act.tool(), %error, "an action of a call failed");
                if error.is_unsure() && leaves_something(act) { Answer::Unknown } else { Answer::Failed }
            }
        }
    }

    const fn actor(&self) -> Actor {
        Actor::Call(self.call)
    }

    async fn read(&self) -> Result<Tx, DbError> {
        self.db.read(self.tenant, self.clock.now()).await
    }

    async fn write(&self) -> Result<Tx, DbError> {
        self.db.write(self.tenant, self.clock.now()).await
    }
}

/// What an action brought, if it brought anything.
const fn outcome(act: &Act, answer: &Answer) -> Option<Outcome> {
    match (act, answer) {
        (_, Answer::Confirmed(_)) => Some(Outcome::Booked),
        (_, Answer::Moved(_)) => Some(Outcome::Moved),
        (_, Answer::Cancelled(_)) => Some(Outcome::Cancelled),
        (_, Answer::Requested) | (Act::TakeMessage(_), Answer::Noted) => Some(Outcome::Request),
        _ => None,
    }
}

/// Whether somebody will look for what it did. What is only kept goes by itself.
const fn leaves_something(act: &Act) -> bool {
    matches!(act, Act::Confirm { .. } | Act::Move { .. } | Act::Cancel { .. } | Act::TakeMessage(_))
}
