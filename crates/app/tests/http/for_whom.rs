//! A new appointment for somebody on file: picked at the console, named by their file in the API.

use axum::http::StatusCode;
use domain::permission::{Permission, Role};
use serde_json::json;

use crate::client::{Server, full_key, key, staff};

testkit::on_both_engines! {
    async fn a_file_that_is_named_is_the_one_that_is_booked_for(clinic) {
        let (server, all) = (Server::new(clinic), full_key(clinic).await);
        let petit = clinic.patient_id("petit").await.to_string();
        let files = clinic.count("SELECT count(*) FROM patient").await;
        let book = async |key: &str, start: &str, more: serde_json::Value| {
            let mut body = json!({"practitioner": "martin", "start": start});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            server.post("/v1/appointments").key(key).json(&body).send().await
        };
        let booked = book(&all, "2026-03-10T14:00:00+01:00", json!({"patient_id": petit})).await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.text);
        assert_eq!(booked.json()["patient"]["name"], "Jeanne Petit");
        let beside = book(&all, "2026-03-10T14:00:00+01:00", json!({"patient_id": petit, "overbook": true})).await;
        assert_eq!(beside.status, StatusCode::CREATED, "{}", beside.text);
        assert_eq!(clinic.count("SELECT count(*) FROM patient").await, files, "no second file");

        let stated = json!({"name": "Jeanne Petit", "phone": "+33639981001"});
        for neither in [json!({}), json!({"patient_id": petit, "patient": stated}), json!({"patient_id": "petit"})] {
            let refused = book(&all, "2026-03-10T15:00:00+01:00", neither).await;
            assert_eq!(refused.code(), "invalid_body", "{}", refused.text);
        }
        let nobody = json!({"patient_id": "00000000-0000-7000-8000-000000000000"});
        assert_eq!(book(&all, "2026-03-10T15:00:00+01:00", nobody).await.code(), "not_found");
        // Whoever may not see files may not try their ids, either (S102).
        let writes = key(clinic, clinic.tenant, &[Permission::Write, Permission::ViewAll]).await;
        let refused = book(&writes, "2026-03-10T15:00:00+01:00", json!({"patient_id": petit})).await;
        assert_eq!(refused.code(), "forbidden", "{}", refused.text);
        let blind = key(clinic, clinic.tenant, &[Permission::Write, Permission::ReadPatients]).await;
        let refused = book(&blind, "2026-03-10T15:00:00+01:00", json!({"patient_id": petit})).await;
        assert_eq!(refused.code(), "not_found", "{}", refused.text);
        testkit::sound(&clinic.url).await;
    }

    async fn somebody_on_file_is_looked_for_and_picked(clinic) {
        let (server, secretary) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        let petit = clinic.patient_id("petit").await.to_string();
        let files = clinic.count("SELECT count(*) FROM patient").await;
        let pick = format!("/console/calendar/whose?patient={petit}");
        for typed in [("q", "peti"), ("q", "06 39 98 10 01"), ("phone", "06 39 98 10 01")] {
            let found = server.post("/console/calendar/known").at_console(&secretary).form(&[typed]).send().await;
            assert!(found.text.contains(&pick) && found.text.contains("Jeanne Petit"), "{typed:?}: {}", found.text);
        }
        for (typed, there) in [("petit 18/04/1961", true), ("petit 18/04/61", true), ("petit né le 18/04/1961", true),
            ("petit 19/04/1961", false)]
        {
            let found = server.post("/console/calendar/known").at_console(&secretary).form(&[("q", typed)]).send().await;
            assert_eq!(found.text.contains(&pick), there, "{typed}: {}", found.text);
            assert!(!found.text.contains("Ajoutez le nom"), "{typed}: {}", found.text);
        }
        let born = server.post("/console/calendar/known").at_console(&secretary).form(&[("q", "18/04/1961")]).send().await;
        assert!(born.text.contains("Ajoutez le nom") && !born.text.contains("Personne ne correspond"), "{}", born.text);
        let picked = server.get(&pick).at_console(&secretary).send().await;
        let hidden = format!("name=\"patient_id\" value=\"{petit}\"");
        assert!(picked.text.contains(&hidden) && picked.text.contains("18/04/1961"), "{}", picked.text);
        let fields = [("once", ""), ("service", "consultation"), ("who", "martin"), ("date", "2026-03-10"), ("time", "14:00"),
            ("patient_id", petit.as_str())];
        let made = server.post("/console/calendar/new").at_console(&secretary).form(&fields).send().await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        assert_eq!(clinic.count("SELECT count(*) FROM patient").await, files, "no second file");
        let page = server.get("/console/calendar?date=2026-03-10").at_console(&secretary).send().await;
        assert!(page.text.contains("Jeanne Petit"), "{}", page.text);

        // From their file: the calendar opens with the form, in which they are picked.
        let file = server.get(&format!("/console/patients/{petit}")).at_console(&secretary).send().await;
        let way = format!("/console/calendar?patient={petit}");
        assert!(file.text.contains(&way), "{}", file.text);
        let page = server.get(&way).at_console(&secretary).send().await;
        assert!(page.text.contains(&format!("patient={petit}\" hx-trigger=\"load\"")), "{}", page.text);
        let form = server.get(&format!("/console/calendar/new?patient={petit}")).at_console(&secretary).send().await;
        assert!(form.text.contains(&hidden), "{}", form.text);
        // A practitioner picks among those whom they see.
        let practitioner = staff(clinic, Role::Practitioner).await;
        let nguyen = clinic.patient_id("nguyen").await;
        let unseen = server.get(&format!("/console/calendar/whose?patient={nguyen}")).at_console(&practitioner).send().await;
        assert_eq!(unseen.code(), "not_found", "{}", unseen.text);
    }

    /// Whoever begins in somebody's column is proposed what that somebody gives.
    async fn a_new_appointment_proposes_what_is_given(clinic) {
        let (server, secretary) = (Server::new(clinic), staff(clinic, Role::Secretary).await);
        for (at, service, with) in [
            ("who=laurent", "vaccination", "laurent"),
            ("who=benali", "consultation", "benali"),
            ("date=2026-03-10", "consultation", "martin"),
        ] {
            let form = server.get(&format!("/console/calendar/new?{at}")).at_console(&secretary).send().await;
            for chosen in [service, with] {
                assert!(form.text.contains(&format!("value=\"{chosen}\" selected")), "{at}: {chosen}: {}", form.text);
            }
        }
    }
}
