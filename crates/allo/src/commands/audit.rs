//! `allo audit`: a practice's trail, taken out and verified.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use app::audit::export;
use app::audit::offline::{self, Known, Whole};

use super::practice;
use crate::{cli, out, wiring};

/// Exports, signs or verifies.
pub(super) fn run(settings: &cli::Settings, what: &cli::Audit) -> Result<()> {
    match what {
        cli::Audit::Export(within) => wiring::runtime()?.block_on(take(settings, within, true)),
        cli::Audit::Checkpoint(within) => wiring::runtime()?.block_on(take(settings, within, false)),
        cli::Audit::Verify { file, key, checkpoint } => verify(file, key.as_deref(), checkpoint.as_deref()),
    }
}

/// Writes the trail, or its end only, to standard output.
async fn take(settings: &cli::Settings, within: &cli::InPractice, whole: bool) -> Result<()> {
    let config = wiring::configuration(settings, None)?;
    wiring::log(&config);
    let db = wiring::installation(&config).await?;
    let tenant = practice::tenant(&db, within).await?;
    let (now, mut out) = (wiring::clock().now(), io::BufWriter::new(io::stdout()));
    if whole {
        let entries = export::export(&db, tenant, now, &mut out).await?;
        out::aside(format_args!("{entries} entries, signed to the last. To verify: allo audit verify FILE"));
    } else {
        export::checkpoint(&db, tenant, now, &mut out).await?;
    }
    Ok(())
}

/// Neither a database nor a key file is opened.
fn verify(file: &Path, key: Option<&str>, checkpoint: Option<&Path>) -> Result<()> {
    let mut known = Known::default();
    if let Some(key) = key {
        known = known.signed_by(key).map_err(|what| anyhow!("--key: {what}"))?;
    }
    if let Some(kept) = checkpoint {
        known = known
            .kept(open(kept, "checkpoint")?)
            .with_context(|| format!("--checkpoint {}", kept.display()))?;
    }
    let whole = offline::verify(open(file, "export")?, &known).with_context(|| file.display().to_string())?;
    out::line(told(&whole))?;
    if key.is_none() && checkpoint.is_none() {
        out::aside(
            "Nothing was given to compare it with: anybody could have written the whole file anew. Give the key \
             (--key), or better a checkpoint that was kept elsewhere (--checkpoint).",
        );
    } else if checkpoint.is_none() {
        out::aside(
            "Whoever has the installation's key file could have written it anew; a checkpoint that was kept elsewhere \
             would show that (--checkpoint).",
        );
    }
    Ok(())
}

fn told(whole: &Whole) -> String {
    let kept = match whole.kept {
        0 => String::new(),
        1 => ", and it agrees with the checkpoint that was kept".to_owned(),
        several => format!(", and it agrees with the {several} checkpoints that were kept"),
    };
    format!(
        "The trail holds: {} entries of practice {}, nothing altered, missing or moved{kept}.\nSigned to its end, {} \
         times, with the key {}",
        whole.entries,
        whole.tenant,
        whole.checkpoints,
        whole.key()
    )
}

/// A file to verify, or to compare with: named, or why it can't be opened and how one is made.
fn open(path: &Path, made_by: &str) -> Result<BufReader<File>> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let name = path.display();
            anyhow!("{name}: there is no such file; name one that was made by: allo audit {made_by} --practice NAME > {name}")
        }
        _ => anyhow!("{}: it cannot be opened: {error}; see that you may read it", path.display()),
    });
    Ok(BufReader::new(file?))
}
