//! How long a page of a trail of a million entries takes, looked for in each way (S75).
//!
//! ```text
//! cargo run --release -p app --example trail_bench -- sqlite:/tmp/trail.db
//! cargo run --release -p app --example trail_bench -- postgres://postgres@localhost/trail
//! ```
//! The database should be empty.

use std::error::Error;
use std::time::{Duration, Instant};

use app::audit::{self, Filter, Which};
use app::db::{Db, Url};
use app::random::Dice;
use app::sealing::Keyring;
use app::tenants;
use domain::appointment::Status;
use domain::audit::{Action, By, Entity, Entry, Facts};
use domain::ids::{AppointmentId, AuditId, Minted, TenantId, UserId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::{SignedDuration, Timestamp};
use tokio_postgres::NoTls;

const ENTRIES: u32 = 1_000_000;
const LOOKS: u32 = 200;
/// The page of the console.
const A_PAGE: u32 = 50;
const ACTORS: u32 = 40;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url: Url = std::env::args().nth(1).ok_or("give the address of an empty database")?.parse()?;
    let db = Db::open(&url, Keyring::new(&[7; 32]), Dice::system()).await?;
    let began: Timestamp = "2020-01-01T08:00:00Z".parse()?;
    let practice = Practice::parse(PRACTICE, "bench").map_err(|mistakes| format!("{mistakes:?}"))?;
    let tenant = tenants::apply(&db, &practice, began, &Actor::Operator).await?;
    store(&url, tenant, began).await?;
    let someday = |nth: u32| {
        began + SignedDuration::from_mins(i64::from(nth) * (i64::from(ENTRIES) / i64::from(LOOKS)))
    };
    let looks: [(&str, &dyn Fn(u32) -> Filter); 5] = [
        ("all", &|nth| Filter { to: Some(someday(nth)), ..Filter::default() }),
        ("of one thing", &|nth| Filter {
            entity: Some(Which::One(about(nth * 997).label())),
            ..Filter::default()
        }),
        ("by somebody", &|nth| Filter {
            actor: Some(Which::One(by(nth).label())),
            to: Some(someday(nth)),
            ..Filter::default()
        }),
        ("of an action", &|nth| Filter {
            action: Some(what(nth)),
            to: Some(someday(nth)),
            ..Filter::default()
        }),
        ("an action by somebody", &|nth| Filter {
            actor: Some(Which::One(by(nth).label())),
            action: Some(what(nth / 7)),
            ..Filter::default()
        }),
    ];
    for (name, filter) in looks {
        let mut took = Vec::new();
        for nth in 1..=LOOKS {
            let (mut tx, begun) = (db.read(tenant, began).await?, Instant::now());
            let page = audit::look(&mut tx, &filter(nth), None, A_PAGE).await?;
            took.push(begun.elapsed());
            assert!(!page.entries.is_empty(), "{name}");
        }
        took.sort_unstable();
        let at = |share: usize| took[took.len() * share / 100].as_micros();
        let most = took.last().map_or(0, Duration::as_micros);
        println!("{name:<24} p50 {:>6} µs   p99 {:>6} µs   at most {most:>6} µs", at(50), at(99));
    }
    Ok(())
}

const PRACTICE: &str = "
tenant: {slug: bench, name: Bench, locale: fr-FR, languages: [fr], timezone: Europe/Paris, public_holidays: FR}
practitioners:
- {id: p, name: P, hours: {mon: [\"08:00-12:30\"]}}
services:
- {id: visit, name: {fr: Visite}, minutes: 5, by: [p]}
";

fn number(nth: u32) -> [u8; 10] {
    let mut random = [0; 10];
    random[..4].copy_from_slice(&nth.to_be_bytes());
    random
}

fn by(nth: u32) -> By {
    By::User(UserId::from_parts(Timestamp::UNIX_EPOCH, number(nth % ACTORS)))
}

fn what(nth: u32) -> Action {
    Action::ALL[nth as usize % Action::ALL.len()]
}

/// Each appointment has five entries, far apart.
fn about(nth: u32) -> Entity {
    Entity::Appointment(AppointmentId::from_parts(Timestamp::UNIX_EPOCH, number(nth % (ENTRIES / 5))))
}

fn entry(tenant: TenantId, nth: u32, began: Timestamp) -> Entry {
    let at = began + SignedDuration::from_mins(i64::from(nth));
    let after = Facts { status: Some(Status::Booked), revision: Some(nth), ..Facts::default() };
    let id = AuditId::from_parts(at, number(nth));
    let (by, action, entity) = (by(nth / 3), what(nth / 11), about(nth));
    Entry { id, tenant, at, by, action, entity, before: Facts::default(), after }
}

async fn store(url: &Url, tenant: TenantId, began: Timestamp) -> Result<(), Box<dyn Error>> {
    match url {
        Url::Sqlite(path) => {
            let mut file = rusqlite::Connection::open(path)?;
            let tx = file.transaction()?;
            let mut insert = tx.prepare(
                "INSERT INTO audit (tenant_id, id, at, action, entity, actor, entry, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, x'')",
            )?;
            for nth in 0..ENTRIES {
                let entry = entry(tenant, nth, began);
                let (id, text) = (*entry.id.uuid().as_bytes(), serde_json::to_string(&entry)?);
                let (entity, actor) = (entry.entity.label(), entry.by.label());
                let row = (
                    *tenant.uuid().as_bytes(),
                    id,
                    entry.at.as_microsecond(),
                    entry.action.name(),
                    entity,
                    actor,
                    text,
                );
                insert.execute(row)?;
            }
            drop(insert);
            tx.commit()?;
        }
        Url::Postgres(server) => {
            let (client, connection) = server.connect(NoTls).await?;
            tokio::spawn(connection);
            for first in (0..ENTRIES).step_by(5_000) {
                let row = |nth: u32| -> Result<String, serde_json::Error> {
                    let entry = entry(tenant, nth, began);
                    Ok(format!(
                        "('{tenant}', '{}', '{}', '{}', '{}', '{}', '{}', '')",
                        entry.id,
                        entry.at,
                        entry.action.name(),
                        entry.entity.label(),
                        entry.by.label(),
                        serde_json::to_string(&entry)?
                    ))
                };
                let rows: Vec<String> = (first..first + 5_000).map(row).collect::<Result<_, _>>()?;
                let insert =
                    "INSERT INTO audit (tenant_id, id, at, action, entity, actor, entry, digest) VALUES";
                client.batch_execute(&format!("{insert} {}", rows.join(","))).await?;
            }
            client.batch_execute("ANALYZE audit").await?;
        }
    }
    Ok(())
}
