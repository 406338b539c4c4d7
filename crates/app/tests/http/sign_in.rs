//! Signing in at the console, and everything that ends it.

use std::time::Duration;

use app::auth::totp::Secret;
use app::users::{self, Profile};
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::ids::SessionId;
use domain::permission::{Actor, Permission, Role};
use domain::{Lang, Pii};
use futures_util::StreamExt as _;
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use testkit::Clinic;

use crate::client::{Answer, Server, staff};

/// Within this whoever is put out has been told.
const SOON: Duration = Duration::from_secs(10);

pub(crate) const PASSWORD: &str = "tilleul orage bascule";

/// The first administrator's link, as it is printed at the first start.
pub(crate) async fn first_link(clinic: &Clinic) -> String {
    let mut tx = clinic.write().await;
    let link = users::first_link(&mut tx, Lang::Fr).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    format!("/console/join/{}", link.token.reveal())
}

/// The second factor's secret that a link's page offers.
pub(crate) async fn offered(server: &Server, link: &str) -> Secret {
    let page = server.get(link).send().await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, after) = page.text.split_once("name=\"secret\" value=\"").unwrap();
    Secret::from_text(after.split('"').next().unwrap()).unwrap()
}

/// Follows a link; returns the answer and the second factor that was chosen.
async fn join(server: &Server, clinic: &Clinic, link: &str, password: &str) -> (Answer, Secret) {
    let secret = offered(server, link).await;
    let fields = [
        ("name", "Camille Durand"),
        ("email", "Camille@Example.org"),
        ("password", password),
        ("secret", &secret.text()),
        ("code", &secret.code_at(clinic.clock.now())),
    ];
    (server.post(link).by_our_page().form(&fields).send().await, secret)
}

async fn sign_in(server: &Server, email: &str, password: &str, code: &str) -> Answer {
    let fields = [("email", email), ("password", password), ("code", code)];
    server.post("/console/sign-in").by_our_page().form(&fields).send().await
}

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    let set = answer.headers["set-cookie"].to_str().unwrap();
    assert!(set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "A3: {set}");
    set.split(';').next().unwrap().to_owned()
}

async fn opens(server: &Server, cookie: &str) -> bool {
    let page = server.get("/console").header("cookie", cookie).send().await;
    match page.status {
        StatusCode::OK => true,
        StatusCode::SEE_OTHER => false,
        other => panic!("{other}: {}", page.text),
    }
}

