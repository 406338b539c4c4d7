//! One of many who book, move and cancel at once.

use std::time::Duration;

use app::booking;
use app::db::DbError;
use app::random::Dice;
use domain::appointment::Status;
use domain::ids::{CallId, HoldId, Minted};
use jiff::SignedDuration;

use super::{Answer, Ask, Office, Order, Standing};

/// So many orders are given in one call.
const ORDERS_A_CALL: u32 = 12;

pub(super) struct Task {
    office: Office,
    name: String,
    number: u32,
    dice: Dice,
    orders: u32,
    call: CallId,
    /// The call's holds, each with its slot.
    held: Vec<(HoldId, usize)>,
    mine: Vec<Standing>,
}

impl Task {
    pub(super) fn new(office: Office, name: String, seed: u64, number: u32, mine: Vec<Standing>) -> Self {
        let dice = Dice::seeded((seed << 8) | u64::from(number));
        let call = CallId::from_parts(office.clock.now(), office.db.dice().bytes());
        Self { office, name, number, dice, orders: 0, call, held: Vec::new(), mine }
    }

    /// What this one wants next. Nothing, when it only let time pass.
    pub(super) async fn next(&mut self) -> Option<Order> {
        let ask = match self.dice.below(20) {
            0 => {
                self.let_time_pass().await;
                return None;
            }
            1..=4 if !self.held.is_empty() => {
                Ask::Confirm { hold: self.any_held().0, call: self.call, who: self.number }
            }
            5 if !self.held.is_empty() => Ask::Release { hold: self.any_held().0 },
            6..=7 if !self.held.is_empty() => Ask::Hold { slot: self.near_held(), call: self.call },
            8..=12 if !self.mine.is_empty() => self.another_time(),
            13..=15 if !self.mine.is_empty() => Ask::Cancel { appointment: self.any_of_mine().appointment },
            16..=17 => Ask::Book { slot: self.any_slot(), who: self.number },
            _ => Ask::Hold { slot: self.any_slot(), call: self.call },
        };
        self.orders += 1;
        if self.orders.is_multiple_of(ORDERS_A_CALL) {
            self.call = CallId::from_parts(self.office.clock.now(), self.office.db.dice().bytes());
            self.held.clear();
        }
        Some(Order { key: format!("{}-{}", self.name, self.orders), ask })
    }

    /// Asks until there is an answer: whoever doesn't know whether it was done asks again with the same key.
    pub(super) async fn insist(&self, order: &Order) -> Answer {
        loop {
            match self.office.ask(order).await {
                Ok(answer) => return answer,
                Err(DbError::Unavailable(_) | DbError::Commit(_)) => {
                    tokio::time::sleep(Duration::from_millis(20 + self.dice.below(30))).await;
                }
                Err(error) => panic!("{order:?}: {error}"),
            }
        }
    }

    pub(super) fn learn(&mut self, order: &Order, answer: Answer) {
        match (&order.ask, answer) {
            (Ask::Hold { slot, .. }, Answer::Held(hold)) => self.held.push((hold, *slot)),
            (Ask::Confirm { hold, .. } | Ask::Release { hold }, answer) => {
                self.held.retain(|(held, _)| held != hold);
                self.see(answer);
            }
            (_, answer) => self.see(answer),
        }
    }

    fn see(&mut self, answer: Answer) {
        let Answer::Stands(standing) = answer else { return };
        self.mine.retain(|mine| mine.appointment != standing.appointment);
        if standing.status == Status::Booked.name() {
            self.mine.push(standing);
        }
    }

    /// Holds run out; now and then they are swept up, and sometimes two sweep at once.
    async fn let_time_pass(&self) {
        self.office.clock.advance(SignedDuration::from_secs(5));
        if self.dice.below(8) == 0 {
            let now = self.office.clock.now();
            match booking::sweep(&self.office.db, self.office.tenant, now).await {
                Ok(_) | Err(DbError::Unavailable(_) | DbError::Commit(_) | DbError::Conflict(_)) => {}
                Err(error) => panic!("sweeping: {error}"),
            }
        }
    }

    fn another_time(&self) -> Ask {
        let from = self.any_of_mine();
        let same = |slot: &usize| self.office.slots[*slot].service.as_str() == from.service;
        let slots: Vec<usize> = (0..self.office.slots.len()).filter(same).collect();
        Ask::Move { appointment: from.appointment, slot: slots[self.index(slots.len())] }
    }

    fn any_slot(&self) -> usize {
        self.index(self.office.slots.len())
    }

    /// Somebody who hesitates wants the next slot, or the same one: what the call holds gives way.
    fn near_held(&self) -> usize {
        (self.any_held().1 + self.index(3)) % self.office.slots.len()
    }

    fn any_held(&self) -> (HoldId, usize) {
        self.held[self.index(self.held.len())]
    }

    fn any_of_mine(&self) -> &Standing {
        &self.mine[self.index(self.mine.len())]
    }

    fn index(&self, of: usize) -> usize {
        usize::try_from(self.dice.below(of as u64)).expect("an index")
    }
}
