//! What was taken back.
