//! The calendar: day and week, worked by hand.
//!
//! A page shows some practitioners' agendas ([`shown`]), drawn as a grid of hours and as a list ([`sheet`]); whatever is
//! done with an appointment begins in a dialog ([`one`], [`new`], [`moving`], [`blocks`]) and goes through the changes that the API
//! makes, each with the revision that was seen. What is drawn is fetched anew with every change.

mod blocks;
mod born;
mod items;
mod lanes;
mod moving;
mod new;
mod one;
mod place;
mod sheet;
mod shown;
mod starts;
mod stranded;
mod there;
mod told;
mod whose;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{AppointmentId, PatientId};
use domain::permission::Permission;
use serde::Serialize;

use self::sheet::Sheet;
pub(super) use self::shown::leading_to;
use self::shown::{Shown, Wanted};
use super::frame::{Frame, Section, page, part};
use super::staff::{Member, Staff};
use crate::http::{App, Code, IdempotencyKey, Parameters, Problem, Read};
use crate::once::http::{Asked, Change, perform};
use crate::{audit, booking};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/calendar", get(calendar))
        .route("/console/calendar/sheet", get(drawn))
        .route("/console/calendar/new", get(new::form).post(new::book))
        .route("/console/calendar/stranded", get(stranded::stranded))
        .route("/console/calendar/stranded/list", get(stranded::listed))
        .route("/console/calendar/starts", get(starts::starts))
        .route("/console/calendar/known", post(whose::known))
        .route("/console/calendar/whose", get(whose::whose))
        .route("/console/calendar/appointments/{id}", get(one::dialog))
        .route("/console/calendar/appointments/{id}/part", get(one::refreshed))
        .route("/console/calendar/appointments/{id}/status", post(one::note))
        .route("/console/calendar/appointments/{id}/cancel", post(one::cancel))
        .route("/console/calendar/appointments/{id}/move", get(moving::form).post(moving::there))
        .route("/console/calendar/blocks", get(blocks::form).post(blocks::add))
        .route("/console/calendar/blocks/{id}", get(blocks::dialog).delete(blocks::remove))
}

#[derive(Template)]
#[template(path = "console/calendar/page.html")]
struct Page {
    frame: Frame,
    shown: Shown,
    sheet: Sheet,
    may_write: bool,
    /// The appointment that is opened at once.
    one: Option<AppointmentId>,
    /// The patient for whom a new one is begun at once.
    patient: Option<PatientId>,
}

#[derive(Template)]
#[template(path = "console/calendar/sheet.html")]
struct Part {
    shown: Shown,
    sheet: Sheet,
    may_write: bool,
}

/// `GET /console/calendar`.
async fn calendar(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let (one, patient) = (wanted.one, wanted.patient.filter(|_| who.may(Permission::Write)));
    let Part { shown, sheet, may_write } = looked_at(&app, &who, &wanted).await?;
    let frame = Frame::of(&app, &mut who.read(&app).await?, &who, Section::Calendar).await?;
    let page_of = Page { frame, shown, sheet, may_write, one, patient };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/calendar/sheet`: the hours alone, as they stand.
async fn drawn(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    part(&looked_at(&app, &who, &wanted).await?)
}

async fn looked_at(app: &App, who: &Member, wanted: &Wanted) -> Result<Part, Problem> {
    let mut tx = who.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let shown = Shown::of(practice, wanted, who);
    let agenda = booking::agenda(&mut tx, &shown.whose, shown.window).await?;
    let sheet = sheet::drawn(&shown, &agenda);
    Ok(Part { shown, sheet, may_write: who.may(Permission::Write) })
}

/// Makes a change that the API knows; once for what the page calls it, where a form that is sent again would do it twice.
/// `sent` is what was sent.
async fn made<C: Change>(
    app: &App,
    who: &Member,
    once: Option<&str>,
    sent: &(impl Serialize + Sync),
    change: &C,
) -> Result<C::Answer, Problem> {
    let key = once.filter(|key| key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit()));
    let asked = Asked::new(&who.caller, IdempotencyKey(key.map(str::to_owned)), "console", sent)?;
    let answer = perform(app, &who.caller, &asked, change).await;
    if let Err(Problem { code: Code::Forbidden(permission), .. }) = &answer {
        audit::denied(app, &who.caller, *permission).await;
    }
    answer
}
