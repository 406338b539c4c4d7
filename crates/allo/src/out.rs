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
