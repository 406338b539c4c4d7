//! `allo understand`: one utterance in, one frame out.

use std::io::{BufRead, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use domain::practice::Practice;
use domain::{Lang, Localized};
use phrases::wire::{self, Unsaid, Vocabularies};
use phrases::{Term, Vocabulary};

use crate::{cli, out, read};

/// Reads the utterances of the arguments or of standard input.
pub(super) fn run(what: &cli::Understand) -> Result<ExitCode> {
    let vocabularies = match &what.practice {
        Some(file) => spoken(&practice(file)?),
        None => Vocabularies::default(),
    };
    if what.jsonl { lines(what, &vocabularies) } else { one(what, &vocabularies) }
}

/// The words of a practice in both languages.
pub(super) fn spoken(practice: &Practice) -> Vocabularies {
    Vocabularies { fr: vocabulary(practice, Lang::Fr), en: vocabulary(practice, Lang::En) }
}

fn practice(file: &Path) -> Result<Practice> {
    super::practice::parse(&read::text(file)?, file)
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

fn one(what: &cli::Understand, vocabularies: &Vocabularies) -> Result<ExitCode> {
    let now = what.reference_time.clone().map_or_else(|| local_now(&what.timezone), Ok)?;
    let line = serde_json::json!({
        "id": "1", "text": what.text.join(" "), "lang": what.lang, "reference_time": now, "timezone": what.timezone,
    });
    let answer = wire::answer_line(&line.to_string(), vocabularies);
    out::line(&answer.text)?;
    Ok(if answer.understood { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn local_now(zone: &str) -> Result<String> {
    let offset = || jiff::fmt::strtime::parse("%:z", zone).ok()?.offset().map(jiff::tz::TimeZone::fixed);
    let found = offset().or_else(|| jiff::tz::TimeZone::get(zone).ok());
    let zone = found.with_context(|| {
        format!("--timezone: `{zone}` is neither a zone's name, such as Europe/Paris, nor an offset, such as -02:00")
    })?;
    let now = zone.to_datetime(crate::wiring::clock().now());
    Ok(now.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// The longest line that is read, in bytes: a caller who talks without a break for a day says less.
const LONGEST: u64 = 4 << 20;

/// Answers every line in order; a line that can't be read is answered too, and remembered in the exit status.
fn lines(what: &cli::Understand, vocabularies: &Vocabularies) -> Result<ExitCode> {
    let unsaid = Unsaid {
        lang: what.lang.clone(),
        reference_time: what.reference_time.clone(),
        timezone: what.timezone.clone(),
    };
    let mut input = std::io::stdin().lock();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let mut status = ExitCode::SUCCESS;
    for number in 1.. {
        let Some(line) = next(&mut input)? else { break };
        let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = if line.len() as u64 > LONGEST {
            let error = format!("line {number}: longer than {} MiB", LONGEST >> 20);
            wire::refused(&serde_json::Value::Null, error)
        } else {
            wire::answer_nth(number, line, &unsaid, vocabularies)
        };
        writeln!(output, "{}", answer.text)?;
        if !answer.understood {
            status = ExitCode::FAILURE;
        }
    }
    output.flush()?;
    Ok(status)
}

/// The next line, at most one byte more than the longest of it; the rest of a longer one is passed over.
fn next(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.ends_with(b"\n") {
        line.pop();
    } else {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}
