//! The practice by the API: the next version, all that is wrong with it, and earlier ones again.

use app::tenants;
use axum::http::{Method, StatusCode};
use domain::permission::{Actor, Permission};
use serde_json::{Value, json};
use testkit::Clinic;

use crate::client::{Answer, Server, full_key, key};

/// The practice as a program would send it: from the version that it saw, with one change.
fn draft(clinic: &Clinic, current: u32, change: impl FnOnce(&mut Value)) -> Value {
    let mut practice = serde_json::to_value(&*clinic.practice).unwrap();
    change(&mut practice);
    json!({"current": current, "practice": practice})
}

fn put<'a>(server: &'a Server, key: &str, body: &Value) -> crate::client::Asked<'a> {
    server.ask(&Method::PUT, "/v1/practice").key(key).json(body)
}

fn refused(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.text);
}

testkit::on_both_engines! {
    /// S62: the next version is what stands from now on; a version that somebody saw before is not replaced unseen.
    async fn s62_a_practice_is_replaced_from_the_version_that_was_seen(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let later = draft(clinic, 1, |practice| practice["tenant"]["policy"]["horizon_days"] = json!(30));
        let saved = put(&server, &key, &later).once("k1").send().await;
        assert_eq!((saved.status, saved.json()), (StatusCode::OK, json!({"version": 2})), "{}", saved.text);
        assert_eq!(put(&server, &key, &later).once("k1").send().await.bytes(), saved.bytes());
        let standing = server.get("/v1/practice").key(&key).send().await.json();
        assert_eq!((&standing["version"], &standing["horizon_days"]), (&json!(2), &json!(30)));
        refused(&put(&server, &key, &later).send().await, StatusCode::CONFLICT, "changed");

        let same = put(&server, &key, &draft(clinic, 2, |practice| {
            practice["tenant"]["policy"]["horizon_days"] = json!(30);
        }));
        assert_eq!(same.send().await.json(), json!({"version": 2}), "what says the same changes nothing");
        let list = server.get("/v1/practice/versions?limit=1").key(&key).send().await.json();
        assert_eq!((&list["items"][0]["version"], &list["next"]), (&json!(2), &json!("2")));
        assert!(list["items"][0]["by"].as_str().unwrap().starts_with("key:"));
        let first = server.get("/v1/practice/versions?cursor=2").key(&key).send().await.json();
        assert_eq!((&first["items"][0]["version"], &first["items"][0]["by"]), (&json!(1), &json!("operator")));
        let second = server.get("/v1/practice/versions/2").key(&key).send().await.json();
        let changes = json!([{"field": "tenant.policy.horizon_days", "before": 90, "after": 30}]);
        assert_eq!((&second["changes"], &second["practice"]["patients"]), (&changes, &Value::Null));
    }

    async fn an_earlier_version_becomes_the_next_one(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let renamed = draft(clinic, 1, |practice| practice["tenant"]["name"] = json!("Cabinet du Tilleul"));
        assert_eq!(put(&server, &key, &renamed).send().await.status, StatusCode::OK);
        let restore = |version: &str, current: u32| {
            let path = format!("/v1/practice/versions/{version}/restore");
            server.post(&path).key(&key).json(&json!({"current": current})).send()
        };
        refused(&restore("1", 1).await, StatusCode::CONFLICT, "changed");
        refused(&restore("7", 2).await, StatusCode::NOT_FOUND, "not_found");
        assert_eq!(restore("1", 2).await.json(), json!({"version": 3}));
        let standing = server.get("/v1/practice").key(&key).send().await.json();
        assert_eq!((&standing["version"], &standing["name"]), (&json!(3), &json!("Cabinet médical des Lilas")));
    }

    async fn everything_that_is_wrong_is_told_at_once_and_changes_nothing(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let wrong = draft(clinic, 1, |practice| {
            practice["tenant"]["slug"] = json!("autre");
            practice["services"][0]["minutes"] = json!(0);
            practice["services"][1]["by"] = json!(["nobody"]);
        });
        let answer = put(&server, &key, &wrong).send().await;
        refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid_value");
        let errors = answer.json()["errors"].clone();
        let fields: Vec<_> = errors.as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["services[0].minutes", "services[1].by[0]", "tenant.slug"]);
        assert_eq!(errors[0]["message"], "0 is not between 1 and 1440");
        let shape = draft(clinic, 1, |practice| practice["services"][0]["minutes"] = json!("vingt"));
        let answer = put(&server, &key, &shape).send().await;
        refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "invalid_body");
        assert!(answer.json()["detail"].as_str().unwrap().starts_with("practice.services[0].minutes: "));
        let unknown = draft(clinic, 1, |practice| practice["services"][0]["colour"] = json!("red"));
        refused(&put(&server, &key, &unknown).send().await, StatusCode::UNPROCESSABLE_ENTITY, "invalid_body");
        let patients = draft(clinic, 1, |practice| {
            practice["patients"] = json!([{"id": "x", "name": "X", "phone": "+33639981009"}]);
        });
        assert!(put(&server, &key, &patients).send().await.text.contains("one by one"));
        assert_eq!(clinic.count("SELECT count(*) FROM practice").await, 1);
    }

    /// As the command line's `--force`: what has appointments to come is left out only on purpose.
    async fn what_is_booked_is_left_out_on_purpose_only(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let slot = clinic.slot("teleconsultation", "benali", "2026-03-10T09:00");
        clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let mut without = draft(clinic, 1, |practice| drop(practice["services"].as_array_mut().unwrap().pop()));
        let answer = put(&server, &key, &without).send().await;
        refused(&answer, StatusCode::CONFLICT, "still_booked");
        assert_eq!(answer.json()["detail"], "Téléconsultation (teleconsultation), 1 appointment");
        without["force"] = json!(true);
        assert_eq!(put(&server, &key, &without).send().await.json(), json!({"version": 2}));
        assert_eq!(clinic.count("SELECT count(*) FROM appointment WHERE status = 'booked'").await, 1);
    }

    /// S101: without the right to manage, nothing of the practice is changed, nor what it was shown.
    async fn s101_only_who_manages_changes_the_practice(clinic) {
        let all_but = Permission::ALL.into_iter().filter(|right| *right != Permission::Manage);
        let key = key(clinic, clinic.tenant, &all_but.collect::<Vec<_>>()).await;
        let server = Server::new(clinic);
        refused(&put(&server, &key, &draft(clinic, 1, |_| {})).send().await, StatusCode::FORBIDDEN, "forbidden");
        for path in ["/v1/practice/versions", "/v1/practice/versions/1"] {
            refused(&server.get(path).key(&key).send().await, StatusCode::FORBIDDEN, "forbidden");
        }
        let restore = server.post("/v1/practice/versions/1/restore").key(&key).json(&json!({"current": 1}));
        refused(&restore.send().await, StatusCode::FORBIDDEN, "forbidden");
    }

    /// A number that callers dial for another practice of the installation can't be this one's too.
    async fn another_practices_number_is_refused(clinic) {
        let mut other = testkit::practice();
        other.tenant.slug = "autre".parse().unwrap();
        other.tenant.phone = Some("+33199009999".parse().unwrap());
        other.patients.clear();
        tenants::apply(&clinic.db, &other, clinic.clock.now(), &Actor::Operator).await.unwrap();
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let taken = draft(clinic, 1, |practice| practice["tenant"]["phone"] = json!("+33199009999"));
        let answer = put(&server, &key, &taken).send().await;
        refused(&answer, StatusCode::CONFLICT, "already_known");
        assert_eq!(answer.json()["errors"][0]["field"], "tenant.phone");
        assert_eq!(clinic.count("SELECT count(*) FROM practice").await, 2, "one each");
    }

    /// Twenty who saw the same version save at once: one of them does.
    async fn of_those_who_saw_one_version_one_saves(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let drafts: Vec<_> = (0..20_u32).map(|n| draft(clinic, 1, |practice| {
            practice["tenant"]["name"] = json!(format!("Cabinet {n}"));
        })).collect();
        let answers = drafts.iter().map(|draft| put(&server, &key, draft).send());
        let answers = futures_util::future::join_all(answers).await;
        let saved = answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
        let changed = answers.iter().filter(|answer| answer.code() == "changed").count();
        assert_eq!((saved, changed), (1, 19));
        assert_eq!(clinic.count("SELECT count(*) FROM practice").await, 2);
    }
}
