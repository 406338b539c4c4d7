//! `allo requests`: what awaits the staff.

use anyhow::{Context as _, Result, bail};
use app::booking::{self, BookingError, Request, RequestFilter};
use app::db::Db;
use domain::ids::RequestId;
use domain::permission::Actor;
use domain::request::State;

use super::practice;
use crate::{cli, wiring};

/// Lists what is open, or settles one.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Requests) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::database(&config).await?;
    if let Some(id) = &what.done {
        return settle(&db, what, id).await;
    }
    let mut tx = practice::reading(&db, &what.within).await?;
    let open = RequestFilter { state: Some(State::Open), after: None };
    print(&booking::requests(&mut tx, &open, 200).await?);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
async fn settle(db: &Db, what: &cli::Requests, id: &str) -> Result<()> {
    let unknown = || format!("there is no open request `{id}` here; `allo requests` shows them");
    let id: RequestId = id.parse().ok().with_context(unknown)?;
    let mut tx = practice::writing(db, &what.within).await?;
    match booking::settle(&mut tx, id, State::Done, &Actor::Operator).await {
        Err(BookingError::NotFound) => bail!(unknown()),
        outcome => outcome?,
    }
    tx.commit().await?;
    println!("{id} is done.");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn print(requests: &[Request]) {
    if requests.is_empty() {
        println!("Nothing awaits the staff.");
    }
    for request in requests {
        let note = &request.note;
        println!("{}  {}  {}", request.id, request.created_at, note.kind.name());
        for (what, said) in [
            ("who", note.name.as_ref().map(|name| name.reveal().clone())),
            ("telephone", note.phone.as_ref().map(|phone| phone.reveal().to_string())),
            ("when", note.wish.as_ref().map(|wish| wish.reveal().clone())),
            ("message", note.text.as_ref().map(|text| text.reveal().clone())),
        ] {
            if let Some(said) = said {
                println!("    {what}: {said}");
            }
        }
    }
}
