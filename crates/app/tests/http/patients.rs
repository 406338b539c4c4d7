//! Patients' files, at the console and over the API: found, seen, changed, merged, taken out, erased.

use app::patients::{self, Stated};
use axum::http::{Method, StatusCode};
use domain::Pii;
use domain::ids::PatientId;
use domain::permission::{Actor, Permission, Role};
use domain::practice::PatientSeed;
use serde_json::{Value, json};
use testkit::Clinic;

use crate::client::{Server, full_key, key, staff};

/// Books for somebody who isn't on file, with a number of those reserved for fiction.
async fn book(clinic: &Clinic, practitioner: &str, at: &str, name: &str, number: u32) -> PatientId {
    let slot = clinic.slot("consultation", practitioner, at);
    let confirmed = clinic.book(&slot, &clinic.stranger(name, number), None).await.unwrap();
    confirmed.booking.appointment.patient
}

/// Puts these on file, each with a number of their own from this one on.
async fn enrol(clinic: &Clinic, number: usize, files: &[(&str, &str)]) {
    let mut tx = clinic.write().await;
    for (at, (name, born)) in (number..).zip(files) {
        let seed = PatientSeed {
            id: format!("one-{at}").parse().unwrap(),
            name: Pii::new((*name).to_owned()),
            phone: Pii::new(format!("+3363998{at:04}").parse().unwrap()),
            birth_date: Some(Pii::new(born.parse().unwrap())),
            code: None,
        };
        patients::enrol(&mut tx, &seed, &Actor::Operator).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn search(server: &Server, key: &str, q: &str) -> Vec<String> {
    let found = server.post("/v1/patients/search").key(key).json(&json!({"q": q})).send().await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.text);
    let items = found.json()["items"].as_array().unwrap().clone();
    items.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

async fn file(server: &Server, key: &str, id: PatientId) -> Value {
    server.get(&format!("/v1/patients/{id}")).key(key).send().await.json()
}

testkit::on_both_engines! {
    async fn a_patient_is_found_by_whatever_is_known_of_them(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&slot, &clinic.stranger("Élodie Dupont", 1), None).await.unwrap();
        book(clinic, "martin", "2026-03-10T14:20", "Jean-Pierre Dupontel", 2).await;
        clinic.clock.advance(jiff::SignedDuration::from_secs(1));
        book(clinic, "martin", "2026-03-10T15:00", "Paul Durand", 3).await;
        for (q, found) in [
            ("dupont", &["Élodie Dupont", "Jean-Pierre Dupontel"][..]),
            ("Dupond", &["Élodie Dupont"]),
            ("ELODIE", &["Élodie Dupont"]),
            ("elodie dupon", &["Élodie Dupont"]),
            ("dupont élodie", &["Élodie Dupont"]),
            ("pierre", &["Jean-Pierre Dupontel"]),
            ("dup", &["Élodie Dupont", "Jean-Pierre Dupontel"]),
            ("elodie durand", &[]),
            ("06 39 90 00 01", &["Élodie Dupont"]),
            ("+33 6 39 90 00 03", &["Paul Durand"]),
            (booked.reference.reveal(), &["Élodie Dupont"]),
            ("000000", &[]),
            ("mme", &[]),
        ] {
            assert_eq!(search(&server, &key, q).await, found, "{q}");
        }
        let newest = search(&server, &key, "").await;
        assert_eq!((newest.len(), newest[0].as_str()), (6, "Paul Durand"), "{newest:?}");
        let page = server.post("/v1/patients/search").key(&key).json(&json!({"limit": 4})).send().await.json();
        let rest = json!({"limit": 4, "cursor": page["next"]});
        let rest = server.post("/v1/patients/search").key(&key).json(&rest).send().await.json();
        assert_eq!((page["next"].as_str(), rest["items"].as_array().unwrap().len()), (Some("4"), 2));
        assert_eq!(page["items"][0]["next_appointment"], "2026-03-10T15:00:00+01:00");
    }

    /// Joined or parted otherwise than on file, or begun as it sounds.
    async fn a_patient_is_found_by_what_was_typed_by_ear(clinic) {
        for (number, (at, name)) in [
            ("2026-03-10T14:00", "Anne Le Goff"),
            ("2026-03-10T14:20", "Yves Legoff"),
            ("2026-03-10T14:40", "Rose Fontenay"),
            ("2026-03-10T15:00", "Léon Fontenoy"),
            ("2026-03-10T15:20", "Jean La Fontaine"),
            ("2026-03-10T15:40", "Lina Fontana"),
        ].into_iter().enumerate() {
            book(clinic, "martin", at, name, u32::try_from(number).unwrap() + 1).await;
        }
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        for (q, found) in [
            ("Legoff", &["Yves Legoff", "Anne Le Goff"][..]),
            ("le goff", &["Anne Le Goff", "Yves Legoff"]),
            ("anne legoff", &["Anne Le Goff"]),
            ("fontene", &["Jean La Fontaine", "Léon Fontenoy", "Rose Fontenay"]),
            ("lafontaine", &["Jean La Fontaine"]),
            ("janne petit", &["Jeanne Petit"]),
            ("jane petit", &["Jeanne Petit"]),
            ("jeanne ptit", &["Jeanne Petit"]),
            ("luc petit", &[]),
            ("Legrand", &[]),
        ] {
            assert_eq!(search(&server, &key, q).await, found, "{q}");
        }
    }

    /// However many begin alike: whoever is heard so is found, and whoever was born then.
    async fn few_are_found_among_many_who_begin_alike(clinic) {
        enrol(clinic, 1000, &[("Zoé Fonda", "1990-01-02"); 420]).await;
        // Files are found in the order in which they were made.
        clinic.clock.advance(jiff::SignedDuration::from_secs(1));
        enrol(clinic, 2000, &[("Léon Fontenoy", "1958-06-05"), ("Zoé Fonda", "1961-04-18")]).await;
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        assert_eq!(search(&server, &key, "fontene").await, ["Léon Fontenoy"]);
        let secretary = staff(clinic, Role::Secretary).await;
        for (typed, found) in [("fonda 18/04/61", 1), ("fonda 02/01/1990", 8), ("fonda 03/01/1990", 0)] {
            let known = server.post("/console/calendar/known").at_console(&secretary).form(&[("q", typed)]);
            assert_eq!(known.send().await.text.matches("Zoé Fonda").count(), found, "{typed}");
        }
    }

    /// Whoever says their surname first is no second patient; somebody else of their number is.
    async fn first_and_last_name_the_other_way_round_are_one_patient(clinic) {
        let one = book(clinic, "martin", "2026-03-10T14:00", "Anne Le Goff", 1).await;
        for (at, name, same) in [
            ("2026-03-10T14:20", "Le Goff Anne", true),
            ("2026-03-10T14:40", "LE-GOFF anne", true),
            ("2026-03-10T15:00", "Paul Le Goff", false),
            ("2026-03-10T15:20", "Anne Goff", false),
        ] {
            assert_eq!(book(clinic, "martin", at, name, 1).await == one, same, "{name}");
        }
        let elsewhere = book(clinic, "martin", "2026-03-10T15:40", "Le Goff Anne", 2).await;
        assert_ne!(elsewhere, one, "of another number");
        assert_eq!(book(clinic, "martin", "2026-03-10T16:00", "Le Goff Anne", 2).await, elsewhere);
    }

    /// What was on file before there were words is found once they are written.
    async fn older_files_are_found_once_their_words_are_written(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        clinic.run("DELETE FROM patient_word").await.unwrap();
        clinic.run("UPDATE patient SET indexed = FALSE").await.unwrap();
        assert!(search(&server, &key, "petit").await.is_empty());
        assert_eq!(patients::index(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap(), 3);
        assert_eq!(search(&server, &key, "peti").await, ["Jeanne Petit"]);
        assert_eq!(patients::index(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap(), 0);
    }

    /// S98, S102: without `calendar.view_all` a practitioner sees who comes to them; a key sees nobody.
    async fn s102_a_practitioner_sees_the_files_of_their_own_agenda(clinic) {
        let server = Server::new(clinic);
        let own = book(clinic, "martin", "2026-03-10T14:00", "Anne Martel", 1).await;
        let foreign = book(clinic, "benali", "2026-03-10T14:30", "Anne Berger", 2).await;
        let doctor = staff(clinic, Role::Practitioner).await;
        let found = server.post("/console/patients/found").at_console(&doctor).form(&[("q", "anne")]).send().await;
        assert!(found.text.contains("Anne Martel") && !found.text.contains("Anne Berger"), "{}", found.text);
        let page = async |id: PatientId| {
            server.get(&format!("/console/patients/{id}")).header("cookie", &doctor).send().await.status
        };
        assert_eq!((page(own).await, page(foreign).await), (StatusCode::OK, StatusCode::NOT_FOUND));
        let narrow = key(clinic, clinic.tenant, &[Permission::ReadPatients]).await;
        assert!(search(&server, &narrow, "anne").await.is_empty());
        let seen = server.get(&format!("/v1/patients/{own}")).key(&narrow).send().await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
        let reader = staff(clinic, Role::ReadOnly).await;
        for path in ["/console/patients", &format!("/console/patients/{own}")] {
            let refused = server.get(path).header("cookie", &reader).send().await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(!refused.text.contains("Martel"));
        }
    }

    async fn a_file_is_changed_and_nobody_overwrites_what_they_have_not_seen(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let (id, secretary) = (clinic.patient_id("petit").await, staff(clinic, Role::Secretary).await);
        let path = format!("/console/patients/{id}");
        let form = server.get(&format!("{path}/edit")).at_console(&secretary).send().await.text;
        let (_, after) = form.split_once("name=\"version\" value=\"").unwrap();
        let version = after.split('"').next().unwrap();
        let save = |name: &'static str| {
            let fields = [
                ("version", version), ("name", name), ("phone", "06 39 98 77 77"), ("email", "J@Example.org"),
                ("birth_date", "1987-04-02"),
            ];
            server.ask(&Method::PUT, &path).at_console(&secretary).form(&fields)
        };
        let saved = save("Jeanne Legrand").send().await;
        assert_eq!(saved.status, StatusCode::NO_CONTENT, "{}", saved.text);
        assert!(saved.headers["hx-trigger"].to_str().unwrap().contains("Jeanne Legrand"), "S238: whose file");
        let late = save("Jeanne Legros").send().await;
        assert_eq!((late.status, late.code().as_str()), (StatusCode::CONFLICT, "changed"));
        let now = file(&server, &key, id).await;
        assert_eq!(
            [&now["name"], &now["phone"], &now["email"], &now["birth_date"]],
            ["Jeanne Legrand", "+33639987777", "j@example.org", "1987-04-02"]
        );
        assert_eq!(search(&server, &key, "legrand").await, ["Jeanne Legrand"]);
        assert!(search(&server, &key, "petit").await.is_empty(), "the old name finds nobody");
        // S72: digests of what is personal, before and after, and nothing of it.
        let trail = app::audit::trail(&mut clinic.read().await, domain_end(clinic), 50).await.unwrap();
        let entry = trail.iter().find(|entry| entry.action.name() == "patient.changed").unwrap();
        assert!(entry.before.digest.is_some() && entry.before.digest != entry.after.digest);
        assert!(!serde_json::to_string(&trail).unwrap().contains("Legrand"));
        let wrong = json!({"name": "Jeanne", "phone": "12"});
        let refused = server.ask(&Method::PUT, &format!("/v1/patients/{id}")).key(&key).json(&wrong).send().await;
        assert_eq!(refused.code(), "invalid_value");
    }

    /// S238: one person's two files become one; all that was the other's is the kept one's, and opens with its key.
    async fn s238_two_files_become_one(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let kept = clinic.patient_id("petit").await;
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let booked = clinic.book(&slot, &clinic.stranger("Jane Petit", 7), None).await.unwrap();
        let gone = booked.booking.appointment.patient;
        let secretary = staff(clinic, Role::Secretary).await;
        let page = server.get(&format!("/console/patients/{kept}")).header("cookie", &secretary).send().await;
        assert!(!page.text.contains(&gone.to_string()), "they don't sound the same");
        let dialog = server.get(&format!("/console/patients/{kept}/merge/{gone}")).at_console(&secretary).send().await;
        assert!(dialog.text.contains("Jeanne Petit") && dialog.text.contains("Jane Petit"), "{}", dialog.text);
        let same = [("other", kept.to_string())];
        let merge = |fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            server.post(&format!("/console/patients/{kept}/merge")).at_console(&secretary).form(&fields)
        };
        assert_eq!(merge(&same).send().await.code(), "invalid_value");
        let merged = merge(&[("other", gone.to_string())]).send().await;
        assert_eq!(merged.headers["hx-redirect"].to_str().unwrap(), format!("/console/patients/{kept}"));
        let one = app::booking::appointment(&mut clinic.read().await, booked.booking.appointment.id).await.unwrap();
        assert_eq!(one.appointment.patient, kept);
        let reference = app::booking::reference(&mut clinic.read().await, &one).await.unwrap();
        assert_eq!(reference.reveal(), booked.reference.reveal());
        assert_eq!(file(&server, &key, kept).await["merged"], json!([gone.to_string()]));
        assert_eq!(search(&server, &key, "petit").await, ["Jeanne Petit"]);
        assert!(search(&server, &key, "jane").await.is_empty());
        let nobody = patients::find(&mut clinic.read().await, &clinic.stranger("Jane Petit", 7)).await.unwrap();
        assert_eq!(nobody, None, "whoever says the old name and number is somebody new");
        assert_eq!(server.get(&format!("/v1/patients/{gone}")).key(&key).send().await.status, StatusCode::NOT_FOUND);
        let led = server.get(&format!("/console/patients/{gone}")).header("cookie", &secretary).send().await;
        assert_eq!(led.headers["location"].to_str().unwrap(), format!("/console/patients/{kept}"));
        // A page of it that is open goes there by itself; whoever sees neither file hears of neither.
        let part = format!("/console/patients/{gone}/part");
        let led = server.get(&part).at_console(&secretary).send().await;
        assert_eq!(led.headers["hx-redirect"].to_str().unwrap(), format!("/console/patients/{kept}"));
        let nowhere = format!("/console/patients/{}/part", "019abcde-0000-7000-8000-000000000000");
        assert_eq!(server.get(&nowhere).at_console(&secretary).send().await.status, StatusCode::NOT_FOUND);
        assert_eq!(merge(&[("other", gone.to_string())]).send().await.status, StatusCode::NOT_FOUND);
        // A practice's file from before doesn't undo it.
        app::tenants::apply(&clinic.db, &clinic.practice, clinic.clock.now(), &Actor::Operator).await.unwrap();
        assert_eq!(file(&server, &key, kept).await["merged"], json!([gone.to_string()]));
    }

    /// Whoever is erased is erased with all the files that theirs were.
    async fn erasing_a_file_destroys_the_keys_of_those_that_went_into_it(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let kept = book(clinic, "martin", "2026-03-10T14:00", "Lise Morel", 1).await;
        let gone = book(clinic, "martin", "2026-03-10T14:20", "Lyse Maurel", 2).await;
        let owner = staff(clinic, Role::Owner).await;
        let keys = clinic.count("SELECT count(*) FROM sealing_key").await;
        let merged = server.post(&format!("/v1/patients/{kept}/merge")).key(&key).json(&json!({"other": gone}));
        assert_eq!(merged.send().await.status, StatusCode::OK);
        assert_eq!(clinic.count("SELECT count(*) FROM sealing_key").await, keys);
        let erase = |name: &'static str| {
            server.post(&format!("/console/patients/{kept}/erase")).at_console(&owner).form(&[("name", name)])
        };
        assert_eq!(erase("Lise").send().await.code(), "invalid_value", "the whole name is to be written");
        assert_eq!(erase("lise morel").send().await.headers["hx-redirect"], "/console/patients");
        assert_eq!(clinic.count("SELECT count(*) FROM sealing_key").await, keys - 2, "theirs, both, and no other");
        assert_eq!(clinic.count("SELECT count(*) FROM patient WHERE erased_at IS NOT NULL").await, 1);
        assert!(search(&server, &key, "morel").await.is_empty());
        let words = "SELECT count(*) FROM patient_word w JOIN patient p ON p.tenant_id = w.tenant_id AND p.id = w.patient_id
                     WHERE p.erased_at IS NOT NULL OR p.merged_into IS NOT NULL";
        assert_eq!(clinic.count(words).await, 0);
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 2, "time without a name");
    }

    async fn a_new_code_opens_and_the_old_one_does_not(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let petit = clinic.patient_id("petit").await;
        let path = format!("/v1/patients/{petit}/code");
        let made = server.post(&path).key(&key).once("k1").send().await.json();
        let again = server.post(&path).key(&key).once("k1").send().await.json();
        assert_eq!(made, again, "made once for its key");
        let told = patients::Told { call: clinic.call(), name: Some(Pii::new("Jeanne Petit".into())), caller: None };
        let mut tx = clinic.write().await;
        let code = made["code"].as_str().unwrap().parse().unwrap();
        assert_eq!(patients::prove(&mut tx, &told, &code).await.unwrap(), patients::Proof::Proved(petit));
        let old = clinic.practice.patients.iter().find(|seed| seed.id.as_str() == "petit").unwrap().code.clone();
        let proof = patients::prove(&mut tx, &told, &old.unwrap()).await.unwrap();
        assert!(matches!(proof, patients::Proof::Wrong { .. }));
    }

    /// What is grave asks anew who it is, once that is some time ago; the code is on no page before.
    async fn a_code_is_shown_to_who_has_proved_lately(clinic) {
        let server = Server::new(clinic);
        let (petit, owner) = (clinic.patient_id("petit").await, staff(clinic, Role::Owner).await);
        let code = clinic.practice.patients.iter().find(|seed| seed.id.as_str() == "petit").unwrap().code.clone();
        let code = code.unwrap();
        let path = format!("/console/patients/{petit}");
        let page = server.get(&path).header("cookie", &owner).send().await;
        assert!(page.text.contains("••••••") && !page.text.contains(code.reveal()));
        let shown = server.get(&format!("{path}/code")).at_console(&owner).send().await;
        assert!(shown.text.contains(code.reveal()), "{}", shown.text);
        clinic.clock.advance(jiff::SignedDuration::from_mins(20));
        for (method, part) in [(Method::GET, "code"), (Method::POST, "code"), (Method::POST, "erase"), (Method::GET, "export")] {
            let asked = server.ask(&method, &format!("{path}/{part}")).at_console(&owner).form(&[("name", "x")]);
            let asked = asked.send().await;
            let led = asked.headers["hx-redirect"].to_str().unwrap().to_owned();
            assert!(led.starts_with("/console/prove"), "{part}: {led}");
            assert!(!asked.text.contains(code.reveal()));
        }
    }

    /// GDPR, article 15: everything on one person, and that it was taken out.
    async fn everything_on_one_person_is_taken_out(clinic) {
        let server = Server::new(clinic);
        let id = book(clinic, "martin", "2026-03-10T14:00", "Lise Morel", 1).await;
        let (owner, secretary) = (staff(clinic, Role::Owner).await, staff(clinic, Role::Secretary).await);
        let path = format!("/console/patients/{id}/export");
        let refused = server.get(&path).header("cookie", &secretary).send().await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let taken = server.get(&path).header("cookie", &owner).send().await;
        assert!(taken.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let taken = taken.json();
        assert_eq!(taken["patient"]["name"], "Lise Morel");
        assert_eq!(taken["appointments"].as_array().unwrap().len(), 1);
        assert_eq!(clinic.count("SELECT count(*) FROM audit WHERE action = 'data.exported'").await, 1);
    }

    /// The same number, or a name that sounds the same, is shown beside a file.
    async fn likely_doubles_are_shown(clinic) {
        let server = Server::new(clinic);
        let secretary = staff(clinic, Role::Secretary).await;
        let id = book(clinic, "martin", "2026-03-10T14:00", "Lise Dupont", 1).await;
        book(clinic, "martin", "2026-03-10T14:20", "Lyse Dupond", 2).await;
        book(clinic, "martin", "2026-03-10T15:00", "Tom Dupont", 1).await;
        book(clinic, "martin", "2026-03-10T15:20", "Paul Durand", 4).await;
        let page = server.get(&format!("/console/patients/{id}/part")).at_console(&secretary).send().await;
        for (name, shown) in [("Lyse Dupond", true), ("Tom Dupont", true), ("Paul Durand", false)] {
            assert_eq!(page.text.contains(name), shown, "{name}");
        }
    }
}

fn domain_end(clinic: &Clinic) -> jiff::Timestamp {
    clinic.clock.now() + jiff::SignedDuration::from_secs(1)
}

#[tokio::test]
async fn what_is_looked_for_stands_in_no_address() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let server = Server::new(&clinic);
    let secretary = staff(&clinic, Role::Secretary).await;
    let page = server.get("/console/patients?q=petit").header("cookie", &secretary).send().await;
    assert!(page.text.contains("hx-post=\"/console/patients/found\""));
    let stated = Stated { name: Pii::new("x".into()), phone: None, email: None };
    assert_eq!(patients::find(&mut clinic.read().await, &stated).await.unwrap(), None);
    let address = server.get("/console/patients/found?q=petit").at_console(&secretary).send().await;
    assert_eq!(address.status, StatusCode::METHOD_NOT_ALLOWED);
}
