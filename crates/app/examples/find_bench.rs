//! How long the first three free slots take as the service finds them, what is taken read from the database included:
//! 50 practitioners × 90 days × 10 to 80 busy blocks a day, half of them claims and half events of outside calendars.
//!
//! ```text
//! cargo run --release -p app --example find_bench -- sqlite:/tmp/find.db
//! cargo run --release -p app --example find_bench -- postgres://postgres@localhost/find
//! ```
//! The database should be empty.

use std::error::Error;
use std::time::{Duration, Instant};

use app::booking::{self, Search};
use app::db::{Db, Url};
use app::random::Dice;
use app::sealing::Keyring;
use app::tenants;
use domain::Span;
use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::Practice;
use domain::random::{Random, SeededRandom};
use domain::wish::Wish;
use jiff::{SignedDuration, Timestamp};
use tokio_postgres::NoTls;
use uuid::Uuid;

const PRACTITIONERS: usize = 50;
const DAYS: i64 = 90;
const QUERIES: usize = 1_000;

/// A stretch that is taken, and of whom.
struct Block {
    who: String,
    span: Span,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url: Url = std::env::args().nth(1).ok_or("give the address of an empty database")?.parse()?;
    let db = Db::open(&url, Keyring::new(&[7; 32]), Dice::system()).await?;
    let (practice, now) = (practice()?, "2026-03-05T08:00:00Z".parse::<Timestamp>()?);
    let tenant = tenants::apply(&db, &practice, now, &Actor::Operator).await?;
    println!("{:>10} {:>10} {:>10} {:>10} {:>10}", "blocks/day", "blocks", "median", "p99", "answered");
    for a_day in [10, 20, 40, 80] {
        let mut random = SeededRandom::new(u64::from(a_day));
        let blocks = blocks(&practice, a_day, now, &mut random)?;
        store(&url, tenant, &blocks).await?;
        let (median, p99, answered) = measure(&db, tenant, &practice, now, &mut random).await?;
        println!("{a_day:>10} {:>10} {median:>10.1?} {p99:>10.1?} {answered:>8} %", blocks.len());
    }
    Ok(())
}

async fn measure(
    db: &Db,
    tenant: TenantId,
    practice: &Practice,
    now: Timestamp,
    random: &mut SeededRandom,
) -> Result<(Duration, Duration, usize), Box<dyn Error>> {
    let (mut took, mut answered) = (Vec::new(), 0);
    for _ in 0..QUERIES {
        let search = Search {
            service: practice.services[0].id.clone(),
            practitioners: Vec::new(),
            wish: wish(now, random)?,
            limit: 3,
            call: None,
            moving: None,
        };
        let began = Instant::now();
        let mut tx = db.read(tenant, now).await?;
        let found = booking::find(&mut tx, practice, &search).await?;
        took.push(began.elapsed());
        answered += usize::from(!found.slots.is_empty());
    }
    took.sort_unstable();
    Ok((took[QUERIES / 2], took[QUERIES * 99 / 100], answered * 100 / QUERIES))
}

/// A practice of fifty who work all week.
fn practice() -> Result<Practice, String> {
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .map(|day| format!("{day}: [\"08:00-12:30\", \"13:30-19:00\"]"))
        .join(", ");
    let ids: Vec<_> = (0..PRACTITIONERS).map(|n| format!("p{n}")).collect();
    let people = ids
        .iter()
        .map(|id| format!("- {{id: {id}, name: {id}, hours: {{{week}}}}}\n"))
        .collect::<Vec<_>>()
        .concat();
    let yaml = format!(
        "tenant: {{slug: bench, name: Bench, locale: fr-FR, languages: [fr], timezone: Europe/Paris, \
         public_holidays: FR}}\npractitioners:\n{people}services:\n- {{id: visit, name: {{fr: Visite}}, minutes: 5, \
         step_min: 5, by: [{}]}}\n",
        ids.join(", ")
    );
    Practice::parse(&yaml, "bench").map_err(|problems| format!("{problems:?}"))
}

