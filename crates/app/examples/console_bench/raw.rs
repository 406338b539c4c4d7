//! The database as its owner sees it: what lies in it, and what no operation makes.

use app::db::Url;
use tokio_postgres::{Client, NoTls};

use crate::fill::Outcome;

/// An id as it is written, of sixteen bytes.
const UUID: &str =
    "lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-'
    || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21))";

/// Runs statements.
pub(crate) async fn run(url: &Url, sql: &str) -> Outcome<()> {
    match url {
        Url::Sqlite(path) => Ok(rusqlite::Connection::open(path)?.execute_batch(sql)?),
        Url::Postgres(_) => Ok(connect(url).await?.batch_execute(sql).await?),
    }
}

/// The texts that a query finds; it says for each engine how.
pub(crate) async fn texts(url: &Url, sql: &str) -> Outcome<Vec<String>> {
    match url {
        Url::Sqlite(path) => {
            let file = rusqlite::Connection::open(path)?;
            let mut asked = file.prepare(&sql.replace("{id}", UUID).replace("{random}", "random()"))?;
            Ok(asked.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        }
        Url::Postgres(_) => {
            let sql = sql.replace("{id}", "id::text").replace("{random}", "random()");
            Ok(connect(url).await?.query(&sql, &[]).await?.iter().map(|row| row.get(0)).collect())
        }
    }
}

/// PostgreSQL counts its rows by itself, some time after so many were written.
pub(crate) async fn settled(url: &Url) -> Outcome<()> {
    match url {
        Url::Sqlite(_) => Ok(()),
        Url::Postgres(_) => run(url, "VACUUM ANALYZE").await,
    }
}

/// How much room what patients are found by takes.
pub(crate) async fn sizes(url: &Url) -> Outcome<String> {
    let sql = match url {
        Url::Sqlite(_) => {
            "SELECT count(*) || ' words, ' || (SELECT coalesce(sum(pgsize), 0) / 1024 FROM dbstat
                 WHERE name LIKE 'patient_word%') || ' KiB' FROM patient_word"
        }
        Url::Postgres(_) => {
            "SELECT count(*) || ' words, ' || pg_total_relation_size('patient_word') / 1024 || ' KiB' FROM patient_word"
        }
    };
    let counts = "SELECT (SELECT count(*) FROM patient) || ' patients, ' || (SELECT count(*) FROM appointment) || ' appointments, '
        || (SELECT count(*) FROM call) || ' calls, ' || (SELECT count(*) FROM request) || ' requests, '
        || (SELECT count(*) FROM message) || ' messages, ' || (SELECT count(*) FROM audit) || ' entries of the trail'";
    let [words, counts] = [texts(url, sql).await?, texts(url, counts).await?].map(|rows| rows.join(""));
    Ok(format!("{counts}; {words}"))
}

async fn connect(url: &Url) -> Outcome<Client> {
    let Url::Postgres(server) = url else { return Err("not PostgreSQL".into()) };
    let (client, connection) = server.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
