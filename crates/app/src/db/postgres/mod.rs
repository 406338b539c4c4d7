//! PostgreSQL: a pool of connections, each in the role of the service, which owns nothing.

mod codec;
mod session;

use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use domain::ids::TenantId;

pub(super) use self::session::Session;
use super::error::{DbError, chain};
use super::server::Server;

/// Enough to keep two or three cores of a server busy, and far below its usual limit of 100 connections.
const CONNECTIONS: usize = 32;

/// How long to wait for a connection of the pool, or for the server to accept one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What every connection is set to: first of all the role of the service, which the migrations made, which owns
/// nothing and is subject to row-level security. A statement that takes seconds has lost its caller; a transaction left open
/// would keep a resource locked. Plans are kept, and one made while a table was empty must not walk it for ever: every
/// statement of ours has its index.
const SETTINGS: &str = "SET ROLE allo_service; SET statement_timeout = '5s'; SET lock_timeout = '3s'; \
     SET idle_in_transaction_session_timeout = '10s'; SET timezone = 'UTC'; SET plan_cache_mode = 'force_generic_plan'; \
     SET enable_seqscan = off";

/// The server, through its pool.
pub(super) struct Postgres {
    pool: Pool,
}

impl Postgres {
    /// Brings the schema up to date as the owner, then connects as the service.
    pub(super) async fn open(server: &Server) -> Result<Self, DbError> {
        if server.is_unverified() {
            tracing::warn!(
                "the way to the database leads to another machine, and nothing proves that it is the server: \
                 its address should say sslmode=verify-full"
            );
        }
        super::migrations::postgres(server).await?;
        let postgres = Self { pool: pool(server)? };
        for (name, value) in postgres.settings().await? {
            if value == "off" {
                return Err(DbError::NotDurable(format!("{name} is off")));
            }
        }
        Ok(postgres)
    }

    pub(super) async fn write(&self, tenant: TenantId) -> Result<Session, DbError> {
        Ok(Session::new(self.client().await?, begin("READ WRITE", &tenant.to_string())))
    }

    pub(super) async fn read(&self, tenant: TenantId) -> Result<Session, DbError> {
        Ok(Session::new(self.client().await?, begin("READ ONLY", &tenant.to_string())))
    }

    /// A transaction that may look up, in one table of the directory, whose row something is; nothing else.
    pub(super) async fn directory(&self, table: &'static str) -> Result<Session, DbError> {
        let begin = format!("BEGIN READ ONLY; SET LOCAL app.directory = '{table}'");
        Ok(Session::new(self.client().await?, begin))
    }

    /// What durability depends on, as the server has it.
    pub(super) async fn settings(&self) -> Result<Vec<(String, String)>, DbError> {
        let client = self.client().await?;
        let mut settings = Vec::new();
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            let row = client.query_one(&format!("SHOW {name}"), &[]).await;
            let row = row.map_err(|error| DbError::postgres("the settings", &error))?;
            settings.push((name.to_owned(), row.get(0)));
        }
        Ok(settings)
    }

    async fn client(&self) -> Result<deadpool_postgres::Object, DbError> {
        self.pool.get().await.map_err(|error| DbError::Unavailable(chain(&error)))
    }
}

/// One round trip begins the transaction and gives it its tenant, for this transaction only: the next user of a
/// pooled connection must not inherit it. `tenant` is the text of a UUID, so it can stand in the statement.
fn begin(access: &str, tenant: &str) -> String {
    format!("BEGIN {access}; SET LOCAL app.tenant = '{tenant}'")
}

fn pool(server: &Server) -> Result<Pool, DbError> {
    let manager = Manager::from_config(
        server.config.clone(),
        server.tls()?,
        ManagerConfig { recycling_method: RecyclingMethod::Fast },
    );
    Pool::builder(manager)
        .max_size(CONNECTIONS)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .recycle_timeout(Some(PATIENCE))
        .post_create(Hook::async_fn(|client, _| {
            Box::pin(async move { client.batch_execute(SETTINGS).await.map_err(HookError::Backend) })
        }))
        .post_recycle(Hook::async_fn(|client, metrics| {
            let plan_again = is_time_to_plan(metrics.recycle_count);
            Box::pin(async move {
                if plan_again {
                    client.batch_execute("DISCARD PLANS").await.map_err(HookError::Backend)?;
                }
                Ok(())
            })
        }))
        .build()
        .map_err(|error| DbError::Unavailable(error.to_string()))
}

/// Whether a connection that was used so often makes its plans anew. One made while a table was nearly empty takes any
/// index for as good as another, and would walk all of a practice's rows once there are thousands: the oftener a
/// connection was used, the longer its plans are good.
const fn is_time_to_plan(used: usize) -> bool {
    used >= 16 && used.is_power_of_two() || used > 0 && used.is_multiple_of(1024)
}
