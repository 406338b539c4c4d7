//! French.

mod corrections;
mod decision;
mod doubt;
mod knowing;
mod roles;

use super::Cues;

/// Articles and prepositions.
const SMALL: &[&str] = &[
    "le", "la", "les", "l", "de", "du", "des", "d", "a", "au", "aux", "pour", "en", "dans", "surtout", "un",
    "une", "ce", "cette", "cet", "vers",
];

pub(super) static CUES: Cues = Cues {
    corrections: corrections::CUES,
    roles: roles::CUES,
    decision: decision::CUES,
    doubt: doubt::CUES,
    knowing: knowing::CUES,
};
