//! French phrases about time, one file a theme.
//!
//! Patterns are folded (no accents, no capitals) and elisions stand apart: «d'après» is `d apres`.

mod bounds;
mod clocks;
mod compose;
mod dates;
mod days;
mod decoys;
mod feasts;
mod parts;
mod periods;
mod words;

use super::grammar::Rule;

/// The rules, by theme.
pub(super) const TABLES: &[&[Rule]] = &[
    words::RULES,
    days::RULES,
    dates::RULES,
    periods::RULES,
    feasts::RULES,
    clocks::RULES,
    parts::RULES,
    bounds::RULES,
    compose::RULES,
    decoys::RULES,
];
