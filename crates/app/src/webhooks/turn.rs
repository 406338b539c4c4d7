//! A turn with one system: what somebody asked for is sent first, then what happened, in order, as long as it is taken.
//!
//! A turn is held by a lease in the system's row, and what it does is written only while the lease holds: two processes
//! never write for one system. What a process that died had sent is sent again by the next one, under the same id.

use domain::Pii;
use domain::audit::{Action, Entry};
use domain::ids::{AuditId, TenantId, WebhookId};
use jiff::{SignedDuration, Timestamp};

use super::{Outcome, event, manage, sign, sql};
use crate::audit;
use crate::clock::Clock;
use crate::db::{Db, DbError, Order, Tx, args};
use crate::outside::{Address, Outside, Trouble};
use crate::random::Dice;
use crate::sealing::{self, SealedWith, SealingError};

/// How long nobody else takes a system on: far longer than one message takes.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// How long a turn goes on with what happened, so that others get theirs.
const LONGEST: SignedDuration = SignedDuration::from_secs(10);

/// How many entries of the trail are looked at in a turn, and how many messages that were asked for are sent.
const PAGE: u32 = 100;
const ASKED: u32 = 20;

/// How long after each failed try the same is sent again; together they make a day.
const PAUSES: [SignedDuration; 10] = [
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(10),
];

/// What it takes to go out.
#[derive(Clone)]
pub(super) struct Means {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) outside: Outside,
}

/// A system that was taken on.
struct Turn<'a> {
    means: &'a Means,
    tenant: TenantId,
    id: WebhookId,
    lease: Timestamp,
    url: String,
    secrets: Vec<Pii<String>>,
    events: Vec<Action>,
    /// Whether it hears of what happens, now.
    follows: bool,
    told_up_to: i64,
    tries: u32,
    asked_at: Option<Timestamp>,
}

/// Takes a system on, unless somebody is at it or there is nothing to tell, and tells it what there is.
pub(super) async fn take(means: &Means, tenant: TenantId, id: WebhookId) -> Result<(), DbError> {
    let now = means.clock.now();
    let mut tx = means.db.read(tenant, now).await?;
    let behind: Option<bool> = tx.optional(&sql::BEHIND, args![id], |row| row.get(0)).await?;
    drop(tx);
    if behind != Some(true) {
        return Ok(());
    }
    let Some(mut turn) = claim(means, tenant, id, now).await? else { return Ok(()) };
    let told = async {
        turn.as_asked().await?;
        if turn.follows { turn.follow(now).await } else { Ok(()) }
    };
    let told = told.await;
    let mut tx = turn.write().await?;
    tx.execute(&sql::RELEASE, args![id, turn.lease, turn.asked_at]).await?;
    tx.commit().await?;
    told
}

async fn claim(
    means: &Means,
    tenant: TenantId,
    id: WebhookId,
    now: Timestamp,
) -> Result<Option<Turn<'_>>, DbError> {
    let mut tx = means.db.write(tenant, now).await?;
    let lease = later(tx.now(), LEASE);
    let claimed = tx.optional(&sql::CLAIM, args![id, tx.now(), lease], |row| {
        let sealed: (Vec<u8>, Vec<u8>, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let turn = Turn {
            means,
            tenant,
            id,
            lease,
            url: String::new(),
            secrets: Vec::new(),
            events: row.json(4)?,
            follows: row.get(5)?,
            told_up_to: row.get(6)?,
            tries: row.get(7)?,
            asked_at: row.get(8)?,
        };
        Ok((turn, sealed, row.get::<Option<Timestamp>>(3)?))
    });
    let Some((turn, (url, secret, old), old_until)) = claimed.await? else { return Ok(None) };
    let key = sealing::person(&mut tx, id.uuid()).await.map_err(SealingError::into_db)?;
    tx.commit().await?;
    let mut secrets = vec![Pii::new(opened(&key, id, "secret", &secret)?)];
    if let Some(old) = old.filter(|_| old_until.is_some_and(|until| until > now)) {
        secrets.push(Pii::new(opened(&key, id, "old_secret", &old)?));
    }
    Ok(Some(Turn { url: opened(&key, id, "url", &url)?, secrets, ..turn }))
}

fn opened(key: &SealedWith, id: WebhookId, column: &'static str, sealed: &[u8]) -> Result<String, DbError> {
    key.open("webhook", column, id.uuid(), sealed).map_err(|error| SealingError::from(error).into_db())
}

/// What came of a try.
struct Tried {
    outcome: Outcome,
    code: Option<u32>,
    trouble: Option<Trouble>,
}

