//! Who rang: some calls were really held, and can be opened; of most there is only what lists and counts look at.

use app::calls::{Line, Opening};
use app::clock::Clock;
use jiff::SignedDuration;
use testkit::callers::{Caller, Move, Person};

use super::{Fill, Outcome, names};
use crate::raw;

/// How many were really held.
const HELD: usize = 200;

/// How many there are beside them.
const LISTED: usize = 4_800;

/// After so many turns a caller gives up.
const PATIENCE: usize = 16;

impl Fill<'_> {
    /// The calls of the last two months, the most today.
    pub(super) async fn rang(&self) -> Outcome<()> {
        for n in 0..HELD {
            let begun = self.now.checked_sub(SignedDuration::from_mins(i64::try_from(5 + n * 4)?))?;
            self.call(n, Clock::standing(begun)).await?;
        }
        raw::run(self.url, &listed(self.db.engine(), self.now.as_microsecond())).await
    }

    /// One call, from the greeting to its end.
    async fn call(&self, n: usize, clock: Clock) -> Outcome<()> {
        let patient = names::patient(n * 31)?;
        let phone = patient.phone.into_revealed();
        let person = Person {
            name: patient.name.into_revealed(),
            phone: format!("0{}", phone.as_str().get(3..).unwrap_or_default()),
            code: None,
        };
        let (db, practice) = (self.db.clone(), self.practice.clone());
        let opening = Opening {
            caller: Some(phone),
            transfers: true,
            codes: true,
            ..Opening::new(db, clock.clone(), self.tenant, practice, "talk")
        };
        let (mut line, mut turn) = Line::open(opening).await?;
        let mut caller = Caller::new(n as u64, person);
        for _ in 0..PATIENCE {
            clock.advance(SignedDuration::from_secs(4));
            turn = match caller.answer(turn.asking.name()) {
                Move::Say(text) | Move::Twice(text) => line.hear(&text).await,
                Move::Silence => line.silence().await,
                Move::HangUp => break,
            };
            if turn.ended {
                break;
            }
        }
        line.hang_up().await;
        Ok(())
    }
}

/// Calls and their turns, the latter of nobody and so never opened.
fn listed(engine: app::db::Engine, now: i64) -> String {
    let outcome = "CASE n % 5 WHEN 0 THEN 'booked' WHEN 1 THEN 'request' WHEN 2 THEN 'moved' WHEN 3 THEN 'hung_up' ELSE 'information' END";
    match engine {
        app::db::Engine::Sqlite => format!(
            "BEGIN;
             CREATE TEMP TABLE rang AS WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < {LISTED})
                 SELECT n, randomblob(16) AS id, {now} - n * 1000000000 AS at FROM i;
             INSERT INTO call (tenant_id, id, channel, lang, started_at, ended_at, outcome)
                 SELECT tenant_id, r.id, 'telephone', 'fr', at, at + 90000000, {outcome} FROM rang r, tenant;
             INSERT INTO call_turn (tenant_id, call_id, seq, side, at, text)
                 SELECT tenant_id, r.id, value, 'caller', at, randomblob(120) FROM rang r, tenant, json_each('[1,2,3,4,5,6,7,8]');
             COMMIT"
        ),
        app::db::Engine::Postgres => format!(
            "CREATE TEMP TABLE rang AS SELECT n, gen_random_uuid() AS id, to_timestamp({now} / 1000000 - n * 1000) AS at
                 FROM generate_series(1, {LISTED}) n;
             INSERT INTO call (tenant_id, id, channel, lang, started_at, ended_at, outcome)
                 SELECT tenant_id, r.id, 'telephone', 'fr', at, at + interval '90 s', {outcome} FROM rang r, tenant;
             INSERT INTO call_turn (tenant_id, call_id, seq, side, at, text)
                 SELECT tenant_id, r.id, s, 'caller', at, decode(repeat('ab', 120), 'hex')
                 FROM rang r, tenant, generate_series(1, 8) s"
        ),
    }
}
