//! Keys and webhooks: at the console and over the API, and who may not.

use app::webhooks;
use axum::http::{Method, StatusCode};
use domain::permission::{Permission, Role};
use jiff::SignedDuration;
use serde_json::json;

use crate::client::{Answer, Server, full_key, key, staff};

const HOOK: &str = "https://example.org/allo?token=abc";

/// What a page shows once, in the field that is made for it.
fn shown(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let (_, after) = answer.text.split_once("id=\"secret\"").unwrap();
    after.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

async fn hook(server: &Server, all: &str) -> String {
    let body = json!({"url": HOOK, "events": ["appointment.booked", "appointment.moved"]});
    let added = server.post("/v1/webhooks").key(all).json(&body).send().await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text);
    format!("/v1/webhooks/{}", added.json()["id"].as_str().unwrap())
}

testkit::on_both_engines! {
    /// S43: a key may do what it was granted, within the practice, and until it ends.
    async fn s43_a_key_that_was_made_at_the_console_opens_what_it_was_granted(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let form = [("name", "Site web"), ("permissions", "calendar.read"), ("permissions", "calendar.write"), ("days", "30")];
        let made = server.post("/console/integrations/keys").at_console(&owner).form(&form).send().await;
        assert_eq!(made.headers["hx-trigger"], "close-dialog");
        let secret = shown(&made);
        let list = async || server.get("/console/integrations").header("cookie", &owner).send().await.text;
        let page = list().await;
        assert!(page.contains("Site web") && page.contains("jamais utilisée") && !page.contains(&secret));
        assert_eq!(server.get("/v1/practice").key(&secret).send().await.status, StatusCode::OK);
        assert_eq!(server.get("/v1/keys").key(&secret).send().await.status, StatusCode::FORBIDDEN);
        assert!(list().await.contains("utilisée le 09/03/2026 09:00"));
        clinic.clock.advance(SignedDuration::from_hours(24 * 30));
        assert_eq!(server.get("/v1/practice").key(&secret).send().await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_revoked_key_opens_nothing_from_the_next_request_on(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let victim = key(clinic, clinic.tenant, &[Permission::Read]).await;
        assert_eq!(server.get("/v1/practice").key(&victim).send().await.status, StatusCode::OK);
        let keys = app::keys::list(&mut clinic.read().await).await.unwrap();
        let path = format!("/console/integrations/keys/{}/revoke", keys[0].id);
        let revoked = server.post(&path).at_console(&owner).send().await;
        assert!(revoked.status == StatusCode::OK && revoked.text.contains("révoquée le"), "{}", revoked.text);
        assert_eq!(server.get("/v1/practice").key(&victim).send().await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(server.post(&path).at_console(&owner).send().await.code(), "not_found");
    }

    /// S104, S107: nobody grants what they lack, a key that makes a key no more than a member; and each is refused in
    /// the one place.
    async fn s107_no_key_makes_one_that_may_more(clinic) {
        let server = Server::new(clinic);
        let manager = key(clinic, clinic.tenant, &[Permission::Manage, Permission::Read]).await;
        let make = async |permissions: &[&str]| {
            let body = json!({"name": "fille", "permissions": permissions});
            server.post("/v1/keys").key(&manager).json(&body).send().await
        };
        let made = make(&["calendar.read"]).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let daughter = made.json()["key"].as_str().unwrap().to_owned();
        assert_eq!(server.get("/v1/practice").key(&daughter).send().await.status, StatusCode::OK);
        for beyond in [&["calendar.export"][..], &["calendar.read", "patients.read"]] {
            let refused = make(beyond).await;
            assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "forbidden"), "{beyond:?}");
        }
        assert_eq!(make(&["calendar.fly"]).await.code(), "invalid_body");
        assert_eq!(make(&[]).await.code(), "invalid_body");
        assert_eq!(app::keys::list(&mut clinic.read().await).await.unwrap().len(), 2);
    }

    async fn a_key_needs_a_name_and_an_end_that_lies_ahead(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        let long = "x".repeat(81);
        for (body, field) in [
            (json!({"name": " ", "permissions": ["calendar.read"]}), "name"),
            (json!({"name": long, "permissions": ["calendar.read"]}), "name"),
            (json!({"name": "a\u{7}b", "permissions": ["calendar.read"]}), "name"),
            (json!({"name": "x", "permissions": ["calendar.read"], "expires_at": "2026-03-09T09:00:00+01:00"}), "expires_at"),
        ] {
            let refused = server.post("/v1/keys").key(&all).json(&body).send().await;
            assert_eq!(refused.code(), "invalid_value", "{body}");
            assert!(refused.json()["detail"].as_str().unwrap().starts_with(field), "{}", refused.text);
        }
    }

    /// What is shown once is shown once: a repetition is told that it was made, and nothing of it is kept.
    async fn a_repetition_does_not_show_a_secret_again(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        for (path, body, field) in [
            ("/v1/keys", json!({"name": "Site", "permissions": ["calendar.read"]}), "key"),
            ("/v1/webhooks", json!({"url": HOOK, "events": ["appointment.cancelled"]}), "secret"),
        ] {
            let ask = || server.post(path).key(&all).once(path).json(&body);
            let (first, again) = (ask().send().await, ask().send().await);
            assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
            assert_eq!(first.json()["id"], again.json()["id"]);
            assert!(first.json()[field].is_string() && again.json()[field].is_null(), "{}", again.text);
        }
    }

    async fn a_webhook_is_managed_over_the_api(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        let path = hook(&server, &all).await;
        let ask = async |method: Method, what: &str| server.ask(&method, &format!("{path}{what}")).key(&all).send().await;
        let first = ask(Method::GET, "").await.json();
        assert_eq!((&first["state"], &first["url"], &first["secret"]), (&"on".into(), &HOOK.into(), &json!(null)));
        assert_eq!(ask(Method::POST, "/disable").await.json()["state"], "off");
        assert_eq!(ask(Method::POST, "/enable").await.json()["state"], "on");
        let rotated = ask(Method::POST, "/rotate").await.json();
        assert!(rotated["secret"].as_str().unwrap().starts_with("whsec_"));
        assert_eq!(rotated["old_secret_until"], "2026-03-10T09:00:00+01:00");
        assert_eq!(ask(Method::POST, "/ping").await.status, StatusCode::OK);
        let sent = ask(Method::GET, "/deliveries").await.json();
        assert_eq!((&sent["items"][0]["event"], &sent["items"][0]["outcome"]), (&"webhook.tested".into(), &"asked".into()));
        let change = json!({"url": "https://example.net/", "events": ["appointment.cancelled"]});
        let changed = server.ask(&Method::PUT, &path).key(&all).json(&change).send().await.json();
        assert_eq!((&changed["url"], &changed["events"]), (&"https://example.net/".into(), &json!(["appointment.cancelled"])));
        assert_eq!(ask(Method::DELETE, "").await.status, StatusCode::NO_CONTENT);
        assert_eq!(ask(Method::GET, "").await.status, StatusCode::NOT_FOUND);
    }

    /// E7, and what only this network may reach: no address of it is taken, however it is written.
    async fn no_address_of_this_network_is_taken(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        for url in [
            "http://example.org/", "https://localhost/", "https://127.0.0.1/", "https://2130706433/", "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/", "https://[::1]/", "https://[fd00::1]/",
            "https://[::ffff:10.0.0.1]/", "https://postgres/", "https://a:b@example.org/", "file:///etc/passwd", "x",
        ] {
            let body = json!({"url": url, "events": ["appointment.cancelled"]});
            let refused = server.post("/v1/webhooks").key(&all).json(&body).send().await;
            assert_eq!(refused.code(), "invalid_value", "{url}");
            assert!(refused.json()["detail"].as_str().unwrap().starts_with("url: "), "{}", refused.text);
        }
        for events in [json!([]), json!(["session.begun"])] {
            let body = json!({"url": HOOK, "events": events});
            assert_eq!(server.post("/v1/webhooks").key(&all).json(&body).send().await.code(), "invalid_value");
        }
        let body = json!({"url": HOOK, "events": ["no.such"]});
        assert_eq!(server.post("/v1/webhooks").key(&all).json(&body).send().await.code(), "invalid_body");
    }

    /// S102: a system hears of every agenda. Whoever doesn't see them all adds none, takes none over and has nothing of
    /// the past told again; what happens from now on is told to whom it was told before.
    async fn s102_no_webhook_hears_more_than_who_sets_it_up(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        let path = hook(&server, &all).await;
        let manager = key(clinic, clinic.tenant, &[Permission::Manage]).await;
        let hook = json!({"url": HOOK, "events": ["appointment.booked"]});
        let since = |at: &str| json!({"since": at});
        let before = since("2026-03-09T08:00:00+01:00");
        let ask = async |method: Method, path: &str, body: &serde_json::Value| {
            server.ask(&method, path).key(&manager).json(body).send().await
        };
        for (method, path, body) in [
            (Method::POST, "/v1/webhooks", &hook),
            (Method::PUT, &path, &hook),
            (Method::POST, &format!("{path}/replay"), &before),
        ] {
            let refused = ask(method, path, body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}: {}", refused.text);
            assert!(refused.text.contains("calendar.view_all"), "{path}: {}", refused.text);
        }
        let now = since(&clinic.clock.now().to_string());
        let skipped = ask(Method::POST, &format!("{path}/replay"), &now).await;
        assert!(skipped.status.is_success(), "{}", skipped.text);
    }

    async fn a_webhook_is_managed_at_the_console(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let base = "/console/integrations/webhooks";
        let form = [("url", HOOK), ("events", "appointment.booked"), ("events", "appointment.cancelled")];
        let added = server.post(base).at_console(&owner).form(&form).send().await;
        assert!(shown(&added).starts_with("whsec_"));
        let id = webhooks::list(&mut clinic.read().await).await.unwrap()[0].id;
        let post = async |what: &str| server.post(&format!("{base}/{id}/{what}")).at_console(&owner).send().await;
        assert!(post("disable").await.text.contains("Désactivé"));
        assert!(post("skip").await.text.contains("Actif"));
        assert!(post("ping").await.text.contains("En cours"));
        assert!(shown(&post("rotate").await).starts_with("whsec_"));
        let sent = webhooks::deliveries(&mut clinic.read().await, id, None, 1).await.unwrap();
        let again = [("delivery", &*sent[0].id.to_string())];
        let resent = server.post(&format!("{base}/{id}/resend")).at_console(&owner).form(&again).send().await;
        assert_eq!(resent.status, StatusCode::OK, "{}", resent.text);
        let since = server.post(&format!("{base}/{id}/replay")).at_console(&owner).form(&[("since", "2026-03-09T08:30")]);
        assert_eq!(since.send().await.status, StatusCode::OK);
        let opened = server.get(&format!("{base}/{id}")).at_console(&owner).send().await;
        assert!(opened.text.contains("data-open") && opened.text.contains("token=abc"), "{}", opened.text);
        let change = [("url", "https://example.net/"), ("events", "appointment.cancelled")];
        let changed = server.ask(&Method::PUT, &format!("{base}/{id}")).at_console(&owner).form(&change).send().await;
        assert!(changed.text.contains("https://example.net/"), "{}", changed.text);
        let removed = server.ask(&Method::DELETE, &format!("{base}/{id}")).at_console(&owner).send().await;
        assert!(removed.text.contains("Aucun système"), "{}", removed.text);
    }

    /// C7: whoever may not manage the practice gets nothing of it, and that is in the trail; what is grave takes a
    /// second factor that was shown lately.
    async fn c7_only_who_manages_gets_here_and_shows_again_that_it_is_them(clinic) {
        let server = Server::new(clinic);
        let form = [("name", "x"), ("permissions", "calendar.read")];
        for role in [Role::Secretary, Role::Practitioner, Role::ReadOnly] {
            let member = staff(clinic, role).await;
            let page = server.get("/console/integrations").header("cookie", &member).send().await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", role.name());
            let made = server.post("/console/integrations/keys").at_console(&member).form(&form).send().await;
            assert_eq!(made.code(), "forbidden");
        }
        let owner = staff(clinic, Role::Owner).await;
        clinic.clock.advance(SignedDuration::from_mins(20));
        assert_eq!(server.get("/console/integrations").header("cookie", &owner).send().await.status, StatusCode::OK);
        let made = server.post("/console/integrations/keys").at_console(&owner).form(&form).send().await;
        assert!(made.headers["hx-redirect"].to_str().unwrap().starts_with("/console/prove"), "{:?}", made.headers);
        assert!(app::keys::list(&mut clinic.read().await).await.unwrap().is_empty());
    }
}
