//! One call: what it did, what it left, what was said.

use std::collections::BTreeMap;
use std::slice;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::audit::{Entity, Entry};
use domain::ids::{CallId, PatientId};
use domain::permission::Permission;

use super::super::deeds::Deed;
use super::super::frame::{Frame, Section, page};
use super::super::names;
use super::super::staff::{Member, Staff};
use super::{Tag, channel, lasted, tags};
use crate::calls::{self, Side};
use crate::db::Tx;
use crate::http::{App, Id, Problem, ReadCalls};
use crate::pages::{dates, words};
use crate::patients::{self, PatientError};

#[derive(Template)]
#[template(path = "console/call.html")]
struct Page {
    frame: Frame,
    id: CallId,
    when: String,
    channel: String,
    lang: &'static str,
    lasted: String,
    tags: Vec<Tag>,
    did: Vec<Line>,
    left: Vec<Left>,
    turns: Vec<Turn>,
    /// Whether all of it is shown; otherwise what was said isn't.
    whole: bool,
    /// For how many days the practice keeps what is said.
    kept: u16,
}

impl Page {
    fn not_shown(&self) -> String {
        if !self.whole {
            return self.frame.t("calls.not_all_yours").to_owned();
        }
        let key = if self.kept == 0 { "calls.not_kept" } else { "calls.kept_no_more" };
        words::counted(self.frame.lang, key, self.kept)
    }
}

/// Something that the call did, and whose file it touched.
struct Line {
    deed: Deed,
    whose: Option<(PatientId, String)>,
}

/// Something that it left for the staff.
struct Left {
    kind: &'static str,
    text: String,
    open: bool,
}

/// What one side said.
struct Turn {
    ours: bool,
    at: String,
    text: String,
}

/// `GET /console/calls/{id}`.
pub(super) async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadCalls>,
    Id(id): Id<CallId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let call = calls::call(&mut tx, id).await?.ok_or(Problem::not_found())?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Calls).await?;
    let (lang, practice) = (frame.lang, frame.practice.clone());
    let zone = practice.tenant.zone();
    let seen = calls::seen(&mut tx, id, who.actor()).await?;
    let mut files = Files { who: &who, known: BTreeMap::new() };
    let doers = names::Names::of(&mut tx, lang).await?;
    let mut did = Vec::with_capacity(seen.did.len());
    for entry in &seen.did {
        let whose = files.of(&mut tx, entry).await?;
        did.push(Line { deed: Deed::of(entry, &doers, &practice), whose });
    }
    let left = seen.left.iter().map(|request| Left {
        kind: words::word(lang, &format!("patients.request_{}", request.note.kind.name())),
        text: request.note.text.as_ref().map(|text| text.reveal().clone()).unwrap_or_default(),
        open: request.state == domain::request::State::Open,
    });
    let turns = seen.said.into_iter().map(|said| Turn {
        ours: said.side == Side::Allo,
        at: dates::hour(lang, dates::local(zone, said.at).time()),
        text: said.text.into_revealed(),
    });
    let gist = calls::gists(&mut tx, slice::from_ref(&call), who.actor()).await?.remove(&id);
    let page_of = Page {
        id,
        when: dates::moment(lang, zone, call.started_at),
        channel: channel(lang, &call.channel),
        lang: words::word(lang, if call.lang.tag() == "fr" { "calls.french" } else { "calls.english" }),
        lasted: lasted(&call),
        tags: tags(&call, &gist.unwrap_or_default(), lang, tx.now()),
        did,
        left: left.collect(),
        turns: turns.collect(),
        whole: seen.whole,
        kept: practice.tenant.policy.keep_turns_days,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// Whose files entries touch, each opened once, for whoever may see it (S238).
struct Files<'a> {
    who: &'a Member,
    known: BTreeMap<PatientId, Option<String>>,
}

impl Files<'_> {
    async fn of(&mut self, tx: &mut Tx, entry: &Entry) -> Result<Option<(PatientId, String)>, Problem> {
        let patient = match entry.entity {
            Entity::Patient(id) => Some(id),
            _ => entry.after.patient,
        };
        let Some(id) = patient.filter(|_| self.who.may(Permission::ReadPatients)) else { return Ok(None) };
        if !self.known.contains_key(&id) {
            let name = match patients::open(tx, id, self.who.actor()).await {
                Ok(file) => Some(file.details.name.into_revealed()),
                Err(PatientError::NotFound) => None,
                Err(error) => return Err(error.into()),
            };
            self.known.insert(id, name);
        }
        Ok(self.known.get(&id).cloned().flatten().map(|name| (id, name)))
    }
}
