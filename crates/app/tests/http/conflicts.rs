//! What stands against new hours, absences and blocks: told before it is done, and in sight afterwards.

use axum::http::{Method, StatusCode};
use domain::permission::{Permission, Role};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Clinic;

use crate::booked::{NGUYEN, PETIT, anyway, booked, consultation, id, petit};
use crate::client::{Answer, Server, full_key, key, staff};

pub(crate) async fn book(
    server: &Server,
    key: &str,
    who: &str,
    start: &str,
    patient: (&str, &str),
) -> String {
    id(&booked(server, key, &consultation(who, start, patient)).await)
}

/// The practice with one change, as a program would send it.
pub(crate) async fn put(
    server: &Server,
    clinic: &Clinic,
    key: &str,
    more: Value,
    change: impl FnOnce(&mut Value),
) -> Answer {
    let mut practice = serde_json::to_value(&*clinic.practice).unwrap();
    change(&mut practice);
    let mut body = json!({"current": 1, "practice": practice});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    server.ask(&Method::PUT, "/v1/practice").key(key).json(&body).send().await
}

/// How many appointments stand against something, and the ids that are told.
pub(crate) fn against(answer: &Answer) -> (u64, Vec<String>) {
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::CONFLICT, "still_booked"),
        "{}",
        answer.text
    );
    assert!(
        !answer.text.contains("Petit") && !answer.text.contains("Nguyen"),
        "nothing personal: {}",
        answer.text
    );
    let conflicts = &answer.json()["conflicts"];
    let ids = conflicts["appointments"].as_array().unwrap().iter();
    (conflicts["count"].as_u64().unwrap(), ids.map(|one| one["id"].as_str().unwrap().to_owned()).collect())
}

/// What a closed Tuesday afternoon is in a practice's document.
pub(crate) fn mornings_only(practice: &mut Value) {
    practice["practitioners"][0]["hours"]["tue"] = json!(["09:00-12:30"]);
}

