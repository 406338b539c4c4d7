//! Reads lines as `allo understand --jsonl` does, with an empty vocabulary: `… < requests.jsonl > answers.jsonl`.

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use phrases::wire::{Vocabularies, answer_line};

fn main() -> std::io::Result<()> {
    let vocabularies = Vocabularies::default();
    for line in std::io::stdin().lines() {
        println!("{}", answer_line(&line?, &vocabularies).text);
    }
    Ok(())
}
