//! Conversations with a call, and a server in memory that answers it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what a test is made of must be there; a stand-in that is asked for what it never offered fails its test"
)]

mod afterwards;
mod agreeing;
mod apart;
mod asides;
mod asked_beside;
mod beside;
mod blotted;
mod cancelling;
mod codes;
mod dangers;
mod dictated;
mod either_day;
mod elsewhere;
mod english;
mod family;
mod french;
mod in_one_breath;
mod leaving;
mod matters;
mod messages;
mod misheard;
mod names;
mod narrowing;
mod numbers;
mod opening;
mod parts_of_the_day;
mod patient;
mod promises;
mod properties;
mod repeats;
mod rung_back;
mod second_thoughts;
mod several;
mod together;
mod told;
mod two;
mod when;
mod which;
mod whom;
mod world;
mod written;
