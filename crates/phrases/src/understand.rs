//! From words to a frame.

use crate::text::Text;
use crate::{Context, Frame, entity, intent};

/// Reads one utterance.
pub fn understand(text: &str, context: &Context<'_>) -> Frame {
    let text = Text::read(text, context.lang);
    let found = entity::find(&text, context);
    let times = Vec::new();
    let reading = intent::classify(&text, &times, &found, context);
    Frame {
        intent: reading.intent,
        confidence: reading.confidence,
        times,
        entities: found.into_iter().filter_map(|f| f.entity).collect(),
        ambiguous: Vec::new(),
        topic: reading.topic,
        emergency: reading.emergency,
        hedged: reading.hedged,
        earlier_later: reading.earlier_later,
        same_hour: reading.same_hour,
        any_time: reading.any_time,
    }
}
