//! Playing one scenario: the practice and its calendars are set, then the call is made.

use std::path::Path;
use std::sync::Arc;

use domain::Span;
use domain::availability::{Asked, place};
use domain::ids::{PatientId, Slug, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

use super::caller::{Caller, Deed};
use super::grade;
use super::report::{Played, TurnPlayed};
use super::scenario::{Busy, CalendarFault, Faults, Scenario, Seeded};
use super::stage::Set;
use crate::booking::{self, BookingError};
use crate::calendars::{self, BusyEvent, State};
use crate::calls::{Line, Opening, Turn};
use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::documents::{self, Kind};
use crate::messages::{Channel, Post, Recorder, Sending};
use crate::patients::{self, Stated};
use crate::{tenants, usage};

/// The outside calendar of every practitioner.
const CALENDAR: &str = "rehearsal";
/// How long a slow calendar takes.
const SLOW: SignedDuration = SignedDuration::from_secs(5);
/// How long two refusals and an answer take.
const TWICE_REFUSED: SignedDuration = SignedDuration::from_secs(2);
/// What stands for the six digits that the caller was sent a moment ago.
const CODE: &str = "<code>";
/// The most lines of a call, waits included, whatever its file says.
const MOST_LINES: usize = 200;

/// A scenario's practice in the database, at its hour.
pub(super) struct Scene {
    pub(super) db: Db,
    pub(super) tenant: TenantId,
    pub(super) practice: Arc<Practice>,
    pub(super) clock: Clock,
    /// The patients of the files, by their short names.
    pub(super) patients: Vec<(Slug, PatientId)>,
    /// The caller's mailbox and mobile.
    pub(super) inbox: Recorder,
}

pub(super) async fn play(scenario: &Scenario, file: &Path, set: &Set, nth: usize) -> Played {
    let mut turns = Vec::new();
    let failures = match act(scenario, file, set, nth, &mut turns).await {
        Ok(failures) => failures,
        Err(problem) => vec![problem],
    };
    Played { name: scenario.name.clone(), passed: failures.is_empty(), failures, turns }
}

async fn act(
    scenario: &Scenario,
    file: &Path,
    set: &Set,
    nth: usize,
    turns: &mut Vec<TurnPlayed>,
) -> Result<Vec<String>, String> {
    let practice = scenario.practice(file)?;
    let scene = Scene::set(scenario, practice, &set.db, nth).await?;
    let transferred = call(scenario, &scene, turns).await.map_err(|error| error.to_string())?;
    grade::grade(&scenario.outcome, &scene, turns, transferred).await.map_err(|error| error.to_string())
}

impl Scene {
    async fn set(scenario: &Scenario, practice: Practice, db: &Db, nth: usize) -> Result<Self, String> {
        let now = practice.tenant.zone().to_timestamp(scenario.now).map_err(|error| error.to_string())?;
        let told = |error: DbError| error.to_string();
        // Scenarios share a database: each has a tenant of its own, apart by its short name and number.
        let mut apart = practice.clone();
        apart.tenant.slug = format!("scenario-{nth}").parse().map_err(|_| "no such short name".to_owned())?;
        apart.tenant.phone = None;
        let tenant = tenants::apply(db, &apart, now, &Actor::Operator).await.map_err(told)?;
        let mut patients = Vec::new();
        let mut tx = db.write(tenant, now).await.map_err(told)?;
        for seed in &practice.patients {
            let id = patients::enrol(&mut tx, seed, &Actor::Operator).await.map_err(told)?;
            patients.push((seed.id.clone(), id));
        }
        for document in &scenario.documents {
            let read = documents::read(Kind::Markdown, document.text.clone().into_bytes()).await;
            let read = read.map_err(|error| format!("documents, {}: {error}", document.name))?;
            let added = documents::add(&mut tx, &document.name, &read, &Actor::Operator).await;
            added.map_err(|error| format!("documents, {}: {error}", document.name))?;
        }
        tx.commit().await.map_err(told)?;
        let scene = Self {
            db: db.clone(),
            tenant,
            practice: Arc::new(practice),
            clock: Clock::standing(now),
            patients,
            inbox: Recorder::default(),
        };
        for (nth, busy) in scenario.calendar.busy.iter().enumerate() {
            scene.busy(busy, nth).await?;
        }
        for seeded in &scenario.calendar.appointments {
            let problem = |error: BookingError| format!("calendar.appointments, {}: {error}", seeded.start);
            scene.book(seeded).await.map_err(problem)?;
        }
        scene.break_calendar(scenario.faults.calendar).await.map_err(told)?;
        scene.limit(&scenario.faults).await.map_err(told)?;
        Ok(scene)
    }

    pub(super) fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.practice.tenant.zone().to_timestamp(local).ok()
    }

    /// The six digits in the newest text message; nothing when none has any.
    async fn code(&self) -> Result<String, DbError> {
        let sending = Sending::new(Post::recording(&self.inbox), "https://allo.example");
        sending.all_due_of(&self.db, self.tenant, self.clock.now()).await?;
        let digits = |text: &str| {
            let mut parts = text.split(|letter: char| !letter.is_ascii_digit()).map(str::to_owned);
            parts.find(|part| part.len() == 6)
        };
        let carried = self.inbox.carried();
        let mut texts = carried.iter().rev().filter(|one| one.channel == Channel::Sms);
        Ok(texts.find_map(|one| digits(&one.text)).unwrap_or_default())
    }

    async fn busy(&self, busy: &Busy, nth: usize) -> Result<(), String> {
        let span = self.instant(busy.start).zip(self.instant(busy.end));
        let span = span.and_then(|(start, end)| Span::new(start, end));
        let span =
            span.ok_or_else(|| format!("calendar.busy, {}: it must end after it begins", busy.start))?;
        let event = BusyEvent { external_id: format!("busy-{nth}"), span };
        let put = async {
            let mut tx = self.db.write(self.tenant, self.clock.now()).await?;
            let calendar = calendar(&busy.practitioner);
            calendars::set_state(&mut tx, &calendar, &busy.practitioner, State::Known).await?;
            calendars::put_busy(&mut tx, &calendar, &busy.practitioner, &event).await?;
            tx.commit().await
        };
        put.await.map_err(|error: DbError| error.to_string())
    }

    /// Books an appointment as it was booked before the call: early enough for the practice's notice.
    async fn book(&self, seeded: &Seeded) -> Result<(), BookingError> {
        let start = self.instant(seeded.start).ok_or(BookingError::NotFound)?;
        let day_before = start.checked_sub(SignedDuration::from_hours(24 * 2)).unwrap_or(start);
        let then = day_before.min(self.clock.now());
        let asked = Asked {
            service: seeded.service.clone(),
            practitioner: seeded.practitioner.clone(),
            start,
            end: None,
        };
        let slot = place(&self.practice, &asked, then)?;
        let patient = self.practice.patients.iter().find(|seed| seed.id == seeded.patient);
        let patient = patient.ok_or(BookingError::NotFound)?;
        let stated = Stated { name: patient.name.clone(), phone: Some(patient.phone.clone()), email: None };
        let mut tx = self.db.write(self.tenant, then).await?;
        let held = booking::hold(&mut tx, &self.practice, &slot, None, &Actor::Operator).await?;
        booking::confirm(&mut tx, &self.practice, held.id, &stated, None, &Actor::Operator).await?;
        Ok(tx.commit().await?)
    }

    /// What the operator has decided about the practice.
    async fn limit(&self, faults: &Faults) -> Result<(), DbError> {
        let mut tx = self.db.write(self.tenant, self.clock.now()).await?;
        usage::allow(&mut tx, faults.quota, &Actor::Operator).await?;
        if faults.suspended {
            tenants::suspend(&mut tx, &Actor::Operator).await?;
        }
        tx.commit().await
    }

    async fn break_calendar(&self, fault: Option<CalendarFault>) -> Result<(), DbError> {
        let Some(CalendarFault::Down | CalendarFault::Unauthorized) = fault else { return Ok(()) };
        let mut tx = self.db.write(self.tenant, self.clock.now()).await?;
        for who in &self.practice.practitioners {
            calendars::set_state(&mut tx, &calendar(&who.id), &who.id, State::Unknown).await?;
        }
        tx.commit().await
    }
}

