//! What can't stay where it is: found to the last, told to whoever may know, marked and listed until it is dealt with; and
//! what somebody decided for all the same, which isn't.

use app::booking;
use app::db::Url;
use axum::http::StatusCode;
use domain::permission::{Actor, Permission, Role};
use serde_json::{Value, json};
use testkit::Clinic;

use crate::booked::{NGUYEN, PETIT, anyway, booked, id, petit};
use crate::client::{Answer, Server, full_key, key, staff};
use crate::conflicts::{against, book, mornings_only, put};

/// The practice with two rooms, of which a consultation needs one.
fn two_rooms(practice: &mut Value) {
    practice["rooms"] =
        json!([{"id": "rouge", "name": "Salle rouge"}, {"id": "verte", "name": "Salle verte"}]);
    practice["services"][0]["rooms"] = json!(["rouge", "verte"]);
}

/// … of which one is no more.
fn one_room(practice: &mut Value) {
    two_rooms(practice);
    practice["rooms"].as_array_mut().unwrap().remove(0);
    practice["services"][0]["rooms"] = json!(["verte"]);
}

async fn overbook(server: &Server, key: &str, start: &str) -> String {
    id(&booked(server, key, &anyway(petit(start))).await)
}

async fn moved(server: &Server, key: &str, id: &str, to: Value) -> Answer {
    server.post(&format!("/v1/appointments/{id}/reschedule")).key(key).json(&to).send().await
}

async fn listed(server: &Server, who: &str) -> String {
    server.get("/console/calendar/stranded/list").at_console(who).send().await.text
}

async fn day(server: &Server, who: &str, date: &str) -> String {
    server.get(&format!("/console/calendar?date={date}&list=true")).at_console(who).send().await.text
}

/// More appointments at the same time as one, written down as they would be.
async fn copies(clinic: &Clinic, of: &str, many: u32) {
    let (id, bytes) = match clinic.url {
        Url::Sqlite(_) => ("randomblob(16)", "randomblob(32)"),
        Url::Postgres(_) => ("gen_random_uuid()", "sha256(n::text::bytea)"),
    };
    let written = clinic.uuid_text("a.id");
    let sql = format!(
        "INSERT INTO appointment (tenant_id, id, group_id, patient_id, service_id, resource_id, starts, ends, status,
                                  revision, reference, reference_mac, created_at, changed_at)
         WITH RECURSIVE times(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < {many})
         SELECT a.tenant_id, {id}, a.group_id, a.patient_id, a.service_id, a.resource_id, a.starts, a.ends, a.status,
                1, a.reference, {bytes}, a.created_at, a.changed_at
         FROM appointment a, times WHERE {written} = '{of}'"
    );
    clinic.run(&sql).await.unwrap();
}

