//! Finding, holding, booking, moving and cancelling: the same operations for every entrance.
//!
//! Each is a plain function over a transaction. The arbiter is the `claim` table: an operation that returns an
//! error after it has written something gives the transaction up, so nothing half-done can be committed. What has
//! happened is true once the transaction is committed, and not before.

mod agenda;
pub mod blocks;
mod cancel;
mod claim;
mod confirm;
mod conflicts;
mod error;
mod find;
mod hold;
pub mod http;
mod list;
mod note;
mod overbook;
mod request;
mod reschedule;
mod rows;
mod sql;
mod sweep;
mod whose;

pub use self::agenda::{Agenda, Entry, agenda, in_agendas, in_sight};
pub use self::cancel::cancel;
pub use self::confirm::{Confirmed, For, confirm};
pub use self::conflicts::{Conflict, Conflicts, Despite, Why, in_the_way, outside, stranded};
pub use self::error::BookingError;
pub(crate) use self::find::taken;
pub use self::find::{Found, Search, find, slot_at};
pub use self::hold::{HOLDS_A_CALL, Held, extend, hold, release, release_all};
pub(crate) use self::list::untouched;
pub use self::list::{
    Coming, Cursor, Filter, Page, appointment, coming, held, how_many, list, of_call, of_patient, reference,
    starts,
};
pub use self::note::note;
pub use self::overbook::{overbook, overbook_move};
pub(crate) use self::request::ALL as ALL_OF_REQUESTS;
pub use self::request::{
    About, Note, Open, Remark, Request, RequestFilter, add, assign, inbox, leave, open, remark, reopen,
    request_for, requests, requests_of_call, requests_of_patient, settle, the_request,
};
pub(crate) use self::request::{leave_about, requests_of_calls};
pub use self::reschedule::{reschedule, room_stands};
pub use self::rows::Booking;
pub(crate) use self::sql::ALL;
pub(crate) use self::sweep::forget_ended;
pub use self::sweep::sweep;
pub use self::whose::all_of_patient;
pub(crate) use self::whose::hand_over;
