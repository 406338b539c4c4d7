//! How long each page of the console takes, and each search for a patient, in a practice of 20,000 patients and 100,000
//! appointments: asked through the router, signed in, as a browser asks.
//!
//! ```text
//! cargo run --release -p app --example console_bench -- sqlite:/tmp/console.db
//! cargo run --release -p app --example console_bench -- postgres://postgres@localhost/console
//! ```
//! The database should be empty. The bar is 150 ms for 95 of 100 (`docs/figures.md`).

mod fill;

use std::error::Error;
use std::time::{Duration, Instant};

use app::auth::{self, Device};
use app::clock::Clock;
use app::db::{Db, Url};
use app::http::{App, Settings, router};
use app::random::Dice;
use app::sealing::Keyring;
use app::tenants;
use app::users::{self, Profile};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use domain::ids::TenantId;
use domain::permission::{Actor, Role};
use domain::{Lang, Pii};
use tower::ServiceExt as _;

/// Pages by their address. `{patient}` and `{call}` stand for one of them, another one each time.
const PAGES: &[(&str, &str)] = &[
    ("today", "/console"),
    ("patients", "/console/patients"),
    ("a patient", "/console/patients/{patient}"),
    ("calls of a day", "/console/calls"),
    ("a call", "/console/calls/{call}"),
];

/// What is typed to find somebody, one after the other.
const LOOKS: &[(&str, &[&str])] = &[
    ("by last name", &["dupont", "martin", "lefèvre", "nguyen", "garcia"]),
    ("by sound", &["dupond", "martain", "morau", "hadad", "filip"]),
    ("by three letters", &["mar", "dup", "jea", "ber", "leg"]),
    ("by both names", &["marie dupont", "jean martin", "nguyen camille", "moreau philippe", "léa bernard"]),
    ("by number", &["06 39 00 01 23", "+33639001999", "06.39.01.90.00", "0639000777", "0033639012345"]),
    ("by six digits", &["482173", "000001", "999999", "123456", "314159"]),
];

/// How often each is asked.
const TIMES: usize = 200;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url: Url = std::env::args().nth(1).ok_or("give the address of an empty database")?.parse()?;
    let db = Db::open(&url, Keyring::new(&[7; 32]), Dice::system()).await?;
    let clock = Clock::standing("2026-03-09T08:00:00Z".parse()?);
    let tenant = tenants::apply(&db, &fill::practice()?, clock.now(), &Actor::Operator).await?;
    let ids = fill::fill(&url, &db, tenant, clock.now()).await?;
    println!("{}", fill::sizes(&url).await?);
    let cookie = sign_in(&db, tenant, &clock).await?;
    let browser = Browser { router: router(App::new(db, clock, Settings::default())), cookie };
    println!("{:<28} {:>9} {:>9} {:>9}", "", "p50", "p95", "max");
    for (name, path) in PAGES {
        let address = |n: usize| {
            let nth = |ids: &[String]| ids[n * 97 % ids.len()].clone();
            path.replace("{patient}", &nth(&ids.patients)).replace("{call}", &nth(&ids.calls))
        };
        println!("{name:<28} {}", browser.measure(|n| (address(n), None)).await?);
    }
    for (name, typed) in LOOKS {
        let look = |n: usize| {
            let q = serde_html_form::to_string([("q", typed[n % typed.len()])]).unwrap_or_default();
            ("/console/patients/found".to_owned(), Some(q))
        };
        println!("{name:<28} {}", browser.measure(look).await?);
    }
    Ok(())
}

/// Somebody at the console: what their browser sends as a cookie.
async fn sign_in(db: &Db, tenant: TenantId, clock: &Clock) -> Result<String, Box<dyn Error>> {
    let mut tx = db.write(tenant, clock.now()).await?;
    let profile = Profile {
        name: Pii::new("Camille Bench".to_owned()),
        email: Pii::new("camille@example.org".to_owned()),
        practitioner: None,
        lang: Lang::Fr,
    };
    let id = users::invite(&mut tx, &profile, Role::Owner, &Actor::Operator).await?;
    users::joined(&mut tx, id, &Actor::Operator).await?;
    let token = auth::begin(&mut tx, id, &Device::default()).await?;
    tx.commit().await?;
    Ok(format!("{}={}", auth::cookie::NAME, token.reveal()))
}

struct Browser {
    router: Router,
    cookie: String,
}

impl Browser {
    /// Asks so many times, and says how long half, 95 of 100 and the slowest took.
    async fn measure(
        &self,
        asked: impl Fn(usize) -> (String, Option<String>),
    ) -> Result<String, Box<dyn Error>> {
        let mut took = Vec::with_capacity(TIMES);
        for n in 0..TIMES + 10 {
            let (path, form) = asked(n);
            let began = Instant::now();
            self.ask(&path, form).await?;
            // The first ones prepare statements and fill caches.
            if n >= 10 {
                took.push(began.elapsed());
            }
        }
        took.sort_unstable();
        let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default();
        let last = took.last().copied().unwrap_or(Duration::ZERO);
        Ok(format!("{:>9.1?} {:>9.1?} {last:>9.1?}", at(50), at(95)))
    }

    async fn ask(&self, path: &str, form: Option<String>) -> Result<(), Box<dyn Error>> {
        let request = Request::builder()
            .method(if form.is_some() { "POST" } else { "GET" })
            .uri(path)
            .header("cookie", &self.cookie)
            .header("host", "127.0.0.1:8080")
            .header("origin", "http://127.0.0.1:8080")
            .header("hx-request", "true")
            .header("content-type", "application/x-www-form-urlencoded");
        let answer =
            self.router.clone().oneshot(request.body(form.map_or_else(Body::empty, Body::from))?).await?;
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await?;
        if status.is_success() { Ok(()) } else { Err(format!("{path}: {status} {body:?}").into()) }
    }
}
