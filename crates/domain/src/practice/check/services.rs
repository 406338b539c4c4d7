//! Services and answers.

use super::{Findings, Wrong};
use crate::clock::MINUTES_A_DAY;
use crate::ids::ResourceId;
use crate::lang::Lang;
use crate::practice::{Change, Faq, Practice, Practitioner, Service};

const DAY: u32 = MINUTES_A_DAY as u32;

pub(super) fn check(practice: &Practice, findings: &mut Findings) {
    if practice.services.is_empty() {
        findings.add("services", Wrong::Nobody);
    }
    let ids = practice.services.iter().enumerate();
    findings.unique(ids.map(|(place, one)| (format!("services[{place}].id"), &one.id)), "id");
    for (place, service) in practice.services.iter().enumerate() {
        let field = format!("services[{place}]");
        words(&field, service, practice, findings);
        lengths(&field, service, findings);
        needs(&field, service, practice, findings);
        fits(&field, service, practice, findings);
    }
    let defaults = practice.services.iter().enumerate().filter(|(_, service)| service.default);
    for (place, _) in defaults.skip(1) {
        findings.add(format!("services[{place}].default"), Wrong::SecondDefault);
    }
    for (place, faq) in practice.faq.iter().enumerate() {
        answer(&format!("faq[{place}]"), faq, &practice.tenant.languages, findings);
    }
}

fn words(field: &str, service: &Service, practice: &Practice, findings: &mut Findings) {
    let languages = &practice.tenant.languages;
    findings.in_every(&format!("{field}.name"), languages, &service.name);
    findings.phrases(&format!("{field}.spoken"), &service.spoken);
    if let Some(instructions) = &service.instructions {
        findings.in_every(&format!("{field}.instructions"), languages, instructions);
    }
}

fn lengths(field: &str, service: &Service, findings: &mut Findings) {
    findings.within(format!("{field}.minutes"), service.minutes, 1..=DAY);
    findings.within(format!("{field}.step_min"), service.step_min, 1..=DAY);
    findings.within(format!("{field}.buffer_before_min"), service.buffer_before_min, 0..=DAY);
    findings.within(format!("{field}.buffer_after_min"), service.buffer_after_min, 0..=DAY);
    let buffers = service.buffer_before_min.saturating_add(service.buffer_after_min);
    let taken = service.minutes.saturating_add(buffers);
    if service.minutes <= DAY && taken > DAY {
        findings.add(format!("{field}.minutes"), Wrong::OverADay(taken));
    }
}

fn needs(field: &str, service: &Service, practice: &Practice, findings: &mut Findings) {
    if service.by.is_empty() {
        findings.add(format!("{field}.by"), Wrong::ByNobody);
    }
    let places = |list: &str, ids: &[ResourceId]| {
        let places =
            ids.iter().enumerate().map(|(place, id)| (format!("{field}.{list}[{place}]"), id.clone()));
        places.collect::<Vec<_>>()
    };
    let (by, rooms) = (places("by", &service.by), places("rooms", &service.rooms));
    for (place, id) in by.iter().filter(|(_, id)| practice.practitioner(id).is_none()) {
        findings.add(place, Wrong::NoPractitioner(id.clone()));
    }
    for (place, id) in rooms.iter().filter(|(_, id)| practice.room(id).is_none()) {
        findings.add(place, Wrong::NoRoom(id.clone()));
    }
    findings.unique(by, "practitioner");
    findings.unique(rooms, "room");
}

/// A service that is longer than all hours of all who give it could never be booked.
fn fits(field: &str, service: &Service, practice: &Practice, findings: &mut Findings) {
    let longest = practice.practitioners_of(service).filter_map(longest_stretch).max();
    if longest.is_some_and(|longest| u32::from(longest) < service.minutes) && service.minutes <= DAY {
        findings.add(format!("{field}.minutes"), Wrong::NeverFits);
    }
}

fn longest_stretch(practitioner: &Practitioner) -> Option<u16> {
    let week = practitioner.hours.days().into_iter().flat_map(|(_, hours)| hours);
    let single = practitioner.overrides.iter().flat_map(|different| match &different.change {
        Change::Closed => [].as_slice(),
        Change::Instead(hours) | Change::Extra(hours) => hours,
    });
    // Hours that touch are one stretch, so this is a lower bound only when none touch: then compare whole days.
    let touching =
        practitioner.hours.days().into_iter().any(|(_, day)| day.windows(2).any(|p| p[0].end == p[1].start));
    if touching { None } else { week.chain(single).map(|hours| hours.end - hours.start).max() }
}

fn answer(field: &str, faq: &Faq, languages: &[Lang], findings: &mut Findings) {
    findings.in_every(&format!("{field}.answer"), languages, &faq.answer);
    findings.phrases(&format!("{field}.ask"), &faq.ask);
    for lang in languages {
        if faq.ask.exactly(*lang).is_none_or(Vec::is_empty) {
            findings.missing(&format!("{field}.ask"), *lang);
        }
    }
}
