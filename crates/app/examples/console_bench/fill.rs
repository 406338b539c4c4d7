//! A practice that has been there for a while: 20,000 patients, 100,000 appointments, 10,000 calls.

use std::error::Error;

use app::db::{Db, Url};
use app::patients;
use domain::Pii;
use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::{PatientSeed, Practice};
use jiff::Timestamp;
use jiff::civil::date;
use tokio_postgres::{Client, NoTls};

const PATIENTS: usize = 20_000;
const PRACTITIONERS: usize = 20;

const FIRST: [&str; 40] = [
    "Marie",
    "Jean",
    "Philippe",
    "Nathalie",
    "Michel",
    "Isabelle",
    "Alain",
    "Sylvie",
    "Patrick",
    "Catherine",
    "Nicolas",
    "Martine",
    "Christophe",
    "Christine",
    "Pierre",
    "Françoise",
    "Christian",
    "Valérie",
    "Éric",
    "Sandrine",
    "Frédéric",
    "Stéphanie",
    "Laurent",
    "Véronique",
    "Stéphane",
    "Sophie",
    "David",
    "Céline",
    "Pascal",
    "Chantal",
    "Daniel",
    "Léa",
    "Thomas",
    "Emma",
    "Lucas",
    "Camille",
    "Inès",
    "Mohamed",
    "Yasmine",
    "Jean-Pierre",
];

const LAST: [&str; 60] = [
    "Martin",
    "Bernard",
    "Thomas",
    "Petit",
    "Robert",
    "Richard",
    "Durand",
    "Dubois",
    "Moreau",
    "Laurent",
    "Simon",
    "Michel",
    "Lefèvre",
    "Leroy",
    "Roux",
    "David",
    "Bertrand",
    "Morel",
    "Fournier",
    "Girard",
    "Bonnet",
    "Dupont",
    "Lambert",
    "Fontaine",
    "Rousseau",
    "Vincent",
    "Müller",
    "Lefebvre",
    "Faure",
    "André",
    "Mercier",
    "Blanc",
    "Guérin",
    "Boyer",
    "Garnier",
    "Chevalier",
    "François",
    "Legrand",
    "Gauthier",
    "Garcia",
    "Perrin",
    "Robin",
    "Clément",
    "Morin",
    "Nicolas",
    "Henry",
    "Roussel",
    "Mathieu",
    "Gautier",
    "Masson",
    "Marchand",
    "Duval",
    "Denis",
    "Dumont",
    "Marie",
    "Lemaire",
    "Noël",
    "Meyer",
    "Nguyen",
    "Haddad",
];

/// What was made.
pub(crate) struct Ids {
    pub(crate) patients: Vec<String>,
    pub(crate) calls: Vec<String>,
}

/// Twenty who work all week.
pub(crate) fn practice() -> Result<Practice, String> {
    let week =
        ["mon", "tue", "wed", "thu", "fri", "sat"].map(|day| format!("{day}: [\"08:00-18:00\"]")).join(", ");
    let ids: Vec<_> = (0..PRACTITIONERS).map(|n| format!("p{n}")).collect();
    let person = |id: &String| format!("- {{id: {id}, name: Docteur {id}, hours: {{{week}}}}}\n");
    let yaml = format!(
        "tenant: {{slug: bench, name: Bench, locale: fr-FR, languages: [fr], timezone: Europe/Paris}}\npractitioners:\n{}\
         services:\n- {{id: consultation, name: {{fr: Consultation}}, minutes: 20, step_min: 20, by: [{}]}}\n",
        ids.iter().map(person).collect::<String>(),
        ids.join(", ")
    );
    Practice::parse(&yaml, "bench").map_err(|problems| format!("{problems:?}"))
}

/// Fills the practice.
pub(crate) async fn fill(
    url: &Url,
    db: &Db,
    tenant: TenantId,
    now: Timestamp,
) -> Result<Ids, Box<dyn Error>> {
    let mut ids = Ids { patients: Vec::with_capacity(PATIENTS), calls: Vec::new() };
    for chunk in (0..PATIENTS).collect::<Vec<_>>().chunks(500) {
        let mut tx = db.write(tenant, now).await?;
        for n in chunk {
            ids.patients.push(patients::enrol(&mut tx, &seed(*n)?, &Actor::Operator).await?.to_string());
        }
        tx.commit().await?;
    }
    match url {
        Url::Sqlite(path) => {
            let file = rusqlite::Connection::open(path)?;
            let tenant: String = tenant.uuid().simple().to_string();
            file.execute_batch(&SQLITE.replace("{tenant}", &format!("x'{tenant}'")))?;
            let mut calls = file.prepare("SELECT lower(hex(id)) FROM call LIMIT 500")?;
            ids.calls = calls.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        }
        Url::Postgres(_) => {
            let client = connect(url).await?;
            client.batch_execute(&POSTGRES.replace("{tenant}", &tenant.to_string())).await?;
            client.batch_execute("VACUUM ANALYZE").await?;
            let calls = client.query("SELECT id::text FROM call LIMIT 500", &[]).await?;
            ids.calls = calls.iter().map(|row| row.get(0)).collect();
        }
    }
    Ok(ids)
}

