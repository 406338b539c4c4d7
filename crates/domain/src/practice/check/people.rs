//! Practitioners, rooms and patients.

use super::{Findings, Wrong, tenant};
use crate::practice::{Change, Hours, Override, Practice, Practitioner};

pub(super) fn check(practice: &Practice, findings: &mut Findings) {
    if practice.practitioners.is_empty() {
        findings.add("practitioners", Wrong::Nobody);
    }
    for (place, practitioner) in practice.practitioners.iter().enumerate() {
        check_practitioner(&format!("practitioners[{place}]"), practitioner, findings);
    }
    for (place, room) in practice.rooms.iter().enumerate() {
        findings.name(format!("rooms[{place}].name"), &room.name);
        tenant::closures(&format!("rooms[{place}].closures"), &room.closures, findings);
    }
    resources(practice, findings);
    patients(practice, findings);
}

/// One list of ids: a claim on time names practitioner and room alike.
fn resources(practice: &Practice, findings: &mut Findings) {
    let people = practice.practitioners.iter().enumerate();
    let people = people.map(|(place, one)| (format!("practitioners[{place}].id"), &one.id));
    let rooms = practice.rooms.iter().enumerate().map(|(place, one)| (format!("rooms[{place}].id"), &one.id));
    findings.unique(people.chain(rooms), "id");
}

fn check_practitioner(field: &str, practitioner: &Practitioner, findings: &mut Findings) {
    findings.name(format!("{field}.name"), &practitioner.name);
    findings.phrases(&format!("{field}.spoken"), &practitioner.spoken);
    for (weekday, hours) in practitioner.hours.days() {
        findings.in_order(&format!("{field}.hours.{weekday}"), hours);
    }
    tenant::closures(&format!("{field}.closures"), &practitioner.closures, findings);
    let dates = practitioner.overrides.iter().enumerate();
    findings.unique(dates.map(|(place, one)| (format!("{field}.overrides[{place}].date"), one.date)), "date");
    for (place, different) in practitioner.overrides.iter().enumerate() {
        check_override(&format!("{field}.overrides[{place}]"), practitioner, different, findings);
    }
}

fn check_override(field: &str, practitioner: &Practitioner, different: &Override, findings: &mut Findings) {
    match &different.change {
        Change::Closed => {}
        Change::Instead(hours) => findings.in_order(&format!("{field}.hours"), hours),
        Change::Extra(extra) => {
            findings.in_order(&format!("{field}.extra"), extra);
            let usual = practitioner.hours.on(different.date.weekday());
            let overlap =
                |hours: &Hours| usual.iter().find(|usual| hours.start < usual.end && usual.start < hours.end);
            for (place, hours) in extra.iter().enumerate() {
                if let Some(usual) = overlap(hours) {
                    findings.add(format!("{field}.extra[{place}]"), Wrong::OverlapsWeek(*hours, *usual));
                }
            }
        }
    }
    if let Some(reason) = &different.reason {
        findings.name(format!("{field}.reason"), reason);
    }
}

fn patients(practice: &Practice, findings: &mut Findings) {
    let ids = practice.patients.iter().enumerate();
    findings.unique(ids.map(|(place, one)| (format!("patients[{place}].id"), &one.id)), "id");
    // A code proves who is calling: two patients with one code could not be told apart.
    let codes = practice.patients.iter().enumerate();
    let codes =
        codes.filter_map(|(place, one)| Some((format!("patients[{place}].code"), one.code.as_ref()?)));
    findings.unique(codes, "code");
    for (place, patient) in practice.patients.iter().enumerate() {
        findings.name(format!("patients[{place}].name"), patient.name.reveal());
    }
}
