//! A random mix of everything: holds, confirmations, bookings, moves, cancellations and expiries from many tasks, on
//! a few slots that they all want.

mod ledger;
mod office;
mod task;

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::appointment::Appointment;
use domain::ids::{AppointmentId, CallId, HoldId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

pub use self::ledger::Ledger;
pub use self::office::Office;
use self::task::Task;
use crate::Figures;

/// How many tasks a mix has.
pub const TASKS: u32 = 64;

/// Something asked for, with all that is needed to ask for it again: after an answer that got lost, too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Order {
    /// The idempotency key.
    pub key: String,
    /// What is asked.
    pub ask: Ask,
}

/// What can be asked. Slots are numbers in [`Office::slots`], people are numbers of strangers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Ask {
    /// Keep a slot for a call.
    Hold { slot: usize, call: CallId },
    /// Make a call's hold an appointment.
    Confirm { hold: HoldId, call: CallId, who: u32 },
    /// Give a hold back.
    Release { hold: HoldId },
    /// Hold and confirm in one transaction, as the API does.
    Book { slot: usize, who: u32 },
    /// Another slot for an appointment.
    Move { appointment: AppointmentId, slot: usize },
    /// Cancel an appointment.
    Cancel { appointment: AppointmentId },
}

/// What was answered once it was committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The slot is kept.
    Held(HoldId),
    /// The hold is no more.
    Released,
    /// So the appointment stands now.
    Stands(Standing),
    /// Nothing was changed, and why.
    Refused(String),
}

/// How an appointment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Standing {
    pub appointment: AppointmentId,
    pub status: String,
    pub service: String,
    pub practitioner: String,
    pub start: Timestamp,
    pub revision: u32,
}

impl Standing {
    /// How this one does.
    pub fn of(appointment: &Appointment) -> Self {
        Self {
            appointment: appointment.id,
            status: appointment.status.name().to_owned(),
            service: appointment.service.as_str().to_owned(),
            practitioner: appointment.practitioner.as_str().to_owned(),
            start: appointment.span.start,
            revision: appointment.revision,
        }
    }
}

/// A line of the journal: an order before it is carried out, or its answer once it is committed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// The order.
    pub order: Order,
    /// Its answer, if this is it.
    pub answer: Option<Answer>,
}

/// Where the lines go: to whoever checks them afterwards.
pub type Journal = Arc<dyn Fn(&Line) + Send + Sync>;

/// What a mix did, and how long each thing took.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Tally {
    pub held: Figures,
    pub booked: Figures,
    pub moved: Figures,
    pub cancelled: Figures,
    pub refused: Figures,
}

impl Tally {
    fn note(&self, order: &Order, answer: &Answer, took: Duration) {
        let figures = match (&order.ask, answer) {
            (_, Answer::Refused(_)) => &self.refused,
            (Ask::Hold { .. } | Ask::Release { .. }, _) => &self.held,
            (Ask::Confirm { .. } | Ask::Book { .. }, _) => &self.booked,
            (Ask::Move { .. }, _) => &self.moved,
            (Ask::Cancel { .. }, _) => &self.cancelled,
        };
        figures.took(took);
    }

    /// Whether each kind of thing happened.
    pub fn did_everything(&self) -> bool {
        let Self { held, booked, moved, cancelled, refused } = self;
        [held, booked, moved, cancelled, refused].iter().all(|figures| figures.count() > 0)
    }

    /// Each kind of thing, for the report.
    pub fn summary(&self) -> String {
        let Self { held, booked, moved, cancelled, refused } = self;
        let all = [
            ("held", held),
            ("booked", booked),
            ("moved", moved),
            ("cancelled", cancelled),
            ("refused", refused),
        ];
        all.map(|(what, figures)| format!("{what} {}", figures.summary())).join(", ")
    }
}

/// Lets the tasks loose until the time is up. `name` is part of every key: one that was never used before.
///
/// # Panics
/// When anything is answered that may not be in a race: a deadlock that wasn't resolved, a broken constraint.
pub async fn run(office: &Office, name: &str, seed: u64, until: Instant, journal: Journal) -> Arc<Tally> {
    let tally = Arc::new(Tally::default());
    let mut tasks = JoinSet::new();
    for (number, mine) in office.shared_out(TASKS).await.into_iter().enumerate() {
        let number = u32::try_from(number).expect("few tasks");
        let mut task = Task::new(office.clone(), format!("{name}-{number}"), seed, number, mine);
        let (tally, journal) = (tally.clone(), journal.clone());
        tasks.spawn(async move {
            while Instant::now() < until {
                let Some(order) = task.next().await else { continue };
                journal(&Line { order: order.clone(), answer: None });
                let since = Instant::now();
                let answer = task.insist(&order).await;
                tally.note(&order, &answer, since.elapsed());
                journal(&Line { order: order.clone(), answer: Some(answer.clone()) });
                task.learn(&order, answer);
            }
        });
    }
    tasks.join_all().await;
    tally
}
