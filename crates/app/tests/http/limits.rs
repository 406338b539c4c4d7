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
    for _ in 0..5 {
        assert_eq!(ask("allo_wrong").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(ask("allo_wrong").await.status, StatusCode::TOO_MANY_REQUESTS, "a guess costs as much");
}
