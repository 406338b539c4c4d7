//! What the caller wants.

use crate::entity::Found;
use crate::text::Text;
use crate::{Context, Intent, Shift, TimeMention};

/// What the words say beside times and entities.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) intent: Intent,
    pub(crate) confidence: f64,
    pub(crate) topic: Option<String>,
    pub(crate) emergency: bool,
    pub(crate) hedged: bool,
    pub(crate) earlier_later: Option<Shift>,
    pub(crate) same_hour: bool,
    pub(crate) any_time: bool,
}

pub(crate) fn classify(
    _text: &Text<'_>,
    times: &[TimeMention],
    _entities: &[Found],
    _context: &Context<'_>,
) -> Reading {
    Reading {
        intent: if times.is_empty() { Intent::None } else { Intent::Provide },
        confidence: 0.5,
        topic: None,
        emergency: false,
        hedged: false,
        earlier_later: None,
        same_hour: false,
        any_time: false,
    }
}
