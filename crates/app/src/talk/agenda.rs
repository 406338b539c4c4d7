//! The demonstration's calendar: a few days of the practice, and what awaits its staff.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use axum::Json;
use axum::extract::{Path, State};
use domain::clock::{self, Edge};
use domain::ids::TenantId;
use domain::practice::Practice;
use domain::request::State as Standing;
use domain::schedule::{self, Closed};
use domain::{Lang, Pii, Span};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::caller;
use crate::booking::{self, BookingError, Filter, RequestFilter};
use crate::db::{DbError, Tx};
use crate::http::{App, Code, Parameters, Problem};
use crate::patients;

/// The most that is shown at once.
const MOST: u32 = 500;

/// Which days are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// The first day; today when absent.
    from: Option<Date>,
    /// How many days, 1 or 7.
    #[serde(default = "one")]
    days: u8,
    /// Whether the week of `from` is meant, from its Monday.
    #[serde(default)]
    week: bool,
    /// The language of names and reasons.
    #[serde(default)]
    lang: Lang,
}

const fn one() -> u8 {
    1
}

/// What the page draws. Times are the practice's wall clock, without an offset.
#[derive(Serialize)]
pub(super) struct Agenda {
    now: String,
    practitioners: Vec<Named>,
    days: Vec<Day>,
    entries: Vec<Entry>,
    requests: Vec<Asking>,
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct Day {
    date: Date,
    closed: Option<String>,
    hours: BTreeMap<String, Vec<(String, String)>>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    practitioner: String,
    start: String,
    end: String,
    kind: &'static str,
    service: String,
    patient: String,
}

#[derive(Serialize)]
struct Asking {
    id: String,
    kind: &'static str,
    text: String,
    from: String,
    since: String,
}

/// `GET /t/{practice}/agenda`. Only in the demonstration: it shows patients' names.
pub(super) async fn get(
    State(app): State<App>,
    Path(slug): Path<String>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Json<Agenda>, Problem> {
    if !app.settings.demo {
        return Err(Problem::not_found());
    }
    if !matches!(asked.days, 1 | 7) {
        return Err(Problem::detail(Code::InvalidQuery, "days must be 1 or 7"));
    }
    let (tenant, practice) = caller::practice(&app, &slug).await?;
    let mut tx = app.db.read(tenant, app.clock.now()).await?;
    Ok(Json(agenda(&mut tx, &practice, &asked).await?))
}

async fn agenda(tx: &mut Tx, practice: &Practice, asked: &Asked) -> Result<Agenda, BookingError> {
    let (dates, window) = days(practice, asked, tx.now());
    let shown = Shown { practice, lang: asked.lang };
    Ok(Agenda {
        now: shown.local(tx.now()),
        practitioners: practice
            .practitioners
            .iter()
            .map(|who| Named { id: who.id.to_string(), name: who.name.clone() })
            .collect(),
        days: dates.iter().map(|date| shown.day(*date)).collect(),
        entries: shown.entries(tx, window).await?,
        requests: shown.requests(tx).await?,
    })
}

/// The days that are asked for, and the time they cover.
fn days(practice: &Practice, asked: &Asked, now: Timestamp) -> (Vec<Date>, Span) {
    let zone = practice.tenant.zone();
    let from = asked.from.unwrap_or(clock::date_at(now, zone));
    let monday = from.saturating_sub(i32::from(from.weekday().to_monday_zero_offset()).days());
    let first = if asked.week { monday } else { from };
    let dates: Vec<Date> = (0..i32::from(asked.days)).map(|n| first.saturating_add(n.days())).collect();
    let after = dates.last().map_or(first, |last| last.saturating_add(1.days()));
    let midnight = |date| clock::instant(date, 0, zone, Edge::Start).unwrap_or(now);
    (dates, Span { start: midnight(first), end: midnight(after) })
}

/// A number that changes when what the calendar shows does.
pub(super) async fn state(app: &App, tenant: TenantId) -> Result<u64, DbError> {
    let mut tx = app.db.read(tenant, app.clock.now()).await?;
    let mut hasher = DefaultHasher::new();
    let since = tx.now().saturating_sub(SignedDuration::from_hours(24 * 7)).unwrap_or(Timestamp::MIN);
    let filter = Filter { from: Some(since), ..Filter::default() };
    for booking in booking::list(&mut tx, &filter, None, MOST).await?.bookings {
        (booking.appointment.id, booking.appointment.revision).hash(&mut hasher);
    }
    for held in booking::held(&mut tx, Span { start: since, end: Timestamp::MAX }).await? {
        held.id.hash(&mut hasher);
    }
    let open = RequestFilter { state: Some(Standing::Open), ..RequestFilter::default() };
    for request in booking::requests(&mut tx, &open, MOST).await? {
        request.id.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// A practice in a language.
struct Shown<'a> {
    practice: &'a Practice,
    lang: Lang,
}

impl Shown<'_> {
    fn local(&self, at: Timestamp) -> String {
        self.practice.tenant.zone().to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    fn service(&self, id: &domain::ids::ServiceId) -> String {
        let name = self.practice.service(id).and_then(|service| service.name.get(self.lang));
        name.cloned().unwrap_or_else(|| id.to_string())
    }

    fn day(&self, date: Date) -> Day {
        let clock = |at: Timestamp| self.local(at).split_off(11);
        let hours = self.practice.practitioners.iter().map(|who| {
            let stretches = schedule::working(self.practice, &who.id, date);
            // A stretch that ends at midnight ends at 24:00 of its own day.
            let end =
                |span: &Span| Some(clock(span.end)).filter(|end| end != "00:00").unwrap_or("24:00".into());
            (who.id.to_string(), stretches.iter().map(|span| (clock(span.start), end(span))).collect())
        });
        let closed = match schedule::closed_because(self.practice, None, date) {
            Some(Closed::Holiday(holiday)) => Some(holiday.name(self.lang).to_owned()),
            Some(Closed::Closure { reason, .. }) => reason,
            _ => None,
        };
        Day { date, closed, hours: hours.collect() }
    }

    async fn entries(&self, tx: &mut Tx, window: Span) -> Result<Vec<Entry>, BookingError> {
        let filter = Filter { from: Some(window.start), to: Some(window.end), ..Filter::default() };
        let mut entries = Vec::new();
        let mut standing = booking::list(tx, &filter, None, MOST).await?.bookings;
        standing.retain(|booking| booking.appointment.status.keeps_time());
        let whose: Vec<_> = standing.iter().map(|booking| booking.appointment.patient).collect();
        let names = patients::names(tx, &whose).await?;
        for booking in standing {
            let one = &booking.appointment;
            entries.push(Entry {
                id: one.id.to_string(),
                practitioner: one.practitioner.to_string(),
                start: self.local(one.span.start),
                end: self.local(one.span.end),
                kind: if one.status == domain::appointment::Status::Requested {
                    "request"
                } else {
                    "appointment"
                },
                service: self.service(&one.service),
                patient: names.get(&one.patient).map(|name| name.reveal().clone()).unwrap_or_default(),
            });
        }
        for held in booking::held(tx, window).await? {
            entries.push(Entry {
                start: self.local(held.slot.span.start),
                end: self.local(held.slot.span.end),
                service: self.service(&held.slot.service),
                id: held.id.to_string(),
                practitioner: held.slot.resource.to_string(),
                kind: "hold",
                patient: String::new(),
            });
        }
        entries.sort_by(|a, b| a.start.cmp(&b.start));
        Ok(entries)
    }

    async fn requests(&self, tx: &mut Tx) -> Result<Vec<Asking>, DbError> {
        let open = RequestFilter { state: Some(Standing::Open), ..RequestFilter::default() };
        let found = booking::requests(tx, &open, MOST).await?;
        Ok(found.into_iter().map(|request| self.request(request)).collect())
    }

    fn request(&self, request: booking::Request) -> Asking {
        let note = request.note;
        let service = note.service.as_ref().map(|id| self.service(id));
        let said = [service, note.wish.map(Pii::into_revealed), note.text.map(Pii::into_revealed)];
        let who = [note.name.map(Pii::into_revealed), note.phone.map(|phone| phone.reveal().written())];
        Asking {
            id: request.id.to_string(),
            kind: note.kind.name(),
            text: said.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            from: who.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            since: self.local(request.created_at),
        }
    }
}
