//! The search against the contract's examples, and against a slow search that tries every minute.

mod examples;
mod oracle;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::*;
use crate::ids::ResourceId;
use crate::practice::Practice;
use crate::span::{Span, Spans};

/// A practice with two doctors (one service of 20 minutes on a grid of 20, one of 30 on a grid of 15 with buffers
/// and a room) in a zone, open as given every day.
fn practice(zone: &str, hours: &str) -> Practice {
    let day = |name: &str| format!("{name}: [{hours}]");
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(day).join(", ");
    let yaml = format!(
        "tenant: {{slug: t, name: T, locale: en-GB, languages: [en], timezone: {zone}, policy: {{min_notice_min: 60, \
         horizon_days: 3}}}}\n\
         practitioners:\n\
         - {{id: ada, name: Ada, hours: {{{week}}}}}\n\
         - {{id: bob, name: Bob, hours: {{{week}}}}}\n\
         rooms: [{{id: red, name: Red}}, {{id: blue, name: Blue}}]\n\
         services:\n\
         - {{id: visit, name: {{en: Visit}}, minutes: 20, step_min: 20, by: [ada, bob], default: true}}\n\
         - {{id: scan, name: {{en: Scan}}, minutes: 30, step_min: 15, buffer_before_min: 10, buffer_after_min: 5, by: \
         [ada, bob], rooms: [red, blue]}}\n"
    );
    Practice::parse(&yaml, "test").unwrap()
}

fn id(text: &str) -> ResourceId {
    text.parse().unwrap()
}

/// The instant of a wall-clock time of the practice.
fn at(practice: &Practice, local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    practice.tenant.zone().to_timestamp(local).unwrap()
}

fn span(practice: &Practice, from: &str, to: &str) -> Span {
    Span::new(at(practice, from), at(practice, to)).unwrap()
}

fn query(service: &str, now: Timestamp) -> Query {
    Query {
        service: service.parse().unwrap(),
        practitioners: Vec::new(),
        wish: Wish::default(),
        now,
        limit: 3,
        replaces: None,
    }
}

type Taken = BTreeMap<ResourceId, Spans>;

fn taken(of: &[(&str, &[Span])]) -> Taken {
    of.iter().map(|(who, spans)| (id(who), Spans::merged(spans.to_vec()))).collect()
}

/// Slots as «who at local time», short enough to compare.
fn shown(practice: &Practice, slots: &[Slot]) -> Vec<String> {
    let zone = practice.tenant.zone();
    slots
        .iter()
        .map(|slot| format!("{} {}", slot.resource, zone.to_datetime(slot.span.start).strftime("%d %H:%M")))
        .collect()
}
