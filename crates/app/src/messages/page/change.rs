//! What whoever has a link changes: at once, or by a request to the staff where it is too late for that.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Lang;
use domain::Pii;
use domain::availability::Asked;
use domain::ids::CallId;
use domain::permission::Actor;
use domain::request::Kind;
use jiff::Timestamp;
use serde::Deserialize;

use super::{Visit, part};
use crate::booking::{self, BookingError, Note};
use crate::calls;
use crate::console::Fields;
use crate::db::Tx;
use crate::http::{App, Code, FromOurPage, Problem};
use crate::pages::{dates, words};

#[derive(Template)]
#[template(path = "link/done.html")]
struct Done {
    lang: Lang,
    practice: String,
    outcome: Outcome,
    /// When the appointment is now.
    moment: Option<String>,
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Moved,
    Cancelled,
    /// The staff was asked.
    Asked,
}

/// What is wished.
#[derive(Clone, Copy)]
enum Wished {
    Cancelled,
    At(Timestamp),
}

impl Outcome {
    /// What came of the call in whose name it was done.
    const fn of_call(self) -> calls::Outcome {
        match self {
            Self::Moved => calls::Outcome::Moved,
            Self::Cancelled => calls::Outcome::Cancelled,
            Self::Asked => calls::Outcome::Request,
        }
    }
}

impl Done {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `POST /r/{secret}/cancel`.
pub(super) async fn cancel(
    State(app): State<App>,
    _: FromOurPage,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let visit = Visit::by(&app, secret).await?;
    perform(&app, &visit, Wished::Cancelled).await
}

/// To when it shall be moved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct To {
    start: Timestamp,
}

/// `POST /r/{secret}/move`.
pub(super) async fn reschedule(
    State(app): State<App>,
    _: FromOurPage,
    Path(secret): Path<String>,
    Fields(to): Fields<To>,
) -> Result<Response, Problem> {
    let visit = Visit::by(&app, secret).await?;
    perform(&app, &visit, Wished::At(to.start)).await
}

async fn perform(app: &App, visit: &Visit, wished: Wished) -> Result<Response, Problem> {
    let done = app.db.retrying(async || -> Result<_, BookingError> {
        let mut tx = app.db.write(visit.followed.tenant, app.clock.now()).await?;
        let (outcome, anything) = make(&mut tx, visit, wished).await?;
        if anything {
            tx.commit().await?;
        }
        Ok(outcome)
    });
    let outcome = done.await.map_err(|error| match error {
        // It was changed a moment ago: the link is over, as any other that is.
        BookingError::Changed | BookingError::Over | BookingError::NotFound => Problem::new(Code::LinkOver),
        error => error.into(),
    })?;
    app.changes.tell(visit.followed.tenant);
    let (lang, zone) = (visit.followed.lang, visit.practice.tenant.zone());
    let moment = match (outcome, wished) {
        (Outcome::Moved, Wished::At(start)) => Some(dates::moment(lang, zone, start)),
        _ => None,
    };
    part(&Done { lang, practice: visit.practice.tenant.name.clone(), outcome, moment })
}

/// Does what is wished in the name of a call of its own, which the practice's notice binds. Says whether anything is
/// other than before: the staff is asked the same thing once.
async fn make(tx: &mut Tx, visit: &Visit, wished: Wished) -> Result<(Outcome, bool), BookingError> {
    let (it, practice) = (&visit.booking().appointment, &visit.practice);
    let seen = Some(it.revision);
    let call = calls::by_link(tx, visit.followed.lang).await?;
    let by = Actor::Call(call);
    let done = match wished {
        Wished::Cancelled => {
            booking::cancel(tx, practice, it.id, seen, &by).await.map(|_| Outcome::Cancelled)
        }
        Wished::At(start) => {
            let place = Asked {
                service: it.service.clone(),
                practitioner: it.practitioner.clone(),
                start,
                end: None,
            };
            let slot = booking::slot_at(tx, practice, &place, None).await;
            match slot {
                Ok(slot) => {
                    booking::reschedule(tx, practice, it.id, &slot, seen, &by).await.map(|_| Outcome::Moved)
                }
                Err(error) => Err(error),
            }
        }
    };
    let (outcome, anything) = match done {
        Err(BookingError::TooLate | BookingError::CalendarUnknown) => {
            (Outcome::Asked, ask(tx, visit, wished, call).await?)
        }
        done => (done?, true),
    };
    calls::ended(tx, call, outcome.of_call()).await?;
    Ok((outcome, anything))
}

/// Leaves what is wished for the staff; whether they didn't know yet.
async fn ask(tx: &mut Tx, visit: &Visit, wished: Wished, call: CallId) -> Result<bool, BookingError> {
    let (it, tenant) = (&visit.booking().appointment, &visit.practice.tenant);
    // The staff reads it, in the practice's own language.
    let lang = tenant.language();
    let (key, wish) = match wished {
        Wished::Cancelled => ("link.asks_cancel", None),
        Wished::At(start) => ("link.asks_move", Some(dates::moment(lang, tenant.zone(), start))),
    };
    let note = Note {
        call: Some(call),
        patient: Some(it.patient),
        appointment: Some(it.id),
        service: Some(it.service.clone()),
        practitioner: Some(it.practitioner.clone()),
        text: Some(Pii::new(words::word(lang, key).to_owned())),
        wish: wish.map(Pii::new),
        ..Note::of(Kind::TooLate)
    };
    Ok(booking::leave_about(tx, &note, &Actor::Call(call)).await?)
}
