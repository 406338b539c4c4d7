//! Reminders: on the practice's last working day before an appointment, while it is open.
//!
//! Whoever booked or moved that day, from midnight on, needs none. The work is written once for each revision of an
//! appointment, so a worker that starts again, or a second one, reminds nobody twice.

use domain::clock::{Edge, date_at, instant};
use domain::ids::{AppointmentId, TenantId};
use domain::practice::Practice;
use domain::{Span, schedule};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::kind::REMIND;
use crate::booking;
use crate::db::{Db, DbError};
use crate::jobs::{self, Work};
use crate::tenants::Practices;

/// Over how many closed days a reminder comes early.
const FURTHEST: i32 = 60;

/// Writes the reminders that are due now; says how many appointments they are for.
pub(crate) async fn remind(
    db: &Db,
    practices: &Practices,
    tenant: TenantId,
    now: Timestamp,
) -> Result<usize, DbError> {
    let mut tx = db.read(tenant, now).await?;
    let practice = practices.current(&mut tx).await?;
    let Some(Due { midnight, open, coming }) = due(&practice, now) else { return Ok(0) };
    let mut whom = booking::untouched(&mut tx, coming, midnight).await?;
    let reminded = jobs::written_since(&mut tx, REMIND, midnight).await?;
    whom.retain(|(appointment, revision)| !reminded.contains(&(appointment.uuid(), *revision)));
    drop(tx);
    if whom.is_empty() {
        return Ok(0);
    }
    let mut tx = db.write(tenant, now).await?;
    let good_for = Some(now.duration_until(open.end));
    let work = |(appointment, revision): &(AppointmentId, u32)| {
        jobs::entry(&tx, &Work { good_for, ..Work::new(REMIND, appointment.uuid(), *revision) })
    };
    let batch = whom.iter().map(work).collect();
    tx.execute_all(batch).await?;
    tx.commit().await?;
    Ok(whom.len())
}

/// What is due today.
struct Due {
    /// When today began: who has changed something since needs no reminder.
    midnight: Timestamp,
    /// Today's hours, in which people are reminded.
    open: Span,
    /// The days of which they are.
    coming: Span,
}

/// What is due now; nothing while the practice is closed.
fn due(practice: &Practice, now: Timestamp) -> Option<Due> {
    if !practice.tenant.messages.reminders {
        return None;
    }
    let zone = practice.tenant.zone();
    let today = date_at(now, zone);
    let open = hours(practice, today).filter(|open| open.start <= now && now < open.end)?;
    // Tomorrow, and what lies behind days on which nobody is there: their eves are no days to be reminded on.
    let mut until = today.checked_add(2.days()).ok()?;
    for _ in 0..FURTHEST {
        let eve = until.yesterday().ok()?;
        if hours(practice, eve).is_some() {
            break;
        }
        until = until.tomorrow().ok()?;
    }
    let midnight = |date: Date| instant(date, 0, zone, Edge::Start);
    let coming = Span::new(midnight(today.tomorrow().ok()?)?, midnight(until)?)?;
    Some(Due { midnight: midnight(today)?, open, coming })
}

/// From when to when anybody is there on a day.
fn hours(practice: &Practice, date: Date) -> Option<Span> {
    let all = practice.practitioners.iter().flat_map(|who| schedule::working(practice, &who.id, date));
    all.reduce(|one, other| Span { start: one.start.min(other.start), end: one.end.max(other.end) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// S229: on the eve, in its hours; before a Sunday or a holiday, on the last day that was none.
    #[test]
    fn s229_reminders_fall_in_the_hours_of_the_last_working_day_before() {
        let text = include_str!("../../../../practices/cabinet-des-lilas.yaml");
        let practice = Practice::parse(text, "cabinet-des-lilas.yaml").unwrap();
        let zone = practice.tenant.zone().clone();
        let at = |text: &str| zone.to_timestamp(text.parse().unwrap()).unwrap();
        let days = |now: &str| {
            due(&practice, at(now)).map(|Due { coming: days, .. }| {
                let date = |at| date_at(at, &zone).to_string();
                (date(days.start), date(days.end))
            })
        };
        let some = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(days("2026-03-09T07:00"), None, "nobody is there yet");
        assert_eq!(days("2026-03-09T07:30"), some("2026-03-10", "2026-03-11"));
        assert_eq!(days("2026-03-09T18:29"), some("2026-03-10", "2026-03-11"));
        assert_eq!(days("2026-03-09T18:30"), None, "everybody has gone");
        assert_eq!(
            days("2026-03-14T10:00"),
            some("2026-03-15", "2026-03-17"),
            "Saturday, for Sunday and Monday"
        );
        assert_eq!(days("2026-03-15T10:00"), None, "Sunday");
        assert_eq!(days("2026-04-04T10:00"), some("2026-04-05", "2026-04-08"), "before Easter Monday");
        assert_eq!(
            days("2026-08-01T10:00"),
            some("2026-08-02", "2026-08-18"),
            "before a fortnight's holidays"
        );
    }
}
