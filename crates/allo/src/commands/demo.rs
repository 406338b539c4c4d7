//! `allo demo`: a practice to talk to, on data that is thrown away.

mod left;

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use app::booking::{self, BookingError};
use app::db::{Db, Url};
use app::http::{App, Settings, router};
use app::messages::{Post, Recorder, Sending};
use app::outside::Reach;
use app::patients::Stated;
use app::random::Dice;
use app::tenants;
use app::users::{self, Profile};
use domain::availability::Asked;
use domain::clock::{Edge, date_at, instant};
use domain::ids::TenantId;
use domain::permission::{Actor, Role};
use domain::practice::Practice;
use domain::{Lang, Pii, clock, schedule};
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
        left::fill(&db, tenant, &practice, now).await?;
        staff(&db, tenant, now).await?;
        Ok(Self { db, tenant, _home: home })
    }
}

/// Serves the demonstration until interrupted.
pub(super) async fn run(settings: &cli::Settings, listen: &cli::Listen) -> Result<()> {
    if settings.database.is_some() || settings.key_file.is_some() {
        bail!("a demonstration's data is its own, and thrown away; for data that stays: allo serve");
    }
    let config = wiring::configuration(settings, Some(listen))?;
    wiring::log(&config);
    let listener = listener(listen.listen.as_deref()).await?;
    let demonstration = Demonstration::open().await?;
    let address = listener.local_addr()?;
    let sending = Sending::new(Post::recording(&Recorder::default()), &format!("http://{address}"));
    let clock = wiring::clock();
    let workers = app::jobs::start(&demonstration.db, &clock, wiring::retention(&config), sending);
    let courier = app::webhooks::start(&demonstration.db, &wiring::clock(), Reach::AlsoHere)?;
    let app = App::new(
        demonstration.db.clone(),
        wiring::clock(),
        Settings { demo: true, codes: true, ..Settings::default() },
    );
    banner(address)?;
    let served = wiring::serve(app.clone(), router(app), listener, wiring::patience(&config)).await;
    courier.stop().await;
    workers.stop().await;
    served
}

/// The asked address; otherwise 8080 of this machine, or any port that is free.
async fn listener(asked: Option<&str>) -> Result<TcpListener> {
    match asked {
        Some(address) => wiring::bind(address, wiring::LISTEN).await,
        None => match wiring::bind("127.0.0.1:8080", wiring::LISTEN).await {
            Ok(listener) => Ok(listener),
            Err(_) => wiring::bind("127.0.0.1:0", wiring::LISTEN).await,
        },
    }
}

/// What others have: (which of the next working days, hour and minute, practitioner, service, who).
const BOOKED: &[(usize, u16, &str, &str, &str)] = &[
    (0, 9 * 60, "martin", "consultation", "Nora Lambert"),
    (0, 9 * 60 + 20, "martin", "consultation", "Hugo Fabre"),
    (0, 10 * 60 + 20, "martin", "premiere", "Inès Caron"),
    (0, 14 * 60, "martin", "consultation", "Marc Olivier"),
    (0, 16 * 60 + 40, "martin", "consultation", "Sofia Mendes"),
    (0, 8 * 60 + 30, "benali", "consultation", "Lucas Blanc"),
    (0, 9 * 60 + 30, "benali", "premiere", "Emma Colin"),
    (0, 14 * 60 + 30, "benali", "consultation", "Rémi Gautier"),
    (0, 8 * 60, "laurent", "prise-de-sang", "Yasmine Kaci"),
    (0, 8 * 60 + 30, "laurent", "prise-de-sang", "Thomas Leroy"),
    (1, 9 * 60, "martin", "consultation", "Alice Perrin"),
    (1, 14 * 60, "martin", "consultation", "Adam Diallo"),
    (1, 14 * 60 + 20, "martin", "consultation", "Julie Noël"),
    (1, 10 * 60 + 30, "benali", "consultation", "Victor Roche"),
    (1, 7 * 60 + 30, "laurent", "prise-de-sang", "Louise Garnier"),
    (2, 11 * 60, "martin", "consultation", "Sami Benoît"),
    (2, 14 * 60 + 10, "benali", "consultation", "Chloé Marchand"),
    (3, 9 * 60, "martin", "certificat", "Léo Dumas"),
    (3, 10 * 60 + 10, "benali", "consultation", "Awa Traoré"),
    (4, 16 * 60, "martin", "consultation", "Paola Ricci"),
    (5, 9 * 60 + 20, "martin", "consultation", "Simon Weber"),
];

/// What the patients on file have, one each, for whoever tries to move or cancel: on the first working day that takes
/// it.
const ON_FILE: &[(u16, &str, &str, &str)] = &[
    (10 * 60, "martin", "consultation", "petit"),
    (9 * 60 + 10, "benali", "consultation", "nguyen"),
    (8 * 60 + 50, "laurent", "prise-de-sang", "haddad"),
];

