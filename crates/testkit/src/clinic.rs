//! A practice to test with: the demonstration practice, in a database of its own.

use std::sync::Arc;

use app::booking::{self, BookingError, Confirmed, Held, Search};
use app::calls::Opening;
use app::clock::Clock;
use app::db::{Db, Tx, Url};
use app::patients::Stated;
use app::{tenants, usage};
use domain::Pii;
use domain::availability::{Asked, Slot, place};
use domain::ids::{CallId, Minted, PatientId, Slug, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::quota::Quota;
use domain::wish::Wish;
use jiff::Timestamp;
use jiff::civil::DateTime;
use tempfile::TempDir;

use crate::{TestDb, database, raw};

/// The file of the demonstration practice.
pub const DEMO: &str = include_str!("../../../practices/cabinet-des-lilas.yaml");

/// The demonstration practice.
///
/// # Panics
/// When its file is wrong.
pub fn practice() -> Practice {
    Practice::parse(DEMO, "cabinet-des-lilas.yaml").expect("the demonstration practice is right")
}

/// A look for whatever is free for a service, with anybody and at any time.
///
/// # Panics
/// When that is no name of a service.
pub fn any(service: &str, limit: usize) -> Search<'static> {
    let service = service.parse().expect("a service");
    Search { service, practitioners: Vec::new(), wish: Wish::default(), limit, call: None, moving: None }
}

/// The demonstration practice with its patients, in a database of its own.
pub struct Clinic {
    /// The database.
    pub db: Db,
    /// Where the database is.
    pub url: Url,
    /// A clock that stands at 9 March 2026, a Monday, 9:00 in Paris, until it is moved.
    pub clock: Clock,
    /// The practice's tenant.
    pub tenant: TenantId,
    /// The practice.
    pub practice: Arc<Practice>,
    database: TestDb,
}

/// A clinic's database while nobody has it open.
pub struct Closed {
    /// Where it is.
    pub url: Url,
    /// The practice's tenant.
    pub tenant: TenantId,
    /// What goes with it, if it is a file of this process.
    pub home: Option<TempDir>,
}

impl Closed {
    /// Where it is, as text for another process.
    pub fn address(&self) -> String {
        database::address(&self.url)
    }

    /// Waits until nobody else is connected: a server finishes what a client had asked before it notices that the
    /// client is gone.
    ///
    /// # Panics
    /// When somebody stays.
    pub async fn others_gone(&self) {
        for _ in 0..1_000 {
            if raw::others(&self.url).await == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("somebody is still connected");
    }

    /// Opens it as it was left, at this instant.
    ///
    /// # Panics
    /// When it can't be opened.
    pub async fn open(self, now: Timestamp) -> Clinic {
        let Self { url, tenant, home } = self;
        let database = database::open(url.clone(), home).await;
        let (db, clock) = (database.db.clone(), database.clock.clone());
        clock.set(now);
        Clinic { db, url, clock, tenant, practice: Arc::new(practice()), database }
    }
}

#[expect(clippy::missing_panics_doc, reason = "a test that cannot be set up fails")]
impl Clinic {
    /// Puts the demonstration practice in a database.
    pub async fn open(database: TestDb) -> Self {
        Self::of(database, practice()).await
    }

    /// Puts a practice in a database.
    pub async fn of(database: TestDb, practice: Practice) -> Self {
        let (db, clock) = (database.db.clone(), database.clock.clone());
        let tenant = tenants::apply(&db, &practice, clock.now(), &Actor::Operator).await.expect("it applies");
        Self { db, url: database.url.clone(), clock, tenant, practice: Arc::new(practice), database }
    }

    /// Closes the database, so that nobody has it open.
    pub fn close(self) -> Closed {
        let Self { url, tenant, database, .. } = self;
        Closed { url, tenant, home: database.close() }
    }

    /// How a call to the practice begins: codes can be sent to the caller, who isn't put through.
    pub fn opening(&self) -> Opening {
        let (db, clock) = (self.db.clone(), self.clock.clone());
        Opening { codes: true, ..Opening::new(db, clock, self.tenant, self.practice.clone(), "test") }
    }

    /// A transaction that writes, now.
    pub async fn write(&self) -> Tx {
        self.db.write(self.tenant, self.clock.now()).await.expect("a transaction")
    }

