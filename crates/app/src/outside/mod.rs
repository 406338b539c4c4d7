//! HTTP to other people's systems: over TLS, within seconds, straight to where their name leads, and never to a machine
//! of this network.
//!
//! Whoever may name an address could otherwise have this server ask what only it can reach: a database, a metadata
//! service, a neighbour. So every address that a name leads to is looked at right before it is connected to, and no
//! redirection is followed.

mod address;
mod client;

pub use self::address::{Address, NoAddress, Reach};
pub use self::client::{Outside, OutsideError, Trouble};
