//! What somebody reads who is refused: at which field, which right is missing, and whom to ask.

use app::auth::totp::Secret;
use app::http::{Code, Problem, dressed};
use app::users;
use axum::Router;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use domain::permission::{Actor, Permission, Role};
use jiff::SignedDuration;

use crate::client::{Answer, Server, staff};
use crate::sign_in::{PASSWORD, first_link, offered};

/// A browser's own request for a page.
async fn open(server: &Server, path: &str, cookie: &str) -> Answer {
    let asked = server.get(path).header("accept", "text/html").header("accept-language", "fr");
    asked.header("cookie", cookie).send().await
}

/// Follows a link with this code.
async fn join(server: &Server, link: &str, secret: &Secret, code: &str) -> Answer {
    let (name, email) = (("name", "Camille Durand"), ("email", "camille@example.org"));
    let fields = [name, email, ("password", PASSWORD), ("secret", &secret.text()), ("code", code)];
    server.post(link).by_our_page().form(&fields).send().await
}

/// The field at which a problem is told.
fn field(answer: &Answer) -> String {
    answer.json()["errors"][0]["field"].as_str().unwrap_or_default().to_owned()
}

testkit::on_both_engines! {
    /// C7: who lacks a right is told which, and whom to ask, in the console; and nothing of what there is.
    async fn c7_who_lacks_a_right_reads_which_and_whom_to_ask(clinic) {
        let (server, member) = (Server::new(clinic), staff(clinic, Role::ReadOnly).await);
        let nobody = "/console/patients/00000000-0000-7000-8000-000000000000";
        for (path, right) in [
            ("/console/patients", "Voir les dossiers des patients"),
            (nobody, "Voir les dossiers des patients"),
            ("/console/team", "Gérer le cabinet, l’équipe et les droits"),
            ("/console/audit", "Lire le journal"),
        ] {
            let page = open(&server, path, &member).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
            for told in [right, "une personne qui gère le cabinet", "/console/account", "Cabinet médical des Lilas"] {
                assert!(page.text.contains(told), "{path}: {told}: {}", page.text);
            }
            assert!(!page.text.contains("appelez-le"), "that is what patients read");
        }
        let by_script = server.get("/console/patients").at_console(&member).send().await;
        assert_eq!(by_script.code(), "forbidden", "a script gets a problem");
    }

    async fn a_link_that_is_over_says_so_to_the_staff(clinic) {
        let (server, link) = (Server::new(clinic), first_link(clinic).await);
        first_link(clinic).await;
        let over = open(&server, &link, "").await;
        assert_eq!(over.status, StatusCode::NOT_FOUND);
        assert!(over.text.contains("Ce lien n’est plus valable") && over.text.contains("/console"), "{}", over.text);
        let never = open(&server, "/console/join/x", "").await;
        let without = |answer: &Answer| {
            let nonce = answer.text.split_once("nonce=\"").unwrap().1.split('"').next().unwrap().to_owned();
            answer.text.replace(&nonce, "")
        };
        assert_eq!(without(&never), without(&over), "one that never was looks alike");
        let nothing = open(&server, "/console/calendars", "").await;
        assert!(nothing.text.contains("Cette page n’existe pas, ou plus"), "{}", nothing.text);
        let wrong = open(&server, "/console/calendar?day=2026-03-10", &staff(clinic, Role::Secretary).await).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        assert!(wrong.text.contains("Cette page n’existe pas, ou plus"), "{}", wrong.text);
    }

    /// A12: whoever is signed in reads their own language, whatever their browser speaks.
    async fn a12_a_page_that_isnt_there_speaks_the_members_language(clinic) {
        let (server, member) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        let missing = async |who: &str, path: &str| {
            let asked = server.get(path).header("cookie", who).header("accept", "text/html");
            asked.header("accept-language", "en").send().await.text
        };
        for path in ["/console/calendars", "/console/patients/019abcde-0000-7000-8000-000000000000"] {
            let text = missing(&member, path).await;
            assert!(text.contains("lang=\"fr\"") && text.contains("Cette page n’existe pas, ou plus"), "{text}");
        }
        for who in ["", "__Host-allo=nobody"] {
            let text = missing(who, "/console/calendars").await;
            assert!(text.contains("lang=\"en\"") && text.contains("There is no such page"), "{text}");
        }
    }

    /// A12: what can't be answered is told in the console's words, with what to do about it; never in those of callers.
    async fn a_page_that_can_not_be_answered_is_the_consoles_in_the_members_language(clinic) {
        let app = Server::new(clinic).app;
        let failing = |code: Code| get(async move || Problem::new(code));
        let routes = [("busy", Code::Overloaded), ("slow", Code::TimedOut), ("away", Code::Unavailable), ("often", Code::TooMany)];
        let routes = routes.into_iter().fold(Router::new(), |routes, (name, code)| {
            routes.route(&format!("/console/{name}"), failing(code)).route(&format!("/{name}"), failing(code))
        });
        let broken = get(async || -> &'static str { panic!("for a test") });
        let server = Server::serving(app.clone(), dressed(routes.route("/console/broken", broken), app));
        let member = staff(clinic, Role::Secretary).await;
        for (path, status, title) in [
            ("busy?a=1&b=2", 503, "La console ne répond pas en ce moment"),
            ("slow", 503, "La console ne répond pas en ce moment"),
            ("away", 503, "La console ne répond pas en ce moment"),
            ("often", 429, "La console ne répond pas en ce moment"),
            ("broken", 500, "Cette page n’a pas pu être affichée"),
        ] {
            let asked = server.get(&format!("/console/{path}")).header("cookie", &member);
            let page = asked.header("accept", "text/html").header("accept-language", "en").send().await;
            let again = format!("href=\"/console/{}\"", path.replace('&', "&#38;"));
            assert_eq!(page.status.as_u16(), status, "{path}");
            for told in ["lang=\"fr\"", title, "Réessayer", "l’exploitant", &again, "console.css"] {
                assert!(page.text.contains(told), "{path}: {told}: {}", page.text);
            }
            for of_callers in ["appelez", "15 "] {
                assert!(!page.text.contains(of_callers), "{path}: {of_callers}: {}", page.text);
            }
            let trace = page.headers["x-trace-id"].to_str().unwrap();
            assert_eq!(page.text.contains(trace), status == 500, "{path}: {}", page.text);
        }
        let english = server.get("/console/busy").header("accept", "text/html").header("accept-language", "en");
        assert!(english.send().await.text.contains("The console isn’t answering just now"));
        let caller = server.get("/busy").header("accept", "text/html").header("accept-language", "fr").send().await;
        assert!(caller.text.contains("appelez le cabinet"), "{}", caller.text);
        let script = server.get("/console/busy").at_console(&member).send().await;
        assert_eq!(script.code(), "overloaded", "a script gets a problem");
    }

    /// A wrong code blames the code: the address isn't even asked for.
    async fn a_wrong_code_is_told_at_the_code(clinic) {
        let (server, link) = (Server::new(clinic), first_link(clinic).await);
        let secret = offered(&server, &link).await;
        let page = server.get(&link).send().await.text;
        assert!(page.contains("data-copies=\"key\""), "{page}");
        let code = secret.code_at(clinic.clock.now());
        let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
        let refused = join(&server, &link, &secret, &wrong).await;
        assert_eq!((refused.code().as_str(), field(&refused).as_str()), ("wrong_code", "code"));
        let joined = join(&server, &link, &secret, &code).await;
        assert_eq!(joined.status, StatusCode::NO_CONTENT, "the page is still good: {}", joined.text);
    }

    /// A6: a code that was used is told to somebody who is signed in, with the right password, and to no stranger.
    async fn a6_a_used_code_is_told_only_to_whoever_is_signed_in(clinic) {
        let (server, link) = (Server::new(clinic), first_link(clinic).await);
        let secret = offered(&server, &link).await;
        let code = secret.code_at(clinic.clock.now());
        let joined = join(&server, &link, &secret, &code).await;
        let cookie = joined.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let prove = async |password: &str, code: &str| {
            let fields = [("password", password), ("code", code), ("next", "")];
            server.post("/console/prove").at_console(&cookie).form(&fields).send().await
        };
        let used = prove(PASSWORD, &code).await;
        assert_eq!((used.code().as_str(), field(&used).as_str()), ("code_used", "code"));
        assert_eq!(prove("un autre mot de passe", &code).await.code(), "sign_in_refused");
        let fields = [("email", "camille@example.org"), ("password", PASSWORD), ("code", code.as_str())];
        let stranger = server.post("/console/sign-in").by_our_page().form(&fields).send().await;
        assert_eq!(stranger.code(), "sign_in_refused");
        clinic.clock.advance(SignedDuration::from_secs(30));
        let next = prove(PASSWORD, &secret.code_at(clinic.clock.now())).await;
        assert_eq!(next.status, StatusCode::NO_CONTENT, "{}", next.text);
    }

    /// What is wrong names the field of the form that was sent.
    async fn what_is_wrong_names_its_field(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let post = async |path: &str, form: &[(&str, &str)]| {
            server.post(path).at_console(&owner).form(form).send().await
        };
        let member = |name, email| [("name", name), ("email", email), ("role", "secretary"), ("practitioner", "")];
        for (refused, code, at) in [
            (post("/console/team", &member("Inès", "ines")).await, "invalid_value", "email"),
            (post("/console/team", &member(" ", "ines@example.org")).await, "invalid_value", "name"),
            (post("/console/team", &member("Inès", "membre0@example.org")).await, "already_known", "email"),
            (post("/console/integrations/keys", &[("name", "Site")]).await, "invalid_value", "permissions"),
            (post("/console/integrations/webhooks", &[("url", "x"), ("events", "request.left")]).await, "invalid_value", "url"),
        ] {
            assert_eq!((refused.code().as_str(), field(&refused).as_str()), (code, at), "{}", refused.text);
        }
    }

    /// No form is offered that would be refused: a webhook hears of every agenda.
    async fn who_does_not_see_every_agenda_is_offered_no_webhook(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let page = async || server.get("/console/integrations").header("cookie", &owner).send().await.text;
        let sentence = "il faut le droit «\u{a0}Voir l’agenda de tous\u{a0}»";
        let before = page().await;
        assert!(before.contains("id=\"new-webhook\"") && !before.contains(sentence));
        let mut tx = clinic.write().await;
        let id = users::list(&mut tx).await.unwrap()[0].id;
        users::revoke(&mut tx, id, Permission::ViewAll, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let after = page().await;
        assert!(!after.contains("new-webhook") && after.contains(sentence), "{after}");
        let asked = server.ask(&Method::POST, "/console/integrations/webhooks").at_console(&owner);
        let refused = asked.form(&[("url", "https://example.org/"), ("events", "request.left")]).send().await;
        assert_eq!(refused.code(), "forbidden");
    }
}