testkit::on_both_engines! {
    async fn new_hours_tell_which_appointments_they_leave_outside(clinic) {
        let (server, key_of_all) = (Server::new(clinic), full_key(clinic).await);
        let late = book(&server, &key_of_all, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        book(&server, &key_of_all, "martin", "2026-03-10T09:00:00+01:00", NGUYEN).await;
        book(&server, &key_of_all, "benali", "2026-03-10T14:10:00+01:00", NGUYEN).await;
        let refused = put(&server, clinic, &key_of_all, json!({}), mornings_only).await;
        assert_eq!(against(&refused), (1, vec![late.clone()]));
        let told = &refused.json()["conflicts"]["appointments"][0];
        assert_eq!((&told["start"], &told["practitioner"]), (&json!("2026-03-10T14:00:00+01:00"), &json!("martin")));
        assert_eq!(clinic.count("SELECT count(*) FROM practice").await, 1, "nothing was saved");

        // Whoever sees no agenda is told how many there are, and no more (S102).
        let blind = key(clinic, clinic.tenant, &[Permission::Manage]).await;
        assert_eq!(against(&put(&server, clinic, &blind, json!({}), mornings_only).await), (1, Vec::new()));

        let saved = put(&server, clinic, &key_of_all, json!({"force": true}), mornings_only).await;
        assert_eq!(saved.json(), json!({"version": 2}), "{}", saved.text);
        let secretary = staff(clinic, Role::Secretary).await;
        for look in ["", "&list=true"] {
            let page = server.get(&format!("/console/calendar?date=2026-03-10{look}")).at_console(&secretary).send().await;
            assert!(page.text.contains("Hors horaires"), "what is left so stays in sight: {}", page.text);
        }
        testkit::sound(&clinic.url).await;
    }

    /// A closure of the practice, an absence, a holiday that is kept from now on; and what changes no hours.
    async fn absences_and_closures_tell_it_too(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let with_martin = book(&server, &key, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        let with_benali = book(&server, &key, "benali", "2026-03-11T14:10:00+01:00", NGUYEN).await;
        let closed = json!([{"from": "2026-03-10", "to": "2026-03-11"}]);
        let closing = put(&server, clinic, &key, json!({}), |practice| practice["tenant"]["closures"] = closed.clone()).await;
        assert_eq!(against(&closing), (2, vec![with_martin.clone(), with_benali.clone()]));
        let away = put(&server, clinic, &key, json!({}), |practice| {
            practice["practitioners"][1]["closures"] = closed.clone();
        });
        assert_eq!(against(&away.await), (1, vec![with_benali]));
        let other = put(&server, clinic, &key, json!({}), |practice| {
            practice["practitioners"][0]["overrides"] = json!([{"date": "2026-03-10", "hours": ["14:00-14:15"]}]);
        });
        assert_eq!(against(&other.await), (1, vec![with_martin]), "some of it is enough");
        let more = put(&server, clinic, &key, json!({}), |practice| {
            practice["practitioners"][0]["hours"]["tue"] = json!(["08:00-19:00"]);
            practice["tenant"]["policy"]["horizon_days"] = json!(30);
        });
        assert_eq!(more.await.json(), json!({"version": 2}), "more hours leave nobody outside");
        // What is over, or was given up, stands against nothing.
        clinic.clock.advance(SignedDuration::from_hours(24 * 3));
        let over = put(&server, clinic, &key, json!({"current": 2}), |practice| {
            practice["tenant"]["closures"] = closed;
        });
        assert_eq!(over.await.json(), json!({"version": 3}));
    }

    /// What was outside before is no news.
    async fn what_was_outside_already_is_told_once(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        booked(&server, &key, &anyway(petit("2026-03-10T20:00:00+01:00"))).await;
        assert_eq!(put(&server, clinic, &key, json!({}), mornings_only).await.json(), json!({"version": 2}));
    }

    /// At the console: in words, with whose they are for whoever may see patients; ticked, it is saved.
    async fn the_form_of_hours_tells_it_in_words(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        book(&server, &key, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        let send = async |more: &[(&str, &str)]| {
            let fields = [("version", "1"), ("whose", "martin"), ("kind", "closed"), ("from", "2026-03-10"), ("to", "")];
            server.post("/console/practice/opening").at_console(&owner).form(&[&fields[..], more].concat()).send().await
        };
        let refused = send(&[]).await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "still_booked"), "{}", refused.text);
        let problem = refused.json();
        assert_eq!(problem["detail"], "1 rendez-vous ne tiendrait plus");
        let line = "mardi 10 mars à 14\u{a0}h · Dr Claire Martin · Jeanne Petit";
        assert_eq!(problem["errors"][0]["message"], line);
        let saved = send(&[("force", "yes")]).await;
        assert_eq!(saved.status, StatusCode::NO_CONTENT, "{}", saved.text);
    }

    async fn a_block_tells_who_is_booked_in_it(clinic) {
        let (server, key_of_all) = (Server::new(clinic), full_key(clinic).await);
        let there = book(&server, &key_of_all, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        book(&server, &key_of_all, "benali", "2026-03-10T14:10:00+01:00", NGUYEN).await;
        let mut block = json!({"practitioner": "martin", "start": "2026-03-10T14:10:00+01:00", "end": "2026-03-10T16:00:00+01:00"});
        let refused = server.post("/v1/blocks").key(&key_of_all).json(&block).once("b").send().await;
        assert_eq!(against(&refused), (1, vec![there]));
        let again = server.post("/v1/blocks").key(&key_of_all).json(&block).once("b").send().await;
        assert_eq!(again.bytes(), refused.bytes(), "told again as it was told");
        block["force"] = json!(true);
        let made = server.post("/v1/blocks").key(&key_of_all).json(&block).send().await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        block["start"] = json!("2026-03-10T14:20:00+01:00");
        block["force"] = json!(false);
        assert_eq!(server.post("/v1/blocks").key(&key_of_all).json(&block).send().await.status, StatusCode::CREATED);
        testkit::sound(&clinic.url).await;
    }

    async fn the_form_of_a_block_tells_it_in_words(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        book(&server, &key, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        let secretary = staff(clinic, Role::Secretary).await;
        let send = async |once: &str, more: &[(&str, &str)]| {
            let fields = [("once", once), ("who", "martin"), ("date", "2026-03-10"), ("from", "13:00"), ("until", ""), ("to", "15:00"), ("note", "")];
            server.post("/console/calendar/blocks").at_console(&secretary).form(&[&fields[..], more].concat()).send().await
        };
        let refused = send(&format!("{:032x}", 1), &[]).await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "still_booked"), "{}", refused.text);
        let line = "mardi 10 mars à 14\u{a0}h · Dr Claire Martin · Jeanne Petit";
        assert_eq!(refused.json()["errors"][0]["message"], line);
        assert_eq!(send(&format!("{:032x}", 2), &[("force", "yes")]).await.status, StatusCode::OK);
        let page = server.get("/console/calendar?date=2026-03-10").at_console(&secretary).send().await;
        assert!(page.text.contains("Dans un temps bloqué"), "{}", page.text);
    }

    /// Whom one would stand on is said, and that it is no usual start, too; in order of time, what is free from then on.
    async fn a_start_by_hand_tells_what_is_there(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let id = book(&server, &key, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        let secretary = staff(clinic, Role::Secretary).await;
        let starts = async |more: &str| {
            let path = format!("/console/calendar/starts?service=consultation&who=martin&date=2026-03-10{more}");
            server.get(&path).at_console(&secretary).send().await.text
        };
        let odd = starts("&time=14:05").await;
        for said in ["ne se prend pas à cette heure-là", "déjà prise", "14\u{a0}h – 14\u{a0}h\u{a0}20 · Jeanne Petit", "name=\"overbook\""] {
            assert!(odd.contains(said), "{said}: {odd}");
        }
        let outside = starts("&time=13:50").await;
        assert!(outside.contains("en dehors des horaires") && outside.contains("Jeanne Petit"), "{outside}");
        let beside = starts("&time=14:25").await;
        assert!(beside.contains("ne se prend pas à cette heure-là") && !beside.contains("Jeanne Petit"), "{beside}");
        let itself = starts(&format!("&time=14:10&moving={id}")).await;
        assert!(!itself.contains("Jeanne Petit"), "an appointment isn't in its own way: {itself}");
        let times: Vec<&str> = odd.split("data-time=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(times, ["14:20", "14:40", "15:00", "15:20", "15:40", "16:00"]);
        for (time, said) in [("08:00", "heure est passée"), ("09:20", "trop proche")] {
            let path = format!("/console/calendar/starts?service=consultation&who=martin&date=2026-03-09&time={time}");
            let told = server.get(&path).at_console(&secretary).send().await.text;
            assert!(told.contains(said), "{time}: {told}");
        }
    }

    /// What stays although nobody works then is listed until it is moved or given up; in agendas that one sees (S102).
    async fn what_cannot_stay_is_listed_until_it_is_moved(clinic) {
        let (server, key, owner) = (Server::new(clinic), full_key(clinic).await, staff(clinic, Role::Owner).await);
        let practitioner = staff(clinic, Role::Practitioner).await;
        let late = book(&server, &key, "martin", "2026-03-10T14:00:00+01:00", PETIT).await;
        book(&server, &key, "benali", "2026-03-11T14:10:00+01:00", NGUYEN).await;
        let listed = async |who: &str| server.get("/console/calendar/stranded/list").at_console(who).send().await.text;
        assert!(listed(&owner).await.contains("Rien à déplacer"));
        let fields = [("version", "1"), ("whose", "martin"), ("kind", "closed"), ("from", "2026-03-10"), ("to", ""), ("force", "yes")];
        let saved = server.post("/console/practice/opening").at_console(&owner).form(&fields).send().await;
        assert_eq!(saved.headers["hx-redirect"], "/console/calendar/stranded", "{}", saved.text);
        let block = json!({"practitioner": "benali", "start": "2026-03-11T14:00:00+01:00", "end": "2026-03-11T15:00:00+01:00", "force": true});
        assert_eq!(server.post("/v1/blocks").key(&key).json(&block).send().await.status, StatusCode::CREATED);
        let all = listed(&owner).await;
        for said in ["Jeanne Petit", "Hors horaires", "Paul Nguyen", "Dans un temps bloqué", &format!("one={late}")] {
            assert!(all.contains(said), "{said}: {all}");
        }
        let own = listed(&practitioner).await;
        assert!(own.contains("Jeanne Petit") && !own.contains("Paul Nguyen"), "{own}");
        let page = server.get("/console/calendar/stranded").at_console(&owner).send().await;
        assert!(page.text.contains("Jeanne Petit"), "{}", page.text);
        let cancelled = server.post(&format!("/v1/appointments/{late}/cancel")).key(&key).send().await;
        assert_eq!(cancelled.status, StatusCode::OK, "{}", cancelled.text);
        assert!(!listed(&owner).await.contains("Jeanne Petit"));
        let left = put(&server, clinic, &key, json!({"current": 2, "force": true}), |practice| {
            practice["practitioners"].as_array_mut().unwrap().remove(1);
            let services = practice["services"].as_array_mut().unwrap();
            services.retain(|service| service["by"] != json!(["benali"]));
            for service in services {
                service["by"].as_array_mut().unwrap().retain(|by| by != "benali");
            }
        });
        assert_eq!(left.await.json(), json!({"version": 3}));
        let gone = listed(&owner).await;
        assert!(gone.contains("Paul Nguyen") && gone.contains("Praticien parti"), "{gone}");
    }
}
