//! What the caller wants.
//!
//! Asked an open question, callers say what they come for in their own words: [`purpose`] has learned what those
//! weigh. An answer to a narrower one is read by what was asked, and so is what no lesson tells: phrase tables give
//! weights to intents, [`decide`] settles what the same words say for several of them, and [`confidence`] says how
//! often such a decision is right. Emergencies are looked for first, by tables of their own.

mod confidence;
mod decide;
mod emergency;
mod phrasebook;
mod purpose;
mod topics;
mod weigh;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::entity;
use crate::text::Text;
use crate::{Context, EntityKind, Expecting, Intent, Lang, Peril, Shift, TimeMention};
use decide::{Case, TASKS};
pub(crate) use emergency::Danger;
pub use emergency::emergency_weights;
use phrasebook::Hits;
pub(crate) use phrasebook::one_slip;
use purpose::Utterance;
pub use purpose::intent_weights;
pub(crate) use words::{Words, stem};

/// What is told apart, by the names that the tables use, in the order of their columns. (An emergency is looked for
/// first.)
const INTENTS: [(&str, Intent); 17] = [
    ("book", Intent::Book),
    ("reschedule", Intent::Reschedule),
    ("cancel", Intent::Cancel),
    ("availability", Intent::Availability),
    ("lookup", Intent::Lookup),
    ("info", Intent::Info),
    ("human", Intent::Human),
    ("affirm", Intent::Affirm),
    ("deny", Intent::Deny),
    ("choose", Intent::Choose),
    ("repeat", Intent::Repeat),
    ("wait", Intent::Wait),
    ("greet", Intent::Greet),
    ("thanks", Intent::Thanks),
    ("goodbye", Intent::Goodbye),
    ("provide", Intent::Provide),
    ("none", Intent::None),
];

/// What the lessons tell less surely is left to the phrase tables.
const SURE_ENOUGH: f64 = 0.25;

/// What the lessons tell as surely as this is begun beside something that is done.
const QUITE_SURE: f64 = 0.6;

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
    pub(crate) outright: Intent,
    pub(crate) danger: Danger,
    pub(crate) peril: Peril,
    pub(crate) hedged: bool,
    pub(crate) earlier_later: Option<Shift>,
    pub(crate) same_hour: bool,
    pub(crate) any_time: bool,
}

/// What was found in an utterance before its intent is read.
pub(crate) struct Found<'f> {
    pub(crate) times: &'f [TimeMention],
    /// The tokens that speak of times, those taken back among them.
    pub(crate) spans: &'f [Range<usize>],
    pub(crate) entities: &'f [entity::Found],
}

impl Found<'_> {
    /// Does a token belong to something that is spelled or counted out? Its letters and numbers mean nothing: the
    /// «39» of a telephone number is no fever.
    fn is_dictated(&self, token: usize) -> bool {
        let dictated = |kind| matches!(kind, EntityKind::Phone | EntityKind::Code | EntityKind::Email);
        self.entities
            .iter()
            .any(|f| f.tokens.contains(&token) && f.entity.as_ref().is_some_and(|e| dictated(e.kind)))
    }
}

/// Reads the intent and the marks that go with it.
pub(crate) fn classify(text: &Text<'_>, found: &Found<'_>, context: &Context<'_>) -> Reading {
    let words = Words::of(text);
    let hits = weigh::read(&words, context.lang);
    let (danger, peril) = emergency::danger(&words.outside(|token| found.is_dictated(token)), context.lang);
    let topic = topics::find(text, &words, &hits, context);
    let Found { times, entities, .. } = *found;
    let decision = Case { hits: &hits, times, entities, context, topic: topic.is_some() }.decide();
    let utterance = Utterance { text, words: &words, hits: &hits, found };
    let taught = || purpose::find(&utterance, topic.is_some(), context.lang);
    let taught = match context.expecting {
        Expecting::Anything => Some(taught()).filter(|(_, sure)| *sure >= SURE_ENOUGH),
        // What was just done may be corrected by a word («plutôt à quinze heures»): the tables know how.
        Expecting::AnythingElse if times.is_empty() && decision.intent == Intent::None => {
            Some(taught()).filter(|(intent, sure)| TASKS.contains(intent) && *sure >= QUITE_SURE)
        }
        _ => None,
    };
    let (wanted, sure) = taught.unwrap_or_else(|| (decision.intent, confidence::of(&decision)));
    let reported = danger == Danger::Reported;
    let (intent, confidence) =
        if reported { (Intent::Emergency, confidence::EMERGENCY) } else { (wanted, sure) };
    Reading {
        intent,
        confidence,
        topic,
        hours: topics::asks_hours(text, &words, &hits, context),
        wanted,
        outright: decision.intent,
        danger,
        peril,
        hedged: hits.has("hedge"),
        earlier_later: shift(&hits),
        same_hour: hits.has("same_hour"),
        any_time: hits.has("any_time"),
    }
}

/// What is weighed of an utterance to tell what it is for.
pub(crate) fn features(text: &Text<'_>, found: &Found<'_>, lang: Lang) -> BTreeSet<String> {
    let words = Words::of(text);
    let hits = weigh::read(&words, lang);
    purpose::features_of(&Utterance { text, words: &words, hits: &hits, found })
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
