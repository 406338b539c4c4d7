//! Everything that touches the database, on both engines.

mod happy;
mod isolation;
mod promises;
mod races;
mod schema;
mod trail;
