//! Whose a request is: of whoever was proved or booked for in the call in which it is left.

use std::collections::BTreeSet;

use domain::ids::{AppointmentId, PatientId};
use domain::{Pii, name};

use super::Desk;
use crate::booking::{self, BookingError};
use crate::db::Tx;
use crate::patients::{self, Details};

/// Somebody whose file the call has touched.
pub(super) struct Met {
    patient: PatientId,
    /// How they were named.
    named: Option<Pii<String>>,
}

impl Desk {
    /// Somebody was proved, or booked for, under this name.
    pub(super) fn meet(&mut self, patient: PatientId, named: Option<Pii<String>>) {
        self.met.push(Met { patient, named });
    }

    /// Whose a request of this name is, and what is on their file; nobody's when the call knows nobody of that name.
    /// What is about an appointment is of whoever has it.
    pub(super) async fn whose(
        &self,
        tx: &mut Tx,
        named: Option<&Pii<String>>,
        about: Option<AppointmentId>,
    ) -> Result<Option<(PatientId, Details)>, BookingError> {
        if let Some(about) = about {
            let booking = booking::appointment(tx, about).await?;
            return on_file(tx, booking.appointment.patient).await;
        }
        let Some(named) = named else {
            return match self.the_only_one() {
                Some(only) => on_file(tx, only).await,
                None => Ok(None),
            };
        };
        for met in self.met.iter().rev() {
            let Some((patient, details)) = on_file(tx, met.patient).await? else { continue };
            let known = met.named.iter().chain([&details.name]);
            if known.into_iter().any(|known| is_same(named.reveal(), known.reveal())) {
                return Ok(Some((patient, details)));
            }
        }
        Ok(None)
    }

    /// Who was proved, or else the one person whom the call has met.
    fn the_only_one(&self) -> Option<PatientId> {
        let met: BTreeSet<PatientId> = self.met.iter().map(|met| met.patient).collect();
        self.proved.or_else(|| met.first().copied().filter(|_| met.len() == 1))
    }
}

/// A file, or the one that it went into meanwhile; nothing when it was erased.
async fn on_file(tx: &mut Tx, patient: PatientId) -> Result<Option<(PatientId, Details)>, BookingError> {
    let Some(details) = patients::details(tx, patient).await? else { return Ok(None) };
    let kept = patients::kept_of(tx, patient).await?.unwrap_or(patient);
    Ok(Some((kept, details)))
}

/// Whether all that was said of a name is in the one that is known, as they sound.
pub(super) fn is_same(said: &str, known: &str) -> bool {
    let (said, known) = (name::phonetic(said), name::phonetic(known));
    let mut known = known.split(' ').collect::<Vec<_>>();
    known.retain(|word| !word.is_empty());
    !known.is_empty() && said.split(' ').all(|word| known.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_name_is_the_same_as_it_sounds_and_a_part_of_it_is() {
        for (said, known) in [
            ("Jeanne Petit", "Jeanne PETIT"),
            ("petit jeanne", "Jeanne Petit"),
            ("Bernard Dupond", "Bernard Dupont"),
            ("Jeanne", "Jeanne Petit"),
        ] {
            assert!(is_same(said, known), "{said} {known}");
        }
        for (said, known) in [("Paul Petit", "Jeanne Petit"), ("Paul", "Jeanne Petit"), ("Paul", "")] {
            assert!(!is_same(said, known), "{said} {known}");
        }
    }
}
