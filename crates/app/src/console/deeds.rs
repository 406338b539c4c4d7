//! What was done, in a member's words: lines of a history.

use domain::Lang;
use domain::audit::Entry;
use domain::ids::{ResourceId, ServiceId};
use domain::practice::Practice;

use super::names::Names;
use crate::pages::{dates, words};

/// A line of a history.
pub(super) struct Deed {
    /// When, for lists.
    pub(super) when: String,
    /// What was done.
    pub(super) what: &'static str,
    /// The appointment that it was about, where it was about one: what, with whom, when.
    pub(super) of: String,
    /// Who did it.
    pub(super) by: String,
}

impl Deed {
    /// An entry of the trail.
    pub(super) fn of(entry: &Entry, names: &Names, practice: &Practice) -> Self {
        let lang = names.lang();
        let zone = practice.tenant.zone();
        let facts = &entry.after;
        let start = facts.span.map(|span| dates::moment(lang, zone, span.start));
        let about = what(practice, lang, facts.service.as_ref(), facts.practitioner.as_ref());
        let of = [Some(about).filter(|about| !about.is_empty()), start];
        Self {
            when: dates::stamp(zone, entry.at),
            what: words::word(lang, &format!("audit.{}", entry.action.name())),
            of: of.into_iter().flatten().collect::<Vec<_>>().join(", "),
            by: names.who(entry.by),
        }
    }
}

/// «Consultation avec Dr Martin».
pub(super) fn what(
    practice: &Practice,
    lang: Lang,
    service: Option<&ServiceId>,
    practitioner: Option<&ResourceId>,
) -> String {
    let service = service.map(|id| {
        let known = practice.service(id).and_then(|service| service.name.get(lang));
        known.map_or_else(|| id.to_string(), Clone::clone)
    });
    let practitioner = practitioner.map(|id| {
        practice.practitioner(id).map_or_else(|| id.to_string(), |practitioner| practitioner.name.clone())
    });
    [service, practitioner].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