testkit::on_both_engines! {
    async fn the_first_administrator_comes_in_by_a_link_that_is_good_once(clinic) {
        let server = Server::new(clinic);
        let older = first_link(clinic).await;
        let link = first_link(clinic).await;
        assert_eq!(server.get(&older).send().await.status, StatusCode::NOT_FOUND, "a newer one was made");
        let weak = join(&server, clinic, &link, "motdepasse").await.0;
        assert_eq!((weak.status, weak.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "weak_password"));
        let (joined, secret) = join(&server, clinic, &link, PASSWORD).await;
        assert_eq!(joined.status, StatusCode::NO_CONTENT, "{}", joined.text);
        assert!(opens(&server, &cookie(&joined)).await);
        assert_eq!(server.get(&link).send().await.code(), "link_over");
        let mut tx = clinic.db.write(clinic.tenant, clinic.clock.now()).await.unwrap();
        assert!(users::first_link(&mut tx, Lang::Fr).await.unwrap().is_none(), "somebody has come in");
        drop(tx);
        clinic.clock.advance(SignedDuration::from_mins(1));
        let code = secret.code_at(clinic.clock.now());
        let signed_in = sign_in(&server, "camille@example.org", PASSWORD, &code).await;
        assert_eq!(signed_in.headers["hx-redirect"], "/console");
        assert!(opens(&server, &cookie(&signed_in)).await);
        assert_ne!(cookie(&signed_in), cookie(&joined), "A2: a new token each time");
    }

    /// Whoever else was invited, or came in, doesn't shut the practice's first administrator out.
    async fn a_first_link_is_made_until_somebody_manages_the_practice(clinic) {
        let server = Server::new(clinic);
        let before = first_link(clinic).await;
        staff(clinic, Role::Secretary).await;
        let mut tx = clinic.write().await;
        let name = |text: &str| Profile {
            name: Pii::new(text.to_owned()),
            email: Pii::new(format!("{text}@example.org")),
            practitioner: None,
            lang: Lang::Fr,
        };
        users::invite(&mut tx, &name("ines"), Role::Owner, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let link = first_link(clinic).await;
        assert_eq!(server.get(&before).send().await.code(), "link_over");
        let joined = join(&server, clinic, &link, PASSWORD).await.0;
        assert_eq!(joined.status, StatusCode::NO_CONTENT, "{}", joined.text);
        let mut tx = clinic.write().await;
        assert!(!users::is_unmanaged(&mut tx).await.unwrap());
        assert!(users::first_link(&mut tx, Lang::Fr).await.unwrap().is_none(), "somebody manages it now");
    }

    /// The first administrator's page speaks the browser's language, and so does its script.
    async fn a_first_page_is_in_one_language(clinic) {
        let (server, link) = (Server::new(clinic), first_link(clinic).await);
        for (asked, lang, spoken, other) in [
            ("en", "lang=\"en\"", "Your session is over.", "Votre session est terminée."),
            ("fr", "lang=\"fr\"", "Votre session est terminée.", "Your session is over."),
        ] {
            let page = server.get(&link).header("accept-language", asked).send().await.text;
            assert!(page.contains(lang) && page.contains(spoken) && !page.contains(other), "{asked}: {page}");
        }
    }

    /// A4, A6: address, password and code are all needed, and nothing says which was wrong.
    async fn a6_whatever_is_wrong_is_answered_alike(clinic) {
        let server = Server::new(clinic);
        let (joined, secret) = join(&server, clinic, &first_link(clinic).await, PASSWORD).await;
        assert_eq!(joined.status, StatusCode::NO_CONTENT);
        let used = sign_in(&server, "camille@example.org", PASSWORD, &secret.code_at(clinic.clock.now())).await;
        clinic.clock.advance(SignedDuration::from_mins(1));
        let code = secret.code_at(clinic.clock.now());
        let wrong_code = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
        let mut answers = vec![used];
        for (email, password, code) in [
            ("nobody@example.org", PASSWORD, code.as_str()),
            ("camille@example.org", "un autre mot de passe", &code),
            ("camille@example.org", PASSWORD, &wrong_code),
            ("camille@example.org", PASSWORD, ""),
        ] {
            answers.push(sign_in(&server, email, password, code).await);
        }
        for answer in &answers {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert_eq!(answer.bytes(), answers[0].bytes());
            assert!(!answer.headers.contains_key("set-cookie"));
        }
    }

    /// A2: signing out, being disabled and losing a right hold with the very next request, on every replica.
    async fn a2_what_ends_a_session_ends_it_everywhere_at_once(clinic) {
        let replicas = [Server::new(clinic), Server::new(clinic), Server::new(clinic)];
        let manager = staff(clinic, Role::Owner).await;
        for end in ["sign out", "disable"] {
            let member = staff(clinic, Role::Secretary).await;
            for replica in &replicas {
                assert!(opens(replica, &member).await);
            }
            if end == "sign out" {
                let out = replicas[0].post("/console/sign-out").at_console(&member).send().await;
                assert_eq!(out.status, StatusCode::NO_CONTENT);
            } else {
                let mut tx = clinic.db.write(clinic.tenant, clinic.clock.now()).await.unwrap();
                for user in users::list(&mut tx).await.unwrap() {
                    if user.role == Role::Secretary {
                        users::disable(&mut tx, user.id, &Actor::Operator).await.unwrap();
                    }
                }
                tx.commit().await.unwrap();
            }
            for replica in &replicas {
                assert!(!opens(replica, &member).await, "{end}");
                assert!(opens(replica, &manager).await, "nobody else");
            }
        }
    }

    /// Whoever is put out while a page is open reads why, and is asked for nothing silently: the page hears it at once, and
    /// what it asks for leads to where it is told.
    async fn whoever_is_put_out_reads_why(clinic) {
        let server = Server::new(clinic);
        for (end, event) in [("sign out", "over"), ("disable", "dismissed")] {
            let member = staff(clinic, Role::Secretary).await;
            let mut events = server.get("/console/live").at_console(&member).stream().await;
            if end == "sign out" {
                server.post("/console/sign-out").at_console(&member).send().await;
            } else {
                let mut tx = clinic.db.write(clinic.tenant, clinic.clock.now()).await.unwrap();
                for user in users::list(&mut tx).await.unwrap() {
                    users::disable(&mut tx, user.id, &Actor::Operator).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
            let mut told = String::new();
            let end_of_it = async {
                while let Some(Ok(more)) = events.next().await {
                    told.push_str(&String::from_utf8_lossy(&more));
                }
            };
            assert!(tokio::time::timeout(SOON, end_of_it).await.is_ok(), "{end}: the page is told, and hears no more");
            assert!(told.contains(&format!("event: {event}\n")), "{end}: {told}");
            let part = server.get("/console/inbox/count").at_console(&member).send().await;
            assert_eq!(part.headers["hx-redirect"], "/console/sign-in?why=over&next=/console/inbox/count", "{end}");
        }
        for (why, lang, told) in [
            ("over", "fr", "Votre session est terminée"),
            ("over", "en", "Your session is over"),
            ("dismissed", "fr", "Votre accès à ce cabinet vient d’être retiré"),
            ("dismissed", "en", "has just been taken back"),
        ] {
            let page = server.get(&format!("/console/sign-in?why={why}")).header("accept-language", lang).send().await;
            assert!(page.text.contains(told), "{}", page.text);
        }
        let by_oneself = server.get("/console").send().await;
        assert_eq!(by_oneself.headers["location"], "/console/sign-in", "whoever wasn't there isn't told that they were");
    }

    /// Who is dismissed leaves no link behind by which they could come back as somebody else, nor one of their own; and who
    /// has lost what a link needs has lost the link.
    async fn a_link_goes_with_whoever_made_it(clinic) {
        let server = Server::new(clinic);
        for role in [Role::Owner, Role::Owner, Role::Secretary] {
            staff(clinic, role).await;
        }
        let members = users::list(&mut clinic.read().await).await.unwrap();
        let owners: Vec<_> = members.iter().filter(|user| user.role == Role::Owner).collect();
        let secretary = members.iter().find(|user| user.role == Role::Secretary).unwrap().id;
        let maker = Actor::User { id: owners[0].id, permissions: Permission::ALL.to_vec(), practitioner: None };
        let link = async |of| {
            let mut tx = clinic.write().await;
            let link = users::link(&mut tx, of, &maker).await.unwrap();
            tx.commit().await.unwrap();
            format!("/console/join/{}", link.token.reveal())
        };
        let change = async |right: Option<Permission>| {
            let mut tx = clinic.write().await;
            match right {
                Some(right) => users::revoke(&mut tx, owners[0].id, right, &Actor::Operator).await.unwrap(),
                None => users::disable(&mut tx, owners[0].id, &Actor::Operator).await.unwrap(),
            }
            tx.commit().await.unwrap();
        };
        let (for_secretary, own) = (link(secretary).await, link(owners[0].id).await);
        let follows = async |path: &str| server.get(path).send().await.status;
        assert_eq!(follows(&for_secretary).await, StatusCode::OK);
        change(Some(Permission::Write)).await;
        assert_eq!(follows(&for_secretary).await, StatusCode::NOT_FOUND, "they lack what the secretary has");
        assert_eq!(follows(&own).await, StatusCode::OK);
        change(None).await;
        let mut tx = clinic.write().await;
        users::enable(&mut tx, owners[0].id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        for path in [&for_secretary, &own] {
            assert_eq!(follows(path).await, StatusCode::NOT_FOUND, "nor does it come back");
        }
    }

    /// Another password: a weak one changes nothing and signs nobody out; a good one signs out every other device.
    async fn a_password_is_changed_by_who_shows_that_it_is_them(clinic) {
        let server = Server::new(clinic);
        let (joined, secret) = join(&server, clinic, &first_link(clinic).await, PASSWORD).await;
        let here = cookie(&joined);
        clinic.clock.advance(SignedDuration::from_mins(2));
        let elsewhere = cookie(&sign_in(&server, "camille@example.org", PASSWORD, &secret.code_at(clinic.clock.now())).await);
        clinic.clock.advance(SignedDuration::from_mins(2));
        let change = async |from: &str, password: &str| {
            let code = secret.code_at(clinic.clock.now());
            let fields = [("current", PASSWORD), ("code", &code), ("password", password)];
            server.post("/console/account/password").at_console(from).form(&fields).send().await
        };
        let weak = change(&here, "motdepasse").await;
        assert_eq!(weak.code(), "weak_password", "{}", weak.text);
        assert!(opens(&server, &here).await, "still signed in, and the code isn't used up");
        let changed = change(&here, "lanterne velours goudron").await;
        let anew = cookie(&changed);
        assert!(opens(&server, &anew).await);
        assert!(!opens(&server, &here).await && !opens(&server, &elsewhere).await);
    }

    /// A member signs out their own devices, and nobody else's.
    async fn a_device_is_signed_out_by_whose_it_is(clinic) {
        let server = Server::new(clinic);
        let (manager, colleague) = (staff(clinic, Role::Owner).await, staff(clinic, Role::Secretary).await);
        let mut sessions = Vec::new();
        let mut tx = clinic.read().await;
        for user in users::list(&mut tx).await.unwrap() {
            for session in app::auth::sessions(&mut tx, user.id).await.unwrap() {
                sessions.push((user.role, session.id));
            }
        }
        let of = |role| sessions.iter().find(|(whose, _)| *whose == role).unwrap().1;
        let end = async |session: SessionId| {
            let path = format!("/console/account/sessions/{session}");
            server.ask(&Method::DELETE, &path).at_console(&manager).send().await.status
        };
        assert_eq!(end(of(Role::Secretary)).await, StatusCode::NOT_FOUND);
        assert!(opens(&server, &colleague).await);
        assert_eq!(end(of(Role::Owner)).await, StatusCode::OK);
        assert!(!opens(&server, &manager).await);
    }

    async fn a_session_ends_by_itself(clinic) {
        let server = Server::new(clinic);
        let idle = staff(clinic, Role::Secretary).await;
        clinic.clock.advance(SignedDuration::from_mins(29));
        assert!(opens(&server, &idle).await);
        clinic.clock.advance(SignedDuration::from_mins(31));
        assert!(!opens(&server, &idle).await, "nobody was there for half an hour");
        let busy = staff(clinic, Role::Secretary).await;
        for _ in 0..36 {
            assert!(opens(&server, &busy).await);
            clinic.clock.advance(SignedDuration::from_mins(20));
        }
        assert!(!opens(&server, &busy).await, "twelve hours at most");
    }

    /// A3: what changes something comes from a page of ours, by its script.
    async fn a3_no_foreign_page_changes_anything(clinic) {
        let server = Server::new(clinic);
        let member = staff(clinic, Role::Owner).await;
        let out = || server.ask(&Method::POST, "/console/sign-out").header("cookie", &member);
        let ours = "http://127.0.0.1:8080";
        for foreign in [
            out().header("host", "127.0.0.1:8080").header("origin", ours),
            out().header("host", "127.0.0.1:8080").header("hx-request", "true"),
            out().header("host", "127.0.0.1:8080").header("hx-request", "true").header("origin", "https://evil.example"),
            out().header("host", "127.0.0.1:8080").header("hx-request", "true").header("origin", "null"),
            out().header("host", "127.0.0.1:8080").header("hx-request", "true").header("origin", ours)
                .header("sec-fetch-site", "cross-site"),
        ] {
            assert_eq!(foreign.send().await.code(), "foreign_origin");
        }
        assert!(opens(&server, &member).await);
    }
}

/// A6: whether an address is known, how long a refusal takes doesn't tell. Two samples of a thousand each, taken in turn,
/// by the test of Kolmogorov and Smirnov. `cargo test --release … -- --ignored a6_how_long`, on a machine at rest.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes, and measures"]
async fn a6_how_long_a_refusal_takes_says_nothing() {
    const EACH: u32 = 1_000;
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let server = Server::new(&clinic);
    assert_eq!(
        join(&server, &clinic, &first_link(&clinic).await, PASSWORD).await.0.status,
        StatusCode::NO_CONTENT
    );
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..EACH {
        for (email, times) in [("camille@example.org", &mut known), ("nobody@example.org", &mut unknown)] {
            clinic.clock.advance(SignedDuration::from_mins(3));
            let begun = std::time::Instant::now();
            let refused = sign_in(&server, email, "un autre mot de passe", "123456").await;
            times.push(begun.elapsed());
            assert_eq!(refused.code(), "sign_in_refused");
        }
    }
    known.sort_unstable();
    unknown.sort_unstable();
    let farthest = known.iter().chain(&unknown).map(|at| {
        let share = |times: &[std::time::Duration]| {
            let until = u32::try_from(times.partition_point(|time| time <= at)).unwrap();
            f64::from(until) / f64::from(EACH)
        };
        (share(&known) - share(&unknown)).abs()
    });
    let farthest = farthest.fold(0.0, f64::max);
    let reach = (f64::from(EACH) / 2.0).sqrt() * farthest;
    let term = |k: i32| 2.0 * (-1.0_f64).powi(k - 1) * (-2.0 * f64::from(k * k) * reach * reach).exp();
    let chance: f64 = (1..100).map(term).sum();
    let medians = [known[known.len() / 2], unknown[unknown.len() / 2]];
    testkit::report(&format!("D = {farthest:.4}, p = {chance:.3}; medians {medians:?}"));
    assert!(chance > 0.01, "D = {farthest}, p = {chance}");
}

/// A5: nothing here takes a signed token. Ten thousand of every kind that has fooled somebody (no algorithm, one
/// confused with another, keys from elsewhere, ids that are paths or statements, times off by a second) open nothing,
/// neither as a key nor as a session.
#[tokio::test]
async fn a5_no_forged_token_opens_anything() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let server = Server::new(&clinic);
    let member = staff(&clinic, Role::Owner).await;
    let now = clinic.clock.now().as_second();
    let part = |it: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(it.to_string());
    let mut tried = 0;
    for alg in ["none", "NONE", "", "HS256", "HS512", "RS256", "PS256", "ES256", "EdDSA", "HS256\0"] {
        for (field, value) in [
            ("kid", "../../../../dev/null"),
            ("kid", "allo.key"),
            ("kid", "' OR '1'='1"),
            ("kid", "1"),
            ("typ", "at+jwt"),
            ("typ", "JOSE"),
            ("jku", "https://evil.example/keys"),
            ("x5u", "http://127.0.0.1/x"),
            ("jwk", "{}"),
            ("crit", "[]"),
        ] {
            let header = part(&json!({"alg": alg, field: value}));
            for (nth, who) in
                ["owner", "operator", "system", "secretary", "key"].into_iter().cycle().take(25).enumerate()
            {
                let off = i64::try_from(nth).unwrap() - 12;
                let claims = part(&json!({
                    "iss": "allo", "aud": "allo", "sub": who, "tenant": clinic.tenant.to_string(), "permissions": Permission::ALL.map(Permission::name),
                    "iat": now, "nbf": now + off, "exp": now - off,
                }));
                let hashed = Sha256::digest(format!("{header}.{claims}"));
                for signature in
                    ["", "AA", &BASE64_URL_SAFE_NO_PAD.encode(hashed), member.split_once('=').unwrap().1]
                {
                    let token = format!("{header}.{claims}.{signature}");
                    tried += 1;
                    // Not faster than a network may try keys.
                    clinic.clock.advance(SignedDuration::from_secs(10));
                    if tried % 2 == 0 {
                        let refused = server.get("/v1/appointments").key(&token).send().await;
                        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{token}");
                    } else {
                        assert!(!opens(&server, &format!("__Host-allo={token}")).await, "{token}");
                    }
                }
            }
        }
    }
    assert_eq!(tried, 10_000);
    assert!(opens(&server, &staff(&clinic, Role::Owner).await).await, "what is known here does");
}
