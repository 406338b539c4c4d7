//! Patients: who they are, sealed, how they are found, and how they prove it.
//!
//! A file is opened for whoever may see it (`sight`); the rest of Allo looks patients up by what they state, and says
//! of nobody whether they are on file.

mod alike;
mod change;
mod erase;
mod error;
mod export;
mod file;
pub mod http;
mod merge;
mod names;
mod opened;
mod proof;
mod search;
mod sight;
mod sql;
mod words;

pub use self::change::{Contact, change, new_code};
pub use self::erase::erase;
pub use self::error::PatientError;
pub use self::export::{Export, export};
pub use self::file::{Details, Stated, by_phone, count, details, enrol, find};
pub(crate) use self::file::{Kept, keep, stated};
pub use self::merge::merge;
pub use self::names::{Known, known, names};
pub use self::opened::{File, kept_of, open};
pub(crate) use self::opened::{seen, stays};
pub use self::proof::{DAILY_TRIES, ONE_TIME_LIFE, Proof, TRIES, Told, make_code, prove, send_code};
pub(crate) use self::proof::{asked_in, forget};
pub use self::search::{Found, FoundPatient, MOST, doubles, search, search_born};
pub(crate) use self::sql::ALL;
pub use self::words::index;
