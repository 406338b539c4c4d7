//! `allo serve`: the API and the pages, until told to stop.

use anyhow::Result;
use app::db::Db;
use app::http::{App, Settings, router};
use app::outside::Reach;
use app::{tenants, users};

use super::practice;
use crate::config::Config;
use crate::{cli, out, wiring};

/// Up to how many practices are named when Allo starts.
const NAMED: usize = 10;

/// Says where callers talk: nobody could guess it.
async fn tell_where(db: &Db, config: &Config) -> Result<()> {
    let practices = db.tenants().await?;
    if practices.is_empty() {
        tracing::warn!(
            "no practice is here yet; put one in with: allo practice apply FILE{}",
            config.again()
        );
    }
    if practices.len() > NAMED {
        tracing::info!(page = config.talk_page("NAME"), practices = practices.len(), "callers talk here");
        return Ok(());
    }
    for name in practice::names(db, &practices).await? {
        tracing::info!(page = config.talk_page(&name), "callers talk here");
    }
    Ok(())
}

/// Says by which link a practice's first administrator comes in, as long as nobody manages it: it is good once, for three
/// days, and a new one is made at each start. Whoever reads this log may follow it, as whoever types commands here may do
/// all.
async fn first_links(db: &Db, config: &Config) -> Result<()> {
    for tenant in db.tenants().await?.into_iter().take(NAMED) {
        let mut tx = db.write(tenant, wiring::clock().now()).await?;
        let practice = tenants::current(&mut tx).await?.practice;
        if let Some(link) = users::first_link(&mut tx, practice.tenant.language()).await? {
            tx.commit().await?;
            let page = config.page(&format!("/console/join/{}", link.token.reveal()));
            out::aside(format_args!(
                "\nNobody manages {} yet. Its first administrator comes in here, once, until {:.0}:\n  {page}\n",
                practice.tenant.slug, link.expires_at
            ));
        }
    }
    Ok(())
}

/// Serves on the configured address.
pub(super) async fn run(settings: &cli::Settings, listen: &cli::Listen) -> Result<()> {
    let config = wiring::configuration(settings, Some(listen))?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    let listener = wiring::bind(config.get("listen"), wiring::LISTEN).await?;
    tracing::info!(address = %listener.local_addr()?, "Allo is ready");
    if let Some(why) = config.unreachable() {
        tracing::warn!("{why}");
    }
    tell_where(&db, &config).await?;
    first_links(&db, &config).await?;
    let public_url = Some(config.get("public_url").to_owned()).filter(|url| !url.is_empty());
    let sending = wiring::sending(&config)?;
    let codes = sending.carries();
    let workers = app::jobs::start(&db, &wiring::clock(), wiring::retention(&config), sending);
    let courier = app::webhooks::start(&db, &wiring::clock(), Reach::Public)?;
    let (proxies, api_rate) = (wiring::proxies(&config)?, wiring::api_rate(&config));
    let settings = Settings { codes, public_url, proxies, api_rate, ..Settings::default() };
    let app = App::new(db, wiring::clock(), settings);
    let served = wiring::serve(app.clone(), router(app), listener, wiring::patience(&config)).await;
    courier.stop().await;
    workers.stop().await;
    served
}
