//! `GET /v1/availability`.

use axum::Json;
use axum::extract::State;
use domain::Span;
use domain::availability::Refusal;
use domain::clock::{self, Edge};
use domain::ids::{ResourceId, ServiceId};
use domain::practice::Practice;
use domain::wish::Wish;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::{Search, find};
use super::asked::page_size;
use super::views::{Availability, SlotView};
use crate::http::{App, Caller, Code, May, Parameters, Problem, Read, written};

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// For which service; the practice's default when absent.
    #[param(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "consultation")]
    service: Option<ServiceId>,
    /// With whom; anybody who gives the service when absent.
    #[param(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "martin")]
    practitioner: Option<ResourceId>,
    /// The earliest start.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-11-26T00:00:00+01:00")]
    #[serde(default, deserialize_with = "written::text_if_any")]
    from: Option<Timestamp>,
    /// The latest start, itself excluded.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    to: Option<Timestamp>,
    /// Only on this local date.
    #[param(value_type = Option<String>, format = Date, example = "2026-11-26")]
    #[serde(default, deserialize_with = "written::text_if_any")]
    date: Option<Date>,
    /// Exactly at this local time of `date` (of today when absent): that slot alone when it is free, else the nearest ones.
    #[param(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "14:20")]
    time: Option<String>,
    /// The zone of `date`, `time` and the answer (IANA); the practice's when absent.
    #[param(example = "Europe/Paris")]
    timezone: Option<String>,
    /// How many slots at most; 20 when absent.
    #[param(minimum = 1, maximum = 50)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    limit: Option<u32>,
}

/// Free slots, nearest to the wish first. Each could be booked at this instant.
#[utoipa::path(get, path = "/v1/availability", tag = "appointments", params(Wanted), security(("api_key" = [])),
    responses(
        (status = 200, description = "Free slots", body = Availability),
        (status = 422, description = "No such service, practitioner or timezone, or the practitioner doesn't give the service",
            body = crate::http::ProblemView, content_type = "application/problem+json")))]
pub(super) async fn availability(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<Availability>, Problem> {
    search(&app, &caller, &wanted).await.map(Json)
}

/// The operation behind both paths.
pub(super) async fn search(app: &App, caller: &Caller, wanted: &Wanted) -> Result<Availability, Problem> {
    let mut tx = caller.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let (timezone, zone) = zone(&practice, wanted.timezone.as_deref())?;
    let unknown = |refusal| Problem::new(Code::Refused(refusal));
    let service = which_service(&practice, wanted.service.as_ref()).map_err(unknown)?;
    gives(&practice, wanted.practitioner.as_ref(), &service).map_err(unknown)?;
    let search = Search {
        service,
        practitioners: wanted.practitioner.iter().cloned().collect(),
        wish: wish(wanted, &zone, caller.now)?,
        limit: page_size(wanted.limit, 20, 50)? as usize,
        call: None,
        moving: None,
    };
    let found = find(&mut tx, &practice, &search).await?;
    let slots = found.slots.iter().map(|slot| SlotView::of(slot, &zone)).collect();
    Ok(Availability { known: found.known, timezone, slots })
}

/// The service that is named, or the practice's default.
pub(super) fn which_service(practice: &Practice, named: Option<&ServiceId>) -> Result<ServiceId, Refusal> {
    let service = match named {
        Some(id) => practice.service(id),
        None => practice.default_service(),
    };
    service.map(|service| service.id.clone()).ok_or(Refusal::UnknownService)
}

/// Whether the practitioner who is named, if any, gives the service: nothing will ever be free with another.
fn gives(practice: &Practice, named: Option<&ResourceId>, service: &ServiceId) -> Result<(), Refusal> {
    let Some(id) = named else { return Ok(()) };
    practice.practitioner(id).ok_or(Refusal::UnknownPractitioner)?;
    let by = practice.service(service).is_some_and(|service| service.by.contains(id));
    if by { Ok(()) } else { Err(Refusal::NotByThisPractitioner) }
}

fn zone(practice: &Practice, named: Option<&str>) -> Result<(String, TimeZone), Problem> {
    let Some(name) = named else {
        return Ok((practice.tenant.timezone.name().to_owned(), practice.tenant.zone().clone()));
    };
    TimeZone::get(name).map(|zone| (name.to_owned(), zone)).map_err(|_| Problem::new(Code::UnknownTimezone))
}

/// What is wished. Bounds that leave nothing find nothing; a time alone means today.
fn wish(wanted: &Wanted, zone: &TimeZone, now: Timestamp) -> Result<Wish, Problem> {
    let mut wish = Wish { after: wanted.from, before: wanted.to, ..Wish::default() };
    if let Some(text) = &wanted.time {
        let invalid = || Problem::detail(Code::InvalidQuery, "time must be written 14:20");
        let minute = minute(text).ok_or_else(invalid)?;
        let date = wanted.date.unwrap_or(clock::date_at(now, zone));
        wish.target = clock::instant(date, minute, zone, Edge::Start);
    } else if let Some(date) = wanted.date {
        let day = clock::day(date, zone).unwrap_or(Span { start: now, end: now });
        wish.after = Some(wish.after.map_or(day.start, |after| after.max(day.start)));
        wish.before = Some(wish.before.map_or(day.end, |before| before.min(day.end)));
    }
    Ok(wish)
}

/// The minute of the day of `14:20`.
fn minute(text: &str) -> Option<u16> {
    let time: Time = (text.len() == 5).then(|| text.parse().ok()).flatten()?;
    Some(u16::try_from(time.hour()).ok()? * 60 + u16::try_from(time.minute()).ok()?)
}
