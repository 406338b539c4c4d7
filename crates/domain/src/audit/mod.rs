//! The audit trail: what was done, by whom, to what, chained so that a later change shows.
//!
//! An entry is written in the transaction of what it reports, with its own digest. A sealing job links each
//! tenant's entries in order ([`chain()`]); [`verify`] finds any that was altered, removed or moved. An entry holds
//! only typed facts: there is no field that could take a name, a number or somebody's words.

mod action;
mod chain;
mod entry;

pub use self::action::Action;
pub use self::chain::{Broken, Fault, Head, Link, Walk, chain, verify};
pub use self::entry::{By, Digest, Entity, Entry, Facts, Unlabelled, digest, entry_digest};
