//! What patients and the practice are told in writing, from the change to the mail and the console.

use app::booking::{self, Confirmed, Note};
use app::jobs;
use app::messages::{self, Channel, Filter, Kind, Message, Post, Recorder, Sending, State, Trouble};
use app::patients::{self, Stated, Told};
use axum::http::StatusCode;
use domain::Pii;
use domain::ids::{AppointmentId, MessageId, PatientId};
use domain::permission::{Actor, Role};
use domain::practice::Wanted;
use domain::request;
use jiff::SignedDuration;
use serde_json::json;
use testkit::Clinic;

use crate::client::{Server, full_key, staff};

/// A clinic's post: what is sent is kept here.
pub(crate) struct Office<'a> {
    clinic: &'a Clinic,
    pub(crate) recorder: Recorder,
    sending: Sending,
}

impl<'a> Office<'a> {
    pub(crate) fn of(clinic: &'a Clinic) -> Self {
        let recorder = Recorder::default();
        let sending = Sending::new(Post::recording(&recorder), "https://allo.example.org");
        Self { clinic, recorder, sending }
    }

    /// Sends what is due; what has been carried so far.
    pub(crate) async fn send(&self) -> Vec<messages::Carried> {
        // What is made now is newer than what was made before.
        self.clinic.clock.advance(SignedDuration::from_secs(1));
        self.sending.all_due(&self.clinic.db, self.clinic.clock.now()).await.unwrap();
        self.recorder.carried()
    }

    /// Every message, the newest first.
    pub(crate) async fn all(&self) -> Vec<Message> {
        let mut tx = self.clinic.read().await;
        messages::list(&mut tx, &Filter::default(), 100, &Actor::Operator).await.unwrap()
    }

    async fn only(&self) -> Message {
        let [only] = self.all().await.try_into().unwrap();
        only
    }
}

/// Somebody with an address and a mobile.
pub(crate) fn jeanne() -> Stated {
    Stated {
        name: Pii::new("Jeanne Dupré".to_owned()),
        phone: Some(Pii::new("+33639987001".parse().unwrap())),
        email: Some(Pii::new("jeanne@example.org".to_owned())),
    }
}

pub(crate) async fn book(clinic: &Clinic, who: &Stated, start: &str) -> Confirmed {
    clinic.book(&clinic.slot("consultation", "martin", start), who, None).await.unwrap()
}

async fn move_to(clinic: &Clinic, booked: &Confirmed, start: &str) {
    let slot = clinic.slot("consultation", "martin", start);
    let mut tx = clinic.write().await;
    let id = booked.booking.appointment.id;
    booking::reschedule(&mut tx, &clinic.practice, id, &slot, None, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
}

async fn cancel(clinic: &Clinic, booked: &Confirmed) {
    let mut tx = clinic.write().await;
    let id = booked.booking.appointment.id;
    booking::cancel(&mut tx, &clinic.practice, id, None, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
}

async fn prefer(clinic: &Clinic, patient: PatientId, wanted: Wanted) {
    let mut tx = clinic.write().await;
    messages::prefer(&mut tx, patient, Some(wanted), &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
}

/// A mail without the folding and the encoding of its parts, as far as tests look.
fn plain(mail: &str) -> String {
    let joined = mail.replace("=\r\n", "").replace("\r\n ", "");
    joined.replace("=3D", "=").replace("=C3=A9", "é")
}

/// What stands in a mail's entry for a calendar.
fn entry(mail: &str, name: &str) -> String {
    let text = plain(mail);
    let line = text.lines().find(|line| line.starts_with(&format!("{name}:")));
    line.unwrap_or_else(|| panic!("{name}: {text}")).split_once(':').unwrap().1.trim().to_owned()
}

/// The address of a mail server that says who it is, and nothing after that.
async fn falls_silent() -> std::net::SocketAddr {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(b"220 silent.example ESMTP\r\n").await.unwrap();
            let mut hello = [0; 256];
            let _ = stream.read(&mut hello).await.unwrap();
            stream.write_all(b"250 silent.example\r\n").await.unwrap();
            open.push(stream);
        }
    });
    address
}

