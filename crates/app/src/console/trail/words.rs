//! An entry in plain words, in the language of whoever reads it.

use domain::Span;
use domain::audit::{By, Entity, Entry, Facts};
use domain::ids::ResourceId;
use domain::permission::Permission;
use jiff::Timestamp;

use super::super::frame::Frame;
use super::super::names::Names;
use super::super::staff::Member;
use crate::pages::dates;
use crate::pages::words::{fill, word};

/// An entry as a line of the page.
pub(super) struct Line {
    pub(super) when: String,
    pub(super) who: String,
    /// Where whoever did it is shown.
    pub(super) who_at: Option<String>,
    pub(super) what: &'static str,
    pub(super) details: String,
    /// What it was done to, where that is shown, by what it is called there.
    pub(super) about: Option<(String, String)>,
    /// Everything that was done to the same.
    pub(super) history: String,
}

/// An entry, told.
pub(super) fn line(entry: &Entry, frame: &Frame, names: &Names, who: &Member) -> Line {
    let lang = frame.lang;
    Line {
        when: dates::stamp(frame.practice.tenant.zone(), entry.at),
        who: names.who(entry.by),
        who_at: match entry.by {
            By::User(id) => shown_at(Entity::User(id), who),
            By::Call(id) => shown_at(Entity::Call(id), who),
            By::Key(_) | By::Operator | By::System => None,
        },
        what: word(lang, &format!("audit.{}", entry.action.name())),
        details: details(entry, frame, names).join(" · "),
        about: shown_at(entry.entity, who).map(|at| (at, called(entry.entity, frame, names))),
        history: format!("/console/audit?entity={}", entry.entity.label()),
    }
}

/// The page that shows something, for whoever may see it.
fn shown_at(entity: Entity, who: &Member) -> Option<String> {
    let (at, needs) = match entity {
        Entity::User(id) => (format!("/console/team/{id}"), Permission::Manage),
        Entity::Patient(id) => (format!("/console/patients/{id}"), Permission::ReadPatients),
        Entity::Call(id) => (format!("/console/calls/{id}"), Permission::ReadCalls),
        _ => return None,
    };
    who.may(needs).then_some(at)
}

/// What something is called: a member by their name, anything else by what it is.
fn called(entity: Entity, frame: &Frame, names: &Names) -> String {
    match entity {
        Entity::User(id) => names.user(id),
        other => word(frame.lang, &format!("audit.kind_{}", other.kind())).to_owned(),
    }
}

/// What was true before and is true since, as far as an entry says it.
pub(super) fn details(entry: &Entry, frame: &Frame, names: &Names) -> Vec<String> {
    let (lang, practice) = (frame.lang, &frame.practice);
    let zone = practice.tenant.zone();
    let changed = |of: &dyn Fn(&Facts) -> Option<String>| arrow(of(&entry.before), of(&entry.after));
    let said = |key: &str, name: &str| word(lang, &format!("audit.{key}_{name}")).to_owned();
    let whose =
        |id: &ResourceId| practice.practitioner(id).map_or_else(|| id.to_string(), |who| who.name.clone());
    let until = |at: Timestamp| fill(lang, "audit.until", &[("at", &dates::stamp(zone, at))]);
    [
        changed(&|facts| {
            let id = facts.service.as_ref()?;
            let named = practice.service(id).and_then(|service| service.name.get(lang).cloned());
            Some(named.unwrap_or_else(|| id.to_string()))
        }),
        changed(&|facts| facts.practitioner.as_ref().map(&whose)),
        changed(&|facts| {
            let id = facts.room.as_ref()?;
            Some(practice.room(id).map_or_else(|| id.to_string(), |room| room.name.clone()))
        }),
        changed(&|facts| facts.span.map(|span| stretch(span, frame))),
        changed(&|facts| facts.status.map(|status| said("status", status.name()))),
        changed(&|facts| facts.request.map(|kind| kind.title(lang).to_owned())),
        changed(&|facts| facts.state.map(|state| said("request", state.name()))),
        changed(&|facts| {
            facts.role.map(|role| word(lang, &format!("rights.role_{}", role.name())).to_owned())
        }),
        changed(&|facts| facts.permissions.as_ref().map(|rights| listed(rights, frame))),
        changed(&|facts| facts.until.map(until)),
        changed(&|facts| facts.user.filter(|user| By::User(*user) != entry.by).map(|user| names.user(user))),
        changed(&|facts| {
            facts.count.map(|count| fill(lang, "audit.count", &[("count", &count.to_string())]))
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What became of something: «mardi → jeudi»; once where it stayed, or only one is said.
fn arrow(before: Option<String>, after: Option<String>) -> Option<String> {
    match (before, after) {
        (Some(before), Some(after)) if before != after => Some(format!("{before} → {after}")),
        (before, after) => after.or(before),
    }
}

/// «09/03/2026 09:20–09:40».
fn stretch(span: Span, frame: &Frame) -> String {
    let zone = frame.practice.tenant.zone();
    format!("{}–{}", dates::stamp(zone, span.start), dates::local(zone, span.end).strftime("%H:%M"))
}

/// Rights by their names.
fn listed(rights: &[Permission], frame: &Frame) -> String {
    let names: Vec<_> = rights.iter().map(|right| word(frame.lang, &format!("rights.{right}"))).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use domain::appointment::Status;
    use domain::audit::Action;
    use domain::permission::Role;
    use domain::{Lang, request};

    use super::*;
    use crate::audit::KINDS_OF_ACTORS;

    #[test]
    fn everything_that_the_trail_can_say_is_said_in_both_languages() {
        let actions = Action::ALL.iter().map(|action| format!("audit.{}", action.name()));
        let kinds = Entity::KINDS.iter().map(|kind| format!("audit.kind_{kind}"));
        let actors = KINDS_OF_ACTORS.iter().map(|kind| format!("audit.by_{kind}"));
        let statuses = Status::ALL.iter().map(|status| format!("audit.status_{}", status.name()));
        let states = request::State::ALL.iter().map(|state| format!("audit.request_{}", state.name()));
        let rights = Permission::ALL.iter().map(|right| format!("rights.{right}"));
        let roles = Role::ALL.iter().map(|role| format!("rights.role_{}", role.name()));
        let keys: Vec<String> = actions
            .chain(kinds)
            .chain(actors)
            .chain(statuses)
            .chain(states)
            .chain(rights)
            .chain(roles)
            .collect();
        assert!(keys.len() > 90, "{}", keys.len());
        for key in keys {
            for lang in Lang::ALL {
                assert!(!word(lang, &key).is_empty(), "no text `{key}` in {}", lang.tag());
            }
        }
    }

    #[test]
    fn what_changed_is_told_with_an_arrow() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(arrow(text("mardi"), text("jeudi")), text("mardi → jeudi"));
        assert_eq!(arrow(text("mardi"), text("mardi")), text("mardi"));
        assert_eq!(arrow(None, text("jeudi")), text("jeudi"));
        assert_eq!(arrow(text("mardi"), None), text("mardi"));
        assert_eq!(arrow(None, None), None);
    }
}
