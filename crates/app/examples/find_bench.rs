//! How long the first three free slots take as the service finds them, what is taken read from the database included:
//! 50 practitioners × 90 days × 10 to 40 busy blocks a day, half of them claims and half events of outside calendars.
//!
//! ```text
//! cargo run --release -p app --example find_bench -- sqlite:/tmp/find.db
//! cargo run --release -p app --example find_bench -- postgres://postgres@localhost/find
//! ```
//! The database should be empty.

use std::error::Error;
use std::time::{Duration, Instant};

use app::booking::{self, Search};
use app::db::{Db, Statement, Url, Value};
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

const PRACTITIONERS: u32 = 50;
const DAYS: i64 = 90;
const SEARCHES: usize = 400;
/// Every search is made so many times.
const ROUNDS: usize = 5;

/// As many rows as there are on a day, read as they come: what the engine takes for that alone.
static A_DAYS_ROWS: Statement = {
    let text = "SELECT guard_start, guard_end FROM claim WHERE tenant_id = $1 LIMIT $2";
    Statement::new("a day's rows", text, text)
};

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
    let bench = Bench { db, practice, tenant, now };
    println!(
        "blocks/day      p50      p99   the peer: a day's rows   (each search in its best of {ROUNDS} rounds)"
    );
    for a_day in [10, 20, 40] {
        let mut random = SeededRandom::new(u64::from(a_day));
        store(&url, tenant, &blocks(&bench.practice, a_day, now, &mut random)?).await?;
        let wishes = (0..SEARCHES).map(|_| wish(now, &mut random)).collect::<Result<Vec<_>, _>>()?;
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            rounds.push(bench.round(&wishes, a_day).await?);
        }
        let best = (0..SEARCHES).filter_map(|n| rounds.iter().map(|round| round.took[n]).min()).collect();
        let peer = rounds.iter().map(|round| round.peer).min().unwrap_or_default();
        println!("{a_day:>10} {}", line(best, peer));
        // On a machine that does other things too, the best round is what the code itself takes.
        for Round { took, peer } in rounds {
            println!("  in a round {}", line(took, peer));
        }
    }
    Ok(())
}

/// How long each search took in a round, and what a day's bare rows took before it.
struct Round {
    took: Vec<Duration>,
    peer: Duration,
}

struct Bench {
    db: Db,
    practice: Practice,
    tenant: TenantId,
    now: Timestamp,
}

impl Bench {
    async fn round(&self, wishes: &[Wish], a_day: u32) -> Result<Round, Box<dyn Error>> {
        let peer = self.bare(PRACTITIONERS * a_day).await?;
        let mut took = Vec::new();
        for wish in wishes {
            let search = Search {
                service: self.practice.services[0].id.clone(),
                practitioners: Vec::new(),
                wish: wish.clone(),
                limit: 3,
                call: None,
                moving: None,
            };
            let began = Instant::now();
            let mut tx = self.db.read(self.tenant, self.now).await?;
            let found = booking::find(&mut tx, &self.practice, &search).await?;
            took.push(began.elapsed());
            if found.slots.is_empty() {
                return Err("nothing is free: the blocks leave a slot to everybody on most days".into());
            }
        }
        Ok(Round { took, peer })
    }

    async fn bare(&self, rows: u32) -> Result<Duration, Box<dyn Error>> {
        let began = Instant::now();
        let mut tx = self.db.read(self.tenant, self.now).await?;
        let read = tx.all(&A_DAYS_ROWS, vec![Value::from(rows)], |row| {
            Ok((row.get::<Timestamp>(0)?, row.get::<Timestamp>(1)?))
        });
        let read = read.await?.len();
        if read < rows as usize { Err(format!("{read} rows of {rows}").into()) } else { Ok(began.elapsed()) }
    }
}

fn line(mut took: Vec<Duration>, peer: Duration) -> String {
    took.sort_unstable();
    let (p50, p99) = (took[took.len() / 2], took[took.len() * 99 / 100]);
    let times = |took: Duration| took.as_secs_f64() / peer.as_secs_f64();
    format!("{p50:>8.1?} {p99:>8.1?}   {peer:.1?}: {:.1} and {:.1} times", times(p50), times(p99))
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