testkit::on_both_engines! {
    /// S81, S191: one booking, one mail, with an entry for the calendar; and nothing twice.
    async fn s81_a_booking_is_confirmed_by_one_mail(clinic) {
        let office = Office::of(clinic);
        let booked = book(clinic, &jeanne(), "2026-03-12T10:00").await;
        let [mail] = office.send().await.try_into().unwrap();
        assert_eq!(office.send().await.len(), 1, "the work is done");
        assert_eq!((mail.channel, mail.to.as_str()), (Channel::Email, "jeanne@example.org"));
        let id = booked.booking.appointment.id;
        assert_eq!(entry(&mail.text, "UID"), id.to_string());
        assert_eq!(entry(&mail.text, "SEQUENCE"), "1");
        assert_eq!(entry(&mail.text, "METHOD"), "REQUEST");
        assert_eq!(entry(&mail.text, "DTSTART"), "20260312T090000Z", "in UTC");
        let text = plain(&mail.text);
        assert!(text.contains("text/calendar; charset=utf-8; method=REQUEST"), "{text}");
        assert!(!text.contains("Consultation") && !text.contains("consultation"), "G9: not what for: {text}");
        let message = office.only().await;
        assert_eq!((message.state, message.kind, message.attempts), (State::Sent, Kind::Confirmation, 1));
        assert_eq!(message.known_by.as_deref(), Some(mail.id.as_str()));
        assert!(mail.text.contains(&format!("Message-ID: {}", mail.id)), "{}", mail.text);
        let sql = "SELECT count(*) FROM audit WHERE action = 'message.sent'";
        assert_eq!(clinic.count(sql).await, 1);
    }

    /// What came after has a message of its own: nobody is told what isn't so any more.
    async fn a_move_and_a_cancellation_replace_the_entry(clinic) {
        let office = Office::of(clinic);
        let booked = book(clinic, &jeanne(), "2026-03-12T10:00").await;
        office.send().await;
        move_to(clinic, &booked, "2026-03-13T11:00").await;
        office.send().await;
        cancel(clinic, &booked).await;
        let [first, second, third] = office.send().await.try_into().unwrap();
        let entries = [&first, &second, &third].map(|mail| {
            ["UID", "SEQUENCE", "METHOD", "STATUS"].map(|name| entry(&mail.text, name))
        });
        assert_eq!(entries[0][0], entries[1][0]);
        assert_eq!(entries[1][0], entries[2][0]);
        assert_eq!(entries[0][1..], ["1", "REQUEST", "CONFIRMED"]);
        assert_eq!(entries[1][1..], ["2", "REQUEST", "CONFIRMED"]);
        assert_eq!(entries[2][1..], ["3", "CANCEL", "CANCELLED"]);

        let late = book(clinic, &jeanne(), "2026-03-16T10:00").await;
        move_to(clinic, &late, "2026-03-17T11:00").await;
        assert_eq!(office.send().await.len(), 4, "the confirmation was overtaken");
        let skipped: Vec<_> = office.all().await.into_iter().filter(|one| one.state == State::Skipped).collect();
        assert_eq!(skipped.len(), 1);
        assert_eq!((skipped[0].kind, skipped[0].reason.as_deref()), (Kind::Confirmation, Some("superseded")));
    }

    /// S228: by mail, by text message or not at all, as the patient prefers and as far as there is a contact.
    async fn s228_patients_are_told_as_they_prefer(clinic) {
        let office = Office::of(clinic);
        let patient = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.patient;
        prefer(clinic, patient, Wanted::Sms).await;
        let [sms] = office.send().await.try_into().unwrap();
        assert_eq!((sms.channel, sms.to.as_str()), (Channel::Sms, "+33639987001"));
        assert!(sms.text.chars().count() <= 160 && sms.text.contains("jeu. 12/03 à 10h00"), "{}", sms.text);
        prefer(clinic, patient, Wanted::None).await;
        book(clinic, &jeanne(), "2026-03-16T10:00").await;
        assert_eq!(office.send().await.len(), 1);
        assert_eq!(office.all().await[0].reason.as_deref(), Some("not_wanted"));
        let landline = Stated { phone: Some(Pii::new("+33199001122".parse().unwrap())), email: None, ..jeanne() };
        book(clinic, &landline, "2026-03-17T10:00").await;
        assert_eq!(office.send().await.len(), 1);
        let told = &office.all().await[0];
        assert_eq!((told.state, told.reason.as_deref()), (State::Skipped, Some("no_contact")));
    }

    /// S229: once, in the practice's hours, also by a worker that starts again; not for what was cancelled or moved.
    async fn s229_a_reminder_comes_once_and_only_for_what_stands(clinic) {
        let office = Office::of(clinic);
        let kept = book(clinic, &jeanne(), "2026-03-12T10:00").await;
        let gone = book(clinic, &clinic.stranger("Paul Gone", 1), "2026-03-12T11:00").await;
        let moved = book(clinic, &clinic.stranger("Léa Moved", 2), "2026-03-12T11:20").await;
        office.send().await;
        clinic.clock.set(clinic.at("2026-03-11T07:00"));
        remind(clinic).await;
        assert_eq!(reminders(&office).await, [], "before anybody is there");
        clinic.clock.set(clinic.at("2026-03-11T07:30"));
        remind(clinic).await;
        cancel(clinic, &gone).await;
        move_to(clinic, &moved, "2026-03-13T11:00").await;
        remind(clinic).await;
        remind(clinic).await;
        let told = reminders(&office).await;
        let of = |told: &[(Option<AppointmentId>, State)], booked: &Confirmed| {
            let id = Some(booked.booking.appointment.id);
            told.iter().filter(|(whose, _)| *whose == id).map(|(_, state)| *state).collect::<Vec<_>>()
        };
        assert_eq!(of(&told, &kept), [State::Sent]);
        assert_eq!(of(&told, &gone), [State::Skipped]);
        assert_eq!(of(&told, &moved), [State::Skipped]);
        let fresh = book(clinic, &clinic.stranger("Marc Fresh", 3), "2026-03-12T14:00").await;
        clinic.clock.set(clinic.at("2026-03-11T17:00"));
        remind(clinic).await;
        assert_eq!(reminders(&office).await.len(), 3, "who books on the eve knows");
        clinic.clock.set(clinic.at("2026-03-12T09:00"));
        remind(clinic).await;
        let told = reminders(&office).await;
        assert_eq!(of(&told, &moved), [State::Sent, State::Skipped], "for its new day, on the eve of that");
        assert_eq!((of(&told, &kept), of(&told, &fresh)), (vec![State::Sent], vec![]));
    }

    /// S229: who books in the night of the eve is confirmed, and not reminded the same morning.
    async fn s229_who_books_after_midnight_needs_no_reminder(clinic) {
        let office = Office::of(clinic);
        clinic.clock.set(clinic.at("2026-03-11T01:00"));
        book(clinic, &jeanne(), "2026-03-12T10:00").await;
        clinic.clock.set(clinic.at("2026-03-11T08:00"));
        remind(clinic).await;
        assert_eq!(reminders(&office).await, []);
    }

    /// S230: six digits to the contact on file, good for ten minutes and once; and kept nowhere to be read.
    async fn s230_a_code_goes_to_the_contact_on_file(clinic) {
        let office = Office::of(clinic);
        book(clinic, &jeanne(), "2026-03-12T10:00").await;
        office.send().await;
        let call = clinic.call();
        let told = Told { call, name: Some(jeanne().name), caller: None };
        let mut tx = clinic.write().await;
        patients::send_code(&mut tx, &told).await.unwrap();
        tx.commit().await.unwrap();
        let sms = office.send().await.pop().unwrap();
        assert_eq!((sms.channel, sms.to.as_str()), (Channel::Sms, "+33639987001"));
        let code: String = sms.text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6).unwrap().to_owned();
        let kept = office.all().await.into_iter().find(|one| one.kind == Kind::Code).unwrap();
        let text = kept.content.clone().unwrap().into_revealed().text;
        assert!(!text.contains(&code) && text.contains("******"), "{text}");
        let mut tx = clinic.write().await;
        let refused = messages::resend(&mut tx, kept.id, &Actor::Operator).await;
        assert!(matches!(refused, Err(messages::MessageError::NotSendable)));
        drop(tx);
        let other = Told { call: clinic.call(), ..told.clone() };
        for (told, good) in [(&other, false), (&told, true), (&told, false)] {
            let mut tx = clinic.write().await;
            let proof = patients::prove(&mut tx, told, &code.parse().unwrap()).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(matches!(proof, patients::Proof::Proved(_)), good, "for its call, and once");
        }
    }

    /// Nobody hears whether somebody is on file: who isn't gets nothing, and nothing says so.
    async fn s230_a_code_for_nobody_goes_nowhere(clinic) {
        let office = Office::of(clinic);
        let told = Told { call: clinic.call(), name: Some(Pii::new("Personne Inconnue".to_owned())), caller: None };
        let mut tx = clinic.write().await;
        patients::send_code(&mut tx, &told).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.send().await, []);
        assert!(office.all().await.is_empty());
    }

    /// What can't be sent is tried again with growing pauses, then given up, seen, and sent once more by the staff.
    async fn what_cannot_be_sent_is_seen_and_sent_again(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        let booked = book(clinic, &jeanne(), "2026-03-24T10:00").await;
        let passing = Trouble { for_good: false, why: "mail_unreachable".to_owned() };
        office.recorder.refuse(vec![passing; 12]);
        let mut pauses = Vec::new();
        for _ in 0..400 {
            if office.recorder.carried().is_empty() && pauses.len() < 12 {
                let before = clinic.count("SELECT CAST(coalesce(sum(attempts), 0) AS bigint) FROM message").await;
                office.send().await;
                let after = clinic.count("SELECT CAST(coalesce(sum(attempts), 0) AS bigint) FROM message").await;
                if after > before {
                    pauses.push(clinic.clock.now());
                }
                clinic.clock.advance(SignedDuration::from_secs(40));
            }
        }
        let gaps: Vec<i64> = pauses.windows(2).map(|two| two[0].duration_until(two[1]).as_secs()).collect();
        assert!(gaps.windows(2).all(|two| two[0] <= two[1]) && gaps[10] > 3_600, "{gaps:?}");
        let failed = office.only().await;
        assert_eq!((failed.state, failed.attempts), (State::Failed, 12));
        assert_eq!(failed.reason.as_deref(), Some("mail_unreachable"));
        assert_eq!(clinic.count("SELECT count(*) FROM audit WHERE action = 'message.failed'").await, 1);

        let (owner, looker) = (staff(clinic, Role::Owner).await, staff(clinic, Role::ReadOnly).await);
        let path = format!("/console/messages/{}/resend", failed.id);
        assert_eq!(server.post(&path).at_console(&looker).send().await.status, StatusCode::FORBIDDEN);
        let again = server.post(&path).at_console(&owner).send().await;
        assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.text);
        let twice = server.post(&path).at_console(&owner).send().await;
        assert_eq!(twice.code(), "not_sendable", "it waits already");
        let [mail] = office.send().await.try_into().unwrap();
        assert!(mail.id.contains(&format!("{}.1@", failed.id)), "a mail of its own: {}", mail.id);
        cancel(clinic, &booked).await;
        assert_eq!(server.post(&path).at_console(&owner).send().await.code(), "changed");
    }

    async fn a_mailbox_that_is_none_is_tried_once(clinic) {
        let office = Office::of(clinic);
        office.recorder.refuse(vec![Trouble { for_good: true, why: "mail_refused 550".to_owned() }]);
        book(clinic, &jeanne(), "2026-03-24T10:00").await;
        assert_eq!(office.send().await, []);
        clinic.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(office.send().await, []);
        let failed = office.only().await;
        assert_eq!((failed.state, failed.attempts), (State::Failed, 1));
    }

    /// The work of a worker that died is somebody else's once its lease ends, and the mail is the same.
    async fn whoever_dies_leaves_the_same_mail_to_another(clinic) {
        let office = Office::of(clinic);
        book(clinic, &jeanne(), "2026-03-12T10:00").await;
        let now = clinic.clock.now();
        let taken = jobs::take_of(&clinic.db, &["notify.confirmation"], now, messages::LEASE).await.unwrap();
        assert!(taken.is_some());
        assert_eq!(office.send().await, [], "somebody is at it");
        clinic.clock.advance(messages::LEASE);
        let first = office.send().await;
        assert_eq!(first.len(), 1);
        // Carried, and never written down: as if the process had died right there.
        clinic.run("UPDATE job SET done_at = NULL, locked_until = NULL").await.unwrap();
        clinic.run("UPDATE message SET state = 'queued'").await.unwrap();
        clinic.clock.advance(SignedDuration::from_mins(1));
        let both = office.send().await;
        assert_eq!(both.len(), 2);
        assert_eq!(both[0], both[1], "to the byte, its Message-ID too");
    }

    /// A mail server that falls silent in the middle of a message holds up neither the others nor the end of the process.
    async fn a_mail_server_that_falls_silent_is_given_up_for_now(clinic) {
        let address = falls_silent().await;
        let server = messages::Server::new(&format!("smtp://{address}"), "rdv@example.org").unwrap();
        let patience = std::time::Duration::from_millis(300);
        let sending = Sending::with_patience(Post::new(Some(server), None), "https://allo.example.org", patience);
        book(clinic, &jeanne(), "2026-03-24T10:00").await;
        clinic.clock.advance(SignedDuration::from_secs(1));
        let sent = sending.all_due(&clinic.db, clinic.clock.now());
        tokio::time::timeout(std::time::Duration::from_secs(10), sent).await.unwrap().unwrap();
        let waits = Office::of(clinic).only().await;
        assert_eq!((waits.state, waits.attempts), (State::Queued, 1));
        assert_eq!(waits.reason.as_deref(), Some("mail_timed_out"));
    }

    /// However often a message is taken before anybody says what became of it, it counts once.
    async fn a_message_that_is_taken_again_counts_once(clinic) {
        let office = Office::of(clinic);
        book(clinic, &jeanne(), "2026-03-24T10:00").await;
        for _ in 0..3 {
            office.send().await;
            clinic.run("UPDATE job SET done_at = NULL, locked_until = NULL").await.unwrap();
            clinic.run("UPDATE message SET state = 'queued'").await.unwrap();
        }
        assert_eq!(office.recorder.carried().len(), 3);
        assert_eq!(clinic.count("SELECT CAST(sum(count) AS bigint) FROM usage WHERE counted = 'messages'").await, 1);
    }

    /// Who comes after their lease has ended leaves the work as it is: it is somebody else's.
    async fn who_comes_too_late_writes_nothing_down(clinic) {
        book(clinic, &jeanne(), "2026-03-24T10:00").await;
        let take = async || {
            let now = clinic.clock.now();
            jobs::take_of(&clinic.db, &["notify.confirmation"], now, messages::LEASE).await.unwrap().unwrap()
        };
        let late = take().await;
        clinic.clock.advance(messages::LEASE);
        let winner = take().await;
        let mut tx = clinic.write().await;
        assert!(!jobs::done(&mut tx, &late).await.unwrap());
        assert_eq!(jobs::failed(&mut tx, &late, "late").await.unwrap(), jobs::Failed::Late);
        assert_eq!(jobs::give_up(&mut tx, &late, "late").await.unwrap(), jobs::Failed::Late);
        assert!(jobs::done(&mut tx, &winner).await.unwrap());
        tx.commit().await.unwrap();
        let sql = "SELECT count(*) FROM job WHERE kind = 'notify.confirmation' AND done_at IS NOT NULL AND attempts = 0";
        assert_eq!(clinic.count(sql).await, 1);
    }

    /// S231: the practice hears that something waits, and of whom only at its console.
    async fn s231_the_practice_hears_of_what_waits(clinic) {
        let office = Office::of(clinic);
        let note = Note {
            call: Some(clinic.call()),
            name: Some(Pii::new("Zéphyrine Canari".to_owned())),
            phone: Some(Pii::new("+33639987777".parse().unwrap())),
            text: Some(Pii::new("Une douleur au genou".to_owned())),
            ..Note::of(request::Kind::CallBack)
        };
        let mut tx = clinic.write().await;
        booking::leave(&mut tx, &note, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let [mail] = office.send().await.try_into().unwrap();
        assert_eq!(mail.to, "accueil@cabinet-des-lilas.example");
        let text = plain(&mail.text);
        assert!(text.contains("https://allo.example.org/console/inbox"), "{text}");
        for secret in ["Canari", "genou", "7777"] {
            assert!(!text.contains(secret), "{text}");
        }
    }

    /// S228: who wanted no message isn't written to because their files were made one; and it is forgotten with them.
    async fn s228_files_that_become_one_keep_the_stricter_wish(clinic) {
        let gone = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.patient;
        let kept = book(clinic, &clinic.stranger("Jeanne Dupre", 1), "2026-03-12T11:00").await.booking.appointment.patient;
        prefer(clinic, kept, Wanted::Sms).await;
        prefer(clinic, gone, Wanted::None).await;
        let mut tx = clinic.write().await;
        patients::merge(&mut tx, kept, gone, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let wanted = messages::preference(&mut clinic.read().await, kept).await.unwrap();
        assert_eq!(wanted, Some(Wanted::None));
        let sql = "SELECT count(*) FROM message_preference";
        assert_eq!(clinic.count(sql).await, 1);
        let mut tx = clinic.write().await;
        assert!(patients::erase(&mut tx, kept, &Actor::Operator).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(clinic.count(sql).await, 0);
    }

    async fn whoever_is_erased_is_told_nothing_more(clinic) {
        let office = Office::of(clinic);
        let patient = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.patient;
        office.send().await;
        book(clinic, &jeanne(), "2026-03-16T10:00").await;
        let mut tx = clinic.write().await;
        patients::erase(&mut tx, patient, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.send().await.len(), 1);
        let [kept] = office.all().await.try_into().unwrap();
        assert!(kept.to.is_none() && kept.content.is_none(), "what was said can't be read any more");
    }

    /// The console shows what was said; whoever may not see every agenda, of their own only.
    async fn the_console_shows_what_was_told(clinic) {
        let (office, server) = (Office::of(clinic), Server::new(clinic));
        book(clinic, &jeanne(), "2026-03-12T10:00").await;
        let slot = clinic.slot("consultation", "benali", "2026-03-13T10:10");
        clinic.book(&slot, &clinic.stranger("Hugo Benali", 9), None).await.unwrap();
        office.send().await;
        let owner = staff(clinic, Role::Owner).await;
        let page = server.get("/console/messages").header("cookie", &owner).send().await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Jeanne Dupré") && page.text.contains("Hugo Benali"));
        let own = staff(clinic, Role::Practitioner).await;
        let page = server.get("/console/messages").header("cookie", &own).send().await;
        assert!(page.text.contains("Jeanne Dupré") && !page.text.contains("Hugo Benali"), "Dr Martin's alone");
        let messages = office.all().await;
        let see = async |id: MessageId, what: &str, cookie: &str| {
            server.get(&format!("/console/messages/{id}{what}")).header("cookie", cookie).send().await
        };
        let of = |who: &str| {
            let theirs = |one: &&Message| one.practitioner.as_ref().is_some_and(|with| with.as_str() == who);
            messages.iter().find(theirs).unwrap().id
        };
        let (foreign, theirs) = (of("benali"), of("martin"));
        for what in ["", "/mail", "/calendar"] {
            assert_eq!(see(foreign, what, &own).await.status, StatusCode::NOT_FOUND);
            assert_eq!(see(theirs, what, &own).await.status, StatusCode::OK, "{what}");
        }
        let shown = see(theirs, "", &own).await;
        assert!(shown.text.contains("Votre rendez-vous est confirmé") && !shown.text.contains("/resend"));
        let mail = see(theirs, "/mail", &own).await;
        assert!(mail.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
        // The patient's link is kept from the staff: no button is left that leads nowhere.
        assert!(!mail.text.contains("<a ") && !mail.text.contains("/r/"), "{}", mail.text);
        assert!(mail.text.contains("Le patient voit ici un bouton"), "{}", mail.text);
        let looker = staff(clinic, Role::ReadOnly).await;
        let page = server.get("/console/messages").header("cookie", &looker).send().await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }

    async fn the_api_lists_messages_and_takes_preferences(clinic) {
        let (office, server, key) = (Office::of(clinic), Server::new(clinic), full_key(clinic).await);
        let patient = book(clinic, &jeanne(), "2026-03-12T10:00").await.booking.appointment.patient;
        let path = format!("/v1/patients/{patient}/preference");
        let said = server.ask(&axum::http::Method::PUT, &path).key(&key).once("p").json(&json!({"wanted": "sms"}));
        assert_eq!(said.send().await.json(), json!({"wanted": "sms"}));
        assert_eq!(server.get(&path).key(&key).send().await.json(), json!({"wanted": "sms"}));
        office.send().await;
        let listed = server.get("/v1/messages?state=sent").key(&key).send().await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{listed}");
        let id = listed["items"][0]["id"].as_str().unwrap();
        let one = server.get(&format!("/v1/messages/{id}")).key(&key).send().await.json();
        assert_eq!(one["channel"], "sms");
        assert!(one["content"]["text"].as_str().unwrap().contains("RDV"), "{one}");
        assert_eq!(server.get("/v1/messages?state=failed").key(&key).send().await.json()["items"], json!([]));
    }
}

/// Writes the reminders that are due now.
async fn remind(clinic: &Clinic) {
    jobs::remind(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
}

/// The reminders there are, the newest first.
async fn reminders(office: &Office<'_>) -> Vec<(Option<AppointmentId>, State)> {
    office.send().await;
    let all = office.all().await.into_iter().filter(|one| one.kind == Kind::Reminder);
    all.map(|one| (one.appointment, one.state)).collect()
}
