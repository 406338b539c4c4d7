//! `allo demo`: a practice to talk to, on data that is thrown away.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result};
use app::booking::{self, BookingError};
use app::db::{Db, Url};
use app::http::{App, Settings};
use app::patients::Stated;
use app::random::Dice;
use app::tenants;
use domain::availability::Asked;
use domain::clock::{Edge, date_at, instant};
use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::Timestamp;
use jiff::civil::Date;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{cli, out, wiring};

/// The demonstration practice.
pub(super) const PRACTICE: &str = include_str!("../../../../practices/cabinet-des-lilas.yaml");

/// A practice on throw-away data. The data goes when this is dropped.
pub(super) struct Demonstration {
    /// The data.
    pub(super) db: Db,
    /// The practice.
    pub(super) tenant: TenantId,
    _home: TempDir,
}

impl Demonstration {
    /// Opens an empty database, applies the practice, and books a few days full enough to look at.
    pub(super) async fn open() -> Result<Self> {
        let home = tempfile::tempdir()
            .context("no folder for throw-away data can be made; say where one may be with TMPDIR")?;
        let url = Url::Sqlite(home.path().join("allo.db"));
        let db = wiring::open(&url, &home.path().join("allo.key"), Dice::system()).await?;
        let practice = super::practice::parse(PRACTICE, Path::new("cabinet-des-lilas.yaml"))?;
        let now = wiring::clock().now();
        let tenant = tenants::apply(&db, &practice, now, &Actor::Operator).await?;
        fill(&db, tenant, &practice, now).await?;
        Ok(Self { db, tenant, _home: home })
    }
}

/// Serves the demonstration until interrupted.
pub(super) async fn run(settings: &cli::Settings, listen: &cli::Listen) -> Result<()> {
    let config = wiring::configuration(settings, Some(listen))?;
    wiring::log(&config);
    let listener = listener(listen.listen.as_deref()).await?;
    let demonstration = Demonstration::open().await?;
    let workers = app::jobs::start(&demonstration.db, &wiring::clock(), wiring::retention(&config));
    let app =
        App::new(demonstration.db.clone(), wiring::clock(), Settings { demo: true, ..Settings::default() });
    banner(listener.local_addr()?)?;
    let served = wiring::serve(app, listener, wiring::patience(&config)).await;
    workers.stop().await;
    served
}

/// The asked address; otherwise 8080 of this machine, or any port that is free.
async fn listener(asked: Option<&str>) -> Result<TcpListener> {
    match asked {
        Some(address) => wiring::bind(address).await,
        None => match wiring::bind("127.0.0.1:8080").await {
            Ok(listener) => Ok(listener),
            Err(_) => wiring::bind("127.0.0.1:0").await,
        },
    }
}

/// What other patients have: (days from now, hour and minute, practitioner, service).
const BOOKED: &[(i8, u16, &str, &str)] = &[
    (1, 9 * 60, "martin", "consultation"),
    (1, 9 * 60 + 20, "martin", "consultation"),
    (1, 10 * 60 + 20, "martin", "premiere"),
    (1, 14 * 60, "martin", "consultation"),
    (1, 8 * 60 + 30, "benali", "consultation"),
    (1, 9 * 60 + 30, "benali", "premiere"),
    (1, 14 * 60 + 30, "benali", "consultation"),
    (1, 8 * 60, "laurent", "prise-de-sang"),
    (2, 9 * 60 + 40, "martin", "consultation"),
    (2, 15 * 60, "martin", "consultation"),
    (2, 10 * 60 + 30, "benali", "consultation"),
    (2, 7 * 60 + 30, "laurent", "prise-de-sang"),
    (3, 11 * 60, "martin", "consultation"),
    (3, 14 * 60 + 10, "benali", "consultation"),
    (4, 9 * 60, "martin", "certificat"),
    (5, 10 * 60, "benali", "consultation"),
    (6, 16 * 60, "martin", "consultation"),
    (7, 9 * 60 + 20, "martin", "consultation"),
];

/// Books what other patients have, so that the calendar looks like a practice's. What falls outside the hours of
/// this week simply isn't booked.
async fn fill(db: &Db, tenant: TenantId, practice: &Practice, now: Timestamp) -> Result<()> {
    let zone = practice.tenant.zone();
    let today = date_at(now, zone);
    for (number, (days, minute, practitioner, service)) in BOOKED.iter().enumerate() {
        let Some(start) = day_after(today, *days).and_then(|day| instant(day, *minute, zone, Edge::Start))
        else {
            continue;
        };
        let patient = &practice.patients[number % practice.patients.len()];
        let stated = Stated { name: patient.name.clone(), phone: Some(patient.phone.clone()), email: None };
        let asked =
            Asked { service: service.parse()?, practitioner: practitioner.parse()?, start, end: None };
        match book(db, tenant, practice, &asked, &stated, now).await {
            Ok(()) | Err(BookingError::Refused(_) | BookingError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn day_after(today: Date, days: i8) -> Option<Date> {
    today.checked_add(jiff::Span::new().days(days)).ok()
}

async fn book(
    db: &Db,
    tenant: TenantId,
    practice: &Practice,
    asked: &Asked,
    stated: &Stated,
    now: Timestamp,
) -> Result<(), BookingError> {
    let mut tx = db.write(tenant, now).await?;
    let slot = booking::slot_at(&mut tx, practice, asked, None).await?;
    let held = booking::hold(&mut tx, practice, &slot, None, &Actor::Operator).await?;
    booking::confirm(&mut tx, practice, held.id, stated, None, &Actor::Operator).await?;
    Ok(tx.commit().await?)
}

fn banner(address: SocketAddr) -> std::io::Result<()> {
    out::line(format_args!(
        "
  Allo is ready. Open   http://{address}/t/cabinet-des-lilas

  Say or type, for example:
    Bonjour, je voudrais un rendez-vous demain à 14 heures avec le docteur Martin
    Une prise de sang jeudi matin, le plus tôt possible
    Je voudrais déplacer mon rendez-vous     (Jeanne Petit, code 482173)
    Je dois annuler mon rendez-vous          (Paul Nguyen, code 735046)
    Quels sont vos horaires ?
    I'd like to see a doctor on Friday afternoon     (press EN first)

  The data is thrown away at the end. Brain: rules. Calendar: local. No key is needed. Stop with Ctrl-C.
"
    ))
}
