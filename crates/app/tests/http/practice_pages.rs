//! The practice at the console: what a form changes is the practice's next version, and the next call uses it.

use app::calls::{Line, Opening};
use app::tenants;
use axum::http::StatusCode;
use domain::Lang;
use domain::permission::{Actor, Role};
use domain::practice::Practice;
use testkit::Clinic;

use crate::client::{Answer, Server, staff};

const SERVICE: &str = "/console/practice/services/vaccination";

/// The fields of the form of a service, as the page shows it for the vaccination.
fn vaccination(version: &str) -> Vec<(&str, &str)> {
    vec![
        ("version", version),
        ("name.fr", "Vaccination"),
        ("name.en", "Vaccination"),
        ("spoken.fr", "vaccin\r\nvaccination\r\nrappel de vaccin\r\nse faire vacciner"),
        ("spoken.en", "vaccination\nvaccine\njab\nbooster\nflu shot"),
        ("minutes", "15"),
        ("step_min", "15"),
        ("buffer_before_min", "0"),
        ("buffer_after_min", "0"),
        ("by", "laurent"),
        ("by", "benali"),
        ("instructions.fr", ""),
        ("instructions.en", ""),
    ]
}

fn with<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.retain(|(field, _)| *field != name);
    fields.push((name, value));
    fields
}

async fn send(server: &Server, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    server.post(path).at_console(cookie).form(fields).send().await
}

fn led(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
    answer.headers["hx-redirect"].to_str().unwrap()
}

async fn standing(clinic: &Clinic) -> (u32, Practice) {
    let current = tenants::current(&mut clinic.read().await).await.unwrap();
    (current.version, (*current.practice).clone())
}

/// The first words of a call that begins now.
async fn greeting(server: &Server, clinic: &Clinic, lang: Lang) -> String {
    let practice = server.app.practices.current(&mut clinic.read().await).await.unwrap();
    let opening = Opening { practice, channel: "text", lang, ..clinic.opening() };
    let (_, turn) = Line::open(opening).await.unwrap();
    turn.said.into_iter().map(|said| said.text).collect::<Vec<_>>().join(" ")
}

