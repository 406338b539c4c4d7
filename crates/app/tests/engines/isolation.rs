//! The tenants' wall (I10; security C1–C4).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::booking::{self, BookingError};
use app::db::{Engine, Url};
use app::{once, tenants};
use domain::permission::Actor;
use futures_util::StreamExt as _;
use testkit::Clinic;
use tokio_postgres::{Client, NoTls};

testkit::on_both_engines! {
    /// What is another practice's answers exactly as what doesn't exist.
    async fn a_foreign_id_answers_as_an_unknown_one(clinic) {
        let booked = clinic.book(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), &clinic.patient("petit"), None).await.unwrap();
        let held = clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T15:00"), None).await.unwrap();
        let foreign = booked.booking.appointment.id;
        let other = neighbour(clinic).await;
        let mut tx = clinic.db.write(other, clinic.clock.now()).await.unwrap();
        let unknown = tx.mint();
        let slot = clinic.slot("consultation", "martin", "2026-03-10T16:00");

        for id in [foreign, unknown] {
            assert!(matches!(booking::appointment(&mut tx, id).await, Err(BookingError::NotFound)));
            let cancelled = booking::cancel(&mut tx, &clinic.practice, id, None, &Actor::Operator).await;
            assert!(matches!(cancelled, Err(BookingError::NotFound)));
            let moved = booking::reschedule(&mut tx, &clinic.practice, id, &slot, None, &Actor::Operator).await;
            assert!(matches!(moved, Err(BookingError::NotFound)));
        }
        let stated = clinic.patient("petit");
        let confirmed = booking::confirm(&mut tx, &clinic.practice, held.id, &stated, None, &Actor::Operator).await;
        assert!(matches!(confirmed, Err(BookingError::NotFound)));
        booking::release(&mut tx, held.id, &Actor::Operator).await.unwrap();
        assert!(app::patients::details(&mut tx, booked.booking.appointment.patient).await.unwrap().is_none());
        let listed = booking::list(&mut tx, &booking::Filter::default(), None, 100).await.unwrap();
        assert!(listed.bookings.is_empty());
        tx.commit().await.unwrap();

        clinic.confirm(&held, &stated, None).await.expect("the neighbour's release released nothing here");
    }

    /// The same practitioner's name, the same hour, the same patient, the same key: nothing meets.
    async fn neighbours_never_stand_in_each_others_way(clinic) {
        let other = neighbour(clinic).await;
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let mut tx = clinic.db.write(other, clinic.clock.now()).await.unwrap();
        booking::hold(&mut tx, &clinic.practice, &slot, None, &Actor::Operator).await.unwrap();
        assert_eq!(once::begin(&mut tx, "k", [1; 32]).await.unwrap(), once::Once::First);
        tx.commit().await.unwrap();
        let mut tx = clinic.write().await;
        assert_eq!(once::begin(&mut tx, "k", [2; 32]).await.unwrap(), once::Once::First);
    }

    /// C4: tenant_id comes first in every key, and in every reference to another table.
    async fn every_key_begins_with_the_tenant(clinic) {
        let wrong = match clinic.db.engine() {
            Engine::Sqlite => sqlite_keys(clinic),
            Engine::Postgres => postgres_keys(clinic).await,
        };
        // By its short name or its number a practice is found, whoever asks.
        let known = ["tenant(slug)", "tenant(phone)"];
        let wrong: Vec<_> = wrong.iter().filter(|key| !known.contains(&key.as_str())).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

/// C2: the service's role is no owner and no superuser, sees nothing past row-level security, and has the four
/// verbs at most.
#[tokio::test(flavor = "multi_thread")]
async fn the_service_owns_nothing_and_cannot_look_past_the_wall() {
    if !testkit::postgres_wanted() {
        return;
    }
    let clinic = Clinic::open(testkit::postgres().await).await;
    let owner = connect(&clinic.url).await;
    let role = owner
        .query_one("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'allo_service'", &[])
        .await
        .unwrap();
    assert_eq!([0, 1, 2, 3].map(|column| role.get::<_, bool>(column)), [false; 4]);

    let unprotected = "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> 'migration' AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
            SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polqual IS NOT NULL
            AND p.polwithcheck IS NOT NULL))";
    assert_eq!(names(&owner, unprotected).await, Vec::<String>::new());

    let too_much =
        "SELECT DISTINCT table_name || ': ' || privilege_type FROM information_schema.role_table_grants
        WHERE grantee IN ('allo_service', 'PUBLIC') AND table_schema = 'public'
        AND (privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') OR table_name = 'migration'
             OR table_name LIKE 'audit%' AND privilege_type NOT IN ('SELECT', 'INSERT'))";
    assert_eq!(names(&owner, too_much).await, Vec::<String>::new());

    let its_own = "SELECT relname FROM pg_class WHERE relowner = 'allo_service'::regrole";
    assert_eq!(names(&owner, its_own).await, Vec::<String>::new());
    let views =
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace";
    assert_eq!(names(&owner, views).await, Vec::<String>::new());
}

