//! Calls: what drives a `dialogue` and does what it asks for.
//!
//! A [`Line`] is one conversation. Every entrance (talk page, terminal, rehearsal, simulation) has lines and nothing
//! else; a line's desk carries actions out with the same operations that the API uses.

mod desk;
mod line;
mod past;
pub mod rehearsal;
mod sql;
mod words;

pub use self::line::{Line, Opening, Turn};
pub use self::past::{Count, count, running};
pub(crate) use self::sql::ALL;
