//! What a system can hear of, and how it reads.

use domain::audit::{Action, By, Entity, Entry, Facts};
use domain::ids::{AuditId, TenantId};
use jiff::Timestamp;
use serde::Serialize;

/// What a system can hear of: what happens to appointments, requests, patients and calls. Not how the practice looks
/// after its console and its keys: that is the audit trail's business.
pub const EVENTS: [Action; 21] = [
    Action::Booked,
    Action::Requested,
    Action::Approved,
    Action::Declined,
    Action::Moved,
    Action::Cancelled,
    Action::StatusChanged,
    Action::Overbooked,
    Action::Blocked,
    Action::Unblocked,
    Action::RequestLeft,
    Action::RequestSettled,
    Action::RequestReopened,
    Action::PatientAdded,
    Action::PatientChanged,
    Action::PatientsMerged,
    Action::PatientErased,
    Action::Emergency,
    Action::CallEnded,
    Action::MessageFailed,
    Action::PracticeApplied,
];

/// The body that is posted, in the form of Standard Webhooks.
#[derive(Serialize)]
struct Event<'a> {
    r#type: Action,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    id: AuditId,
    practice: TenantId,
    by: By,
    entity: Entity,
    before: &'a Facts,
    after: &'a Facts,
}

/// The body for an entry: the same bytes each time, so that a replay is recognised.
pub(super) fn body(entry: &Entry) -> Vec<u8> {
    let Entry { id, tenant, at, by, action, entity, before, after } = entry;
    let data = Data { id: *id, practice: *tenant, by: *by, entity: *entity, before, after };
    // It cannot fail: every key is a text and every value a plain one.
    serde_json::to_vec(&Event { r#type: *action, timestamp: *at, data }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_webhook_never_hears_of_itself() {
        let names: BTreeSet<&str> = EVENTS.iter().map(|event| event.name()).collect();
        assert_eq!(names.len(), EVENTS.len());
        let private = ["webhook.", "key.", "user.", "session.", "permission.", "proof."];
        assert!(names.iter().all(|name| !private.iter().any(|kind| name.starts_with(kind))), "{names:?}");
    }
}
