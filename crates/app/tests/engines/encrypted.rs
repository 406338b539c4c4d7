//! The way to PostgreSQL, encrypted as its address asks, and refused when the server isn't who it should be.

use app::db::{Db, DbError, Url};
use app::random::Dice;
use app::sealing::Keyring;

/// What came of opening this address.
async fn open(address: &str) -> Result<Db, DbError> {
    Db::open(&address.parse::<Url>().unwrap(), Keyring::new(&[7; 32]), Dice::system()).await
}

/// Whether the server has any encrypted connection of a client's; asked over a plain one.
async fn any_encrypted(address: &str) -> bool {
    let config: tokio_postgres::Config = address.parse().unwrap();
    let (client, connection) = config.connect(tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let sql = "SELECT coalesce(bool_or(s.ssl), false) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)
               WHERE a.backend_type = 'client backend'";
    client.query_one(sql, &[]).await.unwrap().get(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_to_the_server_is_protected_as_asked() {
    if !testkit::postgres_wanted() {
        return;
    }
    let server = testkit::encrypted_postgres();
    let (port, root, stranger) = (server.port, server.root.display(), server.stranger.display());
    let at = |host: &str, query: &str| format!("postgres://postgres@{host}:{port}/postgres?{query}");
    for (query, encrypted) in [
        ("sslmode=disable".to_owned(), false),
        ("sslmode=prefer".to_owned(), true),
        ("sslmode=require".to_owned(), true),
        (format!("sslmode=require&sslrootcert={root}"), true),
        (format!("sslmode=verify-full&sslrootcert={root}"), true),
    ] {
        let db = open(&at("localhost", &query)).await.unwrap_or_else(|error| panic!("{query}: {error}"));
        db.tenants().await.unwrap();
        assert_eq!(any_encrypted(&at("localhost", "sslmode=disable")).await, encrypted, "{query}");
    }
    for (host, query, why) in [
        ("localhost", format!("sslmode=verify-full&sslrootcert={stranger}"), "UnknownIssuer"),
        ("localhost", format!("sslmode=require&sslrootcert={stranger}"), "UnknownIssuer"),
        // Not signed by the system's roots, where it has any.
        ("localhost", "sslmode=verify-full".to_owned(), "certificate"),
        ("127.0.0.1", format!("sslmode=verify-full&sslrootcert={root}"), "certificate not valid for name"),
        ("localhost", "sslmode=verify-full&sslrootcert=/nowhere/root.pem".to_owned(), "/nowhere/root.pem"),
    ] {
        let Err(error) = open(&at(host, &query)).await else { panic!("{host} {query} was believed") };
        assert!(error.to_string().contains(why), "{host} {query}: {error}");
        assert!(matches!(error, DbError::Tls(_) | DbError::Unavailable(_)), "{error:?}");
    }
}
