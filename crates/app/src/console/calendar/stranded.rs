//! Appointments to come that cannot stay where they are, to be moved one by one: hours, absences, blocks or the practice's
//! people changed after they were booked.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::PatientId;
use domain::{Lang, Pii, clock};

use super::super::frame::{Frame, Section, page, part};
use super::super::staff::{Member, Staff};
use crate::booking::{self, Why};
use crate::http::{App, Problem, Read};
use crate::pages::{dates, words};
use crate::patients;

/// How many are shown; as they are moved, others follow.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "console/calendar/stranded.html")]
struct Page {
    frame: Frame,
    list: Stranded,
}

#[derive(Template)]
#[template(path = "console/calendar/stranded_list.html")]
struct Stranded {
    lang: Lang,
    lines: Vec<Line>,
    /// How many there are beside those that are shown.
    more: usize,
}

/// One of them.
struct Line {
    /// Where it stands in the calendar.
    path: String,
    patient: String,
    when: String,
    with: String,
    why: &'static str,
    /// Whether it can't be moved: what the practice gives no more is cancelled, and something else booked.
    anew: bool,
}

impl Stranded {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    async fn of(app: &App, who: &Member) -> Result<Self, Problem> {
        let mut tx = who.read(app).await?;
        let practice = app.practices.current(&mut tx).await?;
        let mut all = booking::stranded(&mut tx, &practice, who.actor()).await?;
        let more = all.len().saturating_sub(SHOWN);
        all.truncate(SHOWN);
        let patients: Vec<PatientId> = all.iter().map(|(one, _)| one.patient).collect();
        let names = patients::names(&mut tx, &patients).await?;
        let (lang, zone) = (who.lang(), practice.tenant.zone());
        let line = |(one, why): (booking::Conflict, Why)| Line {
            path: format!("/console/calendar?date={}&one={}", clock::date_at(one.span.start, zone), one.id),
            patient: names.get(&one.patient).map_or_else(
                || words::word(lang, "calendar.erased").to_owned(),
                |name: &Pii<String>| name.reveal().clone(),
            ),
            when: dates::near(lang, zone, one.span.start, who.caller.now),
            with: practice
                .practitioner(&one.practitioner)
                .map_or_else(|| one.practitioner.to_string(), |with| with.name.clone()),
            why: words::word(lang, in_words(why)),
            anew: why == Why::ServiceGone,
        };
        let lines = all.into_iter().map(line).collect();
        Ok(Self { lang, lines, more })
    }
}

/// What is said of an appointment that can't stay where it is.
pub(super) const fn in_words(why: Why) -> &'static str {
    match why {
        Why::PractitionerGone => "calendar.conflict_gone",
        Why::ServiceGone => "calendar.conflict_service",
        Why::RoomGone => "calendar.conflict_room",
        Why::Hours => "calendar.conflict_hours",
        Why::Blocked => "calendar.conflict_block",
    }
}

/// `GET /console/calendar/stranded`.
pub(super) async fn stranded(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
) -> Result<Response, Problem> {
    let list = Stranded::of(&app, &who).await?;
    let frame = Frame::of(&app, &mut who.read(&app).await?, &who, Section::Calendar).await?;
    let page_of = Page { frame, list };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/calendar/stranded/list`: the list alone, as it stands.
pub(super) async fn listed(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
) -> Result<Response, Problem> {
    part(&Stranded::of(&app, &who).await?)
}