/// Books what others have, so that the calendar looks like a practice's. What falls outside the hours of this week
/// simply isn't booked.
async fn fill(db: &Db, tenant: TenantId, practice: &Practice, now: Timestamp) -> Result<()> {
    let days = working_days(practice, now);
    // As this day began, so that it is as full as the others, whenever the demonstration is started.
    let zone = practice.tenant.zone();
    let began = clock::day(date_at(now, zone), zone).map_or(now, |today| today.start);
    for (number, (day, minute, practitioner, service, name)) in BOOKED.iter().enumerate() {
        let Some(asked) =
            days.get(*day).and_then(|day| asked(practice, *day, *minute, practitioner, service))
        else {
            continue;
        };
        book(db, tenant, practice, &asked, &stranger(number, name)?, began).await?;
    }
    for (minute, practitioner, service, id) in ON_FILE {
        let Some(patient) = practice.patients.iter().find(|patient| patient.id.as_str() == *id) else {
            continue;
        };
        let stated = Stated { name: patient.name.clone(), phone: Some(patient.phone.clone()), email: None };
        // Not today: that would be too late to change.
        for asked in
            days.iter().skip(1).filter_map(|day| asked(practice, *day, *minute, practitioner, service))
        {
            if book(db, tenant, practice, &asked, &stated, now).await? {
                break;
            }
        }
    }
    Ok(())
}

/// Somebody who isn't on file, with a number that nobody has.
fn stranger(number: usize, name: &str) -> Result<Stated> {
    let phone = format!("+336399820{number:02}").parse()?;
    // Most have an address; the others are told by text message.
    let email = (number % 4 != 3).then(|| Pii::new(format!("patient{number:02}@example.org")));
    Ok(Stated { name: Pii::new(name.to_owned()), phone: Some(Pii::new(phone)), email })
}

/// The team, one of each role: in a demonstration one signs in by saying as what.
async fn staff(db: &Db, tenant: TenantId, now: Timestamp) -> Result<()> {
    let team = [
        (Role::Owner, "Camille Durand", "camille", None),
        (Role::Secretary, "Inès Morel", "ines", None),
        (Role::Practitioner, "Hélène Martin", "helene", Some("martin")),
        (Role::ReadOnly, "Paul Lefort", "paul", None),
    ];
    let mut tx = db.write(tenant, now).await?;
    for (role, name, local, practitioner) in team {
        let profile = Profile {
            name: Pii::new(name.to_owned()),
            email: Pii::new(format!("{local}@cabinet-des-lilas.example")),
            practitioner: practitioner.map(str::parse).transpose()?,
            lang: Lang::Fr,
        };
        let id = users::invite(&mut tx, &profile, role, &Actor::Operator).await?;
        users::joined(&mut tx, id, &Actor::Operator).await?;
    }
    Ok(tx.commit().await?)
}

/// The next days on which somebody works, today among them when somebody still does.
fn working_days(practice: &Practice, now: Timestamp) -> Vec<Date> {
    let today = date_at(now, practice.tenant.zone());
    let works = |date: &Date| {
        let mut hours =
            practice.practitioners.iter().flat_map(|who| schedule::working(practice, &who.id, *date));
        hours.any(|span| span.end > now)
    };
    today.series(jiff::Span::new().days(1)).take(30).filter(works).take(8).collect()
}

fn asked(practice: &Practice, day: Date, minute: u16, practitioner: &str, service: &str) -> Option<Asked> {
    let start = instant(day, minute, practice.tenant.zone(), Edge::Start)?;
    Some(Asked { service: service.parse().ok()?, practitioner: practitioner.parse().ok()?, start, end: None })
}

/// Books, and says whether that could be done.
async fn book(
    db: &Db,
    tenant: TenantId,
    practice: &Practice,
    asked: &Asked,
    stated: &Stated,
    now: Timestamp,
) -> Result<bool, BookingError> {
    let booked = async {
        let mut tx = db.write(tenant, now).await?;
        let slot = booking::slot_at(&mut tx, practice, asked, None).await?;
        let held = booking::hold(&mut tx, practice, &slot, None, &Actor::Operator).await?;
        booking::confirm(&mut tx, practice, held.id, stated, None, &Actor::Operator).await?;
        Ok(tx.commit().await?)
    };
    match booked.await {
        Ok(()) => Ok(true),
        Err(BookingError::Refused(_) | BookingError::Taken) => Ok(false),
        Err(error) => Err(error),
    }
}

fn banner(address: SocketAddr) -> std::io::Result<()> {
    out::line(format_args!(
        "
  Allo is ready. Open   http://{address}/t/cabinet-des-lilas   to talk, as a caller
                        http://{address}/console               to see what it left, as the practice's staff

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