/// Blocks spread over each day from 8 to 19, with gaps of half a minute to half a block.
fn blocks(
    practice: &Practice,
    a_day: u32,
    now: Timestamp,
    random: &mut SeededRandom,
) -> Result<Vec<Block>, Box<dyn Error>> {
    let zone = practice.tenant.zone();
    let first = zone.to_datetime(now).date();
    let slice = i64::from(11 * 3_600 / a_day);
    let mut all = Vec::new();
    for who in &practice.practitioners {
        for day in 0..=DAYS {
            let date = first.checked_add(jiff::Span::new().days(day))?;
            let morning = zone.to_timestamp(date.at(8, 0, 0, 0))?;
            let gap = 30 + draw(random) % (slice / 2);
            for block in 0..i64::from(a_day) {
                let start = morning + SignedDuration::from_secs(block * slice);
                let span = Span::new(start, start + SignedDuration::from_secs((slice - gap).max(60)));
                all.push(Block { who: who.id.to_string(), span: span.ok_or("an empty block")? });
            }
        }
    }
    Ok(all)
}

/// No wish, an exact hour, a window of four hours, or an evening.
fn wish(now: Timestamp, random: &mut SeededRandom) -> Result<Wish, String> {
    let somewhen = now + SignedDuration::from_mins(60 + draw(random) % 100_000);
    Ok(match draw(random) % 4 {
        0 => Wish::default(),
        1 => Wish { target: Some(somewhen), ..Wish::default() },
        2 => {
            Wish { days: vec![Span::of_minutes(somewhen, 240).ok_or("an empty window")?], ..Wish::default() }
        }
        _ => Wish { hours: Some((17 * 60, 24 * 60)), ..Wish::default() },
    })
}

fn draw(random: &mut SeededRandom) -> i64 {
    let mut bytes = [0; 4];
    random.fill(&mut bytes);
    i64::from(u32::from_le_bytes(bytes) >> 1)
}

/// Puts these blocks in the place of others: claims and outside events by turns.
async fn store(url: &Url, tenant: TenantId, blocks: &[Block]) -> Result<(), Box<dyn Error>> {
    match url {
        Url::Sqlite(path) => {
            let mut file = rusqlite::Connection::open(path)?;
            let tx = file.transaction()?;
            tx.execute_batch("DELETE FROM claim; DELETE FROM calendar")?;
            let tenant = *tenant.uuid().as_bytes();
            tx.execute("INSERT INTO calendar (tenant_id, id, resource_id, state) SELECT tenant_id, id, id, 'known' FROM resource", [])?;
            let mut claim = tx.prepare(
                "INSERT INTO claim (tenant_id, id, group_id, resource_id, lane, kind, starts, ends, guard_start, guard_end, active)
                 VALUES (?1, ?2, ?2, ?3, 0, 'block', ?4, ?5, ?4, ?5, 1)",
            )?;
            let mut event = tx.prepare(
                "INSERT INTO busy_event (tenant_id, calendar_id, external_id, resource_id, starts, ends)
                 VALUES (?1, ?3, hex(?2), ?3, ?4, ?5)",
            )?;
            for (n, Block { who, span }) in blocks.iter().enumerate() {
                let (start, end) = (span.start.as_microsecond(), span.end.as_microsecond());
                let insert = if n % 2 == 0 { &mut claim } else { &mut event };
                insert.execute((tenant, id(n).as_bytes(), who, start, end))?;
            }
            drop((claim, event));
            tx.commit()?;
        }
        Url::Postgres(server) => {
            let (client, connection) = server.connect(NoTls).await?;
            tokio::spawn(connection);
            let blocks: Vec<String> = blocks
                .iter()
                .enumerate()
                .map(|(n, Block { who, span })| {
                    format!("({n}, '{}', '{who}', '{}', '{}')", id(n), span.start, span.end)
                })
                .collect();
            let tenant = tenant.uuid();
            client
                .batch_execute(&format!(
                    "TRUNCATE claim; TRUNCATE calendar CASCADE;
                     INSERT INTO calendar (tenant_id, id, resource_id, state) SELECT tenant_id, id, id, 'known' FROM resource;
                     CREATE TEMP TABLE block (n int, id uuid, who text, starts timestamptz, ends timestamptz);
                     INSERT INTO block VALUES {};
                     INSERT INTO claim (tenant_id, id, group_id, resource_id, lane, kind, starts, ends, guard_start, guard_end, active)
                     SELECT '{tenant}', id, id, who, 0, 'block', starts, ends, starts, ends, TRUE FROM block WHERE n % 2 = 0;
                     INSERT INTO busy_event (tenant_id, calendar_id, external_id, resource_id, starts, ends)
                     SELECT '{tenant}', who, id::text, who, starts, ends FROM block WHERE n % 2 = 1",
                    blocks.join(", ")
                ))
                .await?;
            client.batch_execute("VACUUM ANALYZE").await?;
        }
    }
    Ok(())
}

fn id(n: usize) -> Uuid {
    Uuid::from_u128(n as u128)
}
