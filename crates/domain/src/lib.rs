//! What a practice, its time and its appointments are: pure types and rules.
//!
//! Nothing here reads a clock, a socket or a random number: `now` and randomness are arguments, and the manifest
//! proves it.

pub mod appointment;
pub mod audit;
pub mod availability;
pub mod clock;
pub mod code;
pub mod hold;
pub mod holidays;
pub mod ids;
pub mod lang;
pub mod name;
pub mod permission;
pub mod phone;
pub mod pii;
pub mod practice;
pub mod quota;
pub mod random;
pub mod request;
pub mod schedule;
pub mod span;
pub mod text;
pub mod wish;

pub use code::Code;
pub use lang::Lang;
pub use phone::Phone;
pub use pii::Pii;
pub use practice::Practice;
pub use span::Span;
pub use text::Localized;
