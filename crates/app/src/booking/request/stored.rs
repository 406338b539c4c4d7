//! How a request is read.

use domain::request::{Kind, Reason, State};
use domain::{Phone, Pii};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Note, Remark, Request};
use crate::db::{DbError, Row, Tx};
use crate::sealing::{self, SealedWith, SealingError};

/// The sealed part of a request.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    text: Option<String>,
    wish: Option<String>,
    locked: bool,
}

impl Details {
    pub(super) fn of(note: &Note) -> Self {
        let text = |text: &Option<Pii<String>>| text.as_ref().map(|text| text.reveal().clone());
        Self {
            name: text(&note.name),
            phone: note.phone.as_ref().map(|phone| phone.reveal().as_str().to_owned()),
            email: text(&note.email),
            text: text(&note.text),
            wish: text(&note.wish),
            locked: note.locked,
        }
    }

    /// Puts back into a note what was sealed of it.
    fn into_note(self, note: &mut Note) {
        note.name = self.name.map(Pii::new);
        note.phone = self.phone.and_then(|phone| phone.parse::<Phone>().ok()).map(Pii::new);
        note.email = self.email.map(Pii::new);
        note.text = self.text.map(Pii::new);
        note.wish = self.wish.map(Pii::new);
        note.locked = self.locked;
    }
}

/// A request as it is stored.
pub(in crate::booking) struct Stored {
    pub(super) request: Request,
    details: Vec<u8>,
    remarks: Option<Vec<u8>>,
    /// Whose key seals it.
    pub(super) subject: Uuid,
    wrapped: Option<Vec<u8>>,
}

impl Stored {
    pub(in crate::booking) fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (kind, state): (String, String) = (row.get(1)?, row.get(2)?);
        let reason: Option<String> = row.get(13)?;
        let note = Note {
            reason: reason.as_deref().and_then(Reason::from_name),
            call: row.get(3)?,
            patient: row.get(4)?,
            appointment: row.get(5)?,
            service: row.get(6)?,
            practitioner: row.get(7)?,
            ..Note::of(Kind::from_name(&kind).ok_or_else(|| row.wrong(1))?)
        };
        let request = Request {
            id: row.get(0)?,
            state: State::from_name(&state).ok_or_else(|| row.wrong(2))?,
            note,
            created_at: row.get(8)?,
            due_at: row.get(14)?,
            assigned_to: row.get(15)?,
            remarks: Vec::new(),
            settled_at: row.get(9)?,
        };
        Ok(Self {
            request,
            details: row.get(10)?,
            remarks: row.get(16)?,
            subject: row.get(11)?,
            wrapped: row.get(12)?,
        })
    }

    /// With what was sealed of it; without, when the person was erased.
    pub(in crate::booking) async fn open(self, tx: &mut Tx) -> Result<Request, DbError> {
        let mut request = self.request;
        let Some(wrapped) = self.wrapped else { return Ok(request) };
        let keys = sealing::tenant(tx).await?;
        let failed = |error| SealingError::from(error).into_db();
        let key: SealedWith = sealing::unwrap(&keys, self.subject, &wrapped, tx.dice()).map_err(failed)?;
        let id = request.id.uuid();
        let open = |column, sealed: &[u8]| key.open("request", column, id, sealed).map_err(failed);
        let wrong = |error: serde_json::Error| DbError::document("a request", &error);
        let details: Details = serde_json::from_str(&open("details", &self.details)?).map_err(wrong)?;
        details.into_note(&mut request.note);
        if let Some(sealed) = self.remarks {
            request.remarks =
                serde_json::from_str::<Vec<Remark>>(&open("remarks", &sealed)?).map_err(wrong)?;
        }
        Ok(request)
    }
}
