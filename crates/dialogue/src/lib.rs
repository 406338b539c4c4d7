//! A call as a state machine, without input or output.
//!
//! [`Call::handle`] takes what happened, [`Call::poll`] gives what is to be done, one action at a time; the time is
//! handed in, and each action and its answer share a number. Whoever drives a call owns every task and socket, so a
//! call can be simulated from its first word to its last without any.
//!
//! [`guard`] stands between what is to be said and the voice.

mod asking;
mod call;
pub mod guard;
mod io;
mod reading;
mod speech;
mod view;
mod wish;
mod words;

pub use asking::Asking;
pub use call::{Call, MOST_BOOKINGS};
pub use io::{
    Act, Action, ActionId, Answer, AppointmentRef, Booked, Closed, Input, Note, Offer, Search, Setting,
    Utterance,
};
pub use reading::read;
pub use view::{Doing, ShownOffer, View};