impl Turn<'_> {
    async fn write(&self) -> Result<Tx, DbError> {
        self.means.db.write(self.tenant, self.means.clock.now()).await
    }

    /// Sends what somebody asked for, each once.
    async fn as_asked(&mut self) -> Result<(), DbError> {
        if self.asked_at.is_none() {
            return Ok(());
        }
        let mut tx = self.means.db.read(self.tenant, self.means.clock.now()).await?;
        let asked: Vec<AuditId> = tx.all(&sql::ASKED, args![self.id, ASKED], |row| row.get(0)).await?;
        let mut entries = Vec::new();
        for message in &asked {
            entries.extend(audit::one(&mut tx, *message).await?);
        }
        drop(tx);
        for entry in &entries {
            let tried = self.send(entry).await;
            let mut tx = self.write().await?;
            let lease = later(tx.now(), LEASE);
            let keep = (&sql::KEEP, args![self.id, self.lease, lease]);
            if tx.execute_all(vec![keep, self.sent(&tx, entry, &tried)]).await?[0] == 0 {
                return Ok(());
            }
            tx.commit().await?;
            self.lease = lease;
        }
        if asked.len() == ASKED as usize {
            // There may be more: the next turn sends it.
            self.asked_at = None;
        }
        Ok(())
    }

    /// Tells what happened since, in order, until something isn't taken.
    async fn follow(&mut self, begun: Timestamp) -> Result<(), DbError> {
        let mut tx = self.means.db.read(self.tenant, self.means.clock.now()).await?;
        let chained = audit::chained_after(&mut tx, self.told_up_to, PAGE).await?;
        drop(tx);
        let mut passed = self.told_up_to;
        for (place, entry) in &chained {
            if self.events.contains(&entry.action) {
                let over = self.means.clock.now().duration_since(begun) > LONGEST;
                if over || !self.tell(*place, entry).await? {
                    return Ok(());
                }
            }
            passed = *place;
        }
        if passed > self.told_up_to {
            let mut tx = self.write().await?;
            self.told(&mut tx, passed).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Tells one thing; says whether to go on.
    async fn tell(&mut self, place: i64, entry: &Entry) -> Result<bool, DbError> {
        let tried = self.send(entry).await;
        let mut tx = self.write().await?;
        let sent = self.sent(&tx, entry, &tried);
        tx.execute(sent.0, sent.1).await?;
        let goes_on = if tried.outcome == Outcome::Delivered {
            self.told(&mut tx, place).await?
        } else {
            self.missed(&mut tx, &tried).await?;
            false
        };
        tx.commit().await?;
        Ok(goes_on)
    }

    /// It was told, up to a place. False when the turn isn't ours any more, or somebody moved the place meanwhile.
    async fn told(&mut self, tx: &mut Tx, place: i64) -> Result<bool, DbError> {
        let lease = later(tx.now(), LEASE);
        let args = args![self.id, self.lease, self.told_up_to, place, tx.now(), lease];
        let ours = tx.execute(&sql::TOLD, args).await? == 1;
        if ours {
            (self.lease, self.told_up_to) = (lease, place);
        }
        Ok(ours)
    }

    /// It wasn't taken: it is sent again after a pause. After the last one, or when the system says that it is gone
    /// (410), it is left alone until somebody looks.
    async fn missed(&self, tx: &mut Tx, tried: &Tried) -> Result<(), DbError> {
        let pause = PAUSES.get(self.tries as usize).filter(|_| tried.code != Some(410));
        let next = pause.map_or(tx.now(), |pause| later(tx.now(), *pause + a_little(*pause, &tx.dice())));
        let state = if pause.is_some() { super::State::On } else { super::State::Failing };
        let args = args![self.id, self.lease, self.told_up_to, self.tries + 1, next, state.name()];
        if tx.execute(&sql::MISSED, args).await? == 1 && pause.is_none() {
            manage::give_up(tx, self.id).await?;
        }
        Ok(())
    }

    async fn send(&self, entry: &Entry) -> Tried {
        let body = event::body(entry);
        let headers = sign::headers(entry.id, self.means.clock.now(), &body, &self.secrets);
        let answered = match Address::read(&self.url, self.means.outside.reach()) {
            Ok(to) => self.means.outside.post(&to, headers, body).await,
            Err(_) => Err(Trouble::Forbidden),
        };
        match answered {
            Ok(status) => {
                let outcome = if status.is_success() { Outcome::Delivered } else { Outcome::Failed };
                Tried { outcome, code: Some(status.as_u16().into()), trouble: None }
            }
            Err(trouble) => Tried { outcome: Outcome::Failed, code: None, trouble: Some(trouble) },
        }
    }

    fn sent(&self, tx: &Tx, entry: &Entry, tried: &Tried) -> Order {
        let Tried { outcome, code, trouble } = tried;
        let (event, trouble) = (entry.action.name(), trouble.map(Trouble::name));
        (&sql::SENT, args![self.id, entry.id, event, outcome.name(), *code, trouble, tx.now()])
    }
}

/// Up to a tenth of a pause, so that systems that went away together aren't all asked again together.
fn a_little(pause: SignedDuration, dice: &Dice) -> SignedDuration {
    let most = u64::try_from(pause.as_millis() / 10).unwrap_or_default();
    SignedDuration::from_millis(dice.below(most).cast_signed())
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(now)
}