    /// A transaction that reads, now.
    pub async fn read(&self) -> Tx {
        self.db.read(self.tenant, self.clock.now()).await.expect("a transaction")
    }

    /// An instant by the practice's clocks, such as `2026-03-10T14:00`.
    pub fn at(&self, local: &str) -> Timestamp {
        let local: DateTime = local.parse().expect("a local time");
        self.practice.tenant.zone().to_timestamp(local).expect("an instant")
    }

    /// A slot of the practice by its start, as the practice's rules make it.
    pub fn slot(&self, service: &str, practitioner: &str, local: &str) -> Slot {
        let asked = Asked {
            service: service.parse().expect("a service"),
            practitioner: practitioner.parse().expect("a practitioner"),
            start: self.at(local),
            end: None,
        };
        place(&self.practice, &asked, self.clock.now()).expect("a slot that the practice's rules allow")
    }

    /// A new call.
    pub fn call(&self) -> CallId {
        CallId::from_parts(self.clock.now(), self.db.dice().bytes())
    }

    /// Holds a slot in a transaction of its own, as a call does.
    pub async fn hold(&self, slot: &Slot, call: Option<CallId>) -> Result<Held, BookingError> {
        self.db
            .finding_out(async || {
                let mut tx = self.db.write(self.tenant, self.clock.now()).await?;
                let held = booking::hold(&mut tx, &self.practice, slot, call, &actor(call)).await?;
                tx.commit().await?;
                Ok(held)
            })
            .await
    }

    /// Confirms a hold in a transaction of its own.
    pub async fn confirm(
        &self,
        held: &Held,
        who: &Stated,
        call: Option<CallId>,
    ) -> Result<Confirmed, BookingError> {
        self.db
            .finding_out(async || {
                let mut tx = self.db.write(self.tenant, self.clock.now()).await?;
                let by = actor(call);
                let confirmed = booking::confirm(&mut tx, &self.practice, held.id, who, call, &by).await?;
                tx.commit().await?;
                Ok(confirmed)
            })
            .await
    }

    /// Holds and confirms a slot for somebody.
    pub async fn book(
        &self,
        slot: &Slot,
        who: &Stated,
        call: Option<CallId>,
    ) -> Result<Confirmed, BookingError> {
        let held = self.hold(slot, call).await?;
        self.confirm(&held, who, call).await
    }

    /// A patient of the practice's file, as a caller would name themselves.
    pub fn patient(&self, id: &str) -> Stated {
        let id: Slug = id.parse().expect("a name");
        let seed = self.practice.patients.iter().find(|seed| seed.id == id).expect("a patient of the file");
        Stated { name: seed.name.clone(), phone: Some(seed.phone.clone()), email: None }
    }

    /// The id of a patient of the practice's file.
    pub async fn patient_id(&self, id: &str) -> PatientId {
        let stated = self.patient(id);
        let mut tx = self.read().await;
        app::patients::find(&mut tx, &stated).await.expect("a look-up").expect("the patient is on file")
    }

    /// Says how much the practice may use.
    pub async fn allow(&self, quota: Quota) {
        let mut tx = self.write().await;
        usage::allow(&mut tx, quota, &Actor::Operator).await.expect("a quota");
        tx.commit().await.expect("a commit");
    }

    /// What a query of one number counts, asked of the database past every wall.
    pub async fn count(&self, sql: &str) -> i64 {
        raw::count(&self.url, sql).await
    }

    /// Runs statements past every wall, or says why the database refuses them.
    pub async fn run(&self, sql: &str) -> Result<(), String> {
        raw::run(&self.url, sql).await
    }

    /// How this engine writes an id's text in SQL.
    pub fn uuid_text(&self, column: &str) -> String {
        raw::uuid_text(&self.url, column)
    }

    /// Somebody who isn't on file.
    pub fn stranger(&self, name: &str, number: u32) -> Stated {
        stranger(name, number)
    }
}

/// Somebody by name, with a number of those reserved for fiction.
pub(crate) fn stranger(name: &str, number: u32) -> Stated {
    let phone = format!("+336399{number:05}").parse().expect("a telephone number");
    Stated { name: Pii::new(name.to_owned()), phone: Some(Pii::new(phone)), email: None }
}

fn actor(call: Option<CallId>) -> Actor {
    call.map_or(Actor::Operator, Actor::Call)
}
