//! A test call: somebody of the practice talks with Allo as a caller would, and nothing comes of it.
//!
//! It takes place on a copy of the practice: a database of its own, in a file that goes with the call. In it are the
//! practice and its documents as they stand, and when its people are busy, without a name. So whatever is said and
//! booked there can't reach the calendar, the inbox, the calls, the figures or a patient; what would be written to
//! somebody is composed, and shown, and goes nowhere. The practice's trail tells that there was a test call.

mod left;

use std::sync::Arc;

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{ResourceId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::span::Span;
use jiff::Timestamp;
use tempfile::TempDir;

pub(crate) use self::left::Left;
use crate::audit::{self, Done};
use crate::calendars::{self, BusyEvent, State};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx, Url};
use crate::documents::{self, Shelf};
use crate::http::{App, Caller};
use crate::messages::{Post, Recorder, Sending};
use crate::sealing::Keyring;
use crate::{booking, tenants};

/// How many test calls there may be at once, in one process: each is a database.
pub(crate) const AT_ONCE: usize = 8;

/// Why there is no test call.
#[derive(Debug, thiserror::Error)]
pub enum NoTestCall {
    /// There is no room for a throw-away file.
    #[error("a throw-away database could not be made: {0}")]
    File(#[from] std::io::Error),
    /// A database failed: the practice's, or the copy's.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who calls a copy of their practice.
pub(crate) struct Tester {
    /// Who.
    pub(crate) caller: Caller,
    /// How their browser reaches us: links in what would be sent begin so.
    pub(crate) site: String,
}

/// A copy of a practice, to be called. All of it goes when this is dropped.
pub struct Sandbox {
    /// The copy's own data.
    pub(crate) db: Db,
    /// The practice in it: another tenant than the one that it is a copy of.
    pub(crate) tenant: TenantId,
    /// Its documents, to be asked.
    pub(crate) shelf: Shelf,
    practice: Arc<Practice>,
    clock: Clock,
    sending: Sending,
    _home: TempDir,
}

/// What a copy is made of.
struct Copied {
    documents: Vec<documents::Whole>,
    /// When somebody is busy.
    busy: Vec<(ResourceId, Span)>,
    /// Whose calendar outside can't be relied on.
    unknown: Vec<ResourceId>,
}

impl Sandbox {
    /// A copy of a practice as it stands now, and an entry in the practice's trail that there was one.
    pub(crate) async fn of(app: &App, tester: &Tester, practice: &Arc<Practice>) -> Result<Self, NoTestCall> {
        let by = &tester.caller;
        let mut tx = by.write(app).await?;
        let copied = Copied::of(&mut tx, practice).await?;
        audit::record(&mut tx, tested(by)).await?;
        tx.commit().await?;
        app.changes.tell(by.tenant);

        let home = tempfile::tempdir()?;
        let keyring = Keyring::new(&app.dice.bytes());
        let db = Db::open(&Url::Sqlite(home.path().join("test.db")), keyring, app.dice.clone()).await?;
        let mut copy = Practice::clone(practice);
        copy.patients.clear();
        let now = app.clock.now();
        let tenant = tenants::apply(&db, &copy, now, &Actor::Operator).await?;
        let mut tx = db.write(tenant, now).await?;
        copied.put(&mut tx).await?;
        tx.commit().await?;
        Ok(Self {
            db,
            tenant,
            shelf: Shelf::default(),
            practice: Arc::new(copy),
            clock: app.clock.clone(),
            sending: Sending::new(Post::recording(&Recorder::default()), &tester.site),
            _home: home,
        })
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

impl Copied {
    async fn of(tx: &mut Tx, practice: &Practice) -> Result<Self, DbError> {
        let resources: Vec<ResourceId> = practice.practitioners.iter().map(|one| one.id.clone()).collect();
        Ok(Self {
            documents: documents::whole(tx).await?,
            busy: booking::taken(tx, practice).await?,
            unknown: calendars::unknown(tx, &resources).await?,
        })
    }

    /// Puts it into the copy: what is busy stands there as in a calendar outside, of which no more is known.
    async fn put(self, tx: &mut Tx) -> Result<(), DbError> {
        documents::put(tx, self.documents).await?;
        for resource in &self.unknown {
            calendars::set_state(tx, resource.as_str(), resource, State::Unknown).await?;
        }
        let mut last = None;
        for (number, (resource, span)) in self.busy.into_iter().enumerate() {
            if last.as_ref() != Some(&resource) && !self.unknown.contains(&resource) {
                calendars::set_state(tx, resource.as_str(), &resource, State::Known).await?;
            }
            let event = BusyEvent { external_id: number.to_string(), span };
            calendars::put_busy(tx, resource.as_str(), &resource, &event).await?;
            last = Some(resource);
        }
        Ok(())
    }
}

fn tested(by: &Caller) -> Done {
    Done {
        by: By::from(&by.actor),
        action: Action::CallTested,
        entity: Entity::Practice(by.tenant),
        before: Facts::default(),
        after: Facts::default(),
    }
}
