//! What bookings are compared with: the bare engine at the same concurrency, in the same run.
//!
//! Both peers are as quick as the engine lets them be: on PostgreSQL a connection a task, as the owner, everything
//! prepared, and a transaction sent at once from `BEGIN` to `COMMIT`; on SQLite one connection, without a queue of ours.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::db::{Server, Statement, Url, Value};
use domain::ids::TenantId;
use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use crate::{PRACTITIONERS, TASKS, a_second};

/// How long each peer is measured.
const DURING: Duration = Duration::from_secs(3);

/// A statement and all its arguments.
type Order = (&'static Statement, Vec<Value>);

static ONE_ROW: Statement = Statement::new(
    "one row",
    "INSERT INTO bare (x) VALUES (randomblob(100))",
    "INSERT INTO bare (x) VALUES (repeat('x', 100))",
);

/// What each peer's task does again and again: transactions, each of them one durable commit.
#[derive(Clone)]
enum Peer {
    /// One small row.
    OneRow,
    /// The rows of a hold, then those of its confirmation.
    SameRows(Arc<Rows>),
}

/// The statements that write a booking, with nothing that looks before them or reads after them.
struct Rows {
    tenant: TenantId,
    began: Timestamp,
    claim: &'static Statement,
    hold: &'static Statement,
    audit: &'static Statement,
    key: &'static Statement,
    patient: &'static Statement,
    end_hold: &'static Statement,
    keep: &'static Statement,
    appointment: &'static Statement,
    job: &'static Statement,
}

/// Durable commits a second, of one small row each.
pub(crate) async fn one_row(url: &Url) -> Result<f64, Box<dyn Error>> {
    let make = match url {
        Url::Sqlite(_) => "CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, x BLOB)",
        Url::Postgres(_) => "CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, x text)",
    };
    measure(url, make, &Peer::OneRow).await
}

/// Bookings a second, when nothing is asked and nothing is answered: the product's own insertions and updates in the
/// same tables with the same constraints, in as many durable commits.
pub(crate) async fn same_rows(url: &Url, tenant: TenantId, began: Timestamp) -> Result<f64, Box<dyn Error>> {
    let ours = |name: &str| {
        let found = app::statements().find(|statement| statement.name == name);
        found.ok_or_else(|| format!("there is no statement {name}"))
    };
    let rows = Rows {
        tenant,
        began,
        claim: ours("app::booking::sql::CLAIM")?,
        hold: ours("app::booking::sql::HOLD")?,
        audit: ours("app::audit::sql::RECORD")?,
        key: ours("app::sealing::sql::KEEP_KEY")?,
        patient: ours("app::patients::sql::ADD")?,
        end_hold: ours("app::booking::sql::END_HOLD")?,
        keep: ours("app::booking::sql::KEEP")?,
        appointment: ours("app::booking::sql::BOOK")?,
        job: ours("app::jobs::sql::WRITE")?,
    };
    measure(url, "", &Peer::SameRows(Arc::new(rows))).await
}

/// A server counts what is in its tables within a minute; a run is over before that.
pub(crate) async fn count_rows(url: &Url) -> Result<(), Box<dyn Error>> {
    if let Url::Postgres(server) = url {
        connect(server).await?.batch_execute("ANALYZE").await?;
    }
    Ok(())
}

impl Peer {
    /// The transactions of the nth turn.
    fn turn(&self, n: usize) -> Vec<Vec<Order>> {
        match self {
            Self::OneRow => vec![vec![(&ONE_ROW, Vec::new())]],
            Self::SameRows(rows) => rows.booking(n),
        }
    }
}

impl Rows {
    /// The hold, then its confirmation, with values as long as they are in life.
    fn booking(&self, n: usize) -> Vec<Vec<Order>> {
        let now = self.began + SignedDuration::from_micros(i64::try_from(n).unwrap_or(0));
        let id = || Value::Id(new_id(now));
        let (hold, patient, appointment, call) = (id(), id(), id(), id());
        let start =
            self.began + SignedDuration::from_mins(20 * i64::try_from(n / PRACTITIONERS).unwrap_or(0));
        let (start, end) = (Value::Time(start), Value::Time(start + SignedDuration::from_mins(20)));
        let resource = || Value::Text(format!("p{}", n % PRACTITIONERS));
        let (text, bytes) = (|text: &str| Value::Text(text.into()), |count| Value::Bytes(vec![7; count]));
        let mac = || Value::Bytes([*new_id(now).as_bytes(), *new_id(now).as_bytes()].concat());
        let entry = || {
            let facts = serde_json::json!({"service": "consultation", "practitioner": "p0", "patient": new_id(now),
                "span": {"start": now, "end": now}, "status": "booked", "revision": 1});
            let entry = serde_json::json!({"id": new_id(now), "tenant": self.tenant, "at": now, "before": {},
                "by": {"call": new_id(now)}, "action": "booked", "entity": {"hold": new_id(now)}, "after": facts});
            let (entity, by) = (format!("appointment:{}", new_id(now)), format!("call:{}", new_id(now)));
            let labels = [text("booked"), Value::Text(entity), Value::Text(by)];
            let values = [&[id(), now.into()], labels.as_slice(), &[entry.into(), mac()]].concat();
            (self.audit, values)
        };
        let job = |kind: &str| {
            let about = new_id(now);
            let payload = serde_json::json!({"about": about, "revision": 1});
            let dedupe = Value::Text(format!("{about}:1"));
            (self.job, vec![id(), text(kind), dedupe, payload.into(), now.into(), Value::Null])
        };
        let guard = [start.clone(), end.clone(), start.clone(), end.clone()];
        let until = Value::Time(now + SignedDuration::from_mins(2));
        let claim =
            [vec![id(), hold.clone(), resource(), Value::Int(0), text("hold")], guard.to_vec()].concat();
        let live =
            [vec![hold.clone(), call.clone(), text("consultation"), resource(), Value::Null], guard.to_vec()]
                .concat();
        let known = [bytes(44), bytes(40), Value::Null, Value::Null, Value::Null];
        let found_by = [mac(), mac(), mac(), Value::Null, now.into()];
        let of = vec![appointment, hold.clone(), hold.clone(), call, patient.clone(), text("consultation")];
        let booked = vec![resource(), Value::Null, start, end, text("booked"), bytes(34), mac(), now.into()];
        let booked = [booked, vec![false.into(), false.into()]].concat();
        vec![
            vec![
                (self.claim, [claim, vec![until.clone()]].concat()),
                (self.hold, [live, vec![until.clone(), until]].concat()),
                entry(),
            ],
            vec![
                (self.key, vec![patient.clone(), bytes(60)]),
                (self.patient, [vec![patient, Value::Null], known.to_vec(), found_by.to_vec()].concat()),
                entry(),
                (self.end_hold, vec![hold.clone(), text("confirmed")]),
                (self.keep, vec![hold, text("appointment")]),
                (self.appointment, [of, booked].concat()),
                entry(),
                job("calendar.write"),
                job("notify.confirmation"),
            ],
        ]
        .into_iter()
        .map(|transaction: Vec<Order>| transaction.into_iter().map(|order| self.of_tenant(order)).collect())
        .collect()
    }

    /// `$1` is the tenant in every statement of the product.
    fn of_tenant(&self, (statement, values): Order) -> Order {
        (statement, std::iter::once(Value::from(self.tenant)).chain(values).collect())
    }
}

/// An id made of an instant, as the product's are: new rows stand beside each other.
fn new_id(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    let mut random = [0; 10];
    random.copy_from_slice(&app::random::Dice::system().bytes::<10>());
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

async fn measure(url: &Url, make: &str, peer: &Peer) -> Result<f64, Box<dyn Error>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    let began = match url {
        Url::Sqlite(path) => {
            let file = rusqlite::Connection::open(path)?;
            file.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
            )?;
            file.set_prepared_statement_cache_capacity(64);
            file.execute_batch(make)?;
            let (file, began) = (Arc::new(Mutex::new(file)), Instant::now());
            for _ in 0..TASKS {
                let (file, peer, next) = (file.clone(), peer.clone(), next.clone());
                tasks.spawn_blocking(move || {
                    on_sqlite(&file, &peer, &next, began).map_err(|error| error.to_string())
                });
            }
            began
        }
        Url::Postgres(server) => {
            connect(server).await?.batch_execute(make).await?;
            let clients = try_join_all((0..TASKS).map(|_| connect(server))).await?;
            let began = Instant::now();
            for client in clients {
                let (peer, next) = (peer.clone(), next.clone());
                tasks.spawn(async move {
                    on_postgres(&client, &peer, &next, began).await.map_err(|error| format!("{error:?}"))
                });
            }
            began
        }
    };
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(a_second(next.load(Ordering::Relaxed), began.elapsed()))
}

