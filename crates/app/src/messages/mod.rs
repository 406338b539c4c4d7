//! Messages: what patients and the practice are told in writing.
//!
//! Whoever changes something writes a piece of work (`notify.…`) in the same transaction; a worker makes a message of
//! it, by e-mail or text message, and has it carried at least once ([`Sending`]). A message is kept sealed with the key
//! of whom it is about, so that the staff sees what was said, and nobody does once they are erased. See
//! `docs/messages.md`.

mod became;
mod compose;
mod content;
pub mod http;
mod invite;
mod kind;
mod link;
mod list;
mod mail;
pub(crate) mod page;
mod post;
mod preference;
mod ready;
mod reminders;
mod sms;
mod sql;
mod worker;

pub(crate) use self::became::lapse;
pub use self::content::Content;
pub use self::invite::Method;
pub use self::kind::{Channel, Kind, State};
pub(crate) use self::link::without_button;
pub use self::list::{Filter, Message, MessageError, list, message, resend};
pub(crate) use self::list::{forget, stored};
pub use self::mail::{InvalidServer, Server};
pub use self::post::{Carried, Post, Recorder, Trouble};
pub(crate) use self::preference::{forgotten, together};
pub use self::preference::{prefer, preference};
pub(crate) use self::reminders::remind;
pub use self::sms::{BREVO, InvalidProvider, Provider};
pub(crate) use self::sql::ALL;
pub use self::worker::{LEASE, Sending};
