//! English phrases about time, British and American.

mod bounds;
mod clock;
mod counted;
mod dates;
mod days;
mod decoys;
mod feasts;
mod glue;
mod make;
mod numeric;
mod parts;
mod periods;
mod spans;
mod weekdays;
mod words;

use super::grammar::Rule;

/// The rules by theme, with numeric dates read day first.
pub(super) const DAY_FIRST: &[&[Rule]] = &[
    words::RULES,
    clock::RULES,
    parts::RULES,
    weekdays::RULES,
    days::RULES,
    counted::RULES,
    periods::RULES,
    dates::RULES,
    numeric::RULES,
    numeric::DAY_FIRST,
    feasts::RULES,
    spans::RULES,
    bounds::RULES,
    glue::RULES,
    decoys::RULES,
];

/// The same, with numeric dates read month first.
pub(super) const MONTH_FIRST: &[&[Rule]] = &[
    words::RULES,
    clock::RULES,
    parts::RULES,
    weekdays::RULES,
    days::RULES,
    counted::RULES,
    periods::RULES,
    dates::RULES,
    numeric::RULES,
    numeric::MONTH_FIRST,
    feasts::RULES,
    spans::RULES,
    bounds::RULES,
    glue::RULES,
    decoys::RULES,
];
