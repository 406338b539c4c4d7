//! `allo doctor`: looks for what would keep Allo from working, and says how to mend it.

use std::process::ExitCode;

use anyhow::Result;
use app::db::Db;
use serde::Serialize;

use crate::config::Config;
use crate::{cli, wiring};

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    says: String,
}

/// Looks at everything; exit status 1 when something is not well.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Doctor) -> Result<ExitCode> {
    let mut findings = Vec::new();
    match wiring::configuration(settings, None) {
        Err(error) => findings.push(finding("configuration", Err(error))),
        Ok(config) => {
            findings.push(finding("configuration", Ok("usable".to_owned())));
            look_at(&config, &mut findings).await;
        }
    }
    print(&findings, what.json)?;
    let well = findings.iter().all(|finding| finding.well);
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn look_at(config: &Config, findings: &mut Vec<Finding>) {
    match wiring::database(config).await {
        Err(error) => findings.push(finding("database", Err(error))),
        Ok(db) => {
            let says = "opens, and its schema is this version's".to_owned();
            findings.push(finding("database", Ok(says)));
            findings.push(finding("durability", durability(&db).await));
            findings.push(finding("practices", practices(&db).await));
        }
    }
    findings.push(finding("address", address(config).await));
    findings.push(finding("clock", clock()));
}

async fn durability(db: &Db) -> Result<String> {
    let settings = db.settings().await?;
    Ok(settings.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", "))
}

async fn practices(db: &Db) -> Result<String> {
    let number = db.tenants().await?.len();
    anyhow::ensure!(number > 0, "none yet; put one in with: allo practice apply FILE");
    Ok(format!("{number}"))
}

async fn address(config: &Config) -> Result<String> {
    let listener = wiring::bind(config.get("listen")).await?;
    Ok(format!("{} is free", listener.local_addr()?))
}

/// A machine whose clock is years off would refuse every wish as past, or beyond the horizon.
fn clock() -> Result<String> {
    let now = wiring::clock().now();
    let built: jiff::Timestamp = "2026-01-01T00:00:00Z".parse()?;
    anyhow::ensure!(
        now > built,
        "the clock shows {now}, before this program was written; set it (timedatectl)"
    );
    Ok(now.to_string())
}

fn finding(what: &'static str, seen: Result<String>) -> Finding {
    match seen {
        Ok(says) => Finding { what, well: true, says },
        Err(error) => Finding { what, well: false, says: format!("{error:#}") },
    }
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn print(findings: &[Finding], json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(findings)?);
        return Ok(());
    }
    for Finding { what, well, says } in findings {
        println!("{} {what:<14} {says}", if *well { "✓" } else { "✗" });
    }
    Ok(())
}
