//! What the caller wants.
//!
//! Phrase tables give weights to intents, [`decide`] settles what the same words say for several of them, and
//! [`confidence`] says how often such a decision is right. Emergencies are looked for first, by tables of
//! their own.

mod confidence;
mod decide;
mod emergency;
mod phrasebook;
mod topics;
mod weigh;
mod words;

use crate::entity::Found;
use crate::text::Text;
use crate::{Context, Intent, Peril, Shift, TimeMention};
use decide::Case;
pub(crate) use emergency::Danger;
pub use emergency::emergency_weights;
use phrasebook::Hits;
pub(crate) use phrasebook::one_slip;
pub(crate) use words::Words;

/// What the words say beside times and entities.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that may be said beside any other"
)]
pub(crate) struct Reading {
    pub(crate) intent: Intent,
    pub(crate) confidence: f64,
    pub(crate) topic: Option<String>,
    pub(crate) hours: bool,
    pub(crate) wanted: Intent,
    pub(crate) danger: Danger,
    pub(crate) peril: Peril,
    pub(crate) hedged: bool,
    pub(crate) earlier_later: Option<Shift>,
    pub(crate) same_hour: bool,
    pub(crate) any_time: bool,
}

/// Reads the intent and the marks that go with it.
pub(crate) fn classify(
    text: &Text<'_>,
    times: &[TimeMention],
    entities: &[Found],
    context: &Context<'_>,
) -> Reading {
    let words = Words::of(text);
    let hits = weigh::read(&words, context.lang);
    let (danger, peril) = emergency::danger(&words, context.lang);
    let topic = topics::find(text, &words, &hits, context);
    let case = Case { hits: &hits, times, entities, context, topic: topic.is_some() };
    let decision = case.decide();
    let (intent, confidence) = if danger == Danger::Reported {
        (Intent::Emergency, confidence::EMERGENCY)
    } else {
        (decision.intent, confidence::of(&decision))
    };
    Reading {
        intent,
        confidence,
        topic,
        hours: topics::asks_hours(text, &words, &hits, context),
        wanted: decision.intent,
        danger,
        peril,
        hedged: hits.has("hedge"),
        earlier_later: shift(&hits),
        same_hour: hits.has("same_hour"),
        any_time: hits.has("any_time"),
    }
}

/// Earlier or later than what was offered; not what only looks like it («au plus tard», «le plus tôt possible»).
fn shift(hits: &Hits<'_>) -> Option<Shift> {
    let fixed = hits.of("soonest");
    let said = |name| hits.of(name).iter().any(|h| !fixed.iter().any(|f| f.0 < h.1 && h.0 < f.1));
    match (said("earlier"), said("later")) {
        (true, false) => Some(Shift::Earlier),
        (false, true) => Some(Shift::Later),
        _ => None,
    }
}
