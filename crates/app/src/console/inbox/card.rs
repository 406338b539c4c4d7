//! A request as the staff reads it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::ids::{CallId, PatientId, RequestId, UserId};
use domain::permission::{Actor, Permission};
use domain::practice::Practice;
use domain::request::{Kind, Reason, State};
use domain::{Lang, Phone, Pii};
use jiff::{SignedDuration, Timestamp};

use super::super::staff::Member;
use crate::booking::{self, Note, Request};
use crate::db::{DbError, Tx};
use crate::http::App;
use crate::pages::{dates, words};
use crate::patients::{self, Known};
use crate::users;

/// What is due within this is shown as near.
const NEAR: SignedDuration = SignedDuration::from_hours(1);

/// What is shown of a request.
pub(in crate::console) struct Card {
    pub(in crate::console) id: RequestId,
    pub(in crate::console) kind: &'static str,
    pub(in crate::console) reason: Option<&'static str>,
    /// Who left it, or whose appointment it is about.
    pub(in crate::console) who: Option<String>,
    /// Their file, for whoever may see it.
    pub(in crate::console) file: Option<PatientId>,
    /// The call in which it was left, for whoever may see calls.
    pub(in crate::console) call: Option<CallId>,
    pub(in crate::console) phone: Option<Telephone>,
    pub(in crate::console) email: Option<String>,
    pub(in crate::console) text: Option<String>,
    pub(in crate::console) wish: Option<String>,
    /// What is booked or wished, with whom, and when.
    pub(in crate::console) about: String,
    pub(in crate::console) since: String,
    pub(in crate::console) due: Option<Due>,
    /// How it was settled, when it was.
    pub(in crate::console) settled: Option<String>,
    /// Who took it on.
    pub(in crate::console) assigned: Option<String>,
    pub(in crate::console) mine: bool,
    pub(in crate::console) open: bool,
    /// To settle it makes an appointment firm, or gives it up.
    pub(in crate::console) approval: bool,
    pub(in crate::console) remarks: Vec<Line>,
}

/// A telephone number, for people and for their telephones.
pub(in crate::console) struct Telephone {
    pub(in crate::console) link: String,
    pub(in crate::console) written: String,
}

/// By when it should be settled.
pub(in crate::console) struct Due {
    /// What is said of it; a colour alone says nothing.
    pub(in crate::console) text: String,
    /// `late`, `near`, or nothing.
    pub(in crate::console) how: &'static str,
}

/// What somebody of the staff wrote.
pub(in crate::console) struct Line {
    pub(in crate::console) by: String,
    pub(in crate::console) at: String,
    pub(in crate::console) text: String,
}

/// Reads requests for a member of the staff: in their language, with the names that stand behind ids.
pub(in crate::console) struct Reader {
    lang: Lang,
    now: Timestamp,
    me: UserId,
    practice: Arc<Practice>,
    members: HashMap<UserId, String>,
    /// Who looks, where they may see files.
    opens_files: Option<Actor>,
    reads_calls: bool,
}

impl Reader {
    /// For whoever looks.
    pub(in crate::console) async fn of(app: &App, tx: &mut Tx, who: &Member) -> Result<Self, DbError> {
        let practice = app.practices.current(tx).await?;
        let members = users::list(tx).await?.into_iter();
        let members = members.map(|user| (user.id, user.profile.name.into_revealed())).collect();
        Ok(Self {
            lang: who.lang(),
            now: who.caller.now,
            me: who.id(),
            practice,
            members,
            opens_files: who.may(Permission::ReadPatients).then(|| who.actor().clone()),
            reads_calls: who.may(Permission::ReadCalls),
        })
    }

    /// Requests with what is known around them, read in a few looks however many there are.
    pub(in crate::console) async fn cards(
        &self,
        tx: &mut Tx,
        requests: &[Request],
    ) -> Result<Vec<Card>, DbError> {
        let patients: Vec<_> = requests.iter().filter_map(|request| request.note.patient).collect();
        let appointments: Vec<_> = requests.iter().filter_map(|request| request.note.appointment).collect();
        let (known, starts) =
            (patients::known(tx, &patients).await?, booking::starts(tx, &appointments).await?);
        let files = match &self.opens_files {
            Some(who) => patients::seen(tx, &patients, who).await?,
            None => HashSet::new(),
        };
        let card = |request: &Request| {
            let note = &request.note;
            let on_file = note.patient.and_then(|patient| known.get(&patient));
            let begins = note.appointment.and_then(|id| starts.get(&id).copied());
            let file = note.patient.filter(|patient| files.contains(patient));
            Card { file, ..self.card(request, on_file, begins) }
        };
        Ok(requests.iter().map(card).collect())
    }

