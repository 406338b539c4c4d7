//! What carries orders out, on the product's own operations.

use std::sync::Arc;

use app::booking::{self, BookingError, Filter};
use app::clock::Clock;
use app::db::{Db, DbError, Tx};
use app::once::{self, Once};
use app::patients::Stated;
use domain::appointment::Status;
use domain::availability::Slot;
use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::Practice;

use super::{Answer, Ask, Order, Standing};
use crate::{Clinic, clinic};

/// Where strangers' numbers begin, away from those of other tests.
const STRANGERS: u32 = 80_000;

/// A practice's book and a few slots in it. Its clones share them.
#[derive(Clone)]
pub struct Office {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) tenant: TenantId,
    practice: Arc<Practice>,
    /// The slots that everybody wants. They overlap one another in many ways.
    pub slots: Arc<Vec<Slot>>,
}

impl Office {
    /// The office of a clinic.
    pub fn of(clinic: &Clinic) -> Self {
        Self {
            db: clinic.db.clone(),
            clock: clinic.clock.clone(),
            tenant: clinic.tenant,
            practice: clinic.practice.clone(),
            slots: Arc::new(slots(clinic)),
        }
    }

    /// Carries an order out in one transaction with its key, or answers what it answered before.
    ///
    /// # Panics
    /// When the key answers something that it was never used for.
    pub async fn ask(&self, order: &Order) -> Result<Answer, DbError> {
        let done = self.db.retrying(async || {
            let mut tx = self.db.write(self.tenant, self.clock.now()).await?;
            match once::begin(&mut tx, &order.key, [0; 32]).await? {
                Once::Done(before) => {
                    tx.commit().await?;
                    return Ok(serde_json::from_str(&before).expect("an answer of ours"));
                }
                Once::Other | Once::Erased => panic!("{} was used for something else", order.key),
                Once::First => {}
            }
            let answer = self.act(&mut tx, &order.ask).await?;
            let text = serde_json::to_string(&answer).expect("an answer can be written");
            once::end(&mut tx, &order.key, &text, None).await?;
            tx.commit().await?;
            Ok(answer)
        });
        match done.await {
            Ok(answer) => Ok(answer),
            Err(BookingError::Db(error)) => Err(error),
            Err(refused) => Ok(Answer::Refused(refused.to_string())),
        }
    }

    async fn act(&self, tx: &mut Tx, ask: &Ask) -> Result<Answer, BookingError> {
        let (practice, by) = (&self.practice, &Actor::Operator);
        let booking = match ask {
            Ask::Hold { slot, call } => {
                let held = booking::hold(tx, practice, &self.slots[*slot], Some(*call), by).await?;
                return Ok(Answer::Held(held.id));
            }
            Ask::Release { hold } => {
                booking::release(tx, *hold, by).await?;
                return Ok(Answer::Released);
            }
            Ask::Confirm { hold, call, who } => {
                booking::confirm(tx, practice, *hold, &stranger(*who), Some(*call), by).await?.booking
            }
            Ask::Book { slot, who } => {
                let held = booking::hold(tx, practice, &self.slots[*slot], None, by).await?;
                booking::confirm(tx, practice, held.id, &stranger(*who), None, by).await?.booking
            }
            Ask::Move { appointment, slot } => {
                booking::reschedule(tx, practice, *appointment, &self.slots[*slot], None, by).await?
            }
            Ask::Cancel { appointment } => booking::cancel(tx, practice, *appointment, None, by).await?,
        };
        Ok(Answer::Stands(Standing::of(&booking.appointment)))
    }

    /// Every appointment of the book.
    ///
    /// # Panics
    /// When the book can't be read.
    pub async fn book(&self) -> Vec<Standing> {
        let mut tx = self.db.read(self.tenant, self.clock.now()).await.expect("a transaction");
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = booking::list(&mut tx, &Filter::default(), after, 500).await.expect("a page");
            all.extend(page.bookings.iter().map(|booking| Standing::of(&booking.appointment)));
            after = page.next;
            if after.is_none() {
                return all;
            }
        }
    }

    /// The appointments that stand, shared out among so many.
    pub(super) async fn shared_out(&self, among: u32) -> Vec<Vec<Standing>> {
        let mut shares = vec![Vec::new(); among as usize];
        let live = self.book().await.into_iter().filter(|standing| standing.status == Status::Booked.name());
        for (at, standing) in live.enumerate() {
            shares[at % among as usize].push(standing);
        }
        shares
    }
}

fn stranger(number: u32) -> Stated {
    clinic::stranger(&format!("Personne {number}"), STRANGERS + number)
}

fn slots(clinic: &Clinic) -> Vec<Slot> {
    let mut slots = Vec::new();
    for day in ["2026-03-17", "2026-03-19", "2026-03-20", "2026-03-24", "2026-03-26"] {
        for start in ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00", "11:20"] {
            for service in ["consultation", "premiere", "certificat"] {
                slots.push(clinic.slot(service, "martin", &format!("{day}T{start}")));
            }
        }
    }
    for day in ["2026-03-18", "2026-03-25"] {
        for start in ["08:30", "08:50", "09:10", "09:30", "09:50", "10:10", "10:30", "10:50"] {
            for service in ["consultation", "premiere"] {
                slots.push(clinic.slot(service, "benali", &format!("{day}T{start}")));
            }
        }
    }
    slots
}
