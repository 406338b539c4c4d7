//! kill -9 in the middle of a mix of everything, again and again: what was acknowledged is there, what wasn't is there
//! once when it is asked for again, and nothing is half-done.
//!
//! The mix runs in a child process, which tells this one of each order before it is carried out and of each answer
//! after its commit. This one kills it at a moment drawn from the round's seed, opens the database as it was left,
//! and compares. (The program itself is killed in `crates/allo/tests/kills`.) `ALLO_CRASH_ROUNDS` says how many rounds there are on each engine; 10 when it doesn't.

mod child;

use std::time::Duration;

use app::audit;
use app::db::{Db, Engine};
use app::random::Dice;
use jiff::{SignedDuration, Timestamp};
use testkit::mix::{Ledger, Office};
use testkit::{Clinic, Closed, PrivateServer, postgres_wanted};

use self::child::{Child, Errand};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_nothing_is_doubled_on_sqlite() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    rounds(clinic, async |child, moment| child.kill_after(moment).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_nothing_is_doubled_on_postgres() {
    if postgres_wanted() {
        let clinic = Clinic::open(testkit::postgres().await).await;
        rounds(clinic, async |child, moment| child.kill_after(moment).await).await;
    }
}

/// The server of the database dies instead, with all its processes, while everybody asks on; then everybody dies.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes long: ./x soak runs it"]
async fn a_killed_server_has_lost_nothing_it_acknowledged() {
    let server = PrivateServer::start();
    let clinic = Clinic::open(server.database().await).await;
    rounds(clinic, async |child, moment| {
        child.wait(moment).await;
        server.kill();
        server.restart();
        child.kill_after(Duration::from_secs(1)).await
    })
    .await;
}

fn how_many() -> u64 {
    testkit::wanted("ALLO_CRASH_ROUNDS").unwrap_or(10)
}

/// Each round goes on with the book that the last one left.
async fn rounds(clinic: Clinic, crash: impl AsyncFn(Child, Duration) -> Vec<testkit::mix::Line>) {
    let engine = clinic.db.engine();
    let mut now = clinic.clock.now();
    let mut closed = clinic.close();
    let mut ledger = Ledger::default();
    for seed in 1..=how_many() {
        let errand = Errand { database: closed.address(), tenant: closed.tenant, now, seed };
        let moment = Duration::from_millis(100 + Dice::seeded(seed).below(900));
        for line in crash(Child::start(&errand), moment).await {
            ledger.read(line);
        }
        // Later than anything in the child, whose clock runs fast.
        now += SignedDuration::from_hours(1);
        closed = check(closed, now, &mut ledger, seed).await;
    }
    assert!(ledger.unheard > 0, "kills that interrupt nothing prove nothing");
    testkit::report(&format!("{engine:?}: {} kills: {ledger}", how_many()));
}

async fn check(closed: Closed, now: Timestamp, ledger: &mut Ledger, seed: u64) -> Closed {
    closed.others_gone().await;
    let clinic = closed.open(now).await;
    durable(&clinic.db).await;
    testkit::sound(&clinic.url).await;

    let office = Office::of(&clinic);
    ledger.holds(&office.book().await, seed);
    for order in ledger.unanswered() {
        let answer = office.ask(&order).await.unwrap();
        let again = office.ask(&order).await.unwrap();
        assert_eq!(answer, again, "seed {seed}: {order:?} asked once more");
        ledger.answered(&order, answer);
    }
    ledger.is_all(&office.book().await, seed);

    testkit::sound(&clinic.url).await;
    audit::seal_all(&clinic.db, clinic.tenant, now).await.unwrap();
    let verified = audit::verify(&mut clinic.read().await).await.unwrap();
    assert_eq!(verified.unchained, 0, "seed {seed}");
    drop(office);
    clinic.close()
}

/// What durability depends on, asked through the product's own connection.
async fn durable(db: &Db) {
    let wanted: &[(&str, &str)] = match db.engine() {
        // 2 is FULL.
        Engine::Sqlite => &[("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")],
        Engine::Postgres => &[("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on")],
    };
    let found = db.settings().await.unwrap();
    let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(found, wanted);
}