    /// A request of somebody who may be on file, about an appointment that begins then.
    fn card(&self, request: &Request, on_file: Option<&Known>, begins: Option<Timestamp>) -> Card {
        let note = &request.note;
        let (name, phone) = on_file.map(|file| (file.name.clone(), file.phone.clone())).unzip();
        let phone = note.phone.clone().or(phone.flatten());
        Card {
            id: request.id,
            kind: note.kind.title(self.lang),
            reason: note.reason.map(|reason: Reason| reason.title(self.lang)),
            who: note.name.clone().or(name).map(Pii::into_revealed),
            file: None,
            call: note.call.filter(|_| self.reads_calls),
            phone: phone.map(|phone| telephone(phone.reveal())),
            email: note.email.clone().map(Pii::into_revealed),
            text: note.text.clone().map(Pii::into_revealed),
            wish: note.wish.clone().map(Pii::into_revealed),
            about: self.about(note, begins),
            since: self.when(request.created_at),
            due: request.due_at.filter(|_| request.state == State::Open).map(|at| self.due(at)),
            settled: self.settled(request),
            assigned: request.assigned_to.map(|member| self.name(member)),
            mine: request.assigned_to == Some(self.me),
            open: request.state == State::Open,
            approval: note.kind == Kind::Approval,
            remarks: request.remarks.iter().map(|remark| self.line(remark)).collect(),
        }
    }

    /// «Consultation avec Dr Claire Martin, mardi 10 mars 2026 à 14 h».
    fn about(&self, note: &Note, begins: Option<Timestamp>) -> String {
        let practice = &self.practice;
        let service = note.service.as_ref().map(|id| {
            let name = practice.service(id).and_then(|service| service.name.get(self.lang));
            name.cloned().unwrap_or_else(|| id.to_string())
        });
        let practitioner = note.practitioner.as_ref().map(|id| {
            let known = practice.practitioners.iter().find(|who| who.id == *id);
            known.map_or_else(|| id.to_string(), |who| who.name.clone())
        });
        let when = begins.map(|at| dates::near(self.lang, practice.tenant.zone(), at, self.now));
        [service, practitioner, when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn due(&self, at: Timestamp) -> Due {
        let (key, how) = match at {
            at if at < self.now => ("inbox.late", "late"),
            at if self.now.duration_until(at) <= NEAR => ("inbox.before", "near"),
            _ => ("inbox.before", ""),
        };
        let zone = self.practice.tenant.zone();
        let then = dates::local(zone, at);
        let today = then.date() == dates::local(zone, self.now).date();
        let when = if today { dates::hour(self.lang, then.time()) } else { self.when(at) };
        Due { text: words::fill(self.lang, key, &[("when", &when)]), how }
    }

    fn settled(&self, request: &Request) -> Option<String> {
        let key = match request.state {
            State::Open => return None,
            State::Done => "inbox.was_done",
            State::Declined => "inbox.was_declined",
        };
        let when = request.settled_at.map(|at| self.when(at)).unwrap_or_default();
        Some(words::fill(self.lang, key, &[("when", &when)]))
    }

    fn line(&self, remark: &booking::Remark) -> Line {
        let member = remark.by.strip_prefix("user:").and_then(|id| id.parse().ok());
        let by = match member {
            Some(member) => self.name(member),
            None => words::word(self.lang, "inbox.program").to_owned(),
        };
        Line { by, at: self.when(remark.at), text: remark.text.reveal().clone() }
    }

    /// Somebody of the staff.
    fn name(&self, member: UserId) -> String {
        let gone = || words::word(self.lang, "inbox.somebody").to_owned();
        self.members.get(&member).filter(|name| !name.is_empty()).cloned().unwrap_or_else(gone)
    }

    fn when(&self, at: Timestamp) -> String {
        dates::said(self.lang, self.practice.tenant.zone(), at, self.now)
    }
}

fn telephone(phone: &Phone) -> Telephone {
    Telephone { link: format!("tel:{}", phone.as_str()), written: phone.written() }
}
