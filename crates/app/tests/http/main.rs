//! The product over HTTP, as a client meets it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod booked;
mod booking;
mod calendar;
mod calls;
mod client;
mod conflicts;
mod described;
mod documents;
mod errors;
mod for_whom;
mod inbox;
mod integrations;
mod isolation;
mod limits;
mod line;
mod link;
mod messages;
mod once;
mod operate;
mod original;
mod overtaken;
mod patients;
mod practice;
mod practice_pages;
mod refused;
mod removed;
mod rights;
mod sign_in;
mod stranded;
mod suspended;
mod talk;
mod team;
mod test_call;
mod trail;
mod trail_page;
mod usage;
mod worked_by_hand;
