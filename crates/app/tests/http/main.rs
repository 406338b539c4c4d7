//! The product over HTTP, as a client meets it.

mod booking;
mod client;
mod errors;
mod isolation;
mod talk;
