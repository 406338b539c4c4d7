//! What a test call would have left, as the page beside it shows it.

use domain::ids::{ResourceId, ServiceId};
use domain::permission::Actor;
use domain::{Lang, Pii};
use serde::Serialize;

use super::Sandbox;
use crate::booking::{self, Booking, Filter, RequestFilter};
use crate::db::{DbError, Tx};
use crate::messages::{self, Message};
use crate::pages::{dates, words};
use crate::patients;

/// How much of each is shown: more than one call can leave.
const MOST: u32 = 50;

/// What would be in the calendar, in the inbox, and on its way to somebody.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Left {
    appointments: Vec<Piece>,
    requests: Vec<Piece>,
    messages: Vec<Piece>,
}

/// One thing, in words.
#[derive(Clone, Debug, Serialize)]
struct Piece {
    title: String,
    text: String,
    /// Whose it is, or to whom it would go.
    aside: String,
}

impl Sandbox {
    /// What there is by now, in a language.
    pub(crate) async fn left(&self, lang: Lang) -> Result<Left, DbError> {
        // Composed, and recorded: nothing carries it.
        self.sending.all_due(&self.db, self.now()).await?;
        let mut tx = self.db.read(self.tenant, self.now()).await?;
        let mut left = Left::default();
        for booking in booking::list(&mut tx, &Filter::default(), None, MOST).await?.bookings {
            left.appointments.push(self.appointment(&mut tx, &booking, lang).await?);
        }
        let requests = booking::requests(&mut tx, &RequestFilter::default(), MOST).await?;
        left.requests.extend(requests.into_iter().map(|request| self.request(request.note, lang)));
        let messages = messages::list(&mut tx, &messages::Filter::default(), MOST, &Actor::Operator).await?;
        left.messages.extend(messages.into_iter().rev().map(|message| sent(message, lang)));
        Ok(left)
    }

    async fn appointment(&self, tx: &mut Tx, booking: &Booking, lang: Lang) -> Result<Piece, DbError> {
        let one = &booking.appointment;
        let whose = patients::details(tx, one.patient).await?;
        let name = whose.as_ref().map(|whose| whose.name.reveal().clone());
        let phone = whose.and_then(|whose| whose.phone).map(|phone| phone.reveal().written());
        let status = words::word(lang, &format!("calendar.status_{}", one.status.name())).to_owned();
        let about = [self.service(&one.service, lang), self.practitioner(&one.practitioner), status];
        Ok(Piece {
            title: dates::near(lang, self.practice.tenant.zone(), one.span.start, self.now()),
            text: joined(about),
            aside: joined([name, phone].into_iter().flatten()),
        })
    }

    fn request(&self, note: booking::Note, lang: Lang) -> Piece {
        let about = [
            note.service.map(|id| self.service(&id, lang)),
            note.practitioner.map(|id| self.practitioner(&id)),
            note.wish.map(Pii::into_revealed),
            note.text.map(Pii::into_revealed),
        ];
        let who = [note.name.map(Pii::into_revealed), note.phone.map(|phone| phone.reveal().written())];
        Piece {
            title: note.kind.title(lang).to_owned(),
            text: joined(about.into_iter().flatten()),
            aside: joined(who.into_iter().flatten()),
        }
    }

    fn service(&self, id: &ServiceId, lang: Lang) -> String {
        let name = self.practice.service(id).and_then(|service| service.name.get(lang));
        name.cloned().unwrap_or_else(|| id.to_string())
    }

    fn practitioner(&self, id: &ResourceId) -> String {
        self.practice.practitioner(id).map_or_else(|| id.to_string(), |one| one.name.clone())
    }
}

/// A message as it would have been sent.
fn sent(message: Message, lang: Lang) -> Piece {
    let named = |group: &str, name: &str| words::word(lang, &format!("messages.{group}_{name}"));
    let channel = message.channel.map(|channel| named("channel", channel.name()).to_owned());
    let to = message.written_to();
    let text = message.content.map(|content| content.into_revealed().text).unwrap_or_default();
    Piece {
        title: named("kind", message.kind.name()).to_owned(),
        // A letter's paragraphs stand further apart than they need to here.
        text: text.trim().replace("\n\n\n", "\n\n"),
        aside: joined(channel.into_iter().chain([to])),
    }
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
