//! `allo chat`: the receptionist in a terminal.

use anyhow::{Context as _, Result};
use app::calls::{Line, Opening, Turn};
use app::db::Db;
use app::tenants;
use domain::ids::TenantId;
use domain::{Lang, Phone};
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::demo::Demonstration;
use super::practice;
use crate::{cli, out, wiring};

/// Talks until the call is over or the terminal closes.
pub(super) async fn run(settings: &cli::Settings, what: &cli::Chat) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let lang = language(what.lang.as_deref())?;
    let caller =
        what.phone.as_deref().map(|number| number.parse::<Phone>().context("--phone")).transpose()?;
    if what.practice.is_some() || settings.config.is_some() || settings.database.is_some() {
        let db = wiring::installation(&config).await?;
        let tenant = practice::tenant(&db, &cli::InPractice { practice: what.practice.clone() }).await?;
        return talk(&db, tenant, lang, caller).await;
    }
    out::aside(
        "A demonstration practice, on throw-away data; to talk to one of yours: allo chat --practice NAME",
    );
    let demonstration = Demonstration::open().await?;
    talk(&demonstration.db, demonstration.tenant, lang, caller).await
}

fn language(asked: Option<&str>) -> Result<Lang> {
    match asked {
        None => Ok(Lang::Fr),
        Some(tag) => {
            Lang::from_tag(tag).with_context(|| format!("--lang: `{tag}` is not spoken here; fr and en are"))
        }
    }
}

async fn talk(db: &Db, tenant: TenantId, lang: Lang, caller: Option<Phone>) -> Result<()> {
    let clock = wiring::clock();
    let mut tx = db.read(tenant, clock.now()).await?;
    let practice = tenants::current(&mut tx).await?.practice;
    drop(tx);
    // Nothing that sends runs beside a call in a terminal: no codes.
    let opening = Opening { lang, caller, ..Opening::new(db.clone(), clock, tenant, practice, "chat") };
    let (mut line, mut turn) = Line::open(opening).await?;
    let mut editor = Some(DefaultEditor::new()?);
    loop {
        let width = editor.as_mut().and_then(DefaultEditor::dimensions).map(|(columns, _)| columns);
        if let Err(error) = show(&turn, width.map_or(usize::MAX, usize::from)) {
            // Nobody reads any more: that is how a terminal hangs up.
            line.hang_up().await;
            return Err(error.into());
        }
        if turn.ended || turn.transferred {
            return Ok(());
        }
        // The terminal is read apart, so that the runtime goes on.
        let (returned, read) = tokio::task::spawn_blocking(move || {
            let read = editor.as_mut().map(|editor| editor.readline("› "));
            (editor, read)
        })
        .await?;
        editor = returned;
        turn = match read {
            Some(Ok(text)) if text.trim().is_empty() => line.silence().await,
            Some(Ok(text)) => line.hear(&text).await,
            Some(Err(ReadlineError::Eof | ReadlineError::Interrupted)) | None => {
                line.hang_up().await;
                return Ok(());
            }
            // The next line may be readable again.
            Some(Err(error)) if is_no_text(&error) => {
                out::aside("allo: this line is not UTF-8 text and was not heard; set the terminal to UTF-8");
                turn.said.clear();
                continue;
            }
            Some(Err(error)) => {
                line.hang_up().await;
                return Err(error.into());
            }
        };
    }
}

fn is_no_text(error: &ReadlineError) -> bool {
    matches!(error, ReadlineError::Io(error) if error.kind() == std::io::ErrorKind::InvalidData)
}

/// What Allo said, and under it, dimmed, what it did and what it waits for.
fn show(turn: &Turn, width: usize) -> std::io::Result<()> {
    let colour = wiring::coloured(&std::io::stdout());
    let (strong, dim, plain) = if colour { ("\x1b[36m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    for utterance in &turn.said {
        out::line(format_args!("{strong}Allo{plain}  {}", out::hung(&utterance.text, 6, width)))?;
    }
    let mut doing = Vec::new();
    if !turn.tools.is_empty() {
        doing.push(turn.tools.join(", "));
    }
    if let Some(held) = &turn.view.held {
        doing.push(format!("kept: {} {}, {}", held.day, held.time, held.practitioner));
    }
    if !doing.is_empty() {
        out::line(format_args!("{dim}      {}{plain}", doing.join(" · ")))?;
    }
    Ok(())
}
