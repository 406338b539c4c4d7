//! The calendar worked by hand, at the console and by programs.

use std::time::Instant;

use axum::http::{Method, StatusCode};
use domain::permission::{Permission, Role};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Clinic;

use crate::booked::{NGUYEN, booked, consultation, petit};
use crate::client::{Answer, Server, full_key, key, staff};

const NOON: &str = "2026-03-10";

async fn book(server: &Server, key: &str, start: &str) -> Value {
    booked(server, key, &petit(start)).await
}

fn path(appointment: &Value) -> String {
    format!("/console/calendar/appointments/{}", appointment["id"].as_str().unwrap())
}

/// What a member sends from a form.
async fn send(server: &Server, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    server.post(path).at_console(who).form(fields).send().await
}

async fn see(server: &Server, who: &str, path: &str) -> Answer {
    server.get(path).at_console(who).send().await
}

const THERE: [(&str, &str); 3] = [("who", "martin"), ("date", NOON), ("time", "15:00")];

fn moved(revision: &str) -> Vec<(&str, &str)> {
    [&THERE[..], &[("revision", revision)]].concat()
}

testkit::on_both_engines! {
    /// Two members have the same appointment open; whoever is second hears that it changed, and nothing is lost.
    async fn no_change_by_hand_is_lost(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let (one, other) = (staff(clinic, Role::Secretary).await, staff(clinic, Role::Owner).await);
        let path = path(&book(&server, &key, "2026-03-10T14:00:00+01:00").await);
        for who in [&one, &other] {
            let dialog = see(&server, who, &path).await;
            assert!(dialog.text.contains("Jeanne Petit") && dialog.text.contains("name=\"revision\" value=\"1\""), "{}", dialog.text);
        }
        let first = send(&server, &one, &format!("{path}/move"), &moved("1")).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text);
        assert!(first.headers["hx-trigger"].to_str().unwrap().contains("close-dialog"));
        for (what, fields) in [
            ("move", [&[("who", "martin"), ("date", NOON), ("time", "16:00")][..], &[("revision", "1")]].concat()),
            ("cancel", vec![("revision", "1")]),
            ("status", vec![("revision", "1"), ("status", "arrived")]),
        ] {
            let late = send(&server, &other, &format!("{path}/{what}"), &fields).await;
            assert_eq!((late.status, late.code().as_str()), (StatusCode::CONFLICT, "changed"), "{what}");
        }
        let now = see(&server, &other, &path).await;
        assert!(now.text.contains("15\u{a0}h") && now.text.contains("name=\"revision\" value=\"2\""), "{}", now.text);
        assert_eq!(send(&server, &other, &format!("{path}/cancel"), &[("revision", "2")]).await.status, StatusCode::OK);
        testkit::sound(&clinic.url).await;
    }

    /// S72: what was done to an appointment, by whom.
    async fn s72_an_appointment_tells_its_history(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let secretary = staff(clinic, Role::Secretary).await;
        let booked = book(&server, &key, "2026-03-10T14:00:00+01:00").await;
        let path = path(&booked);
        clinic.clock.advance(SignedDuration::from_secs(60));
        send(&server, &secretary, &format!("{path}/move"), &moved("1")).await;
        let at = see(&server, &secretary, &path).await;
        assert!(at.text.contains("Déplacé") && at.text.contains("Membre 0") && at.text.contains("Un logiciel du cabinet"), "{}", at.text);
        let told = server.get(&format!("/v1/appointments/{}/history", booked["id"].as_str().unwrap())).key(&key).send().await;
        let items = told.json()["items"].as_array().unwrap().clone();
        let actions: Vec<_> = items.iter().map(|one| one["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["appointment.moved", "appointment.booked"]);
        assert_eq!(items[0]["before"]["start"], "2026-03-10T14:00:00+01:00");
        assert_eq!(items[0]["after"]["start"], "2026-03-10T15:00:00+01:00");
        assert!(!told.text.contains("Jeanne"), "nothing personal");
    }

    /// S98 to S102, at the console: what each role may see and do.
    async fn s98_to_s102_each_role_works_what_it_sees(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let with_martin = path(&book(&server, &key, "2026-03-10T14:00:00+01:00").await);
        let with_benali = consultation("benali", "2026-03-10T14:10:00+01:00", NGUYEN);
        let with_benali = path(&booked(&server, &key, &with_benali).await);
        let [owner, secretary, practitioner, reader] = [
            staff(clinic, Role::Owner).await,
            staff(clinic, Role::Secretary).await,
            staff(clinic, Role::Practitioner).await,
            staff(clinic, Role::ReadOnly).await,
        ];
        let day = format!("/console/calendar?date={NOON}");
        for (who, all) in [(&owner, true), (&secretary, true), (&practitioner, false), (&reader, true)] {
            let page = see(&server, who, &day).await;
            assert!(page.text.contains("Jeanne Petit"), "{}", page.text);
            assert_eq!(page.text.contains("Paul Nguyen"), all);
            assert_eq!(see(&server, who, &with_benali).await.status == StatusCode::OK, all, "S102");
        }
        let foreign = send(&server, &practitioner, &format!("{with_benali}/cancel"), &[("revision", "1")]).await;
        assert_eq!(foreign.code(), "not_found", "S102: nobody cancels what they don't see");
        let elsewhere = [&[("who", "benali"), ("date", NOON), ("time", "15:10")][..], &[("revision", "1")]].concat();
        let given = send(&server, &practitioner, &format!("{with_martin}/move"), &elsewhere).await;
        assert_eq!(given.code(), "forbidden", "S102: nor moves into an agenda that isn't theirs");
        let contact = see(&server, &reader, &with_martin).await;
        assert!(!contact.text.contains("06 39 98 10 01"), "a number is the patient's file's");
        for what in ["move", "cancel", "status"] {
            let fields = match what {
                "move" => moved("1"),
                "cancel" => vec![("revision", "1")],
                _ => vec![("revision", "1"), ("status", "arrived")],
            };
            let denied = send(&server, &reader, &format!("{with_martin}/{what}"), &fields).await;
            assert_eq!(denied.code(), "forbidden", "S99, S100: {what}");
        }
        assert_eq!(send(&server, &practitioner, &format!("{with_martin}/cancel"), &[("revision", "1")]).await.status, StatusCode::OK);
    }

    /// S102: a key has no agenda of its own. It books without seeing; to read, to move and to cancel it must see.
    async fn s102_a_key_sees_all_agendas_or_none(clinic) {
        let (server, full) = (Server::new(clinic), full_key(clinic).await);
        let blind = key(clinic, clinic.tenant, &[Permission::Read, Permission::Write, Permission::Delete]).await;
        let booked = book(&server, &blind, "2026-03-10T14:00:00+01:00").await;
        let path = format!("/v1/appointments/{}", booked["id"].as_str().unwrap());
        assert_eq!(server.get(&path).key(&blind).send().await.status, StatusCode::NOT_FOUND);
        assert_eq!(server.get(&path).key(&full).send().await.status, StatusCode::OK);
        let listed = async |key: &str| {
            let page = server.get("/v1/appointments").key(key).send().await.json();
            page["items"].as_array().unwrap().len()
        };
        assert_eq!((listed(&blind).await, listed(&full).await), (0, 1));
        assert_eq!(server.post(&format!("{path}/cancel")).key(&blind).send().await.status, StatusCode::NOT_FOUND);
        let block = json!({"practitioner": "martin", "start": "2026-03-10T16:00:00+01:00", "end": "2026-03-10T17:00:00+01:00"});
        let refused = server.post("/v1/blocks").key(&blind).json(&block).send().await;
        assert_eq!(refused.code(), "forbidden", "{}", refused.text);
    }

    /// From the form: what is free is booked once, however often it is sent; what isn't only by saying so.
    async fn an_appointment_is_written_in_by_hand(clinic) {
        let (server, secretary) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        let send = async |once: u8, time: &str, more: &[(&str, &str)]| {
            let once = format!("{once:032x}");
            let all = [("once", once.as_str()), ("service", "consultation"), ("who", "martin"), ("date", NOON),
                ("time", time), ("name", "Ana Ruiz"), ("phone", "06 39 98 77 01"), ("email", "")];
            send(&server, &secretary, "/console/calendar/new", &[&all[..], more].concat()).await
        };
        for _ in 0..2 {
            let made = send(1, "14:00", &[]).await;
            assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        }
        assert_eq!(clinic.count("SELECT count(*) FROM appointment").await, 1, "sent twice, booked once");
        assert_eq!(send(1, "14:20", &[]).await.code(), "idempotency_mismatch");
        for (once, time, code) in [(2, "14:00", "taken"), (3, "13:00", "outside_hours"), (4, "14:05", "not_on_grid")] {
            let refused = send(once, time, &[]).await;
            assert_eq!(refused.code(), code, "{time}: {}", refused.text);
            let asked = format!("/console/calendar/starts?service=consultation&who=martin&date={NOON}&time={time}");
            let told = see(&server, &secretary, &asked).await;
            assert!(told.text.contains("name=\"overbook\""), "{time}: {}", told.text);
        }
        let beside = send(5, "14:00", &[("overbook", "yes")]).await;
        assert_eq!(beside.status, StatusCode::OK, "{}", beside.text);
        let page = see(&server, &secretary, &format!("/console/calendar?date={NOON}")).await;
        assert_eq!(page.text.matches("class=\"flag\">Double réservation").count(), 2, "{}", page.text);
        assert_eq!(clinic.count("SELECT count(*) FROM claim WHERE active AND lane = 100").await, 1);
        assert_eq!(send(6, "25:00", &[]).await.code(), "invalid_value");
        testkit::sound(&clinic.url).await;
    }

    async fn time_is_blocked_and_unblocked_by_hand(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let secretary = staff(clinic, Role::Secretary).await;
        let fields = [("once", ""), ("who", "martin"), ("date", NOON), ("from", "14:00"), ("until", ""), ("to", "16:00"), ("note", "Visite")];
        let mut backwards = fields;
        backwards[5] = ("to", "13:00");
        let refused = send(&server, &secretary, "/console/calendar/blocks", &backwards).await;
        assert_eq!(refused.json()["errors"][0]["field"], "end", "{}", refused.text);
        let made = send(&server, &secretary, "/console/calendar/blocks", &fields).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let free = server.get("/v1/availability?date=2026-03-10&practitioner=martin&time=14:20").key(&key).send().await;
        assert_eq!(free.json()["slots"][0]["start"], "2026-03-10T16:00:00+01:00", "{}", free.text);
        let listed = server.get("/v1/blocks").key(&key).send().await.json();
        assert_eq!((&listed["items"][0]["note"], listed["items"].as_array().unwrap().len()), (&json!("Visite"), 1));
        let id = listed["items"][0]["id"].as_str().unwrap();
        let page = see(&server, &secretary, &format!("/console/calendar?date={NOON}")).await;
        assert!(page.text.contains("Visite"), "{}", page.text);
        let path = format!("/console/calendar/blocks/{id}");
        assert!(see(&server, &secretary, &path).await.text.contains("Visite"));
        let gone = server.ask(&Method::DELETE, &path).at_console(&secretary).send().await;
        assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
        let free = server.get("/v1/availability?date=2026-03-10&practitioner=martin&time=14:20").key(&key).send().await;
        assert_eq!(free.json()["slots"][0]["start"], "2026-03-10T14:20:00+01:00");
        assert_eq!(server.ask(&Method::DELETE, &format!("/v1/blocks/{id}")).key(&key).send().await.status, StatusCode::NOT_FOUND);
        testkit::sound(&clinic.url).await;
    }

    /// The form offers what goes together, and what doesn't is refused at its field, whatever sends it.
    async fn a_new_appointment_is_with_somebody_who_gives_the_service(clinic) {
        let (server, secretary) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        let form = see(&server, &secretary, "/console/calendar/new?who=laurent").await.text;
        let selected = |form: &str| form.match_indices("\" selected").count();
        assert_eq!(selected(&form), 2, "{form}");
        let vaccination = form.split("<option value=\"vaccination\"").nth(1).unwrap();
        assert!(vaccination.starts_with(" selected data-by=\"laurent benali\""), "{form}");
        let mine = see(&server, &staff(clinic, Role::Practitioner).await, "/console/calendar/new").await.text;
        assert!(mine.contains("data-by=\"martin\"") && !mine.contains("benali") && !mine.contains("value=\"vaccination\""), "{mine}");
        let fields = |service, with, date, time| [
            ("once", ""), ("service", service), ("who", with), ("date", date), ("time", time),
            ("name", "Ana Ruiz"), ("phone", "06 39 98 70 01"),
        ];
        for (service, with, date, time, code, at) in [
            ("consultation", "laurent", NOON, "14:00", "not_by_this_practitioner", "who"),
            ("consultation", "nobody", NOON, "14:00", "unknown_practitioner", "who"),
            ("surgery", "martin", NOON, "14:00", "unknown_service", "service"),
            ("consultation", "martin", "demain", "14:00", "invalid_value", "date"),
            ("consultation", "martin", NOON, "25:00", "invalid_value", "time"),
        ] {
            let told = send(&server, &secretary, "/console/calendar/new", &fields(service, with, date, time)).await;
            assert_eq!(told.code(), code, "{}", told.text);
            assert_eq!(told.json()["errors"][0]["field"], at, "{}", told.text);
        }
        let booked = send(&server, &secretary, "/console/calendar/new", &fields("consultation", "martin", "10/03/2026", "14 h 20")).await;
        assert_eq!(booked.status, StatusCode::OK, "{}", booked.text);
    }

    async fn what_is_noted_at_the_desk_is_seen_at_once(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let path = path(&book(&server, &key, "2026-03-10T14:00:00+01:00").await);
        let by_key = path.replace("/console/calendar", "/v1");
        clinic.clock.set("2026-03-09T22:59:00Z".parse().unwrap());
        let secretary = staff(clinic, Role::Secretary).await;
        assert!(!see(&server, &secretary, &path).await.text.contains("Est arrivé"), "not before its day");
        for status in ["arrived", "fulfilled", "no_show"] {
            let noted = json!({"status": status, "revision": 1});
            let told = server.post(&format!("{by_key}/status")).key(&key).json(&noted).send().await;
            assert_eq!((told.status, told.code().as_str()), (StatusCode::CONFLICT, "not_yet"), "{status}");
            let told = send(&server, &secretary, &format!("{path}/status"), &[("status", status), ("revision", "1")]).await;
            assert_eq!(told.code(), "not_yet", "{status}");
        }
        clinic.clock.set("2026-03-09T23:00:00Z".parse().unwrap());
        let early = see(&server, &secretary, &path).await;
        assert!(early.text.contains("Est arrivé") && !early.text.contains("N’est pas venu"), "{}", early.text);
        clinic.clock.advance(SignedDuration::from_hours(29));
        let secretary = staff(clinic, Role::Secretary).await;
        for (status, revision, seen) in [("arrived", "1", "Arrivé"), ("booked", "2", "Réservé"), ("no_show", "3", "Absent"), ("arrived", "4", "Arrivé"), ("fulfilled", "5", "Vu")] {
            let noted = send(&server, &secretary, &format!("{path}/status"), &[("status", status), ("revision", revision)]).await;
            assert_eq!(noted.status, StatusCode::OK, "{}", noted.text);
            assert!(noted.text.contains(seen), "{}", noted.text);
        }
        testkit::sound(&clinic.url).await;
    }
}

/// Bar 5: the calendar of a practice with 100,000 appointments. Run alone, with `--ignored --release`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a figure, measured on a release build"]
async fn a_large_calendar_is_drawn_in_time() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let server = Server::new(&clinic);
    let owner = staff(&clinic, Role::Owner).await;
    fill(&clinic).await;
    for path in
        ["/console/calendar?date=2026-03-10", "/console/calendar?date=2026-03-10&span=week&who=martin"]
    {
        let mut times = Vec::new();
        for _ in 0..20 {
            let begun = Instant::now();
            let page = see(&server, &owner, path).await;
            times.push(begun.elapsed());
            assert!(page.text.matches("data-lanes").count() > 40, "{}", page.text.len());
        }
        times.sort_unstable();
        println!("{path}: p50 {:?}, max {:?}", times[10], times[19]);
        assert!(times[19].as_millis() <= 150, "{times:?}");
    }
}

