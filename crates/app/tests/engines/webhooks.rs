//! The practice's own systems hear of changes: signed, in order, at least once, whoever crashes when.

mod receiver;

use app::audit;
use app::outside::{Address, Reach};
use app::webhooks::{self, Courier, Outcome, State, Wanted, Webhook};
use domain::Pii;
use domain::audit::Action;
use domain::ids::WebhookId;
use domain::permission::Actor;
use jiff::SignedDuration;
use testkit::Clinic;

use self::receiver::{Answer, Heard, Receiver, verify};
use crate::trail::Tamper as _;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A system of the clinic's that hears of bookings.
async fn added(clinic: &Clinic, receiver: &Receiver) -> (WebhookId, Pii<String>) {
    let url = Address::read(&receiver.url, Reach::AlsoHere).unwrap();
    let wanted = Wanted { url, events: vec![Action::Booked] };
    let mut tx = clinic.write().await;
    let added = webhooks::add(&mut tx, &wanted, &Actor::Operator).await.unwrap();
    tx.commit().await.unwrap();
    added
}

fn courier(clinic: &Clinic) -> Courier {
    webhooks::start(&clinic.db, &clinic.clock, Reach::AlsoHere).unwrap()
}

/// Books so many appointments; returns their ids, in order.
async fn book(clinic: &Clinic, day: u8, starts: std::ops::Range<u32>) -> Vec<String> {
    let mut booked = Vec::new();
    for at in starts {
        let (hour, minute) = (14 + at / 3, at % 3 * 20);
        let slot = clinic.slot("consultation", "martin", &format!("2026-03-{day:02}T{hour}:{minute:02}"));
        let confirmed = clinic.book(&slot, &clinic.patient("petit"), None).await.unwrap();
        booked.push(confirmed.booking.appointment.id.to_string());
        clinic.clock.advance(SignedDuration::from_millis(1));
    }
    seal(clinic).await;
    booked
}

