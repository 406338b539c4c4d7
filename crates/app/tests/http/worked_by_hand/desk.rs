//! Two secretaries at one desk.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use domain::ids::AppointmentId;
use jiff::Timestamp;
use testkit::{Clinic, Figures};

use super::page::Page;
use crate::client::{Answer, Server};

/// How many appointments they change, again and again.
pub(super) const APPOINTMENTS: usize = 8;

/// The doctor's starts on the days that they work, every twenty minutes.
const DAYS: [&str; 3] = ["2026-03-10", "2026-03-12", "2026-03-13"];
const STARTS: [&str; 9] = ["09:00", "09:40", "10:20", "11:00", "14:00", "14:40", "15:20", "16:00", "16:20"];

/// Both of them, and what they work on.
pub(super) struct Desk<'a> {
    clinic: &'a Clinic,
    server: &'a Server,
    who: [String; 2],
    appointments: Vec<AppointmentId>,
}

/// Something that was done and acknowledged.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) appointment: AppointmentId,
    /// The revision that it was done to.
    pub(super) seen: u32,
    /// When it begins since; when it began, where it was cancelled.
    pub(super) start: Timestamp,
    pub(super) cancelled: bool,
    /// When the answer was there.
    pub(super) at: Instant,
}

/// What somebody wants to do with an appointment.
struct Wish {
    path: String,
    fields: Vec<(&'static str, String)>,
    start: Option<Timestamp>,
}

impl<'a> Desk<'a> {
    /// With some appointments that stand.
    pub(super) async fn open(clinic: &'a Clinic, server: &'a Server, who: [String; 2]) -> Self {
        let mut appointments = Vec::new();
        for (n, hour) in HOURS.iter().enumerate() {
            let slot = clinic.slot("consultation", "martin", &format!("2026-03-09T{hour}"));
            let who = clinic.stranger(&format!("Patiente Numéro{n}"), 40_000 + u32::try_from(n).unwrap());
            appointments.push(clinic.book(&slot, &who, None).await.unwrap().booking.appointment.id);
        }
        Self { clinic, server, who, appointments }
    }

    /// Both see an appointment, and change it at the same instant. What was acknowledged, and how many were told that it
    /// isn't what they saw any more. The first of them may give it up.
    pub(super) async fn both_change(&self, round: usize, gives_up: bool) -> (Option<Change>, usize) {
        let id = self.appointments[round % self.appointments.len()];
        let [seen, also] = [self.sees(0, id).await, self.sees(1, id).await];
        assert_eq!(seen, also, "nobody else changes it");
        let Some(revision) = seen else { return (None, 0) };
        let wishes =
            [self.wish(id, revision, 2 * round, gives_up), self.wish(id, revision, 2 * round + 1, false)];
        let [first, second] = &wishes;
        let (one, other) = tokio::join!(self.send(0, first), self.send(1, second));
        let at = Instant::now();
        let done: Vec<_> = [&one, &other].iter().map(|answer| answer.status == StatusCode::OK).collect();
        assert!(done != [true, true], "both changed revision {revision} of {id}");
        let refused = [&one, &other].into_iter().filter(|answer| answer.status != StatusCode::OK);
        let codes: Vec<_> = refused.map(|answer| (answer.status, answer.code())).collect();
        // Somebody was quicker, took the time, or gave the appointment up; or the machine has too much to do.
        let told_why = |(status, code): &(StatusCode, String)| match *status {
            StatusCode::CONFLICT => ["changed", "taken", "not_changeable"].contains(&code.as_str()),
            status => status == StatusCode::SERVICE_UNAVAILABLE,
        };
        assert!(codes.iter().all(told_why), "{codes:?}");
        let told = codes.iter().filter(|(_, code)| code == "changed" || code == "not_changeable").count();
        let Some(wish) = done.iter().position(|done| *done).map(|at| &wishes[at]) else {
            return (None, told);
        };
        let start = match wish.start {
            Some(start) => start,
            None => self.begins(id).await,
        };
        let cancelled = wish.start.is_none();
        (Some(Change { appointment: id, seen: revision, start, cancelled, at }), told)
    }

