//! English.

mod corrections;
mod decision;
mod doubt;
mod knowing;
mod roles;

use super::Cues;

/// Articles and prepositions.
const SMALL: &[&str] =
    &["the", "a", "on", "at", "in", "of", "for", "this", "next", "that", "to", "from", "around", "about"];

pub(super) static CUES: Cues = Cues {
    corrections: corrections::CUES,
    roles: roles::CUES,
    decision: decision::CUES,
    doubt: doubt::CUES,
    knowing: knowing::CUES,
};
