//! What the caller wants.

mod emergency;
mod phrasebook;
mod words;

use crate::entity::Found;
use crate::text::Text;
use crate::{Context, Intent, Shift, TimeMention};
use words::Words;

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
    text: &Text<'_>,
    times: &[TimeMention],
    _entities: &[Found],
    context: &Context<'_>,
) -> Reading {
    let words = Words::of(text);
    let emergency = emergency::is_reported(&words, context.lang);
    Reading {
        intent: if emergency { Intent::Emergency } else if times.is_empty() { Intent::None } else { Intent::Provide },
        confidence: 0.5,
        topic: None,
        emergency,
        hedged: false,
        earlier_later: None,
        same_hour: false,
        any_time: false,
    }
}
