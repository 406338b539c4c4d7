//! Everything that touches the database, on both engines.

mod happy;
mod schema;
