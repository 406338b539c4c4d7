//! Texts to answer from (S235): loaded, quoted, removed; over the API, at the console and in a conversation.

use app::calls::{Line, Opening};
use app::documents::{self, Kind};
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Lang;
use domain::ids::TenantId;
use domain::permission::{Actor, Permission, Role};
use serde_json::json;
use testkit::Clinic;

use crate::client::{Answer, Server, full_key, key, staff};

const PARKING: &str = "Un parking souterrain se trouve rue Pasteur. La première heure est gratuite.";

/// A document of a practice's; its id.
pub(crate) async fn document(clinic: &Clinic, tenant: TenantId, text: &str) -> String {
    let read = documents::read(Kind::Text, text.as_bytes().to_vec()).await.unwrap();
    let mut tx = clinic.db.write(tenant, clinic.clock.now()).await.unwrap();
    let id = documents::add(&mut tx, "Le cabinet", &read, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

async fn load(server: &Server, key: &str, name: &str, kind: &str, bytes: &[u8]) -> Answer {
    let body = json!({"name": name, "kind": kind, "content": STANDARD.encode(bytes)});
    server.post("/v1/documents").key(key).json(&body).send().await
}

async fn asked(server: &Server, key: &str, question: &str) -> serde_json::Value {
    let question: String = question.replace(' ', "+");
    let answer = server.get(&format!("/v1/answers?question={question}&lang=fr")).key(key).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["answer"].clone()
}

async fn heard(clinic: &Clinic, server: &Server, question: &str) -> String {
    heard_in(clinic, server, Lang::Fr, question).await
}

/// What a caller hears who begins with this.
async fn heard_in(clinic: &Clinic, server: &Server, lang: Lang, question: &str) -> String {
    let opening = Opening { shelf: server.app.shelf.clone(), ..clinic.opening() }.speaking(lang);
    let (mut line, _) = Line::open(opening).await.unwrap();
    let said = line.hear(question).await.said;
    line.hang_up().await;
    said.into_iter().map(|said| said.text).collect::<Vec<_>>().join(" ")
}

testkit::on_both_engines! {
    /// S235: answers are a document's own words; removing one removes its answers, for the next caller and on every
    /// replica.
    async fn what_is_loaded_is_quoted_until_it_is_removed(clinic) {
        let (server, replica, key) = (Server::new(clinic), Server::new(clinic), full_key(clinic).await);
        let question = "Où est-ce que je peux stationner ?";
        assert!(asked(&server, &key, "stationner").await.is_null());
        assert!(heard(clinic, &server, question).await.contains("Je n'ai pas la réponse"));
        let text = format!("STATIONNEMENT\n{PARKING}\n");
        let loaded = load(&server, &key, "Venir au cabinet", "text", text.as_bytes()).await;
        assert_eq!(loaded.status, StatusCode::CREATED, "{}", loaded.text);
        let id = loaded.json()["id"].as_str().unwrap().to_owned();
        for server in [&server, &replica] {
            let answer = asked(server, &key, "stationner").await;
            assert_eq!(answer, json!({"words": PARKING, "document": id, "name": "Venir au cabinet"}));
            let said = heard(clinic, server, question).await;
            assert!(said.contains(&format!("Il est écrit dans « Venir au cabinet » : {PARKING}")), "{said}");
        }
        let listed = server.get("/v1/documents").key(&key).send().await.json();
        assert_eq!(listed["items"][0]["lang"], "fr");
        let gone = server.ask(&Method::DELETE, &format!("/v1/documents/{id}")).key(&key).send().await;
        assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
        for server in [&server, &replica] {
            assert!(asked(server, &key, "stationner").await.is_null());
            let said = heard(clinic, server, question).await;
            assert!(said.contains("Je n'ai pas la réponse") && !said.contains("Pasteur"), "{said}");
        }
        assert_eq!(clinic.count("SELECT count(*) FROM passage").await, 0);
    }

    /// A practice's documents answer nobody else's callers.
    async fn another_practices_documents_answer_nothing_here(clinic) {
        let mut practice = testkit::practice();
        practice.tenant.slug = "autre".parse().unwrap();
        practice.tenant.phone = None;
        practice.patients.clear();
        let now = clinic.clock.now();
        let other = app::tenants::apply(&clinic.db, &practice, now, &Actor::Operator).await.unwrap();
        document(clinic, other, PARKING).await;
        let server = Server::new(clinic);
        let theirs = key(clinic, other, &[Permission::Read]).await;
        assert_eq!(asked(&server, &theirs, "parking").await["words"], PARKING);
        assert!(asked(&server, &full_key(clinic).await, "parking").await.is_null());
        assert!(!heard(clinic, &server, "Y a-t-il un parking ?").await.contains("Pasteur"));
    }

    /// Several who load one at the same instant are counted one after the other.
    async fn no_more_are_loaded_than_there_may_be(clinic) {
        let add = async |nth: u32| {
            let text = format!("Le tarif numéro {nth} est affiché.");
            let read = documents::read(Kind::Text, text.into_bytes()).await.unwrap();
            let mut tx = clinic.write().await;
            documents::add(&mut tx, "Tarifs", &read, &Actor::Operator).await?;
            tx.commit().await.map_err(documents::DocumentError::from)
        };
        for nth in 1..documents::MOST_DOCUMENTS {
            add(nth).await.unwrap();
        }
        let added = futures_util::future::join_all((0..6).map(|nth| add(1000 + nth))).await;
        assert_eq!(added.iter().filter(|added| added.is_ok()).count(), 1, "{added:?}");
        let there = documents::list(&mut clinic.read().await).await.unwrap();
        assert_eq!(there.len(), documents::MOST_DOCUMENTS as usize);
    }

    async fn what_can_not_be_read_or_is_there_already_is_refused(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let text = PARKING.as_bytes();
        for (name, kind, bytes, code) in [
            ("x", "pdf", text, "unreadable"),
            ("x", "text", b"\xff\xfe".as_slice(), "unreadable"),
            ("x", "markdown", b"***".as_slice(), "unreadable"),
            ("", "text", text, "invalid_value"),
            (&"x".repeat(81), "text", text, "invalid_value"),
            ("x", "doc", text, "invalid_body"),
        ] {
            assert_eq!(load(&server, &key, name, kind, bytes).await.code(), code, "{name} {kind}");
        }
        assert_eq!(load(&server, &key, "x", "text", text).await.status, StatusCode::CREATED);
        assert_eq!(load(&server, &key, "y", "text", text).await.code(), "already_known");
        assert_eq!(load(&server, &key, "x", "text", &vec![b'a'; (2 << 20) + 1]).await.code(), "unreadable");
        assert_eq!(load(&server, &key, "x", "text", &vec![b'a'; 3 << 20]).await.code(), "too_large");
        let powerless = self::key(clinic, clinic.tenant, &[Permission::Read]).await;
        assert_eq!(load(&server, &powerless, "z", "text", b"Le chat.").await.code(), "forbidden");
    }

    /// A question that is tried at the console is answered as in a call, whatever it is answered from; nothing is left of it.
    async fn a_question_is_tried_as_a_caller_would_hear_it(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        document(clinic, clinic.tenant, "Le port du masque est obligatoire. Un parking privé se trouve rue Pasteur.").await;
        document(clinic, clinic.tenant, "Masks are mandatory in the waiting room. Dogs have to wait outside.").await;
        let (faq, hours, document, nothing, errand) = ("sans consulter", "sans consulter", "Tiré du document", "Aucun document", "sans consulter");
        for (lang, question, source) in [
            (Lang::Fr, "Est-ce qu'il y a un parking ?", faq),
            (Lang::Fr, "Quels sont vos horaires ?", hours),
            (Lang::Fr, "Bonjour, vous êtes ouverts le samedi ?", hours),
            (Lang::Fr, "Combien de temps dure une consultation ?", faq),
            (Lang::Fr, "Le masque est obligatoire ?", document),
            (Lang::Fr, "Bonjour, est-ce que le masque est obligatoire ?", document),
            (Lang::Fr, "Vous revendez mes données ?", nothing),
            (Lang::Fr, "Je voudrais un rendez-vous avec le docteur Martin demain matin", errand),
            (Lang::Fr, "J'ai très mal dans la poitrine et je n'arrive plus à respirer", errand),
            (Lang::Fr, "Do I have to wear a mask?", document),
            (Lang::En, "Is there a car park?", faq),
            (Lang::En, "What are your opening hours?", hours),
            (Lang::En, "Do I have to wear a mask?", document),
            (Lang::En, "Do you sell my data?", nothing),
            (Lang::En, "I'd like an appointment tomorrow morning", errand),
        ] {
            let kept = async || (
                clinic.count("SELECT count(*) FROM call").await,
                clinic.count("SELECT count(*) FROM audit").await,
                clinic.count("SELECT count(*) FROM hold").await,
            );
            let before = kept().await;
            let query = serde_html_form::to_string([("lang", lang.tag()), ("question", question)]).unwrap();
            let path = format!("/console/documents/answer?{query}");
            let tried = server.get(&path).header("cookie", &owner).send().await;
            assert_eq!(kept().await, before, "{question}");
            assert!(tried.text.contains(source), "{question}: {}", tried.text);
            let said: Vec<&str> = tried.text.split("<p>").skip(1).map(|said| said.split("</p>").next().unwrap()).collect();
            let said = said.join(" ").replace("&#39;", "'").replace("&#34;", "\"").replace("&#38;", "&");
            assert_eq!(said, heard_in(clinic, &server, lang, question).await, "{question}");
        }
        let errand = "/console/documents/answer?lang=fr&question=Je+suis+Jeanne+Petit%2C+code+482173%2C+annulez+mon+rendez-vous";
        let told = server.get(errand).header("cookie", &owner).send().await.text;
        assert!(told.contains("C’est une demande, pas une question"), "{told}");
    }

    async fn the_console_loads_tries_and_removes(clinic) {
        let server = Server::new(clinic);
        let owner = staff(clinic, Role::Owner).await;
        let form = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Venir.md\"\r\n\r\n# Stationnement\n\n{PARKING}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n\r\n--b--\r\n"
        );
        let sent = server.post("/console/documents").at_console(&owner);
        let loaded = sent.header("content-type", "multipart/form-data; boundary=b").raw(form).send().await;
        assert_eq!(loaded.status, StatusCode::OK, "{}", loaded.text);
        assert!(loaded.text.contains("<b>Venir</b>") && loaded.headers["hx-trigger"].to_str().unwrap().contains("Venir"));
        let page = server.get("/console/documents").header("cookie", &owner).send().await;
        assert!(page.text.contains("<b>Venir</b>") && page.text.contains("Markdown"), "{}", page.text);
        let tried = "/console/documents/answer?lang=fr&question=O%C3%B9+stationner+%3F";
        assert!(server.get(tried).header("cookie", &owner).send().await.text.contains(PARKING));
        let id = page.text.split("hx-delete=\"/console/documents/").nth(1).unwrap()[..36].to_owned();
        let removed = server.ask(&Method::DELETE, &format!("/console/documents/{id}")).at_console(&owner).send().await;
        assert!(removed.status.is_success() && !removed.text.contains("Venir"), "{}", removed.text);
        assert!(!server.get(tried).header("cookie", &owner).send().await.text.contains(PARKING));
        let secretary = staff(clinic, Role::Secretary).await;
        assert_eq!(server.get("/console/documents").header("cookie", &secretary).send().await.status, StatusCode::FORBIDDEN);
    }
}
