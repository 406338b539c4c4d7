//! What waits for the staff, settled at the console and over the API (S231, S239).

use app::booking::{self, Note, RequestFilter};
use app::users;
use axum::http::StatusCode;
use domain::Pii;
use domain::availability::Slot;
use domain::ids::{AppointmentId, RequestId};
use domain::permission::{Actor, Permission, Role};
use domain::request::{Kind, Reason, State};
use jiff::SignedDuration;
use serde_json::json;
use testkit::Clinic;

use crate::client::{Server, full_key, key, staff};

/// Leaves a request of a kind, about an agenda or nobody's.
async fn leave(clinic: &Clinic, kind: Kind, practitioner: Option<&str>) -> String {
    let petit = clinic.patient("petit");
    let note = Note {
        name: Some(petit.name),
        phone: petit.phone,
        text: Some(Pii::new(format!("Pour {}", practitioner.unwrap_or("personne")))),
        practitioner: practitioner.map(|name| name.parse().unwrap()),
        reason: Some(Reason::Prescription),
        ..Note::of(kind)
    };
    let mut tx = clinic.write().await;
    let id = booking::leave(&mut tx, &note, &Actor::System).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// An appointment that the staff must agree to: what asks them, and the appointment.
pub(crate) async fn approval(clinic: &Clinic, slot: &Slot) -> (String, AppointmentId) {
    let mut practice = (*clinic.practice).clone();
    practice.services.iter_mut().for_each(|service| service.requires_approval = true);
    let (by, who) = (Actor::Operator, clinic.patient("petit"));
    let mut tx = clinic.write().await;
    let held = booking::hold(&mut tx, &practice, slot, None, &by).await.unwrap();
    let booked = booking::confirm(&mut tx, &practice, held.id, &who, None, &by).await.unwrap();
    tx.commit().await.unwrap();
    let booked = booked.booking.appointment.id;
    let filter = RequestFilter { kind: Some(Kind::Approval), ..RequestFilter::default() };
    let asked = booking::requests(&mut clinic.read().await, &filter, 100).await.unwrap();
    let about = asked.iter().find(|request| request.note.appointment == Some(booked)).unwrap();
    (about.id.to_string(), booked)
}

async fn state(clinic: &Clinic, id: &str) -> State {
    let id: RequestId = id.parse().unwrap();
    booking::the_request(&mut clinic.read().await, id).await.unwrap().state
}

testkit::on_both_engines! {
    /// A secretary declines an approval: the appointment is given up, its time is free again, and nobody undoes that.
    async fn a_declined_approval_gives_its_appointment_up(clinic) {
        let (server, secretary) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let (id, appointment) = approval(clinic, &slot).await;
        let list = server.get("/console/inbox").header("cookie", &secretary).send().await;
        assert!(list.text.contains("À accepter") && list.text.contains("Jeanne Petit"), "{}", list.text);
        assert!(list.text.contains("tel:+33639981001") && list.text.contains("mardi 10 mars à 14\u{a0}h"), "{}", list.text);
        let declined = server.post(&format!("/console/inbox/{id}/decline")).at_console(&secretary).send().await;
        assert_eq!(declined.status, StatusCode::OK, "{}", declined.text);
        assert!(!declined.text.contains("/reopen"), "{}", declined.text);
        let booking = booking::appointment(&mut clinic.read().await, appointment).await.unwrap();
        assert!(!booking.appointment.status.keeps_time());
        let slot = clinic.slot("consultation", "martin", "2026-03-10T14:00");
        let again = clinic.book(&slot, &clinic.patient("nguyen"), None).await;
        assert!(again.is_ok(), "its time is free again");
        let reopened = server.post(&format!("/console/inbox/{id}/reopen")).at_console(&secretary).send().await;
        assert_eq!((reopened.status, reopened.code().as_str()), (StatusCode::CONFLICT, "cannot_reopen"));
        assert_eq!(state(clinic, &id).await, State::Declined);
    }

    /// S231: assigned, done, undone; each with its entry in the trail (proved by `trail.rs` for the API).
    async fn s231_a_team_settles_together(clinic) {
        let server = Server::new(clinic);
        let (camille, sacha) = (staff(clinic, Role::Secretary).await, staff(clinic, Role::Secretary).await);
        let id = leave(clinic, Kind::CallBack, None).await;
        let act = async |who: &str, what: &str| {
            let path = format!("/console/inbox/{id}/{what}");
            server.post(&path).at_console(who).send().await
        };
        let page = async |who: &str, query: &str| {
            server.get(&format!("/console/inbox{query}")).header("cookie", who).send().await.text
        };
        assert!(page(&camille, "").await.contains("Ordonnance"), "S239: its reason");
        assert_eq!(act(&camille, "take").await.status, StatusCode::NO_CONTENT);
        assert!(page(&camille, "?whose=mine").await.contains("vous vous en occupez"));
        assert!(page(&sacha, "").await.contains("prise en charge par Membre 0"));
        assert!(!page(&sacha, "?whose=mine").await.contains("Jeanne Petit"));
        let text = [("text", "  Rappelée : laisse un message.  ")];
        let remarked = server.post(&format!("/console/inbox/{id}/remark")).at_console(&sacha).form(&text).send().await;
        assert_eq!(remarked.status, StatusCode::OK, "{}", remarked.text);
        assert!(remarked.text.contains("Rappelée : laisse un message.") && remarked.text.contains("Membre 1"));
        let done = act(&sacha, "done").await;
        assert!(done.text.contains(&format!("/console/inbox/{id}/reopen")), "undone at once: {}", done.text);
        assert!(done.headers["hx-trigger"].to_str().unwrap().contains("changed"));
        assert!(!page(&camille, "").await.contains("Jeanne Petit"), "it waits no more");
        assert!(page(&camille, "?state=done").await.contains("Jeanne Petit"));
        assert_eq!(act(&camille, "take").await.code(), "already_settled");
        assert_eq!(act(&camille, "reopen").await.status, StatusCode::OK);
        assert_eq!(state(clinic, &id).await, State::Open);
        assert_eq!(act(&camille, "give-back").await.status, StatusCode::NO_CONTENT);
    }

    /// S102: whoever may not see every agenda sees their own requests and nobody's.
    async fn s102_a_practitioner_sees_their_own_requests_and_nobodys(clinic) {
        let server = Server::new(clinic);
        let martin = staff(clinic, Role::Practitioner).await;
        let own = leave(clinic, Kind::Wish, Some("martin")).await;
        let other = leave(clinic, Kind::Wish, Some("benali")).await;
        let nobodys = leave(clinic, Kind::Message, None).await;
        let list = server.get("/console/inbox").header("cookie", &martin).send().await.text;
        assert!(list.contains(&own) && list.contains(&nobodys) && !list.contains(&other));
        let count = server.get("/console/inbox/count").header("cookie", &martin).send().await.text;
        assert!(count.contains(">2<"), "{count}");
        for what in ["done", "decline", "take", "reopen", "give-back"] {
            let answer = server.post(&format!("/console/inbox/{other}/{what}")).at_console(&martin).send().await;
            assert_eq!(answer.code(), "not_found", "{what}");
        }
        assert_eq!(server.get(&format!("/console/inbox/{other}")).at_console(&martin).send().await.code(), "not_found");
        let limited = key(clinic, clinic.tenant, &[Permission::Read, Permission::Settle]).await;
        let listed = server.get("/v1/requests").key(&limited).send().await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "a program has no agenda of its own");
    }

    /// S98: without the right, neither the page nor the API settles anything.
    async fn s98_settling_takes_its_own_right(clinic) {
        let server = Server::new(clinic);
        let id = leave(clinic, Kind::Message, None).await;
        let reader = staff(clinic, Role::ReadOnly).await;
        assert_eq!(server.get("/console/inbox").header("cookie", &reader).send().await.status, StatusCode::FORBIDDEN);
        let today = server.get("/console").header("cookie", &reader).send().await.text;
        assert!(!today.contains("/console/inbox") && !today.contains("Jeanne Petit"));
        let writer = key(clinic, clinic.tenant, &[Permission::Read, Permission::Write, Permission::ViewAll]).await;
        for what in ["done", "decline", "reopen"] {
            let path = format!("/v1/requests/{id}/{what}");
            assert_eq!(server.post(&path).key(&writer).send().await.code(), "forbidden", "{what}");
            let at_console = server.post(&format!("/console/inbox/{id}/{what}")).at_console(&reader).send().await;
            assert_eq!(at_console.status, StatusCode::FORBIDDEN, "{what}");
        }
        assert_eq!(state(clinic, &id).await, State::Open);
    }

    async fn the_api_tells_who_has_it_and_by_when(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        staff(clinic, Role::Secretary).await;
        let member = users::list(&mut clinic.read().await).await.unwrap()[0].id.to_string();
        let id = leave(clinic, Kind::CallBack, None).await;
        let read = server.get(&format!("/v1/requests/{id}")).key(&key).send().await.json();
        // Monday at nine: four open hours later, the pause at noon left out.
        assert_eq!(read["due_at"], "2026-03-09T14:00:00+01:00");
        assert_eq!((&read["reason"], &read["assigned_to"]), (&json!("prescription"), &json!(null)));
        let given = server.post(&format!("/v1/requests/{id}/assign")).key(&key).json(&json!({"assigned_to": member}));
        assert_eq!(given.send().await.json()["assigned_to"], json!(member));
        let listed = server.get(&format!("/v1/requests?kind=call_back&assigned_to={member}")).key(&key).send().await;
        assert_eq!(listed.json()["items"][0]["id"], json!(id));
        let other = server.get("/v1/requests?kind=wish").key(&key).send().await;
        assert_eq!(other.json()["items"], json!([]));
        let back = server.post(&format!("/v1/requests/{id}/assign")).key(&key).json(&json!({}));
        assert_eq!(back.send().await.json().get("assigned_to"), None);
    }

    /// The staff's remarks go with the person (I12).
    async fn i12_remarks_are_erased_with_the_person(clinic) {
        let (server, key) = (Server::new(clinic), full_key(clinic).await);
        let patient = clinic.patient_id("petit").await;
        let note = Note { patient: Some(patient), text: Some(Pii::new("Bonjour".into())), ..Note::of(Kind::Message) };
        let mut tx = clinic.write().await;
        let id = booking::leave(&mut tx, &note, &Actor::System).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/v1/requests/{id}/remarks");
        let written = server.post(&path).key(&key).json(&json!({"text": "Très inquiète"})).send().await;
        assert_eq!(written.json()["remarks"][0]["text"], "Très inquiète");
        let mut tx = clinic.write().await;
        app::patients::erase(&mut tx, patient, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let read = server.get(&format!("/v1/requests/{id}")).key(&key).send().await.json();
        assert_eq!((&read["remarks"], read.get("text")), (&json!([]), None));
        let again = server.post(&path).key(&key).json(&json!({"text": "Encore"})).send().await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
    }

    async fn the_day_is_told_to_whoever_may_see_it(clinic) {
        let (server, secretary) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        let martin = staff(clinic, Role::Practitioner).await;
        for (practitioner, name, hour) in [("martin", "petit", "16:00"), ("benali", "nguyen", "16:10")] {
            let slot = clinic.slot("consultation", practitioner, &format!("2026-03-09T{hour}"));
            clinic.book(&slot, &clinic.patient(name), Some(clinic.call())).await.unwrap();
        }
        let asked = leave(clinic, Kind::TooLate, None).await;
        let today = async |who: &str| server.get("/console").header("cookie", who).send().await.text;
        let seen = today(&secretary).await;
        for told in ["16\u{a0}h", "Jeanne Petit", "Dr Karim Benali", "Changement tardif", "Derniers rendez-vous pris par Allo"] {
            assert!(seen.contains(told), "{told}: {seen}");
        }
        // From here one gets at each of them, opened.
        let one = seen.split("href=\"/console/calendar?date=2026-03-09&#38;one=").nth(1).unwrap();
        let one = one.split('"').next().unwrap();
        let shown = async |path: &str| server.get(path).header("cookie", &secretary).send().await.text;
        let calendar = shown(&format!("/console/calendar?date=2026-03-09&one={one}")).await;
        assert!(calendar.contains(&format!("hx-get=\"/console/calendar/appointments/{one}\"")), "{calendar}");
        assert!(seen.contains(&format!("/console/inbox?one={asked}")), "{seen}");
        let inbox = shown(&format!("/console/inbox?one={asked}")).await;
        assert!(inbox.contains(&format!("hx-get=\"/console/inbox/{asked}\" hx-trigger=\"load\"")), "{inbox}");
        assert!(!seen.contains("/console/test-call"), "a secretary doesn't look after the practice");
        let owner = staff(clinic, Role::Owner).await;
        assert!(today(&owner).await.contains("/console/test-call"));
        let own = today(&martin).await;
        assert!(!own.contains("Paul Nguyen"), "{own}");
        assert!(own.contains("Jeanne Petit") && !own.contains("Dr Karim Benali"), "{own}");
        assert!(!own.contains("Au téléphone"), "without calls.read");
        clinic.clock.advance(SignedDuration::from_mins(65));
        let later = staff(clinic, Role::Secretary).await;
        let list = server.get("/console/inbox/list").header("cookie", &later).send().await.text;
        assert!(list.contains("En retard"), "{list}");
    }
}