testkit::on_both_engines! {
    /// However many there are before them, those that a change leaves outside are counted and listed, to the last.
    async fn what_stands_behind_thousands_is_found(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let near = overbook(&server, &key, "2027-03-09T14:00:00+01:00").await;
        let far = overbook(&server, &key, "2028-02-08T14:00:00+01:00").await;
        copies(clinic, &near, 10_500).await;
        let closed = |practice: &mut Value| {
            practice["practitioners"][0]["closures"] =
                json!([{"from": "2026-12-04", "to": "2026-12-04"}, {"from": "2028-02-08", "to": "2028-02-08"}]);
        };
        let refused = put(&server, clinic, &key, json!({}), closed).await;
        assert_eq!(against(&refused), (1, vec![far.clone()]));
        assert_eq!(put(&server, clinic, &key, json!({"force": true}), closed).await.json(), json!({"version": 2}));
        let listed = async |practice: &domain::practice::Practice| {
            let mut tx = clinic.read().await;
            let all = booking::stranded(&mut tx, practice, &Actor::Operator).await.unwrap();
            all.into_iter().map(|(one, _)| one.id.to_string()).collect::<Vec<_>>()
        };
        let standing = app::tenants::current(&mut clinic.read().await).await.unwrap();
        assert_eq!(listed(&standing.practice).await, [far]);
        // All are counted, a hundred are told.
        let (count, told) = against(&put(&server, clinic, &key, json!({"current": 2}), |practice| {
            closed(practice);
            mornings_only(practice);
        }).await);
        assert_eq!((count, told.len()), (10_501, 100));
    }

    /// A3, S102: a key that looks after the practice and reads no calendar learns how many, and neither when nor with whom.
    async fn whoever_reads_no_calendar_learns_no_appointment(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        let there = book(&server, &all, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        let manages = key(clinic, clinic.tenant, &[Permission::Manage, Permission::ViewAll]).await;
        let refused = put(&server, clinic, &manages, json!({}), mornings_only).await;
        assert_eq!(against(&refused), (1, Vec::new()));
        assert!(!refused.text.contains("14:00") && !refused.text.contains("martin"), "{}", refused.text);
        // Whoever writes in an agenda hears when it is taken, as where they book by hand.
        let writes = key(clinic, clinic.tenant, &[Permission::Write, Permission::ViewAll]).await;
        let block = json!({"practitioner": "martin", "start": "2026-03-10T14:00:00+01:00", "end": "2026-03-10T15:00:00+01:00"});
        let refused = server.post("/v1/blocks").key(&writes).json(&block).send().await;
        assert_eq!(against(&refused), (1, vec![there]));
    }

    /// What the practice gives no more can only be cancelled, and the list says so.
    async fn what_is_given_no_more_is_listed(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        let mut asked = petit("2026-03-10T14:00:00+01:00");
        asked["service"] = json!("certificat");
        booked(&server, &key, &asked).await;
        let left = put(&server, clinic, &key, json!({"force": true}), |practice| {
            practice["services"].as_array_mut().unwrap().retain(|service| service["id"] != "certificat");
        });
        assert_eq!(left.await.json(), json!({"version": 2}));
        let list = listed(&server, &owner).await;
        for said in ["Jeanne Petit", "Motif supprimé", "à annuler"] {
            assert!(list.contains(said), "{said}: {list}");
        }
        assert!(day(&server, &owner, "2026-03-10").await.contains("Motif supprimé"), "the calendar says the same");
    }

    /// Whose room is no more gets another at the same time.
    async fn what_loses_its_room_gets_another(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        assert_eq!(put(&server, clinic, &key, json!({}), two_rooms).await.json(), json!({"version": 2}));
        let start = "2026-03-10T14:00:00+01:00";
        let id = book(&server, &key, "martin", start, PETIT).await;
        let left = put(&server, clinic, &key, json!({"current": 2, "force": true}), one_room).await;
        assert_eq!(left.json(), json!({"version": 3}), "{}", left.text);
        let list = listed(&server, &owner).await;
        assert!(list.contains("Jeanne Petit") && list.contains("Salle supprimée"), "{list}");
        let path = format!("/console/calendar/starts?service=consultation&who=martin&date=2026-03-10&time=14:00&moving={id}");
        let starts = server.get(&path).at_console(&owner).send().await;
        assert!(starts.text.contains("Libre"), "{}", starts.text);
        let answer = moved(&server, &key, &id, json!({"start": start})).await;
        assert_eq!((answer.status, &answer.json()["room"]), (StatusCode::OK, &json!("verte")), "{}", answer.text);
        assert!(listed(&server, &owner).await.contains("Rien à déplacer"));
        let starts = server.get(&path).at_console(&owner).send().await;
        assert!(starts.text.contains("sa place actuelle"), "{}", starts.text);
        testkit::sound(&clinic.url).await;
    }

    /// The calendar marks what the list names: a room that can't be used, or is kept free.
    async fn the_calendar_and_the_list_say_the_same_of_rooms(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        assert_eq!(put(&server, clinic, &key, json!({}), two_rooms).await.json(), json!({"version": 2}));
        book(&server, &key, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        book(&server, &key, "martin", "2026-03-12T14:00:00+01:00", NGUYEN).await;
        assert!(!day(&server, &owner, "2026-03-10").await.contains("tag warn"));
        let block = json!({"practitioner": "rouge", "start": "2026-03-12T14:00:00+01:00", "end": "2026-03-12T15:00:00+01:00", "force": true});
        assert_eq!(server.post("/v1/blocks").key(&key).json(&block).send().await.status, StatusCode::CREATED);
        let closed = put(&server, clinic, &key, json!({"current": 2, "force": true}), |practice| {
            two_rooms(practice);
            practice["rooms"][0]["closures"] = json!([{"from": "2026-03-10", "to": "2026-03-10"}]);
        });
        assert_eq!(closed.await.json(), json!({"version": 3}));
        let list = listed(&server, &owner).await;
        for (date, said) in [("2026-03-10", "Hors horaires"), ("2026-03-12", "Dans un temps bloqué")] {
            let page = day(&server, &owner, date).await;
            assert!(list.contains(said) && page.contains(said), "{date}: {list} {page}");
        }
    }

    /// What somebody put there on purpose is where it should be; only what changes after that is told of.
    async fn what_was_decided_for_is_not_to_be_moved(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        let late = overbook(&server, &key, "2026-03-10T20:00:00+01:00").await;
        let block = json!({"practitioner": "martin", "start": "2026-03-12T14:00:00+01:00", "end": "2026-03-12T15:00:00+01:00"});
        assert_eq!(server.post("/v1/blocks").key(&key).json(&block).send().await.status, StatusCode::CREATED);
        let blocked = overbook(&server, &key, "2026-03-12T14:20:00+01:00").await;
        let nothing = async || {
            let list = listed(&server, &owner).await;
            assert!(list.contains("Rien à déplacer"), "{list}");
            for date in ["2026-03-10", "2026-03-12"] {
                let page = day(&server, &owner, date).await;
                assert!(page.contains("Jeanne Petit") && !page.contains("tag warn"), "{page}");
            }
        };
        nothing().await;
        // Moved there it is the same; moved back among the hours it is an appointment as any other.
        let to = json!({"start": "2026-03-10T20:20:00+01:00", "overbook": true});
        assert_eq!(moved(&server, &key, &late, to).await.status, StatusCode::OK);
        nothing().await;
        let to = json!({"start": "2026-03-10T15:00:00+01:00"});
        assert_eq!(moved(&server, &key, &late, to).await.status, StatusCode::OK);
        let closed = put(&server, clinic, &key, json!({"force": true}), |practice| {
            practice["practitioners"][0]["closures"] = json!([{"from": "2026-03-10", "to": "2026-03-12"}]);
        });
        assert_eq!(closed.await.json(), json!({"version": 2}));
        let list = listed(&server, &owner).await;
        assert!(list.contains(&late) && list.contains(&blocked), "a day that closes is told of both: {list}");
    }

    /// Of an hour that exists twice, what is kept free ends with the later.
    async fn a_block_lasts_to_the_end_of_a_doubled_hour(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let secretary = staff(clinic, Role::Secretary).await;
        let fields = [("once", ""), ("who", "martin"), ("date", "2027-10-31"), ("from", "01:00"), ("until", ""), ("to", "02:30"), ("note", "")];
        let made = server.post("/console/calendar/blocks").at_console(&secretary).form(&fields).send().await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let blocks = server.get("/v1/blocks?from=2027-10-30T00:00:00Z").key(&key).send().await.json();
        let ends = (&blocks["items"][0]["start"], &blocks["items"][0]["end"]);
        assert_eq!(ends, (&json!("2027-10-31T01:00:00+02:00"), &json!("2027-10-31T02:30:00+01:00")));
    }
}
