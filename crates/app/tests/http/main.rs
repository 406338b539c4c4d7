//! The product over HTTP, as a client meets it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod booking;
mod client;
mod described;
mod documents;
mod errors;
mod inbox;
mod integrations;
mod isolation;
mod limits;
mod line;
mod once;
mod original;
mod practice;
mod rights;
mod sign_in;
mod talk;
mod team;
mod trail;
mod trail_page;
