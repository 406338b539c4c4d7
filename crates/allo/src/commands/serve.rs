//! `allo serve`: the API and the pages, until told to stop.

use anyhow::Result;
use app::http::{App, Settings};

use crate::{cli, wiring};

/// Serves on the configured address.
pub(super) async fn run(settings: &cli::Settings, listen: &cli::Listen) -> Result<()> {
    let config = wiring::configuration(settings, Some(listen))?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    let listener = wiring::bind(config.get("listen"), wiring::LISTEN).await?;
    tracing::info!(address = %listener.local_addr()?, "Allo is ready");
    let public_url = Some(config.get("public_url").to_owned()).filter(|url| !url.is_empty());
    let workers = app::jobs::start(&db, &wiring::clock(), wiring::retention(&config));
    let settings = Settings { public_url, api_rate: wiring::api_rate(&config), ..Settings::default() };
    let app = App::new(db, wiring::clock(), settings);
    let served = wiring::serve(app, listener, wiring::patience(&config)).await;
    workers.stop().await;
    served
}