testkit::on_both_engines! {
    /// S62: hours, a service and the greeting, changed at the console, are those of the next call.
    async fn s62_the_next_call_uses_what_was_changed(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let longer = with(vaccination("1"), "minutes", "30");
        assert_eq!(led(&send(&server, &owner, SERVICE, &longer).await), "/console/practice?saved=yes");
        let week = [
            ("version", "2"), ("name", "Dr Claire Martin"), ("spoken.fr", "docteur Martin"), ("spoken.en", ""),
            ("hours.mon.from", ""), ("hours.mon.to", ""), ("hours.tue.from", ""), ("hours.tue.to", ""),
            ("hours.wed.from", "10:00"), ("hours.wed.to", "11:00"), ("hours.wed.from", "20:00"), ("hours.wed.to", "00:00"),
            ("hours.thu.from", ""), ("hours.thu.to", ""), ("hours.fri.from", ""), ("hours.fri.to", ""),
            ("hours.sat.from", ""), ("hours.sat.to", ""), ("hours.sun.from", ""), ("hours.sun.to", ""),
            ("services", "consultation"), ("services", "premiere"), ("services", "certificat"),
        ];
        led(&send(&server, &owner, "/console/practice/people/martin", &week).await);
        let rules = [
            ("version", "3"), ("name", "Cabinet des Lilas"), ("address", ""), ("phone", "01 99 00 12 34"),
            ("transfer_to", ""), ("greeting.fr", "Bienvenue chez nous"), ("greeting.en", "Cabinet des Lilas, welcome!"),
            ("emergency_text.fr", "Composez le 15."), ("emergency_text.en", "Dial 15."), ("languages", "fr,en"),
            ("locale", "fr-FR"), ("timezone", "Europe/Paris"), ("policy.min_notice_min", "60"),
            ("policy.horizon_days", "30"), ("policy.cancel_notice_min", "120"), ("policy.offers_per_turn", "2"),
            ("policy.hold_ttl_s", "90"), ("policy.keep_turns_days", "7"), ("messages.patients", "sms"),
            ("messages.practice", "accueil@example.org"),
        ];
        led(&send(&server, &owner, "/console/practice/rules", &rules).await);

        let fr = "Cabinet des Lilas. Bienvenue chez nous. Je suis l'assistant automatique du cabinet.";
        assert!(greeting(&server, clinic, Lang::Fr).await.starts_with(fr), "G6: name and machine are said in any case");
        let en = "Cabinet des Lilas, welcome! I am the practice's automatic assistant.";
        assert!(greeting(&server, clinic, Lang::En).await.starts_with(en));
        let (version, practice) = standing(clinic).await;
        assert_eq!((version, practice.services[2].minutes), (4, 30));
        let hours: Vec<_> = practice.practitioners[0].hours.wed.iter().map(ToString::to_string).collect();
        assert_eq!(hours, ["10:00-11:00", "20:00-24:00"]);
        assert!(practice.practitioners[0].hours.mon.is_empty());
        assert_eq!((practice.tenant.policy.keep_turns_days, practice.tenant.messages.reminders), (7, false));
        assert_eq!(practice.tenant.messages.practice.as_deref(), Some("accueil@example.org"));
        assert_eq!(practice.tenant.phone.unwrap().as_str(), "+33199001234");
        let key = crate::client::full_key(clinic).await;
        let free = "/v1/availability?service=consultation&practitioner=martin&from=2026-03-09T00:00:00Z&to=2026-03-12T00:00:00Z";
        let free = server.get(free).key(&key).send().await;
        assert!(free.text.contains("2026-03-11T20:00:00+01:00") && !free.text.contains("2026-03-10T"), "{}", free.text);
    }

    /// What is wrong is told at its field, in the member's language; nothing is saved.
    async fn mistakes_are_told_at_their_fields(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let typed = with(with(vaccination("1"), "minutes", "vingt"), "step_min", "");
        let answer = send(&server, &owner, SERVICE, &typed).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid_value"));
        let wrong = with(with(with(vaccination("1"), "minutes", "2000"), "by", "nobody"), "name.en", "");
        let answer = send(&server, &owner, SERVICE, &wrong).await;
        let told: Vec<(String, String)> = answer.json()["errors"].as_array().unwrap().iter()
            .map(|error| (error["field"].as_str().unwrap().to_owned(), error["message"].as_str().unwrap().to_owned()))
            .collect();
        let wanted = [
            ("name.en", "ce texte manque dans l’une des langues du cabinet"),
            ("minutes", "2000 n’est pas compris entre 1 et 1440"),
            ("by[0]", "il n’y a pas de praticien «\u{a0}nobody\u{a0}»"),
        ];
        assert_eq!(told, wanted.map(|(field, message)| (field.to_owned(), message.to_owned())));
        let unknown = with(vaccination("1"), "tenant_id", "x");
        assert_eq!(send(&server, &owner, SERVICE, &unknown).await.code(), "invalid_body", "C8");
        assert_eq!(standing(clinic).await.0, 1);
    }

    async fn what_somebody_else_saved_is_never_overwritten_unseen(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        led(&send(&server, &owner, SERVICE, &with(vaccination("1"), "minutes", "30")).await);
        let stale = send(&server, &owner, SERVICE, &with(vaccination("1"), "minutes", "45")).await;
        assert_eq!((stale.status, stale.code().as_str()), (StatusCode::CONFLICT, "changed"));
        assert_eq!(standing(clinic).await.1.services[2].minutes, 30);
    }

    /// The pages show what stands; whoever may not manage sees none of them (S101).
    async fn s101_the_pages_are_for_who_manages(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let secretary = staff(clinic, Role::Secretary).await;
        for (path, shows) in [
            ("", "Téléconsultation"), ("/services/vaccination", "rappel de vaccin"), ("/services/new", "name=\"minutes\""),
            ("/people", "Dr Karim Benali"), ("/people/martin", "value=\"12:30\""), ("/people/new", "hours.sun.from"),
            ("/rooms/new", "name=\"name\""), ("/opening", "congés d’été"), ("/answers", "carte vitale"),
            ("/answers/2", "place Guichard"), ("/answers/new", "answer.fr"), ("/rules", "01 99 00 12 34"),
            ("/versions", "ligne de commande"), ("/versions/1", "première version"), ("/file", "slug: cabinet-des-lilas"),
        ] {
            let path = format!("/console/practice{path}");
            let page = server.get(&path).header("cookie", &owner).send().await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
            assert!(page.text.replace("&#39;", "’").contains(shows), "{path} shows no {shows}");
            let refused = server.get(&path).header("cookie", &secretary).header("accept", "application/json").send().await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
        let refused = send(&server, &secretary, SERVICE, &vaccination("1")).await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::FORBIDDEN, "forbidden"));
    }

    async fn services_people_rooms_and_answers_come_and_go(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let post = async |path: &str, fields: &[(&str, &str)]| {
            let (version, _) = standing(clinic).await;
            let version = version.to_string();
            let mut all = vec![("version", version.as_str())];
            all.extend_from_slice(fields);
            led(&send(&server, &owner, &format!("/console/practice{path}"), &all).await).to_owned()
        };
        post("/rooms/new", &[("name", "Salle d’échographie")]).await;
        let fields = with(vaccination("1"), "name.fr", "Échographie");
        let fields: Vec<_> = with(fields, "default", "yes").into_iter().filter(|(name, _)| *name != "version").collect();
        post("/services/new", &with(fields, "rooms", "salle-d-echographie")).await;
        let practice = standing(clinic).await.1;
        let new = practice.services.last().unwrap();
        assert_eq!((new.id.as_str(), new.rooms[0].as_str()), ("echographie", "salle-d-echographie"));
        assert_eq!(practice.default_service().unwrap().id.as_str(), "echographie", "there is one default");
        post("/people/new", &[("name", "Dr Zoé Faure"), ("hours.mon.from", "09:00"), ("hours.mon.to", "12:00"),
            ("services", "echographie")]).await;
        let practice = standing(clinic).await.1;
        assert_eq!(practice.practitioners[3].id.as_str(), "dr-zoe-faure");
        assert!(practice.services.last().unwrap().by.contains(&practice.practitioners[3].id));
        post("/answers/new", &[("ask.fr", "chien\nanimaux"), ("ask.en", "dog"), ("answer.fr", "Non."), ("answer.en", "No.")]).await;
        assert_eq!(standing(clinic).await.1.faq.len(), 5);

        post("/people/dr-zoe-faure/retire", &[]).await;
        post("/rooms/salle-d-echographie/retire", &[]).await;
        post("/services/echographie/retire", &[]).await;
        post("/answers/4/remove", &[]).await;
        let (version, mut practice) = standing(clinic).await;
        assert_eq!(version, 9);
        practice.services[0].default = true;
        let mut before = testkit::practice();
        before.patients.clear();
        assert_eq!(practice, before, "everything that came is gone, and nothing else");
    }

    /// Other hours over a week open nobody's day off, nor a holiday; one day by itself does.
    async fn hours_of_several_days_leave_days_off_alone(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        for (version, to, days) in [
            ("1", "2026-05-08", &["2026-05-04", "2026-05-05", "2026-05-07"][..]),
            ("2", "", &["2026-05-04", "2026-05-05", "2026-05-07", "2026-05-06"]),
        ] {
            let from = if to.is_empty() { "2026-05-06" } else { "2026-05-04" };
            let fields = [("version", version), ("whose", "martin"), ("kind", "hours"), ("from", from), ("to", to),
                ("hours.from", "10:00"), ("hours.to", "12:30"), ("reason", "")];
            led(&send(&server, &owner, "/console/practice/opening", &fields).await);
            let practice = standing(clinic).await.1;
            let differ: Vec<_> = practice.practitioners[0].overrides.iter().map(|day| day.date.to_string()).collect();
            assert_eq!(differ, days);
        }
    }

    async fn single_days_and_closures_come_and_go(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let add = async |version: &str, whose: &str, kind: &str, from: &str, to: &str, hours: (&str, &str)| {
            let fields = [("version", version), ("whose", whose), ("kind", kind), ("from", from), ("to", to),
                ("hours.from", hours.0), ("hours.to", hours.1), ("reason", "formation")];
            send(&server, &owner, "/console/practice/opening", &fields).await
        };
        led(&add("1", "", "closed", "2026-12-24", "", ("", "")).await);
        led(&add("2", "martin", "closed", "2026-04-06", "2026-04-10", ("", "")).await);
        led(&add("3", "benali", "hours", "2026-05-04", "2026-05-06", ("10:00", "12:00")).await);
        led(&add("4", "benali", "extra", "04/05/2026", "", ("19 h", "20h00")).await);
        let practice = standing(clinic).await.1;
        assert_eq!(practice.tenant.closures[1].to, practice.tenant.closures[1].from);
        assert_eq!(practice.practitioners[0].closures[0].reason.as_deref(), Some("formation"));
        let file = testkit::practice();
        let undone = app::tenants::undone(&mut clinic.read().await, &file).await.unwrap();
        assert!(undone.contains(&"tenant.closures[2026-12-24]".to_owned()), "{undone:?}");
        let days: Vec<_> = practice.practitioners[1].overrides.iter().map(|day| day.date.to_string()).collect();
        assert_eq!(days, ["2026-05-05", "2026-05-06", "2026-05-04"], "the day that was changed again is there once");
        for (whose, kind, from, to, hours, field) in [
            ("", "closed", "2026-04-10", "2026-04-06", ("", ""), "to"),
            ("", "closed", "", "", ("", ""), "from"),
            ("", "hours", "2026-04-10", "", ("09:00", "10:00"), "whose"),
            ("martin", "hours", "2026-04-10", "", ("", ""), "hours"),
            ("martin", "hours", "2026-04-10", "", ("10:00", "09:00"), "hours"),
            ("martin", "extra", "2026-04-13", "", ("10:00", "11:00"), "extra[0]"),
            ("martin", "hours", "2026-04-10", "2027-04-10", ("09:00", "10:00"), "to"),
            ("martin", "hours", "2026-05-09", "2026-05-10", ("09:00", "10:00"), "to"),
        ] {
            let answer = add("5", whose, kind, from, to, hours).await;
            assert_eq!(answer.code(), "invalid_value", "{}", answer.text);
            assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.text);
        }
        for (whose, kind, from, hours, field, told) in [
            ("martin", "hours", "2026-04-10", ("25:00", "26:00"), "hours", "écrivez une heure comme 9\u{a0}h\u{a0}30"),
            ("martin", "hours", "2026-04-10", ("9:00-8:00", "10:00"), "hours", "écrivez une heure comme 9\u{a0}h\u{a0}30"),
            ("martin", "hours", "2026-04-10", ("9h", "8h"), "hours", "la fin doit venir après le début"),
            ("martin", "hours", "demain", ("9h", "10h"), "from", "écrivez une date comme 03/08/2026"),
            ("", "closed", "2026-04-10", ("", ""), "to", "la fin est avant le début (10/04/2026)"),
        ] {
            let to = if kind == "closed" { "09/04/2026" } else { "" };
            let answer = add("5", whose, kind, from, to, hours).await;
            let errors = answer.json()["errors"].as_array().unwrap().clone();
            assert_eq!(errors.len(), 1, "{}", answer.text);
            assert_eq!(errors[0]["field"], field, "{}", answer.text);
            assert!(errors[0]["message"].as_str().unwrap().contains(told), "{}", answer.text);
        }
        let page = server.get("/console/practice/opening").header("cookie", &owner).send().await;
        assert!(page.text.contains("jeudi 24 décembre 2026") && page.text.contains("en plus des horaires habituels"));
        let remove = |version: &'static str, whose: &'static str, list: &'static str, place: &'static str| {
            let fields = [("version", version), ("whose", whose), ("list", list), ("place", place)];
            server.post("/console/practice/opening/remove").at_console(&owner).form(&fields).send()
        };
        led(&remove("5", "", "closures", "1").await);
        led(&remove("6", "benali", "overrides", "0").await);
        assert_eq!(remove("7", "martin", "closures", "4").await.status, StatusCode::NOT_FOUND);
        led(&send(&server, &owner, "/console/practice/opening/holidays", &[("version", "7")]).await);
        let practice = standing(clinic).await.1;
        assert_eq!((practice.tenant.closures.len(), practice.practitioners[1].overrides.len()), (1, 2));
        assert!(practice.tenant.public_holidays.is_none());
    }

    /// A practice edited at the console and one that a file says are the same thing.
    async fn what_the_console_changes_an_export_says_and_applies_again(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        led(&send(&server, &owner, SERVICE, &with(vaccination("1"), "minutes", "25")).await);
        let file = server.get("/console/practice/file/download").header("cookie", &owner).send().await;
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"cabinet-des-lilas.yaml\"");
        let (version, practice) = standing(clinic).await;
        assert_eq!(file.text, practice.to_yaml().unwrap(), "as the command line writes it");
        let parsed = Practice::parse(&file.text, "p.yaml").unwrap();
        assert_eq!(domain::practice::differences(&parsed, &practice), []);
        let same = send(&server, &owner, "/console/practice/file", &[("version", "2"), ("yaml", &file.text)]).await;
        led(&same);
        assert_eq!(standing(clinic).await.0, version, "the same file is no new version");
        tenants::apply(&clinic.db, &parsed, clinic.clock.now(), &Actor::Operator).await.unwrap();
        assert_eq!(standing(clinic).await.1, practice);

        let wrong = file.text.replacen("minutes: 25", "minutes: 0", 1);
        let line = 1 + wrong.lines().position(|line| line.contains("minutes: 0")).unwrap();
        let answer = send(&server, &owner, "/console/practice/file", &[("version", "3"), ("yaml", &wrong)]).await;
        let error = &answer.json()["errors"][0];
        assert!(error["field"].as_str().unwrap().starts_with(&format!("yaml:{line}:")), "{error}");
        let said = format!("Ligne {line} — Vaccination · Durée (minutes)\u{a0}: 0 n’est pas compris entre 1 et 1440");
        assert_eq!(error["message"], said);
        let broken = send(&server, &owner, "/console/practice/file", &[("version", "3"), ("yaml", "tenant: [")]).await;
        assert_eq!(broken.code(), "invalid_value", "{}", broken.text);
    }

    async fn an_earlier_version_is_gone_back_to_in_plain_words(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        led(&send(&server, &owner, SERVICE, &with(vaccination("1"), "minutes", "25")).await);
        let page = server.get("/console/practice/versions/2").header("cookie", &owner).send().await;
        assert!(page.text.contains("Vaccination · Durée (minutes)"), "{}", page.text);
        let restore = |version| server.post("/console/practice/versions/1/restore").at_console(&owner).form(&[("version", version)]).send();
        assert_eq!(restore("1").await.code(), "changed");
        led(&restore("2").await);
        let (version, practice) = standing(clinic).await;
        assert_eq!((version, practice.services[2].minutes), (3, 15));
        let page = server.get("/console/practice/versions").header("cookie", &owner).send().await;
        assert!(page.text.contains("Membre 0"), "who saved it: {}", page.text);
    }

    /// What has appointments to come is retired only by who has seen that.
    async fn what_is_booked_is_retired_on_purpose_only(clinic) {
        let (server, owner) = (Server::new(clinic), staff(clinic, Role::Owner).await);
        let slot = clinic.slot("teleconsultation", "benali", "2026-03-10T09:00");
        clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        let path = "/console/practice/services/teleconsultation";
        let page = server.get(path).header("cookie", &owner).send().await;
        assert!(page.text.contains("Rendez-vous à venir\u{a0}: <b>1</b>"), "{}", page.text);
        let retire = format!("{path}/retire");
        let unseen = send(&server, &owner, &retire, &[("version", "1")]).await;
        assert_eq!((unseen.status, unseen.code().as_str()), (StatusCode::CONFLICT, "still_booked"));
        assert_eq!(unseen.json()["detail"], "Téléconsultation (1)");
        led(&send(&server, &owner, &retire, &[("version", "1"), ("force", "yes")]).await);
        assert_eq!(standing(clinic).await.1.services.len(), 5);
    }
}
