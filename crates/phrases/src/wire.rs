//! The lines of `allo understand`.