async fn seal(clinic: &Clinic) {
    audit::seal(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
}

async fn the(clinic: &Clinic, id: WebhookId) -> Webhook {
    webhooks::get(&mut clinic.read().await, id).await.unwrap()
}

async fn outcomes(clinic: &Clinic, id: WebhookId) -> Vec<(Outcome, u32, Option<u32>, Option<String>)> {
    let sent = webhooks::deliveries(&mut clinic.read().await, id, None, 100).await.unwrap();
    sent.into_iter().map(|one| (one.outcome, one.tries, one.code, one.trouble)).collect()
}

/// Waits until something holds; time passes by the clinic's clock, too, when it is told how much at a time.
async fn until(clinic: &Clinic, step: SignedDuration, what: &str, holds: impl AsyncFn() -> bool) {
    for _ in 0..1_200 {
        if holds().await {
            return;
        }
        clinic.clock.advance(step);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it never came to that: {what}");
}

testkit::on_both_engines! {
    async fn what_happens_is_told_in_order_and_signed(clinic) {
        let receiver = Receiver::start(&[]).await;
        book(clinic, 10, 0..1).await;
        let (id, secret) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        let booked = book(clinic, 10, 1..6).await;
        until(clinic, SignedDuration::ZERO, "five are told", async || receiver.heard().len() == 5).await;
        courier.stop().await;
        let heard = receiver.heard();
        let told: Vec<String> = heard.iter().map(Heard::about).collect();
        assert_eq!(told, booked, "in order, from when the system was added");
        for one in &heard {
            verify(&secret, one, clinic.clock.now()).unwrap();
            let body = one.json();
            assert_eq!((&body["type"], &body["data"]["id"]), (&"appointment.booked".into(), &one.id().into()));
            assert_eq!(body["data"]["practice"], clinic.tenant.to_string());
            for secret in ["Petit", "33639981001", "Jeanne"] {
                assert!(!one.body.contains(secret), "nothing personal: {}", one.body);
            }
        }
        assert_eq!(outcomes(clinic, id).await, vec![(Outcome::Delivered, 1, Some(200), None); 5]);
    }

    /// A system that answers 500, redirects or hangs up is sent the same again, under the same id, and what comes after
    /// waits for its turn.
    async fn what_is_not_taken_is_sent_again_before_what_follows(clinic) {
        let receiver = Receiver::start(&[Answer::Status(500), Answer::Redirect, Answer::HangUp, Answer::Status(404)]).await;
        let (id, secret) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        let booked = book(clinic, 10, 0..2).await;
        until(clinic, MINUTE, "both are taken", async || receiver.heard().len() == 6).await;
        courier.stop().await;
        let heard = receiver.heard();
        let told: Vec<String> = heard.iter().map(Heard::about).collect();
        assert_eq!(told[..5], vec![booked[0].clone(); 5]);
        assert_eq!(told[5], booked[1]);
        assert!(heard[..5].iter().all(|one| one.id() == heard[0].id() && one.body == heard[0].body));
        verify(&secret, &heard[5], clinic.clock.now()).unwrap();
        assert_eq!(receiver.strayed(), 0, "no redirection is followed");
        assert_eq!(outcomes(clinic, id).await, [(Outcome::Delivered, 1, Some(200), None), (Outcome::Delivered, 5, Some(200), None)]);
        assert_eq!((the(clinic, id).await.state, the(clinic, id).await.tries), (State::On, 0));
    }

    async fn a_slow_system_is_given_up_in_seconds_and_holds_up_no_other(clinic) {
        let (slow, quick) = (Receiver::start(&[Answer::Never, Answer::Never]).await, Receiver::start(&[]).await);
        let (slow_id, _) = added(clinic, &slow).await;
        added(clinic, &quick).await;
        let courier = courier(clinic);
        book(clinic, 10, 0..3).await;
        let begun = std::time::Instant::now();
        until(clinic, SignedDuration::ZERO, "the quick one heard all", async || quick.heard().len() == 3).await;
        assert!(begun.elapsed() < std::time::Duration::from_secs(4), "it waited for nobody: {:?}", begun.elapsed());
        until(clinic, SignedDuration::ZERO, "the slow one is given up", async || !outcomes(clinic, slow_id).await.is_empty()).await;
        assert_eq!(outcomes(clinic, slow_id).await, [(Outcome::Failed, 1, None, Some("timeout".into()))]);
        courier.kill();
    }

    /// After a day without an answer as it should be, a system is left alone; enabled again, it hears of all it missed.
    async fn after_a_day_it_is_failing_and_enabled_it_misses_nothing(clinic) {
        let receiver = Receiver::start(&[Answer::Status(503); 11]).await;
        let (id, _) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        let begun = clinic.clock.now();
        let booked = book(clinic, 12, 0..2).await;
        until(clinic, SignedDuration::ZERO, "it is failing", async || {
            let hook = the(clinic, id).await;
            clinic.clock.set(hook.next_at.max(clinic.clock.now()));
            hook.state == State::Failing
        }).await;
        let hours = clinic.clock.now().duration_since(begun).as_hours();
        assert!((23..=26).contains(&hours), "{hours}");
        assert_eq!(receiver.heard().len(), 11);
        let end = clinic.clock.now() + MINUTE;
        let trail = audit::trail(&mut clinic.read().await, end, 10).await.unwrap();
        assert!(trail.iter().any(|entry| entry.action == Action::WebhookFailing));

        let mut tx = clinic.write().await;
        webhooks::enable(&mut tx, id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        until(clinic, SignedDuration::ZERO, "all is told", async || receiver.heard().len() == 13).await;
        courier.stop().await;
        let told: Vec<String> = receiver.heard()[11..].iter().map(Heard::about).collect();
        assert_eq!(told, booked);
    }

    /// What says that it is gone for good isn't asked again.
    async fn a_system_that_is_gone_is_left_alone_at_once(clinic) {
        let receiver = Receiver::start(&[Answer::Status(410)]).await;
        let (id, _) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        book(clinic, 10, 0..2).await;
        until(clinic, SignedDuration::ZERO, "it is failing", async || the(clinic, id).await.state == State::Failing).await;
        courier.stop().await;
        assert_eq!(receiver.heard().len(), 1);
    }

    /// A worker that dies in the middle of a message: the next one sends it again, and nothing is lost.
    async fn nothing_is_lost_when_a_worker_dies(clinic) {
        let receiver = Receiver::start(&[Answer::Status(200), Answer::Never]).await;
        let (id, _) = added(clinic, &receiver).await;
        let first = courier(clinic);
        let booked = book(clinic, 10, 0..4).await;
        until(clinic, SignedDuration::ZERO, "the second is on its way", async || receiver.heard().len() == 2).await;
        first.kill();
        let second = courier(clinic);
        tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
        assert_eq!(receiver.heard().len(), 2, "the lease of the dead holds for a while");
        clinic.clock.advance(MINUTE);
        until(clinic, SignedDuration::ZERO, "the rest is told", async || receiver.heard().len() == 5).await;
        second.stop().await;
        let heard = receiver.heard();
        assert_eq!(heard[1].id(), heard[2].id(), "once more under the same id");
        let told: Vec<String> = heard.iter().map(Heard::about).collect();
        assert_eq!(told, [&booked[..2], &booked[1..]].concat());
        assert_eq!(outcomes(clinic, id).await.len(), 4);
    }

    /// Several workers on one database: each message once, in order.
    async fn several_workers_tell_each_thing_once(clinic) {
        let receiver = Receiver::start(&[]).await;
        added(clinic, &receiver).await;
        let couriers = [courier(clinic), courier(clinic), courier(clinic)];
        let booked = [book(clinic, 10, 0..4).await, book(clinic, 12, 0..4).await].concat();
        until(clinic, SignedDuration::ZERO, "all is told", async || receiver.heard().len() >= 8).await;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        for courier in couriers {
            courier.stop().await;
        }
        let told: Vec<String> = receiver.heard().iter().map(Heard::about).collect();
        assert_eq!(told, booked);
    }

    async fn what_was_told_is_told_again_under_the_same_id(clinic) {
        let receiver = Receiver::start(&[]).await;
        let (id, _) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        book(clinic, 10, 0..1).await;
        clinic.clock.advance(MINUTE);
        let since = clinic.clock.now();
        book(clinic, 10, 1..3).await;
        until(clinic, SignedDuration::ZERO, "three are told", async || outcomes(clinic, id).await.len() == 3).await;
        let sent = webhooks::deliveries(&mut clinic.read().await, id, None, 10).await.unwrap();
        let mut tx = clinic.write().await;
        webhooks::disable(&mut tx, id, &Actor::Operator).await.unwrap();
        webhooks::resend(&mut tx, id, sent[2].id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        until(clinic, SignedDuration::ZERO, "one is sent again", async || receiver.heard().len() == 4).await;
        let mut tx = clinic.write().await;
        webhooks::enable(&mut tx, id, &Actor::Operator).await.unwrap();
        webhooks::replay(&mut tx, id, since, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        until(clinic, SignedDuration::ZERO, "two are told again", async || receiver.heard().len() == 6).await;
        courier.stop().await;
        let heard = receiver.heard();
        let ids: Vec<&str> = heard.iter().map(Heard::id).collect();
        assert_eq!(ids, [ids[0], ids[1], ids[2], ids[0], ids[1], ids[2]]);
        assert!((0..3).all(|at| heard[at].body == heard[at + 3].body));
        assert_eq!(outcomes(clinic, id).await, vec![(Outcome::Delivered, 2, Some(200), None); 3]);
    }

    /// For a day both secrets sign; then the new one alone. A trial message goes out at once, whatever the state.
    async fn another_secret_is_put_in_without_a_gap(clinic) {
        let receiver = Receiver::start(&[]).await;
        let (id, first) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        let mut tx = clinic.write().await;
        let second = webhooks::rotate(&mut tx, id, &Actor::Operator).await.unwrap();
        webhooks::disable(&mut tx, id, &Actor::Operator).await.unwrap();
        webhooks::ping(&mut tx, id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        until(clinic, SignedDuration::ZERO, "the trial is heard", async || receiver.heard().len() == 1).await;
        let both = receiver.heard().remove(0);
        assert_eq!(both.json()["type"], "webhook.tested");
        verify(&first, &both, clinic.clock.now()).unwrap();
        verify(&second, &both, clinic.clock.now()).unwrap();
        assert!(verify(&second, &both, clinic.clock.now() + MINUTE * 6).is_err(), "the replay window");

        clinic.clock.advance(SignedDuration::from_hours(24));
        let mut tx = clinic.write().await;
        webhooks::ping(&mut tx, id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        until(clinic, SignedDuration::ZERO, "another is heard", async || receiver.heard().len() == 2).await;
        courier.stop().await;
        let last = receiver.heard().remove(1);
        verify(&second, &last, clinic.clock.now()).unwrap();
        assert!(verify(&first, &last, clinic.clock.now()).is_err());
    }

    /// The secrets and addresses of systems are nowhere in clear, and go for good with the system.
    async fn a_removed_system_leaves_nothing(clinic) {
        let receiver = Receiver::start(&[]).await;
        let (id, secret) = added(clinic, &receiver).await;
        let mut tx = clinic.write().await;
        webhooks::ping(&mut tx, id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        let dump = clinic.everything().await;
        assert!(!dump.contains(secret.reveal()) && !dump.contains(&receiver.url));
        let keys = clinic.count("SELECT count(*) FROM sealing_key").await;
        let mut tx = clinic.write().await;
        webhooks::remove(&mut tx, id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        assert!(webhooks::get(&mut clinic.read().await, id).await.is_err());
        assert_eq!(clinic.count("SELECT count(*) FROM webhook_delivery").await, 0);
        assert_eq!(clinic.count("SELECT count(*) FROM sealing_key").await, keys - 1);
    }

    async fn a_practice_has_a_few_systems_and_known_events(clinic) {
        let url = Address::read("https://example.org/", Reach::Public).unwrap();
        let mut tx = clinic.write().await;
        let mut add = async |events: Vec<Action>| webhooks::add(&mut tx, &Wanted { url: url.clone(), events }, &Actor::Operator).await;
        for events in [vec![], vec![Action::SignedIn], vec![Action::Booked, Action::KeyCreated]] {
            assert!(matches!(add(events).await, Err(webhooks::WebhookError::Events)));
        }
        for _ in 0..webhooks::MOST {
            add(vec![Action::Booked]).await.unwrap();
        }
        assert!(matches!(add(vec![Action::Booked]).await, Err(webhooks::WebhookError::TooMany)));
    }

    /// Several who add one at the same instant are counted one after the other.
    async fn no_more_are_added_than_there_may_be(clinic) {
        let url = Address::read("https://example.org/", Reach::Public).unwrap();
        let wanted = Wanted { url, events: vec![Action::Booked] };
        let mut tx = clinic.write().await;
        for _ in 1..webhooks::MOST {
            webhooks::add(&mut tx, &wanted, &Actor::Operator).await.unwrap();
        }
        tx.commit().await.unwrap();
        let add = async || {
            let mut tx = clinic.write().await;
            webhooks::add(&mut tx, &wanted, &Actor::Operator).await?;
            tx.commit().await.map_err(webhooks::WebhookError::from)
        };
        let added = futures_util::future::join_all((0..8).map(|_| add())).await;
        assert_eq!(added.iter().filter(|added| added.is_ok()).count(), 1, "{added:?}");
        assert_eq!(clinic.count("SELECT count(*) FROM webhook").await, i64::try_from(webhooks::MOST).unwrap());
    }

    /// What was told is forgotten after two weeks; what somebody asked for is not.
    async fn what_was_told_is_forgotten_in_time(clinic) {
        let receiver = Receiver::start(&[]).await;
        let (id, _) = added(clinic, &receiver).await;
        let courier = courier(clinic);
        book(clinic, 10, 0..2).await;
        until(clinic, SignedDuration::ZERO, "both are told", async || outcomes(clinic, id).await.len() == 2).await;
        courier.stop().await;
        clinic.clock.advance(SignedDuration::from_hours(24 * 15));
        let mut tx = clinic.write().await;
        webhooks::ping(&mut tx, id, &Actor::Operator).await.unwrap();
        tx.commit().await.unwrap();
        app::jobs::forget(&clinic.db, clinic.tenant, clinic.clock.now(), app::jobs::Retention::default()).await.unwrap();
        assert_eq!(outcomes(clinic, id).await, [(Outcome::Asked, 0, None, None)]);
    }
}

/// On a public server nothing is sent to this machine, whatever was taken before.
#[tokio::test(flavor = "multi_thread")]
async fn a_public_server_sends_nothing_to_its_own_network() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let receiver = Receiver::start(&[]).await;
    let (id, _) = added(&clinic, &receiver).await;
    let courier = webhooks::start(&clinic.db, &clinic.clock, Reach::Public).unwrap();
    book(&clinic, 10, 0..1).await;
    until(&clinic, SignedDuration::ZERO, "it was tried", async || !outcomes(&clinic, id).await.is_empty())
        .await;
    courier.stop().await;
    let refused = (Outcome::Failed, 1, None, Some("forbidden_address".to_owned()));
    assert_eq!((outcomes(&clinic, id).await, receiver.heard().len()), (vec![refused], 0));
}
