//! Who is calling, and what they leave for the staff.

use dialogue::{Answer, Note};
use domain::ids::RequestId;
use domain::{Code, Pii};

use super::Desk;
use super::whose::is_same;
use crate::booking::{self, BookingError};
use crate::calls::words;
use crate::db::{DbError, Tx};
use crate::patients::{self, Details, Proof, TRIES, Told};

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
                self.meet(patient, told.name);
                let appointments = self.appointments().await?;
                let file = patients::details(&mut self.read().await?, patient).await?;
                let reachable = file.is_some_and(|file| file.phone.is_some());
                Ok(Answer::Proved { appointments, reachable })
            }
            Proof::Wrong { tries_left } => {
                self.wrong_codes = TRIES - tries_left;
                Ok(Answer::NotProved { tries_left })
            }
            Proof::Locked => Ok(Answer::Locked),
        }
    }

    /// Has a code sent to whoever is on file under the name or the caller's number. Whether anybody is, this doesn't say.
    pub(super) async fn send_code(&self, name: Option<Pii<String>>) -> Result<Answer, BookingError> {
        let told = Told { call: self.call, name, caller: self.caller.clone().map(Pii::new) };
        self.db
            .retrying(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                patients::send_code(&mut tx, &told).await?;
                Ok(tx.commit().await?)
            })
            .await?;
        Ok(Answer::Noted)
    }

    pub(super) async fn leave(&mut self, note: &Note) -> Result<Answer, BookingError> {
        let appointment = match note.about {
            Some(number) => Some(self.seen(number)?.0),
            None => None,
        };
        let theirs = self.whose(&mut self.read().await?, note.name.as_ref(), appointment).await?;
        let (patient, file) = theirs.unzip();
        // The number on file is of whoever has the file, and not of who speaks for them.
        let is_theirs =
            |file: &Details| note.name.as_ref().is_none_or(|name| is_same(name.reveal(), file.name.reveal()));
        let (name, phone) = file.filter(is_theirs).map(|file| (file.name, file.phone)).unzip();
        let left = booking::Note {
            kind: note.kind,
            reason: note.reason,
            call: Some(self.call),
            patient,
            appointment,
            service: note.service.clone(),
            practitioner: note.practitioner.clone(),
            name: note.name.clone().or(name),
            phone: note.phone.clone().or_else(|| self.caller.clone().map(Pii::new)).or(phone.flatten()),
            email: note.email.clone(),
            text: Some(note.text.clone()).filter(|text| !text.reveal().is_empty()),
            wish: words::wish(&note.wish, &self.practice).map(Pii::new),
            locked: note.locked,
        };
        let id = self
            .db
            .finding_out(async || -> Result<_, BookingError> {
                let mut tx = self.write().await?;
                let id = self.leave_in(&mut tx, note, &left).await?;
                tx.commit().await?;
                Ok(id)
            })
            .await?;
        self.left = Some(id);
        Ok(Answer::Noted)
    }

    /// Adds to what was left last, or leaves it by itself: also where the staff has settled that meanwhile.
    async fn leave_in(&self, tx: &mut Tx, note: &Note, left: &booking::Note) -> Result<RequestId, DbError> {
        if let Some(last) = self.left.filter(|_| note.takes_back)
            && booking::add(tx, last, &note.text, &self.actor()).await?
        {
            return Ok(last);
        }
        booking::leave(tx, left, &self.actor()).await
    }
}
