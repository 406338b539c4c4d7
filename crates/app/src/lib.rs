//! The product: one folder a feature.
//!
//! A feature's `mod.rs` has its operations: plain async functions over a transaction ([`db::Tx`]), which HTTP, the
//! voice, the console and the command line call alike. Its `sql.rs` is private: only the feature touches its tables.

pub mod audit;
pub mod auth;
pub mod booking;
pub mod calendars;
pub mod calls;
pub mod clock;
pub mod console;
pub mod db;
pub mod documents;
mod hex;
pub mod http;
pub mod jobs;
pub mod keys;
pub mod messages;
pub mod once;
pub mod operate;
pub mod outside;
mod pages;
pub mod patients;
pub mod random;
pub mod sealing;
pub mod talk;
pub mod tenants;
pub mod test_call;
pub mod usage;
pub mod users;
pub mod webhooks;

/// Every statement of Allo, for the test that prepares them all on both engines.
pub fn statements() -> impl Iterator<Item = &'static db::Statement> {
    [
        audit::ALL,
        auth::ALL,
        booking::ALL,
        booking::blocks::ALL,
        booking::ALL_OF_REQUESTS,
        calendars::ALL,
        calls::ALL,
        db::directory::ALL,
        documents::ALL,
        jobs::ALL,
        keys::ALL,
        messages::ALL,
        once::ALL,
        patients::ALL,
        sealing::ALL,
        talk::ALL,
        tenants::ALL,
        usage::ALL,
        users::ALL,
        webhooks::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}
