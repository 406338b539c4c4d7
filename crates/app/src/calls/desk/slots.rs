//! What is offered and kept: slots by the numbers they have in this call.

use dialogue::{Answer, AppointmentRef, Offer, Search};
use domain::availability::Slot;
use domain::quota::Counted;
use domain::wish::Wish;

use super::Desk;
use crate::booking::{self, BookingError};
use crate::usage;

impl Desk {
    pub(super) async fn find(&mut self, search: &Search) -> Result<Answer, BookingError> {
        let mut tx = self.read().await?;
        let moving = if let Some(number) = search.moving {
            Some(self.booking(&mut tx, number).await?)
        } else {
            // Before the caller is led through a booking that can't be made.
            usage::has_room(&mut tx, self.practice.tenant.zone(), Counted::Bookings).await??;
            None
        };
        let search = booking::Search {
            service: search.service.clone(),
            practitioners: search.practitioners.clone(),
            wish: search.wish.clone(),
            limit: self.practice.tenant.policy.offers_per_turn.into(),
            call: Some(self.call),
            moving: moving.as_ref(),
        };
        let found = booking::find(&mut tx, &self.practice, &search).await?;
        let exact = search.wish.target.is_some()
            && found.slots.first().map(|slot| slot.span.start) == search.wish.target;
        // One practitioner's unknown calendar matters only when nobody else has time.
        let known = found.known || !found.slots.is_empty();
        Ok(Answer::Slots { offers: self.offer(found.slots), exact, known })
    }

    /// Gives each slot a number in this call; the same slot keeps its number.
    fn offer(&mut self, slots: Vec<Slot>) -> Vec<Offer> {
        slots.into_iter().map(|slot| self.number(slot)).collect()
    }

    fn number(&mut self, slot: Slot) -> Offer {
        let known = self.offers.iter().position(|offered| *offered == slot);
        let at = known.unwrap_or_else(|| {
            self.offers.push(slot.clone());
            self.offers.len() - 1
        });
        Offer {
            number: u32::try_from(at + 1).unwrap_or(u32::MAX),
            start: slot.span.start,
            end: slot.span.end,
            practitioner: slot.resource,
            service: slot.service,
        }
    }

    /// The slot behind a number that this call was given.
    pub(super) fn slot(&self, number: u32) -> Result<Slot, BookingError> {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        at.and_then(|at| self.offers.get(at)).cloned().ok_or(BookingError::NotFound)
    }

    pub(super) async fn hold(&mut self, number: u32) -> Result<Answer, BookingError> {
        let slot = self.slot(number)?;
        if slot.replaces {
            // It overlaps the appointment that makes room for it: the move itself takes it.
            return Ok(Answer::Held { offer: self.number(slot) });
        }
        let held = self
            .db
            .finding_out(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                if let Some((_, before, _)) = self.held.filter(|(held, ..)| *held != number) {
                    booking::release(&mut tx, before, &self.actor()).await?;
                }
                let held =
                    booking::hold(&mut tx, &self.practice, &slot, Some(self.call), &self.actor()).await?;
                tx.commit().await?;
                Ok(held)
            })
            .await;
        match held {
            Ok(held) => {
                self.held = Some((number, held.id, held.expires_at));
                Ok(Answer::Held { offer: self.number(slot) })
            }
            Err(BookingError::Taken) => self.alternatives(&slot, None).await,
            Err(error) => Err(error),
        }
    }

    /// Keeps for longer what is kept: the caller asked for a moment.
    pub(in crate::calls) async fn keep(&mut self) {
        let Some((number, hold, _)) = self.held else { return };
        let kept = self
            .db
            .finding_out(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                let kept = booking::extend(&mut tx, &self.practice, hold, &self.actor()).await?;
                tx.commit().await?;
                Ok(kept.expires_at)
            })
            .await;
        match kept {
            Ok(until) => self.held = Some((number, hold, until)),
            // What came too late to be kept for longer is told when it is to be booked.
            Err(BookingError::Expired) => {}
            Err(error) => tracing::warn!(call = %self.call, %error, "a hold could not be kept for longer"),
        }
    }

    /// Lets go what is kept for the caller.
    pub(in crate::calls) async fn release(&mut self) {
        self.held = None;
        let released = self
            .db
            .finding_out(async || -> Result<(), BookingError> {
                let mut tx = self.write().await?;
                booking::release_all(&mut tx, self.call, &self.actor()).await?;
                Ok(tx.commit().await?)
            })
            .await;
        if let Err(error) = released {
            // The hold ends by itself within its time: nothing is lost but the wait.
            tracing::warn!(call = %self.call, %error, "a hold could not be released");
        }
    }

    /// What is free near a slot that somebody else was quicker to take.
    pub(super) async fn alternatives(
        &mut self,
        taken: &Slot,
        moving: Option<AppointmentRef>,
    ) -> Result<Answer, BookingError> {
        let search = Search {
            service: taken.service.clone(),
            practitioners: vec![taken.resource.clone()],
            wish: Wish { target: Some(taken.span.start), ..Wish::default() },
            moving,
        };
        match self.find(&search).await? {
            Answer::Slots { offers, known: true, .. } => Ok(Answer::Taken { offers }),
            _ => Ok(Answer::Unsure),
        }
    }
}
