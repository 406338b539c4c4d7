//! Who is calling, and what they leave for the staff.

use dialogue::{Answer, Note};
use domain::{Code, Pii};

use super::Desk;
use crate::booking::{self, BookingError};
use crate::calls::words;
use crate::patients::{self, Proof, TRIES, Told};

impl Desk {
    pub(super) async fn verify(
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

    pub(super) async fn leave(&mut self, note: &Note) -> Result<Answer, BookingError> {
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
}