/// A hundred thousand appointments of ten thousand patients, over some years around now.
async fn fill(clinic: &Clinic) {
    for n in 0..200 {
        let mut tx = clinic.write().await;
        let slot = clinic.slot("prise-de-sang", "laurent", "2026-05-05T08:00");
        let who = clinic.stranger(&format!("Patient Numéro{n}"), 50_000 + n);
        let held =
            app::booking::hold(&mut tx, &clinic.practice, &slot, None, &domain::permission::Actor::Operator)
                .await
                .unwrap();
        let booked = app::booking::confirm(
            &mut tx,
            &clinic.practice,
            held.id,
            &who,
            None,
            &domain::permission::Actor::Operator,
        )
        .await
        .unwrap();
        app::booking::cancel(
            &mut tx,
            &clinic.practice,
            booked.booking.appointment.id,
            None,
            &domain::permission::Actor::Operator,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    let start = clinic.at("2026-03-09T09:00").as_microsecond();
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999),
             people AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM patient)
         INSERT INTO appointment (tenant_id, id, group_id, hold_id, call_id, patient_id, service_id, resource_id, room_id,
             starts, ends, status, revision, reference, reference_mac, created_at, changed_at)
         SELECT t.tenant_id, randomblob(16), randomblob(16), NULL, NULL,
             (SELECT id FROM people WHERE at = i % (SELECT count(*) FROM patient)), 'consultation',
             CASE i % 3 WHEN 0 THEN 'martin' WHEN 1 THEN 'benali' ELSE 'laurent' END, NULL,
             {start} + (i / 90 - 500) * 86400000000 + (i % 90) / 3 * 1200000000,
             {start} + (i / 90 - 500) * 86400000000 + ((i % 90) / 3 + 1) * 1200000000, 'booked', 1, x'00', randomblob(32), 0, 0
         FROM n, tenant t"
    );
    clinic.run(&sql).await.unwrap();
    assert_eq!(clinic.count("SELECT count(*) FROM appointment WHERE status = 'booked'").await, 100_000);
}
