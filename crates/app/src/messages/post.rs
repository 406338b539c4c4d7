//! What carries messages out of the house: a mail server and a provider of text messages, or a recorder of both.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Phone;
use lettre::address::Address;

use super::content::Content;
use super::kind::Channel;
use super::mail::{Envelope, Server};
use super::sms::Provider;

/// Why something wasn't carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// It is of no use to try again.
    pub for_good: bool,
    /// What went wrong, for the staff; nothing personal.
    pub why: String,
}

impl Trouble {
    /// Whoever carries this took too long.
    pub(super) fn timed_out(channel: Channel) -> Self {
        let why = match channel {
            Channel::Email => "mail_timed_out",
            Channel::Sms => "sms_timed_out",
        };
        Self { for_good: false, why: why.to_owned() }
    }
}

/// Something that was carried, as a recorder keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// By what.
    pub channel: Channel,
    /// To where.
    pub to: String,
    /// By what it is known: a mail's Message-ID.
    pub id: String,
    /// What was carried: of a mail all of it, as it is sent.
    pub text: String,
}

/// A recorder: takes everything and sends nothing. Its clones record together.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    carried: Arc<Mutex<Vec<Carried>>>,
    troubles: Arc<Mutex<Vec<Trouble>>>,
}

impl Recorder {
    /// Everything so far, in order.
    pub fn carried(&self) -> Vec<Carried> {
        self.carried.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The next ones aren't carried, for these reasons, the last first.
    pub fn refuse(&self, troubles: Vec<Trouble>) {
        *self.troubles.lock().unwrap_or_else(PoisonError::into_inner) = troubles;
    }

    fn carry(&self, one: Carried) -> Result<String, Trouble> {
        if let Some(trouble) = self.troubles.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Err(trouble);
        }
        let id = one.id.clone();
        self.carried.lock().unwrap_or_else(PoisonError::into_inner).push(one);
        Ok(id)
    }
}

/// What carries mail.
#[derive(Clone, Debug)]
enum Mail {
    Server(Server),
    Recorder(Recorder, Address),
}

/// What carries text messages.
#[derive(Clone, Debug)]
enum Sms {
    Provider(Provider),
    Recorder(Recorder),
}

/// What carries messages, as far as this installation has anything.
#[derive(Clone, Debug, Default)]
pub struct Post {
    mail: Option<Mail>,
    sms: Option<Sms>,
}

/// A message on its way out.
pub(super) struct Outgoing<'a> {
    pub(super) envelope: Sender<'a>,
    pub(super) channel: Channel,
    pub(super) to: &'a str,
    pub(super) content: &'a Content,
}

/// What is known of a message before it is known what carries it.
pub(super) struct Sender<'a> {
    pub(super) id: uuid::Uuid,
    pub(super) nth: u32,
    pub(super) at: jiff::Timestamp,
    /// The practice's name.
    pub(super) practice: &'a str,
    /// Where an answer goes.
    pub(super) reply_to: Option<&'a str>,
}

impl Post {
    /// With a mail server, a provider of text messages, or one of them.
    pub fn new(mail: Option<Server>, sms: Option<Provider>) -> Self {
        Self { mail: mail.map(Mail::Server), sms: sms.map(Sms::Provider) }
    }

    /// Records everything, and sends nothing.
    pub fn recording(recorder: &Recorder) -> Self {
        let from = Address::new("rendez-vous", "allo.example").ok();
        Self {
            mail: from.map(|from| Mail::Recorder(recorder.clone(), from)),
            sms: Some(Sms::Recorder(recorder.clone())),
        }
    }

    /// Whether there is anything that carries this.
    pub(super) const fn carries(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.mail.is_some(),
            Channel::Sms => self.sms.is_some(),
        }
    }

    /// What mail comes from.
    pub(super) fn address(&self) -> Option<&Address> {
        self.mail.as_ref().map(|mail| match mail {
            Mail::Server(server) => &server.from,
            Mail::Recorder(_, from) => from,
        })
    }

    /// Hands a message over; by what it is known there.
    pub(super) async fn carry(&self, one: &Outgoing<'_>) -> Result<String, Trouble> {
        match one.channel {
            Channel::Email => self.mail(one).await,
            Channel::Sms => self.text(one).await,
        }
    }

    async fn mail(&self, one: &Outgoing<'_>) -> Result<String, Trouble> {
        let (Some(mail), Some(address)) = (&self.mail, self.address()) else { return Err(nobody()) };
        let Sender { id, nth, at, practice, reply_to } = one.envelope;
        let to = (None, one.to);
        let envelope = Envelope { id, nth, at, from: (practice, address), to, reply_to };
        let (known_by, written) = (envelope.message_id(), envelope.with(one.content)?);
        match mail {
            Mail::Server(server) => server.send(written).await.map(|()| known_by),
            Mail::Recorder(recorder, _) => recorder.carry(Carried {
                channel: Channel::Email,
                to: one.to.to_owned(),
                id: known_by,
                text: String::from_utf8_lossy(&written.formatted()).into_owned(),
            }),
        }
    }

    async fn text(&self, one: &Outgoing<'_>) -> Result<String, Trouble> {
        let bad = || Trouble { for_good: true, why: "bad_address".to_owned() };
        let to: Phone = one.to.parse().map_err(|_| bad())?;
        match &self.sms {
            None => Err(nobody()),
            Some(Sms::Provider(provider)) => {
                provider.send(&to, &one.content.text).await.map(|()| one.envelope.id.to_string())
            }
            Some(Sms::Recorder(recorder)) => recorder.carry(Carried {
                channel: Channel::Sms,
                to: one.to.to_owned(),
                id: one.envelope.id.to_string(),
                text: one.content.text.clone(),
            }),
        }
    }
}

/// It was written when there was somebody to carry it, and there isn't now.
fn nobody() -> Trouble {
    Trouble { for_good: false, why: "no_channel".to_owned() }
}
