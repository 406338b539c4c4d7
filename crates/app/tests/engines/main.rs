//! Everything that touches the database, on both engines.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod by_hand;
mod crashes;
mod encrypted;
mod exported;
mod happy;
mod isolation;
mod left;
mod moves;
mod plans;
mod promises;
mod proof;
mod quota;
mod races;
mod retention;
mod schema;
mod security;
mod trail;
mod webhooks;
