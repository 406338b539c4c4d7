//! The product over HTTP, as a client meets it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod booking;
mod client;
mod errors;
mod isolation;
mod talk;
