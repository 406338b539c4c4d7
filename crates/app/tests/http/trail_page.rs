//! The trail, looked through over the API and at the console.

use std::collections::BTreeSet;

use app::audit::{self, Filter};
use axum::http::StatusCode;
use domain::audit::{Action, By, Entry};
use domain::permission::{Permission, Role};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Clinic;

use crate::booked::{booked, id, petit};
use crate::client::{Server, full_key, key, staff};
use crate::isolation::member;

/// A trail with several actors, actions and things.
async fn happened(clinic: &Clinic, server: &Server) -> String {
    let key = full_key(clinic).await;
    for minute in [0, 20, 40] {
        let id = id(&booked(server, &key, &petit(&format!("2026-03-10T15:{minute:02}:00+01:00"))).await);
        clinic.clock.advance(SignedDuration::from_mins(1));
        server.post(&format!("/v1/appointments/{id}/cancel")).key(&key).send().await;
        member(clinic, clinic.tenant, "Paul Lefort").await;
    }
    key
}

async fn everything(clinic: &Clinic) -> Vec<Entry> {
    let end = clinic.clock.now() + SignedDuration::from_secs(1);
    audit::trail(&mut clinic.read().await, end, 10_000).await.unwrap()
}

async fn looked(clinic: &Clinic, filter: &Filter, a_page: u32) -> Vec<Entry> {
    let (mut entries, mut after) = (Vec::new(), None);
    loop {
        let page = audit::look(&mut clinic.read().await, filter, after, a_page).await.unwrap();
        assert!(page.entries.len() <= a_page as usize);
        entries.extend(page.entries);
        after = page.next;
        if after.is_none() {
            return entries;
        }
    }
}

/// Whether an entry was meant.
type Meant<'a> = Box<dyn Fn(&Entry) -> bool + 'a>;

