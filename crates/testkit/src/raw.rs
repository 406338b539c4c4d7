//! The database as its owner sees it, for what a test must check or break behind the product's back.

use app::db::Url;
use rusqlite::Connection;
use tokio_postgres::{Client, Config, NoTls};

pub(crate) async fn count(url: &Url, sql: &str) -> i64 {
    match url {
        Url::Sqlite(path) => {
            let file = Connection::open(path).expect("the file opens");
            file.query_row(sql, [], |row| row.get(0)).expect(sql)
        }
        Url::Postgres(config) => connect(config).await.query_one(sql, &[]).await.expect(sql).get(0),
    }
}

/// How many others are connected. To a file nobody is connected.
pub(crate) async fn others(url: &Url) -> i64 {
    let sql =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
               AND backend_type = 'client backend'";
    match url {
        Url::Sqlite(_) => 0,
        Url::Postgres(_) => count(url, sql).await,
    }
}

pub(crate) async fn run(url: &Url, sql: &str) -> Result<(), String> {
    match url {
        Url::Sqlite(path) => {
            let file = Connection::open(path).expect("the file opens");
            file.busy_timeout(std::time::Duration::from_secs(5)).expect("a setting");
            file.execute_batch(sql).map_err(|error| error.to_string())
        }
        Url::Postgres(config) => {
            let run = connect(config).await.batch_execute(sql).await;
            run.map_err(|error| error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string))
        }
    }
}

pub(crate) fn uuid_text(url: &Url, column: &str) -> String {
    match url {
        Url::Postgres(_) => format!("{column}::text"),
        Url::Sqlite(_) => {
            let part = |from, length| format!("substr(lower(hex({column})), {from}, {length})");
            [part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12)].join(" || '-' || ")
        }
    }
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.expect("the test server answers");
    tokio::spawn(connection);
    client
}
