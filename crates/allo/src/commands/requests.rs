//! `allo requests`: what awaits the staff.

use anyhow::Result;
use app::booking::{self, Request, RequestFilter};
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
        let id: RequestId = id.parse()?;
        let mut tx = practice::writing(&db, &what.practice).await?;
        booking::settle(&mut tx, id, State::Done, &Actor::Operator).await?;
        return Ok(tx.commit().await?);
    }
    let (_, mut tx) = practice::reading(&db, &what.practice).await?;
    let open = RequestFilter { state: Some(State::Open), after: None };
    print(&booking::requests(&mut tx, &open, 200).await?);
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
