//! The audit trail (I11) and erasure (I12).

use app::audit::{self, VerifyError};
use app::auth::{self, Device};
use app::booking::blocks;
use app::db::{Engine, Url};
use app::patients;
use app::sealing::SealingError;
use app::users::{self, Profile};
use domain::permission::{Actor, Role};
use domain::{Lang, Pii, Span};
use jiff::SignedDuration;
use testkit::Clinic;

testkit::on_both_engines! {
    async fn every_change_is_chained_and_verifies(clinic) {
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        clinic.book(&slot, &clinic.stranger("Ana Ruiz", 70_001), None).await.unwrap();
        let sealed = audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        // The practice, three patients of its file, the hold, a new patient, the appointment.
        assert_eq!(sealed, 7);
        assert_eq!(audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap(), 0);

        clinic.clock.advance(SignedDuration::from_secs(90));
        clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T15:00"), None).await.unwrap();
        audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        let verified = audit::verify(&mut clinic.read().await).await.unwrap();
        assert_eq!((verified.chained, verified.unchained, verified.signed), (8, 0, 8));
    }

    /// A caller who leans to another slot lets go of the one that is in its way: that is a change, too.
    async fn a_hold_that_gives_way_to_another_has_its_entry(clinic) {
        let call = Some(clinic.call());
        clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T14:20"), call).await.unwrap();
        clinic.hold(&clinic.slot("premiere", "martin", "2026-03-10T14:00"), call).await.unwrap();
        let entries = audit::trail(&mut clinic.read().await, clinic.clock.now() + SignedDuration::from_secs(1), 100).await.unwrap();
        let released = entries.iter().filter(|entry| entry.action == domain::audit::Action::Released).count();
        assert_eq!(released, 1);
        testkit::sound(&clinic.url).await;
    }

    async fn nobody_can_change_the_trail_and_whoever_manages_is_found(clinic) {
        clinic.book(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), &clinic.patient("petit"), None).await.unwrap();
        audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        for forbidden in ["UPDATE audit SET action = 'x'", "DELETE FROM audit_link", "DELETE FROM audit_checkpoint"] {
            assert!(clinic.tamper(forbidden).await.is_err(), "{forbidden}");
        }
        let document = match clinic.db.engine() {
            Engine::Sqlite => "replace(entry, 'appointment.booked', 'appointment.moved')",
            Engine::Postgres => "replace(entry::text, 'appointment.booked', 'appointment.moved')::jsonb",
        };
        clinic.tamper_by_force("audit", &format!("UPDATE audit SET entry = {document}")).await;
        let found = audit::verify(&mut clinic.read().await).await;
        assert!(matches!(found, Err(VerifyError::Broken(_))), "{found:?}");
    }

    async fn a_chain_cut_short_is_found(clinic) {
        clinic.hold(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), None).await.unwrap();
        audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        clinic.tamper_by_force("audit_link", "DELETE FROM audit_link WHERE seq = 5").await;
        let found = audit::verify(&mut clinic.read().await).await;
        assert!(matches!(found, Err(VerifyError::Broken(_))), "{found:?}");
    }

    /// Names, numbers, codes and words are nowhere in clear, in the trail least of all.
    async fn nothing_personal_is_stored_in_clear(clinic) {
        let call = Some(clinic.call());
        let who = clinic.stranger("Zénobie Canari", 71_234);
        let booked = clinic.book(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), &who, call).await.unwrap();
        let mut tx = clinic.write().await;
        let note = app::booking::Note {
            call, name: Some(who.name.clone()), phone: who.phone.clone(),
            text: Some(Pii::new("mon chien Canari a mangé la lettre bleue".into())),
            ..app::booking::Note::of(domain::request::Kind::Message)
        };
        let left = app::booking::leave(&mut tx, &note, &Actor::Operator).await.unwrap();
        let remark = Pii::new("Zénobie Canari ne répond pas".to_owned());
        app::booking::remark(&mut tx, left, &remark, &Actor::Operator).await.unwrap();
        let hour = Span::of_minutes(clinic.at("2026-03-12T14:00"), 60).unwrap();
        let why = Some(Pii::new("chez Canari".to_owned()));
        blocks::block(&mut tx, &clinic.practice, &"martin".parse().unwrap(), hour, why, &Actor::Operator).await.unwrap();
        let member = Profile {
            name: Pii::new("Zénobie Canari".to_owned()),
            email: Pii::new("zenobie@canari.example".to_owned()),
            practitioner: None,
            lang: Lang::Fr,
        };
        let member = users::invite(&mut tx, &member, Role::Secretary, &Actor::Operator).await.unwrap();
        let session = auth::begin(&mut tx, member, &Device::default()).await.unwrap();
        app::once::begin(&mut tx, "k", [0; 32]).await.unwrap();
        app::once::end(&mut tx, "k", "{\"name\": \"Zénobie Canari\"}", None).await.unwrap();
        tx.commit().await.unwrap();
        let dump = clinic.everything().await;
        let secrets = ["Canari", "canari", "33639971234", "39971234", "Petit", "482173", "lettre bleue"];
        for secret in secrets.into_iter().chain([booked.reference.reveal(), session.reveal()]) {
            assert!(!dump.contains(secret), "{secret} is stored in clear");
        }
        assert!(dump.contains("consultation"), "the dump shows what is not personal");
    }

    async fn an_erased_person_is_gone_and_the_trail_still_verifies(clinic) {
        let booked = clinic.book(&clinic.slot("consultation", "martin", "2026-03-10T14:00"), &clinic.patient("petit"), None).await.unwrap();
        let id = booked.booking.appointment.patient;
        let mut tx = clinic.write().await;
        assert!(patients::erase(&mut tx, id, &Actor::Operator).await.unwrap());
        assert!(!patients::erase(&mut tx, id, &Actor::Operator).await.unwrap());
        tx.commit().await.unwrap();
        let mut tx = clinic.read().await;
        assert!(patients::details(&mut tx, id).await.unwrap().is_none());
        assert!(patients::find(&mut tx, &clinic.patient("petit")).await.unwrap().is_none());
        assert!(matches!(app::sealing::person(&mut tx, id.uuid()).await, Err(SealingError::Erased)));
        assert!(app::booking::appointment(&mut tx, booked.booking.appointment.id).await.is_ok());
        audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        audit::verify(&mut clinic.read().await).await.unwrap();
    }
}

