//! Appointments that stand against what a form would do, told to whoever may do it all the same.

use domain::Pii;
use domain::permission::Permission;

use super::staff::Member;
use crate::booking::http::ConflictsView;
use crate::booking::{self, BookingError};
use crate::http::{App, Problem, WrongField};
use crate::pages::{dates, words};
use crate::patients;

/// How many have a line of their own.
const LINES: usize = 12;

/// The same refusal, with a line for each appointment: when, with whom, and, for whoever may see patients, whose it is.
pub(super) async fn told(app: &App, who: &Member, problem: Problem) -> Problem {
    let Some(conflicts) = &problem.conflicts else { return problem };
    match lines(app, who, conflicts).await {
        Ok(errors) => Problem { errors, ..problem },
        Err(error) => error,
    }
}

async fn lines(app: &App, who: &Member, conflicts: &ConflictsView) -> Result<Vec<WrongField>, Problem> {
    let mut tx = who.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let (lang, zone) = (who.lang(), practice.tenant.zone());
    let mut lines = Vec::new();
    for one in conflicts.appointments.iter().take(LINES) {
        let booking = match booking::in_sight(&mut tx, one.id, who.actor()).await {
            // Somebody else has it since: it is counted with those that have no line.
            Err(BookingError::NotFound) => continue,
            found => found?,
        };
        let appointment = booking.appointment;
        let with = practice.practitioner(&appointment.practitioner).map(|with| with.name.clone());
        let patient = if who.may(Permission::ReadPatients) {
            patients::names(&mut tx, &[appointment.patient]).await?.remove(&appointment.patient)
        } else {
            None
        };
        let when = dates::near(lang, zone, appointment.span.start, tx.now());
        let parts = [Some(when), with, patient.map(Pii::into_revealed)];
        let message = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        lines.push(WrongField { field: one.id.to_string(), message });
    }
    let more = conflicts.count - lines.len();
    if more > 0 {
        let message = words::counted(lang, "practice.and_others", more);
        lines.push(WrongField { field: String::new(), message });
    }
    Ok(lines)
}