/// C3: as the service, without a tenant there is nothing; with one, only its own; and a tenant set in one
/// transaction is gone in the next.
#[tokio::test(flavor = "multi_thread")]
async fn row_level_security_bites() {
    if !testkit::postgres_wanted() {
        return;
    }
    let clinic = Clinic::open(testkit::postgres().await).await;
    let other = neighbour(&clinic).await;
    clinic
        .book(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), &clinic.patient("petit"), None)
        .await
        .unwrap();
    let client = connect(&clinic.url).await;
    let count = async |table: &str| -> i64 {
        client.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
    };
    assert!(count("appointment").await > 0, "the owner of a test's server is a superuser, and sees all");
    client.batch_execute("SET ROLE allo_service").await.unwrap();
    for table in ["tenant", "patient", "appointment", "claim", "audit", "api_key", "job"] {
        assert_eq!(count(table).await, 0, "{table} without a tenant");
    }
    client
        .batch_execute(&format!("BEGIN; SELECT set_config('app.tenant', '{}', true)", clinic.tenant))
        .await
        .unwrap();
    assert_eq!(count("appointment").await, 1);
    assert_eq!(count("patient").await, 3);
    let foreign = format!("INSERT INTO resource VALUES ('{other}', 'intruder', 'room')");
    assert!(client.batch_execute(&foreign).await.is_err(), "a foreign row can't be written");
    client.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(count("appointment").await, 0, "after a rollback the tenant is gone");
    client.batch_execute(&format!("BEGIN; SELECT set_config('app.tenant', '{other}', true)")).await.unwrap();
    assert_eq!(count("appointment").await, 0, "another tenant sees none");
    client.batch_execute("COMMIT").await.unwrap();
    for forbidden in [
        "TRUNCATE claim",
        "UPDATE audit SET action = 'x'",
        "DELETE FROM audit",
        "ALTER TABLE claim DISABLE ROW LEVEL SECURITY",
        "SELECT * FROM migration",
    ] {
        assert!(client.batch_execute(forbidden).await.is_err(), "{forbidden}");
    }
}

/// C3: two practices take turns on the few connections of one pool, ten thousand times; whatever ended the turn before
/// (a commit, nothing, an error, a caller who gave up half-way, a panic), the next one is its own tenant's.
#[tokio::test(flavor = "multi_thread")]
async fn c3_no_turn_on_a_connection_sees_the_tenant_of_the_turn_before() {
    if !testkit::postgres_wanted() {
        return;
    }
    let clinic = Clinic::open(testkit::postgres().await).await;
    let (ours, theirs) = (clinic.tenant, neighbour(&clinic).await);
    let now = clinic.clock.now();
    let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
    clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
    let right = Arc::new(AtomicUsize::new(0));
    let turns = (0..10_000).map(|turn| {
        let (db, right, practice, slot) =
            (clinic.db.clone(), right.clone(), clinic.practice.clone(), slot.clone());
        let (tenant, slug) =
            if turn % 2 == 0 { (ours, "cabinet-des-lilas") } else { (theirs, "cabinet-voisin") };
        tokio::spawn(async move {
            let mut tx = db.write(tenant, now).await.unwrap();
            let seen = tenants::current(&mut tx).await.unwrap().practice.tenant.slug.to_string();
            right.fetch_add(usize::from(seen == slug), Ordering::Relaxed);
            match turn % 5 {
                0 => tx.commit().await.unwrap(),
                1 => drop(tx),
                2 => drop(booking::hold(&mut tx, &practice, &slot, None, &Actor::Operator).await),
                3 => drop(tokio::time::timeout(Duration::ZERO, tenants::current(&mut tx)).await),
                _ => panic!("in the middle of it"),
            }
        })
    });
    let ended: Vec<_> = futures_util::stream::iter(turns).buffer_unordered(16).collect().await;
    assert_eq!(right.load(Ordering::Relaxed), ended.len());
    assert_eq!(
        ended.iter().filter(|turn| turn.is_err()).count(),
        ended.len() / 5,
        "only those that were to panic"
    );
}

/// Another practice, alike but for its name and number.
async fn neighbour(clinic: &Clinic) -> domain::ids::TenantId {
    let yaml = testkit::DEMO
        .replace("slug: cabinet-des-lilas", "slug: cabinet-voisin")
        .replace("+33199001234", "+33199001299");
    let practice = domain::practice::Practice::parse(&yaml, "voisin").unwrap();
    tenants::apply(&clinic.db, &practice, clinic.clock.now(), &Actor::Operator).await.unwrap()
}

async fn connect(url: &Url) -> Client {
    let Url::Postgres(config) = url else { panic!("not PostgreSQL") };
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn names(client: &Client, sql: &str) -> Vec<String> {
    client.query(sql, &[]).await.unwrap().iter().map(|row| row.get::<_, String>(0)).collect()
}

/// Keys and references that don't begin with the tenant, as `table(columns)`.
async fn postgres_keys(clinic: &Clinic) -> Vec<String> {
    let client = connect(&clinic.url).await;
    let sql = "SELECT c.conrelid::regclass::text || '(' || a.attname || ')' FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype IN ('p', 'u', 'f', 'x') AND c.connamespace = 'public'::regnamespace
          AND c.conrelid <> 'migration'::regclass AND a.attname <> 'tenant_id'
        UNION ALL
        SELECT i.indrelid::regclass::text || '(' || a.attname || ')' FROM pg_index i
        JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = 'public'::regnamespace
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indisunique AND i.indrelid <> 'migration'::regclass AND a.attname <> 'tenant_id'
          AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)";
    names(&client, sql).await
}

fn sqlite_keys(clinic: &Clinic) -> Vec<String> {
    let Url::Sqlite(path) = &clinic.url else { panic!("not SQLite") };
    let file = rusqlite::Connection::open(path).unwrap();
    let mut statement = file
        .prepare(
            "SELECT t.name || '(' || c.name || ')' FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
             WHERE t.type = 'table' AND t.name <> 'migration' AND i.\"unique\" AND c.seqno = 0 AND c.name <> 'tenant_id'
             UNION ALL
             SELECT t.name || '(' || f.\"from\" || ')' FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
             WHERE t.type = 'table' AND f.seq = 0 AND f.\"from\" <> 'tenant_id'",
        )
        .unwrap();
    let keys = statement.query_map([], |row| row.get(0)).unwrap();
    keys.map(Result::unwrap).collect()
}