    /// The revision that somebody sees; nothing when it was given up.
    async fn sees(&self, who: usize, id: AppointmentId) -> Option<u32> {
        let part = self.get(who, &format!("/console/calendar/appointments/{id}/part")).await;
        assert_eq!(part.status, StatusCode::OK, "{}", part.text);
        let revision =
            part.text.split_once("name=\"revision\" value=\"").unwrap().1.split('"').next().unwrap();
        part.text.contains("one-move").then(|| revision.parse().unwrap())
    }

    async fn begins(&self, id: AppointmentId) -> Timestamp {
        let found = app::booking::appointment(&mut self.clinic.read().await, id).await.unwrap();
        found.appointment.span.start
    }

    fn wish(&self, id: AppointmentId, revision: u32, n: usize, gives_up: bool) -> Wish {
        let path = format!("/console/calendar/appointments/{id}");
        let revision = ("revision", revision.to_string());
        if gives_up {
            return Wish { path: format!("{path}/cancel"), fields: vec![revision], start: None };
        }
        let (date, time) = (DAYS[n % DAYS.len()], STARTS[n * 5 % STARTS.len()]);
        let place = [("who", "martin"), ("date", date), ("time", time)];
        let fields =
            place.map(|(name, value)| (name, value.to_owned())).into_iter().chain([revision]).collect();
        Wish { path: format!("{path}/move"), fields, start: Some(self.clinic.at(&format!("{date}T{time}"))) }
    }

    async fn send(&self, who: usize, wish: &Wish) -> Answer {
        let fields: Vec<_> = wish.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.server.post(&wish.path).at_console(&self.who[who]).form(&fields).send().await
    }

    async fn get(&self, who: usize, path: &str) -> Answer {
        self.server.get(path).at_console(&self.who[who]).send().await
    }

    /// An hour is kept free and given back, and an open page shows both.
    pub(super) async fn kept_free(&self, page: &Page, figures: &Figures) -> bool {
        let fields = [
            ("once", "00000000000000000000000000000001"),
            ("who", "martin"),
            ("date", "2026-03-13"),
            ("from", "09:00"),
            ("until", ""),
            ("to", "10:00"),
            ("note", "Visite à domicile"),
            // Whoever was booked there meanwhile stays.
            ("force", "yes"),
        ];
        let path = "/console/calendar/blocks";
        let made = self.server.post(path).at_console(&self.who[0]).form(&fields).send().await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        figures.took(page.says("Visite à domicile", true, Instant::now()).await);
        let shown = page.text();
        let id = shown.split_once("/console/calendar/blocks/").unwrap().1.split('"').next().unwrap();
        let gone =
            self.server.ask(&Method::DELETE, &format!("{path}/{id}")).at_console(&self.who[1]).send().await;
        assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
        figures.took(page.says("Visite à domicile", false, Instant::now()).await);
        true
    }

    /// Both have a patient's file open, and save it; the second is told, and what the first wrote stands.
    pub(super) async fn both_write_on_a_file(&self) -> bool {
        let who = self.clinic.stranger("Patiente Numéro0", 40_000);
        let patient = app::patients::find(&mut self.clinic.read().await, &who).await.unwrap().unwrap();
        let path = format!("/console/patients/{patient}");
        let form = self.get(0, &format!("{path}/edit")).await;
        let version = form.text.split_once("name=\"version\" value=\"").unwrap().1.split('"').next().unwrap();
        let save = async |who: usize, name: &str| {
            let fields = [("version", version), ("name", name), ("phone", "06 39 94 00 00"), ("email", "")];
            let put = self.server.ask(&Method::PUT, &path).at_console(&self.who[who]);
            put.form(&fields).send().await
        };
        let (one, other) = tokio::join!(save(0, "Patiente Première"), save(1, "Patiente Seconde"));
        let saved = |answer: &Answer| answer.status.is_success();
        assert!(saved(&one) != saved(&other), "{} {}", one.text, other.text);
        let late = if saved(&one) { &other } else { &one };
        let name = if saved(&one) { "Patiente Première" } else { "Patiente Seconde" };
        let file = self.get(0, &path).await;
        (late.status, late.code().as_str()) == (StatusCode::CONFLICT, "changed") && file.text.contains(name)
    }
}

/// When the appointments begin at first.
const HOURS: [&str; APPOINTMENTS] = ["14:00", "14:20", "14:40", "15:00", "15:20", "15:40", "16:00", "16:20"];

/// How long anything may take here before it is called lost.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);
