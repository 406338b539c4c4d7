//! The day as it stands: what waits, what is next, who is on the telephone, and whether all is well.

mod booked;
mod health;
mod next;
mod telephone;
mod waiting;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::get;
use domain::Lang;
use domain::clock::{self, Edge};
use domain::permission::Permission;
use domain::practice::Practice;
use jiff::Timestamp;

use self::booked::Booked;
use self::health::Trouble;
use self::next::Agenda;
use self::telephone::Telephone;
use self::waiting::Waiting;
use super::frame::{Frame, Section, page, part};
use super::staff::{Member, Staff};
use crate::db::Tx;
use crate::http::{App, Problem, Read};
use crate::pages::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console", get(today))
        .route("/console/", get(typed))
        .route("/console/today", get(day))
}

#[derive(Template)]
#[template(path = "console/today.html")]
struct Page {
    frame: Frame,
    day: Day,
}

/// What changes while one looks at it.
#[derive(Template)]
#[template(path = "console/today_day.html")]
struct Day {
    lang: Lang,
    waiting: Option<Waiting>,
    booked: Vec<Booked>,
    agendas: Vec<Agenda>,
    telephone: Option<Telephone>,
    troubles: Vec<Trouble>,
}

impl Day {
    /// What somebody may see of it.
    async fn of(app: &App, tx: &mut Tx, who: &Member) -> Result<Self, Problem> {
        let practice = app.practices.current(tx).await?;
        let waiting = if who.may(Permission::Settle) { Some(Waiting::of(app, tx, who).await?) } else { None };
        let telephone = if who.may(Permission::ReadCalls) {
            Some(Telephone::of(tx, &practice, who.lang()).await?)
        } else {
            None
        };
        let booked = booked::lately(tx, &practice, who).await?;
        let agendas = next::agendas(tx, &practice, who).await?;
        let troubles = health::troubles(app, tx, &practice, who).await?;
        Ok(Self { lang: who.lang(), waiting, booked, agendas, telephone, troubles })
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    fn counted(&self, key: &str, n: usize) -> String {
        words::counted(self.lang, key, n)
    }
}

/// `GET /console`.
async fn today(State(app): State<App>, Staff { who, .. }: Staff<Read>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Today).await?;
    let day = Day::of(&app, &mut tx, &who).await?;
    let page_of = Page { frame, day };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/`, as some type it.
async fn typed() -> Redirect {
    Redirect::permanent("/console")
}

/// `GET /console/today`: the part that changes.
async fn day(State(app): State<App>, Staff { who, .. }: Staff<Read>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    part(&Day::of(&app, &mut tx, &who).await?)
}

/// The first and the last instant of today at the practice.
fn bounds(practice: &Practice, now: Timestamp) -> (Timestamp, Timestamp) {
    let zone = practice.tenant.zone();
    let date = clock::date_at(now, zone);
    let midnight = |date| clock::instant(date, 0, zone, Edge::Start).unwrap_or(now);
    (midnight(date), midnight(date.tomorrow().unwrap_or(date)))
}