fn on_sqlite(
    file: &Mutex<rusqlite::Connection>,
    peer: &Peer,
    next: &AtomicUsize,
    began: Instant,
) -> rusqlite::Result<()> {
    while began.elapsed() < DURING {
        for transaction in peer.turn(next.fetch_add(1, Ordering::Relaxed)) {
            let file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            for (statement, values) in transaction {
                file.prepare_cached(statement.sqlite())?.execute(rusqlite::params_from_iter(values))?;
            }
            file.prepare_cached("COMMIT")?.execute([])?;
        }
    }
    Ok(())
}

async fn connect(server: &Server) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = server.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn on_postgres(
    client: &Client,
    peer: &Peer,
    next: &AtomicUsize,
    began: Instant,
) -> Result<(), tokio_postgres::Error> {
    let statements =
        peer.turn(0).into_iter().flatten().map(|(statement, _)| client.prepare(statement.postgres()));
    let prepared = try_join_all(statements).await?;
    while began.elapsed() < DURING {
        let mut prepared = prepared.iter();
        for transaction in peer.turn(next.fetch_add(1, Ordering::Relaxed)) {
            let sent = transaction.iter().zip(prepared.by_ref()).map(|((_, values), prepared)| async move {
                let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
                client.execute(prepared, &values).await
            });
            let sent = try_join_all(sent);
            if transaction.len() == 1 {
                sent.await?;
            } else {
                tokio::try_join!(client.batch_execute("BEGIN"), sent, client.batch_execute("COMMIT"))?;
            }
        }
    }
    Ok(())
}
