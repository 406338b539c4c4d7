//! Throw-away databases, migrated and empty.

use std::sync::atomic::{AtomicU32, Ordering};

use app::clock::Clock;
use app::db::{Db, Url};
use app::random::Dice;
use app::sealing::Keyring;
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell};
use tokio_postgres::config::Host;
use tokio_postgres::{Config, NoTls};

use crate::server;

/// A database of one test. It goes when this is dropped (PostgreSQL's go with their server).
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// A clock that stands at 9 March 2026, a Monday, 9:00 in Paris.
    pub clock: Clock,
    /// Where the database is.
    pub url: Url,
    home: Option<TempDir>,
}

/// The installation's secret of every test.
pub const SECRET: [u8; 32] = [42; 32];

static NAMES: AtomicU32 = AtomicU32::new(0);

/// A private SQLite file.
///
/// # Panics
/// When there is no room for it.
pub async fn sqlite() -> TestDb {
    let home = tempfile::tempdir().expect("a temporary directory");
    let url = Url::Sqlite(home.path().join("allo.db"));
    open(url, Some(home)).await
}

/// Whether tests are to run on PostgreSQL: unless `ALLO_TEST_ENGINES=sqlite`.
pub fn postgres_wanted() -> bool {
    std::env::var("ALLO_TEST_ENGINES").map_or(true, |engines| engines.contains("postgres"))
}

/// A private PostgreSQL database, on the server of this test process or on the one in `ALLO_TEST_POSTGRES`.
///
/// # Panics
/// When there is no server, with what to do about it.
pub async fn postgres() -> TestDb {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    static CREATING: Mutex<()> = Mutex::const_new(());
    let admin = server::config();
    let template = TEMPLATE.get_or_init(|| migrated_template(admin)).await;
    let name = format!("t_{}_{}", std::process::id(), NAMES.fetch_add(1, Ordering::Relaxed));
    {
        let _one_at_a_time = CREATING.lock().await;
        run(admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    }
    let mut config = admin.clone();
    config.dbname(&name);
    open(Url::Postgres(Box::new(config.into())), None).await
}

impl TestDb {
    /// Where it is, as text for another process.
    pub fn address(&self) -> String {
        address(&self.url)
    }

    /// Closes it; what goes with the file is the caller's now.
    pub(crate) fn close(self) -> Option<TempDir> {
        self.home
    }
}

pub(crate) async fn open(url: Url, home: Option<TempDir>) -> TestDb {
    let start: Timestamp = "2026-03-09T08:00:00Z".parse().expect("an instant");
    let db = Db::open(&url, Keyring::new(&SECRET), Dice::system()).await.expect("the database opens");
    TestDb { db, clock: Clock::standing(start), url, home }
}

/// A database's address as text, for another process.
pub(crate) fn address(url: &Url) -> String {
    match url {
        Url::Sqlite(path) => format!("sqlite:{}", path.display()),
        Url::Postgres(server) => {
            let host = match server.get_hosts().first() {
                Some(Host::Unix(path)) => path.display().to_string().replace('/', "%2F"),
                Some(Host::Tcp(name)) => name.clone(),
                None => "localhost".into(),
            };
            let (user, name) = (server.get_user().unwrap_or("postgres"), server.get_dbname().unwrap_or(""));
            let port = server.get_ports().first().copied().unwrap_or(5432);
            format!("postgres://{user}@{host}:{port}/{name}")
        }
    }
}

async fn migrated_template(admin: &Config) -> String {
    let name = format!("template_{}", std::process::id());
    run(admin, &format!("CREATE DATABASE {name}")).await;
    let mut config = admin.clone();
    config.dbname(&name);
    app::db::migrate(&Url::Postgres(Box::new(config.into()))).await.expect("the migrations run");
    name
}

async fn run(admin: &Config, sql: &str) {
    let (client, connection) = admin.connect(NoTls).await.expect("the test server answers");
    let driver = tokio::spawn(connection);
    client.batch_execute(sql).await.expect(sql);
    drop(client);
    driver.await.expect("the connection ends").expect("cleanly");
}
