//! The telephone today: the calls that run, and what came of the others. Nobody's name, nothing that was said.

use domain::Lang;
use domain::audit::Action;
use domain::practice::Practice;

use super::bounds;
use crate::db::{DbError, Tx};
use crate::pages::words;
use crate::{audit, calls};

/// What came of calls, in the order in which it is told, and by which word.
const OUTCOMES: [(Action, &str); 5] = [
    (Action::Booked, "today.booked"),
    (Action::Requested, "today.requested"),
    (Action::Moved, "today.moved"),
    (Action::Cancelled, "today.cancelled"),
    (Action::RequestLeft, "today.left"),
];

/// The telephone today.
pub(super) struct Telephone {
    /// The calls that run, each by how long.
    pub(super) running: Vec<String>,
    pub(super) calls: Outcome,
    pub(super) outcomes: Vec<Outcome>,
}

/// How often something came of a call.
pub(super) struct Outcome {
    pub(super) name: String,
    pub(super) count: u32,
}

impl Telephone {
    /// What there was until now.
    pub(super) async fn of(tx: &mut Tx, practice: &Practice, lang: Lang) -> Result<Self, DbError> {
        let now = tx.now();
        let midnight = bounds(practice, now).0;
        let running = calls::running(tx).await?.into_iter().map(|since| {
            let minutes = since.duration_until(now).as_mins().max(0);
            let key = if minutes == 0 { "today.just_begun" } else { "today.running_for" };
            words::fill(lang, key, &[("minutes", &minutes.to_string())])
        });
        let count = calls::count(tx, midnight).await?;
        let did = audit::by_calls(tx, midnight).await?;
        let of = |action: Action| {
            did.iter().find(|(name, _)| name == action.name()).map_or(0, |(_, count)| *count)
        };
        let did = OUTCOMES.map(|(action, key)| (key, of(action)));
        let ended = [("today.transferred", count.transferred), ("today.hung_up", count.hung_up)];
        let outcomes = did.into_iter().chain(ended).filter(|(_, count)| *count > 0);
        let told = |(key, count)| Outcome { name: words::counted(lang, key, count), count };
        let calls = told(("today.calls", count.all));
        Ok(Self { running: running.collect(), calls, outcomes: outcomes.map(told).collect() })
    }
}
