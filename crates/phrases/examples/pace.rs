//! How long one utterance takes: lines as for `allo understand --jsonl` on standard input, percentiles out.

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::time::Instant;

use phrases::wire::{Vocabularies, answer_line};

fn main() -> std::io::Result<()> {
    let vocabularies = Vocabularies::default();
    let lines: Vec<String> = std::io::stdin().lines().collect::<Result<_, _>>()?;
    for line in &lines {
        answer_line(line, &vocabularies);
    }
    let mut micros: Vec<u128> = Vec::new();
    for line in lines.iter().cycle().take(lines.len() * 20) {
        let begun = Instant::now();
        answer_line(line, &vocabularies);
        micros.push(begun.elapsed().as_micros());
    }
    micros.sort_unstable();
    let at = |percent: usize| micros.get(micros.len() * percent / 100).or(micros.last()).copied().unwrap_or(0);
    println!("{} utterances: p50 {} µs, p95 {} µs, p99 {} µs", micros.len(), at(50), at(95), at(99));
    Ok(())
}
