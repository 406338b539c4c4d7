//! `allo understand`: one utterance in, one frame out.

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use domain::practice::Practice;
use domain::{Lang, Localized};
use phrases::wire::{self, Vocabularies};
use phrases::{Term, Vocabulary};

use crate::cli;

/// Reads the utterances of the arguments or of standard input.
pub(super) fn run(what: &cli::Understand) -> Result<ExitCode> {
    let vocabularies = match &what.practice {
        Some(file) => spoken(&practice(file)?),
        None => Vocabularies::default(),
    };
    if what.jsonl { lines(&vocabularies) } else { one(what, &vocabularies) }
}

/// The words of a practice in both languages.
pub(super) fn spoken(practice: &Practice) -> Vocabularies {
    Vocabularies { fr: vocabulary(practice, Lang::Fr), en: vocabulary(practice, Lang::En) }
}

fn practice(file: &Path) -> Result<Practice> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    super::practice::parse(&text, file)
}

fn vocabulary(practice: &Practice, lang: Lang) -> Vocabulary {
    let words = |spoken: &Localized<Vec<String>>| spoken.get(lang).cloned().unwrap_or_default();
    let term = |id: &str, spoken: Vec<String>| Term { id: id.to_owned(), spoken };
    Vocabulary {
        services: practice.services.iter().map(|s| term(s.id.as_str(), words(&s.spoken))).collect(),
        practitioners: practice.practitioners.iter().map(|p| term(p.id.as_str(), words(&p.spoken))).collect(),
        topics: practice.faq.iter().enumerate().map(|(n, f)| term(&n.to_string(), words(&f.ask))).collect(),
    }
}

#[expect(clippy::print_stdout, reason = "the output of the command")]
fn one(what: &cli::Understand, vocabularies: &Vocabularies) -> Result<ExitCode> {
    let now = what.reference_time.clone().map_or_else(|| local_now(&what.timezone), Ok)?;
    let line = serde_json::json!({
        "id": "1", "text": what.text.join(" "), "lang": what.lang, "reference_time": now, "timezone": what.timezone,
    });
    let answer = wire::answer_line(&line.to_string(), vocabularies);
    println!("{}", answer.text);
    Ok(if answer.understood { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn local_now(zone: &str) -> Result<String> {
    let zone = jiff::tz::TimeZone::get(zone).with_context(|| format!("`{zone}` is not a time zone"))?;
    let now = zone.to_datetime(crate::wiring::clock().now());
    Ok(now.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// Answers every line in order; a line that can't be read is answered too, and remembered in the exit status.
fn lines(vocabularies: &Vocabularies) -> Result<ExitCode> {
    let mut input = std::io::stdin().lock();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    let mut status = ExitCode::SUCCESS;
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if !text.trim().is_empty() {
            let answer = wire::answer_line(text.trim_end_matches(['\n', '\r']), vocabularies);
            writeln!(output, "{}", answer.text)?;
            if !answer.understood {
                status = ExitCode::FAILURE;
            }
        }
        line.clear();
    }
    output.flush()?;
    Ok(status)
}
