//! The operator's side: who comes in, and what they do with practices (S60).

use app::http::{App, Settings};
use app::operate::{self, Operator, Secrets};
use app::{audit, users};
use axum::http::{Method, StatusCode};
use domain::audit::{Action, By};
use domain::permission::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Clinic;

use crate::client::{Answer, Asked, Server, full_key, staff};
use crate::suspended::{book_by_key, ring};

const LILAS: &str = "cabinet-des-lilas";
const FOREIGN: &str = "http://127.0.0.1:9999";

/// The operator's side of a clinic's installation, with what opens its door.
struct Side {
    server: Server,
    secrets: Secrets,
}

impl Side {
    fn of(clinic: &Clinic) -> Self {
        let app = App::new(clinic.db.clone(), clinic.clock.clone(), Settings::default());
        let (operator, secrets) = Operator::new(app.clone(), "https://allo.example.org");
        Self { server: Server::serving(app, operate::router(&operator)), secrets }
    }

    /// A program's request.
    fn ask(&self, method: &Method, path: &str) -> Asked<'_> {
        self.server.ask(method, path).key(self.secrets.token.reveal())
    }

    async fn put_in(&self, file: &str) -> Answer {
        self.ask(&Method::POST, "/v1/tenants").json(&json!({"file": file})).send().await
    }

    fn link(&self) -> String {
        format!("/open/{}", self.secrets.link.reveal())
    }

    /// Follows the link: the cookie of whoever is inside.
    async fn come_in(&self) -> String {
        let answer = self.server.post(&self.link()).by_our_page().send().await;
        assert_eq!(
            (answer.status, &answer.headers["hx-redirect"]),
            (StatusCode::NO_CONTENT, &"/".parse().unwrap())
        );
        let set = answer.headers["set-cookie"].to_str().unwrap();
        assert!(
            set.starts_with("__Host-") && set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"),
            "{set}"
        );
        set.split(';').next().unwrap().to_owned()
    }
}

/// The file of the demonstration practice under another name and number.
fn another(slug: &str, phone: &str) -> String {
    let mut practice = testkit::practice();
    practice.tenant.slug = slug.parse().unwrap();
    practice.tenant.phone = Some(phone.parse().unwrap());
    practice.to_yaml().unwrap()
}

/// What the operator has done to a practice, as its trail says.
async fn done(clinic: &Clinic, slug: &str) -> Vec<Action> {
    let tenant = clinic.db.tenant_by_slug(&slug.parse().unwrap()).await.unwrap().unwrap();
    let now = clinic.clock.now() + SignedDuration::from_secs(1);
    let mut tx = clinic.db.read(tenant, now).await.unwrap();
    let trail = audit::trail(&mut tx, now, 50).await.unwrap();
    trail.iter().filter(|entry| entry.by == By::Operator).map(|entry| entry.action).collect()
}

