//! What was named, other than times.

use std::ops::Range;

use crate::text::Text;
use crate::{Context, Entity};

/// An entity and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// What goes into the frame; `None` for what only isn't a time (a price, an age, an address, a dose).
    pub(crate) entity: Option<Entity>,
    /// The tokens it covers.
    pub(crate) tokens: Range<usize>,
    /// No time may be read inside those tokens.
    pub(crate) masks: bool,
}

pub(crate) fn find(_text: &Text<'_>, _context: &Context<'_>) -> Vec<Found> {
    Vec::new()
}
