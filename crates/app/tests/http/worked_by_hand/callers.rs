//! Callers on the line, so many at once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::calls::{Line, Opening, Turn};
use domain::ids::CallId;
use testkit::Clinic;
use testkit::callers::{Caller, Move, Person};
use tokio::task::JoinSet;

use crate::client::Server;

/// After so many turns a caller gives up.
const PATIENCE: u32 = 10;

/// How long a caller thinks before they say something. People take longer.
const THINKS: Duration = Duration::from_secs(1);

/// Those who ring: whenever one rings off, somebody else rings.
pub(super) struct Callers {
    lines: JoinSet<Vec<(CallId, usize)>>,
    closing: Arc<AtomicBool>,
}

impl Callers {
    /// They all ring at the same time.
    pub(super) fn ring(clinic: &Clinic, server: &Server, how_many: u64) -> Self {
        let (mut lines, closing) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
        for number in 0..how_many {
            let opening = Opening { channel: "talk", transfers: true, ..clinic.opening() };
            let changes = server.app.changes.clone();
            let closing = closing.clone();
            lines.spawn(async move {
                let (mut calls, mut number) = (Vec::new(), number);
                while !closing.load(Ordering::Relaxed) {
                    let caller = Caller::new(number, person(number));
                    calls.push(call(opening.clone(), caller, |tenant| changes.tell(tenant)).await);
                    number += how_many;
                }
                calls
            });
        }
        Self { lines, closing }
    }

    /// Nobody rings any more: waits until all have rung off; how many references each call was given.
    pub(super) async fn rang(self) -> Vec<(CallId, usize)> {
        self.closing.store(true, Ordering::Relaxed);
        self.lines.join_all().await.into_iter().flatten().collect()
    }
}

/// One call, as a line of ours holds it: whoever watches is told after each turn.
async fn call(opening: Opening, mut caller: Caller, tell: impl Fn(domain::ids::TenantId)) -> (CallId, usize) {
    let tenant = opening.tenant;
    let (mut line, mut turn) = Line::open(opening).await.unwrap();
    let mut told = BTreeSet::new();
    for _ in 0..PATIENCE {
        tokio::time::sleep(THINKS).await;
        turn = match caller.answer(turn.asking.name()) {
            Move::Say(text) => line.hear(&text).await,
            Move::Twice(text) => {
                told.extend(references(&line.hear(&text).await));
                line.hear(&text).await
            }
            Move::Silence => line.silence().await,
            Move::HangUp => break,
        };
        told.extend(references(&turn));
        tell(tenant);
        if turn.ended {
            break;
        }
    }
    told.extend(references(&line.hang_up().await));
    tell(tenant);
    (line.id(), told.len())
}

/// The references that were said: one follows each booking, and it may be repeated.
fn references(turn: &Turn) -> Vec<String> {
    let said = turn.said.iter().filter_map(|said| said.text.split_once("Votre référence est "));
    said.map(|(_, rest)| rest.chars().take(11).collect()).collect()
}

/// Somebody who isn't on file yet.
fn person(number: u64) -> Person {
    let names = ["Marie Dubois", "Ahmed Belkacem", "Chloé Fontaine", "Jean-Paul Girard", "Inès Moreau"];
    let name = names[usize::try_from(number).unwrap() % names.len()];
    Person { name: name.to_owned(), phone: format!("06399{:05}", 50_000 + number % 40_000), code: None }
}