testkit::on_both_engines! {
    /// S73: every way of asking finds what was meant, once, the newest first, however small the pages are.
    async fn what_is_asked_for_is_found(clinic) {
        let server = Server::new(clinic);
        happened(clinic, &server).await;
        let all = everything(clinic).await;
        let booked = all.iter().find(|entry| entry.action == Action::Booked).unwrap();
        let middle = all[all.len() / 2].at;
        let nothing = Filter::default;
        let by = |label: &str| audit::actor(label);
        let about = |label: &str| audit::entity(label);
        let asked: Vec<(Filter, Meant<'_>)> = vec![
            (nothing(), Box::new(|_| true)),
            (Filter { from: Some(middle), ..nothing() }, Box::new(|entry| entry.at >= middle)),
            (Filter { to: Some(middle), ..nothing() }, Box::new(|entry| entry.at < middle)),
            (Filter { action: Some(Action::Cancelled), ..nothing() }, Box::new(|entry| entry.action == Action::Cancelled)),
            (Filter { actor: by(&booked.by.label()), ..nothing() }, Box::new(|entry| entry.by == booked.by)),
            (Filter { actor: by("key"), ..nothing() }, Box::new(|entry| matches!(entry.by, By::Key(_)))),
            (Filter { actor: by("operator"), ..nothing() }, Box::new(|entry| entry.by == By::Operator)),
            (Filter { entity: about(&booked.entity.label()), ..nothing() }, Box::new(|entry| entry.entity == booked.entity)),
            (Filter { entity: about("user"), ..nothing() }, Box::new(|entry| entry.entity.kind() == "user")),
            (
                Filter { from: Some(middle), actor: by("key"), action: Some(Action::Booked), entity: about("appointment"), ..nothing() },
                Box::new(|entry| entry.at >= middle && matches!(entry.by, By::Key(_)) && entry.action == Action::Booked),
            ),
            (
                Filter { actor: by(&booked.by.label()), action: Some(Action::Cancelled), entity: about(&booked.entity.label()), ..nothing() },
                Box::new(|entry| entry.by == booked.by && entry.action == Action::Cancelled && entry.entity == booked.entity),
            ),
        ];
        for (filter, meant) in asked {
            let wanted: Vec<&Entry> = all.iter().filter(|entry| meant(entry)).collect();
            assert!(!wanted.is_empty(), "{filter:?} asks for nothing that is there");
            for a_page in [1, 7, 200] {
                let found = looked(clinic, &filter, a_page).await;
                assert_eq!(found.iter().collect::<Vec<_>>(), wanted, "{filter:?} by {a_page}");
            }
        }
    }

    /// S70, S72: what was done to one appointment, told over the API, page by page.
    async fn the_api_tells_a_history(clinic) {
        let server = Server::new(clinic);
        let key = happened(clinic, &server).await;
        let booked = server.get("/v1/audit?action=appointment.booked&limit=1").key(&key).send().await;
        let entry = &booked.json()["items"][0];
        assert_eq!(entry["after"]["status"], json!("booked"), "{}", booked.text);
        assert_eq!(entry["after"]["practitioner"], json!("martin"));
        assert!(booked.json()["next"].is_string());
        let about = entry["entity"].as_str().unwrap().to_owned();
        let history = server.get(&format!("/v1/audit?entity={about}")).key(&key).send().await.json();
        let actions: Vec<&str> =
            history["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["appointment.cancelled", "appointment.booked"]);
        assert!(history["items"][0]["by"].as_str().unwrap().starts_with("key:"));
        let (mut seen, mut cursor) = (BTreeSet::new(), String::new());
        loop {
            let page = server.get(&format!("/v1/audit?limit=7{cursor}")).key(&key).send().await.json();
            for entry in page["items"].as_array().unwrap() {
                assert!(seen.insert(entry["id"].as_str().unwrap().to_owned()), "twice");
            }
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen.len(), everything(clinic).await.len());
        for wrong in ["actor=nobody", "entity=x:1", "action=booked", "from=yesterday", "limit=0", "limit=201", "who=x"] {
            assert_eq!(server.get(&format!("/v1/audit?{wrong}")).key(&key).send().await.code(), "invalid_query", "{wrong}");
        }
        assert_eq!(server.get("/v1/audit?cursor=x").key(&key).send().await.code(), "invalid_cursor");
    }

    /// S74: who does something stands in the row, for look-ups, as it stands in the entry, and is never changed.
    async fn the_actor_in_the_row_is_the_entrys(clinic) {
        let server = Server::new(clinic);
        happened(clinic, &server).await;
        for entry in everything(clinic).await {
            let found = looked(clinic, &Filter { actor: audit::actor(&entry.by.label()), ..Filter::default() }, 200).await;
            assert!(found.contains(&entry), "{entry:?}");
        }
        assert!(clinic.run("UPDATE audit SET actor = 'system'").await.is_err());
    }

    /// S103: a table to take along: no formula in it, by whoever may, who has shown that it is them; and told to the trail.
    async fn the_trail_is_taken_along(clinic) {
        let server = Server::new(clinic);
        happened(clinic, &server).await;
        key(clinic, clinic.tenant, &[Permission::Read]).await;
        let mut tx = clinic.write().await;
        let by = domain::permission::Actor::Operator;
        let (evil, _) = app::keys::create(&mut tx, "=HYPERLINK(\"x\"),1", &[], None, &by).await.unwrap();
        app::keys::revoke(&mut tx, evil, &domain::permission::Actor::Key { id: evil, permissions: vec![Permission::Manage] }).await.unwrap();
        tx.commit().await.unwrap();
        let owner = staff(clinic, Role::Owner).await;
        let ask = || server.get("/console/audit/export?action=key.revoked").header("cookie", &owner);
        let table = ask().send().await;
        assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(table.headers["content-disposition"], "attachment; filename=\"cabinet-des-lilas-audit.csv\"");
        let lines: Vec<&str> = table.text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "Quand,Qui,Quoi,À propos de,Détails,actor,action,entity");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].contains("\"Clé «\u{a0}=HYPERLINK(\"\"x\"\"),1\u{a0}»\""), "{}", lines[1]);
        let told = looked(clinic, &Filter { action: Some(Action::Exported), ..Filter::default() }, 10).await;
        assert_eq!(told.len(), 1);
        let by_script = ask().header("hx-request", "true").send().await;
        assert_eq!(by_script.headers["hx-redirect"], "/console/audit/export?action=key.revoked");
        clinic.clock.advance(SignedDuration::from_mins(15));
        let later = ask().send().await;
        let to = later.headers["location"].to_str().unwrap();
        assert_eq!(to, "/console/prove?next=/console/audit/export%3Faction%3Dkey%2Erevoked", "and then back");
    }

    async fn the_page_says_it_in_plain_words(clinic) {
        let server = Server::new(clinic);
        happened(clinic, &server).await;
        let owner = staff(clinic, Role::Owner).await;
        let page = server.get("/console/audit").header("cookie", &owner).send().await;
        for said in ["Rendez-vous pris", "Rendez-vous annulé", "réservé → annulé", "Droit accordé", "L’exploitant du serveur"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        let list = server.get("/console/audit/list?action=appointment.booked&actor=key&from=2026-01-01&to=&after=");
        let list = list.at_console(&owner).send().await;
        assert!(list.text.contains("Rendez-vous pris") && !list.text.contains("Rendez-vous annulé"), "{}", list.text);
        assert_eq!(list.headers["hx-replace-url"], "/console/audit?from=2026-01-01&actor=key&action=appointment.booked");
        for wrong in ["actor=x", "from=x", "after=x", "page=2"] {
            let refused = server.get(&format!("/console/audit?{wrong}")).header("cookie", &owner).send().await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let told: Value = server.get("/v1/audit?action=data.exported").key(&full_key(clinic).await).send().await.json();
        assert_eq!(told["items"], json!([]));
    }
}
