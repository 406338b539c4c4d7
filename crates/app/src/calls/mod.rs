//! Calls: what drives a `dialogue` and does what it asks for.
//!
//! A [`Line`] is one conversation. Every entrance (talk page, terminal, rehearsal, simulation) has lines and nothing
//! else; a line's desk carries actions out with the same operations that the API uses.

mod desk;
pub mod http;
mod line;
mod list;
mod outcome;
mod past;
pub mod rehearsal;
mod sql;
mod turns;
mod words;

pub use self::line::{Line, Opening, Turn};
pub use self::list::{CallFilter, CallRecord, call, calls, deeds};
pub use self::outcome::Outcome;
pub use self::past::{Count, count, running};
pub(crate) use self::sql::ALL;
pub(crate) use self::turns::forget;
pub use self::turns::{Said, Side, turns};
