//! How long one utterance takes: lines as for `allo understand --jsonl` on standard input, percentiles out.

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::time::Instant;

use phrases::wire::{Vocabularies, answer_line};

/// Every utterance is read so many times.
const ROUNDS: usize = 20;

fn main() -> std::io::Result<()> {
    let vocabularies = Vocabularies::default();
    let lines: Vec<String> = std::io::stdin().lines().collect::<Result<_, _>>()?;
    let (mut all, mut best) = (Vec::new(), Vec::new());
    for line in &lines {
        answer_line(line, &vocabularies);
        let rounds: Vec<u128> = (0..ROUNDS).map(|_| timed(line, &vocabularies)).collect();
        best.extend(rounds.iter().min());
        all.extend(rounds);
    }
    report("every round", all);
    // On a machine that does other things too, the best round is what the code itself takes.
    report("best round of each", best);
    Ok(())
}

fn timed(line: &str, vocabularies: &Vocabularies) -> u128 {
    let begun = Instant::now();
    answer_line(line, vocabularies);
    begun.elapsed().as_micros()
}

fn report(what: &str, mut micros: Vec<u128>) {
    micros.sort_unstable();
    let at =
        |percent: usize| micros.get(micros.len() * percent / 100).or(micros.last()).copied().unwrap_or(0);
    println!("{what}: n {}, p50 {} µs, p95 {} µs, p99 {} µs", micros.len(), at(50), at(95), at(99));
}
