//! A transaction, which always belongs to a tenant and to an instant.

use domain::ids::{Minted, TenantId};
use jiff::Timestamp;

use super::error::DbError;
use super::faults::Lost;
use super::row::Row;
use super::statement::{Statement, statement};
use super::value::Value;
use super::{Db, Session};
use crate::random::Dice;

/// Deletes rows of a tenant that was removed. SQLite has no functions: there it is a few statements, in
/// `db/sqlite/removal.rs`.
static REMOVE_SOME: Statement = statement!("app::db::tx::REMOVE_SOME", {
    sqlite: "DELETE FROM tenant WHERE tenant_id = $1",
    postgres: "SELECT allo_remove($1, $2)",
});

/// A statement with its arguments after the tenant.
pub type Order = (&'static Statement, Vec<Value>);

/// A question for at most one row, to be asked beside another one.
pub struct Ask<T> {
    statement: &'static Statement,
    args: Vec<Value>,
    read: fn(&Row<'_>) -> Result<T, DbError>,
}

impl<T> Ask<T> {
    /// A statement with its arguments after the tenant, and how its row is read.
    pub fn new(
        statement: &'static Statement,
        args: Vec<Value>,
        read: fn(&Row<'_>) -> Result<T, DbError>,
    ) -> Self {
        Self { statement, args, read }
    }
}

/// A transaction of one tenant at one instant. It can't be made without a tenant, and gives it to every statement
/// as `$1`; on PostgreSQL row-level security repeats the rule. Dropped without [`Tx::commit`], it is rolled back.
///
/// Nothing remote is awaited inside a transaction: on SQLite every other writer waits for it.
///
/// There is no way around the tenant (C5): neither can one be put together, nor its tenant changed.
///
/// ```compile_fail,E0616
/// fn elsewhere(tx: &mut app::db::Tx, other: domain::ids::TenantId) {
///     tx.tenant = other;
/// }
/// ```
pub struct Tx {
    db: Db,
    tenant: TenantId,
    /// The tenant as the first argument of every statement.
    first: Value,
    now: Timestamp,
    session: Session,
    /// False once a statement failed, was abandoned, or an operation gave up half-way.
    sound: bool,
}

impl Tx {
    pub(super) fn new(db: Db, tenant: TenantId, now: Timestamp, session: Session) -> Self {
        // As fine as both engines keep time, so that what is stored is what is returned.
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        Self { db, tenant, first: Value::from(tenant), now, session, sound: true }
    }

    /// Whose transaction this is.
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The instant at which everything in it happens.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The database it belongs to.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// The randomness for what is made in it.
    pub fn dice(&self) -> Dice {
        self.db.dice().clone()
    }

    /// A new id.
    pub fn mint<I: Minted>(&self) -> I {
        I::from_parts(self.now, self.db.dice().bytes())
    }

    /// Runs a statement, and says how many rows it changed.
    pub async fn execute(&mut self, statement: &'static Statement, args: Vec<Value>) -> Result<u64, DbError> {
        self.begin_statement()?;
        let args = with_tenant(&self.first, &args);
        let done = match &mut self.session {
            Session::Sqlite(session) => session.execute(statement, &args),
            Session::Postgres(session) => session.execute(statement, &args).await,
        };
        self.end_statement(done)
    }

    /// Runs several statements in order, in one round trip where there is a server, and says how many rows each of
    /// them changed. None may depend on what another one returned.
    pub async fn execute_all(&mut self, batch: Vec<Order>) -> Result<Vec<u64>, DbError> {
        self.begin_statement()?;
        let batch: Vec<(&Statement, Vec<&Value>)> =
            batch.iter().map(|(statement, args)| (*statement, with_tenant(&self.first, args))).collect();
        let done = match &mut self.session {
            Session::Sqlite(session) => {
                batch.iter().map(|(statement, args)| session.execute(statement, args)).collect()
            }
            Session::Postgres(session) => session.execute_all(&batch).await,
        };
        self.end_statement(done)
    }

    /// All rows of a statement.
    pub async fn all<T>(
        &mut self,
        statement: &'static Statement,
        args: Vec<Value>,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        self.begin_statement()?;
        let args = with_tenant(&self.first, &args);
        let rows = match &mut self.session {
            Session::Sqlite(session) => session.all(statement, &args, read),
            Session::Postgres(session) => session.all(statement, &args, read).await,
        };
        self.end_statement(rows)
    }

    /// The first row of a statement, if there is one.
    pub async fn optional<T>(
        &mut self,
        statement: &'static Statement,
        args: Vec<Value>,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        Ok(self.all(statement, args, read).await?.into_iter().next())
    }

    /// The one row of a statement.
    pub async fn one<T>(
        &mut self,
        statement: &'static Statement,
        args: Vec<Value>,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        self.optional(statement, args, read).await?.ok_or(DbError::NoRow(statement.name))
    }

    /// The first row of a question, if there is one.
    pub async fn ask<T>(&mut self, ask: Ask<T>) -> Result<Option<T>, DbError> {
        self.optional(ask.statement, ask.args, ask.read).await
    }

    /// Two questions that don't depend on each other, in one round trip where there is a server.
    pub async fn both<A, B>(&mut self, a: Ask<A>, b: Ask<B>) -> Result<(Option<A>, Option<B>), DbError> {
        self.begin_statement()?;
        let (a_args, b_args) = (with_tenant(&self.first, &a.args), with_tenant(&self.first, &b.args));
        let answers = match &mut self.session {
            Session::Sqlite(session) => session.all(a.statement, &a_args, a.read).and_then(|first| {
                let second = session.all(b.statement, &b_args, b.read)?;
                Ok((first, second))
            }),
            Session::Postgres(session) => {
                session.both((a.statement, &a_args, a.read), (b.statement, &b_args, b.read)).await
            }
        };
        let (first, second) = self.end_statement(answers)?;
        Ok((first.into_iter().next(), second.into_iter().next()))
    }

    /// Deletes up to so many rows of the tenant's, wherever it has any, once it was removed; says how many. When there
    /// are no others its own row goes, and after that there is nothing.
    pub(crate) async fn remove_some(&mut self, most: u32) -> Result<u64, DbError> {
        self.begin_statement()?;
        let gone = match &mut self.session {
            Session::Sqlite(session) => session.remove_some(&REMOVE_SOME, &self.first, most),
            Session::Postgres(session) => {
                let args = [&self.first, &Value::from(most)];
                let gone = session.all(&REMOVE_SOME, &args, |row| row.get::<i64>(0)).await;
                gone.map(|gone| gone.first().map_or(0, |gone| gone.unsigned_abs()))
            }
        };
        self.end_statement(gone)
    }

    /// Gives the transaction up: an operation wrote something and then could not go on. Nobody can commit it by
    /// mistake.
    pub const fn give_up(&mut self) {
        self.sound = false;
    }

    /// Makes everything durable and visible. Once this returns, no crash loses it.
    pub async fn commit(self) -> Result<(), DbError> {
        if !self.sound {
            return Err(DbError::GivenUp);
        }
        let lost = self.db.0.faults.take();
        if lost == Some(Lost::Commit) {
            return Err(DbError::Commit("it was lost".into()));
        }
        match self.session {
            Session::Sqlite(session) => session.commit().await,
            Session::Postgres(session) => session.commit().await,
        }?;
        if lost == Some(Lost::Answer) { Err(DbError::Commit("its answer was lost".into())) } else { Ok(()) }
    }

    /// A failed statement, or one whose answer nobody awaited, breaks the transaction on both engines alike.
    fn begin_statement(&mut self) -> Result<(), DbError> {
        if std::mem::replace(&mut self.sound, false) { Ok(()) } else { Err(DbError::GivenUp) }
    }

    fn end_statement<T>(&mut self, outcome: Result<T, DbError>) -> Result<T, DbError> {
        self.sound = outcome.is_ok();
        outcome
    }
}

fn with_tenant<'a>(tenant: &'a Value, args: &'a [Value]) -> Vec<&'a Value> {
    std::iter::once(tenant).chain(args).collect()
}
