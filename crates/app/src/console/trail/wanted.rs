//! Which entries are looked for: what the page's address says, and what its form offers.

use domain::Lang;
use domain::audit::{Action, Entity};
use domain::clock::{Edge, MINUTES_A_DAY, instant};
use domain::ids::AuditId;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::super::fields;
use super::super::names::Names;
use crate::audit::{self, Filter, KINDS_OF_ACTORS, Place};
use crate::http::{Code, Problem, cursor};
use crate::pages::words::{fill, word};

/// What the form sends; what is empty isn't asked for.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Wanted {
    /// The first day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) from: String,
    /// The last day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) to: String,
    /// By whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    actor: String,
    /// What was done.
    #[serde(skip_serializing_if = "String::is_empty")]
    action: String,
    /// To what.
    #[serde(skip_serializing_if = "String::is_empty")]
    entity: String,
    /// After which entry the page begins.
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

/// A choice in a list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

impl Wanted {
    /// The entries that are meant.
    pub(super) fn filter(&self, zone: &TimeZone) -> Result<Filter, Problem> {
        let wrong =
            |field: &str| Problem::detail(Code::InvalidQuery, format!("{field} isn't what it should be"));
        let day = |text: &str, minute: u16, field: &str| {
            if text.is_empty() {
                return Ok(None);
            }
            let at = fields::date(text).and_then(|date| instant(date, minute, zone, Edge::Start));
            at.map(Some).ok_or_else(|| wrong(field))
        };
        let named = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let known = |field| move || wrong(field);
        Ok(Filter {
            from: day(&self.from, 0, "from")?,
            to: day(&self.to, MINUTES_A_DAY, "to")?,
            actor: named(&self.actor)
                .map(|text| audit::actor(&text).ok_or_else(known("actor")))
                .transpose()?,
            action: named(&self.action)
                .map(|text| Action::from_name(&text).ok_or_else(known("action")))
                .transpose()?,
            entity: named(&self.entity)
                .map(|text| audit::entity(&text).ok_or_else(known("entity")))
                .transpose()?,
        })
    }

    /// After which entry the page begins.
    pub(super) fn after(&self) -> Result<Option<Place>, Problem> {
        let after = Some(self.after.as_str()).filter(|after| !after.is_empty());
        Ok(cursor::read(after)?.map(|(at, id)| (at, AuditId::new(id))))
    }

    /// Whether it is the first page.
    pub(super) const fn is_first(&self) -> bool {
        self.after.is_empty()
    }

    /// The same from a place on.
    pub(super) fn onward(&self, after: String) -> Self {
        Self { after, ..self.clone() }
    }

    /// The address of a page with what is wanted.
    pub(super) fn address(&self, path: &str) -> String {
        match serde_html_form::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// Who can be asked for.
    pub(super) fn actors(&self, lang: Lang, names: &Names) -> Vec<Choice> {
        let kinds = KINDS_OF_ACTORS
            .iter()
            .map(|kind| ((*kind).to_owned(), word(lang, &format!("audit.by_{kind}")).into()));
        let users = names.users().map(|(id, name)| (format!("user:{id}"), name));
        let keys = names.keys().map(|(id, name)| (format!("key:{id}"), name));
        let every = kinds.chain(users).chain(keys).collect();
        choices(&self.actor, every, || names.labelled(&self.actor))
    }

    /// What can be asked for, in the order of the alphabet.
    pub(super) fn actions(&self, lang: Lang) -> Vec<Choice> {
        let mut every: Vec<(String, String)> = Action::ALL
            .iter()
            .map(|action| {
                (action.name().to_owned(), word(lang, &format!("audit.{}", action.name())).to_owned())
            })
            .collect();
        every.sort_by_key(|(_, label)| label.to_lowercase());
        choices(&self.action, every, String::new)
    }

    /// About what can be asked.
    pub(super) fn entities(&self, lang: Lang) -> Vec<Choice> {
        let kind = |kind: &str| word(lang, &format!("audit.kind_{kind}")).to_owned();
        let every = Entity::KINDS.iter().map(|name| ((*name).to_owned(), kind(name))).collect();
        choices(&self.entity, every, || {
            let (name, id) = self.entity.split_once(':').unwrap_or_default();
            let end = id.get(id.len().saturating_sub(6)..).unwrap_or(id);
            fill(lang, "audit.this_one", &[("kind", &kind(name)), ("id", end)])
        })
    }
}

/// A list of choices; what is chosen and isn't among them is named, too.
fn choices(chosen: &str, every: Vec<(String, String)>, unlisted: impl FnOnce() -> String) -> Vec<Choice> {
    let is_listed = chosen.is_empty() || every.iter().any(|(value, _)| value == chosen);
    let other = (!is_listed).then(|| (chosen.to_owned(), unlisted()));
    every
        .into_iter()
        .chain(other)
        .map(|(value, name)| Choice { chosen: value == chosen, value, name })
        .collect()
}
