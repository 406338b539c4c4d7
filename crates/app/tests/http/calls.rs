//! The calls there were, at the console and over the API.

use app::audit;
use app::booking::{self, Note};
use app::calls::{self, Line, Opening, Outcome};
use app::jobs::{self, Retention};
use app::tenants;
use app::users;
use axum::http::StatusCode;
use domain::Pii;
use domain::audit::{Action, By, Entity, Entry};
use domain::ids::CallId;
use domain::permission::{Actor, Permission, Role};
use domain::request::Kind;
use jiff::SignedDuration;
use testkit::Clinic;

use crate::client::{Server, full_key, key, staff};

/// A call in which this is said; who is still there at the end hangs up.
async fn call(clinic: &Clinic, said: &[&str]) -> CallId {
    let practice = tenants::current(&mut clinic.read().await).await.unwrap().practice;
    let opening = Opening { channel: "talk", practice, ..clinic.opening() };
    let (mut line, _) = Line::open(opening).await.unwrap();
    for text in said {
        clinic.clock.advance(SignedDuration::from_secs(5));
        if line.hear(text).await.ended {
            return line.id();
        }
    }
    line.hang_up().await;
    line.id()
}

const BOOKS: [&str; 5] = [
    "Je voudrais une consultation avec le docteur Martin demain à 14 heures",
    "oui",
    "Jeanne Petit, 06 39 98 10 01",
    "oui",
    "non merci, au revoir",
];

/// The demonstration practice keeps what is said for so many days.
async fn keep(clinic: &Clinic, days: u16) {
    let mut practice = (*clinic.practice).clone();
    practice.tenant.policy.keep_turns_days = days;
    tenants::apply(&clinic.db, &practice, clinic.clock.now(), &Actor::Operator).await.unwrap();
}

async fn outcome(clinic: &Clinic, id: CallId) -> Option<Outcome> {
    calls::call(&mut clinic.read().await, id).await.unwrap().unwrap().outcome
}

