//! What commands print: the answer on standard output, what people should know beside it on standard error.
//!
//! A reader may go away before the end (`allo … | head`). On standard output that ends the command, without a word
//! ([`main`](crate) knows it); on standard error it is nobody's concern.

use std::fmt::Display;
use std::io::{Result, Write as _};

/// Prints a text as it is.
pub(crate) fn text(text: impl Display) -> Result<()> {
    let mut out = std::io::stdout().lock();
    write!(out, "{text}")?;
    out.flush()
}

/// Prints a line.
pub(crate) fn line(line: impl Display) -> Result<()> {
    text(format_args!("{line}\n"))
}

/// Says a line beside the answer.
pub(crate) fn aside(line: impl Display) {
    // Whoever doesn't read it doesn't miss it.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A text whose further lines begin this far in, none wider than the page where its words allow.
pub(crate) fn hung(text: &str, indent: usize, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for said in text.lines() {
        lines.push(String::new());
        for word in said.split(' ') {
            let line = lines.last_mut().filter(|line| {
                line.is_empty() || indent + line.chars().count() + 1 + word.chars().count() <= width
            });
            match line {
                Some(line) if line.is_empty() => line.push_str(word),
                Some(line) => line.extend([" ", word]),
                None => lines.push(word.to_owned()),
            }
        }
    }
    lines.join(&format!("\n{:indent$}", ""))
}

#[cfg(test)]
mod tests {
    use super::hung;

    #[test]
    fn further_lines_stand_below_the_first() {
        assert_eq!(hung("un deux trois\nquatre", 2, 10), "un deux\n  trois\n  quatre");
        assert_eq!(hung("anticonstitutionnellement oui", 2, 10), "anticonstitutionnellement\n  oui");
        assert_eq!(hung("", 2, 10), "");
    }
}
