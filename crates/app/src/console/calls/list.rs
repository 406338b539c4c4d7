//! The calls of a day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::clock::{Edge, instant};
use domain::ids::CallId;
use domain::{Pii, Span};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::super::fields::filled;
use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::{EMERGENCY, Tag, channel, lasted, tags};
use crate::calls::{self, CHANNELS, CallFilter, CallRecord, Outcome};
use crate::http::{App, Code, Parameters, Problem, ReadCalls};
use crate::pages::{dates, words};

/// How many are shown on a page.
const A_PAGE: u32 = 200;

#[derive(Template)]
#[template(path = "console/calls.html")]
struct Page {
    frame: Frame,
    /// The day in words, and as addresses write it.
    day: String,
    date: Date,
    before: Date,
    after: Option<Date>,
    outcomes: Vec<Choice>,
    channels: Vec<Choice>,
    /// What the page was asked with, to ask the same again.
    query: String,
    lines: Vec<Line>,
    more: bool,
}

/// Something that the list can be limited to.
struct Choice {
    value: &'static str,
    name: String,
    chosen: bool,
}

struct Line {
    id: CallId,
    at: String,
    channel: String,
    lang: &'static str,
    lasted: String,
    /// Who it was, as far as whoever looks may see it.
    people: String,
    tags: Vec<Tag>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    channel: String,
}

/// `GET /console/calls`.
pub(super) async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadCalls>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Calls).await?;
    let (lang, zone, now) = (frame.lang, frame.practice.tenant.zone().clone(), tx.now());
    let today = dates::local(&zone, now).date();
    let wrong = || Problem::new(Code::InvalidQuery);
    let date = filled(&asked.day).map(|day| day.parse::<Date>().map_err(|_| wrong())).transpose()?;
    let date = date.unwrap_or(today);
    let (before, after) = date.yesterday().ok().zip(date.tomorrow().ok()).ok_or_else(wrong)?;
    let alarms = asked.outcome == EMERGENCY;
    let chosen = filled(&asked.outcome).filter(|_| !alarms);
    let chosen = chosen.map(|name| Outcome::from_name(name).ok_or_else(wrong)).transpose()?;
    let entrance = filled(&asked.channel).map(|name| known(name).ok_or_else(wrong)).transpose()?;
    let filter = CallFilter {
        within: whole(&zone, date, after).ok_or_else(wrong)?,
        outcome: chosen,
        channel: entrance.map(str::to_owned),
    };
    let mut found = if alarms {
        let mut alarms = calls::alarms(&mut tx, filter.within, A_PAGE + 1).await?;
        alarms.retain(|call| entrance.is_none_or(|channel| call.channel == channel));
        alarms
    } else {
        calls::calls(&mut tx, &filter, None, A_PAGE + 1).await?
    };
    let more = found.len() > A_PAGE as usize;
    found.truncate(A_PAGE as usize);
    let mut gists = calls::gists(&mut tx, &found, who.actor()).await?;
    let line = |call: &CallRecord| {
        let gist = gists.remove(&call.id).unwrap_or_default();
        let tags = tags(call, &gist, lang, now);
        let people: Vec<String> = gist.people.into_iter().map(Pii::into_revealed).collect();
        let at = dates::hour(lang, dates::local(&zone, call.started_at).time());
        let channel = channel(lang, &call.channel);
        let (lang, lasted) = (call.lang.tag(), lasted(call));
        Line { id: call.id, at, channel, lang, lasted, people: people.join(", "), tags }
    };
    let outcome_choice = |outcome: Outcome| Choice {
        value: outcome.name(),
        name: words::word(lang, &format!("calls.outcome_{}", outcome.name())).to_owned(),
        chosen: chosen == Some(outcome),
    };
    let emergency = Choice {
        value: EMERGENCY,
        name: words::word(lang, "calls.outcome_emergency").to_owned(),
        chosen: alarms,
    };
    let page_of = Page {
        day: dates::day(lang, date),
        date,
        before,
        after: (date < today).then_some(after),
        outcomes: Outcome::ALL.map(outcome_choice).into_iter().chain([emergency]).collect(),
        channels: CHANNELS
            .map(|value| Choice { value, name: channel(lang, value), chosen: entrance == Some(value) })
            .into(),
        query: format!(
            "day={date}&outcome={}&channel={}",
            if alarms { EMERGENCY } else { chosen.map(Outcome::name).unwrap_or_default() },
            entrance.unwrap_or_default()
        ),
        lines: found.iter().map(line).collect(),
        more,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

fn known(name: &str) -> Option<&'static str> {
    CHANNELS.into_iter().find(|channel| *channel == name)
}

/// From a day's first instant to the next one's.
fn whole(zone: &TimeZone, date: Date, next: Date) -> Option<Span> {
    let midnight = |date: Date| instant(date, 0, zone, Edge::Start);
    Span::new(midnight(date)?, midnight(next)?)
}