fn calendar(practitioner: &domain::ids::ResourceId) -> String {
    format!("{CALENDAR}-{practitioner}")
}

/// Makes the call; whether the caller was put through.
async fn call(scenario: &Scenario, scene: &Scene, turns: &mut Vec<TurnPlayed>) -> Result<bool, DbError> {
    let (db, practice) = (scene.db.clone(), scene.practice.clone());
    let opening = Opening {
        lang: scenario.lang,
        caller: scenario.caller.phone.clone(),
        transfers: true,
        codes: true,
        calendar_takes: match scenario.faults.calendar {
            Some(CalendarFault::Slow) => SLOW,
            Some(CalendarFault::RateLimited) => TWICE_REFUSED,
            _ => SignedDuration::ZERO,
        },
        ..Opening::new(db, scene.clock.clone(), scene.tenant, practice, "rehearse")
    };
    let (mut line, mut turn) = Line::open(opening).await?;
    turns.push(played("", &turn));
    let mut caller = Caller::new(scenario);
    let mut deed = caller.opening();
    let mut spoken = 0;
    for _ in 0..MOST_LINES {
        if turn.ended || spoken >= scenario.max_turns {
            break;
        }
        let said = match &deed {
            Deed::HangUp => break,
            Deed::Say(text) if text.contains(CODE) => text.replace(CODE, &scene.code().await?),
            Deed::Say(text) => text.clone(),
            Deed::Silence => "…".to_owned(),
            Deed::Wait(time) => format!("<wait {time:#}>"),
        };
        if let Deed::Wait(time) = deed {
            if let Some(woken) = wait(&mut line, &scene.clock, &turn, time).await {
                turn = woken;
                turns.push(played(&said, &turn));
            }
        } else {
            turn = if deed == Deed::Silence { line.silence().await } else { line.hear(&said).await };
            turns.push(played(&said, &turn));
            spoken += 1;
        }
        deed = caller.answer(turn.asking);
    }
    let transferred = turn.transferred;
    if !turn.ended {
        line.hang_up().await;
    }
    Ok(transferred)
}

/// Lets the clock run; the call is woken when it wanted to be.
async fn wait(line: &mut Line, clock: &Clock, turn: &Turn, time: SignedDuration) -> Option<Turn> {
    let until = clock.now().checked_add(time).ok()?;
    let woken = match turn.wake_at.filter(|at| *at <= until) {
        Some(at) => {
            clock.set(at.max(clock.now()));
            Some(line.wake().await)
        }
        None => None,
    };
    clock.set(until.max(clock.now()));
    woken
}

fn played(caller: &str, turn: &Turn) -> TurnPlayed {
    let said: Vec<&str> = turn.said.iter().map(|utterance| utterance.text.as_str()).collect();
    TurnPlayed {
        caller: caller.to_owned(),
        agent: said.join(" "),
        asking: turn.asking,
        tools: turn.tools.clone(),
    }
}
