//! What was good when it was looked at, and isn't any more when something would come of it.

use std::time::Duration;

use app::audit::{self, Done};
use app::auth::totp::Secret;
use app::auth::{self, Chosen, Device, NotTaken};
use app::db::Tx;
use app::keys;
use app::users;
use axum::http::StatusCode;
use domain::Pii;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{KeyId, UserId};
use domain::permission::{Actor, Permission, Role};
use futures_util::StreamExt as _;
use jiff::SignedDuration;
use testkit::Clinic;
use tokio::time::timeout;

use crate::client::{Answer, Server, staff};
use crate::sign_in::{PASSWORD, first_link, offered};

/// Long enough to read what is stored, much shorter than anything waits for a lock.
const A_WHILE: Duration = Duration::from_secs(2);

/// A key with these rights, good for so long.
async fn key(clinic: &Clinic, rights: &[Permission], hours: Option<i64>) -> (KeyId, String) {
    let until = hours.map(|hours| clinic.clock.now() + SignedDuration::from_hours(hours));
    let mut tx = clinic.write().await;
    let (id, key) = keys::create(&mut tx, "programme", rights, until, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    (id, key.into_revealed())
}

/// A new member of this role.
async fn member(clinic: &Clinic, role: Role) -> UserId {
    staff(clinic, role).await;
    let members = users::list(&mut clinic.read().await).await.unwrap();
    members.into_iter().rev().find(|user| user.role == role).unwrap().id
}

/// The path of a link for a member, made with a key.
async fn link(server: &Server, key: &str, user: UserId) -> String {
    let made = server.post(&format!("/v1/users/{user}/link")).key(key).send().await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    made.json()["path"].as_str().unwrap().to_owned()
}

async fn set_role(clinic: &Clinic, user: UserId, role: Role) {
    let mut tx = clinic.write().await;
    users::set_role(&mut tx, user, role, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
}

/// A member follows a link and chooses this password and second factor: all but the commit.
async fn reset(
    clinic: &Clinic,
    server: &Server,
    user: UserId,
    (password, secret): (&str, &Secret),
) -> (Tx, Pii<String>) {
    let now = clinic.clock.now();
    let mut tx = clinic.write().await;
    let made = users::link(&mut tx, user, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    let joining = auth::joining(&clinic.db, made.token.reveal(), now).await.unwrap().unwrap();
    let (password, code) = (Pii::new(password.to_owned()), secret.code_at(now));
    let hash = auth::password::hash(&password, &server.app.dice).await.unwrap();
    let chosen = Chosen { password: &password, secret, code: &code };
    let mut tx = clinic.write().await;
    let token = auth::take_link(&mut tx, &joining, &chosen, hash, &Device::default()).await.unwrap();
    (tx, token)
}

/// What somebody sends who follows a link, or shows who they are.
async fn send(server: &Server, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    server.post(path).at_console(cookie).form(fields).send().await
}

testkit::on_both_engines! {
    /// A2, C7: whoever had a key that was revoked, or is over, comes in by no link that it made.
    async fn a2_a_link_goes_with_the_key_that_made_it(clinic) {
        let server = Server::new(clinic);
        let owner = member(clinic, Role::Owner).await;
        let (stolen, secret) = key(clinic, &Permission::ALL, None).await;
        let path = link(&server, &secret, owner).await;
        let totp = offered(&server, &path).await;
        let mut tx = clinic.write().await;
        keys::revoke(&mut tx, stolen, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(server.get(&path).send().await.status, StatusCode::NOT_FOUND);
        let code = totp.code_at(clinic.clock.now());
        let fields = [("password", PASSWORD), ("secret", &totp.text()), ("code", &code)];
        let came_in = send(&server, &path, "", &fields).await;
        assert_eq!((came_in.status, came_in.code().as_str()), (StatusCode::NOT_FOUND, "link_over"));
        assert!(!came_in.headers.contains_key("set-cookie"));

        let (_, short) = key(clinic, &Permission::ALL, Some(1)).await;
        let path = link(&server, &short, owner).await;
        assert_eq!(server.get(&path).send().await.status, StatusCode::OK);
        clinic.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(server.get(&path).send().await.status, StatusCode::NOT_FOUND, "the key is over");
    }

    /// C7: nobody grants what they lack, nor by a link for somebody who has got more meanwhile; nor does it come back.
    async fn c7_a_link_for_who_may_more_meanwhile_is_good_for_nothing(clinic) {
        let server = Server::new(clinic);
        let secretary = member(clinic, Role::Secretary).await;
        let lesser: Vec<_> = [&[Permission::Manage], Role::Secretary.permissions()].concat();
        let (_, lesser) = key(clinic, &lesser, None).await;
        let path = link(&server, &lesser, secretary).await;
        assert_eq!(server.get(&path).send().await.status, StatusCode::OK);
        member(clinic, Role::Owner).await;
        for role in [Role::Owner, Role::Secretary] {
            set_role(clinic, secretary, role).await;
            assert_eq!(server.get(&path).send().await.status, StatusCode::NOT_FOUND, "{role:?}");
        }
    }

    /// A2, C7: a link is good when it is used, not only when it is looked up: in between a password is hashed.
    async fn a2_a_link_is_weighed_again_when_it_is_used(clinic) {
        let server = Server::new(clinic);
        let owner = member(clinic, Role::Owner).await;
        let (_, short) = key(clinic, &Permission::ALL, Some(1)).await;
        let path = link(&server, &short, owner).await;
        let token = path.rsplit('/').next().unwrap();
        let joining = auth::joining(&clinic.db, token, clinic.clock.now()).await.unwrap().unwrap();
        clinic.clock.advance(SignedDuration::from_hours(1));
        let secret = Secret::draw(&server.app.dice);
        let (password, code) = (Pii::new(PASSWORD.to_owned()), secret.code_at(clinic.clock.now()));
        let chosen = Chosen { password: &password, secret: &secret, code: &code };
        let mut tx = clinic.write().await;
        let taken = auth::take_link(&mut tx, &joining, &chosen, "hash".into(), &Device::default()).await;
        assert!(matches!(taken, Err(NotTaken::Over)), "{taken:?}");
    }

    /// A2: a password that was changed while an old one was being compared opens nothing, at sign-in or at what is grave.
    async fn a2_an_old_password_does_not_outlive_its_change(clinic) {
        let (server, email) = (Server::new(clinic), "camille@example.org");
        let path = first_link(clinic).await;
        let mut known = (PASSWORD, offered(&server, &path).await);
        let (secret, code) = (known.1.text(), known.1.code_at(clinic.clock.now()));
        let fields = [("name", "Camille"), ("email", email), ("password", PASSWORD), ("secret", &secret), ("code", &code)];
        let joined = send(&server, &path, "", &fields).await;
        let mut cookie = joined.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let user = users::list(&mut clinic.read().await).await.unwrap()[0].id;
        for (door, next) in [("sign-in", "lanterne velours goudron"), ("prove", "girafe tambour lessive")] {
            clinic.clock.advance(SignedDuration::from_secs(45));
            let secret = Secret::draw(&server.app.dice);
            let (tx, token) = reset(clinic, &server, user, (next, &secret)).await;
            // The old one is compared before the new one stands; what comes of it, after.
            let code = known.1.code_at(clinic.clock.now());
            let fields = [("email", email), ("password", known.0), ("code", &code)];
            let path = format!("/console/{door}");
            let mut late = Box::pin(send(&server, &path, &cookie, &fields[usize::from(door == "prove")..]));
            assert!(timeout(A_WHILE, &mut late).await.is_err(), "{door} waits for the change");
            // Together: who waits for the turn has the commit of whoever is before them in their hands, too.
            let (committed, late) = tokio::join!(tx.commit(), late);
            committed.unwrap();
            assert_eq!(late.status, StatusCode::UNAUTHORIZED, "{door}: {}", late.text);
            assert!(!late.headers.contains_key("set-cookie"), "{door}");
            known = (next, secret);
            cookie = format!("{}={}", auth::cookie::NAME, token.reveal());
        }
    }

    /// A2: who is put out while a table is sent gets no more of it, and sees that it isn't whole.
    async fn a2_a_table_is_cut_off_when_its_reader_is_put_out(clinic) {
        let server = Server::new(clinic);
        let cookie = staff(clinic, Role::Owner).await;
        let reader = users::list(&mut clinic.read().await).await.unwrap()[0].id;
        member(clinic, Role::Owner).await;
        let mut tx = clinic.write().await;
        for _ in 0..1_100 {
            let (by, entity) = (By::System, Entity::Practice(clinic.tenant));
            let (before, after) = (Facts::default(), Facts::default());
            audit::record(&mut tx, Done { by, action: Action::Exported, entity, before, after }).await.unwrap();
        }
        tx.commit().await.unwrap();
        let table = || server.get("/console/audit/export").header("cookie", &cookie).stream();
        let whole = table().await.collect::<Vec<_>>().await;
        assert!(whole.len() > 1 && whole.iter().all(Result::is_ok));
        let mut cut = table().await;
        assert!(cut.next().await.unwrap().is_ok());
        let mut tx = clinic.write().await;
        users::disable(&mut tx, reader, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        assert!(cut.next().await.unwrap().is_err());
        assert!(cut.next().await.is_none());
    }
}
