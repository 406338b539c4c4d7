//! The team: invited, changed, their rights granted and taken back, over the API and at the console.

use app::auth::{self, Device};
use app::http::dressed;
use app::users::{self, UserError};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use domain::ids::UserId;
use domain::permission::{Actor, Permission, Role};
use domain::{Lang, Pii};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Clinic;
use tower::ServiceExt as _;

use crate::client::{Answer, Server, full_key, key, staff, staff_of};
use crate::isolation::{NOBODY, member, other};

/// What a member may do now, as the API tells whoever manages the practice.
async fn may(server: &Server, key: &str, user: &str) -> Vec<String> {
    let answer = server.get(&format!("/auth/user/permissions?user_id={user}")).key(key).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_value(answer.json()["permissions"].clone()).unwrap()
}

async fn put(server: &Server, key: &str, path: &str, body: &Value) -> Answer {
    server.ask(&Method::PUT, path).key(key).json(body).send().await
}

/// The one owner that the clinic gets by this.
async fn owner(clinic: &Clinic) -> (String, UserId) {
    let cookie = staff(clinic, Role::Owner).await;
    let members = users::list(&mut clinic.read().await).await.unwrap();
    (cookie, members.iter().find(|user| user.role == Role::Owner).unwrap().id)
}

testkit::on_both_engines! {
    async fn somebody_is_invited_changed_and_disabled_over_the_api(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let body = json!({"name": " Inès Morel ", "email": "Ines@Example.org", "role": "secretary", "lang": "en"});
        let invite = || server.post("/v1/users").key(&key).once("invite-1").json(&body);
        let invited = invite().send().await;
        assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.text);
        assert_eq!(invite().send().await.json(), invited.json(), "the same again, its link too");
        let member = &invited.json()["member"];
        assert_eq!((&member["name"], &member["email"]), (&json!("Inès Morel"), &json!("ines@example.org")));
        assert_eq!((&member["state"], &member["role"], &member["lang"]), (&json!("invited"), &json!("secretary"), &json!("en")));
        let link = invited.json()["link"]["path"].as_str().unwrap().to_owned();
        assert_eq!(server.get(&link).send().await.status, StatusCode::OK, "the link leads in");
        let id = member["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/users/{id}");
        let again = server.post("/v1/users").key(&key).json(&body).send().await;
        assert_eq!((again.status, again.code().as_str()), (StatusCode::CONFLICT, "already_known"), "S65");
        let changed = json!({"name": "Inès Petit", "email": "petit@example.org", "practitioner": "martin"});
        let changed = put(&server, &key, &path, &changed).await;
        assert_eq!((&changed.json()["name"], &changed.json()["practitioner"]), (&json!("Inès Petit"), &json!("martin")), "{}", changed.text);
        for (field, body) in [
            ("name", json!({"name": " ", "email": "a@example.org"})),
            ("email", json!({"name": "A", "email": "example.org"})),
            ("practitioner", json!({"name": "A", "email": "a@example.org", "practitioner": "nobody"})),
        ] {
            let refused = put(&server, &key, &path, &body).await;
            assert_eq!(refused.code(), "invalid_value", "{}", refused.text);
            assert!(refused.json()["detail"].as_str().unwrap().starts_with(&format!("{field}: ")), "{}", refused.text);
        }
        let link_again = server.post(&format!("{path}/link")).key(&key).send().await;
        assert_ne!(link_again.json()["path"], json!(link));
        assert_eq!(server.get(&link).send().await.code(), "link_over", "the older one is good for nothing");
        let disabled = server.post(&format!("{path}/disable")).key(&key).send().await;
        assert_eq!(disabled.json()["state"], json!("disabled"));
        let newer = link_again.json()["path"].as_str().unwrap().to_owned();
        assert_eq!(server.get(&newer).send().await.code(), "link_over");
        assert_eq!(server.post(&format!("{path}/link")).key(&key).send().await.code(), "invalid_value");
        let enabled = server.post(&format!("{path}/enable")).key(&key).send().await;
        assert_eq!(enabled.json()["state"], json!("invited"));
    }

    /// S65: an address is one practice's business.
    async fn the_same_address_is_known_in_two_practices(clinic) {
        let (server, there) = (Server::new(clinic), other(clinic).await);
        let body = json!({"name": "Inès", "email": "ines@example.org", "role": "read_only"});
        for tenant in [clinic.tenant, there.tenant] {
            let key = key(clinic, tenant, &Permission::ALL).await;
            let invited = server.post("/v1/users").key(&key).json(&body).send().await;
            assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.text);
        }
    }

    /// C7, S66, S106: a right holds until its instant and not a moment longer, and no other right is touched.
    async fn c7_a_right_ends_at_its_instant(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let cookie = staff(clinic, Role::ReadOnly).await;
        let members = users::list(&mut clinic.read().await).await.unwrap();
        let id = members[0].id.to_string();
        let path = format!("/v1/users/{id}/permissions/audit.read");
        let end = clinic.clock.now() + SignedDuration::from_mins(20);
        let body = json!({"expires_at": end.to_string()});
        let granted = put(&server, &key, &path, &body).await;
        assert_eq!(granted.status, StatusCode::OK, "{}", granted.text);
        assert_eq!(put(&server, &key, &path, &body).await.json(), granted.json(), "granted twice, it is granted once");
        let grants = granted.json();
        let live: Vec<&Value> =
            grants["items"].as_array().unwrap().iter().filter(|grant| grant["permission"] == "audit.read").collect();
        assert_eq!(live.len(), 1);
        assert!(live[0]["granted_by"].as_str().unwrap().starts_with("key:") && live[0]["holds"] == json!(true), "{live:?}");
        assert_eq!(may(&server, &key, &id).await, ["audit.read", "calendar.read", "calendar.view_all"], "and no other");
        let reads = async || server.get("/console/audit").header("cookie", &cookie).send().await.status;
        clinic.clock.advance(SignedDuration::from_mins(20) - SignedDuration::from_secs(1));
        assert_eq!(reads().await, StatusCode::OK, "a second before");
        clinic.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(reads().await, StatusCode::FORBIDDEN, "at its end");
        assert_eq!(may(&server, &key, &id).await, ["calendar.read", "calendar.view_all"], "the others stay");
        let over = put(&server, &key, &path, &body).await;
        assert_eq!(over.code(), "invalid_value", "not into the past: {}", over.text);
        put(&server, &key, &path, &json!({})).await;
        assert_eq!(reads().await, StatusCode::OK, "for ever");
        let gone = server.ask(&Method::DELETE, &path).key(&key).send().await;
        assert!(gone.json()["items"][0]["revoked_by"].as_str().unwrap().starts_with("key:"), "{}", gone.text);
        assert_eq!(reads().await, StatusCode::FORBIDDEN, "taken back");
    }

    /// S107: nobody grants what they lack, nor makes a link by which they could.
    async fn nobody_grants_what_they_lack(clinic) {
        let server = Server::new(clinic);
        let manager = key(clinic, clinic.tenant, &[Permission::Manage, Permission::Read, Permission::ViewAll]).await;
        let (_, boss) = owner(clinic).await;
        let id = member(clinic, clinic.tenant, "Paul Lefort").await;
        let before = clinic.count("SELECT count(*) FROM audit WHERE action = 'permission.denied'").await;
        let lacking = [
            put(&server, &manager, &format!("/v1/users/{id}/permissions/calendar.export"), &json!({})).await,
            put(&server, &manager, &format!("/v1/users/{id}/role"), &json!({"role": "owner"})).await,
            server.post("/v1/users").key(&manager).json(&json!({"name": "A", "email": "a@example.org", "role": "owner"})).send().await,
            server.post(&format!("/v1/users/{boss}/link")).key(&manager).send().await,
            server.ask(&Method::DELETE, &format!("/v1/users/{boss}/permissions/calendar.export")).key(&manager).once("k").send().await,
            server.post(&format!("/v1/users/{boss}/disable")).key(&manager).send().await,
            put(&server, &manager, &format!("/v1/users/{boss}"), &json!({"name": "A", "email": "else@example.org"})).await,
        ];
        for refused in &lacking {
            assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "forbidden"), "{}", refused.text);
        }
        let after = clinic.count("SELECT count(*) FROM audit WHERE action = 'permission.denied'").await;
        assert_eq!(after - before, 7, "S108: each is told to the trail");
        let blind = key(clinic, clinic.tenant, &[Permission::Manage, Permission::Read]).await;
        // Their address stays: another one would be refused for reasons of its own.
        let kept = server.get(&format!("/v1/users/{id}")).key(&manager).send().await.json()["email"].clone();
        let body = json!({"name": "Paul Lefort", "email": kept, "practitioner": "martin"});
        let refused = put(&server, &blind, &format!("/v1/users/{id}"), &body).await;
        assert_eq!(refused.code(), "forbidden", "nobody gives an agenda that they don't see: {}", refused.text);
        let granted = put(&server, &manager, &format!("/v1/users/{id}/permissions/calendar.manage"), &json!({})).await;
        assert_eq!(granted.status, StatusCode::OK, "{}", granted.text);
        // Where no link follows that would be refused, too.
        let mut tx = clinic.write().await;
        let by = Actor::Key { id: tx.mint(), permissions: vec![Permission::Manage] };
        let (name, email) = (Pii::new("A".to_owned()), Pii::new("a@example.org".to_owned()));
        let profile = users::Profile { name, email, practitioner: None, lang: Lang::Fr };
        let invited = users::invite(&mut tx, &profile, Role::Owner, &by).await;
        assert!(matches!(invited, Err(UserError::Denied(_))), "{invited:?}");
    }

    /// Whoever manages the practice last can't be lost, by no way.
    async fn somebody_manages_the_practice_for_ever(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let (_, id) = owner(clinic).await;
        let manage = format!("/v1/users/{id}/permissions/calendar.manage");
        let tomorrow = (clinic.clock.now() + SignedDuration::from_hours(24)).to_string();
        let ways = async || [
            server.ask(&Method::DELETE, &manage).key(&key).send().await,
            put(&server, &key, &manage, &json!({"expires_at": tomorrow})).await,
            put(&server, &key, &format!("/v1/users/{id}/role"), &json!({"role": "secretary"})).await,
            server.post(&format!("/v1/users/{id}/disable")).key(&key).send().await,
        ];
        for refused in ways().await {
            assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "last_manager"), "{}", refused.text);
        }
        // Neither somebody who was only invited, nor somebody whose right ends, could manage it for ever.
        let invited = json!({"name": "A", "email": "a@example.org", "role": "owner"});
        server.post("/v1/users").key(&key).json(&invited).send().await;
        staff(clinic, Role::Secretary).await;
        let members = users::list(&mut clinic.read().await).await.unwrap();
        let helper = members.iter().find(|user| user.role == Role::Secretary).unwrap().id;
        let path = format!("/v1/users/{helper}/permissions/calendar.manage");
        let granted = put(&server, &key, &path, &json!({"expires_at": tomorrow})).await;
        assert_eq!(granted.status, StatusCode::OK, "{}", granted.text);
        for refused in ways().await {
            assert_eq!(refused.code(), "last_manager", "{}", refused.text);
        }
        staff(clinic, Role::Owner).await;
        let disabled = server.post(&format!("/v1/users/{id}/disable")).key(&key).send().await;
        assert_eq!(disabled.status, StatusCode::OK, "another is there: {}", disabled.text);
    }

    /// Of two managers who disable each other at once, one stays.
    async fn two_managers_cannot_lose_each_other(clinic) {
        for _ in 0..4 {
            staff(clinic, Role::Owner).await;
            staff(clinic, Role::Owner).await;
            let members = users::list(&mut clinic.read().await).await.unwrap();
            let active = |user: &&users::User| user.role == Role::Owner && user.state == users::State::Active;
            let owners: Vec<UserId> = members.iter().filter(active).map(|user| user.id).collect();
            let each = owners.iter().map(|id| async {
                let mut tx = clinic.write().await;
                users::disable(&mut tx, *id, &Actor::Operator).await?;
                tx.commit().await.map_err(UserError::from)
            });
            futures_util::future::join_all(each).await;
            let left = "SELECT count(*) FROM users WHERE role = 'owner' AND state = 'active'";
            assert_eq!(clinic.count(left).await, 1);
        }
    }

    /// S48: everybody knows their own rights; another's whoever manages; a foreign id is nobody's.
    async fn rights_are_told_to_whom_they_concern(clinic) {
        let (server, there) = (Server::new(clinic), other(clinic).await);
        let path = "/auth/user/permissions";
        let reader = key(clinic, clinic.tenant, &[Permission::Read]).await;
        let own = server.get(path).key(&reader).send().await;
        assert_eq!(own.json()["permissions"], json!(["calendar.read"]), "{}", own.text);
        assert_eq!(own.json()["tenant_id"], json!(clinic.tenant.to_string()));
        let cookie = staff(clinic, Role::Practitioner).await;
        let members = users::list(&mut clinic.read().await).await.unwrap();
        let me = members[0].id.to_string();
        let own = server.get(path).header("cookie", &cookie).send().await;
        assert_eq!((&own.json()["user_id"], &own.json()["role"]), (&json!(me), &json!("practitioner")), "{}", own.text);
        assert_eq!(own.json()["permissions"].as_array().unwrap().len(), Role::Practitioner.permissions().len());
        let named = server.get(&format!("{path}?user_id={me}&tenant_id={}", clinic.tenant)).header("cookie", &cookie).send().await;
        assert_eq!(named.json(), own.json(), "by one's own id, too");
        for id in [&there.user, NOBODY, "x"] {
            let ask = || server.get(&format!("{path}?user_id={id}"));
            assert_eq!(ask().header("cookie", &cookie).send().await.code(), "forbidden");
            assert_eq!(ask().key(&reader).send().await.code(), "forbidden");
            assert_eq!(ask().key(&full_key(clinic).await).send().await.status, StatusCode::NOT_FOUND);
        }
        let elsewhere = server.get(&format!("{path}?tenant_id={}", there.tenant)).key(&reader).send().await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        assert_eq!(server.get(path).send().await.status, StatusCode::UNAUTHORIZED);
    }

    /// S10: what looks after the team needs nothing else of the API.
    async fn the_team_can_be_mounted_alone(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let alone = dressed(users::http::routes().split_for_parts().0, server.app.clone());
        let request = Request::get("/v1/users").header("authorization", format!("Bearer {key}"));
        let answer = alone.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let elsewhere = Request::get("/v1/appointments").header("authorization", format!("Bearer {key}"));
        let answer = alone.oneshot(elsewhere.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }

    /// S61, A2: what is changed at one console holds with the next request at every other.
    async fn the_console_changes_the_team_at_once(clinic) {
        let replicas = [Server::new(clinic), Server::new(clinic)];
        let (manager, _) = owner(clinic).await;
        let form = replicas[0].get("/console/team/invite").at_console(&manager).send().await;
        assert!(form.text.contains("<dialog data-open"), "{}", form.text);
        let fields = [("name", "Inès Morel"), ("email", "ines@example.org"), ("role", "secretary"), ("practitioner", "")];
        let invited = replicas[0].post("/console/team").at_console(&manager).form(&fields).send().await;
        assert!(invited.text.contains("Inès Morel"), "{}", invited.text);
        let (_, link) = invited.text.split_once("value=\"/console/join/").unwrap();
        let link = format!("/console/join/{}", link.split('"').next().unwrap());
        assert_eq!(replicas[1].get(&link).send().await.status, StatusCode::OK);
        let list = replicas[1].get("/console/team/list").at_console(&manager).send().await;
        assert!(list.text.contains("Inès Morel") && list.text.contains("Pas encore venu"), "{}", list.text);
        assert!(!list.text.contains(&link), "shown once");
        let again = replicas[0].post("/console/team").at_console(&manager).form(&fields).send().await;
        assert_eq!(again.code(), "already_known");
        let members = users::list(&mut clinic.read().await).await.unwrap();
        let id = members.iter().find(|user| user.role == Role::Secretary).unwrap().id;
        let mut tx = clinic.write().await;
        users::joined(&mut tx, id, &Actor::Operator).await.unwrap();
        let token = auth::begin(&mut tx, id, &Device::default()).await.unwrap();
        tx.commit().await.unwrap();
        let ines = format!("{}={}", auth::cookie::NAME, token.reveal());
        let reads = async || replicas[1].get("/console/audit").header("cookie", &ines).send().await.status;
        assert_eq!(reads().await, StatusCode::FORBIDDEN);
        let right = format!("/console/team/{id}/rights/audit.read");
        let granted = replicas[0].ask(&Method::PUT, &right).at_console(&manager).form(&[("until", "2026-12-31")]).send().await;
        assert_eq!(granted.status, StatusCode::NO_CONTENT, "{}", granted.text);
        assert!(granted.headers["hx-trigger"].to_str().unwrap().contains("Morel"), "{:?}", granted.headers);
        assert_eq!(reads().await, StatusCode::OK);
        let shown = replicas[1].get(&format!("/console/team/{id}/rights")).at_console(&manager).send().await;
        assert!(shown.text.contains("jusqu’au 01/01/2027 00:00"), "to the end of that day: {}", shown.text);
        replicas[0].ask(&Method::DELETE, &right).at_console(&manager).send().await;
        assert_eq!(reads().await, StatusCode::FORBIDDEN);
        let role = replicas[0].ask(&Method::PUT, &format!("/console/team/{id}/role")).at_console(&manager);
        assert_eq!(role.form(&[("role", "owner")]).send().await.status, StatusCode::NO_CONTENT);
        assert_eq!(reads().await, StatusCode::OK);
        let disabled = replicas[0].post(&format!("/console/team/{id}/disable")).at_console(&manager).send().await;
        assert_eq!(disabled.status, StatusCode::NO_CONTENT, "{}", disabled.text);
        assert_eq!(reads().await, StatusCode::SEE_OTHER, "signed out");
    }

    /// Another practice's member has a console of their own.
    async fn another_practices_staff_sees_nothing_of_this_team(clinic) {
        let (server, there) = (Server::new(clinic), other(clinic).await);
        member(clinic, clinic.tenant, "Paul Lefort").await;
        let stranger = staff_of(clinic, there.tenant, Role::Owner).await;
        let page = server.get("/console/team").header("cookie", &stranger).send().await;
        assert!(page.text.contains("Zéphyrine Canari") && !page.text.contains("Paul Lefort"));
    }
}
