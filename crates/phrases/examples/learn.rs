//! Learns the weights of intents and emergencies anew: `cargo run --release -p phrases --example learn`.
//!
//! To teach: add rows to `tables/<lang>/intent_lessons.tsv` or `emergency_lessons.tsv`, run this, and look at what the
//! tests say.

use std::fs;
use std::path::Path;

use phrases::{Lang, emergency_weights, intent_weights, wish_weights};

fn main() -> std::io::Result<()> {
    for (tag, lang) in [("fr", Lang::Fr), ("en", Lang::En)] {
        let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables").join(tag);
        fs::write(tables.join("emergency_weights.tsv"), emergency_weights(lang))?;
        fs::write(tables.join("wish_weights.tsv"), wish_weights(lang))?;
        fs::write(tables.join("intent_weights.tsv"), intent_weights(lang))?;
    }
    Ok(())
}
