//! Who is on file, and who is looked for.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::PatientId;
use domain::{Lang, Pii};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::{Frame, Section, page, part};
use super::super::staff::{Member, Staff};
use crate::http::{App, Problem, ReadPatients};
use crate::pages::{dates, words};
use crate::patients::{self, FoundPatient, MOST};

/// How many are shown on a page.
const A_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "console/patients.html")]
struct Page {
    frame: Frame,
    found: Found,
}

/// Those who were found, page by page.
#[derive(Template)]
#[template(path = "console/patients_found.html")]
pub(super) struct Found {
    lang: Lang,
    lines: Vec<Line>,
    /// How many there are, in words.
    count: String,
    page: usize,
    pages: usize,
}

impl Found {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// A patient in a list.
pub(super) struct Line {
    pub(super) id: PatientId,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) born: String,
    pub(super) next: String,
}

impl Line {
    pub(super) fn of(found: FoundPatient, zone: &TimeZone) -> Self {
        Self {
            id: found.id,
            name: found.name.into_revealed(),
            phone: found.phone.map(|phone| phone.reveal().written()).unwrap_or_default(),
            born: found.birth_date.map(|date| dates::short(*date.reveal())).unwrap_or_default(),
            next: found.next.map(|next| dates::stamp(zone, next)).unwrap_or_default(),
        }
    }
}

/// What was typed, and which page of what it finds is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    q: Pii<String>,
    #[serde(default)]
    page: Option<usize>,
}

/// `GET /console/patients`: those who came on file last, until somebody is looked for.
pub(super) async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadPatients>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Patients).await?;
    let found = find(&app, &who, &Typed { q: Pii::default(), page: None }).await?;
    let page_of = Page { frame, found };
    page(&page_of, &page_of.frame.nonce)
}

/// `POST /console/patients/found`.
pub(super) async fn found(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    part(&find(&app, &who, &typed).await?)
}

async fn find(app: &App, who: &Member, typed: &Typed) -> Result<Found, Problem> {
    let mut tx = who.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let page = typed.page.unwrap_or(1).clamp(1, MOST.div_ceil(A_PAGE));
    let skip = (page - 1) * A_PAGE;
    let found = patients::search(&mut tx, typed.q.reveal(), who.actor(), skip, A_PAGE).await?;
    let (lang, zone) = (who.lang(), practice.tenant.zone());
    let key = match (typed.q.reveal().trim().is_empty(), found.count, found.more) {
        (true, 0, _) => "patients.nobody_yet",
        (true, ..) => "patients.newest",
        (false, 0, _) => "patients.nobody",
        (false, _, true) => "patients.too_many",
        (false, _, false) => "patients.several",
    };
    Ok(Found {
        lang,
        count: words::counted(lang, key, found.count),
        page,
        pages: found.count.div_ceil(A_PAGE),
        lines: found.patients.into_iter().map(|one| Line::of(one, zone)).collect(),
    })
}