/// What only somebody with the database's own password could do.
pub(crate) trait Tamper {
    async fn tamper(&self, sql: &str) -> Result<(), String>;
    async fn tamper_by_force(&self, table: &str, sql: &str);
    async fn everything(&self) -> String;
}

impl Tamper for Clinic {
    async fn tamper(&self, sql: &str) -> Result<(), String> {
        self.run(sql).await
    }

    async fn tamper_by_force(&self, table: &str, sql: &str) {
        match self.db.engine() {
            Engine::Sqlite => {
                self.run(&format!("DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete; PRAGMA foreign_keys = OFF; {sql}")).await
            }
            Engine::Postgres => self.run(&format!("SET session_replication_role = replica; {sql}")).await,
        }
        .unwrap();
    }

    /// Every value of every row, as text.
    async fn everything(&self) -> String {
        match &self.url {
            Url::Sqlite(path) => {
                let file = rusqlite::Connection::open(path).unwrap();
                let mut tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
                let names: Vec<String> =
                    tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
                let mut dump = Vec::new();
                for name in names {
                    let mut rows = file.prepare(&format!("SELECT * FROM {name}")).unwrap();
                    let columns = rows.column_count();
                    let mut rows = rows.query([]).unwrap();
                    while let Some(row) = rows.next().unwrap() {
                        for column in 0..columns {
                            match row.get_ref(column).unwrap() {
                                rusqlite::types::ValueRef::Text(bytes)
                                | rusqlite::types::ValueRef::Blob(bytes) => dump.extend_from_slice(bytes),
                                other => dump.extend_from_slice(format!("{other:?}").as_bytes()),
                            }
                            dump.push(b'\n');
                        }
                    }
                }
                String::from_utf8_lossy(&dump).into_owned()
            }
            Url::Postgres(config) => {
                let (client, connection) = config.connect(tokio_postgres::NoTls).await.unwrap();
                tokio::spawn(connection);
                let tables = client
                    .query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", &[])
                    .await
                    .unwrap();
                let mut dump = String::new();
                for table in tables {
                    let name: String = table.get(0);
                    // Bytes as escaped text, so that a name in clear would be readable.
                    client.batch_execute("SET bytea_output = 'escape'").await.unwrap();
                    for row in client.query(&format!("SELECT t::text FROM {name} t"), &[]).await.unwrap() {
                        dump.push_str(row.get(0));
                        dump.push('\n');
                    }
                }
                dump
            }
        }
    }
}
