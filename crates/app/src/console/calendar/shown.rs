//! Which agendas a page shows, of which days, and where its arrows lead.

use std::sync::Arc;

use domain::appointment::Appointment;
use domain::clock::{self, Edge};
use domain::ids::{AppointmentId, PatientId, ResourceId};
use domain::practice::Practice;
use domain::{Lang, Span};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;

use super::super::staff::Member;
use crate::pages::{dates, words};

/// What the address asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The day, or a day of the week; today when absent.
    date: Option<Date>,
    /// A day of everybody, or a week of one.
    #[serde(default)]
    span: Reach,
    /// Whose week.
    who: Option<ResourceId>,
    /// Whether it is drawn as a list.
    #[serde(default)]
    list: bool,
    /// The appointment that is opened at once.
    pub(super) one: Option<AppointmentId>,
    /// The patient for whom a new one is begun at once.
    pub(super) patient: Option<PatientId>,
}

/// How much is shown at once.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reach {
    #[default]
    Day,
    Week,
}

/// Somebody whose agenda may be shown.
pub(super) struct Agenda {
    pub(super) id: ResourceId,
    pub(super) name: String,
    /// Where their week is.
    pub(super) path: String,
    pub(super) chosen: bool,
}

/// What a page shows.
pub(super) struct Shown {
    pub(super) practice: Arc<Practice>,
    pub(super) lang: Lang,
    pub(super) now: Timestamp,
    /// The day that was asked for.
    pub(super) date: Date,
    pub(super) week: bool,
    pub(super) list: bool,
    /// Everybody whom the member sees.
    pub(super) all: Vec<Agenda>,
    /// Of whom something is shown.
    pub(super) whose: Vec<ResourceId>,
    pub(super) dates: Vec<Date>,
    pub(super) window: Span,
}

impl Shown {
    /// What is asked for, as far as the member sees it (S102).
    pub(super) fn of(practice: Arc<Practice>, wanted: &Wanted, who: &Member) -> Self {
        let now = who.caller.now;
        let zone = practice.tenant.zone();
        let date = wanted.date.unwrap_or(clock::date_at(now, zone));
        let week = wanted.span == Reach::Week;
        let seen: Vec<_> = practice.practitioners.iter().filter(|one| who.actor().sees(&one.id)).collect();
        let chosen = seen.iter().find(|one| wanted.who.as_ref() == Some(&one.id)).or(seen.first());
        let chosen = chosen.map(|one| one.id.clone());
        let days = if week { 7 } else { 1 };
        let first = if week { monday(date) } else { date };
        let dates: Vec<Date> = (0..days).map(|n| first.saturating_add(n.days())).collect();
        let midnight = |date| clock::instant(date, 0, zone, Edge::Start).unwrap_or(now);
        let window = Span { start: midnight(first), end: midnight(first.saturating_add(days.days())) };
        let whose = match (&chosen, week) {
            (Some(one), true) => vec![one.clone()],
            _ => seen.iter().map(|one| one.id.clone()).collect(),
        };
        let agenda = |one: &&domain::practice::Practitioner| Agenda {
            id: one.id.clone(),
            name: one.name.clone(),
            path: address(date, true, Some(&one.id), wanted.list),
            chosen: chosen.as_ref() == Some(&one.id),
        };
        let all = seen.iter().map(agenda).collect();
        let lang = who.lang();
        Self { lang, now, date, week, list: wanted.list, all, whose, dates, window, practice }
    }

    /// A text in the member's language.
    pub(super) fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    fn who(&self) -> Option<&ResourceId> {
        self.all.iter().find(|one| one.chosen).map(|one| &one.id)
    }

    fn at(&self, date: Date) -> String {
        address(date, self.week, self.who(), self.list)
    }

    /// The same, a day or a week before.
    pub(super) fn previous(&self) -> String {
        self.at(self.date.saturating_sub(self.step().days()))
    }

    /// The same, a day or a week after.
    pub(super) fn next(&self) -> String {
        self.at(self.date.saturating_add(self.step().days()))
    }

    fn step(&self) -> i32 {
        if self.week { 7 } else { 1 }
    }

    /// The same, today.
    pub(super) fn today(&self) -> String {
        self.at(clock::date_at(self.now, self.practice.tenant.zone()))
    }

    /// The day of everybody.
    pub(super) fn as_day(&self) -> String {
        address(self.date, false, self.who(), self.list)
    }

    /// The week of one.
    pub(super) fn as_week(&self) -> String {
        address(self.date, true, self.who(), self.list)
    }

    /// The same, drawn the other way.
    pub(super) fn other_look(&self) -> String {
        address(self.date, self.week, self.who(), !self.list)
    }

    /// Where the part that is drawn comes from.
    pub(super) fn source(&self) -> String {
        self.at(self.date).replacen("/calendar", "/calendar/sheet", 1)
    }

    /// The day as it is read out, or the week by its ends.
    pub(super) fn title(&self) -> String {
        let (Some(first), Some(last)) = (self.dates.first(), self.dates.last()) else { return String::new() };
        if self.week { dates::between(self.lang, *first, *last) } else { dates::day(self.lang, *first) }
    }
}

/// The Monday of a date's week.
fn monday(date: Date) -> Date {
    date.saturating_sub(i32::from(date.weekday().to_monday_zero_offset()).days())
}

/// The day of an appointment, with the appointment opened.
pub(in crate::console) fn leading_to(appointment: &Appointment, zone: &TimeZone) -> String {
    let date = clock::date_at(appointment.span.start, zone);
    format!("{}&one={}", address(date, false, None, false), appointment.id)
}

fn address(date: Date, week: bool, who: Option<&ResourceId>, list: bool) -> String {
    let mut address = format!("/console/calendar?date={date}");
    if week {
        address.push_str("&span=week");
    }
    if let Some(who) = who {
        address.push_str("&who=");
        address.push_str(who.as_str());
    }
    if list {
        address.push_str("&list=true");
    }
    address
}
