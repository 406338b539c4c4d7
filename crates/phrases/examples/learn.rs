//! Learns the weights of emergencies anew: `cargo run --release -p phrases --example learn`.
//!
//! To teach: add rows to `tables/<lang>/emergency_lessons.tsv`, run this, and look at what the tests say.

use std::fs;
use std::path::Path;

use phrases::{Lang, emergency_weights};

fn main() -> std::io::Result<()> {
    for (tag, lang) in [("fr", Lang::Fr), ("en", Lang::En)] {
        let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables").join(tag);
        fs::write(tables.join("emergency_weights.tsv"), emergency_weights(lang))?;
    }
    Ok(())
}
