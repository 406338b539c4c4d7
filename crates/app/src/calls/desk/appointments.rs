//! What is booked, moved and cancelled, and the appointments that the caller may see.

use dialogue::{Answer, AppointmentRef, Booked, MOST_BOOKINGS};
use domain::appointment::Status;
use domain::ids::AppointmentId;
use domain::{Code, Pii};

use super::{Desk, Shown};
use crate::booking::{self, Booking, BookingError};
use crate::db::Tx;
use crate::patients::{self, Stated};

impl Desk {
    pub(super) async fn confirm(&mut self, stated: &Stated) -> Result<Answer, BookingError> {
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
        self.meet(confirmed.booking.appointment.patient, Some(stated.name.clone()));
        if confirmed.booking.appointment.status == Status::Requested {
            return Ok(Answer::Requested);
        }
        let name = stated.name.clone();
        Ok(Answer::Confirmed(self.show(&confirmed.booking, name, Some(confirmed.reference))))
    }

    pub(super) async fn reschedule(
        &mut self,
        number: AppointmentRef,
        offer: u32,
    ) -> Result<Answer, BookingError> {
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

    pub(super) async fn cancel(&mut self, number: AppointmentRef) -> Result<Answer, BookingError> {
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

    /// The coming appointments of the proved patient and those that this call has booked.
    pub(super) async fn appointments(&mut self) -> Result<Vec<Booked>, BookingError> {
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
    pub(super) fn seen(&self, number: AppointmentRef) -> Result<(AppointmentId, u32), BookingError> {
        let at = usize::try_from(number.0).ok().and_then(|number| number.checked_sub(1));
        let shown = at.and_then(|at| self.shown.get(at)).ok_or(BookingError::NotFound)?;
        Ok((shown.id, shown.revision))
    }

    pub(super) async fn booking(&self, tx: &mut Tx, number: AppointmentRef) -> Result<Booking, BookingError> {
        booking::appointment(tx, self.seen(number)?.0).await
    }
}

/// Whose appointment it is; nobody's name when they were erased.
async fn name_of(tx: &mut Tx, booking: &Booking) -> Result<Pii<String>, BookingError> {
    let details = patients::details(tx, booking.appointment.patient).await?;
    Ok(details.map(|details| details.name).unwrap_or_default())
}