/// How much room what patients are found by takes.
pub(crate) async fn sizes(url: &Url) -> Result<String, Box<dyn Error>> {
    let (words, bytes): (i64, i64) = match url {
        Url::Sqlite(path) => {
            let file = rusqlite::Connection::open(path)?;
            let words = file.query_row("SELECT count(*) FROM patient_word", [], |row| row.get(0))?;
            let pages = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE 'patient_word%'";
            (words, file.query_row(pages, [], |row| row.get(0)).unwrap_or_default())
        }
        Url::Postgres(_) => {
            let sql = "SELECT (SELECT count(*) FROM patient_word), pg_total_relation_size('patient_word')";
            let row = connect(url).await?.query_one(sql, &[]).await?;
            (row.get(0), row.get(1))
        }
    };
    Ok(format!("{words} words of {PATIENTS} names, {} KiB", bytes / 1_024))
}

async fn connect(url: &Url) -> Result<Client, Box<dyn Error>> {
    let Url::Postgres(server) = url else { return Err("not PostgreSQL".into()) };
    let (client, connection) = server.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

fn seed(n: usize) -> Result<PatientSeed, Box<dyn Error>> {
    // Both lists are gone through at their own pace, so that names meet as they do in life, some more often.
    let (first, last) = (FIRST[n * n % FIRST.len()], LAST[(n * 7 + n / 60) % LAST.len()]);
    let second =
        if n.is_multiple_of(5) { format!("-{}", LAST[(n * 11 + 3) % LAST.len()]) } else { String::new() };
    let (year, month, day) = (1930 + n * 13 % 95, 1 + n % 12, 1 + n % 28);
    Ok(PatientSeed {
        id: format!("patient-{n}").parse()?,
        name: Pii::new(format!("{first} {last}{second}")),
        phone: Pii::new(format!("+33639{n:06}").parse()?),
        birth_date: Some(Pii::new(date(year.try_into()?, month.try_into()?, day.try_into()?))),
        code: None,
    })
}

const SQLITE: &str = "
    BEGIN;
    CREATE TEMP TABLE numbered AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM patient WHERE tenant_id = {tenant};
    CREATE INDEX temp.by_n ON numbered (n);
    CREATE TEMP TABLE booked AS
        WITH RECURSIVE i (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM i WHERE i < 99999)
        SELECT i, randomblob(16) AS id, randomblob(16) AS grp, 'p' || (i % 20) AS who, (i * 7919) % 20000 AS n,
               1773039600000000 + ((i / 20) / 30 - 83) * 86400000000 + ((i / 20) % 30) * 1200000000 AS starts
        FROM i;
    INSERT INTO appointment (tenant_id, id, group_id, patient_id, service_id, resource_id, starts, ends, status, revision,
                             reference, reference_mac, created_at, changed_at)
    SELECT {tenant}, b.id, b.grp, p.id, 'consultation', b.who, b.starts, b.starts + 1200000000,
           iif(b.starts < 1773043200000000, 'fulfilled', 'booked'), 1, x'', randomblob(32), b.starts, b.starts
    FROM booked b JOIN numbered p ON p.n = b.n;
    INSERT INTO claim (tenant_id, id, group_id, resource_id, lane, kind, starts, ends, guard_start, guard_end, active)
    SELECT {tenant}, randomblob(16), grp, who, 0, 'appointment', starts, starts + 1200000000, starts,
           starts + 1200000000, 1
    FROM booked;
    INSERT INTO call (tenant_id, id, channel, lang, started_at, ended_at, outcome)
    SELECT {tenant}, id, 'talk', 'fr', 1773043200000000 - i * 60000000, 1773043200000000 - i * 60000000 + 90000000,
           iif(i % 3 = 0, 'booked', 'information')
    FROM booked WHERE i < 10000;
    COMMIT;
";

const POSTGRES: &str = "
    CREATE TEMP TABLE numbered AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM patient WHERE tenant_id = '{tenant}';
    CREATE TEMP TABLE booked AS
        SELECT i, gen_random_uuid() AS id, gen_random_uuid() AS grp, 'p' || (i % 20) AS who, (i::bigint * 7919) % 20000 AS n,
               timestamptz '2026-03-09 07:00Z' + ((i / 20) / 30 - 83) * interval '1 day'
                   + ((i / 20) % 30) * interval '20 min' AS starts
        FROM generate_series(0, 99999) i;
    INSERT INTO appointment (tenant_id, id, group_id, patient_id, service_id, resource_id, starts, ends, status, revision,
                             reference, reference_mac, created_at, changed_at)
    SELECT '{tenant}', b.id, b.grp, p.id, 'consultation', b.who, b.starts, b.starts + interval '20 min',
           CASE WHEN b.starts < '2026-03-09 08:00Z' THEN 'fulfilled' ELSE 'booked' END, 1, '', sha256(b.id::text::bytea),
           b.starts, b.starts
    FROM booked b JOIN numbered p USING (n);
    INSERT INTO claim (tenant_id, id, group_id, resource_id, lane, kind, starts, ends, guard_start, guard_end, active)
    SELECT '{tenant}', gen_random_uuid(), grp, who, 0, 'appointment', starts, starts + interval '20 min', starts,
           starts + interval '20 min', TRUE
    FROM booked;
    INSERT INTO call (tenant_id, id, channel, lang, started_at, ended_at, outcome)
    SELECT '{tenant}', id, 'talk', 'fr', timestamptz '2026-03-09 08:00Z' - i * interval '1 min',
           timestamptz '2026-03-09 08:00Z' - i * interval '1 min' + interval '90 s',
           CASE WHEN i % 3 = 0 THEN 'booked' ELSE 'information' END
    FROM booked WHERE i < 10000;
";
