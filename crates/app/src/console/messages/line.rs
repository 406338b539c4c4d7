//! One message, as it is read in a list and by itself.

use domain::ids::MessageId;
use domain::{Lang, Pii};
use jiff::tz::TimeZone;

use crate::db::Tx;
use crate::http::Problem;
use crate::messages::{Kind, Message, State};
use crate::pages::{dates, words};
use crate::patients;

/// One message, as it is read.
pub(super) struct Line {
    pub(super) id: MessageId,
    pub(super) at: String,
    pub(super) kind: &'static str,
    /// Whom it is for.
    pub(super) whom: String,
    pub(super) to: String,
    pub(super) channel: &'static str,
    pub(super) state: State,
    pub(super) state_name: &'static str,
    pub(super) reason: String,
    pub(super) attempts: u32,
    pub(super) known_by: String,
}

impl Line {
    /// Messages, with the names of whom they are for in one look.
    pub(super) async fn all(
        tx: &mut Tx,
        messages: &[Message],
        lang: Lang,
        zone: &TimeZone,
    ) -> Result<Vec<Self>, Problem> {
        let whose = |message: &Message| message.patient.filter(|_| message.kind != Kind::Request);
        let names = patients::names(tx, &messages.iter().filter_map(whose).collect::<Vec<_>>()).await?;
        let name = |message| whose(message).and_then(|patient| names.get(&patient));
        Ok(messages.iter().map(|message| Self::of(message, name(message), lang, zone)).collect())
    }

    fn of(message: &Message, patient: Option<&Pii<String>>, lang: Lang, zone: &TimeZone) -> Self {
        let named = |group: &str, name: &str| words::word(lang, &format!("messages.{group}_{name}"));
        let nobody = if message.kind == Kind::Request { "messages.practice" } else { "messages.erased" };
        let reason = message.reason.as_deref().unwrap_or_default();
        let (word, code) = reason.split_once(' ').unwrap_or((reason, ""));
        let reason =
            if word.is_empty() { String::new() } else { format!("{} {code}", named("reason", word)) };
        Self {
            id: message.id,
            at: dates::stamp(zone, message.changed_at),
            kind: named("kind", message.kind.name()),
            whom: patient.map_or_else(|| words::word(lang, nobody).to_owned(), |name| name.reveal().clone()),
            to: message.written_to(),
            channel: message.channel.map_or("", |channel| named("channel", channel.name())),
            state: message.state,
            state_name: named("state", message.state.name()),
            reason: reason.trim().to_owned(),
            attempts: message.attempts,
            known_by: message.known_by.clone().unwrap_or_default(),
        }
    }

    /// How its state looks.
    pub(super) const fn tag(&self) -> &'static str {
        match self.state {
            State::Queued => "tag",
            State::Sent => "tag quiet",
            State::Failed | State::Skipped => "tag warn",
        }
    }
}
