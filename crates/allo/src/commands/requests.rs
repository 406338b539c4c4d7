//! `allo requests`: what awaits the staff.

use anyhow::{Context as _, Result, bail};
use app::booking::{self, BookingError, Request, RequestFilter};
use app::db::Db;
use app::tenants;
use domain::ids::RequestId;
use domain::permission::Actor;
use domain::practice::Practice;
use domain::request::{Reason, State};
use domain::{Lang, Pii};
use jiff::Timestamp;

use super::practice;
use crate::{cli, out, wiring};

/// Lists what is open, or settles one.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Requests) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::installation(&config).await?;
    let again = format!("{}{}", config.again(), what.within.again());
    if let Some(id) = &what.done {
        return settle(&db, what, id, &again).await;
    }
    let mut tx = practice::reading(&db, &what.within).await?;
    let practice = tenants::current(&mut tx).await?.practice;
    let open = RequestFilter { state: Some(State::Open), ..RequestFilter::default() };
    let requests = booking::requests(&mut tx, &open, 200).await?;
    if what.json {
        return requests.iter().try_for_each(|request| Ok(out::line(object(request))?));
    }
    Ok(out::text(Shown { practice: &practice, requests: &requests, again: &again })?)
}

async fn settle(db: &Db, what: &cli::Requests, id: &str, again: &str) -> Result<()> {
    let unknown = || format!("there is no open request `{id}` here; `allo requests{again}` shows them");
    let id: RequestId = id.parse().ok().with_context(unknown)?;
    let mut tx = practice::writing(db, &what.within).await?;
    match booking::settle(&mut tx, id, State::Done, &Actor::Operator).await {
        Err(BookingError::NotFound) => bail!(unknown()),
        outcome => outcome?,
    }
    tx.commit().await?;
    Ok(out::line(format_args!("{id} is done."))?)
}

/// A request for programs.
fn object(request: &Request) -> serde_json::Value {
    let note = &request.note;
    serde_json::json!({
        "id": request.id.to_string(),
        "kind": note.kind.name(),
        "reason": note.reason.map(Reason::name),
        "created_at": request.created_at.to_string(),
        "due_at": request.due_at.map(|at| at.to_string()),
        "assigned_to": request.assigned_to.map(|member| member.to_string()),
        "service": note.service.as_ref().map(ToString::to_string),
        "practitioner": note.practitioner.as_ref().map(ToString::to_string),
        "name": note.name.as_ref().map(Pii::reveal),
        "phone": note.phone.as_ref().map(|phone| phone.reveal().to_string()),
        "email": note.email.as_ref().map(Pii::reveal),
        "wish": note.wish.as_ref().map(Pii::reveal),
        "text": note.text.as_ref().map(Pii::reveal),
    })
}

/// Where a further line of what was said begins: below the first.
const BELOW: usize = 19;
/// How wide a list is.
const WIDTH: usize = 80;

/// Requests for the people of a practice: in its language and its time.
struct Shown<'a> {
    practice: &'a Practice,
    requests: &'a [Request],
    /// What leads another command here.
    again: &'a str,
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let french = self.practice.tenant.language() == Lang::Fr;
        if self.requests.is_empty() {
            let nothing = if french { "Aucune demande en attente." } else { "Nothing awaits the staff." };
            return writeln!(f, "{nothing}");
        }
        for (nth, request) in self.requests.iter().enumerate() {
            let apart = if nth == 0 { "" } else { "\n" };
            let kind = request.note.kind.title(self.practice.tenant.language());
            writeln!(f, "{apart}{kind}, {}", self.at(request.created_at))?;
            for (french_word, english_word, said) in self.details(request) {
                if let Some(said) = said {
                    let word = if french { format!("{french_word} :") } else { format!("{english_word}:") };
                    writeln!(f, "    {word:<14} {}", out::hung(&said, BELOW, WIDTH))?;
                }
            }
            let word = if french { "Réglée ?" } else { "Settled?" };
            writeln!(f, "    {word:<14} allo requests{} --done {}", self.again, request.id)?;
        }
        Ok(())
    }
}

impl Shown<'_> {
    fn at(&self, at: Timestamp) -> String {
        let at = self.practice.tenant.zone().to_datetime(at);
        let format = match self.practice.tenant.language() {
            Lang::Fr => "le %d/%m/%Y à %H:%M",
            Lang::En => "%Y-%m-%d %H:%M",
        };
        at.strftime(format).to_string()
    }

    /// By when it should be settled.
    fn before(&self, at: Timestamp) -> String {
        let before = if self.practice.tenant.language() == Lang::Fr { "avant " } else { "" };
        let at = self.at(at);
        format!("{before}{}", at.strip_prefix("le ").unwrap_or(&at))
    }

    /// What there may be of a request: by what word in each language, and what.
    fn details(&self, request: &Request) -> [(&'static str, &'static str, Option<String>); 9] {
        let note = &request.note;
        let lang = self.practice.tenant.language();
        let service = note.service.as_ref().map(|id| {
            let known = self.practice.service(id).and_then(|service| service.name.get(lang)).cloned();
            known.unwrap_or_else(|| id.to_string())
        });
        let practitioner = note.practitioner.as_ref().map(|id| {
            let known = self.practice.practitioners.iter().find(|one| one.id == *id);
            known.map_or_else(|| id.to_string(), |one| one.name.clone())
        });
        [
            ("À traiter", "Due", request.due_at.map(|at| self.before(at))),
            ("Objet", "About", note.reason.map(|reason| reason.title(lang).to_owned())),
            ("Qui", "Who", note.name.as_ref().map(|name| name.reveal().clone())),
            ("Téléphone", "Telephone", note.phone.as_ref().map(|phone| phone.reveal().written())),
            ("Courriel", "E-mail", note.email.as_ref().map(|email| email.reveal().clone())),
            ("Motif", "For", service),
            ("Avec", "With", practitioner),
            ("Quand", "When", note.wish.as_ref().map(|wish| wish.reveal().clone())),
            ("Message", "Message", note.text.as_ref().map(|text| text.reveal().clone())),
        ]
    }
}
