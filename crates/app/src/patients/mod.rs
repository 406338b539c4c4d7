//! Patients: who they are, sealed, and how they prove it.

mod file;
mod proof;
mod sql;

pub use self::file::{Details, Stated, by_phone, count, details, enrol, erase, find, names};
pub(crate) use self::file::{Kept, keep, stated};
pub(crate) use self::proof::forget;
pub use self::proof::{DAILY_TRIES, ONE_TIME_LIFE, Proof, TRIES, Told, make_code, prove, send_code};
pub(crate) use self::sql::ALL;
