//! How many bookings a second: hold and confirm from 64 tasks on 20 practitioners of one practice, against the bare
//! engine at the same concurrency in the same run ([`peers`]).
//!
//! ```text
//! cargo run --release -p app --example booking_bench -- sqlite:/tmp/bench.db
//! cargo run --release -p app --example booking_bench -- postgres://postgres@localhost/bench
//! ```
//! The database should be empty.

mod cpu;
mod peers;

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::booking::{self, BookingError};
use app::clock::Clock;
use app::db::{Db, Url};
use app::patients::Stated;
use app::random::Dice;
use app::sealing::Keyring;
use app::tenants;
use domain::Pii;
use domain::availability::{Query, Slot, search};
use domain::ids::{CallId, Minted, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::SignedDuration;
use tokio::task::JoinSet;

const TASKS: usize = 64;
const PRACTITIONERS: usize = 20;
const FLOWS: usize = 12_000;
/// How many of them come before what is measured.
const HISTORY: usize = 2_000;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url: Url = std::env::args().nth(1).ok_or("give the address of an empty database")?.parse()?;
    let db = Db::open(&url, Keyring::new(&[7; 32]), Dice::system()).await?;
    let clock = Clock::standing("2026-03-09T08:00:00Z".parse()?);
    let other = tenants::apply(&db, &practice("peer")?, clock.now(), &Actor::Operator).await?;
    let practice = Arc::new(practice("bench")?);
    let tenant = tenants::apply(&db, &practice, clock.now(), &Actor::Operator).await?;
    let slots = Arc::new(slots(&practice, &clock));

    let meter = cpu::Meter::of(&url).await?;
    let one_row = peers::one_row(&url).await?;
    println!("one small row a durable commit:              {one_row:>8.0}/s");
    let same_rows = peers::same_rows(&url, other, clock.now()).await?;
    println!("a booking's rows, in two durable commits:    {same_rows:>8.0}/s");
    // The first ones fill the tables: a practice without a history plans and caches unlike any other.
    flows(&db, &practice, tenant, &clock, &slots, 0..HISTORY).await?;
    peers::count_rows(&url).await?;
    clock.advance(SignedDuration::from_hours(1));
    let before = meter.millis();
    let (rate, p50, p99) = flows(&db, &practice, tenant, &clock, &slots, HISTORY..FLOWS).await?;
    let micros = (meter.millis() - before) * 1_000 / (FLOWS - HISTORY) as u64;
    println!("hold + confirm:                              {rate:>8.0}/s   p50 {p50:.1?}   p99 {p99:.1?}");
    println!(
        "                                             {micros:>8} µs of processor time, ours and the server's"
    );
    let share = |peer: f64| 100.0 * rate / peer;
    println!("                                             {:>8.0} % of bare rows", share(one_row));
    println!(
        "                                             {:>8.0} % of a booking's bare rows",
        share(same_rows)
    );
    Ok(())
}

/// A practice of twenty who work all day.
fn practice(slug: &str) -> Result<Practice, String> {
    let names: Vec<String> = (0..PRACTITIONERS).map(|n| format!("p{n}")).collect();
    let mut yaml = format!(
        "tenant:\n  slug: {slug}\n  name: Bench\n  locale: fr-FR\n  languages: [fr]\n  timezone: Europe/Paris\n  policy: {{horizon_days: 90}}\npractitioners:\n",
    );
    for name in &names {
        writeln!(yaml, "  - id: {name}\n    name: Dr {name}\n    hours:")
            .map_err(|error| error.to_string())?;
        yaml += &["mon", "tue", "wed", "thu", "fri"]
            .map(|day| format!("      {day}: [\"08:00-20:00\"]\n"))
            .concat();
    }
    yaml +=
        "services:\n  - id: consultation\n    name: {fr: Consultation}\n    minutes: 20\n    step_min: 20\n";
    writeln!(yaml, "    by: [{}]", names.join(", ")).map_err(|error| error.to_string())?;
    Practice::parse(&yaml, slug).map_err(|problems| format!("{problems:?}"))
}

/// Every slot of the practice, dealt so that tasks meet on practitioners and not on slots.
fn slots(practice: &Practice, clock: &Clock) -> Vec<Slot> {
    let nothing = std::collections::HashMap::new();
    let each: Vec<Vec<Slot>> = practice
        .practitioners
        .iter()
        .map(|who| {
            let query = Query {
                service: practice.services[0].id.clone(),
                practitioners: vec![who.id.clone()],
                wish: domain::wish::Wish::default(),
                // Beyond what a run lasts, and the practice's notice.
                now: clock.now() + SignedDuration::from_hours(24),
                limit: FLOWS / PRACTITIONERS,
                replaces: None,
            };
            search(practice, &query, &nothing)
        })
        .collect();
    (0..FLOWS).filter_map(|n| each[n % PRACTITIONERS].get(n / PRACTITIONERS).cloned()).collect()
}

async fn flows(
    db: &Db,
    practice: &Arc<Practice>,
    tenant: TenantId,
    clock: &Clock,
    slots: &Arc<Vec<Slot>>,
    which: std::ops::Range<usize>,
) -> Result<(f64, Duration, Duration), Box<dyn std::error::Error>> {
    let next = Arc::new(AtomicUsize::new(which.start));
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let (db, practice, slots, next, clock) =
            (db.clone(), practice.clone(), slots.clone(), next.clone(), clock.clone());
        let which = which.clone();
        tasks.spawn(async move {
            let mut took = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(slot) = slots.get(n).filter(|_| n < which.end) else { return Ok(took) };
                let start = Instant::now();
                // Time passes as it does in life: ids are made of it, and new rows stand beside each other.
                let now = clock.now() + began.elapsed();
                flow(&db, &practice, tenant, now, slot, n).await?;
                took.push(start.elapsed());
            }
        });
    }
    let mut took: Vec<Duration> = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let mine: Result<Vec<Duration>, BookingError> = done?;
        took.extend(mine?);
    }
    let rate = a_second(took.len(), began.elapsed());
    took.sort();
    Ok((rate, took[took.len() / 2], took[took.len() * 99 / 100]))
}

async fn flow(
    db: &Db,
    practice: &Practice,
    tenant: TenantId,
    now: jiff::Timestamp,
    slot: &Slot,
    n: usize,
) -> Result<(), BookingError> {
    let call = CallId::from_parts(now, db.dice().bytes());
    let by = Actor::Call(call);
    let phone = format!("+336{n:08}").parse().map(Pii::new).ok();
    let who = Stated { name: Pii::new(name(n)), phone, email: None };
    let held = db
        .retrying(async || {
            let mut tx = db.write(tenant, now).await?;
            let held = booking::hold(&mut tx, practice, slot, Some(call), &by).await?;
            tx.commit().await?;
            Ok::<_, BookingError>(held)
        })
        .await?;
    db.retrying(async || {
        let mut tx = db.write(tenant, now).await?;
        booking::confirm(&mut tx, practice, held.id, &who, Some(call), &by).await?;
        Ok::<_, BookingError>(tx.commit().await?)
    })
    .await
}

/// A name that nobody else has: digits aren't part of a name.
fn name(n: usize) -> String {
    let letters = n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect::<String>();
    format!("Jeanne {letters}")
}

fn a_second(count: usize, during: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / during.as_secs_f64()
}
