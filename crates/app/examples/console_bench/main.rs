//! How long each page of the console takes, each search for a patient and each list of the API, in a practice of 20,000
//! patients and 100,000 appointments: asked over HTTP, signed in, as a browser asks.
//!
//! ```text
//! cargo run --release -p app --example console_bench -- sqlite:/tmp/console.db [--bar] [--times 60] [--only WORD]
//! cargo run --release -p app --example console_bench -- postgres://postgres@localhost/console
//! ```
//! An empty database is filled first, which takes minutes; one that was filled before is asked as it is. With `--bar` a
//! page that takes more than 150 ms in 95 of 100 is a failure (`docs/figures.md`).

mod browser;
mod fill;
mod ids;
mod pages;
mod raw;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::auth::{self, Device};
use app::clock::Clock;
use app::db::{Db, Url};
use app::http::{ApiRate, App, Settings, router};
use app::keys;
use app::patients;
use app::random::Dice;
use app::sealing::Keyring;
use app::tenants;
use app::users::{self, Profile};
use domain::ids::TenantId;
use domain::permission::{Actor, Permission, Role};
use domain::{Lang, Pii};
use tokio::net::TcpListener;

use self::browser::Browser;
use self::fill::{Fill, Outcome, PATIENTS};
use self::ids::Ids;
use self::pages::Page;

/// What 95 of 100 may take.
const BAR: Duration = Duration::from_millis(150);

/// What was asked for on the command line.
struct Wanted {
    url: Url,
    bar: bool,
    times: usize,
    only: String,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
async fn main() -> Outcome<()> {
    let wanted = wanted()?;
    let db = Db::open(&wanted.url, Keyring::new(&[7; 32]), Dice::system()).await?;
    let clock = Clock::standing("2026-03-09T08:00:00Z".parse()?);
    let practice = fill::practice()?;
    let tenant = tenants::apply(&db, &practice, clock.now(), &Actor::Operator).await?;
    let (there, now) = (patients::count(&mut db.read(tenant, clock.now()).await?).await?, clock.now());
    if there < PATIENTS as u64 {
        Fill { url: &wanted.url, db: &db, tenant, practice: Arc::new(practice), now }.everything().await?;
    }
    println!("{:?}: {}", wanted.url.engine(), raw::sizes(&wanted.url).await?);
    let key = key(&db, tenant, &clock).await?;
    let (owner, own) = (
        sign_in(&db, tenant, &clock, Role::Owner).await?,
        sign_in(&db, tenant, &clock, Role::Practitioner).await?,
    );
    let settings =
        Settings { api_rate: ApiRate { burst: 1_000_000, per_second: 1_000_000 }, ..Settings::default() };
    let server = serve(App::new(db, clock, settings)).await?;
    let ids = Ids::of(&wanted.url).await?;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    let one = |cookie, key| Browser { server: server.clone(), cookie, key, client: client.clone() };
    let pages: Vec<Page> =
        pages::all()?.into_iter().filter(|page| page.name.contains(&wanted.only)).collect();
    let mut over = Vec::new();
    for (who, browser) in [("an owner", one(owner, key)), ("a practitioner", one(own, String::new()))] {
        println!("\n{:<86} {:>9} {:>9} {:>9} {:>7}", format!("as {who}"), "p50", "p95", "max", "KiB");
        for page in pages.iter().filter(|page| !page.api || !browser.key.is_empty()) {
            let Some(took) = browser.measure(page, &ids, wanted.times).await? else { continue };
            let mark = if took.most > BAR { "  over" } else { "" };
            let (kib, name) = (took.bytes / 1_024, page.name.trim());
            println!(
                "{name:<86} {:>9.1?} {:>9.1?} {:>9.1?} {kib:>7}{mark}",
                took.half, took.most, took.longest
            );
            over.extend((took.most > BAR).then(|| format!("{name} as {who}")));
        }
    }
    println!("\n{} of them over {BAR:?}", over.len());
    if wanted.bar && !over.is_empty() { Err(over.join(", ").into()) } else { Ok(()) }
}

fn wanted() -> Outcome<Wanted> {
    let mut said = std::env::args().skip(1);
    let url =
        said.next().ok_or("give the address of a database: empty, or filled by this before")?.parse()?;
    let mut wanted = Wanted { url, bar: false, times: 60, only: String::new() };
    while let Some(option) = said.next() {
        match option.as_str() {
            "--bar" => wanted.bar = true,
            "--times" => wanted.times = said.next().unwrap_or_default().parse()?,
            "--only" => wanted.only = said.next().unwrap_or_default(),
            other => return Err(format!("there is no {other}").into()),
        }
    }
    Ok(wanted)
}

/// The server on a port of its own; where it listens.
async fn serve(app: App) -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let router = router(app).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// Somebody at the console: what their browser sends as a cookie.
async fn sign_in(db: &Db, tenant: TenantId, clock: &Clock, role: Role) -> Outcome<String> {
    let mut tx = db.write(tenant, clock.now()).await?;
    let number = users::count(&mut tx).await?;
    let profile = Profile {
        name: Pii::new(format!("Camille Bench {number}")),
        email: Pii::new(format!("camille{number}@example.org")),
        practitioner: if role == Role::Practitioner { Some("p1".parse()?) } else { None },
        lang: Lang::Fr,
    };
    let id = users::invite(&mut tx, &profile, role, &Actor::Operator).await?;
    users::joined(&mut tx, id, &Actor::Operator).await?;
    let token = auth::begin(&mut tx, id, &Device::default()).await?;
    tx.commit().await?;
    Ok(format!("{}={}", auth::cookie::NAME, token.reveal()))
}

/// A program's key that may see everything.
async fn key(db: &Db, tenant: TenantId, clock: &Clock) -> Outcome<String> {
    let mut tx = db.write(tenant, clock.now()).await?;
    let (_, key) = keys::create(&mut tx, "bench", &Permission::ALL, None, &Actor::Operator).await?;
    tx.commit().await?;
    Ok(key.into_revealed())
}
