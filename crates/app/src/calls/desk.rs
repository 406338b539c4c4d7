//! The desk behind a call: carries out its actions with the practice's own operations.
//!
//! Whatever decides the next turn names offers and appointments by numbers that are handed out here, for this call
//! only: nothing it says can reach a slot that was not offered, or an appointment that the caller may not see (D1).

use std::sync::Arc;

use dialogue::{Act, Answer, AppointmentRef, Booked, MOST_BOOKINGS, Note, Offer, Search};
use domain::appointment::Status;
use domain::availability::Slot;
use domain::ids::{AppointmentId, CallId, HoldId, PatientId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::wish::Wish;
use domain::{Code, Phone, Pii};
use jiff::Timestamp;

use super::{sql, words};
use crate::booking::{self, Booking, BookingError};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx, args};
use crate::patients::{self, Proof, Stated, TRIES, Told};

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
    /// Offer number n is the slot at n − 1.
    offers: Vec<Slot>,
    /// Appointment number n is the one at n − 1.
    shown: Vec<Shown>,
    /// The offer that is kept, its hold, and until when.
    held: Option<(u32, HoldId, Timestamp)>,
    proved: Option<PatientId>,
    wrong_codes: u8,
    bookings: u8,
}

impl Desk {
    pub(super) fn new(
        db: Db,
        clock: Clock,
        tenant: TenantId,
        call: CallId,
        practice: Arc<Practice>,
        caller: Option<Phone>,
    ) -> Self {
        Self {
            db,
            clock,
            tenant,
            call,
            practice,
            caller,
            offers: Vec::new(),
            shown: Vec::new(),
            held: None,
            proved: None,
            wrong_codes: 0,
            bookings: 0,
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
        let done = match act {
            Act::FindSlots(search) => self.find(search).await,
            Act::Hold { offer } => self.hold(*offer).await,
            Act::Confirm { name, phone, email } => {
                let stated = Stated { name: name.clone(), phone: phone.clone(), email: email.clone() };
                self.confirm(&stated).await
            }
            Act::Verify { code, name } => self.verify(code, name.clone()).await,
            Act::Find => self.appointments().await.map(Answer::Found),
            Act::Move { appointment, offer } => self.reschedule(*appointment, *offer).await,
            Act::Cancel { appointment } => self.cancel(*appointment).await,
            Act::TakeMessage(note) => self.leave(note).await,
            _ => Ok(Answer::Noted),
        };
        done.unwrap_or_else(|error| self.failed(&error))
    }

    /// Keeps for longer what is kept: the caller asked for a moment.
    pub(super) async fn keep(&mut self) {
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
    pub(super) async fn release(&mut self) {
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

    /// The call is over.
    pub(super) async fn close(&mut self, outcome: &'static str) {
        self.release().await;
        let closed = async {
            let mut tx = self.write().await?;
            tx.execute(&sql::CLOSE, args![self.call, self.clock.now(), outcome]).await?;
            tx.commit().await
        };
        if let Err(error) = closed.await {
            tracing::warn!(call = %self.call, %error, "the end of a call could not be written down");
        }
    }

    async fn find(&mut self, search: &Search) -> Result<Answer, BookingError> {
        let mut tx = self.read().await?;
        let moving = match search.moving {
            Some(number) => Some(self.booking(&mut tx, number).await?),
            None => None,
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
    fn slot(&self, number: u32) -> Result<Slot, BookingError> {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        at.and_then(|at| self.offers.get(at)).cloned().ok_or(BookingError::NotFound)
    }

    async fn hold(&mut self, number: u32) -> Result<Answer, BookingError> {
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

    async fn confirm(&mut self, stated: &Stated) -> Result<Answer, BookingError> {
        let Some((number, hold, _)) = self.held else { return Err(BookingError::Expired) };
        if self.bookings >= MOST_BOOKINGS {
            return Err(BookingError::Limited);
        }
        let confirmed = self
            .db
            .finding_out(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                let (call, by) = (Some(self.call), self.actor());
                let confirmed = booking::confirm(&mut tx, &self.practice, hold, stated, call, &by).await?;
                tx.commit().await?;
                Ok(confirmed)
            })
            .await;
        let confirmed = match confirmed {
            Ok(confirmed) => confirmed,
            Err(BookingError::Taken | BookingError::Expired) => {
                self.held = None;
                return self.alternatives(&self.slot(number)?, None).await;
            }
            Err(error) => return Err(error),
        };
        self.held = None;
        self.bookings += 1;
        if confirmed.booking.appointment.status == Status::Requested {
            return Ok(Answer::Requested);
        }
        let name = stated.name.clone();
        Ok(Answer::Confirmed(self.show(&confirmed.booking, name, Some(confirmed.reference))))
    }

    async fn verify(
        &mut self,
        code: &Pii<String>,
        name: Option<Pii<String>>,
    ) -> Result<Answer, BookingError> {
        let Ok(code) = code.reveal().parse::<Code>() else {
            // Not six digits: no code at all, so no try is counted.
            return Ok(Answer::NotProved { tries_left: TRIES - self.wrong_codes });
        };
        let told = Told { call: self.call, name, caller: self.caller.clone().map(Pii::new) };
        let proof = self
            .db
            .retrying(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                let proof = patients::prove(&mut tx, &told, &code).await?;
                tx.commit().await?;
                Ok(proof)
            })
            .await?;
        match proof {
            Proof::Proved(patient) => {
                self.proved = Some(patient);
                let appointments = self.appointments().await?;
                Ok(Answer::Proved { appointments })
            }
            Proof::Wrong { tries_left } => {
                self.wrong_codes = TRIES - tries_left;
                Ok(Answer::NotProved { tries_left })
            }
            Proof::Locked => Ok(Answer::Locked),
        }
    }

    /// The coming appointments of the proved patient and those that this call has booked.
    async fn appointments(&mut self) -> Result<Vec<Booked>, BookingError> {
        let mut tx = self.read().await?;
        let mut bookings = booking::of_call(&mut tx, self.call).await?;
        if let Some(patient) = self.proved {
            let own = booking::of_patient(&mut tx, patient).await?;
            bookings.extend(own.into_iter().filter(|booking| booking.call != Some(self.call)));
        }
        bookings.sort_by_key(|booking| booking.appointment.span);
        let mut shown = Vec::with_capacity(bookings.len());
        for booking in &bookings {
            let name = name_of(&mut tx, booking).await?;
            shown.push(self.show(booking, name, None));
        }
        Ok(shown)
    }

    async fn reschedule(&mut self, number: AppointmentRef, offer: u32) -> Result<Answer, BookingError> {
        let slot = self.slot(offer)?;
        let (id, revision) = self.seen(number)?;
        let moved = self
            .db
            .finding_out(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                let by = self.actor();
                let moved =
                    booking::reschedule(&mut tx, &self.practice, id, &slot, Some(revision), &by).await?;
                booking::release_all(&mut tx, self.call, &by).await?;
                // Read before the commit: after it nothing may fail, or what was done would be told as undone.
                let name = name_of(&mut tx, &moved).await?;
                tx.commit().await?;
                Ok((moved, name))
            })
            .await;
        match moved {
            Ok((booking, name)) => {
                self.held = None;
                Ok(Answer::Moved(self.show(&booking, name, None)))
            }
            Err(BookingError::Taken) => self.alternatives(&slot, Some(number)).await,
            Err(error) => Err(error),
        }
    }

    async fn cancel(&mut self, number: AppointmentRef) -> Result<Answer, BookingError> {
        let (id, revision) = self.seen(number)?;
        let (booking, name) = self
            .db
            .finding_out(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                let by = self.actor();
                let booking = booking::cancel(&mut tx, &self.practice, id, Some(revision), &by).await?;
                let name = name_of(&mut tx, &booking).await?;
                tx.commit().await?;
                Ok((booking, name))
            })
            .await?;
        Ok(Answer::Cancelled(self.show(&booking, name, None)))
    }

    async fn leave(&mut self, note: &Note) -> Result<Answer, BookingError> {
        let appointment = match note.about {
            Some(number) => Some(self.seen(number)?.0),
            None => None,
        };
        let left = booking::Note {
            kind: note.kind,
            call: Some(self.call),
            patient: self.proved,
            appointment,
            service: note.service.clone(),
            practitioner: note.practitioner.clone(),
            name: note.name.clone(),
            phone: note.phone.clone().or_else(|| self.caller.clone().map(Pii::new)),
            email: None,
            text: Some(note.text.clone()).filter(|text| !text.reveal().is_empty()),
            wish: words::wish(&note.wish, &self.practice).map(Pii::new),
        };
        self.db
            .finding_out(async || -> Result<(), BookingError> {
                let mut tx = self.write().await?;
                booking::leave(&mut tx, &left, &self.actor()).await?;
                Ok(tx.commit().await?)
            })
            .await?;
        Ok(Answer::Noted)
    }

    /// What is free near a slot that somebody else was quicker to take.
    async fn alternatives(
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

    /// Gives an appointment its number in this call, with the revision that is told now.
    fn show(&mut self, booking: &Booking, name: Pii<String>, reference: Option<Code>) -> Booked {
        let appointment = &booking.appointment;
        let known = self.shown.iter().position(|shown| shown.id == appointment.id);
        let at = known.unwrap_or_else(|| {
            self.shown.push(Shown { id: appointment.id, revision: 0 });
            self.shown.len() - 1
        });
        self.shown[at].revision = appointment.revision;
        Booked {
            appointment: AppointmentRef(u32::try_from(at + 1).unwrap_or(u32::MAX)),
            reference,
            start: appointment.span.start,
            end: appointment.span.end,
            practitioner: appointment.practitioner.clone(),
            service: appointment.service.clone(),
            name,
        }
    }

    /// The appointment behind a number that this call was given.
    fn seen(&self, number: AppointmentRef) -> Result<(AppointmentId, u32), BookingError> {
        let at = usize::try_from(number.0).ok().and_then(|number| number.checked_sub(1));
        let shown = at.and_then(|at| self.shown.get(at)).ok_or(BookingError::NotFound)?;
        Ok((shown.id, shown.revision))
    }

    async fn booking(&self, tx: &mut Tx, number: AppointmentRef) -> Result<Booking, BookingError> {
        booking::appointment(tx, self.seen(number)?.0).await
    }

    fn failed(&self, error: &BookingError) -> Answer {
        match error {
            BookingError::Refused(refusal) => Answer::Refused(*refusal),
            BookingError::CalendarUnknown => Answer::Unsure,
            BookingError::TooLate => Answer::TooLate,
            BookingError::Limited => Answer::Limited,
            BookingError::Taken | BookingError::Expired => Answer::Taken { offers: Vec::new() },
            BookingError::NotFound | BookingError::Changed | BookingError::Over => Answer::Failed,
            BookingError::Db(error) => {
                tracing::error!(call = %self.call, %error, "an action of a call failed");
                Answer::Failed
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

/// Whose appointment it is; nobody's name when they were erased.
async fn name_of(tx: &mut Tx, booking: &Booking) -> Result<Pii<String>, BookingError> {
    let details = patients::details(tx, booking.appointment.patient).await?;
    Ok(details.map(|details| details.name).unwrap_or_default())
}
