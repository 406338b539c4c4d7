//! What was acknowledged, kept by somebody who doesn't die.

use std::collections::BTreeMap;
use std::fmt;

use domain::appointment::Status;
use domain::ids::AppointmentId;

use super::{Answer, Ask, Line, Order, Standing};

/// How each appointment stands by the last answer, and what was asked and not answered.
#[derive(Default)]
pub struct Ledger {
    book: BTreeMap<AppointmentId, Standing>,
    open: BTreeMap<String, Order>,
    acknowledged: usize,
    /// Orders whose answer nobody heard…
    pub unheard: usize,
    /// … and appointments that those had changed all the same.
    changed: usize,
}

#[expect(clippy::missing_panics_doc, reason = "what isn't as it was told fails the test")]
impl Ledger {
    /// An order that is given, or what was answered to it.
    pub fn read(&mut self, line: Line) {
        match line.answer {
            None => drop(self.open.insert(line.order.key.clone(), line.order)),
            Some(answer) => self.answered(&line.order, answer),
        }
    }

    /// What was answered to an order.
    pub fn answered(&mut self, order: &Order, answer: Answer) {
        self.open.remove(&order.key);
        if !matches!(answer, Answer::Refused(_)) {
            self.acknowledged += 1;
        }
        if let Answer::Stands(standing) = answer {
            self.book.insert(standing.appointment, standing);
        }
    }

    /// What was asked and never answered, to be asked again.
    pub fn unanswered(&self) -> Vec<Order> {
        self.open.values().cloned().collect()
    }

    /// Right after the crash: all that was acknowledged stands as it was told. Beyond that, there may be what the
    /// unanswered orders had done, and nothing else.
    pub fn holds(&mut self, found: &[Standing], seed: u64) {
        self.unheard += self.open.len();
        let found: BTreeMap<_, _> = found.iter().map(|standing| (standing.appointment, standing)).collect();
        for (id, told) in &self.book {
            let stands = found.get(id).unwrap_or_else(|| panic!("seed {seed}: {told:?} is lost"));
            if *stands == told {
                continue;
            }
            let asked = self.open.values().any(|order| explains(order, told, stands));
            assert!(asked, "seed {seed}: told {told:?}, found {stands:?}");
            self.changed += 1;
        }
        let new = found.len() - self.book.len();
        let asked = self.open.values().filter(|order| books(&order.ask)).count();
        assert!(
            new <= asked,
            "seed {seed}: {new} appointments more than were told, {asked} orders unanswered"
        );
        self.changed += new;
    }

    /// Once everything was asked again: each appointment that was told is there, as it was told, and no other.
    pub fn is_all(&self, found: &[Standing], seed: u64) {
        assert!(self.open.is_empty(), "seed {seed}");
        let found: BTreeMap<_, _> = found.iter().map(|standing| (standing.appointment, standing)).collect();
        let told: BTreeMap<_, _> = self.book.iter().map(|(id, standing)| (*id, standing)).collect();
        assert_eq!(found.len(), told.len(), "seed {seed}: booked twice, or lost");
        let differ: Vec<_> = told.iter().filter(|(id, standing)| found.get(id) != Some(standing)).collect();
        assert!(differ.is_empty(), "seed {seed}: {differ:?} were told otherwise");
    }
}

/// Whether an unanswered order may have led from what was told to what was found.
fn explains(order: &Order, told: &Standing, found: &Standing) -> bool {
    let next = found.revision == told.revision + 1;
    match order.ask {
        Ask::Move { appointment, .. } => appointment == told.appointment && next && stands(&found.status),
        Ask::Cancel { appointment } => appointment == told.appointment && next && !stands(&found.status),
        _ => false,
    }
}

fn books(ask: &Ask) -> bool {
    matches!(ask, Ask::Book { .. } | Ask::Confirm { .. })
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { book, acknowledged, unheard, changed, .. } = self;
        let live = book.values().filter(|standing| stands(&standing.status)).count();
        write!(f, "{acknowledged} acknowledged, {unheard} unanswered of which {changed} had been done, ")?;
        write!(f, "{} appointments, {live} of them standing", book.len())
    }
}

/// Whether an appointment keeps its time.
fn stands(status: &str) -> bool {
    Status::from_name(status).is_some_and(Status::keeps_time)
}
