//! How often one key may ask.

use app::http::{ApiRate, Settings};
use axum::http::StatusCode;
use jiff::SignedDuration;
use testkit::Clinic;

use crate::client::{Server, full_key};

#[tokio::test]
async fn a_key_that_asks_too_often_is_told_when_to_come_back() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let api_rate = ApiRate { burst: 5, per_second: 2 };
    let server = Server::with(&clinic, Settings { api_rate, ..Settings::default() });
    let (busy, calm) = (full_key(&clinic).await, full_key(&clinic).await);
    let ask = async |key: &str| server.get("/v1/practice").key(key).send().await;
    for _ in 0..5 {
        assert_eq!(ask(&busy).await.status, StatusCode::OK);
    }
    let refused = ask(&busy).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
    );
    assert_eq!(refused.headers["content-type"], "application/problem+json");
    assert_eq!(refused.headers["retry-after"], "1");
    assert_eq!(ask(&calm).await.status, StatusCode::OK, "each key counts for itself");
    assert_eq!(
        server.get("/livez").send().await.status,
        StatusCode::OK,
        "whether it lives, one may always ask"
    );

    clinic.clock.advance(SignedDuration::from_secs(1));
    for _ in 0..2 {
        assert_eq!(ask(&busy).await.status, StatusCode::OK);
    }
    assert_eq!(ask(&busy).await.status, StatusCode::TOO_MANY_REQUESTS);
}

/// A key that looks like one and is none.
fn guess(number: u32) -> String {
    format!("allo_{number:064x}")
}

#[tokio::test]
async fn guesses_at_keys_run_out_and_a_good_key_is_answered_all_the_same() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let public_url = Some("https://allo.example.org".to_owned());
    let server = Server::with(&clinic, Settings { public_url, ..Settings::default() });
    let (known, fresh) = (full_key(&clinic).await, full_key(&clinic).await);
    let ask = async |key: &str, from: &str| {
        let proxy = "127.0.0.1:4000".parse().unwrap();
        server.get("/v1/practice").key(key).from(proxy).header("x-forwarded-for", from).send().await
    };
    let here = "2001:db8:1:2::1";
    assert_eq!(ask(&known, here).await.status, StatusCode::OK);
    let mut refused = 0;
    for number in 0..30 {
        // Each guess another key, from another address of one network.
        let answer = ask(&guess(number), &format!("2001:db8:1:2::{number:x}")).await;
        refused += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 10, "a network may guess twenty times");
    for (key, from, status) in [
        (known.as_str(), here, StatusCode::OK),
        ("no key at all", here, StatusCode::TOO_MANY_REQUESTS),
        (&fresh, here, StatusCode::TOO_MANY_REQUESTS),
        (&fresh, "2001:db8:1:3::1", StatusCode::OK),
        (&guess(0), "192.0.2.1", StatusCode::UNAUTHORIZED),
        (&fresh, here, StatusCode::OK),
    ] {
        assert_eq!(ask(key, from).await.status, status, "{key} {from}");
    }
    clinic.clock.advance(SignedDuration::from_secs(5));
    assert_eq!(ask(&guess(1), here).await.status, StatusCode::UNAUTHORIZED, "one more after a while");
    assert_eq!(ask(&guess(2), here).await.status, StatusCode::TOO_MANY_REQUESTS);
}

/// Whoever reaches the port beside the proxy doesn't choose as whom they are counted.
#[tokio::test]
async fn who_is_no_proxy_is_not_believed() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let public_url = Some("https://allo.example.org".to_owned());
    for (proxies, peer, refused) in [
        ("", "203.0.113.9:4000", 10),
        ("203.0.113.9", "203.0.113.9:4000", 0),
        ("203.0.113.9", "127.0.0.1:4000", 10),
    ] {
        let (public_url, proxies) = (public_url.clone(), proxies.parse().unwrap());
        let server = Server::with(&clinic, Settings { public_url, proxies, ..Settings::default() });
        let mut turned_away = 0;
        for number in 0..30 {
            let asked = server.get("/v1/practice").key(&guess(number)).from(peer.parse().unwrap());
            let answer = asked.header("x-forwarded-for", &format!("192.0.2.{number}")).send().await;
            turned_away += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!(turned_away, refused, "{peer}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_key_is_not_looked_up_and_counts_as_a_guess() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let server = Server::new(&clinic);
    let good = full_key(&clinic).await;
    let long = "a".repeat(4_000);
    let upper = good.to_uppercase();
    for wrong in ["x", "allo_", "allo_wrong", &good[..68], &upper, &format!("{good}0"), &long] {
        let answer = server.get("/v1/practice").key(wrong).send().await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    assert!(!app::keys::has_shape("allo_wrong") && app::keys::has_shape(&good));
}
