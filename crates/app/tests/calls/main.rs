//! Simulated calls: worlds of callers from a seed, in virtual time, on the real operations and a real database.
//!
//! In each world a few dozen callers talk at once, in turn, to one practice. They have a grammar of their own, hang
//! up, contradict themselves and say things twice; in some worlds a calendar outside is down. After each world the
//! invariants are checked. A world that fails names its seed, and plays again exactly:
//!
//! `ALLO_SIM_SEED=n cargo test -p app --test calls`
//!
//! `ALLO_SIM_CALLS` says how many calls are simulated; 2,000 when it doesn't.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod checks;
mod rehearsals;
mod world;

use testkit::{TestDb, postgres, postgres_wanted, sqlite};
use world::{CALLERS, World};

/// Whoever waits for a long run hears of it each so many worlds.
const REPORT_EVERY: u64 = 200;

fn calls() -> u64 {
    testkit::wanted("ALLO_SIM_CALLS").unwrap_or(2_000)
}

fn seeds() -> Vec<u64> {
    match testkit::wanted("ALLO_SIM_SEED") {
        Some(seed) => vec![seed],
        None => (1..=calls().div_ceil(CALLERS as u64)).collect(),
    }
}

async fn play(database: TestDb, seed: u64) -> World {
    let mut world = World::open(database, seed).await;
    world.run().await;
    checks::all(&world).await;
    world
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_invariant_breaks_on_sqlite() {
    let mut booked = 0;
    for seed in seeds() {
        booked += play(sqlite().await, seed).await.confirmed();
        if seed.is_multiple_of(REPORT_EVERY) {
            testkit::report(&format!("SQLite: {seed} worlds played, {booked} bookings"));
        }
    }
    // A simulation in which hardly anything is booked would prove nothing.
    assert!(booked * 10 >= seeds().len() * CALLERS, "only {booked} bookings");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_invariant_breaks_on_postgres() {
    if !postgres_wanted() {
        return;
    }
    // A tenth of them: the rules are the same, the races and the types are the engine's own.
    for (played, seed) in seeds().into_iter().step_by(10).enumerate() {
        play(postgres().await, seed).await;
        if (played as u64 + 1).is_multiple_of(REPORT_EVERY / 10) {
            testkit::report(&format!("PostgreSQL: {} worlds played", played + 1));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seed_always_plays_the_same_world() {
    for seed in [3, 4] {
        let first = play(sqlite().await, seed).await;
        let again = play(sqlite().await, seed).await;
        assert!(!first.transcript.is_empty());
        assert_eq!(first.transcript, again.transcript, "seed {seed}");
    }
}