testkit::on_both_engines! {
    /// A practice that is made here is there on every server at once: callers talk, and its first administrator comes in.
    async fn s60_a_practice_is_created(clinic) {
        let (side, other) = (Side::of(clinic), Server::new(clinic));
        // The list is in the order in which practices came.
        clinic.clock.advance(SignedDuration::from_secs(1));
        let created = side.put_in(&another("cabinet-du-port", "+33199009998")).await;
        assert_eq!(created.status, StatusCode::CREATED, "{}", created.text);
        assert_eq!(other.get("/t/cabinet-du-port").send().await.status, StatusCode::OK);
        let told = created.json();
        assert_eq!((&told["practice"]["practice"], &told["practice"]["standing"]), (&json!("cabinet-du-port"), &json!("open")));
        let url = told["first_link"]["url"].as_str().unwrap();
        let path = url.strip_prefix("https://allo.example.org").unwrap();
        assert_eq!(other.get(path).send().await.status, StatusCode::OK);
        // Made anew, the link before is over; once somebody manages the practice there is none.
        let again = side.ask(&Method::POST, "/v1/tenants/cabinet-du-port/first-link").send().await;
        assert_eq!(again.status, StatusCode::CREATED);
        assert_eq!(other.get(path).send().await.code(), "link_over");
        staff(clinic, Role::Owner).await;
        assert_eq!(side.ask(&Method::POST, &format!("/v1/tenants/{LILAS}/first-link")).send().await.code(), "link_over");
        assert!(done(clinic, "cabinet-du-port").await.contains(&Action::PracticeApplied));
        let list = side.ask(&Method::GET, "/v1/tenants?limit=1").send().await.json();
        let next = list["next"].as_str().unwrap();
        let rest = side.ask(&Method::GET, &format!("/v1/tenants?cursor={next}")).send().await.json();
        assert_eq!((&list["items"][0]["practice"], &rest["items"][0]["practice"], &rest["next"]), (&json!(LILAS), &json!("cabinet-du-port"), &Value::Null));
    }

    /// What is there stays as it is, and what is wrong with a file is told with its place.
    async fn s60_what_cannot_be_created_changes_nothing(clinic) {
        let side = Side::of(clinic);
        assert_eq!(side.put_in(testkit::DEMO).await.code(), "already_known");
        let number = testkit::DEMO.replacen(LILAS, "cabinet-du-port", 1);
        assert_eq!(side.put_in(&number).await.code(), "already_known", "another practice has its number");
        let wrong = side.put_in(&testkit::DEMO.replacen("timezone: Europe/Paris", "timezone: Europe/Pari", 1)).await;
        assert_eq!((wrong.status, wrong.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid_value"));
        assert!(wrong.json()["errors"][0]["message"].as_str().unwrap().starts_with("line "), "{}", wrong.text);
        assert_eq!(clinic.count("SELECT count(*) FROM tenant").await, 1);
        assert_eq!(clinic.count("SELECT count(*) FROM practice").await, 1);
    }

    /// Another server knows it with its next request; done twice, it is the same. The trail says who did it.
    async fn s60_a_practice_is_suspended_limited_and_opened_again(clinic) {
        let (side, other, key) = (Side::of(clinic), Server::new(clinic), full_key(clinic).await);
        for _ in 0..2 {
            let told = side.ask(&Method::POST, &format!("/v1/tenants/{LILAS}/suspend")).send().await.json();
            assert_eq!(told["standing"], "suspended");
        }
        assert_eq!(book_by_key(&other, &key, "2026-03-10T14:00:00+01:00").await.code(), "practice_suspended");
        assert!(ring(clinic).await.1.contains("Ce service est suspendu"));
        side.ask(&Method::POST, &format!("/v1/tenants/{LILAS}/resume")).send().await;
        assert!(!ring(clinic).await.2, "callers talk");
        let limits = format!("/v1/tenants/{LILAS}/limits");
        let told = side.ask(&Method::PUT, &limits).json(&json!({"bookings_a_day": 0})).send().await.json();
        assert_eq!((&told["usage"]["bookings_a_day"]["most"], &told["usage"]["calls_a_month"]), (&json!(0), &json!({"used": 1, "most": null, "days_left": 23})));
        assert!(told["last_call_at"].is_string());
        assert_eq!(book_by_key(&other, &key, "2026-03-10T14:00:00+01:00").await.code(), "over_quota");
        assert_eq!(side.ask(&Method::PUT, &limits).json(&json!({"minutes": 1})).send().await.code(), "invalid_body");
        let trail = done(clinic, LILAS).await;
        for action in [Action::TenantSuspended, Action::TenantResumed, Action::QuotaChanged] {
            assert_eq!(trail.iter().filter(|done| **done == action).count(), 1, "{action:?}");
        }
    }

    async fn s60_a_practice_is_removed_when_it_is_named_twice(clinic) {
        let (side, other) = (Side::of(clinic), Server::new(clinic));
        let path = format!("/v1/tenants/{LILAS}");
        assert_eq!(side.ask(&Method::DELETE, &path).json(&json!({"practice": "cabinet"})).send().await.code(), "invalid_value");
        assert_eq!(other.get(&format!("/t/{LILAS}")).send().await.status, StatusCode::OK);
        let gone = side.ask(&Method::DELETE, &path).json(&json!({"practice": LILAS})).send().await;
        assert_eq!((gone.status, gone.json()), (StatusCode::OK, json!({"practice": LILAS, "gone": true})));
        assert_eq!(other.get(&format!("/t/{LILAS}")).send().await.status, StatusCode::NOT_FOUND);
        assert_eq!(side.ask(&Method::GET, &path).send().await.code(), "not_found");
        assert_eq!(clinic.count("SELECT count(*) FROM patient").await, 0);
    }

    /// A6: without the token, with a wrong one, with a practice's own key, and with an operator's cookie, the API answers
    /// the same; so do the pages without their cookie. Nothing of either is on the public listener.
    async fn a6_whoever_shows_nothing_good_stays_outside(clinic) {
        let (side, public, key) = (Side::of(clinic), Server::new(clinic), full_key(clinic).await);
        let cookie = side.come_in().await;
        let mut answers = Vec::new();
        for asked in [
            side.server.get("/v1/tenants"),
            side.server.get("/v1/tenants").key("wrong"),
            side.server.get("/v1/tenants").key(&key),
            side.server.get("/v1/tenants").key(side.secrets.link.reveal()),
            side.server.get("/v1/tenants").header("cookie", &cookie),
        ] {
            let begun = tokio::time::Instant::now();
            answers.push(asked.send().await.bytes());
            assert!(begun.elapsed().as_millis() >= 295, "slowly");
        }
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == StatusCode::UNAUTHORIZED), "{answers:?}");
        let token = format!("__Host-allo-operator={}", side.secrets.token.reveal());
        let owner = staff(clinic, Role::Owner).await;
        for (path, shown) in [("/", "a=b"), ("/", &token), ("/new", &owner), (&format!("/practices/{LILAS}"), "__Host-allo-operator=x")] {
            let page = side.server.get(path).header("cookie", shown).send().await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
        }
        let suspend = format!("/practices/{LILAS}/suspend");
        assert_eq!(side.server.post(&suspend).at_console("a=b").send().await.status, StatusCode::UNAUTHORIZED);
        for path in ["/v1/tenants", "/new", "/practices/cabinet-des-lilas", &side.link()] {
            let there = public.get(path).header("cookie", &cookie).key(side.secrets.token.reveal()).send().await;
            assert_eq!(there.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// The link is good once and for ten minutes; a session while something is done, until somebody leaves.
    async fn a_link_is_over_when_it_was_used_or_is_old(clinic) {
        let side = Side::of(clinic);
        let page = side.server.get(&side.link()).send().await;
        assert!(page.status == StatusCode::OK && page.text.contains(&side.link()), "looking uses nothing up");
        let cookie = side.come_in().await;
        assert_eq!(side.server.get(&side.link()).send().await.code(), "link_over");
        assert_eq!(side.server.post(&side.link()).by_our_page().send().await.code(), "link_over");
        let at = async |minutes: i64| {
            clinic.clock.advance(SignedDuration::from_mins(minutes));
            side.server.get("/").header("cookie", &cookie).send().await.status
        };
        assert_eq!((at(29).await, at(29).await, at(30).await), (StatusCode::OK, StatusCode::OK, StatusCode::UNAUTHORIZED));
        let late = Side::of(clinic);
        clinic.clock.advance(SignedDuration::from_mins(10));
        assert_eq!(late.server.post(&late.link()).by_our_page().send().await.code(), "link_over");
        let other = Side::of(clinic);
        let cookie = other.come_in().await;
        assert_eq!(other.server.post("/leave").at_console(&cookie).send().await.status, StatusCode::NO_CONTENT);
        assert_eq!(other.server.get("/").header("cookie", &cookie).send().await.status, StatusCode::UNAUTHORIZED);
    }

    /// A3: nothing is changed from a foreign origin, another server of the same machine among them, or by a plain form.
    async fn a3_no_foreign_page_operates(clinic) {
        let side = Side::of(clinic);
        let taken = side.server.post(&side.link()).header("host", "127.0.0.1:8080").header("origin", FOREIGN).header("hx-request", "true");
        assert_eq!(taken.send().await.code(), "foreign_origin");
        let cookie = side.come_in().await;
        for path in ["suspend", "resume", "first-link", "remove"].map(|act| format!("/practices/{LILAS}/{act}")) {
            let asked = side.server.post(&path).header("host", "127.0.0.1:8080").header("cookie", &cookie);
            let form = asked.header("origin", "http://127.0.0.1:8080").form(&[("practice", LILAS)]);
            assert_eq!(form.send().await.code(), "foreign_origin", "{path}");
            let asked = side.server.post(&path).header("host", "127.0.0.1:8080").header("cookie", &cookie);
            let foreign = asked.header("origin", FOREIGN).header("hx-request", "true").form(&[("practice", LILAS)]);
            let refused = foreign.send().await;
            assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "foreign_origin"), "{path}");
        }
        assert_eq!(side.ask(&Method::GET, &format!("/v1/tenants/{LILAS}")).send().await.json()["standing"], "open");
    }

    /// The pages do what programs do, and show numbers: nobody's name, number or address.
    async fn s60_the_pages_do_the_same_and_show_nothing_personal(clinic) {
        let (side, server) = (Side::of(clinic), Server::new(clinic));
        ring(clinic).await.0.hang_up().await;
        staff(clinic, Role::Owner).await;
        let cookie = side.come_in().await;
        let one = format!("/practices/{LILAS}");
        let page = async |path: &str| side.server.get(path).header("cookie", &cookie).send().await.text;
        for text in [page("/").await, page(&one).await] {
            assert!(text.contains("Cabinet médical des Lilas") && text.contains(LILAS), "{text}");
            let people = clinic.practice.patients.iter().map(|seed| seed.name.reveal().clone());
            for private in people.chain(["membre0".to_owned(), "Membre 0".to_owned()]) {
                assert!(!text.contains(&private), "{private}");
            }
        }
        let act = async |method: Method, path: &str, form: &[(&str, &str)]| {
            side.server.ask(&method, path).at_console(&cookie).form(form).send().await
        };
        assert!(act(Method::POST, &format!("{one}/suspend"), &[]).await.text.contains("Suspendue"));
        assert!(page("/").await.contains("Ligne suspendue"));
        assert!(act(Method::POST, &format!("{one}/resume"), &[]).await.text.contains("Ouverte"));
        let limited = act(Method::PUT, &format!("{one}/limits"), &[("calls_a_month", "300"), ("messages_a_month", "")]).await;
        assert!(limited.text.contains("value=\"300\""), "{}", limited.text);
        assert_eq!(act(Method::PUT, &format!("{one}/limits"), &[("calls_a_month", "many")]).await.code(), "invalid_value");
        let known = act(Method::POST, "/new", &[("file", testkit::DEMO)]).await;
        assert!(known.text.contains("porte déjà ce nom court"), "{}", known.text);
        let wrong = act(Method::POST, "/new", &[("file", "tenant: {}")]).await;
        assert!(wrong.status == StatusCode::OK && wrong.text.contains("Ligne 1, colonne"), "{}", wrong.text);
        let made = act(Method::POST, "/new", &[("file", &another("cabinet-du-port", "+33199009998"))]).await;
        assert!(made.text.contains("https://allo.example.org/console/join/"), "{}", made.text);
        assert!(page("/practices/cabinet-du-port").await.contains("Personne ne gère encore le cabinet."));
        assert_eq!(act(Method::POST, "/practices/cabinet-du-port/remove", &[("practice", "x")]).await.code(), "invalid_value");
        assert_eq!(act(Method::POST, "/practices/cabinet-du-port/remove", &[("practice", "cabinet-du-port")]).await.status, StatusCode::NO_CONTENT);
        assert_eq!(server.get("/t/cabinet-du-port").send().await.status, StatusCode::NOT_FOUND);
        assert!(!page("/").await.contains("cabinet-du-port"));
        let unmanaged = users::is_unmanaged(&mut clinic.read().await).await.unwrap();
        assert!(!unmanaged, "the other practice is as it was");
    }
}
