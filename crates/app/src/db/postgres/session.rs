//! One transaction on one connection of the pool.

use deadpool_postgres::Object;
use futures_util::future::{join_all, try_join_all};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row as Answer, SimpleQueryMessage, Statement as Prepared};

use crate::db::error::DbError;
use crate::db::row::Row;
use crate::db::statement::Statement;
use crate::db::value::Value;

/// A statement with its arguments, and how its rows are read.
type Query<'a, T> = (&'a Statement, &'a [&'a Value], fn(&Row<'_>) -> Result<T, DbError>);

/// A transaction. It begins with its first statement, in the same round trip; dropped without a commit, it is
/// rolled back before the connection goes home.
pub(in crate::db) struct Session {
    /// Nothing once the connection was handed to whoever ends the transaction.
    client: Option<Object>,
    /// What begins the transaction, until it has begun.
    begin: Option<String>,
}

impl Session {
    pub(super) const fn new(client: Object, begin: String) -> Self {
        Self { client: Some(client), begin: Some(begin) }
    }

    pub(in crate::db) async fn execute(
        &mut self,
        statement: &Statement,
        args: &[&Value],
    ) -> Result<u64, DbError> {
        let begin = self.begin.take();
        let client = self.client()?;
        let ((), changed) = tokio::try_join!(start(client, begin), execute(client, statement, args))?;
        Ok(changed)
    }

    /// Sends all statements at once and waits for all answers: one round trip.
    pub(in crate::db) async fn execute_all(
        &mut self,
        batch: &[(&Statement, Vec<&Value>)],
    ) -> Result<Vec<u64>, DbError> {
        let begin = self.begin.take();
        let client = self.client()?;
        // First all are prepared, then all are sent: one that had still to be prepared would fall behind the others.
        let prepared = try_join_all(batch.iter().map(|(statement, _)| prepared(client, statement)));
        let ((), prepared) = tokio::try_join!(start(client, begin), prepared)?;
        let sent = batch.iter().zip(&prepared).map(|((statement, args), prepared)| async move {
            let changed = client.execute(prepared, &parameters(args)).await;
            changed.map_err(|error| DbError::postgres(statement.name, &error))
        });
        // In order, so that the failure is the first one's: those behind it only say that one had failed.
        join_all(sent).await.into_iter().collect()
    }

    pub(in crate::db) async fn all<T>(
        &mut self,
        statement: &Statement,
        args: &[&Value],
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let begin = self.begin.take();
        let client = self.client()?;
        let ((), rows) = tokio::try_join!(start(client, begin), query(client, statement, args))?;
        read_all(&rows, statement, read)
    }

    /// Two queries that are sent together: one round trip.
    pub(in crate::db) async fn both<A, B>(
        &mut self,
        a: Query<'_, A>,
        b: Query<'_, B>,
    ) -> Result<(Vec<A>, Vec<B>), DbError> {
        let begin = self.begin.take();
        let client = self.client()?;
        let (first, second) = (query(client, a.0, a.1), query(client, b.0, b.1));
        let ((), first, second) = tokio::try_join!(start(client, begin), first, second)?;
        Ok((read_all(&first, a.0, a.2)?, read_all(&second, b.0, b.2)?))
    }

    pub(in crate::db) async fn prepare(&mut self, statement: &Statement) -> Result<(), DbError> {
        let prepared = self.client()?.prepare(statement.postgres()).await;
        prepared.map(drop).map_err(|error| DbError::postgres(statement.name, &error))
    }

    /// The plan that every argument gets, as `plan_cache_mode` has it.
    pub(in crate::db) async fn explain(&mut self, statement: &Statement) -> Result<Vec<String>, DbError> {
        let client = self.client()?;
        let explained = async {
            let arguments = client.prepare(statement.postgres()).await?.params().len();
            client.batch_execute(&format!("PREPARE explained AS {}", statement.postgres())).await?;
            let nothing = vec!["NULL"; arguments].join(", ");
            let with = if arguments == 0 { String::new() } else { format!("({nothing})") };
            let plan = client.simple_query(&format!("EXPLAIN EXECUTE explained{with}")).await?;
            client.batch_execute("DEALLOCATE explained").await?;
            Ok(plan)
        };
        let plan = explained.await.map_err(|error| DbError::postgres(statement.name, &error))?;
        let line = |message: &SimpleQueryMessage| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        };
        Ok(plan.iter().filter_map(line).collect())
    }

    /// Commits. The commit is a task of its own: whoever stops waiting for it doesn't stop it.
    pub(in crate::db) async fn commit(mut self) -> Result<(), DbError> {
        let Some(client) = self.client.take() else { return Err(DbError::GivenUp) };
        if self.begin.is_some() {
            return Ok(());
        }
        let committing = tokio::spawn(async move {
            let committed = client.batch_execute("COMMIT").await;
            if committed.is_err() {
                // Whatever state the connection is in, nobody shall have it.
                drop(Object::take(client));
            }
            committed
        });
        match committing.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => match DbError::postgres("COMMIT", &error) {
                retryable @ DbError::Conflict(_) => Err(retryable),
                other => Err(DbError::Commit(other.to_string())),
            },
            Err(_) => Err(DbError::Commit("nobody knows whether it happened".into())),
        }
    }

    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or(DbError::GivenUp)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        if self.begin.is_some() {
            return;
        }
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(roll_back(client))),
            Err(_) => drop(Object::take(client)),
        }
    }
}

async fn roll_back(client: Object) {
    if client.batch_execute("ROLLBACK").await.is_err() {
        drop(Object::take(client));
    }
}

async fn start(client: &Object, begin: Option<String>) -> Result<(), DbError> {
    match begin {
        Some(begin) => client.batch_execute(&begin).await.map_err(|error| DbError::postgres("BEGIN", &error)),
        None => Ok(()),
    }
}

async fn prepared(client: &Object, statement: &Statement) -> Result<Prepared, DbError> {
    let prepared = client.prepare_cached(statement.postgres()).await;
    prepared.map_err(|error| DbError::postgres(statement.name, &error))
}

async fn execute(client: &Object, statement: &Statement, args: &[&Value]) -> Result<u64, DbError> {
    let changed = client.execute(&prepared(client, statement).await?, &parameters(args)).await;
    changed.map_err(|error| DbError::postgres(statement.name, &error))
}

async fn query(client: &Object, statement: &Statement, args: &[&Value]) -> Result<Vec<Answer>, DbError> {
    let rows = client.query(&prepared(client, statement).await?, &parameters(args)).await;
    rows.map_err(|error| DbError::postgres(statement.name, &error))
}

fn read_all<T>(
    rows: &[Answer],
    statement: &Statement,
    mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
) -> Result<Vec<T>, DbError> {
    rows.iter().map(|row| read(&Row::postgres(row, statement))).collect()
}

fn parameters<'a>(args: &[&'a Value]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|value| *value as &(dyn ToSql + Sync)).collect()
}