testkit::on_both_engines! {
    async fn what_came_of_a_call_is_on_record(clinic) {
        assert_eq!(outcome(clinic, call(clinic, &[]).await).await, Some(Outcome::HungUp));
        assert_eq!(outcome(clinic, call(clinic, &BOOKS).await).await, Some(Outcome::Booked));
        let left = ["Je voudrais laisser un message", "Rappelez-moi s'il vous plaît", "Paul Durand", "06 39 98 20 02", "oui"];
        assert_eq!(outcome(clinic, call(clinic, &left).await).await, Some(Outcome::Request));
        let asked = ["Quelle est votre adresse ?", "non merci, au revoir"];
        assert_eq!(outcome(clinic, call(clinic, &asked).await).await, Some(Outcome::Information));
    }

    /// S238: what a call did names whose file it touched, for who may see files.
    async fn a_call_is_shown_with_what_it_did(clinic) {
        let (server, id) = (Server::new(clinic), call(clinic, &BOOKS).await);
        call(clinic, &[]).await;
        let secretary = staff(clinic, Role::Secretary).await;
        let get = async |path: &str| server.get(path).header("cookie", &secretary).send().await;
        let list = get("/console/calls").await;
        assert!(list.text.contains(&format!("/console/calls/{id}")) && list.text.contains("rendez-vous pris"), "{}", list.text);
        assert!(!get("/console/calls?outcome=hung_up").await.text.contains(&id.to_string()));
        assert!(!get("/console/calls?day=2026-03-08").await.text.contains(&id.to_string()));
        assert_eq!(get("/console/calls?outcome=x").await.status, StatusCode::BAD_REQUEST);
        let page = get(&format!("/console/calls/{id}")).await;
        let petit = clinic.patient_id("petit").await;
        assert!(page.text.contains(&format!("/console/patients/{petit}")) && page.text.contains("Jeanne Petit"));
        assert!(page.text.contains("n’est pas gardé"), "nothing is kept unless the practice wants it");

        let api = server.get(&format!("/v1/calls/{id}")).key(&full_key(clinic).await).send().await;
        assert!(!api.text.contains("Petit"), "names are on files: {}", api.text);
        let did: Vec<_> = api.json()["did"].as_array().unwrap().iter().map(|deed| deed["action"].clone()).collect();
        assert!(did.contains(&"hold.begun".into()) && did.contains(&"appointment.booked".into()), "{did:?}");
        let caller = key(clinic, clinic.tenant, &[Permission::ReadCalls]).await;
        let first = server.get("/v1/calls?limit=1").key(&caller).send().await.json();
        let rest = format!("/v1/calls?limit=1&cursor={}", first["next"].as_str().unwrap());
        assert_eq!(server.get(&rest).key(&caller).send().await.json()["items"][0]["outcome"], "booked");
        let booked = server.get("/v1/calls?outcome=booked").key(&caller).send().await.json();
        assert_eq!(booked["items"].as_array().unwrap().len(), 1);
    }

    /// S102: who doesn't see an agenda doesn't see what a call did or left there, nor what was said of it.
    async fn s102_a_call_is_shown_as_far_as_its_agendas_are_seen(clinic) {
        let server = Server::new(clinic);
        keep(clinic, 30).await;
        let secretary = staff(clinic, Role::Secretary).await;
        let martin = staff(clinic, Role::Practitioner).await;
        let mut tx = clinic.write().await;
        let members = users::list(&mut tx).await.unwrap();
        let who = members.iter().find(|user| user.role == Role::Practitioner).unwrap().id;
        for right in [Permission::ReadCalls, Permission::Export] {
            users::grant(&mut tx, who, right, None, &Actor::Operator).await.unwrap();
        }
        tx.commit().await.unwrap();
        let own = call(clinic, &BOOKS).await;
        let benali = BOOKS.map(|said| said.replace("docteur Martin", "docteur Benali"));
        let foreign = call(clinic, &benali.each_ref().map(String::as_str)).await;
        let message = call(clinic, &["Ce sont mes résultats qui m'inquiètent"]).await;
        let mut tx = clinic.write().await;
        let petit = clinic.patient("petit");
        let note = Note {
            call: Some(message),
            name: Some(petit.name),
            phone: petit.phone,
            text: Some(Pii::new("mes résultats sont-ils positifs ?".to_owned())),
            practitioner: Some("benali".parse().unwrap()),
            ..Note::of(Kind::Message)
        };
        booking::leave(&mut tx, &note, &Actor::Call(message)).await.unwrap();
        tx.commit().await.unwrap();
        for (id, spoken, seen) in [(own, "14 heures", true), (foreign, "14 heures", false), (message, "résultats", false)] {
            for (who, seen) in [(&secretary, true), (&martin, seen)] {
                let page = server.get(&format!("/console/calls/{id}")).header("cookie", who).send().await.text;
                assert_eq!(page.contains(spoken), seen, "{id}: {page}");
                assert_eq!(page.contains("un agenda que vous ne voyez pas"), !seen, "{id}");
                assert!(seen || !page.contains("Benali") && !page.contains("résultats") && !page.contains("Petit"), "{page}");
            }
            let blind = key(clinic, clinic.tenant, &[Permission::ReadCalls]).await;
            let api = server.get(&format!("/v1/calls/{id}")).key(&blind).send().await.json();
            assert_eq!(api["turns"], serde_json::json!([]), "a program has no agenda of its own");
            assert!(!api["did"].to_string().contains("appointment"), "{api}");
        }
        // Nor is it on the file of a patient of theirs, nor taken out with it.
        let file = format!("/console/patients/{}", clinic.patient_id("petit").await);
        let page = server.get(&file).header("cookie", &martin).send().await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("positifs") && !page.text.contains("/export"), "{}", page.text);
        let taken = server.get(&format!("{file}/export")).header("cookie", &martin).send().await;
        assert_eq!((taken.status, taken.code().as_str()), (StatusCode::FORBIDDEN, "forbidden"));
    }

    /// A line tells who it was and all that came of a call, to whoever may see it; in as many looks for one as for many.
    async fn s102_the_list_names_callers_and_tells_all_that_came_of_a_call(clinic) {
        let server = Server::new(clinic);
        let martin = staff(clinic, Role::Practitioner).await;
        let mut tx = clinic.write().await;
        let members = users::list(&mut tx).await.unwrap();
        let who = members.iter().find(|user| user.role == Role::Practitioner).unwrap().id;
        users::grant(&mut tx, who, Permission::ReadCalls, None, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let secretary = staff(clinic, Role::Secretary).await;
        let both = [&BOOKS[..4], &["je voudrais qu'on me rappelle pour mes analyses", "non merci, au revoir"]].concat();
        let both = call(clinic, &both).await;
        let benali = BOOKS.map(|said| said.replace("Martin demain à 14 heures", "Benali demain à 14 h 10").replace("Jeanne Petit, 06 39 98 10 01", "Nadia Ferrand, 06 39 98 20 05"));
        let foreign = call(clinic, &benali.each_ref().map(String::as_str)).await;
        let message = [
            "Je voudrais laisser un message au docteur Benali",
            "dites-lui que son traitement me donne des vertiges",
            "Paul Durand",
            "06 39 98 20 77",
            "non merci, au revoir",
        ];
        let message = call(clinic, &message).await;
        let line = async |who: &str, call: CallId| {
            let page = server.get("/console/calls").header("cookie", who).send().await.text;
            let line = page.split("<li>").find(|line| line.contains(&format!("/console/calls/{call}\"")));
            let line = line.unwrap_or_else(|| panic!("{call}: {page}"));
            line.split("</li>").next().unwrap().to_owned()
        };
        for (call, name, told) in [
            (both, "Jeanne Petit", &["rendez-vous pris", "demande laissée"][..]),
            (foreign, "Nadia Ferrand", &["rendez-vous pris"]),
            (message, "Paul Durand", &["demande laissée"]),
        ] {
            let line = line(&secretary, call).await;
            assert_eq!(line.matches(name).count(), 1, "{line}");
            let tags: Vec<&str> = line.split("class=\"tag ").skip(1).map(|tag| tag.split(['>', '<']).nth(1).unwrap()).collect();
            assert_eq!(tags, told, "{line}");
        }
        // Their own agenda's caller has a name, nobody else's; and what was left for another agenda isn't told.
        for (call, seen, left) in [(both, true, true), (foreign, false, false), (message, false, false)] {
            let line = line(&martin, call).await;
            let named = ["Petit", "Ferrand", "Durand"].iter().any(|name| line.contains(name));
            let booked = line.contains("rendez-vous pris");
            assert_eq!((named, booked, line.contains("demande laissée")), (seen, seen, left), "{line}");
        }
    }

    /// What was left leads to who left it and to the call in which they did, for who may see either.
    async fn what_was_left_leads_to_the_file_and_to_the_call(clinic) {
        let said = [&BOOKS[..4], &["je voudrais qu'on me rappelle pour mes analyses", "non merci, au revoir"]].concat();
        let (server, id) = (Server::new(clinic), call(clinic, &said).await);
        let (file, from) = (format!("/console/patients/{}", clinic.patient_id("petit").await), format!("/console/calls/{id}"));
        let links = |page: &str| (page.contains(&format!("href=\"{file}\"")), page.contains(&format!("href=\"{from}\"")));
        let secretary = staff(clinic, Role::Secretary).await;
        let get = async |who: &str, path: &str| server.get(path).header("cookie", who).send().await.text;
        let inbox = get(&secretary, "/console/inbox").await;
        assert_eq!(links(&inbox), (true, true), "{inbox}");
        let one = &inbox[inbox.find("hx-get=\"/console/inbox/0").unwrap() + 8..];
        assert_eq!(links(&get(&secretary, &one[..one.find('"').unwrap()]).await), (true, true));
        assert!(!get(&secretary, &file).await.contains("Aucune demande"));
        let martin = staff(clinic, Role::Practitioner).await;
        assert!(!links(&get(&martin, "/console/inbox").await).1, "calls are not theirs to see");
        // Over the API as well, each by the right that it takes; a key sees no file without every agenda.
        let (petit, id) = (clinic.patient_id("petit").await.to_string(), id.to_string());
        let (read, files, calls, all) = (Permission::Read, Permission::ReadPatients, Permission::ReadCalls, Permission::ViewAll);
        for (rights, patient, call) in [
            (&[read][..], None, None),
            (&[read, files], None, None),
            (&[read, files, all], Some(&petit), None),
            (&[read, calls], None, Some(&id)),
            (&[read, files, calls, all], Some(&petit), Some(&id)),
        ] {
            let key = key(clinic, clinic.tenant, rights).await;
            let listed = server.get("/v1/requests").key(&key).send().await.json()["items"][0].clone();
            let one = server.get(&format!("/v1/requests/{}", listed["id"].as_str().unwrap())).key(&key).send().await.json();
            for view in [listed, one] {
                let led = ["patient_id", "call_id"].map(|field| view.get(field).and_then(|id| id.as_str()).map(str::to_owned));
                assert_eq!(led, [patient.cloned(), call.cloned()], "{rights:?}: {view}");
            }
        }
    }

    /// G1: a call has its first and its last entry, once each, whoever says how often that it is over.
    async fn a_call_begins_and_ends_in_the_trail(clinic) {
        let id = call(clinic, &[]).await;
        let (mut line, _) = Line::open(clinic.opening()).await.unwrap();
        for _ in 0..2 {
            line.hang_up().await;
        }
        let soon = clinic.clock.now() + SignedDuration::from_secs(1);
        let entries = audit::trail(&mut clinic.read().await, soon, 100).await.unwrap();
        for (call, action) in [id, line.id()].into_iter().flat_map(|id| [(id, Action::CallBegun), (id, Action::CallEnded)]) {
            let of_it = |entry: &&Entry| (entry.entity, entry.by) == (Entity::Call(call), By::Call(call)) && entry.action == action;
            assert_eq!(entries.iter().filter(of_it).count(), 1, "{action:?}");
        }
    }

    /// A caller who speaks of danger and is gone leaves a mark all the same: in the call, and where the day begins.
    async fn an_emergency_is_pointed_out_to_whoever_may_see_calls(clinic) {
        let (server, quiet) = (Server::new(clinic), call(clinic, &["Quelle est votre adresse ?"]).await);
        let id = call(clinic, &["vite mon mari a très mal dans la poitrine il arrive plus à respirer"]).await;
        let secretary = staff(clinic, Role::Secretary).await;
        let page = async |who: &str, path: &str| server.get(path).header("cookie", who).send().await.text;
        let mark = "Urgence évoquée, numéros d’urgence indiqués";
        assert!(page(&secretary, &format!("/console/calls/{id}")).await.contains(mark));
        assert!(!page(&secretary, &format!("/console/calls/{quiet}")).await.contains(mark));
        let told = |page: &str| page.contains(&format!("href=\"/console/calls/{id}\""));
        assert!(told(&page(&secretary, "/console").await));
        assert_eq!(page(&secretary, "/console/calls").await.matches("tag warn\">urgence évoquée").count(), 1);
        let only = page(&secretary, "/console/calls?outcome=emergency").await;
        assert!(told(&only) && !only.contains(&quiet.to_string()), "{only}");
        for _ in 0..4 {
            call(clinic, &["Jeanne Petit, code 482173, je voudrais annuler", "mon père fait un malaise"]).await;
        }
        let today = page(&secretary, "/console").await;
        assert_eq!(today.matches("Jeanne Petit a parlé d’une urgence aujourd’hui à").count(), 3, "{today}");
        assert!(today.contains("Et 2 autres appels"), "{today}");
        let martin = staff(clinic, Role::Practitioner).await;
        assert!(!page(&martin, "/console").await.contains("parlé d’une urgence"), "calls are not theirs to see");
        clinic.clock.advance(SignedDuration::from_hours(25));
        let secretary = staff(clinic, Role::Secretary).await;
        assert!(!told(&page(&secretary, "/console").await), "by then it has been seen to");
    }

    async fn who_may_not_see_calls_sees_none(clinic) {
        let (server, id) = (Server::new(clinic), call(clinic, &[]).await);
        for role in [Role::Practitioner, Role::ReadOnly] {
            let member = staff(clinic, role).await;
            for path in ["/console/calls", &format!("/console/calls/{id}")] {
                let refused = server.get(path).header("cookie", &member).send().await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
    }

    /// What is said is kept where the practice wants it, sealed, for as long as it says, and goes with its key.
    async fn turns_are_kept_for_as_long_as_the_practice_says(clinic) {
        let server = Server::new(clinic);
        call(clinic, &BOOKS).await;
        assert_eq!(clinic.count("SELECT count(*) FROM call_turn").await, 0);
        keep(clinic, 30).await;
        let id = call(clinic, &["Quelle est votre adresse ?", "non merci, au revoir"]).await;
        let secretary = staff(clinic, Role::Secretary).await;
        let page = server.get(&format!("/console/calls/{id}")).header("cookie", &secretary).send().await;
        assert!(page.text.contains("Quelle est votre adresse"), "{}", page.text);
        let said = calls::turns(&mut clinic.read().await, id).await.unwrap();
        assert_eq!(said.iter().filter(|turn| turn.side == calls::Side::Caller).count(), 2);
        assert!(said.len() >= 5, "the greeting, and an answer to each");
        let keys = clinic.count("SELECT count(*) FROM sealing_key").await;
        let forget = async || {
            jobs::forget(&clinic.db, clinic.tenant, clinic.clock.now(), Retention::default()).await.unwrap();
            clinic.count("SELECT count(*) FROM call_turn").await
        };
        clinic.clock.advance(SignedDuration::from_hours(24 * 29));
        assert!(forget().await > 0);
        clinic.clock.advance(SignedDuration::from_hours(24 * 2));
        assert_eq!(forget().await, 0);
        assert_eq!(clinic.count("SELECT count(*) FROM sealing_key").await, keys - 1);
        // A practice that keeps nothing any more keeps nothing of before.
        let later = call(clinic, &["bonjour"]).await;
        assert!(!calls::turns(&mut clinic.read().await, later).await.unwrap().is_empty());
        keep(clinic, 0).await;
        clinic.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(forget().await, 0);
    }
}
