//! A practice that the operator removes for good (S60, S64).

use app::db::{Engine, Url};
use app::sealing;
use app::tenants::{self, Removal};
use axum::http::StatusCode;
use domain::ids::{TenantId, TenantSlug};
use domain::permission::{Actor, Permission, Role};
use domain::quota::Quota;
use testkit::Clinic;

use crate::client::{Server, key, staff, staff_of};
use crate::isolation::other;

const GONE: &str = "cabinet-du-canari";

async fn remove(clinic: &Clinic) -> Removal {
    let slug: TenantSlug = GONE.parse().unwrap();
    tenants::remove(&clinic.db, &slug, clinic.clock.now()).await.unwrap().unwrap()
}

/// Every table that has a tenant, as the schema has them.
async fn tables(clinic: &Clinic) -> Vec<String> {
    match &clinic.url {
        Url::Sqlite(path) => {
            let file = rusqlite::Connection::open(path).unwrap();
            let mut found = file
                .prepare(
                    "SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c
                     WHERE t.type = 'table' AND c.name = 'tenant_id' ORDER BY 1",
                )
                .unwrap();
            let names = found.query_map([], |row| row.get(0)).unwrap();
            names.map(Result::unwrap).collect()
        }
        Url::Postgres(config) => {
            let (client, connection) = config.connect(tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            let sql = "SELECT table_name::text FROM information_schema.columns
                       WHERE column_name = 'tenant_id' AND table_schema = current_schema() ORDER BY 1";
            client.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
        }
    }
}

/// How many rows a practice has in each of them.
async fn rows(clinic: &Clinic, tables: &[String], tenant: TenantId) -> Vec<i64> {
    let id = match clinic.db.engine() {
        Engine::Sqlite => format!("x'{}'", tenant.to_string().replace('-', "")),
        Engine::Postgres => format!("'{tenant}'"),
    };
    let mut rows = Vec::new();
    for table in tables {
        rows.push(clinic.count(&format!("SELECT count(*) FROM {table} WHERE tenant_id = {id}")).await);
    }
    rows
}

testkit::on_both_engines! {
    /// Not one row is left in any table, whatever tables there are; the neighbour keeps all of theirs.
    async fn s64_no_row_of_a_removed_practice_is_left(clinic) {
        let gone = other(clinic).await.tenant;
        let mut tx = clinic.db.write(gone, clinic.clock.now()).await.unwrap();
        let quota = Quota { calls_a_month: Some(10), ..Quota::default() };
        app::usage::allow(&mut tx, quota, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        app::audit::seal_all(&clinic.db, gone, clinic.clock.now()).await.unwrap();
        let tables = tables(clinic).await;
        let before = rows(clinic, &tables, gone).await;
        let empty: Vec<_> = tables.iter().zip(&before).filter(|(_, rows)| **rows == 0).map(|(table, _)| table).collect();
        assert!(tables.len() - empty.len() >= 25, "too little is put to the proof: nothing in {empty:?}");
        let (mine, all) = (rows(clinic, &tables, clinic.tenant).await, before.iter().sum::<i64>());

        let removal = remove(clinic).await;
        let left = rows(clinic, &tables, gone).await;
        let left: Vec<_> = tables.iter().zip(left).filter(|(table, rows)| *rows > 0 && *table != "removal").collect();
        assert_eq!(left, []);
        assert_eq!(rows(clinic, &tables, clinic.tenant).await, mine);
        // The trail is chained to its end before it goes.
        assert!(removal.deleted >= all.unsigned_abs() && removal.ended_at.is_some(), "{removal:?}");
        assert!(removal.trail.0 > 0 && removal.trail.1.is_some());
        assert_eq!(clinic.count("SELECT count(*) FROM removal").await, 1);

        clinic.clock.advance(jiff::SignedDuration::from_secs(5));
        assert_eq!(remove(clinic).await, removal, "again, it changes nothing");
        assert_eq!(tenants::remove(&clinic.db, &"never-was".parse().unwrap(), clinic.clock.now()).await.unwrap(), None);
    }

    /// Nobody gets in any more, the key is forgotten in memory too, and name and number are free.
    async fn s60_nobody_gets_into_a_removed_practice(clinic) {
        let gone = other(clinic).await.tenant;
        let servers = [Server::new(clinic), Server::new(clinic)];
        let (key, owner) = (key(clinic, gone, &Permission::ALL).await, staff_of(clinic, gone, Role::Owner).await);
        let here = staff(clinic, Role::Owner).await;
        for server in &servers {
            assert_eq!(server.get("/v1/practice").key(&key).send().await.status, StatusCode::OK);
        }
        remove(clinic).await;
        for server in &servers {
            assert_eq!(server.get("/v1/practice").key(&key).send().await.code(), "unauthenticated");
            assert_eq!(server.get("/console").header("cookie", &owner).send().await.status, StatusCode::SEE_OTHER);
            assert_eq!(server.get(&format!("/t/{GONE}")).send().await.status, StatusCode::NOT_FOUND);
            assert!(server.get("/console").header("cookie", &here).send().await.status.is_success());
        }
        let mut tx = clinic.db.read(gone, clinic.clock.now()).await.unwrap();
        assert!(sealing::tenant(&mut tx).await.is_err());
        drop(tx);
        let mut again = testkit::practice();
        again.tenant.slug = GONE.parse().unwrap();
        again.tenant.phone = Some("+33199009999".parse().unwrap());
        let tenant = tenants::apply(&clinic.db, &again, clinic.clock.now(), &Actor::Operator).await.unwrap();
        assert_ne!(tenant, gone);
        assert_eq!(remove(clinic).await.tenant, tenant, "who bears the name now is meant");
    }

    /// Wherever a removal is cut off, the next one finishes it.
    async fn s60_a_removal_that_is_cut_off_is_finished(clinic) {
        let mut practice = testkit::practice();
        practice.tenant.slug = GONE.parse().unwrap();
        practice.tenant.phone = Some("+33199009999".parse().unwrap());
        let tables = tables(clinic).await;
        for micros in [0, 300, 1_000, 2_000, 3_000, 5_000, 8_000, 13_000] {
            clinic.clock.advance(jiff::SignedDuration::from_secs(1));
            let gone = tenants::apply(&clinic.db, &practice, clinic.clock.now(), &Actor::Operator).await.unwrap();
            let patience = std::time::Duration::from_micros(micros);
            drop(tokio::time::timeout(patience, remove(clinic)).await);
            let removal = remove(clinic).await;
            assert!(removal.tenant == gone && removal.ended_at.is_some(), "{removal:?}");
            let left = rows(clinic, &tables, gone).await;
            assert_eq!(left.iter().sum::<i64>(), 1, "{micros} µs: but for the row that says so");
        }
    }

    /// The trail is only ever added to, but for that.
    async fn the_trail_of_a_practice_that_stands_cannot_be_deleted(clinic) {
        for table in ["audit_checkpoint", "audit_link", "audit"] {
            app::audit::seal_all(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
            let refused = clinic.run(&format!("DELETE FROM {table}")).await;
            assert!(refused.is_err_and(|why| why.contains("only ever added to")), "{table}");
        }
    }
}
